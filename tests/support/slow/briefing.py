"""What a briefing may say, worked out from the normalised tables: plain sums, and no result view.

Figures are added up by SQL of its own on crime, asb, casualty, collision and the ready rows; the
comparisons, intervals, control charts and agreements with papers are those of this folder.
Written for a database where each measure and area has one source, as the sample data has.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from functools import cached_property
from itertools import pairwise

from tests.support.slow import chance, charting, comparing, reconciling
from tests.support.slow.figures import one_ready, survey_parts
from tests.support.slow.tables import first_day, last_day, month_number, rows

TABLES = (
    "area", "data_note", "measure", "measure_item", "measure_source", "plan_measure", "priority",
    "published_figure", "slice", "source", "source_file", "survey_result",
)  # fmt: skip
HOME = "E23000010"
CONDITIONS = ("knife", "victim_under_25", "outcome_group")
NO_CONDITIONS = "null as knife, null as victim_under_25, null as outcome_group"
ROAD = "source_id, force_code, area_code, date_trunc('month', date)::date as month"
COUNTED = {
    "crime": "select source_id, force_code, area_code, month, [offence_code] as items, knife, "
    "victim_under_25, outcome_group, sum(offences)::double as amount from crime group by all",
    "asb": f"select source_id, force_code, area_code, month, {NO_CONDITIONS}, "
    "['asb: ' || asb_type, 'asb: *'] as items, sum(incidents)::double as amount from asb "
    "group by all",
    "collision": f"select {ROAD}, {NO_CONDITIONS}, count(*)::double as amount, "
    "['collision: ' || severity, 'collision: all'] as items from collision group by all",
    "casualty": f"select {ROAD}, {NO_CONDITIONS}, count(*)::double as amount, "
    "['casualty: ' || severity] as items from casualty group by all union all "
    f"select {ROAD}, {NO_CONDITIONS}, sum(adjusted_serious), ['casualty: adjusted serious'] "
    "from casualty where severity <> 'fatal' and adjusted_serious is not null group by all",
}
READY = {
    "indicator": ("indicator", "measure_id = ?"),
    "satisfaction": ("victim_satisfaction", "victim_group = ?"),
    "survey": ("survey_result", "survey_id || ' | ' || question || ' | ' || answer = ?"),
}


def asked_for(cursor, asked: str, *values) -> list[dict]:
    """Return the rows of a question as dicts."""
    found = cursor.execute(asked, list(values))
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


class Base:
    """The counted rows of a database by source, area and what they count, read once.

    A force's rows are those it recorded, a district's those that lie in it.
    """

    def __init__(self, cursor):
        self.cursor = cursor
        self.tables = {name: rows(cursor, name) for name in TABLES}
        self.amounts: dict[tuple, list[dict]] = defaultdict(list)
        self.covered: dict[tuple, set[dt.date]] = defaultdict(set)
        for kind, asked in COUNTED.items():
            for row in asked_for(cursor, asked):
                for area in {row["force_code"], row["area_code"]} - {None}:
                    self.covered[row["source_id"], area, kind].add(row["month"])
                    for item in row["items"]:
                        self.amounts[row["source_id"], area, item].append(row)


class Truth:
    """Figures of one Plan in a month, by measure and area. `chosen` is the month compared with."""

    def __init__(self, base: Base, plan: str, month_end: dt.date, chosen: dt.date | None = None):
        self.base, self.cursor, self.tables = base, base.cursor, base.tables
        self.plan, self.month_end, self.chosen = plan, month_end, chosen
        self.measures = {row["measure_id"]: row for row in self.tables["measure"]}
        self.home = HOME
        self.areas = {
            row["area_code"]: row for row in self.tables["area"]
            if row["area_code"] == HOME or row["parent_code"] == HOME
        }  # fmt: skip
        self._series: dict[tuple, list[dict]] = {}
        self._figures: dict[tuple, dict | None] = {}
        self._charts: dict[tuple, list[dict]] = {}
        self._latest: dict[tuple, dict | None] = {}

    @cached_property
    def places(self) -> dict[str, dict]:
        """The place of each measure in the Plan, the first where it has several."""
        order = {
            row["priority_id"]: row["priority_order"] for row in self.tables["priority"]
            if row["plan_id"] == self.plan
        }  # fmt: skip
        mine = [row for row in self.tables["plan_measure"] if row["plan_id"] == self.plan]
        mine.sort(key=lambda row: (order[row["priority_id"]], row["measure_order"]), reverse=True)
        return {row["measure_id"]: row for row in mine}

    # --- single periods

    def series(self, measure: str, area: str) -> list[dict]:
        """Every period of a measure in an area, from the first of its sources that has any."""
        key = measure, area
        if key not in self._series:
            sources = [s for s in self.tables["measure_source"] if s["measure_id"] == measure]
            found: list[dict] = []
            for source in sorted(sources, key=lambda row: row["preference"]):
                found = found or self._of_source(self.measures[measure], source, area)
            self._series[key] = sorted(found, key=lambda row: row["period_end"])
        return self._series[key]

    def _of_source(self, measure: dict, source: dict, area: str) -> list[dict]:
        items = [
            item for item in self.tables["measure_item"]
            if (item["measure_id"], item["source_id"])
            == (measure["measure_id"], source["source_id"])
        ]  # fmt: skip
        if any(item["part"] == "both" for item in items):
            return self._ready(measure, source, items, area)
        return self._counted(measure, source, items, area)

    def _ready(self, measure: dict, source: dict, items: list[dict], area: str) -> list[dict]:
        found = []
        for item in items:
            kind, _, name = item["item"].partition(": ")
            table, where = READY[kind]
            asked = f"select * from {table} where area_code = ? and source_id = ? and {where}"
            for row in self._rows(asked, area, source["source_id"], name):
                if kind == "satisfaction":
                    row |= {"numerator": row["satisfied"], "denominator": row["surveyed"]}
                    row["value"] = row["percent"]
                row |= survey_parts(row) if kind == "survey" else {}
                found += one_ready(measure, source, row, True)
        for one in found:
            for name in ("numerator", "denominator", "value"):
                one[name] = None if one[name] is None else float(one[name])
        return found

    def _counted(self, measure: dict, source: dict, items: list[dict], area: str) -> list[dict]:
        kind = items[0]["item"].partition(": ")[0] if items else ""
        kind = kind if kind in ("asb", "casualty", "collision") else "crime"
        months = self.base.covered[source["source_id"], area, kind]
        sums = {month: {"numerator": 0.0, "denominator": 0.0} for month in months}
        for item in items:
            for row in self.base.amounts[source["source_id"], area, item["item"]]:
                if all(item[name] is None or item[name] == row[name] for name in CONDITIONS):
                    sums[row["month"]][item["part"]] += item["sign"] * row["amount"]
        has_base = any(item["part"] == "denominator" for item in items)
        return [
            self._month(measure, source, area, month, amounts, has_base)
            for month, amounts in sums.items()
        ]

    @staticmethod
    def _month(
        measure: dict, source: dict, area: str, month: dt.date, sums: dict, has_base: bool
    ) -> dict:
        top, base = sums["numerator"], sums["denominator"] if has_base else None
        value = (top / base if base else None) if has_base else top
        return {
            "measure_id": measure["measure_id"], "area_code": area, "months": 1,
            "period_start": month, "period_end": last_day(month_number(month)),
            "numerator": top, "denominator": base, "is_sample": True,
            "value": None if value is None else value * measure["scale"],
            "source_id": source["source_id"], "status": "final",
        }  # fmt: skip

    def _rows(self, asked: str, *values) -> list[dict]:
        return asked_for(self.cursor, asked, *values)

    # --- twelve months, and what they are compared with

    def window(self, measure: str, area: str, end: dt.date) -> dict | None:
        """The 12 months to a month-end, if they are whole."""
        month, series = month_number(end), self.series(measure, area)
        start, end = first_day(month - 11), last_day(month)
        parts = [
            one for one in series
            if one["months"] and one["period_start"] >= start and one["period_end"] <= end
        ]  # fmt: skip
        ready = [one for one in series if one["months"] == 12 and one["period_end"] == end]
        gaps = any(one["value"] is None for one in parts)
        # A mean without the amounts it is of cannot be pooled.
        gaps = gaps or (len(parts) > 1 and any(one["numerator"] is None for one in parts))
        if sum(one["months"] for one in parts) != 12 or gaps:
            parts = ready[:1]
        if not parts:
            return None
        about = {"measure_id": measure, "area_code": area, "status": parts[0]["status"]}
        about |= {"period_start": start, "period_end": end, "source_id": parts[0]["source_id"]}
        return about | {"is_sample": True} | self._pooled(self.measures[measure], parts)

    @staticmethod
    def _pooled(measure: dict, parts: list[dict]) -> dict:
        if len(parts) == 1:
            return {name: parts[0][name] for name in ("numerator", "denominator", "value")}
        top = sum(one["numerator"] for one in parts)
        if measure["aggregation"] == "sum":
            return {"numerator": top, "denominator": None, "value": top * measure["scale"]}
        base = sum(one["denominator"] for one in parts)
        return {"numerator": top, "denominator": base, "value": top / base * measure["scale"]}

    def windows(self, measure: str, area: str, until: dt.date) -> list[dict]:
        """Every whole 12 months up to a month-end."""
        first = min(month_number(one["period_end"]) for one in self.series(measure, area))
        ends = [last_day(month) for month in range(first, month_number(until) + 1)]
        found = [self.window(measure, area, end) for end in ends]
        return [one for one in found if one]

    def figure(self, measure: str, area: str) -> dict | None:
        """The latest 12 months, at most a year old, beside what it is compared with."""
        key = measure, area
        if key not in self._figures:
            latest = month_number(self.month_end)
            ends = [last_day(month) for month in range(latest, latest - 12, -1)]
            found = (self.window(measure, area, end) for end in ends)
            now = next((one for one in found if one and one["value"] is not None), None)
            self._figures[key] = now and self._compared(now)
        return self._figures[key]

    def _compared(self, now: dict) -> dict:
        measure, place = self.measures[now["measure_id"]], self.places.get(now["measure_id"], {})
        ends = {"previous": last_day(month_number(now["period_end"]) - 12)}
        if place.get("baseline_end"):
            ends["baseline"] = place["baseline_end"]
        if self.chosen:
            ends["chosen"] = self.chosen
        sides = {}
        for kind, end in ends.items():
            then = self.window(now["measure_id"], now["area_code"], end)
            then = then and (then if then["value"] is not None else None)
            sides[kind] = self._side(measure, place, now, then) | {"end": end}
        judged = sides.get("baseline", {"then": None})
        judged = judged if judged["then"] else sides["previous"]
        return now | {"sides": sides, "verdict": judged["verdict"], "judged": judged}

    def _side(self, measure: dict, place: dict, now: dict, then: dict | None) -> dict:
        limits = comparing.limits_of(measure, now, then)
        breaks = comparing.breaks_between(self.tables, now, then)
        can_tell = limits is not None and not comparing.is_small(measure, now, then)
        is_clear = can_tell and not breaks and not limits[0] <= 0 <= limits[1]
        aimed = {"aim": place.get("aim") or "monitor"}
        said = comparing.verdict(aimed, measure, now, then, breaks, limits)
        change = now["value"] - then["value"] if then else None
        is_shared = bool(then) and comparing.share_months(now, then)
        is_earlier = bool(then) and comparing.came_before(now, then)
        return {
            "then": then, "change": change, "is_broken": bool(breaks), "can_tell": can_tell,
            "is_shared": is_shared, "is_earlier": is_earlier, "is_clear": is_clear, "verdict": said,
            "percent": 100 * change / then["value"] if then and then["value"] else None,
        }  # fmt: skip

    # --- control charts

    def charted(self, measure: str, area: str) -> dict | None:
        """The latest charted month, at most a year old, with its rule and since when."""
        if (measure, area) not in self._latest:
            self._latest[measure, area] = self._latest_charted(measure, area)
        return self._latest[measure, area]

    def _latest_charted(self, measure: str, area: str) -> dict | None:
        months = [
            one for one in self._chart(measure, area)
            if one["period_end"] <= self.month_end
            and month_number(one["period_end"]) > month_number(self.month_end) - 12
        ]  # fmt: skip
        return months[-1] if months else None

    def _chart(self, measure: str, area: str) -> list[dict]:
        key = measure, area
        if key not in self._charts:
            asked = (
                "select measure_id, area_code, period_start, seasonal_factor from control_chart "
                "where measure_id = ? and area_code = ?"
            )
            factors = {
                (row["measure_id"], row["area_code"], row["period_start"]): row["seasonal_factor"]
                for row in self._rows(asked, measure, area)
            }
            series = [
                one for one in self.series(measure, area)
                if one["months"] == 1 and one["value"] is not None
            ]  # fmt: skip
            found = sorted(
                charting.charts(self.tables, series, factors), key=lambda one: one["period_end"]
            )
            for one in found:
                month = (measure, area, first_day(month_number(one["period_end"])))
                one["factor"] = factors.get(month, 1.0)
            self._charts[key] = self._since(found)
        return self._charts[key]

    @staticmethod
    def _since(found: list[dict]) -> list[dict]:
        """Give each unusual month the first of those in a row that were unusual the same way."""
        for before, now in pairwise([{"rule": None, "centre": None}, *found]):
            goes_on = before["rule"] and now["rule"] and before["rule"][1] == now["rule"][1]
            goes_on = goes_on and before["centre"] == now["centre"]
            now["since"] = before["since"] if goes_on else now["period_end"]
        return found

    # --- rates, surveys, papers

    def residents(self, area: str, end: dt.date) -> tuple[int, int]:
        """The latest estimate not after a day, else the earliest: year and residents."""
        asked = "select year, residents from population where area_code = ? order by year"
        found = [(row["year"], row["residents"]) for row in self._rows(asked, area)]
        known = [one for one in found if dt.date(one[0], 6, 30) <= end]
        return known[-1] if known else found[0]

    def waves(self, survey: str, question: str, answer: str, area: str) -> list[dict]:
        """The answers of a survey in an area, the latest first."""
        asked = (
            "select * from survey_result where survey_id = ? and question = ? and answer = ? "
            "and area_code = ? and period_end <= ? order by period_end desc"
        )
        found = self._rows(asked, survey, question, answer, area, self.month_end)
        return [one | survey_parts(one) for one in found if one["percent"] is not None]

    def papers(self, measures: list[str], areas: list[str]) -> list[dict]:
        """The printed figures for the month's period that can be checked, with ours."""
        wanted = [
            one for one in self.tables["published_figure"]
            if one["measure_id"] in measures and one["area_code"] in areas
            and one["period_end"] == self.month_end
        ]  # fmt: skip
        found = []
        for one in wanted:
            values = self.series(one["measure_id"], one["area_code"])
            ends = [day for day in (one["period_end"], one["compare_end"]) if day]
            windows = [self.window(one["measure_id"], one["area_code"], end) for end in ends]
            tables = {"published_figure": [one]}
            (agreed,) = reconciling.reconciliations(tables, values, [w for w in windows if w])
            if agreed["agrees"] is not None:
                found.append(one | agreed)
        return found

    def interval(self, now: dict) -> tuple[float, float]:
        """Wilson's interval of a share, in per cent."""
        low, high = chance.wilson(now["numerator"], now["denominator"])
        return 100 * low, 100 * high
