"""Wakes replies whose day passed without a print: those who carry them are told which step is due."""

import logging
from datetime import datetime, timedelta

from django.db import transaction

from sada.desk.carriers import carriers
from sada.desk.escalate_reply import awaits_correction, next_alarm, next_rung
from sada.kernel import acts
from sada.kernel.clock import RIYADH
from sada.kernel.notices import tell
from sada.store.models import PressReply, PressState

log = logging.getLogger(__name__)


def sweep_replies(*, at: datetime, most: int = 200) -> int:
    """Deal with every reply whose alarm has rung by `at`; returns how many."""
    due = PressReply.objects.filter(next_alarm_at__lte=at).order_by("next_alarm_at")
    rows = due.select_related("answer", "answer__case", "answer__case__unit", "answer__case__owner", "outlet", "law")
    return sum(_wake(reply, at) for reply in rows[:most])


def _wake(reply: PressReply, at: datetime) -> bool:
    rung_at = reply.next_alarm_at
    try:
        with transaction.atomic():
            if not PressReply.objects.filter(pk=reply.pk, next_alarm_at=rung_at).update(next_alarm_at=None):
                return False
            if reply.state == PressState.WAITING:
                _deal_with(reply, at)
            elif awaits_correction(reply):
                _uncorrected(reply, at)
        return True
    except Exception:
        # One broken row must not stop the others: it is looked at again in an hour.
        log.exception("alarm of reply %s", reply.pk)
        PressReply.objects.filter(pk=reply.pk, next_alarm_at=rung_at).update(next_alarm_at=at + timedelta(hours=1))
        return False


def _deal_with(reply: PressReply, at: datetime) -> None:
    """Told once when the day has passed; then again on the day of each step that nobody has taken."""
    rung = next_rung(reply)
    if rung is not None and rung.on > at.astimezone(RIYADH).date():
        PressReply.objects.filter(pk=reply.pk).update(next_alarm_at=next_alarm(reply, at))
    case = reply.answer.case
    tell(carriers(case, "reply.track"), "reply.unprinted", on=case, by=None, at=at, text=reply.answer.title)
    after = {
        "reply": reply.pk,
        "outlet": reply.outlet.name_ar,
        "step": rung.step if rung else "",
        "due_on": reply.due_on,
    }
    acts.record("reply.unprinted", by=None, on=case, at=at, unit=case.unit, after=after)


def _uncorrected(reply: PressReply, at: datetime) -> None:
    """The day of the next step has come and no correction was recorded: told once for each step."""
    case, rung = reply.answer.case, next_rung(reply)
    tell(carriers(case, "reply.track"), "reply.uncorrected", on=case, by=None, at=at, text=reply.answer.title)
    after = {"reply": reply.pk, "outlet": reply.outlet.name_ar, "step": rung.step if rung else ""}
    acts.record("reply.uncorrected", by=None, on=case, at=at, unit=case.unit, after=after)
