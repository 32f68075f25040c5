"""From the rows of the choices query to the value that filters are checked against."""

from __future__ import annotations

import pandas as pd

from pcp_data.filters import Choices, Option, PlanChoice


def choices_from_rows(rows: pd.DataFrame) -> Choices:
    """Return everything that can be chosen, from the rows of queries/pages/choices.sql."""
    by_kind = {kind: list(part.itertuples()) for kind, part in rows.groupby("kind", sort=False)}
    home = by_kind["home"][0]
    plans = tuple(
        PlanChoice(
            plan.id,
            plan.title,
            _options(by_kind.get("priority", []), plan.id),
            _options(by_kind.get("theme", []), plan.id),
        )
        for plan in by_kind["plan"]
    )
    ids = [plan.id for plan in plans]
    return Choices(
        plans=plans,
        districts=_options(by_kind.get("district", [])),
        home=Option(home.id, home.title),
        months=tuple(row.id for row in by_kind.get("month", [])),
        measures=_options(by_kind.get("measure", [])),
        default_plan=home.parent if home.parent in ids else ids[-1],
    )


def _options(rows: list, parent: str | None = None) -> tuple[Option, ...]:
    return tuple(Option(row.id, row.title) for row in rows if parent in (None, row.parent))
