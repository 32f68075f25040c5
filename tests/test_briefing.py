"""What a briefing says: its headline, its words, its caveats, and its templates."""

from __future__ import annotations

import re

import pytest

from pcp_data.briefing import document
from pcp_data.briefing.blocks import Bullets, Grid, Heading, Paragraph, Picture
from pcp_data.briefing.templates import templates
from pcp_data.database import open_current
from pcp_data.problems import DataProblem
from tests.support import tiny_database, word_rules
from tests.support.briefings import (
    ALL_THEMES,
    PANEL,
    THEMES,
    grids,
    measure_texts,
    pack_of,
    section,
)


@pytest.fixture(scope="module")
def reader(sample_database):
    return open_current(sample_database)


def test_the_headline_is_three_sentences_from_the_figures(reader):
    lead, others, months = (one.text for one in section(pack_of(PANEL, reader), "headline").blocks)
    assert lead == (
        "Neighbourhood crime stood at 33,154 offences in West Yorkshire in the 12 months to "
        "January 2023, 32.6% (16,008) below the Plan’s baseline (49,162 in the 12 months to June "
        "2019) but 15.5% (4,453) above the 12 months before (28,701)."
    )
    assert others == (
        "Of the other measures that can be judged, 6 are better than the Plan’s baseline and 1 is "
        "worse (theft of motor vehicle, up 17.6%); all 7 are worse than the 12 months before."
    )
    assert months.startswith("Month by month, 2 of the 10 measures charted are unusual")


@pytest.mark.parametrize("link", **ALL_THEMES)
def test_the_headline_is_at_most_three_sentences(reader, link):
    said = [one.text for one in section(pack_of(link, reader), "headline").blocks]
    assert 0 < len(said) <= 3
    assert not [one for one in said if re.search(r"[.] [A-Z]", one)]


CAUSES = (
    r"\b(because of|due to|caused|as a result|driven by|led to|thanks to|explained by|owing to)\b"
)
ONE_OF_MANY = (
    r"\b1 (offences|measures|incidents|victims|casualties|collisions|signals|files|districts|"
    r"outcomes|figures|children|orders|are)\b"
)


def own_words(pack):
    """Return what the briefing says itself, without the notes and caveats that it quotes."""
    for part in pack.sections:
        for block in part.blocks:
            if isinstance(block, Paragraph):
                yield block.text
            elif isinstance(block, Picture):
                yield block.alt
            elif isinstance(block, Grid):
                yield from (cell for row in block.rows for cell in row)
            elif isinstance(block, Bullets) and part.id == "voice":
                yield from block.items


@pytest.mark.parametrize("link", **ALL_THEMES)
def test_sentences_claim_no_cause_repeat_nothing_and_have_right_plurals(reader, link):
    pack = pack_of(link, reader)
    said = list(own_words(pack))
    text = "\n".join(said)
    assert not re.search(CAUSES, text)
    assert not re.search(ONE_OF_MANY, text)
    paragraphs = [one for one in said if len(one) > 90 and not one.startswith("Source")]
    alike = {one for one in paragraphs if paragraphs.count(one) > 1}
    assert not alike


@pytest.mark.parametrize("link", **ALL_THEMES)
def test_changes_of_shares_are_in_percentage_points(reader, link):
    found = reader.cursor().execute("select title from measure where unit = '%'").fetchall()
    shares = {row[0] for row in found}
    for title, text in measure_texts(pack_of(link, reader)):
        if title in shares:
            assert not re.search(r"% (\([\d,]+\) )?(above|below)", text), text


def test_figures_are_dated_by_the_day_of_their_build(reader):
    pack = pack_of(PANEL, reader)
    day = f"{pack.published.day} {pack.published:%B %Y}"
    sources = [one for one in own_words(pack) if one.startswith("Source: ")]
    assert sources and all(f"as published on {day}" in one for one in sources)


def test_figures_that_end_early_are_those_of_their_latest_whole_year_and_say_so(reader):
    pack = pack_of(THEMES["roads, whose figures end early"], reader)
    assert "in the 12 months to December 2023" in section(pack, "headline").blocks[0].text
    notes = [one.text for one in section(pack, "table").blocks if isinstance(one, Paragraph)]
    assert notes[0] == (
        "Figures to March 2024 have not come: these are the 12 months to December 2023."
    )
    (grid,) = grids(section(pack, "table"))
    assert grid.columns[1] == "12 months to December 2023"


