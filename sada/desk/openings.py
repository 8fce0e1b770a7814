"""How a text addresses whom it goes to, which form suits a medium, and what of a subject is its matter."""

from __future__ import annotations

import re
from datetime import datetime

from hijridate import Gregorian

from sada.kernel.clock import RIYADH
from sada.rules.citations import bare_numbers
from sada.rules.honorifics import addressed
from sada.store.models import PRESS, Case, Item, Medium

LETTER, EMAIL, POST = "letter", "email", "post"
_POSTED = {
    Medium.X,
    Medium.FACEBOOK,
    Medium.INSTAGRAM,
    Medium.YOUTUBE,
    Medium.TIKTOK,
    Medium.SNAPCHAT,
    Medium.TELEGRAM,
    Medium.WHATSAPP,
    Medium.FORUM,
}
FOLLOWER = "المتابع الكريم"
_ARABIC = re.compile("[\u0621-\u064a]{2}")  # a handle in Latin letters is no name
_ASKING = r"(?:استفسار|سؤال|طلب|أسئلة)(?: صحفي[ةه]?| إعلامي[ةه]?)?(?: عاجل[ةه]?)?"
_KIND_OF_LETTER = re.compile(
    rf"\A(?:(?:رد|إعادة توجيه|re|fwd?|عاجل(?: جدًا| جدا)?|{_ASKING})\s*[:：-]\s*)+", re.IGNORECASE
)


def form_of(medium: str) -> str:
    """The form that suits the medium through which one was asked."""
    if medium in _POSTED:
        return POST
    return LETTER if medium in PRESS else EMAIL


def as_own(text: str) -> str:
    """The text with each bare number marked as the writer's own: {=12}."""
    for number in reversed(bare_numbers(text)):
        text = f"{text[: number.start]}{{={text[number.start : number.end]}}}{text[number.end :]}"
    return text


def both_dates(at: datetime) -> str:
    """«13/6/1448هـ الموافق 23/11/2026م», in Riyadh; the Gregorian alone outside the Umm al-Qura tables."""
    day = at.astimezone(RIYADH).date()
    gregorian = f"{day.day}/{day.month}/{day.year}م"
    try:
        year, month, first = Gregorian.fromdate(day).to_hijri().datetuple()
    except OverflowError:
        return gregorian
    return f"{first}/{month}/{year}هـ الموافق {gregorian}"


def head_of_letter(case: Case, item: Item | None) -> str:
    """Whom a letter addresses: the editor of what is printed, the director of a station, and where there is no editor
    (a network, a person who asked) the writer, by name and title as far as they are known."""
    outlet = item.outlet if item is not None else None
    medium = outlet.medium if outlet is not None else case.medium
    if medium in (Medium.RADIO, Medium.TV):
        return f"سعادة مدير {outlet.name_ar if outlet else 'المحطة'} المحترم"
    if medium in (Medium.PRINT, Medium.ONLINE):
        return f"سعادة رئيس تحرير {outlet.name_ar if outlet else 'صحيفتكم'} المحترم"
    writer = case.voice.name_ar if case.voice else (item.author if item is not None and medium in _POSTED else "")
    return addressed(writer) if _ARABIC.search(writer) else FOLLOWER


def addresses_editor(text: str) -> bool:
    """Whether a text begins as `head_of_letter` addresses the editor of a paper or the director of a station."""
    return text.lstrip().startswith(("سعادة رئيس تحرير ", "سعادة مدير ", "The Editor\n", "The Director\n"))


def greeted(case: Case, item: Item | None) -> str:
    """How a mail begins: the person who asked by the name they signed with, by title as far as it tells one."""
    contact = getattr(item, "contact", None) if item is not None else None
    name = case.voice.name_ar if case.voice else (contact.name if contact else "")
    return addressed(name) if _ARABIC.search(name) else "سعادة الأخ الكريم المحترم"


def matter(subject: str) -> str:
    """What a subject is about, without the words that only say what kind of letter it is."""
    return _KIND_OF_LETTER.sub("", subject).strip() or subject


def is_to_press(case: Case, item: Item | None) -> bool:
    """Whether a letter goes to those who can print it."""
    medium = item.outlet.medium if item is not None and item.outlet else case.medium
    return medium in PRESS
