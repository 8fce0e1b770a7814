"""Who carries a case. An owner who may no longer see it (switched off, a role that ended) carries it no more: what
would go to them goes to the desk, and the cases are free to be taken."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db.models import Q

from sada.desk.nearest import nearest
from sada.kernel import access, acts
from sada.kernel.guarded import update_if
from sada.kernel.notices import tell
from sada.kernel.refusals import SomeoneElseDidIt
from sada.store.models import Act, Case, CaseState, Person, Question, QuestionState, Unit

HELD = (CaseState.OPEN, CaseState.PAUSED, CaseState.ANSWERED)
LOOKED_AFTER = Q(state__in=HELD) | Q(next_alarm_at__isnull=False)  # or an ended one whose promise is still looked at
NAMED = 10  # numbers of cases named in a notice


def carrier(case: Case) -> Person | None:
    """The person who carries a case: its owner, while they may see it."""
    return case.owner if case.owner is not None and access.may(case.owner, "case.see", case.path) else None


def carriers(case: Case, act: str = "case.assign") -> list[Person]:
    """Whom the news of a case concerns: who carries it; where nobody does, those nearest to its unit who may `act`."""
    person = carrier(case)
    return [person] if person is not None else nearest(act, case.path)


def reachable(case: Case, *people: Person | None) -> list[Person]:
    """Those of the people who may still see the case, each once; where none may, its carriers."""
    seeing = {one.pk: one for one in people if one is not None and access.may(one, "case.see", case.path)}
    return list(seeing.values()) or carriers(case)


def release(person: Person, *, by: Person | None, at: datetime) -> int:
    """Free the cases that a person carries and may no longer see, and tell who asked them a question; in the caller's
    transaction. The desk of each unit is told once, with how many; returns the number of cases freed."""
    now = Person.objects.get(pk=person.pk)  # with the rights that are left
    held = Case.objects.filter(LOOKED_AFTER, owner=person).select_related("unit", "owner").order_by("pk")
    gone = [case for case in held if not access.may(now, "case.see", case.path)]
    freed = defaultdict(list)
    for case in gone:
        if free(case, by=by, at=at):
            freed[case.unit].append(case)
    for unit, cases in freed.items():
        _tell_desk(unit, now, cases, by, at)
    _leave_questions(now, by, at)
    return sum(map(len, freed.values()))


def free(case: Case, *, by: Person | None, at: datetime) -> bool:
    """Nobody carries the case any more; False where somebody else has it meanwhile."""
    before = case.owner
    try:
        update_if(case, {"owner": before}, owner=None)
    except SomeoneElseDidIt:
        return False
    said = {"before": {"owner": before.pk if before else None}, "after": {"owner": None}}
    acts.record("case.owner_left", by=by, on=case, at=at, unit=case.unit, **said)
    return True


def _tell_desk(unit: Unit, person: Person, cases: list[Case], by: Person | None, at: datetime) -> None:
    numbers = [case.number for case in cases]
    more = "، …" if len(numbers) > NAMED else ""
    text = f"{person.get_full_name()} ({len(numbers)}): {'، '.join(numbers[:NAMED])}{more}"
    tell(nearest("case.assign", unit.path), "case.owner_left", on=cases[0], by=by, at=at, text=text, prompt=True)


def may_answer(question: Question) -> bool:
    """Whether the expert asked can still answer: one without an account always, by the link."""
    return question.to is None or access.may(question.to, "case.answer_question", question.case.path)


def _leave_questions(person: Person, by: Person | None, at: datetime) -> None:
    open_ones = Question.objects.filter(to=person, state=QuestionState.ASKED)
    for question in open_ones.select_related("case__unit", "case__owner", "asked_by", "to").order_by("pk"):
        if not may_answer(question):
            expert_left(question, by=by, at=at)


def was_told(question: Question) -> bool:
    """Whether whoever asked has been told that the expert can no longer answer."""
    acts_of = Act.objects.filter(subject_type="case", subject_id=question.case_id, name="question.expert_left")
    return acts_of.filter(after__question=question.pk).exists()


def expert_left(question: Question, *, by: Person | None, at: datetime) -> None:
    """Tell whoever asked that the expert can no longer answer, so that they ask another; nobody is reminded more."""
    case = question.case
    people = reachable(case, question.asked_by, case.owner)
    tell(people, "question.expert_left", on=case, by=by, at=at, text=question.text, prompt=True)
    after = {"question": question.pk, "name": question.to_name}
    acts.record("question.expert_left", by=by, on=case, at=at, unit=case.unit, after=after)
