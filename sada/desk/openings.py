"""How a text begins: the nine-part letter to an editor, the e-mail, the post, filled from what was asked.

The letter follows what amanat have sent to newspapers for years: address, greeting, reference to what was published,
thanks, the answer, the request to publish, thanks, greeting, signature. Numbers in a headline it quotes are marked as
the writer's own.
"""

from __future__ import annotations

import re
from datetime import datetime

from hijridate import Gregorian

from sada.kernel.clock import RIYADH
from sada.rules.citations import bare_numbers
from sada.rules.honorifics import addressed
from sada.rules.issues import GAP, issue_of
from sada.store.models import PRESS, Case, Item, Medium

LETTER, EMAIL, POST, BLANK, HOLDING = "letter", "email", "post", "blank", "holding"
FORMS = (LETTER, EMAIL, POST, BLANK, HOLDING)
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
GREETING = "السلام عليكم ورحمة الله وبركاته"
FAREWELL = "والسلام عليكم ورحمة الله وبركاته"


def form_of(medium: str) -> str:
    """The form that suits the medium through which one was asked."""
    if medium in _POSTED:
        return POST
    return LETTER if medium in PRESS else EMAIL


def opening(form: str, case: Case, item: Item | None) -> str:
    """The first text of a draft in one of FORMS; every number in it is marked as the writer's own."""
    makers = {LETTER: _letter, EMAIL: _email, POST: _post, HOLDING: _holding}
    return as_own(makers[form](case, item)) if form in makers else ""


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
    return text.lstrip().startswith(("سعادة رئيس تحرير ", "سعادة مدير "))


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


def _letter(case: Case, item: Item | None) -> str:
    if not is_to_press(case, item):
        return _letter_to_writer(case, item)
    parts = [
        head_of_letter(case, item),
        GREETING,
        _reference(case, item),
        "بداية نود أن نشكر لكم اهتمامكم وتعاونكم بمختلف ما يُنشر ويتعلق بالخدمات البلدية.",
        "وعليه نود أن نوضح أن ",
        "آمل الاطلاع والنشر.",
        "شاكرين لكم اهتمامكم بنشر الملاحظات والمطالب الهادفة لخدمة المصلحة العامة.",
        FAREWELL,
        case.unit.name_ar,
    ]
    return "\n\n".join(parts)


def _issue(item: Item) -> str:
    """Where a printed page is answered the issue's number belongs to the reference; a gap where nobody has said it."""
    if item.medium != Medium.PRINT:
        return ""
    return f" في العدد ({issue_of(item) or GAP})"


def _letter_to_writer(case: Case, item: Item | None) -> str:
    """To somebody who has no page to print it on."""
    asked = f"إشارة إلى استفساركم حول: ({matter(case.subject)})."
    if item is not None and item.outlet is not None:
        title = item.title or case.subject
        asked = f"إشارة إلى ما نشرتموه في {item.outlet.name_ar} بتاريخ {both_dates(item.published_at)} حول: ({title})."
    parts = [
        head_of_letter(case, item),
        GREETING,
        asked,
        "بداية نود أن نشكر لكم اهتمامكم بالخدمات البلدية وحرصكم على نقل الملاحظات.",
        "وعليه نود أن نوضح أن ",
        "ونرحب بملاحظاتكم واستفساراتكم دائمًا.",
        FAREWELL,
        case.unit.name_ar,
    ]
    return "\n\n".join(parts)


def _reference(case: Case, item: Item | None) -> str:
    if item is None:
        return f"إشارة إلى استفساركم حول: ({matter(case.subject)})."
    by = f" بقلم: {item.author}" if item.author else ""
    said = f"({item.title or case.subject}){by}"
    return f"إشارة إلى ما نُشر لديكم{_issue(item)} بتاريخ {both_dates(item.published_at)} تحت عنوان: {said}."


def _email(case: Case, item: Item | None) -> str:
    parts = [
        greeted(case, item),
        GREETING,
        f"إشارة إلى استفساركم حول: ({matter(case.subject)}).",
        "نشكر لكم تواصلكم، ونفيدكم بأن ",
        "ونرحب باستفساراتكم دائمًا.",
        FAREWELL,
        case.unit.name_ar,
    ]
    return "\n\n".join(parts)


def _post(case: Case, item: Item | None) -> str:
    return "نشكر لكم تواصلكم، ونود أن نوضح أن "


def _holding(case: Case, item: Item | None) -> str:
    return (
        f"نشكر لكم تواصلكم بشأن: ({matter(case.subject)}). وصل استفساركم إلى المختصين، ويجري التحقق مما ورد فيه،"
        f" وسنوافيكم بالإجابة فور اكتمالها.\n\n{case.unit.name_ar}"
    )
