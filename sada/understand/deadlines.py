"""When a journalist says that the answer is needed: «قبل الساعة 6 مساءً غدًا», «خلال ساعتين», "by 17:30".

A time counts only beside words that ask for something by then. Without a day it is today, or tomorrow where the hour
has passed. What is unsure is left to the person: no hour, no deadline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from sada.understand.dates import DateSpan, dates

NEAR, TOGETHER = 60, 40  # letters between the asking words and the hour; between the hour and its day
_ASKING: Final = re.compile(
    r"(?<!\w)(?:قبل|حتى|لغاية|أقصاه|موعد|الموعد النهائي|بحلول|نغلق|يغلق|إغلاق|اغلاق|نحتاج|الرد|البث|النشرة"
    r"|deadline|before|by)(?!\w)",
    re.IGNORECASE,
)
_HOURS: Final = (
    "الواحدة", "الثانية", "الثالثة", "الرابعة", "الخامسة", "السادسة", "السابعة", "الثامنة", "التاسعة", "العاشرة",
    "الحادية عشرة", "الثانية عشرة",
)  # fmt: skip
_IN_WORDS: Final = re.compile(
    rf"الساعة ({'|'.join(sorted(_HOURS, key=len, reverse=True))})( والنصف)?\s*(صباح|ظهر|عصر|مساء|ليل)?\w*"
)
_WITHIN: Final = re.compile(r"(?:خلال|بعد) (ساعة|ساعتين|نصف ساعة|(\d{1,2}) ساعات?)(?!\w)")
_ARABIC_DIGITS: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")


@dataclass(frozen=True, slots=True)
class Said:
    """The instant by which the answer is needed, and where the text says so."""

    at: datetime
    start: int
    end: int


def deadline(text: str, now: datetime) -> Said | None:
    """The first deadline that `text` names, seen from `now` (local time); None where it names none."""
    plain = text.translate(_ARABIC_DIGITS)
    within = _WITHIN.search(plain)
    if within and _asked_before(plain, within.start()):
        return Said(now + _length(within), within.start(), within.end())
    spans = dates(plain, now.date())
    days = [span for span in spans if span.sort == "day" and len(span.value) == 10]
    for start, end, hour in [*_in_words(plain), *_in_digits(spans)]:
        if not _asked_before(plain, start):
            continue
        day = next((d for d in days if d.start - end <= TOGETHER and start - d.end <= TOGETHER), None)
        at = _instant(hour, date.fromisoformat(day.value) if day else None, now)
        if at > now:
            return Said(at, start, end)
    return None


def _length(found: re.Match[str]) -> timedelta:
    if found[2]:
        return timedelta(hours=int(found[2]))
    return {"ساعة": timedelta(hours=1), "ساعتين": timedelta(hours=2)}.get(found[1], timedelta(minutes=30))


def _asked_before(text: str, start: int) -> bool:
    return bool(_ASKING.search(text[max(0, start - NEAR) : start]))


def _in_words(text: str) -> list[tuple[int, int, time]]:
    found = []
    for match in _IN_WORDS.finditer(text):
        hour, part = _HOURS.index(match[1]) + 1, match[3]
        is_morning = part == "صباح" or (part == "ليل" and hour < 6)
        late = hour < 12 and not is_morning and (bool(part) or hour < 7)  # «الساعة الثانية» alone is in the afternoon
        found.append((match.start(), match.end(), time((hour + 12) % 24 if late else hour, 30 if match[2] else 0)))
    return found


def _in_digits(spans: list[DateSpan]) -> list[tuple[int, int, time]]:
    return [(s.start, s.end, time.fromisoformat(s.value)) for s in spans if s.sort == "time" and len(s.value) == 5]


def _instant(hour: time, day: date | None, now: datetime) -> datetime:
    at = datetime.combine(day or now.date(), hour, now.tzinfo)
    return at + timedelta(days=1) if day is None and at <= now else at
