"""The intervals agree with published worked examples and with slow sums of binomial tails."""

import math
import subprocess
import sys
from pathlib import Path

import duckdb
import numpy as np
import pytest

from pcp_data import statistics

ROOT = Path(__file__).parents[1]


def halve(function, low, high):
    """Return where a rising function crosses zero."""
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if function(middle) < 0 else (low, middle)
    return (low + high) / 2


def binomial_at_least(least, trials, p):
    return math.fsum(
        math.comb(trials, k) * p**k * (1 - p) ** (trials - k) for k in range(least, trials + 1)
    )


def poisson_at_most(most, mean):
    terms = (k * math.log(mean) - mean - math.lgamma(k + 1) for k in range(most + 1))
    return math.fsum(math.exp(term) for term in terms)


def slow_rate_ratio(a, b):
    """Clopper-Pearson from summed binomial tails, as a ratio."""
    low = halve(lambda p: binomial_at_least(a, a + b, p) - 0.025, 0, 1) if a else 0
    high = halve(lambda p: binomial_at_least(a + 1, a + b, p) - 0.975, 0, 1) if b else 1
    return low / (1 - low), high / (1 - high) if b else math.inf


@pytest.mark.parametrize(
    ("a", "b"), [(0, 5), (5, 0), (1, 1), (3, 9), (10, 20), (57, 41), (120, 90)]
)
def test_the_rate_ratio_interval_equals_summed_binomial_tails(a, b):
    lower, upper = statistics.rate_ratio_interval(a, b)
    assert (float(lower), float(upper)) == pytest.approx(slow_rate_ratio(a, b), rel=1e-9)


def test_the_rate_ratio_interval_with_exposures_is_that_of_r():
    # The second example in R's help page of poisson.test: lung cancer in Danish towns.
    lower, upper = statistics.rate_ratio_interval(11, 6 + 8 + 7, 800, 1083 + 1050 + 878)
    assert (float(lower), float(upper)) == pytest.approx((0.8584264, 4.2772659), abs=5e-8)


def test_the_rate_ratio_of_sums_of_probabilities_lies_between_those_of_whole_counts():
    lower, upper = statistics.rate_ratio_interval([10, 10.4, 11], 20)
    assert lower[0] < lower[1] < lower[2]
    assert upper[0] < upper[1] < upper[2]


def test_the_rate_ratio_is_not_a_number_without_events_and_mirrors_when_swapped():
    lower, upper = statistics.rate_ratio_interval([0, -1, 2], [0, 4, np.nan])
    assert np.isnan(lower).all() and np.isnan(upper).all()
    one, other = statistics.rate_ratio_interval(30, 12.5), statistics.rate_ratio_interval(12.5, 30)
    assert float(one[0] * other[1]) == pytest.approx(1)


@pytest.mark.parametrize(
    ("successes", "base", "lower", "upper"),
    # Newcombe (1998), Statistics in Medicine 17:857-872, table I, method 3.
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_intervals_are_those_of_newcombes_paper(successes, base, lower, upper):
    found = statistics.wilson_interval(successes, base)
    assert [float(side) for side in found] == pytest.approx([lower, upper], abs=5e-5)


@pytest.mark.parametrize(
    ("counts", "lower", "upper"),
    # Newcombe (1998), Statistics in Medicine 17:873-890, table II, method 10.
    [
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
        ((0, 10, 0, 10), -0.2775, 0.2775),
        ((10, 10, 0, 20), 0.6791, 1.0),
        ((10, 10, 0, 10), 0.6075, 1.0),
    ],
)
def test_newcombe_intervals_are_those_of_his_paper(counts, lower, upper):
    found = statistics.newcombe_interval(*counts)
    assert [float(side) for side in found] == pytest.approx([lower, upper], abs=5e-5)


def test_a_proportion_on_no_base_has_no_interval():
    assert np.isnan(statistics.wilson_interval(0, 0)).all()
    assert np.isnan(statistics.newcombe_interval(0, 0, 5, 10)).all()


@pytest.mark.parametrize("events", [0, 1, 5, 9, 10, 41])
@pytest.mark.parametrize("confidence", [0.95, 0.998])
def test_exact_poisson_intervals_equal_summed_tails(events, confidence):
    tail = (1 - confidence) / 2
    top = 4 * events + 30
    slow_lower = halve(lambda m: 1 - poisson_at_most(events - 1, m) - tail, 1e-12, top)
    slow_upper = halve(lambda m: tail - poisson_at_most(events, m), 1e-12, top)
    lower, upper = statistics.poisson_interval(events, confidence)
    assert float(lower) == pytest.approx(slow_lower if events else 0, rel=1e-8)
    assert float(upper) == pytest.approx(slow_upper, rel=1e-8)


def test_exact_poisson_is_that_of_r():
    # The example in R's help page of poisson.test: 137 events in 24.19893 units.
    lower, upper = statistics.poisson_interval(137)
    found = [float(side) / 24.19893 for side in (lower, upper)]
    assert found == pytest.approx([4.753125, 6.692709], abs=5e-7)


@pytest.mark.parametrize("events", [10, 20, 100, 5000])
def test_byars_interval_is_near_the_exact_one(events):
    exact, approximate = statistics.poisson_interval(events), statistics.byar_interval(events)
    for one, other in zip(exact, approximate, strict=True):
        assert float(other) == pytest.approx(float(one), rel=2e-3)


def test_counts_take_exact_poisson_under_ten_and_byar_from_ten():
    lower, upper = statistics.count_interval([9, 10])
    assert lower[0] == statistics.poisson_interval(9)[0]
    assert upper[1] == statistics.byar_interval(10)[1]
    assert lower[1] == pytest.approx(10 * (1 - 1 / 90 - 1.959964 / (3 * math.sqrt(10))) ** 3)


def test_a_rate_is_per_thousand_residents_and_has_wider_control_limits():
    found = statistics.rate([65, 0], [10_000, 0])
    assert found.value[0] == 6.5
    assert found.lower_limit[0] < found.lower[0] < 6.5 < found.upper[0] < found.upper_limit[0]
    assert np.isnan(found.value[1]) and np.isnan(found.upper[1])


def test_the_limits_can_be_had_in_sql_with_nulls_staying_null():
    with duckdb.connect() as connection:
        statistics.register(connection)
        rows = connection.execute(
            "select rate_ratio_lower(a, b), rate_ratio_upper(a, b) from (values "
            "(10::double, 20::double), (null, 3), (3, null), (0, 0), (5, 0)) as counts (a, b)"
        ).fetchall()
        statistics.unregister(connection)
    assert rows[0] == pytest.approx(slow_rate_ratio(10, 20))
    assert rows[1:4] == [(None, None)] * 3
    assert rows[4][1] == math.inf


def test_python_ends_in_silence_after_the_functions_were_used():
    program = (
        "import duckdb; from pcp_data import statistics as s; c = duckdb.connect();"
        "c.execute('set enable_progress_bar = false'); s.register(c);"
        "c.execute('select rate_ratio_lower(i, 3) from range(5000) t(i)').fetchall();"
        "s.unregister(c); c.close()"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ended.stdout + ended.stderr == ""
