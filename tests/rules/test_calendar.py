"""Working time: weekends, split shifts, Ramadan, holidays, and the arithmetic over random calendars."""

import sys
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sada.rules.calendar import WEEKDAYS, Holiday, Hours, NoWorkingTime, WorkingCalendar
from tests.rules.saudi_time import EID, HOUR, NATIONAL_DAY, NORMAL, RAMADAN_1448, RIYADH, WEEK, at, saudi


def test_thursday_noon_plus_four_hours_is_sunday_morning():
    assert saudi().add(at("2026-11-19", "13:00"), 4 * HOUR) == at("2026-11-22", "10:00")


def test_friday_and_saturday_are_no_working_time():
    assert saudi().between(at("2026-11-20"), at("2026-11-22")) == 0
    assert [saudi().why(date(2026, 11, d)) for d in (19, 20, 21, 22)] == ["normal", "weekend", "weekend", "normal"]


def test_a_split_shift_does_not_count_the_hours_between():
    split = saudi(hours=(Hours.parse(date(2020, 1, 1), None, WEEK, ["08:00-12:00", "16:00-20:00"]),))
    assert split.between(at("2026-11-22", "11:00"), at("2026-11-22", "17:00")) == 2 * HOUR
    assert split.add(at("2026-11-22", "11:30"), HOUR) == at("2026-11-22", "16:30")
    assert split.add(at("2026-11-22", "13:00"), 60) == at("2026-11-22", "16:01")
    assert not split.is_open(at("2026-11-22", "13:00"))


def test_ramadan_days_are_five_hours_long():
    cal = saudi()
    assert cal.between(at("2027-02-14"), at("2027-02-15")) == 5 * HOUR
    assert cal.between(at("2027-02-07"), at("2027-02-08")) == 7 * HOUR
    assert cal.why(date(2027, 2, 14)) == "ramadan"
    assert cal.add(at("2027-02-14", "14:00"), 2 * HOUR) == at("2027-02-15", "11:00")


def test_a_holiday_is_no_working_time_and_can_be_named():
    cal = saudi(NATIONAL_DAY)
    assert cal.between(at("2026-09-23"), at("2026-09-24")) == 0
    assert cal.why(date(2026, 9, 23)) == "holiday"
    assert cal.holiday(date(2026, 9, 23)).name_en == "National Day"
    assert cal.holiday(date(2026, 9, 24)) is None


def test_eid_leave_of_eleven_days_is_stepped_over():
    assert saudi(EID).add(at("2026-03-12", "14:30"), 2 * HOUR) == at("2026-03-25", "09:00")


def test_a_window_may_reach_over_midnight():
    nights = saudi(hours=(Hours.parse(date(2020, 1, 1), None, WEEK, ["21:00-02:00"]),))
    assert nights.between(at("2026-11-19", "23:00"), at("2026-11-20", "03:00")) == 3 * HOUR  # Thursday's night
    assert nights.is_open(at("2026-11-20", "01:00"))
    assert not nights.is_open(at("2026-11-21", "01:00"))


def test_a_working_day_ends_with_its_last_window_whichever_hour_one_asks_at():
    cal = saudi(hours=(Hours.parse(date(2020, 1, 1), None, WEEK, ["08:00-12:00", "16:00-20:00"]),))
    for time, ends in (
        ("08:01", "20:00"),
        ("12:00", "20:00"),
        ("20:00", "20:00"),
        ("13:00", "13:00"),
        ("08:00", "08:00"),
    ):
        assert cal.end_of_day(at("2026-11-22", time)) == at("2026-11-22", ends), time


def test_overlapping_windows_are_counted_once():
    cal = saudi(hours=(Hours.parse(date(2020, 1, 1), None, WEEK, ["08:00-12:00", "11:00-13:00"]),))
    assert cal.between(at("2026-11-22"), at("2026-11-23")) == 5 * HOUR


def test_round_the_clock_is_every_second():
    cal = saudi(hours=(Hours.parse(date(2020, 1, 1), None, WEEKDAYS, ["00:00-24:00"]),))
    assert cal.between(at("2026-11-19"), at("2026-11-26")) == 7 * 24 * HOUR


def test_the_deeper_units_hours_win_but_not_over_ramadan():
    late = Hours.parse(date(2020, 1, 1), None, WEEK, ["09:00-16:00"], rank=1)
    cal = saudi(hours=(NORMAL, late, RAMADAN_1448))
    assert cal.window(date(2026, 11, 22)) == [(at("2026-11-22", "09:00"), at("2026-11-22", "16:00"))]
    assert cal.why(date(2027, 2, 14)) == "ramadan"


def test_the_old_weekend_counts_on_old_material():
    old = Hours.parse(date(1975, 8, 17), date(2013, 6, 28), ("sat", "sun", "mon", "tue", "wed"), ["07:30-14:30"])
    cal = saudi(hours=(old, NORMAL))
    assert cal.why(date(2013, 6, 27)) == "weekend"  # a Thursday
    assert cal.why(date(2013, 7, 4)) == "normal"  # the next one
    assert cal.why(date(1970, 1, 1)) == "no_hours"


def test_a_calendar_without_working_time_says_so():
    with pytest.raises(NoWorkingTime):
        saudi(hours=()).add(at("2026-11-22"), 60)
    past = Hours.parse(date(2013, 1, 1), date(2014, 1, 1), WEEK, ["07:30-14:30"])
    with pytest.raises(NoWorkingTime):
        saudi(hours=(past,)).add(at("2026-11-22"), 60)


def test_nothing_is_added_backwards_and_an_instant_needs_its_zone():
    with pytest.raises(ValueError, match="backwards"):
        saudi().add(at("2026-11-22"), -1)
    with pytest.raises(ValueError, match="zone"):
        saudi().between(datetime(2026, 11, 22), datetime(2026, 11, 23))
    assert saudi().add(at("2026-11-20"), 0) == at("2026-11-20")


