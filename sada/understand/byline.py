"""The by-line: the city, agency and writer that stand before an article, as the author field or as its first words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from sada.understand.fold import fold
from sada.understand.offices import given_names
from sada.understand.scan import Scanner

AGENCIES = frozenset((
    "واس", "رويترز", "وام", "بنا", "قنا", "كونا", "د ب ا", "ا ف ب", "ا ب", "يو بي اي", "بترا", "الاناضول", "شينخوا",
    "سبوتنيك", "بلومبيرغ", "بلومبرغ", "وكاله الانبا السعوديه", "وكاله الاناضول", "وكاله الانبا الالمانيه",
    "وكاله الصحافه الفرنسيه", "اسوشيتد برس", "فرانس برس",
))  # fmt: skip
PAPERS = frozenset((
    "سبق", "الوئام", "الويام", "الجزيره", "اليوم", "عكاظ", "الوطن", "الاقتصاديه", "عين اليوم", "المواطن", "عاجل",
    "الشرق", "الشرق اونلاين", "الشرق الاوسط", "عناوين", "وصف", "وطنيات", "تواصل", "المناطق", "الحياه", "البلاد",
    "مكه الان", "اخبار 24", "سبق الالكترونيه", "صحيفه سبق",
))  # fmt: skip
# A paper's own edition or office: «الشرق الأوسط أونلاين», «الرياض الإلكتروني», «مكتب الجزيرة», «خاص بالرياض».
EDITION = re.compile(r"(?:(?:مكتب|صحيفه|جريده|خاص ب) ?(?P<of>.+)|(?P<own>.+?) (?:اونلاين|اون لاين|الالكترونيه?|نت))")
NAMED_AS_TOWNS = frozenset(("الرياض", "المدينه", "المدينه المنوره", "البلاد", "مكه"))  # papers too, in such words only
DESKS = frozenset(
    ("وكالات", "متابعات", "متابعه", "التحرير", "خاص", "خاص ب", "خاص سبق")
)  # named only where nobody else is
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
GALLERY = re.compile(r"\s*(?:Next|Previous)(?:\s+(?:Next|Previous))*\s*")  # buttons of pictures, left before a text
PENNED = re.compile(r"^\s*بقلم\s*[:/-]?\s*")
PICTURES = re.compile(r"[،,/-]?\s*تصوير\s*[:/-]?\s*[^-–—،,/()]{3,30}")
HEAD = re.compile(r"\s*[*•]?\s*([^\n:.؟!]{3,70}?)\s*[:\n]")
SPA = re.compile(r"\s*([^\n.:]{3,60}?/\s*واس)\s*/")
PEN = re.compile(r"\s*بقلم\s*[:/-]?\s*([^\n:.؟!]{3,40})\n")
DASH = re.compile(r"[-–—/]|(?:^|\s)ـ+|ـ+(?:\s|$)")
_WORD = re.compile(r"\S+")
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


class Piece(NamedTuple):
    """A part of a by-line and where it stands; `sort`: city, agency or writer, empty while unknown."""

    text: str
    start: int
    end: int
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Byline:
    """City, agency and writer as they are printed, each empty when absent; `columnist`: a person's name alone.

    Several writers are joined by «، ». `inquiring`: the paper's own investigation («تحقيق», «استطلاع»), not a report of
    what somebody announced. `pieces`: its parts in order, each where it stands in the author field or the body.
    """

    city: str = ""
    agency: str = ""
    writer: str = ""
    columnist: bool = False
    inquiring: bool = False
    pieces: tuple[Piece, ...] = field(default=(), compare=False)


@lru_cache(maxsize=4096)  # the same writers come again and again
def parse(author: str, scanner: Scanner) -> Byline:
    """Read an author field: «الدوادمي - عبدالله العويس:», «عدنان الشبراوي (جدة)», «واس - جدة», «الطائف-الوئام:»."""
    if not author.strip() or len(author) > MOST:
        return Byline()
    penned = PENNED.match(author)
    begun = penned.end() if penned else 0
    places: Sequence[int] = range(begun, len(author) + 1)
    said, places = _without(DATE, author[begun:], places)
    said, places = _without(PICTURES, said, places)
    parts = [part for piece in _pieces(said) for part in _apart(piece, scanner)]
    line = _sorted(parts, scanner)
    line = replace(line, pieces=tuple(sorted((_placed(author, p, places) for p in line.pieces), key=lambda p: p.start)))
    if penned and line.writer:
        line = replace(line, columnist=True)
    return replace(line, inquiring=True) if any(fold(part.text) in INQUIRIES for part in parts) else line


def _without(pattern: re.Pattern[str], said: str, places: Sequence[int]) -> tuple[str, Sequence[int]]:
    """The text with a dash for each match, and for each of its characters the place it came from."""
    out, came, at = "", list[int](), 0
    for m in pattern.finditer(said):
        out += said[at : m.start()] + " - "
        came += [*places[at : m.start()], *(places[m.start()],) * 3]
        at = m.end()
    return (out + said[at:], [*came, *places[at:]]) if at else (said, places)


def _placed(author: str, piece: Piece, places: Sequence[int]) -> Piece:
    start, end = places[piece.start], places[piece.end - 1] + 1
    return Piece(author[start:end], start, end, piece.sort)


def _pieces(said: str) -> Iterator[Piece]:
    """What stands between the signs that part a by-line, without spaces and stars at its edges."""
    at = 0
    for start, end in (*(m.span() for m in CUT.finditer(said)), (len(said), len(said))):
        piece = said[at:start]
        first = at + len(piece) - len(piece.lstrip(EDGES))
        text = piece.strip(EDGES)
        if text:
            yield Piece(text, first, first + len(text))
        at = end


def from_body(body: str, scanner: Scanner) -> Byline:
    """Read a by-line that opens the text itself: «سبق- الرياض: …», «* الدمام - حسين بالحارث: …», «بقلم: …»."""
    gallery = GALLERY.match(body, 0, OPENING)
    opening = body[gallery.end() if gallery else 0 : OPENING].lstrip()
    begun = len(body[:OPENING]) - len(opening)
    dated = DATE.match(opening)
    if dated is not None and "\n" in opening:
        first, _, rest = opening.partition("\n")
        if len(first) - dated.end() < 3:
            opening, begun = rest, begun + len(first) + 1
    places: Sequence[int] = range(begun, begun + len(opening) + 1)
    pen = PEN.match(opening)
    if pen is not None:
        at = opening.rindex(pen.group(1), 0, pen.end(1)) - len("بقلم: ")
        return _shifted(parse(f"بقلم: {pen.group(1)}", scanner), body, range(begun + at, begun + pen.end(1) + 1))
    said, places = _without(DATE, opening, places) if dated is None else (opening, places)
    head = SPA.match(said) or HEAD.match(said)
    if head is None or not (DASH.search(head.group(1)) or _is_apart(head.group(1), scanner)):
        return Byline()
    line = parse(head.group(1), scanner)
    named = not line.writer or fold(line.writer).split()[0] in given_names()
    if not (line.city or (line.agency and named)):
        return Byline()
    return _shifted(line, body, places[head.start(1) : head.end(1) + 1])


def _shifted(line: Byline, body: str, places: Sequence[int]) -> Byline:
    """The line with its pieces where they stand in the body."""
    return replace(line, pieces=tuple(_placed(body, piece, places) for piece in line.pieces))


def _is_apart(said: str, scanner: Scanner) -> bool:
    return len(_apart(Piece(said, 0, len(said)), scanner)) > 1


def _apart(piece: Piece, scanner: Scanner) -> list[Piece]:
    """«الرياض الشرق أونلاين», «سبق أبها», «جازان أنور خواجي»: a city and its paper or reporter that nothing divides."""
    words = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(piece.text)]
    for n in range(1, len(words)):
        first, rest = " ".join(w for w, _, _ in words[:n]), " ".join(w for w, _, _ in words[n:])
        one, other = _plain(first), _plain(rest)
        here = Piece(first, piece.start + words[0][1], piece.start + words[n - 1][2])
        there = Piece(rest, piece.start + words[n][1], piece.start + words[-1][2])
        if one in scanner.names and (other in AGENCIES | PAPERS or _reports(one, other)):
            return [here, there]
        if one in AGENCIES | PAPERS and other in scanner.names:
            return [there, here]
    return [piece]


def _plain(part: str) -> str:
    """Folded, and «أ. ف. ب.» without its points."""
    return " ".join(fold(part).replace(".", " ").split())


def _reports(city: str, name: str) -> bool:
    """A given name behind a town that is none itself."""
    names = name.split()
    return len(names) > 1 and names[0] in given_names() and city.split(maxsplit=1)[0] not in given_names()


def _sorted(parts: Sequence[Piece], scanner: Scanner) -> Byline:
    city = agency = desk = None
    writers: list[Piece] = []
    for part in parts:
        said = _plain(part.text)
        is_paper = said in PAPERS or _is_edition(said)
        if said in AGENCIES or (is_paper and not (agency and _plain(agency.text) in AGENCIES)):
            agency = part if said in AGENCIES else agency or part
        elif is_paper:
            continue
        elif said in DESKS:
            desk = desk or part
        elif not city and said in scanner.names:
            city = part
        elif " " in said and said not in SAYS_NOTHING:
            writers.append(part)
    if agency and not city and len(writers) == 1 and _is_wired(agency, writers[0]):
        city, writers = writers[0], []
    alone = len(parts) == 1 and bool(writers) and _is_name(_plain(parts[0].text).split())
    agency, writers = agency or desk, writers[:2]
    found = [(city, "city"), (agency, "agency"), *((writer, "writer") for writer in writers)]
    return Byline(
        city.text if city else "",
        agency.text if agency else "",
        "، ".join(writer.text for writer in writers),
        columnist=alone,
        pieces=tuple(part._replace(sort=sort) for part, sort in found if part),
    )


def _is_edition(said: str) -> bool:
    match = EDITION.fullmatch(said)
    if match is None:
        return False
    paper = (match["of"] or match["own"]).strip()
    return paper in PAPERS or paper in NAMED_AS_TOWNS or f"ال{paper}" in PAPERS


def _is_wired(agency: Piece, writer: Piece) -> bool:
    """«لوس أنجليس - د ب أ»: a wire service names a town, and a person only by a given name."""
    return _plain(agency.text) in AGENCIES and _plain(writer.text).split()[0] not in given_names()


def _is_name(words: list[str]) -> bool:
    """Two to four names, with whatever titles and links."""
    bare = sum(word not in TITLES for word in words)
    return NAMES[0] <= len(words) <= NAMES[1] or (len(words) <= WORDS and NAMES[0] <= bare <= NAMES[1])
