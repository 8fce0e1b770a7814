"""Durations and ages in words, in English and with the six Arabic forms."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from sada.kernel import clock
from sada.web.say import clocks, durations

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def arabic():
    with translation.override("ar"):
        yield


@pytest.mark.parametrize(
    ("past", "said"),
    [(0, "now"), (59, "now"), (60, "1 minute ago"), (3599, "59 minutes ago"), (3600, "1 hour ago"),
     (86399, "23 hours ago"),
     (86400, "1 day ago"), (6 * 86400, "6 days ago"), (7 * 86400, "16 November 2026")],
)  # fmt: skip
def test_an_age_is_relative_until_it_is_a_date(english, past, said):
    assert durations.ago(NOW - timedelta(seconds=past), NOW) == said


def test_the_future_is_never_called_an_age(english):
    assert (
        durations.ago(NOW + timedelta(hours=2), NOW)
        == "Monday 13 Jumada al-Akhirah 1448 AH, 23 November 2026, 2:00\u00a0pm"
    )


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0 minutes"), (60, "1 minute"), (3600, "1 hour"), (8100, "2 hours and 15 minutes"), (86400, "1 day"),
     (90000, "1 day and 1 hour"), (86400 + 59, "1 day")],
)  # fmt: skip
def test_a_duration_has_two_units_at_most(english, seconds, said):
    assert durations.duration(seconds) == said


def test_working_time_never_speaks_of_days(english):
    assert durations.working(40 * 3600) == "40 hours of working time"


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (1, "منذ دقيقة"),
        (2, "منذ دقيقتين"),
        (3, "منذ 3 دقائق"),
        (10, "منذ 10 دقائق"),
        (11, "منذ 11 دقيقة"),
        (59, "منذ 59 دقيقة"),
    ],
)
def test_arabic_minutes_agree_with_their_number(arabic, n, said):
    assert durations.ago(NOW - timedelta(minutes=n), NOW) == said


@pytest.mark.parametrize(("n", "said"), [(1, "منذ يوم"), (2, "منذ يومين"), (3, "منذ 3 أيام"), (6, "منذ 6 أيام")])
def test_arabic_days_agree_with_their_number(arabic, n, said):
    assert durations.ago(NOW - timedelta(days=n), NOW) == said


@pytest.mark.parametrize(
    ("n", "said"), [(1, "يوم واحد"), (2, "يومان"), (3, "3 أيام"), (11, "11 يومًا"), (100, "100 يوم"), (103, "103 أيام")]
)
def test_the_six_arabic_forms_of_a_day(arabic, n, said):
    assert durations.days(n) == said


def test_a_dual_changes_its_ending_after_a_preposition(arabic):
    assert durations.duration(8100) == "ساعتان و15 دقيقة"
    assert durations.within(8100) == "خلال ساعتين و15 دقيقة"


def test_the_clock_speaks_a_whole_sentence(arabic):
    due = datetime(2026, 11, 23, 11, 30, tzinfo=UTC)
    with clock.at(NOW):
        assert clocks.sentence("near", 8100, due) == "يُرد خلال ساعتين و15 دقيقة عمل، قبل 2:30\u00a0مساءً"
        assert "الثلاثاء" in clocks.sentence("in_time", 36000, due + timedelta(days=1))


def test_a_clock_that_runs_day_and_night_says_nothing_of_working_time(english):
    due = datetime(2026, 11, 23, 11, 30, tzinfo=UTC)
    with clock.at(NOW):
        assert (
            clocks.sentence("in_time", 9000, due, wall=True)
            == "Answer due within 2 hours and 30 minutes, before 2:30\u00a0pm"
        )


@pytest.mark.parametrize("phase", ["paused", "met", "missed", "unheard-of"])
def test_a_phase_without_a_deadline_still_has_its_sentence(english, phase):
    assert clocks.sentence(phase)


@pytest.mark.parametrize(
    ("seconds", "worked", "every"),
    [
        (0, "أقل من دقيقة عمل", "أقل من دقيقة"),
        (3600, "ساعة عمل", "ساعة"),
        (2 * 3600, "ساعتين عمل", "ساعتين"),
        (86400, "24 ساعة عمل", "يوم"),
        (2 * 86400, "48 ساعة عمل", "يومين"),
        (31 * 3600, "31 ساعة عمل", "يوم و7 ساعات"),
        (6 * 86400, "144 ساعة عمل", "6 أيام"),
    ],
)
def test_after_a_governing_word_every_length_stands_in_its_case(arabic, seconds, worked, every):
    assert (durations.worked(seconds), durations.every(seconds)) == (worked, every)


def test_what_took_no_minute_is_not_called_nought(english):
    assert durations.worked(20) == "under a minute of working time"
    assert durations.within(59) == "within under a minute"
