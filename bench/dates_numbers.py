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
from pathlib import Path
from typing import Any

from bench.testdata import material
from sada.understand.calendars import hijri_day
from sada.understand.counted import Figure
from sada.understand.dates import DateSpan, dates
from sada.understand.figures import figures
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
            member.name.rpartition("/")[2]: json.loads(opened.read())
            for member in archive
            if member.name.endswith(".json")
            and not member.name.rpartition("/")[2].startswith("._")
            and (opened := archive.extractfile(member)) is not None
        }


def cases(found: dict[str, Any]) -> Iterator[Case]:
    """All cases of the specification."""
    for name, rows in sorted(found.items()):
        for row in rows if isinstance(rows[0], dict) else ():
            when = (row.get("Context") or {}).get("ReferenceDateTime")
            expected = tuple((str(r["Text"]), r.get("Value") or r.get("Resolution") or {}) for r in row["Results"])
            yield Case(
                name.removesuffix(".json"), row["Input"], date.fromisoformat(when[:10]) if when else None, expected
            )


Reasons = list[tuple[str, str, re.Pattern[str]]]


def reasons_table() -> Reasons:
    """What is left out: where it is looked for (file, input, value), the reason, the pattern."""
    lines = Path(__file__).with_name("dates_numbers_left_out.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [(where, reason, re.compile(pattern)) for where, reason, pattern in rows]


def left_out(case: Case, table: Reasons) -> str:
    """Why a case is none that a press text can contain; "" when it is one."""
    if any(text.strip() not in case.text for text, _ in case.expected):
        return "a phrase that does not stand in its own input"
    values = [timex(value) for _, value in case.expected]
    if not all(map(exists, values)):
        return "a day that does not exist"
    looked_in = {"file": [case.file], "input": [case.text], "value": [value for value in values if value]}
    return next((reason for where, reason, found in table if any(map(found.search, looked_in[where]))), "")


def exists(said: str) -> bool:
    """False for a Timex like 2016-11-31."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", said):
        try:
            date.fromisoformat(said)
        except ValueError:
            return False
    return True


def timex(value: Any) -> str:
    """The suite's value in one string: its Timex, or a number."""
    if isinstance(value, str):
        return ""
    values = value.get("values")
    if values:
        return str(values[0].get("timex", ""))
    return str(value.get("Timex") or value.get("value") or "")


LEADING = re.compile(
    r"^(?:(?:طوال|ابتداء|تنتهي مع|لا يتجاوز|في|من|بين|إلى|الى|يوم|حتى|منذ|نسبة|هذا|"
    r"شهر|عام|لمدة|خلال|قبل|بعد|الساعة|،|,)\s+)*"
)


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
        return bool(wanted) and all(any(f.value == n and f.unit == unit for f in ours) for n, unit in wanted)
    values = {s.value for s in open_spans + spans} | {
        s.value[: len(said)] for s in spans if len(s.value) > 7 and len(said) > 7
    }
    if said.startswith("("):
        first, last, *_ = (
            end.split("T")[0] if "T" in end and not end.startswith("T") else end
            for end in re.sub(r"\bXX(?=\d)", "19", said[1:-1]).split(",")
        )
        return any(
            near(first, s.value) and (near(last, s.until or s.value) or near(day_before(last), s.until or s.value))
            for s in open_spans + spans
        )
    if re.fullmatch(r"T\d\d(?::\d\d){0,2}", said):
        return any((v.startswith(said[1:]) and v[2:3] == ":") or flipped(said[1:]) == v for v in values)
    if "T" in said and not said.startswith(("T", "PT")):
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
    """Ordinals and the number words beside them, as the row of tokens holds them: they serve dates, no figures."""
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
    for phrase, value in case.expected:
        text = phrase.strip()
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
    table = reasons_table()
    for case in cases(found):
        reason = left_out(case, table)
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
    print(
        f"read {sum(right.values())} of {sum(total.values())} ({share:.1%}); Umm al-Qura tables {hijri_tables(found)}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
