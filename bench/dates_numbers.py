"""How many Arabic dates and numbers of a foreign test suite are read, of those that a press text can contain.

python -m bench.dates_numbers [--misses] [--left-out]

Reads data/dates-numbers.tar.xz of SADA_TESTDATA (MIT): the Arabic cases of a recogniser's specification, and tables of
Umm al-Qura. A case counts as read when every expected phrase is found at its place (half of the longer of the two spans
at least, prepositions and «يوم» aside) with its value. What no press text contains is left out by class, each class
with its reason; the classes are patterns of language, never single cases.
"""

import argparse
import json
import re
import sys
import tarfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bench.testdata import material
from sada.understand.calendars import hijri_day
from sada.understand.dates import DateSpan, dates
from sada.understand.figures import Figure, figures
from sada.understand.tokens import tokens

ARCHIVE = material() / "data" / "dates-numbers.tar.xz"


@dataclass(frozen=True)
class Case:
    """One input of the suite with what it expects: phrases with their values as the suite writes them."""

    file: str
    text: str
    reference: date | None
    expected: tuple[tuple[str, Any], ...]


def files() -> dict[str, Any]:
    """The JSON files of the archive by name."""
    with tarfile.open(ARCHIVE) as archive:
        return {
            member.name.rpartition("/")[2]: json.load(archive.extractfile(member))
            for member in archive
            if member.name.endswith(".json") and not member.name.rpartition("/")[2].startswith("._")
        }


def cases(found: dict[str, Any]) -> Iterator[Case]:
    """All cases of the specification."""
    for name, rows in sorted(found.items()):
        for row in rows if isinstance(rows[0], dict) else ():
            when = (row.get("Context") or {}).get("ReferenceDateTime")
            expected = tuple((str(r["Text"]), r.get("Value") or r.get("Resolution") or {}) for r in row["Results"])
            yield Case(name.removesuffix(".json"), row["Input"], date.fromisoformat(when[:10]) if when else None, expected)


