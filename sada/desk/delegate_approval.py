"""Who is on leave delegates approval to another, from a day to a day. It ends by itself, and is never passed on."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sada.desk.approval_steps import APPROVERS
from sada.kernel import access, acts
from sada.kernel.clock import RIYADH
from sada.kernel.guarded import update_if
from sada.kernel.notices import tell
from sada.kernel.refusals import Missing, Refusal, WrongState
from sada.store.models import Delegation, Person, Unit

ACT = "delegation.give"
LONGEST = timedelta(days=120)  # longer than any leave: then a role is given, not lent


class TwiceDelegated(Refusal):
    """One absence has one stand-in at a time."""

    sentence = _("Your approval is delegated already within these days. End that delegation first.")


def delegate_approval(
    to: Person, valid_from: date, valid_to: date, *, by: Person, at: datetime, note: str = ""
) -> Delegation:
    """Let another approve in one's place on these days, both included."""
    access.require(by, ACT)
    today = at.astimezone(RIYADH).date()
    if valid_to < valid_from or valid_to < today or valid_to - valid_from > LONGEST:
        raise Missing(_("Choose days that end after they begin, not in the past, and at most four months."))
    if not candidates(by).filter(pk=to.pk).exists():
        raise Missing(_("Choose a person of the desk who sees all the cases you approve."))
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=by.pk)  # of two requests at once the second sees the first
        others = Delegation.objects.filter(giver=by, valid_from__lte=valid_to, valid_to__gte=valid_from, ended_at=None)
        if others.exists():
            raise TwiceDelegated
        row = Delegation.objects.create(
            giver=by, to=to, valid_from=valid_from, valid_to=valid_to, note=note.strip()[:300], given_at=at
        )
        tell([to], "delegation.given", on=row, by=by, at=at, text=str(by))
        after = {"to": to.pk, "from": valid_from, "until": valid_to}
        acts.record("delegation.given", by=by, on=row, at=at, unit=_unit(by), after=after, note=row.note)
    return row


def end_delegation(delegation: Delegation, *, by: Person, at: datetime) -> None:
    """Take a delegation back before its last day. What was approved under it stays approved."""
    access.require(by, ACT)
    today = at.astimezone(RIYADH).date()
    if delegation.giver_id != by.pk or delegation.valid_to < today:
        raise WrongState
    with transaction.atomic():
        before = {"to": delegation.to_id, "from": delegation.valid_from, "until": delegation.valid_to}
        update_if(delegation, {"ended_at": None}, ended_at=at)
        tell([delegation.to], "delegation.ended", on=delegation, by=by, at=at, text=str(by))
        acts.record("delegation.ended", by=by, on=delegation, at=at, unit=_unit(by), before=before)


def candidates(giver: Person) -> QuerySet[Person]:
    """Those to whom a person may delegate: active people of the desk who see every case this person approves."""
    paths = [path for role, path, _ in access.memberships(giver) if role in APPROVERS]
    found = Person.objects.filter(is_active=True).exclude(pk=giver.pk)
    for path in paths:
        found = found.filter(pk__in=access.who_may("answer.draft", path).values("pk"))
    return found.order_by("name_ar") if paths else found.none()


def _unit(person: Person) -> Unit | None:
    held = [unit for role, _, unit in access.memberships(person) if role in APPROVERS]
    return Unit.objects.filter(pk__in=held).order_by("path").first()
