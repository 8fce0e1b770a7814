"""Dates as Arabic papers print them: ISO and RFC forms, three sets of month names, Hijri years, both sets of digits."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from hijridate import Hijri

RIYADH = timezone(timedelta(hours=3))  # without daylight saving since 1947
_FOLD = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹أإآىة،", "01234567890123456789اااىه,", "ـًٌٍَُِّْ\u200e\u200f\u061c")
_MONTHS_BY_NUMBER = (  # Egyptian and Gulf, Levantine, Maghribi, English
    "يناير كانون_الثاني جانفي january jan",
    "فبراير شباط فيفري february feb",
    "مارس اذار march mar",
    "ابريل نيسان افريل april apr",
    "مايو ايار ماي may",
    "يونيو حزيران جوان june jun يونيه",
    "يوليو تموز جويليه july jul يوليه",
    "اغسطس اب اوت غشت august aug",
    "سبتمبر ايلول شتنبر september sep sept",
    "اكتوبر تشرين_الاول october oct",
    "نوفمبر تشرين_الثاني نونبر november nov",
    "ديسمبر كانون_الاول دجنبر december dec",
)
_HIJRI_BY_NUMBER = (
    "محرم", "صفر", "ربيع_الاول", "ربيع_الاخر ربيع_الثانى", "جمادى_الاولى جمادى_الاول", "جمادى_الاخره جمادى_الثانيه",
    "رجب", "شعبان", "رمضان", "شوال", "ذو_القعده ذى_القعده القعده", "ذو_الحجه ذى_الحجه الحجه",
)  # fmt: skip
_MONTHS = {name: at for at, names in enumerate(_MONTHS_BY_NUMBER, 1) for name in names.split()}
_HIJRI = {name: at for at, names in enumerate(_HIJRI_BY_NUMBER, 1) for name in names.split()}
_NAMES = "|".join(sorted((n.replace("_", r"\s+") for n in (*_MONTHS, *_HIJRI)), key=len, reverse=True))
_NAMED = re.compile(rf"(?<!\d)(\d{{1,2}})\s*(?:من\s+)?(?:شهر\s+)?({_NAMES})\b[\s,.]*(?:عام\s+|سنه\s+)?(\d{{4}})?", re.I)
_AMERICAN = re.compile(rf"\b({_NAMES})\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})", re.I)
_NUMBERS = re.compile(r"(?<!\d)(\d{1,4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,4})(?!\d)")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(ص|م|صباحا|مساء|am|pm)?(?!\w)", re.I)
_AGO = re.compile(r"منذ\s+(\d+)?\s*(دقيق|ساع|يوم|ايام|اسبوع|اسابيع)")
_STEP = {"دقيق": 60, "ساع": 3_600, "يوم": 86_400, "ايام": 86_400, "اسبوع": 604_800, "اسابيع": 604_800}


def _day(year: int, month: int, day: int) -> date | None:
    """A calendar day; years of 1300 to 1500 are Hijri, read by the Umm al-Qura tables."""
    try:
        if 1343 <= year <= 1500:
            return Hijri(year, month, day).to_gregorian()
        return date(year, month, day) if 1900 <= year <= 2100 else None
    except (ValueError, OverflowError):
        return None


def _named_day(text: str, year_now: int | None) -> date | None:
    for found in _NAMED.finditer(text):
        name = re.sub(r"\s+", "_", found[2].lower())
        year = int(found[3]) if found[3] else year_now
        if year is None or (name in _HIJRI and year > 1500):
            continue
        if day := _day(year, _MONTHS.get(name) or _HIJRI[name], int(found[1])):
            return day
    if found := _AMERICAN.search(text):
        return _day(int(found[3]), _MONTHS.get(re.sub(r"\s+", "_", found[1].lower()), 0), int(found[2]))
    return None


def _numbered_day(text: str) -> date | None:
    for found in _NUMBERS.finditer(text):
        first, month, last = int(found[1]), int(found[2]), int(found[3])
        for year, day in ((first, last), (last, first)):
            if year > 31 and (read := _day(year, month, day)):
                return read
    return None


def _clock(text: str) -> tuple[int, int, int]:
    found = _CLOCK.search(text)
    if not found:
        return 0, 0, 0
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    half = (found[4] or "").lower()
    if half in ("م", "مساء", "pm") and hour < 12:
        hour += 12
    elif half in ("ص", "صباحا", "am") and hour == 12:
        hour = 0
    return (hour, minute, second) if hour < 24 and minute < 60 and second < 60 else (0, 0, 0)


def _standard(text: str) -> datetime | None:
    """ISO 8601, seconds or milliseconds since 1970, RFC 822."""
    try:
        if text.isdecimal():
            number = int(text)
            if 10**8 < number < 10**11:
                return datetime.fromtimestamp(number, UTC)
            return datetime.fromtimestamp(number / 1000, UTC) if 10**11 < number < 10**13 else None
        return datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        pass
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def read_date(text: str, now: datetime | None = None) -> datetime | None:
    """The instant a date names, aware (Riyadh where no zone is given); None when it cannot be read for sure.

    `now` lets «منذ ساعتين» and dates without a year be read.
    """
    text = text.strip()[:200]
    if not text:
        return None
    if found := _standard(text):
        return _sound(found if found.tzinfo else found.replace(tzinfo=RIYADH))
    folded = text.translate(_FOLD)
    if now and (ago := _AGO.search(folded)):
        return now - timedelta(seconds=int(ago[1] or 1) * _STEP[ago[2]])
    day = _named_day(folded, now.year if now else None) or _numbered_day(folded)
    return datetime(day.year, day.month, day.day, *_clock(folded), tzinfo=RIYADH) if day else None


def _sound(moment: datetime) -> datetime | None:
    """An instant PostgreSQL and Python agree on, in UTC."""
    try:
        return moment.astimezone(UTC) if 1900 <= moment.year <= 2100 else None
    except (ValueError, OverflowError):
        return None
