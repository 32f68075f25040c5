"""What is loaded, from where and to when; what is overdue, refused, or unlike the papers."""

from pcp_data import ui
from pcp_data.ui import coverage_parts, data_parts
from pcp_data.ui.picker import tabbed

state = ui.page("data")
data_parts.sources(state)
tabbed(
    state,
    {
        "coverage": ("Coverage", coverage_parts.coverage),
        "files": ("Files", data_parts.files),
        "refused": ("Refused rows", data_parts.refused),
        "published": ("Published figures", data_parts.published),
        "notes": ("Notes on the data", data_parts.notes),
        "add": ("Add files", data_parts.add_files),
    },
)
