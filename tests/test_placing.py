"""Labels on charts: on no line, no dot and no other name, at any width a reader may have."""

from __future__ import annotations

import random

import pandas as pd
import pytest

from pcp_data.briefing.blocks import Picture
from pcp_data.briefing.pictures import specification
from pcp_data.charts import lines, names, placing
from pcp_data.charts.districts import funnel_chart
from pcp_data.charts.placing import Frame
from pcp_data.database import open_current
from pcp_data.screens import funnel
from tests.support.briefings import pack_of
from tests.support.drawn_labels import touched


def walks(count: int = 60) -> list[list[float]]:
    """Return series of all kinds: steep, flat, ragged, with a cliff at the end."""
    found = []
    for seed in range(count):
        chance = random.Random(seed)
        steps = [
            chance.gauss(chance.choice([-1, 0, 1]), chance.choice([0.2, 3])) for _ in range(57)
        ]
        walk = [100 + sum(steps[: place + 1]) for place in range(57)]
        walk[-3:] = [one - chance.choice([0, 0, 30]) for one in walk[-3:]]
        found.append(walk)
    return found


def frame_of(values: pd.Series, *others: float) -> Frame:
    return Frame(*placing.scale_ends(values, others, zero=False, room=1), lines.TALL)


@pytest.mark.parametrize("walk", walks())
def test_the_label_of_the_last_value_lies_on_no_part_of_its_line(walk):
    values = pd.Series(walk)
    frame = frame_of(values)
    height, is_below = placing.end_label(values, "36,380 offences", frame)
    covered = values.tail(frame.points("36,380 offences", len(values)))
    assert (covered >= height).all() if is_below else (covered <= height).all()
    if is_below:
        assert height - frame.units(placing.LINE_PIXELS) >= frame.low


def test_a_label_stands_where_no_baseline_is_marked():
    values = pd.Series([10.0] * 30)
    frame = frame_of(values, 0, 20)
    near = frame.units(placing.GAP_PIXELS + 2)
    assert placing.end_label(values, "10", frame, [10 + near]) == (10.0, True)
    assert placing.end_label(values, "10", frame, [10 - near]) == (10.0, False)


def test_the_name_of_a_level_stands_where_the_line_is_not():
    falls = pd.Series([float(one) for one in range(57, 0, -1)])
    place, is_below = placing.level_label([falls], 53.0, "Baseline", frame_of(falls))
    assert place > placing.LEFT and not is_below
    flat = pd.Series([10.0] * 57)
    for level, is_below in ((12.0, False), (8.0, True)):
        found = placing.level_label([flat], level, "Baseline", frame_of(flat, 0, 12))
        assert found == (placing.LEFT, is_below)


def test_the_name_of_a_level_leaves_free_where_the_last_value_is_named():
    values = pd.Series([*([5.0, 15.0] * 18), *([0.0] * 21)])
    frame = frame_of(values, 20)
    level = ([values], 10.0, "Baseline", frame)
    assert placing.level_label(*level) == (placing.RIGHT, False)
    assert placing.level_label(*level, ends=[(10.0, False)]) == (placing.RIGHT, True)
    assert placing.level_label(*level, ends=[(3.0, False)]) == (placing.RIGHT, False)


def test_the_name_of_a_line_is_clear_of_it_at_its_start():
    values = pd.Series([10.0, 12.0, 9.0, *([20.0] * 50)])
    frame = frame_of(values)
    assert placing.start_label(values, "Name", frame, below=False) >= 12.0
    assert placing.start_label(values, "Name", frame, below=True) == 9.0