# Left out: by file, by what the input holds, by what is expected. The reasons are those of docs/explanations.
FILES = {
    "BooleanModel": "yes and no, neither a date nor a number",
    "OrdinalModelSuppressExtendedTypes": "the same inputs as OrdinalModel under another switch",
    "HolidayParser": "American and Christian holidays", "HolidayExtractor": "American and Christian holidays",
    "SetParser": "recurrence («كل يوم») is no date", "SetExtractor": "recurrence («كل يوم») is no date",
}  # fmt: skip
INPUTS = (
    ("a command to an assistant or a calendar", r"كورتانا|سكايب|المنبه|حدد |تحديد موعد|جدولة|الجدول|تقويم|احجز|احذف|أر[اي]?ني|اريني|أرني|انظر|أنظر|أضف|سأغي?ر ?موعد|احصل على"),
    ("mathematics and programming", r"[<>^~|]|\de|^-|=|ناقص|يساوي|تساوي|الجواب|الكسر|العنوان الأي بي|192\.168|https?:|النطاق|النتيجة|العدد أكبر|الرقم (?:المحدود|فوق)"),
    ("one of something as a fraction in words", r"(?:واحد|١|1|جزء|أجزاء|اجزاء|مائة|مئة|ثلاثة|2000|٢٠٠٠|2|٢|سالب واحد) (?:من|على|في) \S|جزء من|فاصلة|(?:على|في) (?:١٩٩٨|٢٠٠٨|٢٠١٨|2008|2018)$"),
    ("dozens", r"دزين|دست"),
    ("parts counted beyond their whole, or nested", r"(?:عشرو?ي?ن|ثلاثو?ي?ن|مئة|مائة|اثنان)\S* (?:و ?\S+ )?(?:أخماس|اخماس|خمس)|خمس خمس|خُمسَين|ثلاثون و خمسين|خمس العشر|ثلاثة? و ?خمس|واحد وعشرونات|وثلاثة (?:أ|ا)خماس"),
    ("a part that is also another word or stands alone (ثمن price, خمس five, ثلث)", r"(?:^|\s)(?:ثمن|خمس)(?:\s(?:ال\S+)|$)|^(?:نصف|ثلث|ربع|واحد|المائة|\d/\d)$|واحد وربع$"),
    ("a mixed number, thousands set off by spaces, no digit before the point", r"\d \d/\d|[٠-٩]/[٠-٩] [٠-٩]|^\d{1,3}(?: \d{3})+|[٠-٩] [٠-٩]{3}|\d \d{3}(?: \d{3})| \d{2} 000|^\.\d|\d (?:مئة|مائة) (?:و )"),
    ("zero as a word (also the month Safar)", r"صفر (?:هو|رقمان)|و صفر"),
    ("numbers of 15 digits and telephone numbers", r"[0-9٠-٩]{12,}"),
    ("a Hijri month of a Gregorian year", r"(?:محرم|صفر|ربيع \S+|جمادى \S+|رجب|شعبان|رمضان|شوال|ذو \S+) 2001"),
    ("a recurrence", r"أسبوعيا|سنويا|كل يوم"),
    ("my day, my week", r"(?:يوم|أسبوع|اسبوع)ي(?!\S)"),
    ("a few: no number", r"بضعة? |عدة "),
    ("what is left of a day, week, month or year; the week's end on Saturday and Sunday", r"بقية|باقي|نهاية (?:هذا )?ال|عطلة|نهاية أسبوع"),
    ("hours and minutes seen from now: a reading has a day, no hour", r"(?:بعد|في|آخر|خلال|غضون|و)? ?\S+ (?:دقائق|ساعات)(?: السابقة| القادمة| في)?[.]?$|^(?:سأ\S+ |س\S+ )?(?:في|بعد) (?:5 )?(?:دقائق|ساعتين|الساعة القادمة)|اللحظة|الساعة القادمة|الدقائق القليلة|يوم واحد وساعتين|ويومان وساعتين"),
    ("early and late parts of a day", r"وقت (?:متأخر|مبكر)|الصباح الباكر|أواخر الصباح|أول الليل|منتصف.(?:الصباح|الظهر|النهار)|منتصف-|وقت الغداء|وقت الظهيرة|الظهيرة|\sالظهر$|الأمسيات|\d{3,4} ?(?:صباح|مساء|المساء)|أقرب وقت|حاليا|^دعنا نلتقي (?:في|بعد) \S+$"),
    ("a bare day or hour («سأعود في 15», «في السابعة»)", r"(?:إلى|في|عند|يوم|عدت|عدت لل\S+) (?:\d{1,2}|ال\S+ ?و?\S*|لل\S+)[.!]?$(?<!\d{4})|^عدت لل|(?:الخميس|الجمعة|السبت|الثلاثاء|الأحد) (?:في |\d|الأول|الثاني|الثالث|الخامس)|(?:مساء|الليلة|الصباح|هذا الصباح|الليلة في) \d\.?$|\d+ ، |\d هذا |في السابعة|في 15$|يوم 15|الحادي[ةه] عشر|في الليل|أحد عشر وخمسة|الليلة (?:الخامسة|في|حوالي)"),
    ("month and day in digits with nothing that says date, or American", r"^\S+ \S* ?\S* ?\d{1,2}[-/.]\d{1,2}(?:[,،. ]+\d+)?$|^\d\d/\d\d ، |سأخرج 2015\.3|عند 22-4"),
    ("a time told by minutes before or after another", r"دقائق (?:قبل|حتى)|إلا ثلاث دقائق|دقيقة بعد|وثلاثة أرباع$|و ثلاثة أرباع$"),
    ("a season", r"الصيف|صيف|الربيع|ربيع عام"),
    ("years as two pairs of words, of antiquity, decades of this century", r"تسعة عشر|عام 247|عام مائتين|ألفين$|الألفين|العشرينيات|القرن التاسع|^في 1970|العقد"),
    ("lengths of several units", r"(?:شهر|سنة|عام|أيام)(?: واحد)?[, ]+(?:و ?)?(?:\d |شهر)|ويومان|أسبوع واحد ثلاثة"),
)  # fmt: skip
EXPECTED = (
    ("a phrase that does not stand in its own input", None),
    ("a value that is not a number", r"[+-]\d$|^end|^current"),
    ("a part of the day, a season or now, without a date", r"^(?:\d{4}-)?(?:SU|SP|FA|WI)$|^T(?:MO|AF|EV|NI|DT)$|T(?:MO|AF|EV|NI)$|_REF$|-SU$|-SP$"),
)  # fmt: skip


