"""What lies on private ground: a mall's own car park, a tower's lifts. Whoever owns it answers for it."""

from __future__ import annotations

import re
from typing import Final

from sada.understand.findings import Findings

_HOUSES: Final = (
    r"(?:ال)?(?:مول|مولات|مجمع سكني|مجمع تجاري|مجمعنا|كمبوند|كومباوند|فندق|منتجع|هايبر|هايبرماركت|سوبرماركت|برج سكني|"
    r"سينما|جيم|نادي رياضي)"
)
_THINGS: Final = (
    r"(?:مواقف|موقف|باركنج|مصاعد|مصعد|سطح|سطوح|ممرات|دورات مياه|دورات المياه|حمامات|حديقه|ساحه|اناره|نظافه|مسبح|بوابه|"
    r"بوابات|مدخل|مداخل|سلالم|مصلي|العاب)"
)
_OWN: Final = re.compile(rf"(?<![^ .]){_THINGS} {_HOUSES}(?![^ .])")
_PUBLIC: Final = re.compile(  # the street, and what stands beside such a house
    r"(?<![^ .])[وبفل]?(?:ال)?(?:شارع|شوارع|شارعنا|رصيف|ارصفه|طريق|تقاطع|حينا|حارتنا|بلديه|امانه|بلاغ|جنب|خلف|ورا|امام|"
    r"قدام|بجوار|بجانب|مقابل|حول|حوالين|حوالي|بره|برا|خارج)(?![^ .])"
)
_ASKED: Final = "private"  # agency: whoever runs a house, when he is called


def on_private_ground(found: Findings) -> bool:
    """«مواقف المول مظلمة»: a thing of the house itself, or its management is called; nothing of the street is named."""
    text = found.text
    is_own = _OWN.search(text) is not None or any(hit.cue.code == _ASKED for hit in found.of("agency"))
    return is_own and _PUBLIC.search(text) is None
