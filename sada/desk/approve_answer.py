"""A text is approved, step by step, by people who wrote no part of it; with the last step it stands frozen.

Of two who decide at once the row's lock lets one through; the other is told who was quicker, and when.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk import promises
from sada.desk.approval_steps import Hand, Standing, rendered, sealed, standing
from sada.desk.ask_approvers import ask_approvers
from sada.desk.citations import blocks_of, used_facts
from sada.desk.draft_answer import UNDECIDED, keep_version
from sada.desk.states import answer_after, hold
from sada.kernel import access, acts
from sada.kernel.guarded import update_if
from sada.kernel.notices import tell
from sada.kernel.refusals import Blocked, DecidedBefore, Missing, OwnWork
from sada.rules.access import may_approve
from sada.rules.policies import APPROVE
from sada.store.models import Act, Answer, AnswerState, AnswerVersion, Approval, Case, FactUse, Person

DECIDED = ("answer.returned", "answer.rejected")
FRESH = ("state", "draft", "title", "version", "steps", "awaits", "submitted_by", "submitted_at", "is_machine")


def approve_answer(answer: Answer, version: int, *, by: Person, at: datetime) -> bool:
    """Approve exactly the version that was read; returns whether the text stands approved now, or awaits a next step.

    With the last step the text is frozen with its facts and its SHA-256. Raises OwnWork for whoever wrote any version,
    Blocked while a number has no fact or a fact has expired, DecidedBefore when someone was quicker.
    """
    access.require(by, "answer.approve", answer.case.path)
    access.require(by, "case.see", answer.case.path)
    with transaction.atomic():
        take(answer, version)
        after = answer_after(answer, "approve")
        says = rendered(answer)
        now = standing(answer, at, says)
        hand = now.hand_of(by)
        behalf = hand.on_behalf_of.pk if hand.on_behalf_of else by.pk
        if not all(may_approve(answer.drafted_by_id, who, *now.writers) for who in (by.pk, behalf)):
            raise OwnWork
        blocks = blocks_of(answer, at)
        if blocks:
            raise Blocked(list(blocks))
        _sit(answer, now, hand, says, at)
        then = standing(answer, at, says)
        if then.place is None:
            _freeze(answer, after, hand, says, at)
        else:
            _go_on(answer, then, hand, at)
    return then.place is None


def return_answer(answer: Answer, remark: str, *, by: Person, at: datetime, version: int | None = None) -> None:
    """Send a text back to its writer with what should change."""
    access.require(by, "answer.return", answer.case.path)
    _decide(answer, "return", remark, _("Write what should be changed."), by, at, version)


def reject_answer(answer: Answer, remark: str, *, by: Person, at: datetime, version: int | None = None) -> None:
    """Refuse a text for good, with the reason; the case then needs another text, or a decision not to answer."""
    access.require(by, "answer.return", answer.case.path)
    _decide(answer, "reject", remark, _("Write why the text is rejected."), by, at, version)


def take(answer: Answer, version: int | None) -> None:
    """Lock a text, its case first, and bring it up to date.

    Raises DecidedBefore when it is decided, or was changed since it was read.
    """
    read = answer.version if version is None else version
    hold(answer.case)
    now = Answer.objects.select_for_update(no_key=True).get(pk=answer.pk)
    if now.state in (AnswerState.APPROVED, AnswerState.SENT) and now.approved_by and now.approved_at:
        raise DecidedBefore("approved", now.approved_by, now.approved_at)
    if now.version != read:
        last = AnswerVersion.objects.select_related("by").filter(answer=now).order_by("-version")[0]
        raise DecidedBefore("changed", last.by, last.at)
    if now.state != answer.state:
        act = Act.objects.filter(name__in=DECIDED, subject_type="case", subject_id=now.case_id).last()
        if act is not None and act.by is not None:
            raise DecidedBefore(act.name.removeprefix("answer."), act.by, act.at)
    for field in FRESH:
        setattr(answer, field, getattr(now, field))


def _sit(answer: Answer, now: Standing, hand: Hand, says: str, at: datetime) -> None:
    Approval.objects.create(
        answer=answer,
        version=answer.version,
        step=now.place,
        seats=sorted(hand.seats & set(now.steps[now.place or 0].seats)),
        sha256=sealed(says),
        by=hand.person,
        on_behalf_of=hand.on_behalf_of,
        at=at,
    )


def _freeze(answer: Answer, after: str, hand: Hand, says: str, at: datetime) -> None:
    """The last step is done: what is rendered is what is recorded, and what will be sent."""
    facts = used_facts(answer)
    update_if(
        answer,
        {"state": answer.state, "version": answer.version},
        state=after,
        approved_by=hand.person,
        approved_at=at,
        final=says,
        sha256=sealed(says),
        awaits=[],
    )
    promises.meet(answer.case, APPROVE, at=at, answer=answer)
    FactUse.objects.bulk_create([FactUse(answer=answer, fact=f, version=f.version, value=f.value) for f in facts])
    tell(_writers(answer), "answer.approved", on=answer.case, by=hand.person, at=at, text=answer.title)
    _record("answer.approved", answer, hand, at, {"sha256": answer.sha256})


def _go_on(answer: Answer, then: Standing, hand: Hand, at: datetime) -> None:
    """A further step, or a further seat, is due: those who can take it are told."""
    update_if(answer, {"version": answer.version}, awaits=then.awaits())
    ask_approvers(answer, then, by=hand.person, at=at)
    _record("answer.step_approved", answer, hand, at, {"of": len(then.steps)})


def give_back_texts(case: Case, why: str, *, by: Person, at: datetime) -> None:
    """The texts of a case that await approval, or were approved and have not left, go back to their writers, in the
    caller's transaction: the case goes to a unit where others approve."""
    for answer in case.answers.filter(state=AnswerState.SUBMITTED).select_related("case__unit"):
        _decide(answer, "return", why, _("Write the reason."), by, at, None)
    for answer in case.answers.filter(state=AnswerState.APPROVED).select_related("case__unit"):
        _take_back(answer, why, by, at)


