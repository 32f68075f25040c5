"""Intervals for counts, rates and proportions.

Pure functions on numbers or NumPy arrays. Every interval comes back as (lower, upper). Only
`scipy.special` is imported, and only when an interval first needs it, as it takes a while.
"""

from __future__ import annotations

import importlib
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    import duckdb

Interval = tuple[NDArray[np.float64], NDArray[np.float64]]

CONFIDENCE = 0.95
CONTROL_CONFIDENCE = 0.998
# From this count up Byar's method; under it exact Poisson (PHEindicatormethods does the same).
BYAR_FROM = 10


def _numbers(*values: ArrayLike) -> list[NDArray[np.float64]]:
    return [np.asarray(value, dtype=np.float64) for value in values]


def _z(confidence: float) -> float:
    from scipy.special import ndtri

    return float(ndtri((1 + confidence) / 2))


def rate_ratio_interval(
    a: ArrayLike,
    b: ArrayLike,
    exposure_a: ArrayLike = 1.0,
    exposure_b: ArrayLike = 1.0,
    confidence: float = CONFIDENCE,
) -> Interval:
    """Return the exact conditional interval of the rate ratio (a / exposure_a) / (b / exposure_b).

    Given a + b, a is binomial; its Clopper-Pearson limits p become ratios p / (1 - p). Counts need
    not be whole: for sums of probabilities the beta quantiles serve as they stand. 0 to infinity
    where a count is 0; not a number where both are, or where one is negative.
    Source: Clopper and Pearson (1934), Biometrika 26; Lehmann and Romano, Testing Statistical
    Hypotheses, section 4.5 (comparing two Poisson means).
    """
    from scipy.special import betaincinv

    a, b, exposure_a, exposure_b = np.broadcast_arrays(*_numbers(a, b, exposure_a, exposure_b))
    tail = (1 - confidence) / 2
    usable = (a >= 0) & (b >= 0) & (a + b > 0) & (exposure_a > 0) & (exposure_b > 0)
    lower = np.where(usable, 0.0, np.nan)
    upper = np.where(usable, np.inf, np.nan)
    above, below = usable & (a > 0), usable & (b > 0)
    scale = np.full(a.shape, np.nan)
    np.divide(exposure_b, exposure_a, out=scale, where=usable)
    with np.errstate(under="ignore", over="ignore", divide="ignore"):
        # 1 - p is taken from the other tail, so that nothing is lost where p is almost 1.
        p, q = betaincinv(a, b + 1, tail), betaincinv(b + 1, a, 1 - tail)
        np.divide(p * scale, q, out=lower, where=above)
        p, q = betaincinv(a + 1, b, 1 - tail), betaincinv(b, a + 1, tail)
        np.divide(p * scale, q, out=upper, where=below)
    return lower, upper


def wilson_interval(
    successes: ArrayLike, base: ArrayLike, confidence: float = CONFIDENCE
) -> Interval:
    """Return Wilson's score interval of a proportion (0 to 1); not a number on a base of 0.

    Source: Wilson (1927), JASA 22; as method 3 in Newcombe (1998), Statistics in Medicine 17:857.
    """
    successes, base = np.broadcast_arrays(*_numbers(successes, base))
    z = _z(confidence)
    base = np.where(base > 0, base, np.nan)
    share = successes / base
    half = z * np.sqrt(share * (1 - share) / base + (z / (2 * base)) ** 2)
    middle = share + z**2 / (2 * base)
    shrink = 1 + z**2 / base
    lower = np.where(successes == 0, share, (middle - half) / shrink)
    upper = np.where(successes == base, share, (middle + half) / shrink)
    return lower, upper


def newcombe_interval(
    successes_a: ArrayLike,
    base_a: ArrayLike,
    successes_b: ArrayLike,
    base_b: ArrayLike,
    confidence: float = CONFIDENCE,
) -> Interval:
    """Return Newcombe's interval of the difference of two unpaired proportions, a less b.

    In proportions: times 100 for percentage points. Not a number where a base is 0.
    Source: Newcombe (1998), Statistics in Medicine 17:873-890, method 10 (hybrid score).
    """
    successes_a, base_a, successes_b, base_b = _numbers(successes_a, base_a, successes_b, base_b)
    share_a = successes_a / np.where(base_a > 0, base_a, np.nan)
    share_b = successes_b / np.where(base_b > 0, base_b, np.nan)
    lower_a, upper_a = wilson_interval(successes_a, base_a, confidence)
    lower_b, upper_b = wilson_interval(successes_b, base_b, confidence)
    difference = share_a - share_b
    lower = difference - np.hypot(share_a - lower_a, upper_b - share_b)
    upper = difference + np.hypot(upper_a - share_a, share_b - lower_b)
    return lower, upper


