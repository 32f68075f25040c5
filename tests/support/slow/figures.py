"""measure_value and twelve_months, from the rows."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from tests.support.slow.tables import (
    exact,
    first_day,
    last_day,
    month_number,
    overlap,
    whole_months,
)

MONTHLY = {"police_uk", "force_crime", "force_asb", "home_office_force", "home_office_csp"}
CONDITIONS = ("knife", "victim_under_25", "outcome_group")
FEWEST_ASKED = 30


def measure_values(tables: dict) -> list[dict]:
    """Return one non-overlapping series of figures for each measure and area."""
    by_series = defaultdict(list)
    for figure in [*counted_figures(tables), *ready_figures(tables)]:
        by_series[figure["measure_id"], figure["area_code"]].append(figure)
    measures = {row["measure_id"]: row for row in tables["measure"]}
    found = []
    for (measure_id, _), figures in by_series.items():
        chosen = without_overlaps(figures)
        last = max(month_number(figure["period_end"]) for figure in chosen)
        for figure in chosen:
            recent = last - month_number(figure["period_end"])
            is_recent = recent < measures[measure_id]["provisional_months"]
            if figure["status"] == "final" and is_recent:
                figure = {**figure, "status": "provisional"}
            found.append(figure)
    return found


def without_overlaps(figures: list[dict]) -> list[dict]:
    """Leave out every figure that overlaps a better one, and take equals in order of time.

    Better is: real before made-up; whole months before odd days; the shorter period; the stated
    order of preference of the sources; of two files the later.
    """
    best: dict[tuple, dict] = {}
    for figure in sorted(figures, key=lambda f: (*quality(f), -f["file_id"])):
        period = figure["period_start"], figure["period_end"]
        if period not in best or quality_of_period(figure) < quality_of_period(best[period]):
            best[period] = figure
    kept = [
        figure
        for figure in best.values()
        if not any(
            quality(other) < quality(figure) and overlap(other, figure) for other in best.values()
        )
    ]
    chosen: list[dict] = []
    for figure in sorted(kept, key=lambda f: (f["period_start"], f["period_end"])):
        if not chosen or chosen[-1]["period_end"] < figure["period_start"]:
            chosen.append(figure)
    return chosen


def quality(figure: dict) -> tuple:
    """Return a key that is smaller for a better figure."""
    months = figure["months"]
    return (figure["is_sample"], months is None, months or 0, figure["preference"])


def quality_of_period(figure: dict) -> tuple:
    """Return the key within one and the same period."""
    return (figure["is_sample"], figure["preference"], -figure["file_id"])


def counted_figures(tables: dict) -> list[dict]:
    """Return the figures that are counted from rows, of every source, covered periods only."""
    covered = coverage(tables)
    amounts = tallies(tables)
    found = []
    for measure in tables["measure"]:
        for source in sources_of(tables, measure["measure_id"]):
            items = [item for item in source["items"] if item["part"] != "both"]
            if items:
                found += [
                    one_count(measure, source, items, place, amounts)
                    for place in covered
                    if place["source_id"] == source["source_id"] and serves(place, items)
                ]
    return found


def sources_of(tables: dict, measure_id: str) -> list[dict]:
    """Return the sources of a measure with what they count."""
    return [
        {
            **row,
            "items": [
                item
                for item in tables["measure_item"]
                if item["measure_id"] == measure_id and item["source_id"] == row["source_id"]
            ],
        }
        for row in tables["measure_source"]
        if row["measure_id"] == measure_id
    ]


def serves(place: dict, items: list[dict]) -> bool:
    """Say whether a covered period can give a count: attributes it lacks must not read as zero."""
    words = {item["item"].split(":")[0] for item in items}
    if "casualty" in words and place["part"] != "casualty":
        return False
    if "collision" in words and place["part"] != "collision":
        return False
    needs = {name for item in items for name in CONDITIONS if item[name] is not None}
    if any(item["item"] == "casualty: adjusted serious" for item in items):
        needs.add("adjusted_serious")
    return needs <= place["attributes"]


def one_count(measure: dict, source: dict, items: list[dict], place: dict, amounts: dict) -> dict:
    """Return one figure: nothing counted in a covered period is zero."""
    key = (source["source_id"], place["area_code"], place["period_start"], place["period_end"])
    sums = {"numerator": Fraction(0), "denominator": Fraction(0)}
    for row in amounts.get((*key, place["is_sample"]), []):
        for item in items:
            if item["item"] == row["item"] and all(
                item[name] is None or item[name] == row.get(name) for name in CONDITIONS
            ):
                sums[item["part"]] += item["sign"] * row["amount"]
    has_base = any(item["part"] == "denominator" for item in items)
    return {
        "measure_id": measure["measure_id"],
        "area_code": place["area_code"],
        "period_start": place["period_start"],
        "period_end": place["period_end"],
        "months": whole_months(place["period_start"], place["period_end"]),
        "source_id": source["source_id"],
        "preference": source["preference"],
        "is_sample": place["is_sample"],
        "file_id": place["file_id"],
        "numerator": sums["numerator"],
        "denominator": sums["denominator"] if has_base else None,
        "value": value_of(sums["numerator"], sums["denominator"], measure, has_base),
        "status": "final",
    }


def value_of(
    numerator: Fraction, denominator: Fraction, measure: dict, has_base: bool
) -> Fraction | None:
    """Return numerator / denominator x scale, or the numerator of a plain count."""
    if not has_base:
        return numerator * exact(measure["scale"])
    return numerator / denominator * exact(measure["scale"]) if denominator > 0 else None


def coverage(tables: dict) -> list[dict]:
    """Return every area and period that a standing release covers whole, with what its rows say.

    A district is covered where its force's release has a row in it; a force where its release has
    all districts, or none at all (a figure for the force alone).
    """
    is_sample = {row["file_id"]: row["is_sample"] for row in tables["source_file"]}
    expected, own = defaultdict(set), defaultdict(set)
    for district in tables["district"]:
        own[district["force_code"]].add(district["area_code"])
        if district["always_expected"]:
            expected[district["force_code"]].add(district["area_code"])
    rows = defaultdict(list)
    for table in ("crime", "asb", "collision", "casualty"):
        for row in tables[table]:
            rows[row["slice_id"]].append(row)
    found = []
    for slice_ in tables["slice"]:
        if slice_["status"] != "live":
            continue
        here = set(slice_["districts"])
        force = slice_["force_code"]
        areas = sorted(here & own[force])
        if not here or expected[force] <= here:
            areas.append(force)
        for start, end in periods_of(slice_, rows[slice_["slice_id"]]):
            found += [
                {
                    "source_id": slice_["source_id"],
                    "part": slice_["part"],
                    "area_code": area,
                    "period_start": start,
                    "period_end": end,
                    "is_sample": is_sample[slice_["file_id"]],
                    "file_id": slice_["file_id"],
                    "attributes": attributes_of(rows[slice_["slice_id"]]),
                }
                for area in areas
            ]
    return found


def periods_of(slice_: dict, rows: list[dict]) -> list[tuple]:
    """Return the periods of a release: itself; of a year of roads the months that have rows."""
    if slice_["source_id"] in MONTHLY:
        return [(slice_["period_start"], slice_["period_end"])]
    if slice_["source_id"] != "stats19" or slice_["part"] not in ("casualty", "collision"):
        return []
    months = [month_number(row["date"]) for row in rows if row.get("date")]
    if len(months) < 3 * len(set(months)):
        return []  # a sample of rows, for no force has so few
    return [(first_day(m), last_day(m)) for m in sorted(set(months))]


def attributes_of(rows: list[dict]) -> set[str]:
    """Return the attributes that every row carries."""
    return {
        name
        for name in (*CONDITIONS, "adjusted_serious")
        if rows and all(row.get(name) is not None for row in rows)
    }


def tallies(tables: dict) -> dict[tuple, list[dict]]:
    """Return what was counted by source, area, period and made-up or real.

    A force's figures are what it recorded; a district's what lies in it, whoever recorded it.
    """
    is_sample = {row["file_id"]: row["is_sample"] for row in tables["source_file"]}
    found = defaultdict(list)

    def count(row: dict, start: int, months: int, **item: object) -> None:
        end = last_day(start + months - 1)
        for area in {row["force_code"], row["area_code"]} - {None}:
            key = (row["source_id"], area, first_day(start), end, is_sample[row["file_id"]])
            found[key].append(item)

    for row in [*tables["crime"], *tables["asb"]]:
        for item in recorded_items(row):
            count(row, month_number(row["month"]), row["months"], **item)
    for row in tables["collision"]:
        for item in (f"collision: {row['severity']}", "collision: all"):
            count(row, month_number(row["date"]), 1, item=item, amount=Fraction(1))
    for row in tables["casualty"]:
        if row["date"] is not None:
            for item, amount in casualty_items(row):
                count(row, month_number(row["date"]), 1, item=item, amount=amount)
    return found


def recorded_items(row: dict) -> list[dict]:
    """Return what a row of crimes or of incidents counts as: incidents also as such of any type."""
    if "asb_type" in row:
        amount = Fraction(row["incidents"])
        return [{"item": f"asb: {kind}", "amount": amount} for kind in (row["asb_type"], "*")]
    conditions = {name: row[name] for name in CONDITIONS}
    return [{"item": row["offence_code"], "amount": Fraction(row["offences"]), **conditions}]


def casualty_items(row: dict) -> list[tuple[str, Fraction]]:
    """Return what a person hurt counts as: the killed as such, the others also by their chance."""
    items = [(f"casualty: {row['severity']}", Fraction(1))]
    if row["severity"] != "fatal" and row["adjusted_serious"] is not None:
        items.append(("casualty: adjusted serious", exact(row["adjusted_serious"])))
    return items


def ready_figures(tables: dict) -> list[dict]:
    """Return the figures that arrived ready; one that is not available is no figure."""
    is_sample = {row["file_id"]: row["is_sample"] for row in tables["source_file"]}
    arrived = defaultdict(list)
    for row in tables["indicator"]:
        arrived[f"indicator: {row['measure_id']}"].append(row)
    for row in tables["victim_satisfaction"]:
        parts = {
            "numerator": row["satisfied"],
            "denominator": row["surveyed"],
            "value": row["percent"],
        }
        arrived[f"satisfaction: {row['victim_group']}"].append({**row, **parts})
    for row in tables["survey_result"]:
        name = f"survey: {row['survey_id']} | {row['question']} | {row['answer']}"
        arrived[name].append({**row, **survey_parts(row)})
    found = []
    for measure in tables["measure"]:
        for source in sources_of(tables, measure["measure_id"]):
            for item in source["items"]:
                for row in arrived[item["item"]]:
                    if row["source_id"] == source["source_id"]:
                        sample = is_sample[row["file_id"]]
                        found += one_ready(measure, source, row, sample)
    return found


def survey_parts(row: dict) -> dict:
    """Return a survey's parts; a percentage that differs from them is weighted and stands."""
    people, base, percent = row["respondents"], row["base"], row["percent"]
    if (
        percent is not None
        and base
        and (people is None or abs(percent - 100 * people / base) > 0.6)
    ):
        people = percent * base / 100
    return {"numerator": people, "denominator": base, "value": percent}


