"""Small made-up worlds as input files, each decided by a seed, with everything that goes wrong.

Gaps in months, districts left out, two sources for one thing, quarters over months, rolling
figures, suppressed and unavailable ones, none at all for a year, odd days, made-up files among
real ones, releases that compete.
"""

from __future__ import annotations

import csv
import random
from pathlib import Path

from tests.support.slow.tables import first_day, last_day

DEFINITIONS = Path(__file__).parents[1] / "definitions" / "small_world"
FORCE = "West Yorkshire"
DISTRICTS = ("Bradford", "Calderdale", "Kirklees", "Leeds", "Wakefield")
# Small areas as in the look-up; the last lies in Barnsley, which another force polices.
LSOAS = {
    "Bradford": ("E01010646", "Bradford 001A"),
    "Calderdale": ("E01010911", "Calderdale 001A"),
    "Kirklees": ("E01011051", "Kirklees 001A"),
    "Leeds": ("E01011698", "Leeds 001A"),
    "Wakefield": ("E01011740", "Wakefield 001A"),
    "Barnsley": ("E01007434", "Barnsley 001A"),
}
ONS = {name: f"E0800003{2 + index}" for index, name in enumerate(DISTRICTS)}
JANUARY_2018 = 2018 * 12
MONTHS = range(JANUARY_2018, JANUARY_2018 + 30)
MARKER = "PCP-SAMPLE-DATA: made-up figures"
CODES = ("28E", "28F", "34B", "39", "45", "48", "126")
OUTCOMES = ("Outcomes 1 to 8", "Other outcome", "No outcome yet")