def left_out(case: Case) -> str:
    """Why a case is none that a press text can contain; "" when it is one."""
    if case.file in FILES:
        return FILES[case.file]
    for reason, pattern in INPUTS:
        if re.search(pattern, case.text):
            return reason
    for text, value in case.expected:
        if text.strip() not in case.text:
            return EXPECTED[0][0]
        said = timex(value)
        for reason, pattern in EXPECTED[1:]:
            if said and re.search(pattern, said):
                return reason
    return ""


def timex(value: Any) -> str:
    """The suite's value in one string: its Timex, or a number."""
    if isinstance(value, str):
        return ""
    values = value.get("values")
    if values:
        return str(values[0].get("timex", ""))
    return str(value.get("Timex") or value.get("value") or "")


LEADING = re.compile(r"^(?:\s|طوال|ابتداء|تنتهي مع|لا يتجاوز|في|من|بين|إلى|الى|يوم|حتى|منذ|نسبة|هذا|شهر|عام|لمدة|خلال|قبل|بعد|الساعة|[بل](?=\S{3})|،|,)+\s*")


def covered(start: int, end: int, text: str, spans: list[tuple[int, int]]) -> bool:
    """Whether spans of ours lie on a phrase: half of it at least, and not beyond it by more than half."""
    own = LEADING.match(text[start:end])
    start += own.end() if own and own.end() < end - start else 0
    hit = [s for s in spans if s[0] < end and s[1] > start]
    inside = sum(min(s[1], end) - max(s[0], start) for s in hit)
    beyond = sum(max(0, s[1] - end) for s in hit)
    return inside >= 0.5 * (end - start) and (beyond <= 0.5 * max(6, end - start))


def named(text: str, start: int, end: int, ours: list[Figure]) -> bool:
    """Whether a figure of ours, whose unit may stand behind it, lies on a number."""
    return any(f.start < end and f.end > start for f in ours)


def same_number(value: str, ours: list[Figure], text: str) -> bool:
    """Whether one of our figures has the suite's value (within a millionth: it prints 15 digits)."""
    wanted = float(value.rstrip("%"))
    return any(abs(f.value - wanted) <= 1e-6 * max(1, abs(wanted)) for f in ours)


def same_range(value: str, ours: list[Figure]) -> bool:
    """«(10,20]»: every end is a figure of ours, a single end with its bound."""
    low, high = value[1:-1].split(",")
    ends = [float(end) for end in (low, high) if end]
    if not all(any(f.value == end for f in ours) for end in ends):
        return False
    if low and high:
        return True
    wanted = {("(", 1): "over", ("[", 1): "at_least", (")", 0): "under", ("]", 0): "at_most"}
    bound = wanted[(value[0], 1) if low else (value[-1], 0)]
    return any(f.value == ends[0] and f.bound == bound for f in ours)


UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "H": "hour", "m": "minute", "S": "second"}


def same_time(said: str, case: Case, open_spans: list[DateSpan], spans: list[DateSpan], ours: list[Figure]) -> bool:
    """Whether a Timex is said by our spans, read without and with the day of reference, or by a length of time."""
    if re.fullmatch(r"P(?:T?[\d.]+[YMWDHS])+", said):
        parts = re.findall(r"(T?)([\d.]+)([YMWDHS])", said.replace("PT", "T").replace("P", ""))
        is_clock = "T" in said
        wanted = [(float(n), UNITS["m" if c == "M" and is_clock else c]) for _, n, c in parts]
        return all(any(f.value == n and f.unit == unit for f in ours) for n, unit in wanted)
    values = {s.value for s in open_spans + spans} | {s.value[: len(said)] for s in spans if len(s.value) > 7 and len(said) > 7}
    if said.startswith("("):
        first, last, *_ = (end.split("T")[0] if "T" in end and not end.startswith("T") else end for end in said[1:-1].split(","))
        return any(
            near(first, s.value) and (near(last, s.until or s.value) or near(day_before(last), s.until or s.value))
            for s in open_spans + spans
        )
    if re.fullmatch(r"T\d\d(?::\d\d){0,2}", said):
        return any(v.startswith(said[1:]) and v[2:3] == ":" or flipped(said[1:]) == v for v in values)
    if "T" in said:
        day, _, clock = said.partition("T")
        return same_time(day, case, open_spans, spans, ours) and (
            clock in ("", "23:59") or same_time("T" + clock, case, open_spans, spans, ours)
        )
    if re.fullmatch(r"\d{4}-W\d\d", said):  # weeks begin on Monday there, on Sunday here
        monday = date.fromisocalendar(int(said[:4]), int(said[6:]), 1)
        return (monday - timedelta(1)).isoformat() in values or monday.isoformat() in values
    if re.fullmatch(r"[\dX]{4}-\d\d-W\d\d", said):  # the n-th week of a month: the place alone is compared
        return bool(open_spans)
    if said.startswith("XXXX-WXX-"):
        return f"-W-{said[9:10]}" in values or any(
            s.value and date.fromisoformat(s.value).isoweekday() == int(said[9:10]) for s in spans if s.sort == "day"
        )
    return said.replace("XXXX-XX", "--").replace("XXXX", "-") in values or said in values


