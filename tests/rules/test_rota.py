"""Spans of duty: overlaps, and when nobody is on call."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from sada.rules.rota import gaps, overlapping
from tests.rules.saudi_time import at

DAY = at("2026-11-22"), at("2026-11-23")
spans = st.lists(
    st.tuples(st.integers(0, 1440), st.integers(1, 600)).map(
        lambda pair: (DAY[0] + timedelta(minutes=pair[0]), DAY[0] + timedelta(minutes=sum(pair)))
    ),
    max_size=5,
)


def span(since, until):
    return at("2026-11-22", since), at("2026-11-22", until)


def test_the_gaps_of_a_day_are_what_no_shift_covers():
    assert gaps([], *DAY) == [DAY]
    assert gaps([DAY], *DAY) == []
    assert gaps([span("07:30", "14:30"), span("16:00", "20:00")], *DAY) == [
        span("00:00", "07:30"), span("14:30", "16:00"), (at("2026-11-22", "20:00"), DAY[1]),
    ]  # fmt: skip


def test_where_one_ends_the_next_may_begin():
    assert not overlapping([span("12:00", "14:00"), span("08:00", "12:00")])
    assert overlapping([span("12:00", "14:00"), span("08:00", "12:01")])
    assert not overlapping([])


@given(spans)
def test_gaps_and_spans_together_are_the_day_and_never_meet(held):
    empty = gaps(held, *DAY)
    for minute in range(0, 1440, 7):
        moment = DAY[0] + timedelta(minutes=minute)
        in_gap = any(a <= moment < b for a, b in empty)
        in_span = any(a <= moment < b for a, b in held)
        assert in_gap != in_span