@pytest.mark.parametrize(
    "link",
    [
        "briefing?plan=2021-24&month=2023-01&subject=victims",
        "briefing?plan=2016-21&month=2021-09&subject=victims&district=Leeds",
        "briefing?plan=2021-24&month=2024-03&subject=neighbourhood-crime&district=Leeds",
    ],
)
@pytest.mark.parametrize("is_narrow", [True, False])
def test_no_words_of_a_briefings_charts_lie_on_a_line_or_on_others(
    sample_database, link, is_narrow
):
    pack = pack_of(link, open_current(sample_database))
    pictures = [one for part in pack.sections for one in part.blocks if isinstance(one, Picture)]
    assert len(pictures) > 2
    for one in pictures:
        spec = specification(one, is_sample=True, is_narrow=is_narrow)
        assert touched(spec) == [], one.title


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("width", [420, 1100])
def test_the_names_on_a_chart_on_the_screen_lie_on_no_words_nor_on_the_level_named(seed, width):
    ends = pd.date_range("2019-06-30", periods=57, freq="ME")
    walk = walks(seed + 1)[seed]
    data = pd.DataFrame({"period_start": ends, "period_end": ends, "value": walk})
    # The level is where the last value nearly is: both labels want to stand there.
    chart = lines.twelve_month_chart(
        data.assign(status="final"), unit="offences", baseline=walk[-1] + 0.4,
        baseline_label="Baseline: 12 months to June 2019",
    )  # fmt: skip
    spec = chart.to_dict() | {"width": width, "height": lines.TALL - placing.AROUND}
    for layer in spec["layer"]:
        if layer["mark"]["type"] == "line":
            layer["mark"]["type"] = "area"  # the line itself may be in the way everywhere
    assert touched(spec) == []


@pytest.mark.parametrize(
    ("values", "zero", "ends"),
    [
        ([74.4, 79.0], False, (74.0, 79.0)),
        ([1628.0, 4439.0], True, (0.0, 5000.0)),
        ([-6.0, 40.0], True, (-10.0, 40.0)),
        ([5.0, 5.0], False, (4.4, 5.6)),
        ([3.89, 4.43], False, (3.8, 4.6)),
        ([0.0, 0.0], True, (0.0, 1.0)),
    ],
)
def test_scales_end_at_round_numbers_that_hold_every_value(values, zero, ends):
    found = placing.scale_ends(pd.Series(values), [None], zero=zero, room=1.0)
    assert found == pytest.approx(ends)


def test_small_charts_said_to_share_a_scale_do_so_for_percentages_too():
    ends = pd.date_range("2022-01-31", periods=3, freq="ME")
    data = pd.concat(
        pd.DataFrame(
            {
                "area_name": area,
                "period_start": ends,
                "period_end": ends,
                "value": [level, level + 1, level],
                "status": "final",
            }
        )
        for area, level in (("Leeds", 70.0), ("Wakefield", 40.0))
    )
    found = lines.small_multiples(data, unit="%", decimals=1, shared_scale=True)
    scales = [one.to_dict()["layer"][0]["encoding"]["y"]["scale"] for one in found.values()]
    assert scales[0] == scales[1]
    assert scales[0]["domain"][0] <= 40 and scales[0]["domain"][1] >= 71


@pytest.mark.parametrize("seed", range(12))
def test_names_of_points_lie_on_no_other_name(seed):
    chance = random.Random(seed)
    said = ["Bradford", "Calderdale", "Kirklees", "Leeds", "Wakefield"]
    points = [(0.08 + 0.19 * place + chance.random() / 10, chance.random()) for place in range(5)]
    found = names.places(said, points, [], 300)
    for width in names.WIDTHS:
        boxes = [
            names.box(name, place, point, width, 300)
            for name, place, point in zip(said, found, points, strict=True)
        ]
        for place, one in enumerate(boxes):
            assert not any(names._overlap(one, other) for other in boxes[place + 1 :])


def test_a_name_is_moved_off_the_limit_line_that_it_would_lie_on():
    line = [(x / 20, 0.45) for x in range(21)]
    assert names.places(["Leeds"], [(0.5, 0.5)], [line], 300) == ["below"]
    assert names.places(["Leeds"], [(0.5, 0.5)], [], 300) == ["above"]
    assert names.places(["Calderdale"], [(0.01, 0.5)], [], 300) == ["right"]


def test_every_district_is_named_on_the_funnel_wherever_its_name_stands():
    points = pd.DataFrame(
        {
            "area_name": ["Leeds", "Bradford", "Kirklees"],
            "residents": [800_000, 500_000, 450_000],
            "compared": [10.4, 10.6, 10.5],
            "words": "10",
            "stands": "Within the 95% limits",
        }
    )
    spec = funnel_chart(
        funnel.funnel(10.5, points["residents"]), points, centre_label="West Yorkshire, 10.5"
    ).to_dict()
    named = [
        row["area_name"]
        for layer in spec["layer"]
        if layer["encoding"].get("text") and layer["mark"].get("stroke")
        for row in spec["datasets"][layer["data"]["name"]]
    ]
    assert sorted(named) == ["Bradford", "Kirklees", "Leeds"]
