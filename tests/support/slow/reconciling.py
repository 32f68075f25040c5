"""reconciliation: what is computed beside what was printed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction


def rounded(exact: Fraction | None, decimals: int) -> Fraction | None:
    """Return the number rounded half away from zero."""
    if exact is None:
        return None
    steps = abs(exact) * 10**decimals
    whole = (steps + Fraction(1, 2)).__floor__()
    return Fraction(whole, 10**decimals) * (-1 if exact < 0 else 1)


def reconciliations(tables: dict, values: list[dict], windows: list[dict]) -> Iterator[dict]:
    """Yield one row for each published figure."""
    for figure in tables["published_figure"]:
        exact = wanted(figure, values, windows)
        computed = rounded(exact, figure["decimals"])
        printed = Fraction(str(figure["value"]))
        agrees = None
        if computed is not None and figure["qualifier"] == "exact":
            agrees = computed == printed
        yield {
            "figure_id": figure["figure_id"],
            "published": printed,
            "computed": computed,
            "difference": None if computed is None else computed - printed,
            "agrees": agrees,
        }


def wanted(figure: dict, values: list[dict], windows: list[dict]) -> Fraction | None:
    """Return our own number for what was printed, unrounded."""
    now = of_period(figure, "period_start", "period_end", values, windows)
    if now is None or figure["statistic"] == "rank":
        return None
    if figure["statistic"] in ("value", "share"):
        return now["value"]
    then = of_period(figure, "compare_start", "compare_end", values, windows)
    if then is None:
        return None
    if (then["source_id"], then["is_sample"]) != (now["source_id"], now["is_sample"]):
        return None
    change = now["value"] - then["value"]
    if figure["statistic"] != "percent_change":
        return change
    return 100 * change / then["value"] if then["value"] else None


def of_period(
    figure: dict, start: str, end: str, values: list[dict], windows: list[dict]
) -> dict | None:
    """Return our figure of exactly that period: of the series, else of twelve months."""
    for row in [*values, *windows]:
        if (
            row["measure_id"] == figure["measure_id"]
            and row["area_code"] == figure["area_code"]
            and row["period_start"] == figure[start]
            and row["period_end"] == figure[end]
            and row["value"] is not None
        ):
            return row
    return None
