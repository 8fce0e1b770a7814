"""Closing, reopening, follow-ups, and the sweeper that wakes what is due."""

from datetime import date, timedelta

import pytest

from sada.desk.approve_answer import approve_answer
from sada.desk.close_case import close_case, reopen_case
from sada.desk.draft_answer import draft_answer, submit_answer
from sada.desk.pause_clock import pause_clock
from sada.desk.recompute_clocks import moves, recompute_clocks
from sada.desk.send_answer import published_by_hand
from sada.desk.sweep_clocks import sweep_clocks
from sada.kernel.refusals import Missing, NotAllowed, WrongState
from sada.store.models import Act, Case, Holiday, Notice, Outcome
from tests.cast import MORNING, left_unanswered

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def answered(cast):
    """A case whose answer was published an hour after it was asked."""
    case = cast.case()
    answer = draft_answer(case, "رد", "أُعيدت الإنارة", by=cast.saleh, at=MORNING)
    submit_answer(answer, by=cast.saleh, at=MORNING)
    approve_answer(answer, 1, by=cast.noura, at=MORNING)
    published_by_hand(answer, "https://alwaha.example/1", by=cast.saleh, at=MORNING + HOUR)
    return Case.objects.get(pk=case.pk)


def test_an_answered_case_is_closed_with_its_outcome(cast, answered):
    close_case(answered, Outcome.DONE, by=cast.saleh, at=MORNING + 2 * HOUR)
    case = Case.objects.get()
    assert (case.state, case.outcome, case.closed_at) == ("closed", "done", MORNING + 2 * HOUR)
    assert case.working_seconds == 3600


def test_an_unanswered_case_is_closed_only_as_a_reasoned_decision(cast):
    case = cast.case()
    with pytest.raises(WrongState):
        close_case(case, Outcome.DONE, by=cast.saleh, at=MORNING)
    with pytest.raises(Missing):
        left_unanswered(case, at=MORNING, note="  ")
    left_unanswered(case, at=MORNING, note="لا يخص الأمانة")
    assert (Case.objects.get().state, Act.objects.get(name="case.closed").note) == ("no_answer", "لا يخص الأمانة")


@pytest.mark.parametrize("outcome", [Outcome.PLANNED, Outcome.UNDERWAY, Outcome.COORDINATING])
def test_an_outcome_that_promises_needs_its_date(cast, answered, outcome):
    with pytest.raises(Missing):
        close_case(answered, outcome, by=cast.saleh, at=MORNING)
    close_case(answered, outcome, by=cast.saleh, at=MORNING, promise_on=date(2027, 1, 10))
    assert Case.objects.get().promise_on == date(2027, 1, 10)


def test_an_outcome_that_is_none_of_the_choices_and_a_second_closing_are_refused(cast, answered):
    with pytest.raises(WrongState):
        close_case(answered, "forgotten", by=cast.saleh, at=MORNING)
    close_case(answered, Outcome.DONE, by=cast.saleh, at=MORNING)
    with pytest.raises(WrongState):
        close_case(answered, Outcome.DONE, by=cast.saleh, at=MORNING)


def test_who_may_not_close_does_not(cast, answered):
    for person in (cast.rakan, cast.huda, cast.majed, cast.lina):
        with pytest.raises(NotAllowed):
            close_case(answered, Outcome.DONE, by=person, at=MORNING)


def test_the_promise_and_then_the_follow_up_are_recalled_each_once(cast, answered):
    close_case(
        answered,
        Outcome.PLANNED,
        by=cast.noura,
        at=MORNING,
        promise_on=date(2026, 12, 1),
        follow_up_on=date(2026, 12, 20),
    )
    for day, due in ((date(2026, 11, 30), 0), (date(2026, 12, 1), 1), (date(2026, 12, 2), 1), (date(2026, 12, 20), 2)):
        sweep_clocks(at=MORNING.replace(year=day.year, month=day.month, day=day.day))
        assert Notice.objects.filter(act="case.follow_up_due", person=cast.saleh).count() == due, day


