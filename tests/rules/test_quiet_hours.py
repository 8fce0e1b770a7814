"""When a notice goes by e-mail: never in quiet hours, unless it is urgent; in the person's own zone."""

from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sada.rules.quiet_hours import AT_ONCE, DIGEST, OFF, Way, mail_at
from tests.rules.saudi_time import RIYADH, at

NOON, NIGHT = at("2026-11-22", "12:00"), at("2026-11-22", "23:30")
EVERY = st.builds(
    Way, st.sampled_from([AT_ONCE, DIGEST, OFF]), st.integers(0, 23), st.times(), st.times(), st.booleans()
)
MOMENTS = st.integers(0, 60 * 24 * 400).map(lambda m: at("2026-01-01") + timedelta(minutes=m))


def test_each_as_it_happens_waits_for_the_morning_in_quiet_hours():
    way = Way(AT_ONCE)
    assert mail_at(way, NOON, RIYADH, urgent=False) == NOON
    assert mail_at(way, NIGHT, RIYADH, urgent=False) == at("2026-11-23", "06:00")
    assert mail_at(way, at("2026-11-23", "03:00"), RIYADH, urgent=False) == at("2026-11-23", "06:00")


def test_the_digest_goes_at_its_hour_today_or_tomorrow():
    way = Way(DIGEST, 8)
    assert mail_at(way, at("2026-11-22", "07:59"), RIYADH, urgent=False) == at("2026-11-22", "08:00")
    assert mail_at(way, at("2026-11-22", "08:00"), RIYADH, urgent=False) == at("2026-11-23", "08:00")
    assert mail_at(Way(DIGEST, 23), NOON, RIYADH, urgent=False) == at(
        "2026-11-23", "06:00"
    )  # a digest hour in the quiet


def test_what_is_urgent_breaks_through_unless_the_person_has_said_otherwise():
    assert mail_at(Way(DIGEST), NIGHT, RIYADH, urgent=True) == NIGHT
    quiet = Way(DIGEST, urgent_breaks_in=False)
    assert mail_at(quiet, NIGHT, RIYADH, urgent=True) == at("2026-11-23", "06:00")
    assert mail_at(quiet, NOON, RIYADH, urgent=True) == NOON  # no digest for what is urgent
    assert mail_at(Way(OFF), NOON, RIYADH, urgent=True) is None


def test_quiet_hours_are_those_of_the_persons_own_zone():
    london = ZoneInfo("Europe/London")
    evening = at("2026-11-22", "22:00")  # 19:00 in London, not quiet there yet
    assert mail_at(Way(AT_ONCE), evening, london, urgent=False) == evening
    assert mail_at(Way(AT_ONCE), NIGHT + timedelta(hours=1), london, urgent=False) == at("2026-11-23", "09:00")


@pytest.mark.parametrize(("clock", "quiet"), [("21:00", True), ("20:59", False), ("05:59", True), ("06:00", False)])
def test_quiet_hours_begin_at_their_first_minute_and_end_before_their_last(clock, quiet):
    assert Way().is_quiet(time.fromisoformat(clock)) is quiet


def test_equal_ends_mean_no_quiet_hours():
    assert not any(Way(quiet_from=time(9), quiet_to=time(9)).is_quiet(time(hour)) for hour in range(24))


@given(EVERY, MOMENTS, st.booleans())
def test_a_letter_never_leaves_before_its_notice_nor_in_quiet_hours_and_within_two_days(way, moment, urgent):
    when = mail_at(way, moment, RIYADH, urgent=urgent)
    if way.mail == OFF:
        assert when is None
        return
    assert moment <= when <= moment + timedelta(days=2)
    if not (urgent and way.urgent_breaks_in):
        assert not way.is_quiet(when.astimezone(RIYADH).time())


def test_what_came_into_ones_hands_waits_for_no_digest_but_for_the_morning():
    assert mail_at(Way(DIGEST), NOON, RIYADH, urgent=False, prompt=True) == NOON
    assert mail_at(Way(DIGEST), NIGHT, RIYADH, urgent=False, prompt=True) == at("2026-11-23", "06:00")
    assert mail_at(Way(OFF), NOON, RIYADH, urgent=False, prompt=True) is None
