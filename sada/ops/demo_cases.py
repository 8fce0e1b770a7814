"""How the demo's people carry a case: draft, submit, return, approve, publish, pause, close; each at its time."""

import re
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from sada.desk.approve_answer import approve_answer, return_answer
from sada.desk.close_case import PROMISES, close_case
from sada.desk.draft_answer import change_answer, draft_answer, submit_answer
from sada.desk.leave_unanswered import agree_silence, propose_silence
from sada.desk.name_competent import likely, name_competent
from sada.desk.note_case import note_case
from sada.desk.open_case import open_case
from sada.desk.pause_clock import pause_clock
from sada.desk.publish_answer import Notice, publish_answer, take_down
from sada.desk.see_printed import is_followed, see_printed
from sada.desk.send_answer import mark_answered, published_by_hand, send_by_email
from sada.desk.send_letter import NOT_SENT
from sada.kernel import mail
from sada.kernel.refusals import Refusal
from sada.ops.demo_data import read
from sada.ops.demo_items import Written
from sada.ops.demo_play import Scene, Stage
from sada.rules.policies import PRINTED
from sada.store.models import Agency, Answer, Case, Mention, Outcome, Person, Publication
from sada.store.queries.clocks import running

ON_PUBLIC_PAGE = 8  # answers
NOT_OURS_THEN = "traffic"
NO_ANSWER_NOTE = "رأي عام لا يتضمن سؤالًا محددًا، وسبق للأمانة أن أوضحت موقفها في بيان منشور."


def opened(mention: Mention, plan: dict[str, Any], stage: Stage, at: datetime) -> Case:
    """Open the case as its owner does."""
    owner = stage.cast.people[plan["case"]["owner"]]
    case = open_case(mention, by=owner, at=at, owner=owner)
    if "voice" in plan:
        Case.objects.filter(pk=case.pk).update(voice=stage.cast.voices[plan["voice"]])
    stage.cases[plan.get("r", f"case-{case.pk}")] = case
    case.refresh_from_db()
    return case


def carry(case: Case, text: Written, stage: Stage, at: datetime) -> Scene:
    """What happens to the case after it was opened, up to the state its plan names."""
    plan = text.plan["case"]
    owner = stage.cast.people[plan["owner"]]
    state = plan["state"]
    if state == "no_answer":
        at = yield stage.later(at, stage.dice.randint(60, 300))
        silence = propose_silence(case, "no_question", NO_ANSWER_NOTE, by=owner, at=at)
        at = yield stage.later(at, 25)
        agree_silence(silence, by=_approver(plan["owner"], stage), at=at)
    elif state == "paused":
        yield from _pause(case, plan, owner, stage, at)
    elif "answer" in plan:
        yield from _answer(case, text, stage, at)
    elif stage.dice.random() < 0.5:
        at = yield stage.later(at, 15)
        note_case(case, "أُرسل الاستفسار إلى الإدارة المختصة، وبانتظار الإفادة.", by=owner, at=at)


def _pause(case: Case, plan: dict[str, Any], owner: Person, stage: Stage, at: datetime) -> Scene:
    at = yield stage.later(at, 12)
    note_case(case, plan["pause_note"], by=owner, at=at)
    if "answer" in plan:
        draft_answer(case, *_words(plan["answer"], stage), by=owner, at=at)
    limit = max(stage.later(stage.at, 300), at + timedelta(hours=1))
    pause_clock(case, plan["pause"], limit, by=owner, at=at, note=plan["pause_note"])


