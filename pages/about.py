"""What each measure means, in every Plan; whom to ask, and how to challenge a figure."""

from pcp_data import ui
from pcp_data.ui import about_parts
from pcp_data.ui.picker import tabbed

state = ui.page("about", idle=("districts", "month", "compare"))
about_parts.purpose(state)
tabbed(
    state,
    {
        "measures": ("Measures", about_parts.measures),
        "ask": ("Ask or challenge", about_parts.contact),
        "method": ("How figures are made", about_parts.method),
        "words": ("Words used", about_parts.terms),
        "meetings": ("Meetings", about_parts.meetings),
        "accessibility": ("Accessibility", about_parts.statement),
        "licences": ("Licences", about_parts.licences),
    },
)
