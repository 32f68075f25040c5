"""One view goes to a link and back, and nonsense in a link falls back with a notice."""

from datetime import date

import pytest

from pcp_data.filters import Choices, Filters, Option, PlanChoice, from_query, narrowed

SAFER = Option("safer-places", "Safer Places")
WOMEN = Option("safety-of-women-and-girls", "Safety of Women and Girls")
CHOICES = Choices(
    plans=(
        PlanChoice("2016-21", "Plan 2016 to 2021", (Option("tackle-crime", "Tackle crime"),), ()),
        PlanChoice("2021-24", "Plan 2021 to 2024", (SAFER,), (WOMEN,)),
    ),
    districts=(Option("E08000032", "Bradford"), Option("E08000035", "Leeds")),
    home=Option("E23000010", "West Yorkshire"),
    months=("2023-01", "2022-12", "2022-01"),
    measures=(Option("robbery", "Robbery"),),
    default_plan="2021-24",
)


@pytest.mark.parametrize(
    "filters",
    [
        Filters("2021-24", "2023-01"),
        Filters("2016-21", "2022-12", priority="tackle-crime", compare="previous"),
        Filters("2021-24", "2023-01", "safer-places", WOMEN.id, ("Leeds",), "2022-01", "robbery"),
        Filters("2021-24", "2023-01", districts=("Bradford", "Leeds")),
    ],
)
def test_a_view_survives_its_link(filters):
    assert from_query(filters.to_query(), CHOICES) == (filters, ())


def test_a_link_can_be_read_by_a_person():
    filters = Filters("2021-24", "2023-01", "safer-places", None, ("Leeds",), "previous")
    assert filters.query_string() == (
        "plan=2021-24&priority=safer-places&district=Leeds&month=2023-01&compare=previous"
    )


def test_an_empty_link_gives_the_plan_in_force_and_the_latest_month():
    assert from_query({}, CHOICES) == (Filters("2021-24", "2023-01"), ())


def test_titles_and_area_codes_are_understood_too():
    query = {"plan": "Plan 2021 to 2024", "priority": "Safer Places"}
    filters, notices = from_query(query | {"district": ["E08000035", "leeds"]}, CHOICES)
    assert (filters.plan, filters.priority) == ("2021-24", "safer-places")
    assert (filters.districts, notices) == (("Leeds",), ())


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"plan": "1999"}, "“1999”, which is not a Plan here. You see Plan 2021 to 2024."),
        ({"priority": "tackle-crime"}, "not a priority of this Plan"),
        ({"theme": "x"}, "not a theme of this Plan"),
        ({"district": ["York"]}, "“York”, which is not a district here"),
        ({"month": "1988-05"}, "There are no figures for May 1988. You see the latest month"),
        ({"month": "<script>"}, "Months are written like 2023-01."),
        ({"compare": "yesterday"}, "You see the Plan’s baseline instead."),
        ({"measure": "nope"}, "not a measure here"),
    ],
)
def test_nonsense_falls_back_and_says_so(query, said):
    filters, notices = from_query(query, CHOICES)
    assert filters == Filters("2021-24", "2023-01")
    assert len(notices) == 1
    assert said in notices[0]


def test_every_fault_of_a_link_is_said():
    _, notices = from_query({"plan": "x", "month": "y", "district": ["a", "b"]}, CHOICES)
    assert len(notices) == 4


def test_another_plan_drops_a_priority_that_it_does_not_have():
    filters = Filters("2016-21", "2023-01", priority="safer-places", theme=WOMEN.id)
    assert narrowed(filters, CHOICES) == Filters("2016-21", "2023-01")


def test_a_view_says_itself_in_words():
    filters = Filters("2021-24", "2023-01", "safer-places", districts=("Leeds",))
    assert filters.in_words(CHOICES) == (
        "Plan 2021 to 2024; Safer Places; Leeds; 12 months to January 2023; "
        "compared with the Plan’s baseline"
    )


def test_the_period_compared_with_follows_the_choice():
    assert Filters("2021-24", "2023-01").compare_end is None
    assert Filters("2021-24", "2024-02", compare="previous").compare_end == date(2023, 2, 28)
    assert Filters("2021-24", "2023-01", compare="2022-01").compare_end == date(2022, 1, 31)
