"""What is true of one briefing: every statement that its figures and signals allow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import wraps

from tests.support.briefing_words import (
    NAMES,
    ONE,
    comma,
    month,
    number,
    points,
    rounded,
    signed,
    spoken,
    year_to,
)
from tests.support.slow.briefing import Truth


def once(method):
    """Work out what a method returns once for each briefing and argument."""
    known: dict[tuple, object] = {}

    @wraps(method)
    def found(self, *given):
        key = (id(self), str(given) if method.__name__ == "signals" else "")
        if key not in known:
            known[key] = (method(self, *given), self)
        return known[key][0]

    return found


class Facts:
    """What is true of one briefing, and the faults found in it.

    `main` is the comparison asked for; `measures` and `victims` are ids in the briefing's order.
    """

    def __init__(self, truth: Truth, area: str, districts, measures, victims, surveys, main: str):
        self.truth, self.area, self.districts, self.main = truth, area, list(districts), main
        self.measures, self.victims, self.surveys = list(measures), list(victims), list(surveys)
        self.every = list(dict.fromkeys([*self.measures, *self.victims]))
        self.by_title = {truth.measures[one]["title"]: one for one in truth.measures}
        self.faults: list[str] = []
        self.count = 0

    # --- words of one figure

    def about(self, measure: str) -> dict:
        return self.truth.measures[measure]

    def name(self, area: str) -> str:
        return self.truth.areas[area]["area_name"]

    def called(self, now: dict) -> str:
        """The title of a figure's measure, as a sentence goes on from it."""
        return comma(self.about(now["measure_id"])["title"])

    def short(self, measure: str, value: float) -> str:
        one = self.about(measure)
        if one["unit"] == "%":
            return f"{number(value, one['decimals'])}%"
        unit = f" {one['unit']}" if one["decimals"] else ""
        return number(value, one["decimals"]) + unit

    def amount(self, measure: str, value: float) -> str:
        one = self.about(measure)
        if one["unit"] == "%":
            return f"{number(value, one['decimals'])}%"
        said, (head, *rest) = number(value, one["decimals"]), one["unit"].split(" ")
        if said == "1":
            head = ONE.get(head) or head.removesuffix("s")
        return " ".join([said, head, *rest])

    def size(self, measure: str, side: dict) -> str:
        if self.about(measure)["unit"] == "%":
            return points(abs(side["change"]), sign=False)
        change = number(abs(side["change"]), self.about(measure)["decimals"])
        return (
            change if side["percent"] is None else f"{number(abs(side['percent']), 1)}% ({change})"
        )

    def moved(self, measure: str, side: dict) -> str:
        way = "up" if side["change"] > 0 else "down"
        if self.about(measure)["unit"] == "%":
            return f"{way} {points(abs(side['change']), sign=False)}"
        return f"{way} {number(abs(side['percent']), 1)}%"

    def change(self, measure: str, side: dict, cell: bool = False) -> str:
        if self.about(measure)["unit"] == "%":
            return (
                f"{signed(side['change'], 1)} points" if cell else points(side["change"], sign=True)
            )
        return f"{signed(side['percent'], 1)}%"

    def against(self, kind: str, side: dict) -> str:
        return NAMES.get(kind) or f"the {year_to(side['end'])}"

    def clause(self, measure: str, kind: str, side: dict) -> str:
        """ "8.2% (761) above the 12 months before (9,295)"; empty where no such thing is true."""
        if side["then"] is None or side["is_broken"] or not side["can_tell"]:
            return ""
        then = self.short(measure, side["then"]["value"])
        dated = f" in the {year_to(side['end'])}" if kind == "baseline" else ""
        where = f"{self.against(kind, side)} ({then}{dated})"
        if not side["is_clear"]:
            return f"from {where}"
        way = "above" if side["change"] > 0 else "below"
        return f"{self.size(measure, side)} {way} {where}"

    def clauses(self, now: dict) -> Iterable[str]:
        for kind, side in now["sides"].items():
            if found := self.clause(now["measure_id"], kind, side):
                yield found
            yield f"not compared with {self.against(kind, side)}"

    def figure_statements(self, now: dict) -> list[str]:
        """What may be said of a figure in a sentence on it."""
        measure, period = now["measure_id"], year_to(now["period_end"])
        said, bare = self.amount(measure, now["value"]), self.short(measure, now["value"])
        title, area = comma(self.about(measure)["title"]), self.name(now["area_code"])
        starts = [
            f"In the {period} there were {said}", f"In the {period} there was {said}",
            f"In the {period} it was {said}",
            f"{title} stood at {said} in {area} in the {period}",
            f"{title} stood at {bare} in {area} in the {period}",
        ]  # fmt: skip
        return [*starts, *self.clauses(now)]

    @once
    def raised_statements(self) -> list[str]:
        """What may raise a line of enquiry."""
        return list(self._raised())

    def _raised(self) -> Iterable[str]:
        for now in self.figures(self.every):
            title = self.about(now["measure_id"])["title"]
            where = (
                f" in {self.name(now['area_code'])}" if now["area_code"] != self.truth.home else ""
            )
            title = spoken(title)
            start = f"{comma(title) if where else title}{where}: "
            start += f"{self.amount(now['measure_id'], now['value'])}, "
            for kind, side in now["sides"].items():
                if side["is_clear"]:
                    yield start + self.clause(now["measure_id"], kind, side)
                if side["is_broken"]:
                    yield (
                        f"recording changed between the {year_to(now['period_end'])} and "
                        f"{self.against(kind, side)} (the {year_to(side['end'])})"
                    )
            yield f"the latest 12 months are those to {month(now['period_end'])}"
        yield from (f"{one['title']} in {one['area']}: {one['why']}" for one in self.signals())
        yield from self.groups()

    def figures(self, measures: Iterable[str], areas: Iterable[str] | None = None) -> list[dict]:
        places = [self.area, *self.districts] if areas is None else areas
        found = [self.truth.figure(one, place) for one in measures for place in places]
        return [one for one in found if one]

    def here(self) -> list[dict]:
        return self.figures(self.measures, [self.area])

    def main_side(self, now: dict) -> dict:
        return now["sides"].get(self.main) or {"then": None, "end": None, "is_clear": False}

    def verdict(self, now: dict) -> str:
        if self.main == "baseline":
            return now["verdict"]
        return self.main_side(now).get("verdict", "not judged")

    def groups(self) -> Iterable[str]:
        """Counts that stand for several measures: how many beside the first, or in all."""
        for end, count in Counter(one["period_end"] for one in self.here()).items():
            if end != self.truth.month_end:
                yield f"and {count - 1} other measures: "
                yield f"and {count - 1} other measures?"
        broken = [one for one in self.here() if self.main_side(one).get("is_broken")]
        for count in range(2, len(broken) + 1):
            yield f"and {count - 1} other measures"
        missing = len(self.measures) - len(self.here())
        yield f"No figures for {missing} measure{'' if missing == 1 else 's'}"

    # --- unusual months

    @once
    def signals(self, areas: Iterable[str] | None = None) -> list[dict]:
        found = []
        for measure in self.measures:
            for area in areas or [self.area, *self.districts]:
                one = self.truth.charted(measure, area)
                if one and one["rule"]:
                    found.append(self.signal(measure, area, one))
        return found

    def charted(self, areas: Iterable[str]) -> int:
        return sum(any(self.truth.charted(one, a) for a in areas) for one in self.measures)

    def signal(self, measure: str, area: str, one: dict) -> dict:
        rule, side = one["rule"]
        words = {
            "outside": ("below the lower limit", "above the upper limit"),
            "near": ("2 of 3 months near the lower limit", "2 of 3 months near the upper limit"),
            "run": ("7 months in a row below the average", "7 months in a row above the average"),
            "trend": ("6 falls in a row", "6 rises in a row"),
        }[rule][side == 1]
        limit = one["upper_limit" if side == 1 else "lower_limit"]
        usual = (limit if rule == "outside" else one["centre"]) * one["factor"]
        decimals = self.about(measure)["decimals"]
        same = rounded(usual, decimals) == rounded(one["value"], decimals)
        beside = number(usual, decimals + same) + "%" * (self.about(measure)["unit"] == "%")
        end = f" of {beside}" if rule == "outside" else f" (the average for the month is {beside})"
        why = f"{self.amount(measure, one['value'])} in {month(one['period_end'])}, {words}{end}"
        return {
            "title": self.about(measure)["title"], "area": self.name(area), "why": why,
            "meaning": self.meaning(measure, one), "is_new": one["since"] == one["period_end"],
            "since": "New" if one["since"] == one["period_end"] else month(one["since"]),
        }  # fmt: skip

    def meaning(self, measure: str, one: dict) -> str:
        plan = [p for p in self.truth.tables["plan_measure"]
                if p["plan_id"] == self.truth.plan and p["measure_id"] == measure]  # fmt: skip
        if (plan and all(p["aim"] == "monitor" for p in plan)) or one["improvement"] is None:
            return "not judged"
        return "improvement" if one["improvement"] else "concern"
