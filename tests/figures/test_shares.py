"""Shares and their difference against published examples and scipy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sada.figures.shares import difference, on_time, share


@pytest.mark.parametrize(("part", "whole"), [(0, 25), (1, 25), (12, 25), (25, 25), (3, 40), (81, 263), (999, 1000)])
@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.99])
def test_the_interval_is_scipys_wilson_interval(part, whole, confidence):
    from scipy.stats import binomtest

    theirs = binomtest(part, whole).proportion_ci(confidence, method="wilson")
    ours = share(part, whole, confidence)
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


@pytest.mark.parametrize(
    ("a", "b", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_the_difference_is_that_of_newcombes_table(a, b, low, high):
    """Newcombe 1998, table II, method 10, its contrasts (a), (b), (c), (d), (f), (g)."""
    found = difference(*a, *b)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_below_twenty_it_is_too_few_to_say():
    assert share(10, 19).state == "too_few"
    assert share(10, 20).state == "ok"
    assert difference(10, 19, 200, 400).state == "too_few"
    assert not difference(19, 19, 0, 400).is_clear


def test_an_empty_whole_says_nothing_and_does_not_fail():
    empty = share(0, 0)
    assert (empty.low, empty.high, empty.state) == (0.0, 1.0, "too_few")


@pytest.mark.parametrize(("part", "whole"), [(-1, 5), (6, 5)])
def test_what_is_no_share_is_refused(part, whole):
    with pytest.raises(ValueError, match="no share"):
        share(part, whole)


def test_an_open_late_case_counts_against_being_on_time():
    assert on_time(30, 5, 5).share == 0.75
    assert on_time(30, 5, 0).share > on_time(30, 5, 5).share


def test_a_difference_is_clear_when_its_interval_leaves_zero_out():
    assert difference(90, 100, 50, 100).is_clear
    assert not difference(52, 100, 50, 100).is_clear


wholes = st.integers(0, 400).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


@given(wholes)
def test_a_share_lies_within_its_interval_and_that_within_zero_and_one(parts):
    found = share(*parts)
    if parts[1]:
        assert 0 <= found.low <= found.share <= found.high <= 1


@given(wholes, wholes)
def test_the_difference_turned_round_is_the_negative(a, b):
    there, back = difference(*a, *b), difference(*b, *a)
    assert there.difference == pytest.approx(-back.difference)
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low))
