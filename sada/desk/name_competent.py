"""«Not within our remit»: names who is competent, and makes the draft that says so to whoever asked."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk import openings, promises
from sada.desk.draft_answer import draft_answer
from sada.desk.fill_template import text_with
from sada.desk.known_places import asked_language
from sada.kernel import access, acts
from sada.kernel.guarded import update_if
from sada.kernel.refusals import Missing, WrongState
from sada.rules.languages import ENGLISH
from sada.rules.policies import REPORT
from sada.store.models import Agency, Answer, Case, Item, Person, Unit


def name_competent(case: Case, body: Agency | Unit | None, *, by: Person, at: datetime, note: str = "") -> Answer:
    """Record that `body` is competent and draft the answer. It is approved and sent as any other."""
    access.require(by, "case.not_ours", case.path)
    if body is None:
        raise Missing(_("Name who is competent: «not ours» alone leaves the asker without an answer."))
    if isinstance(body, Unit) and body.pk == case.unit_id:
        raise WrongState(_("This is the unit that has the case."))
    agency, unit = (body, None) if isinstance(body, Agency) else (None, body)
    with transaction.atomic():
        update_if(case, {"state": case.state}, competent_agency=agency, competent_unit=unit)
        promises.drop(case, REPORT, at=at)  # whoever is competent has desks of their own
        language = asked_language(case, _item(case))
        text = ready_text(case, body, at, language)
        answer = draft_answer(case, case.subject, text, by=by, at=at, language=language)
        named = {"body": body.name_ar, "kind": "agency" if agency else "unit", "code": body.code}
        acts.record("case.not_ours", by=by, on=case, at=at, unit=case.unit, after=named, note=note.strip())
    return answer


def sentence(case: Case, body: Agency | Unit, language: str = "ar") -> str:
    """The sentence for the journalist."""
    if language == ENGLISH:
        return (
            f"This matter is not within the remit of {case.unit.name_en}. It lies with {body.name_en}; "
            "please contact it for an answer."
        )
    return (
        f"الموضوع المشار إليه ليس من اختصاص {case.unit.name_ar}، والجهة المختصة به هي {body.name_ar}، "
        "ونأمل التواصل معها للحصول على الإفادة."
    )


def ready_text(case: Case, body: Agency | Unit, at: datetime, language: str = "ar") -> str:
    """The whole draft in the form that suits how one was asked, its numbers marked as the writer's own."""
    said = openings.as_own(sentence(case, body, language))
    return text_with(case, _item(case), said, at, language)


def _item(case: Case) -> Item | None:
    place = case.case_items.select_related("item__outlet", "item__contact").order_by("id").first()
    return place.item if place else None


def likely(case: Case) -> Agency | None:
    """The body that the reading of the items names as responsible, if any."""
    for place in case.case_items.select_related("item__reading").order_by("id"):
        reading = getattr(place.item, "reading", None)
        codes = (reading.more.get("agencies") or []) if reading else []
        found = Agency.objects.filter(code__in=codes).first()
        if found is not None:
            return found
    return None