@pytest.mark.parametrize("window", ["7-30", "25:00-26:00", "08:70-09:00", "soon", "08:00"])
def test_a_broken_row_is_refused(window):
    with pytest.raises(ValueError):
        Hours.parse(date(2020, 1, 1), None, WEEK, [window])


def test_an_unknown_weekday_is_refused():
    with pytest.raises(ValueError, match="weekday"):
        Hours.parse(date(2020, 1, 1), None, ["friday"], ["08:00-09:00"])


def test_far_apart_questions_to_one_calendar_agree_with_fresh_ones():
    cal = saudi(NATIONAL_DAY)
    for year in (2026, 1990, 2050, 2014, 2090, 2026):
        a, b = at(f"{year}-03-02", "09:00"), at(f"{year}-03-20", "09:00")
        assert cal.between(a, b) == saudi(NATIONAL_DAY).between(a, b)


def test_summer_time_elsewhere_is_counted_in_real_seconds():
    berlin = ZoneInfo("Europe/Berlin")
    cal = WorkingCalendar([Hours.parse(date(2020, 1, 1), None, WEEKDAYS, ["00:00-24:00"])], [], berlin)
    a = datetime(2026, 3, 29, 0, 0, tzinfo=berlin)
    assert cal.between(a, datetime(2026, 3, 30, 0, 0, tzinfo=berlin)) == 23 * HOUR
    assert cal.add(a, 3 * HOUR).astimezone(UTC) == a.astimezone(UTC) + timedelta(hours=3)


def test_a_long_difference_takes_no_more_steps_than_a_short_one():
    """Nine years cost no more steps than a month: days are not walked one by one."""
    cal = saudi(NATIONAL_DAY)
    cal.between(at("2020-01-01"), at("2029-01-01"))
    month = calls(lambda: cal.between(at("2020-01-01"), at("2020-02-01")))
    assert calls(lambda: cal.between(at("2020-01-01"), at("2029-01-01"))) < 3 * month


def calls(work):
    """How many functions, Python's and built in, one piece of work calls."""
    seen = []
    sys.setprofile(lambda frame, event, of: seen.append(event) if event in ("call", "c_call") else None)
    try:
        work()
    finally:
        sys.setprofile(None)
    return len(seen)


minutes_of_day = st.integers(0, 23 * 60)
shift = st.tuples(minutes_of_day, st.integers(5, 10 * 60)).map(lambda w: (w[0] * 60, (w[0] + w[1]) * 60))
row = st.builds(
    lambda days, windows, kind: Hours(date(2025, 1, 1), None, frozenset(days), tuple(sorted(windows)), kind),
    st.sets(st.sampled_from(WEEKDAYS), min_size=1),
    st.lists(shift, min_size=1, max_size=3),
    st.sampled_from(["normal", "ramadan"]),
)
some_holiday = st.builds(
    lambda day, n: Holiday(date(2026, 1, 1) + timedelta(days=day), date(2026, 1, 1) + timedelta(days=day + n)),
    st.integers(0, 400),
    st.integers(0, 11),
)
calendars = st.builds(
    lambda rows, days: WorkingCalendar(rows, days, RIYADH),
    st.lists(row, min_size=1, max_size=3),
    st.lists(some_holiday, max_size=6),
)
instants = st.integers(0, 400 * 24 * 3600).map(lambda s: at("2026-01-01") + timedelta(seconds=s))
fractions = st.integers(0, 999_999).map(lambda m: timedelta(microseconds=m))


@settings(max_examples=150, deadline=None)
@given(calendars, instants, fractions, st.integers(0, 90 * HOUR))
def test_what_is_added_is_what_lies_between(cal, a, fraction, seconds):
    assert cal.between(a + fraction, cal.add(a + fraction, seconds)) == seconds


@settings(max_examples=150, deadline=None)
@given(calendars, instants, instants)
def test_adding_what_lies_between_never_overshoots(cal, a, b):
    a, b = min(a, b), max(a, b)
    end = cal.add(a, cal.between(a, b))
    assert end <= b
    assert cal.between(end, b) == 0


@settings(max_examples=150, deadline=None)
@given(calendars, instants, instants, instants)
def test_working_time_adds_up_and_never_exceeds_clock_time(cal, a, b, c):
    a, b, c = sorted((a, b, c))
    assert cal.between(a, b) + cal.between(b, c) == cal.between(a, c)
    assert 0 <= cal.between(a, c) <= (c - a).total_seconds()
    assert cal.between(c, a) == -cal.between(a, c)


@settings(max_examples=100, deadline=None)
@given(calendars, instants, st.integers(0, 9))
def test_between_is_the_sum_of_the_days_windows(cal, a, days):
    b = a + timedelta(days=days)
    spans = sorted(w for i in range(-1, days + 2) for w in cal.window(cal.day_of(a) + timedelta(days=i)))
    total, reached = 0, a
    for start, end in spans:
        begin = max(start, reached)
        reached = max(reached, min(end, b))
        total += max(0, int((min(end, b) - begin).total_seconds()))
    assert cal.between(a, b) == total


@settings(max_examples=100, deadline=None)
@given(st.lists(row, min_size=1, max_size=2), st.lists(some_holiday, max_size=4), some_holiday, instants, instants)
def test_another_holiday_never_makes_working_time_longer(rows, days, late, a, b):
    a, b = min(a, b), max(a, b)
    before = WorkingCalendar(rows, days, RIYADH).between(a, b)
    assert WorkingCalendar(rows, [*days, late], RIYADH).between(a, b) <= before
