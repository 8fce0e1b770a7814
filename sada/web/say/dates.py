"""Dates in both calendars, Umm al-Qura beside Gregorian, as official Saudi letters write them.

The Hijri month names are the official ones («ربيع الآخر», not hijridate's «ربيع الثاني»). The Umm al-Qura tables end in
1500 AH and begin in 1343; outside them only the Gregorian date is said.
"""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache

from django.utils import timezone
from django.utils.translation import get_language, gettext
from hijridate import Gregorian

from sada.rules.months import GREGORIAN as GREGORIAN_AR
from sada.rules.months import HIJRI as HIJRI_AR
from sada.web.say.digits import shown

HIJRI_EN = (
    "Muharram", "Safar", "Rabi al-Awwal", "Rabi al-Akhir", "Jumada al-Ula", "Jumada al-Akhirah",
    "Rajab", "Shaban", "Ramadan", "Shawwal", "Dhu al-Qadah", "Dhu al-Hijjah",
)  # fmt: skip
GREGORIAN_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
# By date.weekday(): Monday first.
WEEKDAYS_AR = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def is_arabic() -> bool:
    """Whether the text now rendered is Arabic."""
    return (get_language() or "ar").startswith("ar")


def local_day(moment: date | datetime) -> date:
    """The calendar day in Riyadh of an instant, or the day itself."""
    if isinstance(moment, datetime):
        return timezone.localtime(moment).date() if timezone.is_aware(moment) else moment.date()
    return moment


@lru_cache(maxsize=4096)
def hijri_parts(day: date) -> tuple[int, int, int] | None:
    """(year, month, day) in Umm al-Qura, or None outside its tables (before 1343 AH, after 1500 AH)."""
    try:
        return Gregorian.fromdate(day).to_hijri().datetuple()
    except OverflowError:
        return None


def weekday(moment: date | datetime) -> str:
    """The name of the day."""
    names = WEEKDAYS_AR if is_arabic() else WEEKDAYS_EN
    return names[local_day(moment).weekday()]


def hijri(moment: date | datetime) -> str:
    """«13 جمادى الآخرة 1448هـ» or "13 Jumada al-Akhirah 1448 AH"; empty outside the tables."""
    parts = hijri_parts(local_day(moment))
    if parts is None:
        return ""
    year, month, day = parts
    if is_arabic():
        return shown(f"{day} {HIJRI_AR[month - 1]} {year}هـ")
    return shown(f"{day} {HIJRI_EN[month - 1]} {year} AH")


def gregorian(moment: date | datetime) -> str:
    """«23 نوفمبر 2026م» or "23 November 2026"."""
    day = local_day(moment)
    if is_arabic():
        return shown(f"{day.day} {GREGORIAN_AR[day.month - 1]} {day.year}م")
    return shown(f"{day.day} {GREGORIAN_EN[day.month - 1]} {day.year}")


def both(moment: date | datetime | None) -> str:
    """«الاثنين 13 جمادى الآخرة 1448هـ، 23 نوفمبر 2026م»; the Gregorian date alone outside the Umm al-Qura tables."""
    if moment is None:
        return ""
    comma = "، " if is_arabic() else ", "
    said = comma.join(part for part in (hijri(moment), gregorian(moment)) if part)
    return f"{weekday(moment)} {said}"


def clock_time(moment: datetime | None) -> str:
    """12-hour time in Riyadh: «2:30 مساءً», "2:30 pm"; noon is «12:00 ظهرًا»."""
    if moment is None:
        return ""
    at = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return shown(f"{at.hour % 12 or 12}:{at.minute:02d}") + "\u00a0" + _half(at)


def _half(at: datetime) -> str:
    if (at.hour, at.minute) == (12, 0):
        return gettext("noon")
    return gettext("am") if at.hour < 12 else gettext("pm")


def both_with_time(moment: datetime | None) -> str:
    """Both dates and the time: «الاثنين 13 جمادى الآخرة 1448هـ، 23 نوفمبر 2026م، 2:30 مساءً»."""
    if moment is None:
        return ""
    comma = "، " if is_arabic() else ", "
    return both(moment) + comma + clock_time(moment)


def published(moment: datetime | None) -> str:
    """When something appeared: both dates and the time; the dates alone at midnight in Riyadh.

    So a day is kept of which no hour is known, and hardly anything is published at that very instant.
    """
    if moment is not None and timezone.localtime(moment).time() == time.min:
        return both(moment)
    return both_with_time(moment)


def short(moment: date | datetime | None) -> str:
    """The short Gregorian day for dense tables: «23 نوفمبر 2026م» without the weekday."""
    return "" if moment is None else gregorian(moment)
