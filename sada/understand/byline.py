"""The by-line: the city, agency and writer that stand before an article, as the author field or as its first words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from sada.understand.fold import fold
from sada.understand.offices import given_names
from sada.understand.scan import Scanner

AGENCIES = frozenset((
    "واس", "رويترز", "وام", "بنا", "قنا", "كونا", "د ب ا", "ا ف ب", "وكاله الانبا السعوديه",
))  # fmt: skip
PAPERS = frozenset((
    "سبق", "الوئام", "الويام", "الجزيره", "اليوم", "عكاظ", "الوطن", "الاقتصاديه", "عين اليوم", "المواطن", "عاجل",
    "الشرق", "الشرق اونلاين", "الشرق الاوسط", "عناوين", "وصف", "وطنيات", "تواصل", "المناطق", "الحياه", "البلاد",
    "مكه الان", "اخبار 24", "سبق الالكترونيه", "صحيفه سبق",
))  # fmt: skip
DESKS = frozenset(("وكالات", "متابعات", "متابعه", "التحرير", "خاص", "خاص سبق"))  # named only where nobody else is
SAYS_NOTHING = frozenset(("المصدر", "مصدر", "كتب", "كتبت", "كتبه", "مراسل", "مراسلنا", "تقرير", "تصوير"))
INQUIRIES = frozenset(("تحقيق", "استطلاع", "تحقيقات", "ملف", "استطلاعات"))
# A lengthened letter is a dash only where a space stands beside it: «الرياض ـ واس», not «مـحـمـد».
CUT = re.compile(r"\s*(?:(?:(?<=\s)|(?<=^))ـ+|ـ+(?=\s|$)|[-–—:()/،,\n«»\"]|&ndash;|\bمن\b)\s*")
_MONTH = (
    "محرم|صفر|ربيع ال(?:أول|اول|آخر|اخر|ثاني)|جماد[ىي] ال(?:أولى|اولى|آخرة|اخرة|ثانية)|رجب|شعبان|رمضان|شوال"
    "|ذ[يو] القعدة|ذ[يو] الحجة|يناير|فبراير|مارس|[أا]بريل|مايو|يونيو|يوليو|[أا]غسطس|سبتمبر|[أا]كتوبر|نوفمبر|ديسمبر"
)
DATE = re.compile(
    rf"(?:(?:ال(?:سبت|[أا]حد|[إا]ثنين|ثلاثاء|[أا]ربعاء|خميس|جمعة)|في)\s+)?\d{{1,2}}\s+(?:{_MONTH})"
    r"(?:\s+\d{4})?(?:\s*(?:هـ|ه|م)(?!\w))?(?:\s*الموافق)?(?:\s*الساعة\s*\d{1,2}:\d{2}(?:\s*\w+)?)?"
)
PENNED = re.compile(r"^\s*بقلم\s*[:/-]?\s*")
PICTURES = re.compile(r"[،,/-]?\s*تصوير\s*[:/-]?\s*[^-–—،,/()]{3,30}")
HEAD = re.compile(r"\s*[*•]?\s*([^\n:.؟!]{3,70}?)\s*[:\n]")
SPA = re.compile(r"\s*([^\n.:]{3,60}?/\s*واس)\s*/")
PEN = re.compile(r"\s*بقلم\s*[:/-]?\s*([^\n:.؟!]{3,40})\n")
DASH = re.compile(r"[-–—/]|(?:^|\s)ـ+|ـ+(?:\s|$)")
EDGES = " .*\t\r\u00a0\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"
# What stands before a name, or joins its parts, and is no name itself: «د. عبدالله بن موسى الطاير».
TITLES = frozenset((
    "د", "اد", "ا", "م", "الدكتور", "الدكتوره", "المهندس", "المهندسه", "الاستاذ", "الاستاذه", "الشيخ",
    "المحامي", "المحاميه", "المستشار", "اللواء", "العميد", "الاعلامي", "الكاتب", "الكاتبه", "بن", "ابن", "بنت", "ال",
    "ابو", "ام", "عبد",
))  # fmt: skip
NAMES, WORDS = (2, 4), 8  # names of one writer; words with all that joins them
MOST = 160  # an author field longer than this is a misplaced lead, not a by-line
OPENING = 160  # characters of a text in which its own by-line stands


@dataclass(frozen=True, slots=True)
class Byline:
    """City, agency and writer as they are printed, each empty when absent; `columnist`: a person's name alone.

    Several writers are joined by «، ». `inquiring`: the paper's own investigation («تحقيق», «استطلاع»), not a report of
    what somebody announced.
    """

    city: str = ""
    agency: str = ""
    writer: str = ""
    columnist: bool = False
    inquiring: bool = False


@lru_cache(maxsize=4096)  # the same writers come again and again
def parse(author: str, scanner: Scanner) -> Byline:
    """Read an author field: «الدوادمي - عبدالله العويس:», «عدنان الشبراوي (جدة)», «واس - جدة», «الطائف-الوئام:»."""
    if not author.strip() or len(author) > MOST:
        return Byline()
    penned = PENNED.match(author)
    said = PICTURES.sub(" - ", DATE.sub(" - ", author[penned.end() if penned else 0 :]))
    parts = [part for piece in CUT.split(said) for part in _apart(piece.strip(EDGES), scanner)]
    line = _sorted(parts, scanner)
    if penned and line.writer:
        line = replace(line, columnist=True)
    return replace(line, inquiring=True) if any(fold(part) in INQUIRIES for part in parts) else line


def from_body(body: str, scanner: Scanner) -> Byline:
    """Read a by-line that opens the text itself: «سبق- الرياض: …», «* الدمام - حسين بالحارث: …», «بقلم: …»."""
    opening = body[:OPENING].lstrip()
    dated = DATE.match(opening)
    if dated is not None and "\n" in opening:
        first, _, rest = opening.partition("\n")
        opening = rest if len(first) - dated.end() < 3 else opening
    pen = PEN.match(opening)
    if pen is not None:
        return parse(f"بقلم: {pen.group(1)}", scanner)
    said = DATE.sub(" - ", opening) if dated is None else opening
    head = SPA.match(said) or HEAD.match(said)
    if head is None or not (DASH.search(head.group(1)) or len(_apart(head.group(1), scanner)) > 1):
        return Byline()
    line = parse(head.group(1), scanner)
    named = not line.writer or fold(line.writer).split()[0] in given_names()
    return line if line.city or (line.agency and named) else Byline()


def _apart(part: str, scanner: Scanner) -> list[str]:
    """«الرياض الشرق أونلاين», «سبق أبها», «جازان أنور خواجي»: a city and its paper or reporter that nothing divides."""
    words = part.split()
    for n in range(1, len(words)):
        first, rest = " ".join(words[:n]), " ".join(words[n:])
        one, other = _plain(first), _plain(rest)
        if one in scanner.names and (other in AGENCIES | PAPERS or _reports(one, other)):
            return [first, rest]
        if one in AGENCIES | PAPERS and other in scanner.names:
            return [rest, first]
    return [part] if part else []


def _plain(part: str) -> str:
    """Folded, and «أ. ف. ب.» without its points."""
    return " ".join(fold(part).replace(".", " ").split())


def _reports(city: str, name: str) -> bool:
    """A given name behind a town that is none itself."""
    names = name.split()
    return len(names) > 1 and names[0] in given_names() and city.split(maxsplit=1)[0] not in given_names()


def _sorted(parts: list[str], scanner: Scanner) -> Byline:
    city = agency = desk = ""
    writers: list[str] = []
    for part in parts:
        said = _plain(part)
        if said in AGENCIES or (said in PAPERS and fold(agency) not in AGENCIES):
            agency = part if said in AGENCIES else agency or part
        elif said in DESKS:
            desk = desk or part
        elif not city and len(parts) > 1 and said in scanner.names:
            city = part
        elif " " in said and said not in SAYS_NOTHING:
            writers.append(part)
    alone = len(parts) == 1 and bool(writers) and _is_name(_plain(parts[0]).split())
    return Byline(city, agency or desk, "، ".join(writers[:2]), columnist=alone)


def _is_name(words: list[str]) -> bool:
    """Two to four names, with whatever titles and links."""
    bare = sum(word not in TITLES for word in words)
    return NAMES[0] <= len(words) <= NAMES[1] or (len(words) <= WORDS and NAMES[0] <= bare <= NAMES[1])
