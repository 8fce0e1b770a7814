"""Rates and their ratio against published values and scipy."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sada.figures.counts import rate, ratio


@pytest.mark.parametrize(
    ("count", "low", "high"), [(0, 0.0, 3.689), (1, 0.0253, 5.572), (10, 4.795, 18.390), (20, 12.217, 30.888)]
)
def test_the_interval_of_a_count_is_that_of_the_published_tables(count, low, high):
    """Exact Poisson limits as printed in tables (Garwood 1936; Pearson and Hartley, table 40)."""
    found = rate(count, 1)
    assert (found.low, found.high) == (pytest.approx(low, abs=5e-4), pytest.approx(high, abs=5e-4))


@given(st.integers(1, 5000), st.floats(0.01, 1e5))
def test_the_interval_is_the_chi_squared_one_of_scipy(count, exposure):
    from scipy.stats import chi2

    found = rate(count, exposure)
    assert found.low == pytest.approx(chi2.ppf(0.025, 2 * count) / 2 / exposure, rel=1e-8)
    assert found.high == pytest.approx(chi2.ppf(0.975, 2 * count + 2) / 2 / exposure, rel=1e-8)
    assert found.low <= found.rate <= found.high


@pytest.mark.parametrize(("a", "b"), [((30, 10.0), (20, 12.0)), ((5, 1.0), (5, 1.0)), ((0, 3.0), (12, 3.0))])
def test_the_ratio_is_the_conditional_binomial_one(a, b):
    from scipy.stats import binomtest

    found = ratio(*a, *b)
    limits = binomtest(a[0], a[0] + b[0]).proportion_ci(0.95, method="exact")
    e = a[1] / b[1]
    assert found.low == pytest.approx(limits.low / (1 - limits.low) / e)
    assert found.high == pytest.approx(limits.high / (1 - limits.high) / e)


def test_nothing_in_the_second_group_leaves_the_ratio_open_upwards():
    found = ratio(12, 1, 0, 1)
    assert (found.ratio, found.high) == (inf, inf)
    assert found.low > 1
    assert found.is_clear


def test_few_events_are_too_few_to_say():
    assert rate(4, 1).state == "too_few"
    assert rate(5, 1).state == "ok"
    assert ratio(9, 1, 0, 1).state == "too_few"
    assert not ratio(9, 1, 0, 1).is_clear


@pytest.mark.parametrize(("count", "exposure"), [(-1, 1), (1, 0), (1, -2), (1, inf)])
def test_what_is_no_rate_is_refused(count, exposure):
    with pytest.raises(ValueError, match="no rate"):
        rate(count, exposure)


def test_equal_rates_are_not_clearly_different():
    assert not ratio(100, 10, 101, 10).is_clear
    assert ratio(100, 10, 30, 10).is_clear
