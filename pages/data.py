"""What is loaded, from where and to when; what is overdue, refused, or unlike the papers."""

from pcp_data import ui
from pcp_data.ui import data_parts
from pcp_data.ui.picker import tabs

state = ui.page("data", filters=False)
data_parts.sources(state)
SECTIONS = {
    "coverage": ("Coverage", data_parts.coverage),
    "files": ("Files", data_parts.files),
    "refused": ("Refused rows", data_parts.refused),
    "published": ("Published figures", data_parts.published),
    "notes": ("Notes on the data", data_parts.notes),
    "add": ("Add files", data_parts.add_files),
}
for name, tab in tabs("data", {name: title for name, (title, _) in SECTIONS.items()}).items():
    title, place = SECTIONS[name]
    with tab:
        ui.tab_title(title)
        place(state)
