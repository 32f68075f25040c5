"""Is the Plan on course? Each priority with its measures, and a verdict in words."""

from pcp_data import ui

state = ui.page("overview")
