"""Waiting times with open cases: against published survival data, scipy, and by hand."""

import csv
import io
import os
import random
import tarfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sada.figures.response import least_cases, quantile, response

DATA = Path(os.environ.get("SADA_TESTDATA", Path(__file__).parents[3] / "shared"))


@pytest.fixture(scope="module")
def walton():
    """(answered, waiting) of each group of Walton's fruit flies: T in days, E = 1 for seen to its end."""
    archive = DATA / "data" / "measures.tar.xz"
    if not archive.exists():
        pytest.skip(f"no test data at {archive}; set SADA_TESTDATA")
    with tarfile.open(archive) as tar:
        member = next(m for m in tar.getmembers() if m.name.endswith("waltons_dataset.csv"))
        rows = list(csv.DictReader(io.StringIO(tar.extractfile(member).read().decode())))
    groups = {"all": rows, **{g: [r for r in rows if r["group"] == g] for g in ("control", "miR-137")}}
    return {
        name: ([float(r["T"]) for r in group if r["E"] == "1"], [float(r["T"]) for r in group if r["E"] != "1"])
        for name, group in groups.items()
    }


def test_the_median_of_waltons_flies_is_the_published_one(walton):
    """56 days, 53 to 58: what the data's own package (lifelines) prints in its introduction."""
    found = quantile(*walton["all"], 0.5)
    assert (found.value, found.low, found.high) == (56, 53, 58)
    assert (found.cases, found.answered, found.state) == (163, 156, "ok")


def test_the_two_groups_of_flies_lie_apart(walton):
    treated, control = quantile(*walton["miR-137"], 0.5), quantile(*walton["control"], 0.5)
    assert treated.value == 26
    assert treated.high < control.low


@pytest.mark.parametrize("share", [0.25, 0.5, 0.75, 0.9])
def test_counting_open_cases_never_makes_an_office_quicker_than_dropping_them(walton, share):
    answered, waiting = walton["control"]
    assert waiting
    assert quantile(answered, waiting, share).value >= quantile(answered, [], share).value


def test_a_small_sample_by_hand():
    """Six answers at 1..6 hours: S falls to 5/6, 4/6, 3/6 ... so half are answered within 3 hours."""
    assert quantile([1, 2, 3, 4, 5, 6], [], 0.5).value == 3


def test_a_censored_sample_by_hand():
    """Answers at 1, 2, 4, 6 and open since 3 and 5: S = 5/6, 4/6, 4/6·2/3 = 4/9 at 4 hours."""
    assert quantile([1, 2, 4, 6], [3, 5], 0.5).value == 4


def test_an_office_does_not_look_quicker_by_leaving_cases_open():
    quick = [float(n) for n in range(1, 21)]
    assert quantile(quick, [], 0.5).value == 10
    assert quantile(quick, [40.0] * 10, 0.5).value == 15


def test_when_most_are_open_only_more_than_can_be_said():
    found = quantile([1.0, 2.0, 3.0], [50.0] * 30, 0.5)
    assert (found.state, found.value, found.longest) == ("not_reached", None, 50.0)


@pytest.mark.parametrize(("share", "least"), [(0.5, 6), (0.9, 20), (0.75, 8), (0.95, 40)])
def test_what_is_too_few_depends_on_the_quantile(share, least):
    assert least_cases(share) == least
    times = [float(n) for n in range(1, least + 1)]
    assert quantile(times, [], share).state == "ok"
    assert quantile(times[:-1], [], share).state == "too_few"
    assert quantile(times[:-1], [], share).value is None


def test_open_cases_alone_say_nothing():
    assert quantile([], [1.0] * 50, 0.5).state == "too_few"
    assert quantile([], [], 0.5).state == "too_few"


def test_the_end_of_the_sample_is_no_upper_bound():
    found = quantile([float(n) for n in range(1, 21)], [], 0.9)
    assert found.value == 18
    assert found.high is None


def test_median_and_p90_come_together_with_their_sample():
    found = response([float(n) for n in range(1, 31)], [5.0, 10.0])
    assert (found.answered, found.waiting) == (30, 2)
    assert found.median.value < found.p90.value


@pytest.mark.parametrize(("times", "share"), [([-1.0], 0.5), ([1.0], 0.0), ([1.0], 1.0)])
def test_impossible_questions_are_refused(times, share):
    with pytest.raises(ValueError, match="waiting times"):
        quantile(times, [], share)


hours = st.lists(st.integers(0, 60).map(float), min_size=6, max_size=60)


@settings(max_examples=60, deadline=None)
@given(hours, st.lists(st.integers(0, 60).map(float), max_size=20), st.sampled_from([0.5, 0.9]))
def test_a_value_lies_within_its_interval_and_is_a_time_that_occurred(answered, waiting, share):
    found = quantile(answered, waiting, share)
    if found.value is not None:
        assert found.value in answered
        assert found.low is None or found.low <= found.value
        assert found.high is None or found.value <= found.high


@settings(max_examples=40, deadline=None)
@given(hours)
def test_without_open_cases_the_median_is_the_lower_middle(answered):
    assert quantile(answered, [], 0.5).value == sorted(answered)[(len(answered) - 1) // 2]


def test_the_interval_holds_the_truth_about_as_often_as_it_says():
    """400 samples of 40 exponential waits, a third of them cut short: the true median lies within in 92 to 98 %."""
    dice, within = random.Random(7), 0
    for _ in range(400):
        waits = [(dice.expovariate(1.0), dice.expovariate(0.5)) for _ in range(40)]
        answered = [t for t, cut in waits if t <= cut]
        waiting = [cut for t, cut in waits if t > cut]
        found = quantile(answered, waiting, 0.5)
        within += (found.low or 0) <= 0.6931 <= (found.high or 99)
    assert 0.92 <= within / 400 <= 0.98