class World:
    """One made-up world, written to a folder."""

    def __init__(self, folder: Path, seed: int) -> None:
        """Decide everything by the seed."""
        self.folder = folder
        self.random = random.Random(seed)
        self.level = {code: self.random.choice((0, 1, 4, 12)) for code in CODES}

    def chance(self, share: float) -> bool:
        """Return True in that share of cases."""
        return self.random.random() < share

    def write_all(self) -> None:
        """Write every file."""
        first, second = MONTHS[:16], MONTHS[14:]
        self.write("crime a.csv", self.crime(first))
        self.write("crime b.csv", self.crime(second), self.chance(0.3))
        self.write("asb 1.csv", self.asb(MONTHS[:14]))
        self.write("asb 2.csv", self.asb(MONTHS[self.random.choice((12, 15)) :]), self.chance(0.3))
        self.write("street 2018.csv", self.street(MONTHS[:12]), self.chance(0.3))
        self.write("street 2019.csv", self.street(MONTHS[12:]))
        self.write("quarterly.csv", self.home_office())
        for year, count in ((2018, 12), (2019, 12), (2020, 4)):
            self.roads(year, count)
        self.write("satisfaction.csv", self.satisfaction())
        self.write("survey.csv", self.survey())
        self.write("indicators.csv", self.indicators())
        self.write("indicators sample.csv", self.indicators(), True)
        self.write("published.csv", self.published())

    def write(self, name: str, rows: list[dict], is_sample: bool = False) -> None:
        """Write a CSV file of rows in any order, marked where it is made up."""
        self.random.shuffle(rows)
        if not rows:
            return
        columns = [*rows[0], *([MARKER] if is_sample else [])]
        with (self.folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(rows)

    def present(self, months: range) -> list[int]:
        """Return the months without the gaps."""
        gap = self.random.choice(months) if self.chance(0.4) else None
        return [month for month in months if month != gap]

    def districts(self) -> tuple[str, ...]:
        """Return all districts, or now and then all but one."""
        return tuple(self.random.sample(DISTRICTS, 4)) if self.chance(0.03) else DISTRICTS

    def crime(self, months: range) -> list[dict]:
        """Return a crime return; an attribute is now and then not known for a month."""
        rows = []
        for month in self.present(months):
            unknown = self.chance(0.04)
            for district in (*self.districts(), "Not known"):
                for code in CODES:
                    rows += self.crime_rows(month, district, code, unknown)
        return rows

    def crime_rows(self, month: int, district: str, code: str, unknown: bool) -> list[dict]:
        """Return the rows of one month, district and code: at least one, perhaps of zero."""
        groups = self.random.sample(
            [(knife, young, end) for knife in "NY" for young in "NY" for end in OUTCOMES], 2
        )
        words = {"Y": "Yes", "N": "No"}
        return [
            {
                "Force": FORCE,
                "Month": f"{first_day(month):%Y-%m}",
                "District": district,
                "Offence code": code,
                "Knife enabled": "Not known" if unknown else words[knife],
                "Victim under 25": words[young],
                "Outcome group": end,
                "Offences": self.random.randint(0, self.level[code]),
            }
            for knife, young, end in groups
        ]

    def asb(self, months: range) -> list[dict]:
        """Return an ASB return."""
        return [
            {
                "Force": FORCE,
                "Month": f"{first_day(month):%Y-%m}",
                "District": district,
                "ASB type": kind,
                "Incidents": self.random.randint(0, 30) + 30 * (month % 12 == 7),
            }
            for month in self.present(months)
            for district in self.districts()
            for kind in ("Personal", "Nuisance", "Environmental", "Not stated")
        ]

    def street(self, months: range) -> list[dict]:
        """Return street-level rows; now and then a district has none, or nobody knows the place."""
        rows = []
        for month in self.present(months):
            for place in (*self.districts(), "Barnsley", None):
                code, name = LSOAS[place] if place else ("", "")
                for kind in ("Anti-social behaviour", "Theft from the person", "Burglary"):
                    row = {
                        "Crime ID": "",
                        "Month": f"{first_day(month):%Y-%m}",
                        "Reported by": "West Yorkshire Police",
                        "Falls within": "West Yorkshire Police",
                        "Longitude": "-1.5" if place else "",
                        "Latitude": "53.8" if place else "",
                        "Location": "On or near somewhere",
                        "LSOA code": code,
                        "LSOA name": name,
                        "Crime type": kind,
                        "Last outcome category": "",
                        "Context": "",
                    }
                    rows += [dict(row) for _ in range(self.random.randint(1, 4))]
        return rows

    def home_office(self) -> list[dict]:
        """Return quarterly recorded crime at force level, with corrections."""
        rows = []
        for year, quarter in ((2018, 1), (2018, 2), (2018, 3), (2018, 4), (2019, 1), (2019, 2)):
            if self.chance(0.15):
                continue
            rows += [
                {
                    "Financial Year": f"{year}/{(year + 1) % 100:02}",
                    "Financial Quarter": quarter,
                    "Force Name": FORCE,
                    "Offence Description": "Theft of a motor vehicle",
                    "Offence Group": "Theft offences",
                    "Offence Subgroup": "Vehicle offences",
                    "Offence Code": "48",
                    "Number of Offences": number,
                }
                for number in (self.random.randint(20, 60), -self.random.randint(0, 3))
            ]
        return rows

    def roads(self, year: int, months: int) -> None:
        """Write collisions and casualties of a year; the first year has no adjustment."""
        collisions, casualties = [], []
        for number in range(self.random.randint(40, 80)):
            index = f"{year}13{number:07}"
            day = first_day(year * 12 + self.random.randrange(months))
            collisions.append(
                {
                    "collision_index": index,
                    "date": f"{day.replace(day=self.random.randint(1, 28)):%d/%m/%Y}",
                    "police_force": 13,
                    "collision_severity": self.random.choice((1, 2, 3, 3)),
                    "local_authority_ons_district": ONS[self.random.choice(DISTRICTS)],
                }
            )
            casualties += [
                self.casualty(index, year, reference)
                for reference in range(1, self.random.randint(2, 4))
            ]
        is_sample = year == 2019 and self.chance(0.3)
        self.write(f"collisions {year}.csv", collisions, is_sample)
        self.write(f"casualties {year}.csv", casualties, is_sample)

    def casualty(self, index: str, year: int, reference: int) -> dict:
        """Return one person hurt."""
        severity = self.random.choice((1, 2, 3, 3, 3))
        row = {
            "collision_index": index,
            "vehicle_reference": 1,
            "casualty_reference": reference,
            "casualty_class": 1,
            "casualty_severity": severity,
            "casualty_type": 9,
            "age_of_casualty": 30,
        }
        if year > 2018:
            # Also of the killed, where it should be 0: they count as killed, and not twice.
            serious = round(self.random.random(), 3)
            row["casualty_adjusted_severity_serious"] = serious
            row["casualty_adjusted_severity_slight"] = round(1 - serious, 3)
        return row

    def periods(self, months: int, step: int) -> list[tuple[str, str]]:
        """Return periods of so many months, one every so often, some left out."""
        starts = [m for m in MONTHS[::step] if m + months - 1 in MONTHS and not self.chance(0.08)]
        return [(f"{first_day(m)}", f"{last_day(m + months - 1)}") for m in starts]

    def satisfaction(self) -> list[dict]:
        """Return a satisfaction return by quarter, or rolling; small bases, some suppressed."""
        months, step = self.random.choice(((3, 3), (12, 3), (1, 1)))
        rows = []
        for area in (FORCE, "Leeds", "Calderdale"):
            for start, end in self.periods(months, step):
                surveyed = self.random.randint(1, 90)
                hidden = self.chance(0.05)
                rows.append(
                    {
                        "Force": FORCE,
                        "Start": start,
                        "End": end,
                        "Area": area,
                        "Victim group": "Residential burglary",
                        "Satisfied": "" if hidden else self.random.randint(0, surveyed),
                        "Surveyed": "" if hidden else surveyed,
                        "Percent": "[c]" if hidden else "",
                    }
                )
        return rows

    def survey(self) -> list[dict]:
        """Return survey waves of 12 months, some weighted, some without a base."""
        rows = []
        for area in (FORCE, *DISTRICTS[:2]):
            for start, end in self.periods(12, self.random.choice((6, 12))):
                base = self.random.randint(50, 900)
                people = self.random.randint(base // 5, base)
                exact = 100 * people / base
                weighted = min(max(exact + self.random.choice((-4, 0, 0, 5)), 2), 99)
                row = {
                    "Survey ID": "views",
                    "Survey": "Views of the public",
                    "Start": start,
                    "End": end,
                    "Area": area,
                    "Question": "How safe?",
                    "Answer": "Safe",
                    "Respondents": people,
                    "Base": base,
                    "Percent": f"{weighted:.1f}%",
                }
                bare = {"Respondents": "", "Base": ""} if self.chance(0.2) else {}
                rows.append(row | bare)
        return rows

    def indicators(self) -> list[dict]:
        """Return ready numbers: rolling years over months, odd days, with parts and without."""
        rows = []
        for area in (FORCE, "Leeds"):
            rows += self.counts("admissions", area, self.periods(12, self.random.choice((1, 3))))
            if self.chance(0.5):
                rows += self.counts("admissions", area, self.periods(1, 1)[:14])
            rows += self.counts("vehicle_theft", area, self.periods(12, 12))
            rows += self.parts("answer_time", area, self.periods(3, 3), 1, 4000)
            rows += self.parts("guilty_pleas", area, self.periods(1, 1), 100, 90)
            rows += self.counts("officers", area, self.periods(self.random.choice((1, 12)), 1))
            if self.chance(0.5):
                odd = [("2019-01-15", "2019-02-14"), ("2019-03-01", "2019-03-20")]
                rows += self.counts("admissions", area, odd)
        return rows

    def counts(self, measure: str, area: str, periods: list[tuple[str, str]]) -> list[dict]:
        """Return ready counts, some suppressed or not available."""
        words = ("[c]",) + ("[x]",) + (None,) * 18
        return [
            {
                "Measure": measure,
                "Area": area,
                "Start": start,
                "End": end,
                "Numerator": "",
                "Denominator": "",
                "Value": self.random.choice(words) or self.random.randint(0, 200),
                "Status": self.random.choice(("", "", "", "provisional")),
            }
            for start, end in periods
        ]

    def parts(
        self, measure: str, area: str, periods: list[tuple[str, str]], scale: int, most: int
    ) -> list[dict]:
        """Return ratios with their parts, some with the value alone or suppressed."""
        rows = []
        for start, end in periods:
            base = self.random.randint(10, most)
            part = self.random.randint(0, base) if scale == 100 else base * 7
            row = {"Measure": measure, "Area": area, "Start": start, "End": end}
            kind = self.random.random()
            if kind < 0.06:
                row |= {"Numerator": "", "Denominator": "", "Value": "[c]", "Status": ""}
            elif kind < 0.12:
                value = f"{100 * part / base:.1f}%" if scale == 100 else 7.5
                row |= {"Numerator": "", "Denominator": "", "Value": value, "Status": ""}
            else:
                row |= {"Numerator": part, "Denominator": base, "Value": "", "Status": ""}
            rows.append(row)
        return rows

    def published(self) -> list[dict]:
        """Return printed figures on any twelve months, quarters and changes."""
        rows = []
        for number in range(60):
            end = self.random.choice(MONTHS[11:])
            start = end - self.random.choice((0, 11, 11, 11))
            kind = self.random.choice(("value", "change", "percent_change", "point_change"))
            length = end - start + 1
            rows.append(
                {
                    "Figure": f"SW-{number:03}",
                    "Topic": "test",
                    "Title": "A printed figure",
                    "Measure": self.random.choice(
                        ("burglary", "theft", "asb_incidents", "outcome_rate", "admissions")
                    ),
                    "Area": self.random.choice((FORCE, "Leeds")),
                    "Start": f"{first_day(start)}",
                    "End": f"{last_day(end)}",
                    "Compare start": "" if kind == "value" else f"{first_day(start - length)}",
                    "Compare end": "" if kind == "value" else f"{last_day(end - length)}",
                    "Value": self.random.randint(-40, 90),
                    "Decimals": self.random.choice((0, 1, 2)),
                    "Unit": "count",
                    "Statistic": kind,
                    "Qualifier": self.random.choice(("exact", "exact", "nearly")),
                    "Document": "A made-up paper",
                    "Section": "1",
                }
            )
        return rows
