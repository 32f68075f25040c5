"""What is unusual this month? Signals and the largest moves, each with its reason."""

from pcp_data import ui, words
from pcp_data.screens import what_changed
from pcp_data.screens.charted import charted
from pcp_data.ui import changed_parts

state = ui.page("what_changed")
filters = state.filters
rows = charted(state, state.area_codes if filters.districts else state.everywhere)
signals = what_changed.signals(rows, filters.period_end)
place = words.list_of(filters.districts) or f"{state.choices.home.title} and its districts"

ui.sentence(what_changed.headline(rows, signals, filters.period_end, place))
ui.section(
    "Unusual months",
    "A signal says that a month is unusual for its measure and area, and not why.",
)
if rows:
    if signals:
        changed_parts.signal_table(state, signals)
    late = what_changed.late_sentence(rows, filters.period_end)
    if late:
        ui.source_line(late)
    changed_parts.control_chart(state, rows, signals)
else:
    ui.empty_state(
        "No measure of this view has enough monthly figures to chart in the 12 months to "
        f"{words.month_name(filters.period_end)}.",
        state.link("what_changed", priority=None, theme=None, districts=()),
        "Show every priority, theme and district",
    )

ui.section(
    "Largest moves over 12 months",
    f"{words.list_of([one.title for one in state.areas])}: only changes beyond what chance would "
    "give (95% intervals), the most certain first."
    + ("" if state.filters.districts else " Choose districts above to see theirs."),
)
changed_parts.largest_moves(state)

ui.section("How unusual is decided")
changed_parts.rules(state)
view = {"plan": filters.plan, "priority": filters.priority, "theme": filters.theme}
changed_parts.uncharted(state.fetch("plan_measures", **view), rows)
