"""What chance alone would do, by other ways than the product's: sums of tails, and bisection."""

from __future__ import annotations

import math
from functools import cache

Z = 1.959963984540054
TAIL = 0.025


def bisected(rises, target: float, low: float = 0.0, high: float = 1.0) -> float:
    """Return where a rising function of a share reaches the target."""
    for _ in range(60):
        middle = (low + high) / 2
        if rises(middle) < target:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def at_least(successes: int, trials: int, share: float) -> float:
    """Return the chance of that many successes or more, adding up the binomial terms."""
    if successes <= 0 or share <= 0 or share >= 1:
        return float(successes <= 0 or share >= 1)
    if successes > trials * share:
        return tail(successes, trials, share)
    return 1 - tail(trials - successes + 1, trials, 1 - share)


def tail(successes: int, trials: int, share: float) -> float:
    """Add up the terms from a number of successes above the mean, each from the one before."""
    if successes > trials:
        return 0.0
    term = total = math.exp(
        math.lgamma(trials + 1)
        - math.lgamma(successes + 1)
        - math.lgamma(trials - successes + 1)
        + successes * math.log(share)
        + (trials - successes) * math.log1p(-share)
    )
    for k in range(successes, trials):
        term *= (trials - k) / (k + 1) * share / (1 - share)
        total += term
        if term < 1e-18 * total:
            break
    return total


def beta_below(share: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function, by its power series.

    I_x(a, b) = x^a (1-x)^b / (a B(a, b)) x sum of (a+b)(a+b+1)... x^n / (a+1)(a+2)...
    """
    if share <= 0:
        return 0.0
    if share >= 1:
        return 1.0
    if share > (a + 1) / (a + b + 2):
        return 1 - beta_below(1 - share, b, a)
    front = math.exp(
        a * math.log(share)
        + b * math.log1p(-share)
        + math.lgamma(a + b)
        - math.lgamma(a + 1)
        - math.lgamma(b)
    )
    term = total = 1.0
    step = 0
    while abs(term) > 1e-17 * total:
        term *= (a + b + step) * share / (a + 1 + step)
        total += term
        step += 1
    return front * total


@cache
def rate_ratio(now: float, then: float) -> tuple[float, float]:
    """Return the exact conditional 95% interval of now / then, both counts of like periods."""
    is_whole = float(now).is_integer() and float(then).is_integer()
    trials = now + then

    def reached(successes: float, share: float) -> float:
        if is_whole:
            return at_least(round(successes), round(trials), share)
        return beta_below(share, successes, trials - successes + 1)

    low, high = 0.0, math.inf
    if now > 0:
        share = bisected(lambda p: reached(now, p), TAIL)
        low = share / (1 - share)
    if then > 0:
        share = bisected(lambda p: reached(now + 1, p), 1 - TAIL)
        high = share / (1 - share)
    return low, high


def wilson(successes: float, base: float) -> tuple[float, float]:
    """Return where the share found lies just 1.96 standard errors off, by bisection."""
    found = successes / base

    def distance(share: float) -> float:
        spread = math.sqrt(share * (1 - share) / base)
        return (share - found) / spread if spread else math.copysign(math.inf, share - found)

    low = bisected(distance, -Z, 0.0, found) if successes > 0 else 0.0
    high = bisected(distance, Z, found, 1.0) if successes < base else 1.0
    return low, high


def newcombe(now: tuple[float, float], then: tuple[float, float]) -> tuple[float, float]:
    """Return the 95% interval of the difference of two shares, each (successes, base)."""
    share, share_then = now[0] / now[1], then[0] / then[1]
    low, high = wilson(*now)
    low_then, high_then = wilson(*then)
    difference = share - share_then
    down = math.sqrt((share - low) ** 2 + (high_then - share_then) ** 2)
    up = math.sqrt((high - share) ** 2 + (share_then - low_then) ** 2)
    return difference - down, difference + up