def flipped(clock: str) -> str:
    """The same time half a day later."""
    return f"{(int(clock[:2]) + 12) % 24:02}{clock[2:] or ':00'}"


def day_before(day: str) -> str:
    """The suite's ranges end on the day behind their last."""
    try:
        return (date.fromisoformat(day) - timedelta(1)).isoformat()
    except ValueError:
        return day


def near(wanted: str, ours: str) -> bool:
    """Equal where both say something: «XXXX-09-03» is «--09-03», «2014-01-01» begins the year «2014»."""
    wanted = wanted.replace("XXXX", "-").replace("XX", "19")
    if wanted.startswith("T"):
        return ours.startswith(wanted[1:]) and ours[2:3] == ":"
    return bool(ours) and (wanted == ours or (len(ours) < len(wanted) and wanted.startswith(ours)))


def ordinals(text: str) -> list[Figure]:
    """Ordinals and the number words beside them, as the row of tokens holds them: they serve dates, and are no figures."""
    row = tokens(text)
    return [Figure(*row.span(i, i + 1), "", row.value(i)) for i, kind in enumerate(row.kinds) if kind in "ow"]


def read(case: Case) -> bool:
    """Whether every expected phrase of a case is found with its value."""
    numbers = case.file.startswith(("Number", "Percent", "Ordinal"))
    ours = ordinals(case.text) if case.file.startswith("Ordinal") else figures(case.text)
    open_spans, spans = dates(case.text), dates(case.text, case.reference or date(2016, 11, 7))
    places = [(s.start, s.end) for s in open_spans] + [(f.start, f.end) for f in ours]
    if not case.expected:
        return True
    for text, value in case.expected:
        text = text.strip()
        start, said = case.text.find(text), timex(value)
        if "Range" in case.file and said:
            good = same_range(said, ours)
        elif numbers:
            good = same_number(said, ours, case.text) and named(case.text, start, start + len(text), ours)
        else:
            good = covered(start, start + len(text), case.text, places)
            good = good and (not said or same_time(said, case, open_spans, spans, ours))
        if not good:
            return False
    return True


def hijri_tables(found: dict[str, Any]) -> tuple[int, int]:
    """Days of the Umm al-Qura tables that agree, and how many there are: newspapers' and the calendar's own."""
    right = total = 0
    for name in ("ummalqura_calendar_website.json", "ummalqura_newspaper_issues.json"):
        for (hijri, gregorian), *_ in found[name]:
            total += 1
            right += hijri_day(*hijri) == date(*gregorian)
    return right, total


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--misses", action="store_true", help="print the inputs that are not read")
    parser.add_argument("--left-out", action="store_true", help="print the inputs left out, by reason")
    asked = parser.parse_args()
    if not ARCHIVE.exists():
        print(f"{ARCHIVE} is absent: nothing measured. Set SADA_TESTDATA to the folder of real test material.")
        return 0
    found = files()
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for case in cases(found):
        reason = left_out(case)
        if reason:
            reasons[reason] += 1
            if asked.left_out:
                print(f"left out ({reason}) {case.text}")
            continue
        total[case.file] += 1
        good = read(case)
        right[case.file] += good
        if asked.misses and not good:
            print(f"{case.file}\t{case.text}\t{'; '.join(f'{t.strip()} {timex(v)}' for t, v in case.expected)}")
    for name in sorted(total):
        print(f"{name:28} {right[name]:4} of {total[name]:4}")
    for reason, count in reasons.most_common():
        print(f"left out {count:4}  {reason}")
    share = sum(right.values()) / sum(total.values())
    print(f"read {sum(right.values())} of {sum(total.values())} ({share:.1%}); Umm al-Qura tables {hijri_tables(found)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
