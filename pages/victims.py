"""Victim satisfaction by crime type, and surveys of the public, each by itself."""

from pcp_data import ui
from pcp_data.screens import satisfaction
from pcp_data.ui import survey_parts, topic_parts, victim_parts

state = ui.page("victims")
data = victim_parts.load(state)
answers = survey_parts.load(state)
notes = state.rows("survey_notes", areas=[state.choices.home.id, *state.area_codes])

if data.here.empty:
    ui.section("Victim satisfaction")
    ui.empty_state(
        "There are no satisfaction figures for these 12 months in this area. They come from the "
        "force’s victim satisfaction return: the Data page says which files are loaded.",
        state.link("victims", month=state.choices.months[0], districts=()),
        "Show the latest month and the whole force",
    )
else:
    ui.sentence(satisfaction.headline(data.here, data.end))
    ui.section(
        "Victim satisfaction by crime type",
        "The share of victims surveyed who were satisfied with the service of the police. "
        "Changes are in percentage points.",
    )
    victim_parts.groups(data)
    ui.section("Victim satisfaction over time and by district")
    measure = victim_parts.chosen_group(data)
    victim_parts.over_time(data, measure)
    ui.heading("By district")
    victim_parts.districts(data, measure)
    topic_parts.notes_table(notes[notes["survey_id"].isna()])

ui.section(
    "What the public say is their concern",
    "Surveys that had ended by the month shown. Each asks different people different questions, "
    "so they are shown one by one and never as one series.",
)
survey_parts.concerns(answers, notes, state)
for survey in survey_parts.own_surveys(answers):
    ui.section(survey.iloc[0]["survey_title"])
    survey_parts.survey(survey, notes, state)
for survey in survey_parts.shared_surveys(answers):
    ui.section(
        survey.iloc[0]["survey_title"],
        "A national survey, for the force as a whole: a second view to read beside the others.",
    )
    survey_parts.shared(survey, notes, state)
