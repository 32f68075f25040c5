"""What the Measure page says: facts, notes with their numbers, published figures beside ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from pcp_data import words
from pcp_data.filters import Choices
from pcp_data.statistics import wilson_interval

AIMS = {
    "increase": "Increase",
    "decrease": "Reduce",
    "maintain": "Maintain",
    "below_baseline": "Stay below the baseline",
    "monitor": "Monitor only",
}
KINDS = {
    "series_break": "Series break",
    "event": "Event",
    "caveat": "Caveat",
    "contradiction": "The papers disagree",
}
STATUSES = {
    "continue": "Continue",
    "merge": "Merge with another measure",
    "move": "Move to another priority",
    "retire": "Retire",
    "new": "New",
    "not_assessed": "Not assessed",
}
AGGREGATIONS = {
    "sum": "the months are added up",
    "ratio": "numerators and denominators are added up first, then divided",
    "mean": "the mean over all that was counted, not the mean of monthly means",
    "latest": "taken as published, never added up",
}
MARKED = ("series_break", "event")


def chosen_measure(
    offered: Sequence[Mapping[str, object]], wanted: str | None, choices: Choices
) -> str:
    """Return the wanted measure, else the first that is offered with figures, else any.

    `offered` are rows of queries/pages/plan_measures.sql.
    """
    if wanted:
        return wanted
    first = sorted(offered, key=lambda row: not row["has_figures"])
    return first[0]["measure_id"] if first else choices.measures[0].id


def facts(measure: dict) -> list[tuple[str, str]]:
    """Return the definition of a measure as pairs of a term and its text."""
    sources = words.list_of(measure["source_titles"] or (), "then")
    pairs = [
        ("What it counts", measure["definition"]),
        ("Why it matters", measure["why_it_matters"]),
        ("Unit", words.sentence_case("per cent" if measure["unit"] == "%" else measure["unit"])),
        ("Over 12 months", words.sentence_case(AGGREGATIONS[measure["aggregation"]])),
        ("Sources, first choice first", sources or "None agreed yet"),
        ("Owner", measure["owner"]),
        ("Published", words.sentence_case(measure["frequency"])),
    ]
    if measure["provisional_months"]:
        months = words.plural(measure["provisional_months"], "month")
        pairs.append(("Provisional", f"The latest {months} may still change"))
    return [*pairs, *(("Caveat", one) for one in measure["caveats"] or ())]


def numbered(notes: pd.DataFrame) -> pd.DataFrame:
    """Return the dated series breaks and events with the `mark` they have on the charts."""
    dated = notes[notes["starts"].notna() & notes["kind"].isin(MARKED)]
    return dated.assign(mark=[str(place) for place in range(1, len(dated) + 1)])


def within(marked: pd.DataFrame, data: pd.DataFrame) -> pd.DataFrame:
    """Return the marked notes that fall inside the periods of the data, cut to them."""
    if data.empty or marked.empty:
        return marked.iloc[0:0]
    first, last = data["period_start"].min(), data["period_end"].max()
    ends = marked["ends"].fillna(marked["starts"])
    inside = marked[(ends >= first) & (marked["starts"] <= last)]
    return inside.assign(
        starts=inside["starts"].clip(lower=first), ends=inside["ends"].clip(upper=last)
    )


def breaks_within(notes: pd.DataFrame, data: pd.DataFrame) -> list[str]:
    """Return the notes of the recording changes that lie between the first and last period."""
    starts = pd.to_datetime(notes["starts"])
    over = pd.to_datetime(notes["ends"]).fillna(starts)
    inside = notes["kind"].eq("series_break") & (over > data["period_start"].min())
    inside &= starts <= data["period_end"].max()
    return list(dict.fromkeys(notes.loc[inside, "note"]))


def note_lines(notes: Sequence[dict]) -> list[tuple[str, str, str, str]]:
    """Return each note as its mark, its kind, its dates in words, and its text with source."""
    lines = []
    for one in notes:
        text = f"{one['note']} (Source: {one['source']})"
        kind = KINDS.get(one["kind"], one["kind"])
        lines.append((one.get("mark") or "", kind, note_dates(one), text))
    return lines


def note_dates(note: Mapping[str, object]) -> str:
    """Return when what a note says began, and when it ended; nothing for an undated note."""
    if note["starts"] is None:
        return ""
    start = words.uk_date(note["starts"])
    return start if note["ends"] is None else f"{start} to {words.uk_date(note['ends'])}"


def published_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return published figures beside computed ones, as people read them."""
    return pd.DataFrame(
        [
            {
                "Figure": row.figure_id,
                "What": _what(row),
                "Period": words.period(row.period_start, row.period_end),
                "Published": _printed(row.published, row),
                "Computed here": _printed(row.computed, row),
                "Agrees": _agrees(row.agrees),
                "Where": f"{row.document}, {row.section}",
                "Note": "" if words.is_missing(row.note) else row.note,
            }
            for row in rows.astype(object).where(rows.notna(), None).itertuples()
        ]
    )


