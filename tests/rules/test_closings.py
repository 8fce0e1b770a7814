"""When an outlet closes next: to come, on one of its days, and no other of them before."""

from datetime import time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sada.rules.calendar import WEEKDAYS
from sada.rules.closings import Closing, coming, kept, read
from tests.rules.saudi_time import at

moments = st.integers(0, 60 * 24 * 60).map(lambda m: at("2026-02-01") + timedelta(minutes=m))
times = st.builds(time, st.integers(0, 23), st.integers(0, 59))
some_days = st.lists(st.sampled_from(WEEKDAYS), unique=True, max_size=7).map(tuple)


@given(st.builds(Closing, st.just("bulletin"), times, some_days), moments)
def test_the_next_is_the_first_to_come_on_one_of_its_days(one, now):
    following = one.next(now)
    assert following > now
    assert following.time() == one.at
    assert not one.days or WEEKDAYS[following.weekday()] in one.days
    before = following - timedelta(days=1)
    while before > now:
        assert one.days and WEEKDAYS[before.weekday()] not in one.days
        before -= timedelta(days=1)
    assert read(kept([one])) == [one]


def test_at_its_own_minute_it_is_over_and_the_nearest_stands_first():
    close, night = Closing("press_close", time(19)), Closing("bulletin", time(21), ("sun", "tue"))
    sunday = at("2026-11-22", "19:00")
    assert [(one.kind, when) for one, when in coming([close, night], sunday)] == [
        ("bulletin", at("2026-11-22", "21:00")), ("press_close", at("2026-11-23", "19:00")),
    ]  # fmt: skip
    assert night.next(at("2026-11-22", "21:00")) == at("2026-11-24", "21:00")