def _take_back(answer: Answer, why: str, by: Person, at: datetime) -> None:
    """What was approved becomes a draft again, as a new version of whoever wrote the last."""
    read, wrote = answer.version, answer.versions.select_related("by").order_by("-version")[0].by
    after = {"state": answer_after(answer, "change"), "version": read + 1, "changed_at": at, "remark": why.strip()}
    update_if(answer, {"state": answer.state, "version": read}, **after, **UNDECIDED)
    answer.fact_uses.all().delete()
    keep_version(answer, wrote, at, why.strip())
    tell(_writers(answer), "answer.returned", on=answer.case, by=by, at=at, text=why)
    acts.record("answer.returned", by=by, on=answer.case, at=at, unit=answer.case.unit, note=why)


def _record(name: str, answer: Answer, hand: Hand, at: datetime, more: dict[str, object]) -> None:
    behalf = {"on_behalf_of": hand.on_behalf_of.pk} if hand.on_behalf_of else {}
    step = Approval.objects.filter(answer=answer, by=hand.person).order_by("-pk").values_list("step", flat=True)[0]
    after = {"answer": answer.pk, "version": answer.version, "step": step + 1, **behalf, **more}
    acts.record(name, by=hand.person, on=answer.case, at=at, unit=answer.case.unit, after=after)


def _decide(
    answer: Answer, what: str, remark: str, needed: object, by: Person, at: datetime, version: int | None
) -> None:
    if not remark.strip():
        raise Missing(str(needed))
    with transaction.atomic():
        take(answer, version)
        after = answer_after(answer, what)
        update_if(
            answer,
            {"state": answer.state, "version": answer.version},
            state=after,
            remark=remark.strip(),
            awaits=[],
        )
        promises.meet(answer.case, APPROVE, at=at, answer=answer)
        name = {"return": "answer.returned", "reject": "answer.rejected"}[what]
        tell(_writers(answer), name, on=answer.case, by=by, at=at, text=remark)
        acts.record(name, by=by, on=answer.case, at=at, unit=answer.case.unit, note=remark)


def _writers(answer: Answer) -> list[Person]:
    return list(Person.objects.filter(pk__in=answer.versions.values("by")))