def agreement(rows: pd.DataFrame) -> str:
    """Return in a sentence how many published figures are met by what is computed here."""
    compared = rows[rows["agrees"].notna()]
    agrees = int(compared["agrees"].astype(bool).sum())
    alone = len(rows) - len(compared)
    said = f"{agrees} of {words.plural(len(compared), 'published figure')} that can be compared"
    said += " agrees" if agrees == 1 else " agree"
    said += " with the figures here"
    return f"{said}; {alone} cannot be compared." if alone else f"{said}."


def _what(row: object) -> str:
    statistic = {
        "value": "",
        "change": ", change",
        "percent_change": ", percent change",
        "point_change": ", change in points",
        "share": ", share",
        "rank": ", rank",
    }[row.statistic]
    breakdown = f", {row.breakdown}" if row.breakdown else ""
    return f"{row.title}{breakdown}, {row.area_name}{statistic}"


def _printed(value: float | None, row: object) -> str:
    if value is None:
        return words.sentence_case(words.NOT_AVAILABLE)
    if row.statistic in ("percent_change", "share") or row.unit == "%":
        return words.percent(value, row.decimals)
    return words.number(value, row.decimals)


def _agrees(value: object) -> str:
    return "Not compared" if value is None else ("Yes" if value else "No")


def places_table(rows: Sequence[dict]) -> pd.DataFrame:
    """Return a measure's places in the Plans, with the baseline that each prints.

    Without the columns that would be empty.
    """
    table = pd.DataFrame(
        [
            {
                "Plan": row["plan_title"],
                "Priority": row["priority_title"],
                "Aim": AIMS.get(row["aim"], row["aim"]),
                "Baseline": baseline(row),
                "Part of": row["parent_title"] or "",
                "What became of it": STATUSES.get(row["status"], row["status"]),
                "Recommendation": row["recommendation"] or "",
                "Note": row["note"] or "",
            }
            for row in rows
        ]
    )
    return table.loc[:, table.ne("").any()]


def baseline(row: Mapping[str, object]) -> str:
    """Return the period of the baseline that a Plan prints, else what it prints instead."""
    if row["baseline_end"] is None:
        return words.sentence_case(row["baseline_label"] or "none printed")
    return words.sentence_case(words.period(row["baseline_start"], row["baseline_end"]))


def with_interval(data: pd.DataFrame, measure: dict) -> pd.DataFrame:
    """Return a series with `lower` and `upper` (95%, Wilson) where the measure is a sample.

    A measure is a sample when it has a smallest base on which it may be judged.
    """
    if not measure["minimum_base"] or measure["unit"] != "%":
        return data
    lower, upper = wilson_interval(
        data["numerator"].astype(float), data["denominator"].astype(float)
    )
    return data.assign(lower=lower * measure["scale"], upper=upper * measure["scale"])


def files_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the files that gave a measure's figures, as people read them."""
    return pd.DataFrame(
        {
            "File": rows["file_name"],
            "Source": rows["source_title"],
            "Publisher": rows["publisher"],
            "From": [words.uk_date(day) for day in rows["period_start"]],
            "To": [words.uk_date(day) for day in rows["period_end"]],
            "Loaded": [words.uk_date(day) for day in rows["loaded_at"]],
            "Licence": rows["licence"],
            "Data": ["Made up" if sample else "Real" for sample in rows["is_sample"]],
        }
    )


def series_table(data: pd.DataFrame, unit: str, decimals: int) -> pd.DataFrame:
    """Return a series as a table: numbers stay numbers, rounded once as they are shown."""
    name = "Per cent" if unit == "%" else words.sentence_case(unit)
    shown = {
        "Area": data["area_name"],
        "Period": [
            words.sentence_case(words.period(start, end))
            for start, end in zip(data["period_start"], data["period_end"], strict=True)
        ],
        name: words.rounded(data["value"], decimals),
        "Status": [words.sentence_case(status or "") for status in data["status"].fillna("")],
    }
    if data["denominator"].notna().any() and unit == "%":
        shown["Base"] = data["denominator"]
    for name, title in (("lower", "Lower limit (95%)"), ("upper", "Upper limit (95%)")):
        if name in data:
            shown[title] = words.rounded(data[name], decimals)
    return pd.DataFrame(shown)