def poisson_interval(events: ArrayLike, confidence: float = CONFIDENCE) -> Interval:
    """Return the exact Poisson interval of a count.

    Source: Garwood (1936), Biometrika 28: the chi-squared form, here by gamma quantiles.
    """
    from scipy.special import gammainccinv, gammaincinv

    (events,) = _numbers(events)
    tail = (1 - confidence) / 2
    lower = np.where(events > 0, gammaincinv(np.where(events > 0, events, 1.0), tail), events * 0)
    return lower, gammainccinv(events + 1, tail)


def byar_interval(events: ArrayLike, confidence: float = CONFIDENCE) -> Interval:
    """Return Byar's approximate interval of a count; meant for counts of 10 and more.

    Source: Breslow and Day (1987), Statistical Methods in Cancer Research, volume II, page 69.
    """
    (events,) = _numbers(events)
    z = _z(confidence)
    more = events + 1
    counted = np.where(events > 0, events, 1.0)
    low = events * (1 - 1 / (9 * counted) - z / (3 * np.sqrt(counted))) ** 3
    high = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
    return np.maximum(low, 0.0), high


def count_interval(events: ArrayLike, confidence: float = CONFIDENCE) -> Interval:
    """Return the interval of a count: Byar's from 10 up, exact Poisson under 10.

    Source: PHEindicatormethods, phe_rate (Office for Health Improvement and Disparities).
    """
    (events,) = _numbers(events)
    exact, approximate = poisson_interval(events, confidence), byar_interval(events, confidence)
    few = events < BYAR_FROM
    return np.where(few, exact[0], approximate[0]), np.where(few, exact[1], approximate[1])


@dataclass(frozen=True)
class Rate:
    """A rate with its 95% interval and its 99.8% limits, all in events per `per` residents."""

    value: NDArray[np.float64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    lower_limit: NDArray[np.float64]
    upper_limit: NDArray[np.float64]


def rate(events: ArrayLike, residents: ArrayLike, per: float = 1000.0) -> Rate:
    """Return events per 1,000 residents with 95% interval and 99.8% limits.

    Not a number where there are no residents. The residents are taken as known, as
    PHEindicatormethods does; crime varies more than this allows for (overdispersion).
    """
    events, residents = np.broadcast_arrays(*_numbers(events, residents))
    scale = per / np.where(residents > 0, residents, np.nan)
    lower, upper = count_interval(events, CONFIDENCE)
    low, high = count_interval(events, CONTROL_CONFIDENCE)
    return Rate(events * scale, lower * scale, upper * scale, low * scale, high * scale)


def import_ahead() -> None:
    """Start importing what `register` needs, in the background.

    It takes a few tenths of a second, and a build has nothing for Python to do while it reads.
    """
    names = ("scipy.special", "pyarrow")
    threading.Thread(
        target=lambda: [importlib.import_module(n) for n in names], daemon=True
    ).start()


def register(connection: duckdb.DuckDBPyConnection) -> None:
    """Give the connection `rate_ratio_lower(a, b)` and `rate_ratio_upper(a, b)`.

    95% limits of a against b at equal exposure; null where an argument is null or both are 0, and
    infinity above where b is 0. Call `unregister` before the connection is closed.
    """
    for name, side in _FUNCTIONS.items():
        connection.create_function(
            name,
            _limit(side),
            ["DOUBLE", "DOUBLE"],
            "DOUBLE",
            type="arrow",
            null_handling="special",
        )


def unregister(connection: duckdb.DuckDBPyConnection) -> None:
    """Take the functions off again, so that nothing of them is left when Python ends."""
    for name in _FUNCTIONS:
        connection.remove_function(name)


_FUNCTIONS = {"rate_ratio_lower": 0, "rate_ratio_upper": 1}


def _limit(side: int) -> Any:
    """Return a function from two Arrow columns to the lower (0) or upper (1) limits."""

    def limit(a: Any, b: Any) -> Any:
        import pyarrow

        counts = [column.to_numpy(zero_copy_only=False).astype(np.float64) for column in (a, b)]
        found = rate_ratio_interval(*counts)[side]
        return pyarrow.array(found, type=pyarrow.float64(), mask=np.isnan(found))

    return limit
