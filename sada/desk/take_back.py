"""Takes back what a letter that came back had kept: a holding line its promises, a reply its wait for print."""

from __future__ import annotations

from datetime import datetime

from sada.desk import clock, promises
from sada.kernel import acts
from sada.rules.policies import HOLD, PRINTED, UPDATE
from sada.store.models import Case, CaseClock, CaseState, Outgoing, OutgoingState, PressReply, PressState

RUNS = (CaseState.OPEN, CaseState.PAUSED)


def holding_line_came_back(case: Case, since: datetime | None, at: datetime) -> bool:
    """The line that left at `since` has told the asker nothing: what it kept is promised again and runs on from where
    it began, and the update that it promised falls away. Not where another line has arrived since, or the answer has.
    """
    stand = Outgoing.objects.filter(answer__case=case, answer__is_holding=True, kind="answer", state=OutgoingState.SENT)
    if since is None or case.state not in RUNS or case.answered_at is not None:
        return False
    if stand.filter(sent_at__gte=since).exists():
        return False
    kept = CaseClock.objects.filter(case=case, promise__in=(*promises.FIRST, HOLD, UPDATE), met_at=since)
    begun = CaseClock.objects.filter(case=case, promise=UPDATE, started_at=since, met_at=None, ended_at=None)
    changed = begun.update(ended_at=at, next_alarm_at=None) + kept.update(met_at=None)
    clock.recompute(case, at)
    return bool(changed)


def reply_came_back(letter: Outgoing, at: datetime) -> int:
    """The outlets to which the letter was to bring a reply have none: they owe no print until it is handed over anew.
    Returns how many."""
    waiting = PressReply.objects.filter(letter=letter, state=PressState.WAITING).select_related(
        "answer__case__unit", "outlet"
    )
    rows = list(waiting)
    for reply in rows:
        PressReply.objects.filter(pk=reply.pk).update(
            state=PressState.RETURNED, reason=letter.error, ended_at=at, next_alarm_at=None
        )
        case, after = reply.answer.case, {"reply": reply.pk, "outlet": reply.outlet.name_ar}
        acts.record("reply.returned", by=None, on=case, at=at, unit=case.unit, after=after, note=letter.error)
    if rows and not PressReply.objects.filter(answer__case=rows[0].answer.case_id, state=PressState.WAITING).exists():
        promises.drop(rows[0].answer.case, PRINTED, at=at)
    return len(rows)
