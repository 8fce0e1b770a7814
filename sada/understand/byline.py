"""The by-line: the city, agency and writer that stand before an article, as the author field or as its first words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sada.understand.fold import fold

AGENCIES = frozenset(
    [
        "واس",
        "وكالات",
        "متابعات",
        "متابعه",
        "التحرير",
        "خاص",
        "رويترز",
        "وام",
        "بنا",
        "قنا",
        "كونا",
        "د",
        "ب",
        "ا",
        "ف",
        "سبق",
        "الوئام",
        "الوييام",
    ]
)
PAPERS = frozenset(
    [
        "سبق",
        "الوئام",
        "الوييام",
        "الرياض",
        "الجزيره",
        "اليوم",
        "عكاظ",
        "الوطن",
        "المدينه",
        "الاقتصاديه",
        "عين",
        "مكه",
        "الشرق",
        "الحياه",
        "عاجل",
        "المواطن",
        "تواصل",
    ]
)
CUT = re.compile(r"\s*(?:[-–—ـ:()/،,\n]|\bمن\b)\s*")


@dataclass(frozen=True, slots=True)
class Byline:
    """Parts of a by-line, folded; `columnist` when it is only a person's name."""

    parts: tuple[str, ...] = ()
    columnist: bool = False


def parse(author: str) -> Byline:
    """Split an author field as papers print it: «الدوادمي - عبدالله العويس:», «عدنان الشبراوي (جدة)», «واس - جدة»."""
    if not author.strip() or len(author) > 160:
        return Byline()
    parts = tuple(part for part in (fold(piece).strip(" .*") for piece in CUT.split(author)) if part)
    words = parts[0].split() if len(parts) == 1 else []
    return Byline(parts, columnist=2 <= len(words) <= 4 and not AGENCIES & set(words))
