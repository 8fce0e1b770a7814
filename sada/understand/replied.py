"""Whether a report that complains also carries our answer: an office of ours that speaks about it.

«أوضح المتحدث الرسمي لأمانة جدة أن», «رد مدير العلاقات العامة في أمانة تبوك», «المتحدث باسم البلدية سالم قال إنه»,
«تواصلت الصحيفة مع مدير إعلام الأمانة، والذي أفاد بأن». A column that cites what was once announced answers nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sada.understand.bodies import Mention
from sada.understand.byline import Byline
from sada.understand.findings import Findings

NATIONAL_OR_NONE = frozenset(("election", "generic", "hotline", "baladi"))
HEADS = frozenset(("amin", "deputy", "minister"))  # offices in themselves
OFFICE, VERB = 40, 56  # folded characters from the office to its house; from its verb to the office, or back
ANSWERS = (
    "اوضح|واوضح|اكد|قال|قايلا|افاد|ذكر|اشار|كشف|رد|علق|صرح|نفي|اجاب|بين|لفت|ابان|وعد|برر|اعتذر|يقول|يوضح|يوكد|"
    "اعلن|شدد|نوه|اضاف"
)
# The verb before the office: from it to the house nobody else comes in and nothing is quoted yet.
_BEFORE = re.compile(rf"(?<!\w)[وف]?(?:{ANSWERS})ت?(?!\w)(?! ب?[اإ]ن)")
_AFTER = re.compile(rf"(?<!\w)[وف]?(?:{ANSWERS})ت?(?: \w+){{0,3}} (?:ب?ان|ب?انه|ب?انها|الي)(?!\w)")
_OPENED = re.compile(r" (?:ب?ان|ب?انه|ب?انها|ب?انهم)(?!\w)")


def replies(found: Findings, ours: Sequence[Mention], line: Byline) -> int:
    """How many times an office of ours speaks, behind the title of a report."""
    if found.is_post or line.columnist:
        return 0
    return sum(_speaks(found, m) for m in ours if m.start >= found.title_end and m.sort not in NATIONAL_OR_NONE)


def _speaks(found: Findings, mention: Mention) -> bool:
    head = mention.start if mention.sort in HEADS else _office(found, mention)
    if head < 0:
        return False
    verbs = _BEFORE.finditer(found.text, max(found.title_end, head - VERB), head)
    if any(_clear(found, verb.end(), head) for verb in verbs):
        return True
    return _AFTER.search(found.text, mention.end, mention.end + VERB) is not None


def _office(found: Findings, mention: Mention) -> int:
    """Where the office begins whose house the body is, -1 without one: «مدير الإعلام بأمانة», «مصدر في البلدية»."""
    first = mention.start - OFFICE
    near = [h for name in ("desk", "office") for h in found.of(name) if first <= h.word and h.end <= mention.start]
    house = mention.start
    return min(
        (h.word for h in near if "." not in found.text[h.end : house] and _clear(found, h.end, house)), default=-1
    )


def _clear(found: Findings, start: int, end: int) -> bool:
    """Nobody of the public and no opening quotation stands between."""
    return _OPENED.search(found.text, start, end) is None and not any(
        start <= hit.start < end for hit in found.of("people")
    )