def one_ready(measure: dict, source: dict, row: dict, is_sample: bool) -> list[dict]:
    """Return the figure of one row that arrived ready, or nothing."""
    numerator, denominator = exact(row["numerator"]), exact(row["denominator"])
    value = exact(row["value"])
    if measure["aggregation"] == "sum":
        numerator = value = numerator if numerator is not None else value
    elif denominator and numerator is not None:
        value = numerator / denominator * exact(measure["scale"])
    if row["status"] == "suppressed":
        numerator = denominator = value = None
    elif value is None:
        return []
    figure = {
        "measure_id": measure["measure_id"],
        "area_code": row["area_code"],
        "period_start": row["period_start"],
        "period_end": row["period_end"],
        "months": whole_months(row["period_start"], row["period_end"]),
        "source_id": source["source_id"],
        "preference": source["preference"],
        "is_sample": is_sample,
        "file_id": row["file_id"],
        "numerator": numerator,
        "denominator": denominator,
        "value": value,
        "status": row["status"],
    }
    return [figure]


def twelve_months(tables: dict, values: list[dict]) -> list[dict]:
    """Return the twelve months to every month-end, from the first to the last of each series."""
    ready = ready_figures(tables)
    measures = {row["measure_id"]: row for row in tables["measure"]}
    series, given, ends = defaultdict(list), defaultdict(list), defaultdict(list)
    for figure in values:
        series[figure["measure_id"], figure["area_code"]].append(figure)
    for figure in ready:
        if figure["months"] == 12:
            given[figure["measure_id"], figure["area_code"], figure["period_end"]].append(figure)
    for figure in [*values, *ready]:
        ends[figure["measure_id"], figure["area_code"]].append(month_number(figure["period_end"]))
    found = []
    for (measure_id, area), months in ends.items():
        for month in range(min(months), max(months) + 1):
            window = one_window(measures[measure_id], series[measure_id, area], month)
            offered = sorted(given[measure_id, area, last_day(month)], key=quality_of_period)
            if window["value"] is None and offered:
                window = ready_window(window, offered[0])
            if is_held(measures[measure_id], window):
                window |= {"value": None, "numerator": None, "basis": None, "status": "suppressed"}
            found.append(
                {
                    "measure_id": measure_id,
                    "area_code": area,
                    "period_start": first_day(month - 11),
                    "period_end": last_day(month),
                    **window,
                }
            )
    return found