@pytest.mark.parametrize("link", **ALL_THEMES)
def test_every_caveat_names_its_source(reader, link):
    pack = pack_of(link, reader)
    named = (
        r"According to .+: |Definition of (the|these) measures?: |\(Worked out from |^Public papers"
    )
    items = [
        item
        for part in pack.sections
        if part.id in ("measures", "limits")
        for block in part.blocks
        if isinstance(block, Bullets)
        for item in block.items
    ]
    assert not [one for one in items if not re.search(named, one)]


def contributions(pack):
    """Return what the national statement says under each priority."""
    blocks = section(pack, "national").blocks
    return {
        one.text: below.items
        for one, below in zip(blocks, blocks[1:], strict=False)
        if isinstance(one, Heading)
    }


def test_the_national_statement_says_which_quarter_it_is_for(reader):
    link = "briefing?plan=2021-24&meeting=national-statement&month="
    said = [section(pack_of(link + month, reader), "national").blocks[0].text
            for month in ("2023-03", "2023-01")]  # fmt: skip
    assert "This one is for January to March 2023." in said[0]
    assert "January 2023 does not end a quarter" in said[1]


def test_the_national_statement_names_the_six_priorities_for_the_force_only(reader, tmp_path):
    link = "briefing?plan=2021-24&month=2023-01&meeting=national-statement&district=Leeds"
    pack = pack_of(link, reader)
    (grid,) = grids(section(pack, "national"))
    assert len(grid.rows) == 6
    said = contributions(pack)
    assert list(said) == [row[0] for row in grid.rows]
    assert "33,154 offences" in said["Reduce neighbourhood crime"][0]
    assert said["Tackle cyber crime"] == ("No figures are held.",)
    assert grid.rows[2][1] == "To be stated: only related measures"
    assert pack.subtitle == "West Yorkshire"
    path = tmp_path / "statement.docx"
    document.write(pack, path)
    assert word_rules.faults(path, is_sample=True) == []


def test_a_briefing_without_figures_says_so(reader):
    pack = pack_of("briefing?plan=2021-24&month=2023-01&pick=early_guilty_pleas", reader)
    assert section(pack, "headline").blocks[0].text.startswith("There are no figures on")


def test_a_briefing_without_figures_names_no_sources_and_no_method(tmp_path):
    real = open_current(tiny_database.make(tmp_path / "real.duckdb", sample=False))
    pack = pack_of("briefing?plan=2021-24&pick=early_guilty_pleas", real)
    said = " ".join(one.text for one in section(pack, "headline").blocks)
    assert said.startswith("There are no figures on early guilty pleas")
    assert not [one for one in pack.sections if one.id == "sources"]


def test_every_measure_that_a_template_names_is_defined(reader):
    known = {row[0] for row in reader.cursor().execute("select measure_id from measure").fetchall()}
    found = templates()
    named = {one for entry in (*found.subjects, *found.national) for one in entry.measures} | {
        one for entry in found.subjects for one in entry.victims
    }
    assert named <= known


def test_a_template_with_an_unknown_key_is_refused(tmp_path):
    (tmp_path / "briefings.toml").write_text('[[subjects]]\nid = "x"\ntitel = "X"\nmeasures = []\n')
    with pytest.raises(DataProblem, match="titel"):
        templates(tmp_path)


def test_a_note_on_one_measure_alone_stands_under_that_measure(reader):
    blocks = section(pack_of(PANEL, reader), "measures").blocks
    heads = [place for place, one in enumerate(blocks) if isinstance(one, Heading)]
    start = next(place for place in heads if blocks[place].text == "Personal robbery")
    end = next(place for place in heads if place > start)
    said = [item for one in blocks[start:end] if isinstance(one, Bullets) for item in one.items]
    asked = "select distinct note from data_note where measure_id = 'personal_robbery'"
    (note,) = reader.cursor().execute(asked).fetchone()
    assert any(note in one for one in said), said
