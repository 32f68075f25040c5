"""Reads the tables and pictures of a briefing, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pcp_data.briefing.blocks import Grid, Picture
from tests.support.briefing_facts import Facts
from tests.support.briefing_words import FIXED, comma, lower, month, number, year_to


class Tables(Facts):
    """Reads the tables and pictures of a briefing: a cell must be equal to what is worked out."""

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
        if side["is_earlier"] and not side["is_broken"]:
            return "came before"
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
