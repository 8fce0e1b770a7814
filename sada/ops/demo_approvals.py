"""The demo's approvals: two steps for drainage, one of them taken; a stand-in for a leave to come, another's over."""

from datetime import time, timedelta

from sada.desk.approval_steps import standing
from sada.desk.approve_answer import approve_answer
from sada.desk.delegate_approval import delegate_approval
from sada.desk.keep_approvals import Wanted, add_policy
from sada.ops.demo_play import Scene, Stage
from sada.rules.approvals import Step
from sada.store.models import Answer, AnswerState, Family

SPEAKER, MANAGER = "role:spokesperson", "role:manager"
DRAINAGE = "drainage"


def approvals(stage: Stage) -> list[Scene]:
    """All scenes of approval."""
    return [_steps(stage), _leave(stage, "demo.manager", "demo.spokesperson", -25, "إجازة اعتيادية"), _coming(stage)]


def _steps(stage: Stage) -> Scene:
    """A text on drainage goes through the manager, then the spokesperson; the manager has approved one."""
    waha, manager = stage.cast.units["waha"], stage.cast.people["demo.manager"]
    at = yield stage.day_at(20, time(9, 30))
    steps = (Step("any", (MANAGER,)), Step("any", (SPEAKER,)))
    family = Family.objects.filter(code=DRAINAGE).first()
    add_policy(Wanted(waha, steps, family=family), by=manager, at=at)
    at = yield stage.at - timedelta(minutes=4)
    waiting = Answer.objects.filter(state=AnswerState.SUBMITTED, case__path__startswith=waha.path)
    for answer in waiting.select_related("case", "case__unit").order_by("pk"):
        if len(answer.steps) > 1 and standing(answer, at).may_approve(manager):
            approve_answer(answer, answer.version, by=manager, at=at)
            return


def _leave(stage: Stage, giver: str, to: str, days: int, note: str) -> Scene:
    """So many days from now (before it, when negative) a week of leave begins."""
    at = yield stage.day_at(max(1, -days), time(8, 30))
    first = (stage.at + timedelta(days=days)).date()
    people = stage.cast.people
    delegate_approval(people[to], first, first + timedelta(days=6), by=people[giver], at=at, note=note)


def _coming(stage: Stage) -> Scene:
    return _leave(stage, "demo.spokesperson", "demo.officer", 12, "إجازة سنوية")
