"""Who carries a case: claim, assign, transfer to another unit with the clock unbroken."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk import promises
from sada.desk.states import case_after
from sada.kernel import access, acts
from sada.kernel.guarded import update_if
from sada.kernel.notices import tell
from sada.kernel.refusals import Refusal, WrongState
from sada.store.models import Case, CaseItem, Mention, MentionState, Person, Unit


class CannotCarry(Refusal):
    """The person has no role that lets them carry a case of this unit."""

    sentence = _("This person has no role for cases of this unit. Choose another or give them a role first.")


def assign_case(case: Case, owner: Person, *, by: Person, at: datetime) -> None:
    """Give the case to a person who may draft answers for its unit, or is one of its experts."""
    access.require(by, "case.assign", case.path)
    case_after(case, "assign")
    if not access.may(owner, "case.see", case.path):
        raise CannotCarry
    with transaction.atomic():
        before = case.owner
        update_if(case, {"owner": before}, owner=owner)
        if access.may(owner, "answer.draft", case.path):
            promises.meet(case, *promises.FIRST, at=at)
        tell([owner], "case.assigned", on=case, by=by, at=at, text=case.subject)
        acts.record(
            "case.assigned",
            by=by,
            on=case,
            at=at,
            unit=case.unit,
            before={"owner": before.pk if before else None},
            after={"owner": owner.pk},
        )


def transfer_case(case: Case, to: Unit, *, by: Person, at: datetime, note: str = "") -> None:
    """Hand the case to another unit. The clock goes on: due time and pauses stay as they are."""
    access.require(by, "case.transfer", case.path)
    case_after(case, "transfer")
    if to.pk == case.unit_id:
        raise WrongState(_("The case is with this unit already."))
    with transaction.atomic():
        before = case.unit
        update_if(case, {"unit": before}, unit=to, path=to.path, owner=None)
        for item_id in CaseItem.objects.filter(case=case).values_list("item_id", flat=True):
            _lay_before(item_id, before, to)
        tell(access.who_may("case.assign", to.path), "case.transferred", on=case, by=by, at=at, text=case.subject)
        acts.record(
            "case.transferred",
            by=by,
            on=case,
            at=at,
            unit=to,
            before={"unit": before.code},
            after={"unit": to.code},
            note=note,
        )


def _lay_before(item_id: int, before: Unit, to: Unit) -> None:
    """The receiving unit sees the items that the case answers."""
    if Mention.objects.filter(item_id=item_id, unit=to).update(state=MentionState.CASE):
        return
    mention = Mention.objects.filter(item_id=item_id, unit=before).first()
    if mention is not None:
        mention.pk, mention.unit, mention.path, mention.state = None, to, to.path, MentionState.CASE
        mention.save(force_insert=True)
