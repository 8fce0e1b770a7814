"""«ألفا مستفيد» is two thousand, «ألفًا» a thousand: a dual before its noun looks like an accusative."""

import re
from typing import Final

_TANWIN: Final = "\u064b"
_NO_NOUN: Final = re.compile(
    r"(?:من|في|علي|عن|الي|حتي|مع|بعد|قبل|خلال|منذ|عند|لدي|بين|ضمن|فقط|اي|او|ثم|لكن|كما|"
    r"حيث|كان|كانت|هذا|هذه|ذلك|تلك|الذي|التي|عام|سنه|لكل|منهم|منها|بما|وفق|عبر|حسب|دون|غير|نحو)$"
)
_VERB: Final = re.compile("[يت].+ون$")
_NOUN_WITH_WAW: Final = re.compile("و(?:حد|ظيف|رش|ثيق|سيل|رق|جب|افد|لاد|الد)")


def is_dual(before: str, written: str, then: str) -> bool:
    """Whether «ألفا» as `written` is two thousand: no tanwin on it, no digits `before` it, and `then` (the next word,
    folded) is a noun that it counts, indefinite and no adverb."""
    if _TANWIN in written or before.rstrip(" )\u00a0")[-1:].isdigit():
        return False
    if _NO_NOUN.match(then) or len(then) < 3 or then.endswith("ا") or _VERB.match(then):
        return False
    if then.startswith("و"):
        return _NOUN_WITH_WAW.match(then) is not None
    return not then.startswith(("ال", "لل"))
