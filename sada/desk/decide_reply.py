"""Decides whether to reply in the press to what stood there: yes, and it is to be sent; no, with the reason."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk import promises
from sada.desk.states import case_after
from sada.kernel import access, acts
from sada.kernel.refusals import Missing, WrongState
from sada.rules.policies import PUBLISH_REPLY, REPLY_DECISION
from sada.store.models import Case, Person

ACT = "reply.track"


def decide_reply(case: Case, replies: bool, reason: str, *, by: Person, at: datetime) -> None:
    """Record the decision and who took it. A decision to reply may still be taken back, with the reason."""
    access.require(by, ACT, case.path)
    case_after(case, "decide_reply")
    if not replies and not reason.strip():
        raise Missing(_("Write why no reply is sent to the press."))
    with transaction.atomic():
        if replies:
            waited = promises.decided_to_reply(case, at=at)
        else:
            waited = bool(promises.meet(case, REPLY_DECISION, at=at) + promises.drop(case, PUBLISH_REPLY, at=at))
        if not waited:
            raise WrongState(_("This was decided already."))
        after = {"replies": replies}
        acts.record("case.reply_decided", by=by, on=case, at=at, unit=case.unit, after=after, note=reason.strip())
