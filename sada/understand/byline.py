"""The by-line: the city, agency and writer that stand before an article, as the author field or as its first words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from sada.understand.fold import fold
from sada.understand.scan import Scanner

AGENCIES = frozenset(
    ["واس", "وكالات", "متابعات", "متابعه", "التحرير", "خاص", "رويترز", "وام", "بنا", "قنا", "كونا", "د ب ا", "ا ف ب"]
)
PAPERS = frozenset(
    ["سبق", "الوئام", "الويام", "الجزيره", "اليوم", "عكاظ", "الوطن", "الاقتصاديه", "عين اليوم", "المواطن", "عاجل"]
)
INQUIRIES = frozenset(("تحقيق", "استطلاع", "تحقيقات", "ملف", "استطلاعات"))
CUT = re.compile(r"\s*(?:[-–—ـ:()/،,\n]|&ndash;|\bمن\b)\s*")
HEAD = re.compile(r"\s*[*•]?\s*([^\n:.؟!]{3,70}?)\s*:")
DASH = re.compile(r"[-–—ـ/]")
MOST = 160  # an author field longer than this is a misplaced lead, not a by-line


@dataclass(frozen=True, slots=True)
class Byline:
    """City, agency and writer, folded, each empty when absent; `columnist`: a person's name alone.

    `inquiring`: the paper's own investigation («تحقيق», «استطلاع»), not a report of what somebody announced.
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
    parts = [part for part in (fold(piece).strip(" .*") for piece in CUT.split(author)) if part]
    line = _sorted(parts, scanner)
    return replace(line, inquiring=True) if any(part in INQUIRIES for part in parts) else line


def from_body(body: str, scanner: Scanner) -> Byline:
    """Read a by-line that opens the text itself: «سبق- الرياض: …», «* الدمام - حسين بالحارث: …»."""
    head = HEAD.match(body[:80])
    if head is None or not DASH.search(head.group(1)):
        return Byline()
    return parse(head.group(1), scanner)


def _sorted(parts: list[str], scanner: Scanner) -> Byline:
    city = agency = writer = ""
    for part in parts:
        if part in AGENCIES or part in PAPERS:
            agency = agency or part
        elif not city and len(parts) > 1 and part in scanner.names:
            city = part
        elif not writer and " " in part:
            writer = part
    alone = len(parts) == 1 and 2 <= len(parts[0].split()) <= 4 and bool(writer)
    return Byline(city, agency, writer, columnist=alone)
