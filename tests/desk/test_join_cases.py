"""Several cases become one: the one asked first goes on, all or none, in the log of each, and taken back whole."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from sada.desk.approve_answer import approve_answer
from sada.desk.ask_expert import Expert, ask_expert
from sada.desk.bulk_cases import join_many, state_of, undo_bulk
from sada.desk.close_case import close_case, reopen_case
from sada.desk.draft_answer import draft_answer, submit_answer
from sada.desk.hand_over_report import Handed, hand_over
from sada.desk.join_cases import join_case
from sada.desk.leave_unanswered import propose_silence
from sada.desk.note_case import note_case
from sada.desk.send_answer import published_by_hand
from sada.desk.set_deadline import set_deadline
from sada.kernel.refusals import Missing, NotAllowed, Refusal, SomeoneElseDidIt, WrongState
from sada.store.models import Act, Answer, Case, ClockPolicy, Notice
from sada.store.queries import measures
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def two(cast):
    """(asked first, asked later): two cases of Riyadh."""
    later = cast.case(title="انقطاع الإنارة", at=MORNING)
    first = cast.case(title="إنارة مطفأة", at=MORNING - HOUR)
    return first, later


def again(case):
    return Case.objects.select_related("unit", "owner").get(pk=case.pk)


def test_the_one_asked_first_goes_on_with_the_items_of_all(cast, two):
    first, later = two
    due = first.due_at
    join_many([later, first], by=cast.fahad, at=MORNING + MINUTE)
    first, later = again(first), again(later)
    assert (first.state, first.due_at, first.case_items.count()) == ("open", due, 2)
    assert (later.state, later.outcome, later.joined_to, later.next_alarm_at) == ("closed", "joined", first, None)
    assert Act.objects.get(name="case.joined").after == {"number": first.number}
    assert Act.objects.get(name="case.took_in").after == {"number": later.number}
    assert Notice.objects.get(act="case.joined").person == cast.saleh


def test_a_joined_matter_is_measured_once(cast, two):
    wanted = measures.Wanted(since=MORNING - 2 * HOUR, until=MORNING + HOUR)
    assert measures.asked_rows(Case.objects.all(), wanted).count() == 2
    join_many(list(two), by=cast.saleh, at=MORNING + MINUTE)
    assert [row.pk for row in measures.asked_rows(Case.objects.all(), wanted)] == [two[0].pk]


@pytest.mark.parametrize(("own", "holds"), [(None, 2), (3, 2), (1, 1)])
def test_the_earlier_deadline_of_the_askers_holds(cast, two, own, holds):
    first, later = two
    set_deadline(later, MORNING + 2 * HOUR, by=cast.saleh, at=MORNING)
    if own:
        set_deadline(first, MORNING + own * HOUR, by=cast.saleh, at=MORNING)
    join_many([first, later], by=cast.saleh, at=MORNING + MINUTE)
    assert again(first).outside_deadline == MORNING + holds * HOUR


def test_it_is_taken_back_whole(cast, two):
    set_deadline(two[1], MORNING + 2 * HOUR, by=cast.saleh, at=MORNING)
    cases = [again(case) for case in two]
    before = [state_of(case) for case in cases]
    step = join_many(cases, by=cast.fahad, at=MORNING + MINUTE)
    assert undo_bulk(step, by=cast.fahad, at=MORNING + 2 * MINUTE) == 2
    assert [state_of(case) for case in cases] == before
    assert not Notice.objects.filter(act="case.joined").exists()
    assert Act.objects.filter(name="case.step_undone").count() == 2


def test_what_was_changed_since_is_not_taken_back(cast, two):
    step = join_many(list(two), by=cast.saleh, at=MORNING + MINUTE)
    reopen_case(again(two[1]), by=cast.saleh, at=MORNING + 2 * MINUTE, note="سؤال آخر")
    with pytest.raises(WrongState):
        undo_bulk(step, by=cast.saleh, at=MORNING + 3 * MINUTE)
    assert (again(two[1]).joined_to, again(two[1]).state) == (None, "open")


def _submitted(cast, case):
    answer = draft_answer(case, "رد", "نص الرد", by=cast.saleh, at=MORNING)
    submit_answer(answer, by=cast.saleh, at=MORNING)
    return answer


def _answered(cast, case):
    answer = _submitted(cast, case)
    approve_answer(answer, 1, by=cast.noura, at=MORNING)
    published_by_hand(answer, "https://alwaha.example/1", by=cast.saleh, at=MORNING)


def _asked(cast, case):
    ClockPolicy.objects.create(
        unit=cast.ministry, promise="fact", minutes=90, basis="work", valid_from=date(2024, 1, 1)
    )
    ask_expert(case, "كم عمودًا؟", Expert(cast.salma), by=cast.saleh, at=MORNING)


BEGUN = {
    "text": _submitted,
    "answer": _answered,
    "expert": _asked,
    "report": lambda cast, case: hand_over(case, Handed("940", "7", MORNING.date()), by=cast.saleh, at=MORNING),
    "silence": lambda cast, case: propose_silence(case, "other", "للعلم", by=cast.saleh, at=MORNING),
}


@pytest.mark.parametrize("begun", BEGUN)
def test_what_was_begun_is_settled_first_and_nothing_is_joined(cast, two, begun):
    BEGUN[begun](cast, two[1])
    before = [state_of(case) for case in two]
    with pytest.raises(Refusal) as refusal:
        join_many([again(case) for case in two], by=cast.saleh, at=MORNING + MINUTE)
    assert two[1].number in str(refusal.value.sentence)
    assert [state_of(case) for case in two] == before


def test_a_text_is_not_submitted_in_a_case_that_is_joined_at_that_moment(cast, two):
    draft_answer(two[1], "رد", "نص الرد", by=cast.saleh, at=MORNING)
    seen = Answer.objects.select_related("case").get()
    join_case(again(two[1]), again(two[0]), by=cast.fahad, at=MORNING + MINUTE)
    with pytest.raises(SomeoneElseDidIt):
        submit_answer(seen, by=cast.saleh, at=MORNING + MINUTE)
    assert Answer.objects.get().state == "draft"


@pytest.mark.django_db(transaction=True)
def test_of_joining_and_submitting_at_once_one_is_told(cast, two):
    """Whoever comes second waits for the first, and finds the case as it left it."""
    draft_answer(two[1], "رد", "نص الرد", by=cast.saleh, at=MORNING)
    seen, told = Answer.objects.select_related("case").get(), []
    pair = [again(two[1]), again(two[0])]

    def join():
        try:
            join_case(*pair, by=cast.fahad, at=MORNING + MINUTE)
        except Exception as refused:  # noqa: BLE001 - what it is is asserted below
            told.append(type(refused).__name__)
        finally:
            connection.close()

    thread = threading.Thread(target=join)
    with transaction.atomic():
        submit_answer(seen, by=cast.saleh, at=MORNING + MINUTE)
        thread.start()
        thread.join(0.5)  # it cannot have passed by us
    thread.join(20)
    assert (told, again(two[1]).state, Answer.objects.get().state) == (["WrongState"], "open", "submitted")


def test_one_alone_another_units_and_those_without_the_right(cast, two):
    with pytest.raises(Missing):
        join_many([two[0]], by=cast.saleh, at=MORNING)
    with pytest.raises(NotAllowed):
        join_many(list(two), by=cast.rakan, at=MORNING)
    with pytest.raises(NotAllowed):
        join_many([two[0], cast.case("qassim")], by=cast.saleh, at=MORNING)
    below = cast.case("riyadh.al-duwadimi")
    with pytest.raises(Refusal, match=below.number):
        join_many([two[0], below], by=cast.saleh, at=MORNING)
    assert not Case.objects.exclude(joined_to=None).exists()


def test_a_joined_case_is_noted_and_reopened_but_not_closed_by_hand(cast, two):
    join_many(list(two), by=cast.saleh, at=MORNING + MINUTE)
    joined = again(two[1])
    note_case(joined, "تكرار", by=cast.saleh, at=MORNING + MINUTE)
    with pytest.raises(WrongState):
        close_case(two[0], "joined", by=cast.saleh, at=MORNING + MINUTE)