def test_a_reopened_case_runs_a_new_clock_and_keeps_its_answer_on_record(cast, answered):
    close_case(answered, Outcome.DONE, by=cast.saleh, at=MORNING)
    later = MORNING + timedelta(days=1)
    with pytest.raises(Missing):
        reopen_case(answered, by=cast.saleh, at=later, note="")
    reopen_case(answered, by=cast.saleh, at=later, note="انطفأت الإنارة مجددًا")
    case = Case.objects.get()
    assert (case.state, case.answered_at, case.due_at) == ("open", None, later + 4 * HOUR)
    assert case.answers.get().state == "sent"
    assert Act.objects.filter(name="case.answered").count() == 1


def test_the_old_text_given_to_one_more_does_not_answer_a_reopened_case(cast, answered):
    close_case(answered, Outcome.DONE, by=cast.saleh, at=MORNING + 2 * HOUR)
    later = MORNING + timedelta(days=1)
    reopen_case(answered, by=cast.saleh, at=later, note="انطفأت الإنارة مجددًا")
    old = Case.objects.get().answers.get()
    published_by_hand(old, "https://alwaha.example/2", by=cast.saleh, at=later + HOUR)
    case = Case.objects.get()
    assert (case.state, case.answered_at, old.outgoing.count()) == ("open", None, 2)
    new = draft_answer(case, "رد", "أُصلح العمود", by=cast.saleh, at=later + HOUR)
    submit_answer(new, by=cast.saleh, at=later + HOUR)
    approve_answer(new, 1, by=cast.noura, at=later + HOUR)
    published_by_hand(new, "https://alwaha.example/3", by=cast.saleh, at=later + 2 * HOUR)
    assert Case.objects.get().answered_at == later + 2 * HOUR


def test_an_open_case_cannot_be_reopened(cast):
    with pytest.raises(WrongState):
        reopen_case(cast.case(), by=cast.saleh, at=MORNING, note="سبب")


def test_the_sweeper_climbs_the_ladder_and_says_each_step_once(cast):
    case = cast.case()
    for hours, near, late in ((1, 0, 0), (2, 1, 0), (3, 1, 0), (3.5, 2, 0), (4, 2, 0), (4.1, 2, 1), (5, 2, 1)):
        sweep_clocks(at=MORNING + hours * HOUR)
        names = list(Act.objects.filter(subject_id=case.pk, by=None).values_list("name", flat=True))
        assert (names.count("case.near"), names.count("case.became_late")) == (near, late), hours
    told = set(Notice.objects.filter(act="case.became_late").values_list("person__username", flat=True))
    assert told >= {"saleh", "noura", "abeer"}


def test_the_sweeper_ends_an_overlong_pause(cast):
    case = cast.case()
    pause_clock(case, "asker", MORNING + 2 * HOUR, by=cast.saleh, at=MORNING + HOUR)
    sweep_clocks(at=MORNING + 1.5 * HOUR)
    assert Case.objects.get().state == "paused"
    sweep_clocks(at=MORNING + 2 * HOUR)
    assert Case.objects.get().state == "open"
    assert Act.objects.get(name="case.resumed").by is None


def test_closing_a_paused_case_ends_its_pause(cast):
    case = cast.case()
    pause_clock(case, "asker", MORNING + 5 * HOUR, by=cast.saleh, at=MORNING)
    left_unanswered(case, at=MORNING + HOUR, note="سُحب السؤال")
    assert case.pauses.get().until == MORNING + HOUR
    assert Case.objects.get().next_alarm_at is None


def test_a_holiday_announced_late_moves_open_cases_and_says_so(cast):
    case = cast.case(at=MORNING + 4 * HOUR)  # 13:00: an hour and a half today, the rest on Monday
    assert list(moves(None)) == []
    Holiday.objects.create(name_ar="إجازة طارئة", name_en="Leave", starts=date(2026, 11, 23), ends=date(2026, 11, 23))
    assert len(list(moves(cast.riyadh))) == 1
    assert list(moves(cast.qassim)) == []
    before = case.due_at
    assert recompute_clocks(None, by=cast.sami, at=MORNING, note="إعلان متأخر") == 1
    assert Case.objects.get().due_at == before + timedelta(days=1)
    assert Act.objects.get(name="case.recomputed").note == "إعلان متأخر"
    assert recompute_clocks(None, by=cast.sami, at=MORNING) == 0
