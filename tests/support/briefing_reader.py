"""Reads a briefing number by number: each must stand in a statement that is worked out apart.

The statements are made from tests/support/slow/briefing.py. What is left of a text once all true
statements about its subject are taken out may hold no digit; a table's cells must be equal.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter

from pcp_data.briefing.blocks import Box, Briefing, Bullets, Grid, Heading, Paragraph, Picture
from tests.support.briefing_facts import once
from tests.support.briefing_tables import Tables
from tests.support.briefing_words import (
    JUDGED,
    KINDS,
    MINUS,
    NAMES,
    SAYS,
    comma,
    dates,
    lower,
    month,
    number,
    points,
    published,
    those,
    wave,
    year_to,
)
from tests.support.slow import chance


class Accounts(Tables):
    """Reads a whole briefing, and keeps the faults found in it."""

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
