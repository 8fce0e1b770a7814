"""A case goes to another unit, or back: with the reason, the clock unbroken, and both sides seeing it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk import clock
from sada.desk.approve_answer import give_back_texts
from sada.desk.nearest import nearest
from sada.desk.states import case_after
from sada.kernel import access, acts
from sada.kernel.guarded import update_if
from sada.kernel.notices import tell
from sada.kernel.refusals import Missing, WrongState
from sada.store.models import Case, CaseItem, Mention, MentionState, Person, Transfer, Unit, Watch


def transfer_case(case: Case, to: Unit, reason: str, *, by: Person, at: datetime) -> Transfer:
    """Hand the case to another unit. Its beginning, promise and pauses stay, and the deadline is reckoned from them by
    the calendar of the unit that works on it now; the sender goes on seeing the case. A text that awaited approval goes
    back to its writers, as others approve there.

    Those who receive it and who carried it are told by the bell and, since its clock runs, by mail at once.
    """
    access.require(by, "case.transfer", case.path)
    case_after(case, "transfer")
    if to.pk == case.unit_id:
        raise WrongState(_("The case is with this unit already."))
    if not reason.strip():
        raise Missing(_("Write why the case goes to this unit; it reads the reason first."))
    with transaction.atomic():
        made = _move(case, to, None, reason.strip(), by, at)
        Watch.objects.get_or_create(case=case, person=by, defaults={"at": at})  # who hands over hears what comes of it
        carried = [made.owner_before] if made.owner_before else []
        people = [*_receivers(to), *carried]
        tell(people, "case.transferred", on=case, by=by, at=at, text=reason, prompt=True)
        changed = {"before": {"unit": made.from_unit.code}, "after": {"unit": to.code}}
        acts.record("case.transferred", by=by, on=case, at=at, unit=to, note=reason.strip(), **changed)
    return made


def return_case(case: Case, reason: str, *, by: Person, at: datetime) -> Transfer:
    """Give the case back to the unit it came from, with the reason. Who carried it there carries it again."""
    access.require(by, "case.transfer", case.path)
    case_after(case, "give_back")
    came = last_arrival(case)
    if came is None:
        raise WrongState(_("The case came from no other unit, so there is none to return it to."))
    if not reason.strip():
        raise Missing(_("Write why the case goes back."))
    with transaction.atomic():
        made = _move(case, came.from_unit, came.owner_before, reason.strip(), by, at, came)
        people = [came.by, *_receivers(came.from_unit)]
        people += [made.owner_before] if made.owner_before else []
        tell(people, "case.returned", on=case, by=by, at=at, text=reason, prompt=True)
        changed = {"before": {"unit": made.from_unit.code}, "after": {"unit": came.from_unit.code}}
        acts.record("case.returned", by=by, on=case, at=at, unit=came.from_unit, note=reason.strip(), **changed)
    return made


def _receivers(unit: Unit) -> list[Person]:
    """Whoever may give the case to somebody there; where nobody may, as in the ministry, whoever may pass it on."""
    return nearest("case.assign", unit.path) or nearest("case.transfer", unit.path)


def last_arrival(case: Case) -> Transfer | None:
    """The transfer that brought the case to where it is, unless it came back that way: then none can be returned."""
    last = case.transfers.order_by("-pk").first()
    return last if last is not None and last.returns_id is None and last.to_unit_id == case.unit_id else None


def _move(
    case: Case, to: Unit, owner: Person | None, reason: str, by: Person, at: datetime, returns: Transfer | None = None
) -> Transfer:
    before, carried = case.unit, case.owner
    keeps = owner is not None and access.may(owner, "case.see", to.path)
    update_if(case, {"unit": before}, unit=to, path=to.path, owner=owner if keeps else None)
    for item_id in CaseItem.objects.filter(case=case).values_list("item_id", flat=True):
        _lay_before(item_id, before, to)
    give_back_texts(case, reason, by=by, at=at)
    clock.recompute(case, at)
    return Transfer.objects.create(
        case=case, from_unit=before, from_path=before.path, to_unit=to, owner_before=carried, reason=reason, by=by,
        at=at, returns=returns,
    )  # fmt: skip


def _lay_before(item_id: int, before: Unit, to: Unit) -> None:
    """The receiving unit sees the items that the case answers."""
    if Mention.objects.filter(item_id=item_id, unit=to).update(state=MentionState.CASE):
        return
    mention = Mention.objects.filter(item_id=item_id, unit=before).first()
    if mention is not None:
        mention.pk, mention.unit, mention.path, mention.state = None, to, to.path, MentionState.CASE
        mention.save(force_insert=True)
