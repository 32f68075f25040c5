"""Victim satisfaction by crime type, and surveys of the public, each by itself."""

from pcp_data import ui
from pcp_data.screens import asked
from pcp_data.ui import survey_parts, topic_parts, victim_parts

state = ui.page("victims")
topic = asked.asked(state)
notes = state.rows("survey_notes", areas=[state.choices.home.id, *state.area_codes])
notes = topic.notes(notes)

if topic.has_groups:
    victim_parts.sections(victim_parts.load(state, topic), notes[notes["survey_id"].isna()])
elif topic.has_questions:
    ui.section("Victim satisfaction")
    topic_parts.outside(state, asked.SATISFACTION)
else:
    topic_parts.outside(state, f"{asked.SATISFACTION} or of {asked.PUBLIC}")

if topic.has_questions:
    survey_parts.sections(survey_parts.load(state, topic), notes, state)
elif topic.has_groups:
    ui.section("What the public say")
    topic_parts.outside(state, asked.PUBLIC)
