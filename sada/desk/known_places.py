"""What stands in the places of a template, by the name of the place; empty where the case does not know it."""

from datetime import datetime

from hijridate import Gregorian

from sada.desk.openings import greeted, head_of_letter, is_to_press, matter
from sada.kernel.clock import RIYADH
from sada.rules import months
from sada.rules.honorifics import addressed
from sada.rules.issues import issue_of
from sada.rules.languages import ENGLISH, language_of
from sada.store.models import Agency, Case, Item, Person
from sada.store.queries import templates


def asked_language(case: Case, item: Item | None) -> str:
    """The language of what was asked, in which the answer is proposed."""
    return language_of(f"{item.title} {item.text}" if item is not None else case.subject)


def values_of(case: Case, item: Item | None, at: datetime, language: str = "ar") -> dict[str, str]:
    """The value of every place, in the language of the text."""
    speaker = templates.spokesperson(case.unit, at.astimezone(RIYADH).date())
    if language == ENGLISH:
        return _english(case, item, at, speaker)
    return {
        "الجهة": case.unit.name_ar,
        "موضوع المعاملة": matter(case.subject),
        "تاريخ اليوم": in_both(at),
        "موعد الرد": in_both(case.due_at) if case.due_at and case.due_at > at else "",
        "المتحدث": speaker.name_ar if speaker else "",
        "صفة المتحدث": speaker.title_ar if speaker else "",
        "الجهة المختصة": _agency(case, item, "name_ar"),
        "تحية المخاطب": greeted(case, item),
        **_published(case, item),
    }


def _published(case: Case, item: Item | None) -> dict[str, str]:
    """What was published, and by whom; a private person who asked directly is not named."""
    public = item is not None and item.outlet is not None
    author = item.author if item is not None and public else ""
    writer = case.voice.name_ar if case.voice else author
    title = (item.title if item is not None else "") or case.subject
    return {
        "المنفذ": item.outlet.name_ar if item is not None and item.outlet is not None else "",
        "تاريخ النشر": in_both(item.published_at) if item is not None else "",
        "رقم الصفحة": item.page if item is not None and item.medium == "print" else "",
        "رقم العدد": issue_of(item) if item is not None and item.medium == "print" else "",
        "العنوان": title,
        "الكاتب": author or writer,
        "المخاطب": addressed(writer),
        "صدر الخطاب": head_of_letter(case, item),
        "ما يُشار إليه": _referred(case, item, title),
    }


def _referred(case: Case, item: Item | None, title: str) -> str:
    if item is None or item.outlet is None:
        return f"استفساركم حول: «{matter(case.subject)}»"
    return f"ما نشرتموه في {item.outlet.name_ar} بتاريخ {in_both(item.published_at)} حول: «{title}»"


def _english(case: Case, item: Item | None, at: datetime, speaker: Person | None) -> dict[str, str]:
    outlet = item.outlet if item is not None else None
    where = (outlet.name_en or outlet.name_ar) if outlet is not None else ""
    title = (item.title if item is not None else "") or case.subject
    day = in_english(item.published_at) if item is not None else ""
    asked = f"your enquiry regarding “{matter(case.subject)}”"
    return {
        "Unit": case.unit.name_en,
        "Subject": matter(case.subject),
        "Today": in_english(at),
        "Reply by": in_english(case.due_at) if case.due_at and case.due_at > at else "",
        "Spokesperson": (speaker.name_en or speaker.name_ar) if speaker else "",
        "Position": "Official Spokesperson" if speaker else "",
        "Competent body": _agency(case, item, "name_en"),
        "Outlet": where,
        "Date of publication": day,
        "Issue number": issue_of(item) if item is not None and item.medium == "print" else "",
        "Title": title,
        "Writer": item.author if item is not None and outlet is not None else "",
        "Salutation": _salutation(case, item),
        "Reference": f"“{title}”, published in {where} on {day}" if outlet is not None else asked,
    }


def _salutation(case: Case, item: Item | None) -> str:
    """Nobody's gender is guessed: a person is greeted by the name they signed with, where it is in Latin letters."""
    if is_to_press(case, item):
        return "Dear Editor,"
    contact = getattr(item, "contact", None) if item is not None else None
    name = (case.voice.name_en or case.voice.name_ar) if case.voice else (contact.name if contact else "")
    return f"Dear {name}," if name and language_of(name) == ENGLISH else "Dear Sir or Madam,"


def _agency(case: Case, item: Item | None, name: str) -> str:
    """The body whose concern the words are, when they name the concern of one alone."""
    said = f"{case.subject} {item.title} {item.text}" if item is not None else case.subject
    bodies = Agency.objects.order_by("code")
    meant = [str(getattr(a, name)) for a in bodies if any(s in said for s in [*a.subjects, a.name_ar])]
    return meant[0] if len(meant) == 1 else ""


def in_both(at: datetime) -> str:
    """«13 جمادى الآخرة 1448هـ الموافق 23 نوفمبر 2026م» in Riyadh; outside the Umm al-Qura tables the latter alone."""
    day = at.astimezone(RIYADH).date()
    gregorian = f"{day.day} {months.GREGORIAN[day.month - 1]} {day.year}م"
    try:
        year, month, first = Gregorian.fromdate(day).to_hijri().datetuple()
    except OverflowError:
        return gregorian
    return f"{first} {months.HIJRI[month - 1]} {year}هـ الموافق {gregorian}"


def in_english(at: datetime) -> str:
    """«23 November 2026 (13 Jumada al-Akhirah 1448 AH)»; outside the Umm al-Qura tables the former alone."""
    day = at.astimezone(RIYADH).date()
    gregorian = f"{day.day} {months.ENGLISH[day.month - 1]} {day.year}"
    try:
        hijri = Gregorian.fromdate(day).to_hijri()
    except OverflowError:
        return gregorian
    return f"{gregorian} ({hijri.day} {hijri.month_name('en')} {hijri.year} AH)"
