"""Everything on one measure."""

from pcp_data import ui

state = ui.page("measure")
