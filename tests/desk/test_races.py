"""Two at once on two connections: exactly one wins, the other is told, and nobody waits for the other for ever."""

import threading
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from sada.desk.approve_answer import approve_answer, return_answer
from sada.desk.describe_case import About, describe_case
from sada.desk.draft_answer import change_answer, draft_answer, submit_answer
from sada.desk.keep_calendar import DaysOff, add_holiday
from sada.desk.leave_unanswered import agree_silence, propose_silence
from sada.desk.send_answer import published_by_hand, send_by_email
from sada.desk.set_deadline import set_deadline
from sada.desk.transfer_case import transfer_case
from sada.kernel import clock
from sada.kernel.refusals import Refusal
from sada.store.models import Answer, AnswerVersion, Approval, Case, Person, Publication, Silence
from tests.cast import MORNING, make_cast

HOUR = timedelta(hours=1)


def at_once(*deeds):
    """Each deed on a connection of its own, begun together; what each returned, or the exception it met."""
    ready, said = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(place, deed):
        try:
            with clock.at(MORNING):
                ready.wait(10)
                deed()
                said[place] = "done"
        except Exception as fault:  # noqa: BLE001 - told to the test's own thread
            said[place] = fault
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(deeds)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    return said


def person(name):
    return Person.objects.get(username=name)


def text_of(pk):
    return Answer.objects.select_related("case__unit").get(pk=pk)


DEEDS = {
    "approve": lambda case, text: approve_answer(text_of(text), 1, by=person("noura"), at=MORNING),
    "return": lambda case, text: return_answer(text_of(text), "يُعدَّل", by=person("abeer"), at=MORNING),
    "change": lambda case, text: change_answer(text_of(text), "رد", "نص آخر", 1, by=person("saleh"), at=MORNING),
    "transfer": lambda case, text: transfer_case(
        Case.objects.select_related("unit").get(pk=case), person("huda").memberships.get().unit, "الشارع عندهم",
        by=person("saleh"), at=MORNING,
    ),
    "describe": lambda case, text: describe_case(
        Case.objects.select_related("unit").get(pk=case), About("موضوع", "complaint", None), by=person("saleh"),
        at=MORNING,
    ),
    "deadline": lambda case, text: set_deadline(
        Case.objects.select_related("unit").get(pk=case), MORNING + 3 * HOUR, by=person("saleh"), at=MORNING
    ),
}  # fmt: skip
PAIRS = [
    ("approve", "transfer"), ("return", "transfer"), ("change", "transfer"), ("approve", "describe"),
    ("approve", "deadline"), ("approve", "return"),
]  # fmt: skip


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("pair", PAIRS, ids="|".join)
def test_no_two_deeds_on_a_case_and_its_text_wait_for_each_other(pair):
    cast = make_cast()
    for _ in range(2):
        case = cast.case()
        answer = draft_answer(case, "رد", "نص", by=cast.saleh, at=MORNING)
        submit_answer(answer, by=cast.saleh, at=MORNING)
        said = at_once(*(lambda deed=DEEDS[name], c=case.pk, a=answer.pk: deed(c, a) for name in pair))
        assert all(one == "done" or isinstance(one, Refusal) for one in said), said
        assert "done" in said
    if "transfer" in pair:  # approved in Riyadh or not, no text of Riyadh's stands approved in Qassim
        assert not Answer.objects.filter(state="approved", case__unit=cast.qassim).exists()


@pytest.mark.django_db(transaction=True)
def test_an_answer_and_the_decision_not_to_answer_exclude_each_other():
    cast = make_cast()
    for _ in range(3):
        answer = approved(cast)
        case = answer.case
        silence = propose_silence(case, "no_question", "سُوِّي", by=cast.saleh, at=MORNING)
        said = at_once(
            lambda pk=answer.pk: published_by_hand(
                text_of(pk), "https://alwaha.example/1", by=person("saleh"), at=MORNING
            ),
            lambda pk=silence.pk: agree_silence(
                Silence.objects.select_related("case__unit").get(pk=pk), by=person("noura"), at=MORNING
            ),
        )
        assert sorted(isinstance(one, Refusal) for one in said) == [False, True], said
        case = Case.objects.get(pk=case.pk)
        assert (case.state, case.answered_at is None, case.closed_at is None) in (
            ("answered", False, True),
            ("no_answer", True, False),
        )


@pytest.mark.django_db(transaction=True)
def test_a_late_holiday_and_an_approval_do_not_wait_for_each_other():
    cast = make_cast()
    answer = draft_answer(cast.case(), "رد", "نص", by=cast.saleh, at=MORNING)
    submit_answer(answer, by=cast.saleh, at=MORNING)
    off = DaysOff(cast.ministry, "إجازة", date(2026, 11, 23), date(2026, 11, 23))
    said = at_once(
        lambda: DEEDS["approve"](answer.case_id, answer.pk), lambda: add_holiday(off, by=person("sami"), at=MORNING)
    )
    assert said == ["done", "done"]


def approved(cast, draft="نص", title="رد"):
    answer = draft_answer(cast.case(), title, draft, by=cast.saleh, at=MORNING)
    submit_answer(answer, by=cast.saleh, at=MORNING)
    approve_answer(answer, 1, by=cast.noura, at=MORNING)
    return answer


@pytest.mark.django_db
@pytest.mark.parametrize(
    "forge",
    [
        lambda a, cast: AnswerVersion.objects.filter(answer=a).update(by=cast.rakan),
        lambda a, cast: AnswerVersion.objects.filter(answer=a).delete(),
        lambda a, cast: Approval.objects.filter(answer=a).delete(),
        lambda a, cast: Approval.objects.filter(answer=a).update(by=cast.abeer),
        lambda a, cast: Answer.objects.filter(pk=a.pk).update(drafted_by=cast.rakan),
        lambda a, cast: Answer.objects.filter(pk=a.pk).update(draft="غيره"),
        lambda a, cast: Answer.objects.filter(pk=a.pk).update(case=cast.case()),
        lambda a, cast: Answer.objects.filter(pk=a.pk).update(is_holding=True),
        lambda a, cast: Answer.objects.filter(pk=a.pk).update(language="en"),
        lambda a, cast: Answer.objects.filter(pk=a.pk).update(submitted_by=cast.rakan),
    ],
)
def test_no_script_changes_who_wrote_or_what_was_approved(cast, forge):
    answer = approved(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        forge(answer, cast)


@pytest.mark.django_db
def test_no_script_publishes_another_text_than_the_approved_one(cast):
    answer = approved(cast)
    columns = {
        "answer": answer, "unit": cast.riyadh, "title": "رد", "reason": "للفائدة", "published_at": MORNING,
        "published_by": cast.noura, "changed_at": MORNING,
    }  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.create(text="غيره", sha256=answer.sha256, **columns)
    page = Publication.objects.create(text=answer.final, sha256=answer.sha256, **columns)
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.filter(pk=page.pk).update(text="غيره")
    Publication.objects.filter(pk=page.pk).update(title="عنوان آخر")


@pytest.mark.django_db
def test_a_letter_underway_forbids_the_decision_not_to_answer(cast):
    answer = approved(cast)
    send_by_email(answer, "editor@alwaha.example", by=cast.saleh, at=MORNING)
    with pytest.raises(Refusal, match="في طريقه"):
        propose_silence(answer.case, "no_question", "سُوِّي", by=cast.saleh, at=MORNING)
