"""Every number of a briefing, in every block of it, worked out a second time."""

from __future__ import annotations

import datetime as dt
import tomllib
from calendar import monthrange
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from pcp_data.briefing.content import briefing_of_view
from pcp_data.database import open_current
from pcp_data.view import view_of_link
from tests.support.briefing_reader import Accounts
from tests.support.slow.briefing import Base, Truth

COMMON = Path(__file__).parents[1] / "pcp_data" / "definitions" / "common"
VOICES = ("victim_satisfaction", "victim_satisfaction_domestic_abuse")
YOUR_VIEWS = ("your_views | How safe do you feel in your neighbourhood? | Safe",)
LINKS = (
    "plan=2021-24&month=2023-01",
    "plan=2021-24&month=2022-06&subject=serious-violence&compare=previous",
    "plan=2021-24&month=2024-03&subject=anti-social-behaviour&district=Leeds"
    "&meeting=performance-scrutiny",
    "plan=2021-24&month=2024-03&subject=roads&meeting=partnership-executive",
    "plan=2021-24&month=2023-06&subject=victims&meeting=performance-scrutiny",
    # Its districts' sentences have changes in percentage points.
    "plan=2021-24&month=2023-01&subject=victims&meeting=community-outcomes",
    "plan=2021-24&month=2024-03&subject=women-and-girls&compare=previous",
    "plan=2021-24&month=2024-03&subject=women-and-girls&compare=2022-06&district=Leeds"
    "&district=Bradford",
    "plan=2021-24&month=2023-03&meeting=national-statement",
    "plan=2021-24&month=2023-03&meeting=police-and-crime-panel&subject=plan",
    "plan=2024-28&month=2024-03&meeting=police-and-crime-panel&subject=plan",
    # A Plan without baselines, and recording that changed within the 12 months.
    "plan=2024-28&month=2022-06&subject=anti-social-behaviour",
    "plan=2021-24&month=2023-01&pick=homicide&pick=knife_crime&district=Wakefield",
    "plan=2021-24&month=2023-06&subject=answering-calls",
    "plan=2016-21&month=2020-03&subject=criminal-justice",
    # Before the baseline of the Plan, on which nothing is judged there.
    "plan=2021-24&month=2019-12&subject=roads&meeting=partnership-executive",
)


@pytest.fixture(scope="module")
def reader(sample_database):
    return open_current(sample_database)


@pytest.fixture(scope="module")
def base(reader):
    return Base(reader.cursor())


def end_of(month: str) -> dt.date:
    year, number = map(int, month.split("-"))
    return dt.date(year, number, monthrange(year, number)[1])


def accounts(link: str, base: Base) -> Accounts:
    """Return what is true of the briefing of a link, read from the link and the templates alone."""
    asked = parse_qs(link)
    one = {name: values[0] for name, values in asked.items()}
    compare = one.get("compare", "baseline")
    main = compare if compare in ("baseline", "previous") else "chosen"
    chosen = end_of(compare) if main == "chosen" else None
    truth = Truth(base, one["plan"], end_of(one["month"]), chosen)
    templates = tomllib.loads((COMMON / "briefings.toml").read_text(encoding="utf-8"))
    codes = {row["area_name"]: code for code, row in truth.areas.items()}
    named = [codes[name] for name in asked.get("district", ())]
    area = named[0] if len(named) == 1 else truth.home
    every = [code for code in truth.areas if code != truth.home]
    districts = [] if len(named) == 1 else named or every
    meeting = one.get("meeting", "community-outcomes")
    subject = one.get("subject", "" if meeting != "community-outcomes" else "neighbourhood-crime")
    found = next((entry for entry in templates["subjects"] if entry["id"] == subject), None)
    if meeting == "national-statement":
        measures = [m for entry in templates["national_priorities"] for m in entry["measures"]]
        return Accounts(truth, area, [], measures, (), (), main)
    if "pick" in asked:
        return Accounts(truth, area, districts, asked["pick"], (), (), main)
    if found:
        voices = (found.get("victims", ()), found.get("surveys", ()))
        return Accounts(truth, area, districts, found["measures"], *voices, main)
    victims = [voice for voice in VOICES if voice not in truth.places]
    return Accounts(truth, area, districts, list(truth.places)[::-1], victims, YOUR_VIEWS, main)


@pytest.mark.parametrize("link", LINKS)
def test_every_number_of_a_briefing_is_accounted_for_by_a_separate_calculation(reader, base, link):
    pack, notices = briefing_of_view(view_of_link(f"briefing?{link}", reader))
    known = accounts(link, base)
    assert not notices
    faults = known.read(pack)
    assert not faults, f"{len(faults)} faults\n" + "\n".join(faults[:20])
    assert known.count > 30
