"""Reads a briefing number by number: each must stand in a statement that is worked out apart.

The statements are made from tests/support/slow/briefing.py. What is left of a text once all true
statements about its subject are taken out may hold no digit; a table's cells must be equal.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import wraps

from pcp_data.briefing.blocks import Box, Briefing, Bullets, Grid, Heading, Paragraph, Picture
from tests.support.slow import chance
from tests.support.slow.briefing import Truth

MINUS = "−"
NAMES = {"baseline": "the Plan’s baseline", "previous": "the 12 months before"}
JUDGED = ("better", "worse", "no clear change")
COUNTED = ("offences", "incidents", "casualties", "collisions", "victims")
ONE = {"casualties": "casualty", "people": "person"}
KINDS = {"series_break": "Series break", "event": "Event", "caveat": "Caveat"}
SAYS = {
    "concern": "concerns?", "improvement": "improvements?",
    "not judged": "of (?:a measure|measures) with no better direction",
}  # fmt: skip
# Fixed texts with numbers that are no figures: the method, and the law.
FIXED = (
    "Verdicts allow for chance (95% intervals)",
    "SI 2021/547",
    "from the 12 months before",
    "Change on 12 months before",
    "Verdict on 12 months before",
    "the 12 months before",
    "12 months before",
    "previous 12 months",
    "Previous 12 months",
    "12-month figures",
    "95% interval",
    "There are no whole 12 months",
    "there are no whole 12 months",
    "Per 1,000 residents",
    "the latest 12 months before",
)


def rounded(value: float, decimals: int) -> Decimal:
    step = Decimal(1).scaleb(-decimals)
    return Decimal(repr(round(value, 9))).quantize(step, rounding=ROUND_HALF_UP)


def number(value: float, decimals: int = 0) -> str:
    found = rounded(value, decimals)
    return f"{abs(found) if found == 0 else found:,.{decimals}f}".replace("-", MINUS)


def signed(value: float, decimals: int) -> str:
    return ("+" if rounded(value, decimals) > 0 else "") + number(value, decimals)


def points(value: float, sign: bool) -> str:
    said = (signed if sign else number)(value, 1)
    return f"{said} percentage point{'' if abs(rounded(value, 1)) == 1 else 's'}"


def month(day: dt.date) -> str:
    return f"{day:%B %Y}"


def year_to(day: dt.date) -> str:
    return f"12 months to {month(day)}"


def lower(title: str) -> str:
    title = spoken(title)
    first, _, rest = title.partition(" ")
    keeps = not first[1:].islower() or rest[:1].isupper()
    return title if keeps else title[:1].lower() + title[1:]


def spoken(title: str) -> str:
    return title.replace("Victim satisfaction: ", "Victim satisfaction after ")


def comma(title: str) -> str:
    return f"{title}," if ", " in title else title


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


class Accounts:
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

    # --- a whole briefing

    def read(self, pack: Briefing) -> list[str]:
        """Return every fault: a number that no statement accounts for, or a cell that is wrong."""
        self.period_line(pack)
        for section in pack.sections:
            heading = None
            for block in section.blocks:
                heading = block.text if isinstance(block, Heading) else heading
                self.block(section.id, heading, block, pack)
        return self.faults

    def period_line(self, pack: Briefing) -> None:
        if pack.period != f"12 months to {month(self.truth.month_end)}":
            self.faults.append(f"period {pack.period}")
        plan = f"Plan {self.truth.plan[:4]}-20{self.truth.plan[-2:]}"
        self.text(pack.title, [f"{len(self.measures)} chosen measures", plan])

    def block(self, section: str, heading: str | None, block, pack: Briefing) -> None:
        if isinstance(block, Paragraph):
            self.paragraph(section, heading, block, pack)
        elif isinstance(block, Bullets):
            for item in block.items:
                self.item(section, heading, item, pack)
        elif isinstance(block, Heading):
            self.text(block.text, [])
        elif isinstance(block, Picture):
            self.picture(block)
        elif isinstance(block, Grid):
            self.grid(section, block)
        elif isinstance(block, Box):
            self.text(" ".join([block.title, *block.columns]), [])

    def text(self, said: str, statements: Iterable[str]) -> None:
        """Take out all that is true; a digit that is left is a fault."""
        self.count += len(re.findall(r"\d[\d,.]*", said))
        left = said
        for one in sorted({*statements, *FIXED}, key=len, reverse=True):
            left = left.replace(one, " ")
        for title in sorted(self.by_title, key=len, reverse=True):
            left = left.replace(title, " ").replace(lower(title), " ")
        if re.search(r"\d", left):
            self.faults.append(f"not accounted for: {left.strip()!r} in {said!r}")

    # --- sentences

    def paragraph(self, section: str, heading: str | None, block: Paragraph, pack) -> None:
        said = block.text
        if block.kind == "note" or section in ("sources", "enquiry"):
            self.note(said, pack)
        elif section == "headline":
            self.headline(said)
        elif section == "unusual":
            self.unusual(said)
        elif section == "measures" and heading:
            self.measure(heading, said)
        elif section == "measures":
            chosen = self.exceptions()
            kinds = (
                f"Of the {len(self.here())} measures, {chosen} ",
                f"None of the {len(self.here())} ",
            )
            self.text(said, kinds)
        elif section == "voice":
            self.satisfaction(said)
        elif section == "national":
            first = dt.date(self.truth.month_end.year, max(self.truth.month_end.month - 2, 1), 1)
            end = month(self.truth.month_end)
            plan = [f"Plan {self.truth.plan[:4]}-20{self.truth.plan[-2:]}"]
            self.text(said, [f"{end} does not end", f"{first:%B} to {end}", *plan])
        else:
            self.text(said, [])

    def exceptions(self) -> int:
        concerns = {
            one["title"] for one in self.signals([self.area]) if one["meaning"] == "concern"
        }
        return sum(
            "worse" in (self.verdict(one), one["sides"]["previous"]["verdict"])
            or self.about(one["measure_id"])["title"] in concerns
            for one in self.here()
        )

    def measure(self, heading: str, said: str) -> None:
        measure = self.by_title[heading]
        now = self.truth.figure(measure, self.area)
        sides = {now["sides"][kind]["end"]: kind for kind in ("previous", self.main)
                 if kind in now["sides"]}  # fmt: skip
        wanted = [self.clause(measure, kind, now["sides"][kind]) for kind in sides.values()]
        if not said.startswith("These 12-month figures"):
            self.faults += [f"{one!r} missing in {said!r}" for one in wanted if one not in said]
        self.text(said, [*self.figure_statements(now), *self.district_statements(heading, said)])

    def district_statements(self, heading: str, said: str) -> list[str]:
        found = self.figures(
            [self.by_title[heading]], [d for d in self.districts if d != self.area]
        )
        sides = {self.name(one["area_code"]): one["sides"]["previous"] for one in found}
        clear = {area: side for area, side in sides.items() if side["is_clear"]}
        measure, statements = self.by_title[heading], [f"All {len(sides)} districts"]
        for area, side in sides.items():
            if area in clear:
                change = self.change(measure, side)
                statements += [
                    f"{area} ({change})",
                    f"from {change} in {area}",
                    f"to {change} in {area}",
                ]
            elif (
                side["can_tell"]
                and not side["is_broken"]
                and f"{area} (+" in said
                or side["can_tell"]
                and not side["is_broken"]
                and f"{area} ({MINUS}" in said
            ):
                self.faults.append(f"{area} could be chance: {said}")
        if said.startswith("These 12-month figures"):
            return []
        whole = [s for s in ("above", "below") if f"districts are {s}" in said]
        ways = {"above" if side["change"] > 0 else "below" for side in sides.values()}
        if whole and (set(whole) != ways or len(clear) != len(sides)):
            self.faults.append(f"not all districts: {said}")
        if not whole:
            self.faults += [
                f"{area} missing in {said!r}" for area in clear if f"{area} (" not in said
            ]
        return statements

    def headline(self, said: str) -> None:
        if said.startswith("Month by month"):
            return self.months(said, self.signals([self.area]), [self.area])
        if said.startswith("The month of"):
            return self.text(said, [f"The month of {month(day)}" for day in self.chart_ends()])
        lead = next((one for one in self.here()
                     if said.startswith(f"{self.called(one)} stood")), None)  # fmt: skip
        if lead:
            return self.text(said, self.figure_statements(lead))
        if "districts" in said or "is above" in said or "is below" in said:
            (title,) = {self.about(one)["title"] for one in self.measures[:1]}
            return self.text(said, self.district_statements(title, said))
        return self.tally(said)

    @once
    def chart_ends(self) -> set[dt.date]:
        found = (self.truth.charted(one, self.area) for one in self.measures)
        return {one["period_end"] for one in found if one}

    def tally(self, said: str) -> None:
        """Check counts by verdict, then the changes that are named."""
        here = self.here()
        others = here[1:] if "other measures" in said else here
        left = said
        for part in re.sub(r"\([^)]*\)", "", said).split("; "):
            counts = {}
            for amount, word in re.findall(
                r"(\d+|both|all \d+) (?:is|are|shows?) (better|worse|no clear change|not judged)|$",
                part,
            ):
                if word:
                    digits = re.sub(r"\D", "", amount)
                    counts[word] = int(digits) if digits else 2
            if counts:
                whole = not part.startswith(("Of the other", "all", "both")) and "other" not in said
                self.tallied(part, counts, others, whole=whole)
        left = re.sub(r"(\d+|all \d+) (?=is|are|shows?)", "", left)
        names = [
            lower(self.about(one["measure_id"])["title"]) + start
            + self.moved(one["measure_id"], side)
            for one in here for side in one["sides"].values() if side["is_clear"]
            for start in (" (", ", ")
        ]  # fmt: skip
        period = year_to(self.truth.month_end)
        known = [f"Of the {len(here)} measures with figures for the {period}", *names]
        known += [
            f"None of the {len(others)} other measures",
            f"in the {period}",
            f"for the {period}",
        ]
        known += (
            [f"compared with {self.against('chosen', {'end': self.truth.chosen})}"]
            if self.truth.chosen
            else []
        )
        known += [f"than the {year_to(self.truth.chosen)}"] if self.truth.chosen else []
        known += [f"from the {year_to(self.truth.chosen)}"] if self.truth.chosen else []
        self.text(left, known)
        self.count += len(re.findall(r"\d+ (?=is|are|shows?)", said))

    def tallied(self, part: str, counts: dict, others: list[dict], *, whole: bool) -> None:
        before = f" {NAMES['previous']}" in part and "where it prints none" not in part
        if before and not (whole and self.main != "previous"):
            verdicts = [one["sides"]["previous"]["verdict"] for one in others]
        elif whole:
            verdicts = [self.verdict(one) for one in others]
        else:
            verdicts = [self.verdict(one) for one in others if self.main_side(one)["then"]]
        wanted = Counter(one for one in verdicts if whole or one in JUDGED)
        if dict(wanted) != counts:
            self.faults.append(f"counts {counts}, not {dict(wanted)}: {part}")

    def months(self, said: str, signals: list[dict], areas: list[str]) -> None:
        """Check a sentence on unusual months: how many charted, unusual, of each meaning, new."""
        charted, unusual = self.charted(areas), len({one["title"] for one in signals})
        left = said
        for word, pattern in SAYS.items():
            found = re.search(rf"(\d+|both|it|all \d+) (?:is|are) (?:an? )?{pattern}", said)
            count = sum(one["meaning"] == word for one in signals)
            digits = found and re.sub(r"\D", "", found[1])
            if (
                found
                and int(digits or {"it": 1, "both": 2}[found[1]]) != count
                or bool(found) != (count > 0)
            ):
                self.faults.append(f"{count} of meaning {word}: {said}")
            left = left.replace(found[0], " ") if found else left
        new = sum(one["is_new"] for one in signals)
        day = month(self.truth.month_end)
        self.text(left, [
            f"{unusual} of the {charted} measures", f"none of the {charted} measures",
            f"{unusual} of {charted} measure", f"none of {charted} measures",
            f"({len(signals)} signals in all)", f"Of these, {new} ", f"in {day}", f"In {day}",
        ])  # fmt: skip

    def unusual(self, said: str) -> None:
        areas = list(dict.fromkeys([self.area, *self.districts]))
        self.months(said, self.signals(areas), areas)

    def satisfaction(self, said: str) -> None:
        statements = []
        for now in self.figures(self.victims, [self.area]):
            side = now["sides"]["previous"]
            if side["is_clear"]:
                change = self.change(now["measure_id"], side)
                said_of = f"({change}, to {self.amount(now['measure_id'], now['value'])})"
                group = lower(self.about(now["measure_id"])["title"].partition(": ")[2])
                statements.append(f"{f'of {group}' if group else 'victims'} {said_of}")
        self.faults += [f"{one!r} missing in {said!r}" for one in statements if one not in said]
        self.text(said, statements)

    # --- items of lists

    def item(self, section: str, heading: str | None, said: str, pack: Briefing) -> None:
        if section == "voice":
            self.text(said, self.survey_statements())
        elif section == "national":
            for now in self.here():
                if said.startswith(comma(self.about(now["measure_id"])["title"]) + " stood"):
                    return self.text(said, self.figure_statements(now))
            self.text(said, [])
        elif section == "measures":
            self.text(said, self.own_notes(self.by_title[heading]))
        elif section == "limits":
            self.text(said, [*self.shared_notes(), *self.paper_statements()])
        else:
            self.text(said, self.source_statements(pack))

    @once
    def survey_statements(self) -> list[str]:
        found = []
        for wanted in self.surveys:
            survey, question, answer = (part.strip() for part in wanted.split("|"))
            waves = self.truth.waves(survey, question, answer, self.area)
            if not waves:
                continue
            now = waves[0]
            said = f"{wave(now)}: asked “{question}”, {number(now['value'], 1)}%"
            if now["base"] and now["numerator"] is not None:
                low, high = self.truth.interval(now)
                said += f" (95% interval {number(low, 1)}% to {number(high, 1)}%) of the "
                said += f"{number(now['base'])} people asked in {self.name(self.area)} said"
            found += [said, question, *self.wave_before(waves)]
        return found

    def wave_before(self, waves: list[dict]) -> list[str]:
        if len(waves) < 2:
            return []
        now, then = waves[0], waves[1]
        before = f"{wave(then)} ({number(then['value'], 1)}%)"
        if not all(one["denominator"] for one in (now, then)):
            return [f"not compared with {before}"]
        low, high = chance.newcombe(*((o["numerator"], o["denominator"]) for o in (now, then)))
        if low <= 0 <= high:
            return [f"no clear change from {before}"]
        way = "above" if now["value"] > then["value"] else "below"
        return [f"{points(abs(now['value'] - then['value']), sign=False)} {way} {before}"]

    def own_notes(self, measure: str) -> list[str]:
        found = [
            f"Definition of the measure: {one}" for one in self.about(measure)["caveats"] or ()
        ]
        for note in self.truth.tables["data_note"]:
            if note["measure_id"] == measure:
                when = dates(note)
                about = f", {when if when.startswith('from') else f'on {when}'}" if when else ""
                found.append(f"{note['note']} ({note['source']}{about})")
                found.append(f"According to {note['source']}{about}: {note['note']}")
        return found

    @once
    def shared_notes(self) -> list[str]:
        found, with_figure = [], {one["measure_id"] for one in self.figures(self.every)}
        groups: dict[tuple, set] = {}
        for note in self.truth.tables["data_note"]:
            if note["measure_id"] in with_figure:
                key = (note["kind"], note["starts"], note["ends"], note["note"], note["source"])
                groups.setdefault(key, set()).add(note["measure_id"])
        for (kind, starts, ends, note, source), measures in groups.items():
            when = dates({"starts": starts, "ends": ends})
            when = month(starts) if kind == "series_break" and ends is None else when
            start = f"{KINDS.get(kind)}{f', {when}' if when else ''} ("
            for who in those(len(measures)):
                end = [f"{note} ({source})", f"According to {source}: {note}"]
                found += [f"{start}§{who}). {one}" for one in end]
            found += [start, f"According to {source}: {note}", f"{note} ({source})"]
            found += list(those(len(measures)))
        for measure in with_figure:
            found += [
                f"Definition of these measures: {one}"
                for one in self.about(measure)["caveats"] or ()
            ]
        shared = Counter(
            one for measure in with_figure for one in self.about(measure)["caveats"] or ()
        )
        return [*found, *(who for count in shared.values() for who in those(count))]

    @once
    def paper_statements(self) -> list[str]:
        areas = list(dict.fromkeys([self.area, *self.districts]))
        papers = self.truth.papers(self.every, areas)
        agree = sum(one["agrees"] for one in papers)
        said = [
            f"Public papers print {len(papers)} figure{'' if len(papers) == 1 else 's'} for",
            f"; {agree} agree",
        ]
        for one in papers:
            unit = "%" * (one["statistic"] in ("percent_change", "share"))
            printed, ours = (
                number(float(one[k]), one["decimals"]) for k in ("published", "computed")
            )
            said += [
                f"printed {printed}{unit}, is {ours}{unit} here",
                f"({one['document']}, {one['section']})",
            ]
        return said

    @once
    def source_statements(self, pack: Briefing) -> list[str]:
        found = [published(pack), "(STATS19)", "v3.0"]
        for source in self.truth.tables["source"]:
            count = self.files_of(source["source_id"])
            end = f"from {count} file{'' if count == 1 else 's'}."
            found.append(
                f"{source['title']} ({source['publisher']}), made-up sample data, "
                f"{published(pack)}, {end}"
            )
            found.append(f"{source['title']}, made-up sample data, {published(pack)}, {end}")
        return found

    def files_of(self, source: str) -> int:
        """How many files the figures up to the month come from."""
        end, areas = self.truth.month_end, list(dict.fromkeys([self.area, *self.districts]))
        table = {"force_indicator": "indicator", "force_satisfaction": "victim_satisfaction",
                 "survey": "survey_result"}.get(source)  # fmt: skip
        if table is None:
            asked = "select distinct file_id from slice where source_id = ? and status = 'live' "
            return len(
                self.truth.cursor.execute(asked + "and period_start <= ?", [source, end]).fetchall()
            )
        mine = "measure_id in $measures" if table == "indicator" else "true"
        values = {"areas": areas, "end": end} | (
            {"measures": self.every} if table == "indicator" else {}
        )
        asked = f"select distinct file_id from {table} where area_code in $areas "
        asked += f"and period_end <= $end and {mine}"
        return len(self.truth.cursor.execute(asked, values).fetchall())

    def note(self, said: str, pack: Briefing) -> None:
        ends = (
            {one["period_end"] for one in self.figures(self.every)}
            | self.chart_ends()
            | self.all_ends()
        )
        years = {
            self.truth.residents(self.area, one["period_end"])[0]
            for one in self.figures(self.every)
        }
        statements = [
            published(pack),
            *(f"Residents: mid-{year}" for year in years),
            "(STATS19)",
            "v3.0",
        ]
        statements += [f"those of the {year_to(end)}" for end in ends]
        statements += [f"these are the {year_to(end)}" for end in ends]
        statements += [
            f"Figures to {month(self.truth.month_end)} have",
            f"({month(self.truth.month_end)})",
        ]
        statements += [f"({month(end)})" for end in ends] + [
            f"before {month(self.truth.month_end)}"
        ]
        for now in self.here():
            for kind, side in now["sides"].items():
                statements += [f"Compared with the {year_to(side['end'])}"] if side["end"] else []
                statements += [f"compared with {self.against(kind, side)}"] if side["end"] else []
        shown = getattr(self, "shown_signals", 0)
        left = len(self.signals(list(dict.fromkeys([self.area, *self.districts])))) - shown
        statements += [f"The workbook has {left} more signal"]
        numbered = re.sub(r"\bNote \d+: ", "", said)
        if "more caveat" in said:
            self.count += 1
            return None  # the count of what is left out is checked with the limits
        return self.text(numbered, statements)

    @once
    def all_ends(self) -> set[dt.date]:
        areas = list(dict.fromkeys([self.area, *self.districts]))
        found = (self.truth.charted(one, area) for one in self.measures for area in areas)
        return {one["period_end"] for one in found if one}

    # --- pictures and tables

    def picture(self, block: Picture) -> None:
        found = [one for one in self.here()
                 if block.title.startswith(f"{self.called(one)} in ")]  # fmt: skip
        now = max(found, key=lambda one: len(self.about(one["measure_id"])["title"]))
        measure = now["measure_id"]
        name = f"{comma(self.about(measure)['title'])} in {self.name(self.area)}"
        wanted = f"Line chart. {name}: {self.amount(measure, now['value'])} in the "
        wanted += year_to(now["period_end"])
        side = self.main_side(now)
        if side["then"] and side["is_clear"]:
            way = "above" if side["change"] > 0 else "below"
            size = self.size(measure, side).partition(" (")[0]
            dated = "" if self.main == "chosen" else f" in the {year_to(side['end'])}"
            wanted += f", {size} {way} {self.against(self.main, side)}"
            wanted += f" ({self.short(measure, side['then']['value'])}{dated})"
        windows = self.truth.windows(measure, self.area, now["period_end"])
        low = min(windows, key=lambda one: one["value"])
        high = max(windows, key=lambda one: one["value"])
        span = [
            f"{self.short(measure, one['value'])} ({year_to(one['period_end'])})"
            for one in (low, high)
        ]
        first = year_to(windows[0]["period_end"])
        wanted += f". Since the {first} it has been between {' and '.join(span)}."
        self.equal(block.alt, wanted)
        self.equal(block.title, f"{name}: 12 months to each month")

    def equal(self, said: str, wanted: str) -> None:
        self.count += len(re.findall(r"\d[\d,.]*", said))
        if said != wanted:
            self.faults.append(f"{said!r}\n     not {wanted!r}")

    def grid(self, section: str, block: Grid) -> None:
        chosen = f"{len(self.measures)} chosen measures"
        self.text(
            block.title,
            [chosen, f"{year_to(self.truth.month_end)}", f"{month(self.truth.month_end)}"],
        )
        if section == "table":
            for row in block.rows:
                self.measure_row(block, dict(zip(block.columns, row, strict=True)))
        elif section == "measures":
            for row in block.rows:
                self.district_row(block, dict(zip(block.columns, row, strict=True)))
        elif section == "voice":
            for row in block.rows:
                self.victims_row(dict(zip(block.columns, row, strict=True)))
        elif section == "unusual":
            self.signal_rows(block)
        elif section == "enquiry":
            for place, row in enumerate(block.rows, 1):
                self.equal(row[0], str(place))
                self.text(row[1], list(self.groups()))
                self.text(row[2], list(self.raised_statements()))
        else:
            self.text(" ".join([*block.columns, *(cell for row in block.rows for cell in row)]), [])

    def signal_rows(self, block: Grid) -> None:
        known = {(one["title"], one["area"]): one for one in self.signals()}
        self.shown_signals = len(block.rows)
        for title, area, why, meaning, since in block.rows:
            one = known[title, area]
            self.equal(
                why.removesuffix("; seasonally adjusted"), one["why"][:1].upper() + one["why"][1:]
            )
            self.equal(meaning.lower(), one["meaning"])
            self.equal(since.removesuffix(" (provisional)"), one["since"])

    def cell(self, row: dict, column: str, wanted: str) -> None:
        self.count += 1
        if row[column] != wanted:
            self.faults.append(
                f"{list(row.values())[0]}, {column}: {row[column]!r}, not {wanted!r}"
            )

    def versus(self, now: dict) -> dict:
        kind = "chosen" if self.truth.chosen and self.main == "chosen" else "baseline"
        return now["sides"].get(kind) or {"then": None, "end": None}

    def measure_row(self, block: Grid, row: dict) -> None:
        now = self.truth.figure(self.by_title[row["Measure"]], self.area)
        measure, side, before = now["measure_id"], self.versus(now), now["sides"]["previous"]
        value, *_ = [name for name in block.columns if name.startswith("12 months to")]
        self.cell(row, value, self.short(measure, now["value"]))
        if "Verdict on previous" in row:
            verdict = (
                side.get("verdict", "not judged") if self.main == "previous" else self.verdict(now)
            )
            if self.main == "previous" and side["end"] is None:
                verdict = "not judged"
            (column,) = [
                c for c in block.columns if c.startswith(("Baseline", "12 months")) and c != value
            ]
            self.text(
                column, [year_to(one["end"]) for one in map(self.versus, self.here()) if one["end"]]
            )
            self.compared(row, column, "Change", measure, side, verdict)
            self.cell(row, "Verdict", verdict[:1].upper() + verdict[1:])
            self.cell(
                row, "Verdict on previous", before["verdict"][:1].upper() + before["verdict"][1:]
            )
        else:
            verdict = self.verdict(now)
            self.cell(row, "Verdict", verdict[:1].upper() + verdict[1:])
        self.compared(
            row, "Previous 12 months", "Change on previous", measure, before, before["verdict"]
        )
        ends = {one["period_end"] for one in self.here()}
        if value != f"12 months to {month(self.truth.month_end)}" and {value} != {
            year_to(e) for e in ends
        }:
            self.faults.append(f"{value} is not the period of the figures")

    def compared(
        self, row: dict, column: str, change: str, measure: str, side: dict, verdict: str
    ) -> None:
        if side["then"] is None:
            self.cell(row, column, "none" if side["end"] is None else "not available")
            return self.cell(row, change, "")
        self.cell(row, column, self.short(measure, side["then"]["value"]))
        wanted = self.change(measure, side, cell=True)
        is_silent = verdict == "not judged" and not side["is_shared"]
        return self.cell(row, change, self.clear(measure, side) if is_silent else wanted)

    def clear(self, measure: str, side: dict) -> str:
        """A change where no verdict stands beside it: chance and few are said in words."""
        if side["then"] is None:
            return "none" if side["end"] is None else "not available"
        if side["can_tell"] and not side["is_clear"] and not side["is_broken"]:
            return "no clear change"
        has_counts = side["then"]["numerator"] is not None
        if side["is_shared"] and not side["is_broken"]:
            return "periods overlap"
        if not side["can_tell"] and has_counts and not side["is_broken"]:
            return "too few"
        return self.change(measure, side, cell=True)

    def district_row(self, block: Grid, row: dict) -> None:
        measure = max((one for title, one in self.by_title.items()
                       if block.title == f"{comma(title)} by district"), key=len)  # fmt: skip
        (area,) = [
            code for code, one in self.truth.areas.items() if one["area_name"] == row["Area"]
        ]
        now = self.truth.figure(measure, area)
        self.cell(
            row, f"12 months to {month(now['period_end'])}", self.short(measure, now["value"])
        )
        for column in list(row)[2:]:
            if column.startswith("Per 1,000"):
                rate = 1000 * now["value"] / self.truth.residents(area, now["period_end"])[1]
                decimals = len(row[column].partition(".")[2])
                self.cell(row, column, number(rate, decimals))
            elif column.startswith("Change on"):
                side = now["sides"]["previous"] if "before" in column else self.versus(now)
                self.cell(row, column, self.clear(measure, side))
            else:
                verdict = self.verdict(now)
                self.cell(row, column, verdict[:1].upper() + verdict[1:])

    def victims_row(self, row: dict) -> None:
        group = row["Victims of"]
        title = (
            "Victim satisfaction" if group == "Victims" else f"Victim satisfaction: {lower(group)}"
        )
        now = self.truth.figure(self.by_title[title], self.area)
        low, high = self.truth.interval(now)
        self.cell(row, "Satisfied", f"{number(now['value'], 1)}%")
        self.cell(row, "95% interval", f"{number(low, 1)}% to {number(high, 1)}%")
        self.cell(row, "Surveyed", number(now["denominator"]))
        before = now["sides"]["previous"]
        for column in row:
            if column in ("Change on baseline", "Change on comparison"):
                self.cell(row, column, self.clear(now["measure_id"], self.versus(now)))
        change = (
            self.change(now["measure_id"], before, cell=True) if before["then"] else "not available"
        )
        self.cell(row, "Change on 12 months before", change)
        self.cell(
            row,
            "Verdict on 12 months before",
            before["verdict"][:1].upper() + before["verdict"][1:],
        )


def published(pack: Briefing) -> str:
    return f"as published on {pack.built_at.day} {pack.built_at:%B %Y}"


def wave(one: dict) -> str:
    start, end = one["period_start"], one["period_end"]
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(end.year)
    if (end.year - start.year) * 12 + end.month - start.month == 11:
        return year_to(end)
    return (
        f"{start:%B} to {month(end)}"
        if start.year == end.year
        else f"{month(start)} to {month(end)}"
    )


def dates(note: dict) -> str:
    if note["starts"] is None:
        return ""
    if note["ends"] is None:
        return f"from {month(note['starts'])}"
    first, last = month(note["starts"]), month(note["ends"])
    return first if first == last else f"{first} to {last}"


def those(count: int) -> Iterable[str]:
    """How many measures a note is on, in each way of saying it."""
    yield f"and {count - 1} other measures)"
    yield f"and {count - 1} measures under it)"
    yield f"({count} measures of "
    yield f"({count} measures of victim satisfaction). "
