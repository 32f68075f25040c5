"""What tables, columns and values of the database are called for people who do not program."""

from __future__ import annotations

from collections.abc import Mapping

from pcp_data import words

ROWS = "rows"
VALUE = "value"
WORKING = "working table"
NOT_STATED = "Not stated"
FLAGS = {True: "Yes", False: "No"}

# What an analyst comes for, in this order; every other table is a working table and comes last.
TABLES = {
    "crime": "Recorded crime",
    "asb": "Anti-social behaviour incidents",
    "casualty": "People hurt on the roads",
    "collision": "Road collisions",
    "vehicle": "Vehicles in road collisions",
    "victim_satisfaction": "Victim satisfaction",
    "survey_result": "Survey answers",
    "indicator": "Indicators as returned",
    "population": "Residents",
    "measure_value": "Measures, period by period",
    "twelve_months": "Measures over 12 months",
    "baseline_comparison": "Measures against their baseline",
    "signal": "Unusual months",
    "published_figure": "Figures in public papers",
    "reconciliation": "Published against computed",
    "data_note": "Notes, events and series breaks",
    "measure": "Definitions of measures",
    "plan_measure": "Measures in each Plan",
    "offence": "Offence codes",
    "area": "Areas",
    "source": "Sources",
    "source_file": "Files loaded",
    "rejected_row": "Refused rows",
    "file_warning": "Warnings about files",
}
COLUMNS = {
    "source_id": "Source",
    "source_title": "Source",
    "baseline_source_id": "Source of the baseline",
    "measure_id": "Measure",
    "measure_title": "Measure",
    "parent_measure_id": "Part of measure",
    "file_name": "File",
    "force_name": "Police force",
    "force_code": "Police force code",
    "area_name": "Area",
    "area_type": "Kind of area",
    "offence_name": "Offence",
    "knife": "Knife used or threatened",
    "outcome_group": "Outcome",
    "asb_type": "Kind of incident",
    "months": "Months covered",
    "is_sample": "Made-up sample data",
    "period_start": "First day",
    "period_end": "Last day",
    "adjusted_serious": "Serious injuries, adjusted",
    "adjusted_slight": "Slight injuries, adjusted",
    "mode": "Way of travelling",
    "casualty_class": "Driver, passenger or pedestrian",
    "plan_id": "Plan",
    "priority_id": "Priority",
    "theme_id": "Theme",
    "percent": "Per cent",
    "base": "People asked",
    "respondents": "People who gave this answer",
    "satisfied": "Satisfied",
    "surveyed": "People asked",
}
WORDS = {"asb": "ASB", "lsoa": "small area (LSOA)", "id": "ID", "url": "address", "spc": "SPC"}
VALUES: Mapping[str, Mapping[object, str]] = {
    "outcome_group": {
        "outcomes_1_8": "Outcomes 1 to 8",
        "other": "Other outcome",
        "none": "No outcome yet",
    },
    "area_type": {
        "force": "Police force area",
        "district": "District",
        "ward": "Ward",
        "lsoa": "Small area (LSOA)",
        "peer_group": "Group of forces",
        "nation": "Nation",
    },
    "kind": {"series_break": "series break"},
    "statistic": {"percent_change": "percent change", "point_change": "point change"},
}
UNKNOWN = {"area_name": "Place not known", "lsoa_code": "Place not known"}
DASHED = ("priority_id", "theme_id")
LOWER = {
    "asb_type", "mode", "casualty_class", "severity", "sex", "age_group", "status", "direction",
    "verdict", "kind", "statistic", "vehicle_type", "basis", "better", "aggregation", "rule",
}  # fmt: skip
ROADS = {
    "ksi": "Killed or seriously injured (KSI)",
    "adjusted_ksi": "Killed or seriously injured (KSI), adjusted",
}
AMOUNTS: Mapping[str, Mapping[str, str]] = {
    "casualty": {ROWS: "People hurt", **ROADS},
    "collision": {
        ROWS: "Collisions",
        "ksi": "Collisions with somebody killed or seriously injured",
        "adjusted_ksi": "Collisions with somebody killed or seriously injured, adjusted",
        "casualties": "People hurt",
    },
    "vehicle": {ROWS: "Vehicles"},
    "victim_satisfaction": {VALUE: "Per cent satisfied"},
    "survey_result": {VALUE: "Per cent who gave this answer"},
    "measure_value": {VALUE: "Figure of the measure"},
    "indicator": {VALUE: "Figure of the measure"},
}
PARTS: Mapping[str, tuple[str, str]] = {
    "victim_satisfaction": ("Satisfied", "People asked"),
    "survey_result": ("People who gave this answer", "People asked"),
}


def table(name: str) -> str:
    """Return what a table is called; one that only the calculation needs says so."""
    return TABLES.get(name) or f"{_in_words(name)} ({WORKING})"


def column(name: str) -> str:
    """Return the heading of a column: "area_name" is "Area"."""
    return COLUMNS.get(name) or _in_words(name)


def amount(of_table: str, name: str) -> str:
    """Return what is counted or added up: the rows of `casualty` are "People hurt"."""
    if name == ROWS:
        return AMOUNTS.get(of_table, {}).get(ROWS, "Number of rows")
    return AMOUNTS.get(of_table, {}).get(name) or column(name)


def value(of_column: str, found: object, titles: Mapping[str, str]) -> object:
    """Return a value in words; `titles` are those of the column's ids. Numbers stay numbers."""
    if found is None or found != found:
        return UNKNOWN.get(of_column, NOT_STATED)
    if isinstance(found, bool):
        return FLAGS[found]
    if not isinstance(found, str):
        return found
    if of_column in DASHED:
        return words.sentence_case(found.replace("-", " "))
    said = titles.get(found) or VALUES.get(of_column, {}).get(found, found)
    return words.sentence_case(said) if of_column in LOWER else said


def is_translated(of_column: str) -> bool:
    """Return whether the texts of a column are shown in other words than they are stored in."""
    return of_column in VALUES or of_column in DASHED or of_column in LOWER


def _in_words(name: str) -> str:
    return words.sentence_case(" ".join(WORDS.get(word, word) for word in name.split("_")))
