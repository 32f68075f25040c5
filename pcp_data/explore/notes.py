"""What to know of an answer before quoting it: what was kept apart, left out or is not whole."""

from __future__ import annotations

import pandas as pd

from pcp_data import words
from pcp_data.explore import names
from pcp_data.explore.answer import Groups
from pcp_data.explore.catalogue import SAMPLE, Source
from pcp_data.explore.question import ADJUSTED, LONG_PERIODS, TWELVE, Question
from pcp_data.explore.statement import SAID_BY_FILE

STREET = "police_uk"
THINNED = (
    "The made-up street-level rows are thinned to one in 40: they show how tables and maps work, "
    "and their counts must not be read beside other figures."
)
AREAS = ("area_name", "area_type")


def of_groups(found: Groups, question: Question, source: Source) -> list[str]:
    """Return the notes on groups, each a sentence."""
    said = [
        _apart(found, source),
        _dates(found, question),
        _of_period(question, source),
        _of_attributes(question, source),
    ]
    if source.nature.ready:
        said.append(
            "Percentages are worked out afresh from their parts, never added or averaged. Where "
            "that cannot be done there is no figure."
        )
    if found.rows["is_small"].any():
        said.append("Shares of too few people asked are not shown.")
    if (question.sum or source.amounts[0]) in ADJUSTED:
        said.append(
            "Adjusted: as if every force had recorded severity by the injury, as the Department "
            "for Transport estimates it."
        )
    said.append(thinned(found.rows))
    return [one for one in said if one]


def of_rows(source: Source, smallest: int) -> tuple[str, ...]:
    """Return the note on shares held back, for the tables that have such shares."""
    if not source.is_without_small_shares:
        return ()
    return (f"Shares of fewer than {smallest} people asked are not shown.",)


def of_bar(question: Question, left: int, every: int) -> str:
    """Return how many rows the filter bar leaves out, nothing where it has no say."""
    if not question.cuts:
        return ""
    if left == every:
        return f"The choices in the filter bar leave none of the {words.plural(every, 'row')} out."
    return (
        f"The choices in the filter bar leave {left:,} of {words.plural(every, 'row')}: "
        f"{every - left:,} are left out."
    )


def thinned(rows: pd.DataFrame) -> str:
    """Return what to say of made-up street-level rows, nothing where there are none."""
    if "source_id" not in rows or SAMPLE not in rows:
        return ""
    is_street = rows["source_id"].eq(STREET) & rows[SAMPLE].fillna(False).astype(bool)
    return THINNED if is_street.any() else ""


def context(found: Groups, source: Source) -> str:
    """Return what all groups have in common and the table therefore does not repeat."""
    said = []
    for name in found.same:
        value = source.in_words(name, found.rows[name].iloc[0])
        if name == SAMPLE:
            said.append("Made-up sample data" if found.rows[name].iloc[0] else "")
        elif name != "area_type" or "area_name" not in found.same:
            said.append(f"{names.column(name)}: {value}")
    return " · ".join(one for one in said if one)


def _apart(found: Groups, source: Source) -> str:
    """Return which columns hold apart what must not be added, and how to see one of it."""
    several = [one for one in found.apart if one not in found.same and one != "area_type"]
    if not several:
        return ""
    titles = words.list_of([words.inside(names.column(one)) for one in several])
    why = []
    if "source_id" in several:
        why.append("figures of different sources are never added up")
    if SAMPLE in several:
        why.append("made-up and real figures are never mixed")
    if any(one in several for one in AREAS):
        why.append("the figure of a force already includes its districts")
    if not why:
        why.append("such figures cannot be added")
    column = names.column(several[0])
    return (
        f"Shown apart by {titles}, because {words.list_of(why)}. To see one only, filter by "
        f"“{column}”."
    )


def _dates(found: Groups, question: Question) -> str:
    """Return the days that groups without a period reach over."""
    if question.period or "first_day" not in found.rows:
        return ""
    days = found.rows[["first_day", "last_day"]].dropna()
    if days.empty:
        return ""
    first, last = words.uk_date(days["first_day"].min()), words.uk_date(days["last_day"].max())
    return f"Counted together: everything dated from {first} to {last}."


def _of_period(question: Question, source: Source) -> str:
    counted = source.nature.is_counted or source.nature.ready
    if question.period == TWELVE:
        return "12 months are shown only where all 12 are loaded."
    if question.period in LONG_PERIODS and not counted:
        return (
            "Whether a quarter or year is whole is not known for this table: its rows are counted "
            "as they are, so do not compare the first or the last with others."
        )
    if question.period in LONG_PERIODS:
        return (
            "A quarter or year of which months are missing has no figure and is not drawn. Choose "
            "the period Month to see the months there are."
        )
    if question.period and source.nature.is_counted:
        return "Zero means that the month is loaded and none was recorded."
    return ""


def _of_attributes(question: Question, source: Source) -> str:
    asked = [one.column for one in question.conditions if one.is_set]
    unsaid = [one for one in SAID_BY_FILE if one in asked and one in source.by_name]
    if not unsaid:
        return ""
    columns = words.list_of([f"“{names.column(one)}”" for one in unsaid])
    return f"Files that do not give {columns}, such as those of data.police.uk, are left out."
