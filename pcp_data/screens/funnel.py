"""Funnel plots: the limits within which chance alone would leave areas of a common rate."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from pcp_data.statistics import CONFIDENCE, CONTROL_CONFIDENCE

STEPS = 60
MARGIN = 0.15  # of the smallest and the largest population, so that no area stands on the edge


def limits_of(expected: ArrayLike, confidence: float) -> tuple[NDArray, NDArray]:
    """Return the interpolated Poisson quantiles of a count with this expectation.

    Source: Spiegelhalter (2005), Funnel plots for comparing institutional performance,
    Statistics in Medicine 24:1185-1202, appendix A.1 (exact limits, interpolated).
    """
    from scipy.special import pdtrik

    expected = np.asarray(expected, dtype=np.float64)
    tail = (1 - confidence) / 2
    lower, upper = pdtrik(tail, expected), pdtrik(1 - tail, expected)
    return np.nan_to_num(np.maximum(lower, 0.0)), upper


def funnel(centre: float, residents: ArrayLike, per: float = 1000.0) -> pd.DataFrame:
    """Return the limits over the range of populations, as `limits_at` gives them."""
    counted = np.asarray(residents, dtype=np.float64)
    span = np.linspace(counted.min() * (1 - MARGIN), counted.max() * (1 + MARGIN), STEPS)
    return limits_at(centre, span, per)


def limits_at(centre: float, residents: ArrayLike, per: float = 1000.0) -> pd.DataFrame:
    """Return the limits for these populations, in events per `per` residents.

    Columns: residents, centre, lower_95, upper_95, lower_998, upper_998.
    """
    span = np.asarray(residents, dtype=np.float64)
    expected = centre * span / per
    found = {"residents": span, "centre": np.full(len(span), centre)}
    for name, confidence in (("95", CONFIDENCE), ("998", CONTROL_CONFIDENCE)):
        lower, upper = limits_of(expected, confidence)
        found |= {f"lower_{name}": lower * per / span, f"upper_{name}": upper * per / span}
    return pd.DataFrame(found)


def position(value: float, centre: float, residents: float, per: float = 1000.0) -> str:
    """Return where an area stands: "above the 99.8% limits", "within the 95% limits", …"""
    expected = centre * residents / per
    for name, confidence in (("99.8%", CONTROL_CONFIDENCE), ("95%", CONFIDENCE)):
        lower, upper = (float(side) * per / residents for side in limits_of(expected, confidence))
        if value > upper:
            return f"above the {name} limits"
        if value < lower:
            return f"below the {name} limits"
    return "within the 95% limits"
