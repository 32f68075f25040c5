"""What each measure means, in every Plan; whom to ask, and how to challenge a figure."""

from pcp_data import ui
from pcp_data.ui import about_parts
from pcp_data.ui.picker import tabs

state = ui.page("about", filters=False)
about_parts.purpose(state)
SECTIONS = {
    "measures": ("Measures", about_parts.measures),
    "ask": ("Ask or challenge", about_parts.contact),
    "method": ("How figures are made", about_parts.method),
    "words": ("Words used", about_parts.terms),
    "meetings": ("Meetings", about_parts.meetings),
    "accessibility": ("Accessibility", about_parts.statement),
    "licences": ("Licences", about_parts.licences),
}
for name, tab in tabs("about", {name: title for name, (title, _) in SECTIONS.items()}).items():
    title, place = SECTIONS[name]
    with tab:
        ui.tab_title(title)
        place(state)
