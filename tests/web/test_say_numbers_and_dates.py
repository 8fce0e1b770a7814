"""How screens say numbers and dates: both digit sets, both calendars."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from sada.web.say import dates, digits, numbers

RIYADH = ZoneInfo("Asia/Riyadh")
MONDAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def arabic():
    with translation.override("ar"):
        yield


def test_both_dates_stand_side_by_side_as_official_letters_write_them():
    assert dates.both(MONDAY) == "الاثنين 13 جمادى الآخرة 1448هـ، 23 نوفمبر 2026م"


def test_english_says_both_dates_too():
    with translation.override("en"):
        assert dates.both(MONDAY) == "Monday 13 Jumada al-Akhirah 1448 AH, 23 November 2026"


def test_the_fourth_hijri_month_has_its_official_name():
    fourth = [date(2026, 9, day) for day in range(13, 30)]
    assert any("ربيع الآخر" in dates.hijri(day) for day in fourth)
    assert not any("الثاني" in dates.hijri(day) for day in fourth)


@pytest.mark.parametrize(
    ("day", "said"),
    [(date(2026, 2, 18), "1 رمضان 1447هـ"), (date(2027, 2, 8), "1 رمضان 1448هـ"), (date(1924, 8, 1), "1 محرم 1343هـ")],
)
def test_known_pairs_of_dates_agree(day, said):
    assert dates.hijri(day) == said


@pytest.mark.parametrize("day", [date(1924, 7, 31), date(2077, 11, 17), date(1900, 1, 1)])
def test_outside_the_tables_only_the_gregorian_date_is_said(day):
    assert dates.hijri(day) == ""
    assert dates.both(day).endswith("م")
    assert "هـ" not in dates.both(day)


def test_the_day_is_the_day_in_riyadh():
    just_before_midnight_in_london = datetime(2026, 11, 22, 21, 30, tzinfo=ZoneInfo("UTC"))
    assert dates.gregorian(just_before_midnight_in_london) == "23 نوفمبر 2026م"


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [(0, 0, "12:00"), (0, 5, "12:05"), (7, 30, "7:30"), (11, 59, "11:59"), (12, 1, "12:01"), (14, 30, "2:30")],
)
def test_the_clock_has_twelve_hours(hour, minute, said):
    at = datetime(2026, 11, 23, hour, minute, tzinfo=RIYADH)
    assert dates.clock_time(at).split("\u00a0")[0] == said


def test_morning_noon_and_evening_differ():
    halves = {dates.clock_time(datetime(2026, 11, 23, h, 0, tzinfo=RIYADH)).split("\u00a0")[1] for h in (9, 12, 15)}
    assert len(halves) == 3


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (1234567, "1,234,567"),
        (12.5, "12.5"),
        (3.0, "3"),
        (0, "0"),
        (-4, "\u200e\u22124"),
        (Decimal("1480.25"), "1,480.25"),
        (None, "–"),
    ],
)
def test_thousands_are_separated(value, said):
    assert numbers.number(value) == said


def test_the_other_digits_take_their_own_marks():
    with digits.using("arabic"):
        assert numbers.number(1234567.5) == "١٬٢٣٤٬٥٦٧٫٥"
        assert numbers.percent(0.94) == "\u200e٩٤٪"
        assert "١٤٤٨" in dates.both(MONDAY)
    assert digits.chosen() == "latin"


def test_an_unknown_digit_set_is_the_ordinary_one():
    with digits.using("roman"):
        assert digits.chosen() == "latin"


@pytest.mark.parametrize("written", ["١٢٫٥", "۱۲٫۵", "12.5", "١2٫5"])
def test_every_way_of_writing_digits_is_read(written):
    assert digits.western(written) == "12.5"


@pytest.mark.parametrize(("count", "said"), [(0, "0"), (999, "999"), (1000, "999+"), (99999, "999+")])
def test_a_badge_does_not_grow_without_end(count, said):
    assert numbers.capped(count) == said


def test_a_share_without_a_value_is_a_dash():
    assert numbers.percent(None) == "–"
    assert numbers.percent(0.4567, 1) == "\u200e45.7%"


def test_what_is_dated_to_a_day_alone_names_no_hour():
    day = datetime(2026, 11, 23, tzinfo=RIYADH)
    assert dates.published(day) == dates.both(MONDAY)
    later = day.replace(hour=14, minute=30)
    assert dates.published(later) == dates.both_with_time(later)
    assert dates.published(None) == ""
