"""What each measure means, in every Plan; whom to ask, and how to challenge a figure."""

from pcp_data import ui

state = ui.page("about", filters=False)