def is_held(measure: dict, figure: dict) -> bool:
    """Return whether a figure is a share of so few people asked that it is not shown."""
    is_asked = measure["unit"] == "%" and measure["minimum_base"] > 0
    return is_asked and figure["denominator"] is not None and figure["denominator"] < FEWEST_ASKED


def one_window(measure: dict, series: list[dict], month: int) -> dict:
    """Return the figure of the twelve months to a month, from the periods that lie whole in it."""
    parts = [
        figure
        for figure in series
        if figure["months"] is not None
        and month_number(figure["period_start"]) >= month - 11
        and month_number(figure["period_end"]) <= month
    ]
    present = sum(figure["months"] for figure in parts)
    suppressed = any(figure["status"] == "suppressed" for figure in parts)
    sources = {(figure["source_id"], figure["is_sample"]) for figure in parts}
    numerator = denominator = value = None
    is_whole = present == 12 and len(sources) == 1 and not suppressed
    if is_whole:
        numerator, denominator, value = pooled(measure, parts)
    source_id, is_sample = next(iter(sources)) if value is not None else (None, None)
    is_ready = len(parts) == 1 and value is not None
    provisional = any(figure["status"] == "provisional" for figure in parts)
    return {
        "months_present": present,
        "value": value,
        "numerator": numerator if value is not None else None,
        "denominator": denominator if value is not None else None,
        "source_id": source_id,
        "is_sample": is_sample,
        "status": "suppressed" if suppressed else "provisional" if provisional else "final",
        "basis": None if value is None else "published" if is_ready else "computed",
    }


def pooled(measure: dict, parts: list[dict]) -> tuple:
    """Return numerator, denominator and value over several periods."""
    scale = exact(measure["scale"])
    tops = [figure["numerator"] for figure in parts]
    bases = [figure["denominator"] for figure in parts]
    top = None if None in tops else sum(tops)
    base = None if None in bases else sum(bases)
    if measure["aggregation"] == "sum" and top is not None:
        return top, base, top * scale
    if measure["aggregation"] in ("ratio", "mean") and top is not None and base:
        return top, base, top / base * scale
    # A percentage without its parts cannot be pooled: it stands only for a period of its own.
    if len(parts) == 1:
        return tops[0], bases[0], parts[0]["value"]
    return None, None, None


def ready_window(window: dict, given: dict) -> dict:
    """Return a window for which a figure arrived ready."""
    if given["value"] is None:
        return {**window, "status": given["status"]}
    same = ("value", "numerator", "denominator", "source_id", "is_sample", "status")
    return {name: given[name] for name in same} | {"months_present": 12, "basis": "published"}
