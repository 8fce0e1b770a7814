"""Spans of days in Riyadh time, the spans they are compared with, and their weeks."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sada.measure.periods import Period, last_days, period_of

TODAY = date(2026, 11, 22)
RIYADH = ZoneInfo("Asia/Riyadh")


def test_a_period_holds_both_its_days_from_midnight_in_riyadh():
    day = Period(TODAY, TODAY)
    assert day.days == 1
    assert day.since == datetime(2026, 11, 22, 0, 0, tzinfo=RIYADH)
    assert day.until - day.since == timedelta(days=1)


def test_the_period_before_is_as_long_and_ends_the_day_before():
    week = last_days(7, TODAY)
    assert week.before.days == 7
    assert week.before.last == date(2026, 11, 15)
    assert week.before.until == week.since


@pytest.mark.parametrize(
    ("code", "first", "last", "days"),
    [
        ("7d", None, None, 7),
        ("", None, None, 30),
        ("nonsense", None, None, 30),
        ("custom", date(2026, 1, 1), date(2026, 1, 31), 31),
        ("custom", date(2026, 2, 1), date(2026, 1, 1), 30),
        ("custom", None, date(2026, 1, 1), 30),
        ("custom", date(1900, 1, 1), date(2026, 1, 1), 30),
    ],
)
def test_what_makes_no_sense_becomes_the_usual_period(code, first, last, days):
    assert period_of(code, first, last, TODAY).days == days


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(1, 900))
def test_weeks_follow_each_other_and_end_with_the_period(last, days):
    weeks = last_days(days, last).weeks(8, 26)
    assert 8 <= len(weeks) <= 26
    assert weeks[-1].last == last
    assert all(week.days == 7 for week in weeks)
    assert all(later.before == earlier for earlier, later in pairwise(weeks))
