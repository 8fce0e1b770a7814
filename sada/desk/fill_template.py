"""The templates that suit a case, filled from it. What the case does not know stays as a gap for the writer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from hijridate import Gregorian

from sada.desk.openings import POST, as_own, form_of, head_of_letter
from sada.kernel.clock import RIYADH
from sada.rules import months
from sada.rules.citations import gaps
from sada.rules.honorifics import addressed
from sada.rules.issues import issue_of
from sada.rules.templates import Matter, choose, fill
from sada.store.models import LADDER_FORMS, Agency, Case, Item, Kind, Template, TemplateForm
from sada.store.queries import templates

ORDER = {form: place for place, form in enumerate(TemplateForm.values)}


@dataclass(frozen=True, slots=True)
class Offered:
    """A template filled for a case: the row, the text, and what is still missing in it."""

    row: Template
    text: str
    gaps: list[str]


def offered(case: Case, item: Item | None, at: datetime) -> list[Offered]:
    """One filled template of every form there is, in the order of TemplateForm. Three queries."""
    day = at.astimezone(RIYADH).date()
    rows = {row.pk: row for row in templates.holding(case.unit, day).exclude(form__in=LADDER_FORMS)}
    matter = Matter(case.kind, case.family_id or "", case.medium, case.state)
    best = choose(map(templates.pattern, rows.values()), matter, day)
    values = values_of(case, item, at)
    found = [_filled(rows[pk], values) for pk in best.values()]
    return sorted(found, key=lambda one: ORDER.get(one.row.form, len(ORDER)))


def to_begin(case: Case, item: Item | None, at: datetime) -> list[Offered]:
    """The templates of the purposes that no opening serves and that suit the case: a thread where one posts, an apology
    and a day where somebody complained or asked, a denial where something was said."""
    kept = {TemplateForm.INFORMATION, TemplateForm.NOT_OURS, TemplateForm.RELEASE}
    if case.kind != Kind.PRAISE:
        kept |= {TemplateForm.DENIAL}
    if case.kind not in (Kind.PRAISE, Kind.STATEMENT):
        kept |= {TemplateForm.APOLOGY, TemplateForm.PROMISE}
    if form_of(case.medium) == POST:
        kept.add(TemplateForm.THREAD)
    return [one for one in offered(case, item, at) if one.row.form in kept]


def _filled(row: Template, values: Mapping[str, str]) -> Offered:
    text = as_own(fill(row.text, values))
    return Offered(row, text, list(dict.fromkeys(gap.text.strip("[]") for gap in gaps(text))))


def values_of(case: Case, item: Item | None, at: datetime) -> dict[str, str]:
    """What stands in the places of a template, by the name of the place; empty where the case does not know it."""
    speaker = templates.spokesperson(case.unit, at.astimezone(RIYADH).date())
    return {
        "الجهة": case.unit.name_ar,
        "موضوع المعاملة": case.subject,
        "تاريخ اليوم": in_both(at),
        "المتحدث": speaker.name_ar if speaker else "",
        "صفة المتحدث": speaker.title_ar if speaker else "",
        "الجهة المختصة": _agency(case, item),
        **_published(case, item),
    }


def _published(case: Case, item: Item | None) -> dict[str, str]:
    """What was published, and by whom; a private person who asked directly is not named."""
    public = item is not None and item.outlet is not None
    author = item.author if item is not None and public else ""
    writer = case.voice.name_ar if case.voice else author
    return {
        "المنفذ": item.outlet.name_ar if item is not None and item.outlet is not None else "",
        "تاريخ النشر": in_both(item.published_at) if item is not None else "",
        "رقم العدد": issue_of(item) if item is not None and item.medium == "print" else "",
        "العنوان": (item.title if item is not None else "") or case.subject,
        "الكاتب": author or writer,
        "المخاطب": addressed(writer),
        "صدر الخطاب": head_of_letter(case, item),
    }


def _agency(case: Case, item: Item | None) -> str:
    """The body whose concern the words are, when they name the concern of one alone."""
    said = f"{case.subject} {item.title} {item.text}" if item is not None else case.subject
    meant = [a.name_ar for a in Agency.objects.order_by("code") if any(s in said for s in [*a.subjects, a.name_ar])]
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