def _answer(case: Case, text: Written, stage: Stage, at: datetime) -> Scene:
    """From draft to what the plan names. `after`: minutes of working time from being asked to the answer."""
    plan = text.plan["case"]
    owner, approver = stage.cast.people[plan["owner"]], _approver(plan["owner"], stage)
    after = plan.get("after", 20)
    asked = case.asked_at
    at = yield max(at, stage.later(asked, after * 0.45))
    answer = _drafted(case, plan, owner, stage, at)
    if plan["state"] == "draft":
        return
    at = yield max(at, stage.later(asked, after * 0.6))
    submit_answer(answer, by=owner, at=at)
    if plan["state"] == "submitted":
        return
    at = yield max(at, stage.later(asked, after * 0.9))
    if plan["state"] == "returned":
        return_answer(answer, plan["remark"], by=approver, at=at)
        return
    if len(answer.steps) > 1:
        approve_answer(answer, answer.version, by=stage.cast.people["demo.manager"], at=at)
    approve_answer(answer, answer.version, by=approver, at=at)
    if plan["state"] == "approved":
        return
    at = yield max(at, stage.later(asked, after))
    _send(answer, text, owner, at)
    _publish(answer, text, approver, at)
    if plan["state"] == "closed":
        at = yield stage.later(at, stage.dice.randint(40, 500))
        _close(case, plan, owner, at)


def _drafted(case: Case, plan: dict[str, Any], owner: Person, stage: Stage, at: datetime) -> Answer:
    """The text as planned; where the matter is not ours, the one that names who is competent."""
    if plan.get("outcome") == Outcome.NOT_OURS:
        body = likely(case) or Agency.objects.get(code=NOT_OURS_THEN)
        answer = name_competent(case, body, by=owner, at=at)
        filled = answer.draft.replace("[رقم العدد]", "{=15320}")  # a letter to an editor names the issue
        change_answer(answer, answer.title, filled, answer.version, by=owner, at=at)
        return answer
    return draft_answer(case, *_words(plan["answer"], stage), by=owner, at=at)


def _send(answer: Answer, text: Written, owner: Person, at: datetime) -> None:
    """Published by hand at an invented address; or a letter that counts as taken without leaving this machine."""
    if text.plan["case"].get("channel") == "email":
        letter = send_by_email(answer, text.plan["contact"]["email"], by=owner, at=at)
        mail.taken(letter, detail=NOT_SENT, at=at)
        mark_answered(answer.case, at, answer)
        return
    site = text.outlet.website or f"https://{text.medium}.example/waha"
    published_by_hand(answer, f"{site}/reply/{answer.pk}", by=owner, at=at)


def _publish(answer: Answer, text: Written, approver: Person, at: datetime) -> None:
    """Some answers to what the press wrote stand on the public page; one of them was taken down again."""
    count = Publication.objects.count()
    if count >= ON_PUBLIC_PAGE or not text.outlet.website or not text.title:
        return
    answer.refresh_from_db()
    with suppress(Refusal):  # a headline that names somebody stays off the page
        made = publish_answer(answer, Notice("سؤال تناولته الصحافة", text.title), by=approver, at=at)
        if count == 1:
            take_down(made, "تغيّر الرقم الوارد فيه، ويصدر رد محدّث.", by=approver, at=at)


def _close(case: Case, plan: dict[str, Any], owner: Person, at: datetime) -> None:
    case.refresh_from_db()
    outcome = plan["outcome"]
    promise = at.date() + timedelta(days=plan.get("promise", 30)) if outcome in PROMISES else None
    follow_up = promise - timedelta(days=2) if promise else None
    if running(case).filter(promise=PRINTED).exists() and not is_followed(case):
        see_printed(case, "الصفحة المحلية، بالعنوان نفسه", by=owner, at=at)
    note = "نُشر الرد، وأُبلغ المستفيد."
    close_case(case, outcome, by=owner, at=at, note=note, promise_on=promise, follow_up_on=follow_up)


def _approver(owner: str, stage: Stage) -> Person:
    amana = owner.removeprefix("demo.").split(".")[0]
    name = f"demo.{amana}.spokesperson" if amana in ("marjan", "shih") else "demo.spokesperson"
    return stage.cast.people[name]


def _words(key: str, stage: Stage) -> tuple[str, str]:
    """Title and draft, each fact cited by its number."""
    title, draft = read("answers")[key]
    return title, re.sub(r"\{#(\w+)\}", lambda found: f"{{#{stage.facts[found[1]].pk}}}", draft)
