"""Dates and times as the press writes them: both calendars, three sets of digits, what a day of reading closes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sada.understand.calendars import around, full_year, hijri_day, hijri_of, later, month_of, weekday_near
from sada.understand.dates import dates

MONDAY = date(2015, 7, 20)  # 4 Shawwal 1436

# what is written | span | value, until, hijri as read on MONDAY | the value that stays open without that day
READ = """
يوم الخميس 7/10/1436هـ | يوم الخميس 7/10/1436هـ | 2015-07-23 - 1436-10-07 | 2015-07-23
١٤٣٦/٩/٢٩ | ١٤٣٦/٩/٢٩ | 2015-07-16 - 1436-09-29 | 2015-07-16
في ۲۳ يوليو ۲۰۱۵ | ۲۳ يوليو ۲۰۱۵ | 2015-07-23 - - | 2015-07-23
الخامس عشر من شهر رمضان المبارك | الخامس عشر من شهر رمضان المبارك | 2015-07-02 - 1436-09-15 | --09-15
في 22 رمضان الجاري | 22 رمضان | 2015-07-09 - 1436-09-22 | --09-22
15 - 20 شوال | 15 - 20 شوال | 2015-07-31 2015-08-05 1436-10-15/1436-10-20 | --10-15/--10-20
من 1/10 إلى 5/10/1436هـ | من 1/10 إلى 5/10/1436هـ | 2015-07-17 2015-07-21 1436-10-01/1436-10-05 | 2015-07-17
من 3 إلى 5/10/1436هـ | من 3 إلى 5/10/1436هـ | 2015-07-19 2015-07-21 1436-10-03/1436-10-05 | 2015-07-19
تموز/يوليو 2015 | تموز/يوليو 2015 | 2015-07 - - | 2015-07
في عام 1436هـ | عام 1436هـ | 2014-10-25 2015-10-13 1436 | 2014-10-25
العام المالي 1436/1437هـ | 1436/1437هـ | 2014-10-25 2016-10-01 1436/1437 | 2014-10-25
2015-2016 | 2015-2016 | 2015 2016 - | 2015
الربع الثالث من عام 2015 | الربع الثالث من عام 2015 | 2015-07-01 2015-09-30 - | 2015-07-01
الأسبوع الثاني من أغسطس | الأسبوع الثاني من أغسطس | 2015-08-08 2015-08-14 - | --08
الأسبوع الثالث من شوال 1436هـ | الأسبوع الثالث من شوال 1436هـ | 2015-07-31 2015-08-06 1436-10-15/1436-10-21 | 2015-07-31
الأسبوع الأخير من يوليو 2015 | الأسبوع الأخير من يوليو 2015 | 2015-07-25 2015-07-31 - | 2015-07-25
مساء أمس | مساء أمس | 2015-07-19 - - | -
يوم أمس الأول | يوم أمس الأول | 2015-07-18 - - | -
مساء أول من أمس | أول من أمس | 2015-07-18 - - | -
أول من أمس السبت | أول من أمس السبت | 2015-07-18 - - | -W-6
أمس الأحد | أمس الأحد | 2015-07-19 - - | -W-7
أمس السبت | أمس السبت | 2015-07-18 - - | -W-6
بعد غد الأربعاء | بعد غد الأربعاء | 2015-07-22 - - | -W-3
صباح اليوم الاثنين | صباح اليوم الاثنين | 2015-07-20 - - | -W-1
السبت المقبل | السبت المقبل | 2015-07-25 - - | -W-6
الخميس الماضي | الخميس الماضي | 2015-07-16 - - | -W-4
قبل ثلاثة أيام | قبل ثلاثة أيام | 2015-07-17 - - | -
بعد أسبوعين | بعد أسبوعين | 2015-08-03 - - | -
خلال الشهر الجاري | الشهر الجاري | 2015-07 - - | -
الأسبوع المقبل | الأسبوع المقبل | 2015-07-26 2015-08-01 - | -
الساعة التاسعة والنصف مساء | الساعة التاسعة والنصف مساء | 21:30 - - | 21:30
من الساعة 5 إلى 7 مساءً | من الساعة 5 إلى 7 مساءً | 17:00 19:00 - | 17:00
الساعة ٣:١١ عصرا | الساعة ٣:١١ عصرا | 15:11 - - | 15:11
الثامنة إلا ربعا صباحا | الثامنة إلا ربعا صباحا | 07:45 - - | 07:45
صلاة عيد الفطر | عيد الفطر | 2015-07-17 - 1436-10-01 | --10-01
أول أيام عيد الفطر المبارك | أول أيام عيد الفطر المبارك | 2015-07-17 - 1436-10-01 | --10-01
ثاني يوم من أيام عيد الفطر | ثاني يوم من أيام عيد الفطر | 2015-07-18 - 1436-10-02 | --10-02
ثالث أيام عيد الأضحى 1446هـ | ثالث أيام عيد الأضحى 1446هـ | 2025-06-08 - 1446-12-12 | 2025-06-08
عيد الفطر لعام 2025 | عيد الفطر لعام 2025 | 2025-03-30 - 1446-10-01 | 2025-03-30
عيد الفطر المقبل | عيد الفطر المقبل | 2016-07-06 - 1437-10-01 | --10-01
عيد الأضحى الماضي | عيد الأضحى الماضي | 2014-10-04 - 1435-12-10 | --12-10
بعيد الأضحى المبارك | عيد الأضحى المبارك | 2015-09-23 - 1436-12-10 | --12-10
يوم عرفة | يوم عرفة | 2015-09-22 - 1436-12-09 | --12-09
يوم التروية | يوم التروية | 2015-09-21 - 1436-12-08 | --12-08
أيام التشريق | أيام التشريق | 2015-09-24 2015-09-26 1436-12-11/1436-12-13 | --12-11/--12-13
يوم عاشوراء 1437هـ | يوم عاشوراء 1437هـ | 2015-10-23 - 1437-01-10 | 2015-10-23
غرة شهر رمضان المبارك | غرة شهر رمضان المبارك | 2015-06-18 - 1436-09-01 | --09-01
أول رمضان | أول رمضان | 2015-06-18 - 1436-09-01 | --09-01
ليلة النصف من شعبان | النصف من شعبان | 2015-06-02 - 1436-08-15 | --08-15
في اليوم الوطني 85 | اليوم الوطني 85 | 2015-09-23 - - | 2015-09-23
باليوم الوطني السعودي الـ95 | اليوم الوطني السعودي الـ95 | 2025-09-23 - - | 2025-09-23
اليوم الوطني الخامس والتسعين | اليوم الوطني الخامس والتسعين | 2025-09-23 - - | 2025-09-23
احتفالات اليوم الوطني للمملكة | اليوم الوطني | 2015-09-23 - - | --09-23
يوم التأسيس 2025م | يوم التأسيس 2025م | 2025-02-22 - - | 2025-02-22
بيوم العلم السعودي | يوم العلم | 2015-03-11 - - | --03-11
يوم العلم 1446هـ | يوم العلم 1446هـ | 2025-03-11 - - | 2025-03-11
خلال 1446/1445هـ | 1446/1445هـ | 2023-07-19 2025-06-25 1445/1446 | 2023-07-19
"""
ROWS = [[cell.strip() for cell in line.split("|")] for line in READ.strip().splitlines()]


@pytest.mark.parametrize(("text", "span", "read", "left_open"), ROWS, ids=[row[0] for row in ROWS])
def test_a_date_is_read_where_it_stands_with_its_values(text, span, read, left_open):
    (said,) = dates(f"ذكر {text}.", MONDAY)
    assert (said.text, f"{said.value or '-'} {said.until or '-'} {said.hijri or '-'}") == (span, read)
    (bare,) = dates(f"ذكر {text}.")
    assert (bare.value or bare.hijri or "-") == left_open


@pytest.mark.parametrize(
    "text",
    [
        "مارس المواطن حقه", "سيارة نيسان", "فعاليات اليوم الثاني", "صحيفة اليوم", "كتبت «اليوم»",
        "على مساحة 1500 متر", "الثلاثاء فقط بلا", "هاتف 0551234567", "فاز 2:1", "النسخة 1.2.3.4",
        "ثلاثة أرباع السكان", "32/13/1436", "شارع 30", "30 شخصا", "اليوم الوطني الإماراتي", "اليوم الوطني لدولة الكويت",
        "اليوم الوطني لبلادها",
        "اليوم الوطني للمملكة المغربية", "العيد القادم", "بعيد عن الحي", "خامس أيام عيد الفطر بلا ذكر",
    ],
)  # fmt: skip
def test_what_is_no_date_closes_no_day(text):
    assert [d for d in dates(text, MONDAY) if d.sort not in ("weekday",)] == []


def test_two_calendars_that_name_the_same_day_agree():
    hijri, gregorian = dates("الخميس 7 شوال 1436هـ الموافق 23 يوليو 2015م")
    assert (hijri.value, gregorian.value, hijri.agrees, gregorian.agrees) == ("2015-07-23", "2015-07-23", True, True)


def test_a_day_off_by_the_crescent_agrees_and_a_wrong_one_does_not():
    assert [d.agrees for d in dates("6/10/1436هـ الموافق 23/7/2015م")] == [True, True]
    assert [d.agrees for d in dates("1/10/1436هـ الموافق 23/7/2015م")] == [False, False]


DAYS = st.dates(date(1925, 1, 1), date(2075, 1, 1))
AR_MONTHS = (
    "محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة", "رجب", "شعبان", "رمضان", "شوال",
    "ذو القعدة", "ذو الحجة",
)  # fmt: skip
ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@given(DAYS, st.booleans())
def test_every_hijri_day_is_read_in_digits_and_by_its_name(day, is_eastern):
    year, month, number = map(int, hijri_of(day).split("-"))
    digits = f"{number}/{month}/{year}هـ"
    for written in (
        digits.translate(ARABIC_INDIC) if is_eastern else digits,
        f"{number} {AR_MONTHS[month - 1]} {year}هـ",
    ):
        (said,) = dates(written)
        assert (said.value, said.hijri, said.text) == (day.isoformat(), hijri_of(day), written)


@given(DAYS)
def test_the_calendars_go_there_and_back(day):
    assert hijri_day(*map(int, hijri_of(day).split("-"))) == day


@given(DAYS, st.sampled_from("DWMY"), st.integers(-400, 400))
def test_moving_a_day_keeps_it_in_its_month(day, code, count):
    moved = later(day, code, count)
    assert moved is not None
    if code in "MY":
        months = (moved.year - day.year) * 12 + moved.month - day.month
        assert months == count * (12 if code == "Y" else 1)
        assert moved.day <= day.day
    else:
        assert moved - day == timedelta(count * (7 if code == "W" else 1))


@given(DAYS, st.integers(0, 6))
def test_a_weekday_is_the_nearest_of_its_name_on_its_side(day, weekday):
    last, here, following = (weekday_near(day, weekday, way) for way in (-1, 0, 1))
    assert {last.weekday(), here.weekday(), following.weekday()} == {weekday}
    assert 1 <= (day - last).days <= 7
    assert 0 <= (day - here).days <= 6
    assert 1 <= (following - day).days <= 7


@given(DAYS, st.integers(1, 12))
def test_a_month_without_a_year_is_the_nearest(day, month):
    value = month_of(None, month, False, day).value
    assert abs((date.fromisoformat(f"{value}-15") - day).days) <= 184
    assert month_of(None, month, False).value == f"--{month:02}"


@given(DAYS)
def test_a_week_begins_on_sunday_and_holds_its_day(day):
    week = around(day, "W", 0)
    assert week.value <= day.isoformat() <= week.until
    assert date.fromisoformat(week.value).isoweekday() == 7


def test_a_year_of_two_digits_is_of_our_time():
    assert [full_year(y, True) for y in (36, 95, 1436)] == [1436, 1395, 1436]
    assert [full_year(y, False) for y in (15, 95, 2015)] == [2015, 1995, 2015]


def test_the_ends_of_the_tables_close_nothing():
    assert hijri_day(1200, 1, 1) is None
    assert hijri_of(date(1800, 1, 1)) == ""
    assert later(date(9999, 12, 1), "Y", 5) is None
    assert [(d.value, d.hijri) for d in dates("1/1/1320هـ")] == [("", "1320-01-01")]
