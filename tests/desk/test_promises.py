"""Every promise of a case is a clock of its own: what starts it, what stops it, which one governs the list."""

from datetime import date, timedelta

import pytest

from sada.desk import promises
from sada.desk.acknowledge_case import acknowledge_case
from sada.desk.approve_answer import approve_answer, return_answer
from sada.desk.assign_case import assign_case
from sada.desk.close_case import reopen_case
from sada.desk.draft_answer import change_answer, draft_answer, submit_answer, withdraw_answer
from sada.desk.keep_calendar import DaysOff, add_holiday
from sada.desk.pause_clock import pause_clock, resume_clock
from sada.desk.see_printed import see_printed
from sada.desk.send_answer import published_by_hand
from sada.desk.set_deadline import set_deadline
from sada.desk.transfer_case import transfer_case
from sada.kernel.refusals import Missing, NotAllowed, WrongState
from sada.rules import clocks
from sada.store.models import Act, Case, CaseClock, ClockPolicy
from sada.web.cases.why import said
from tests.cast import MORNING, left_unanswered

pytestmark = pytest.mark.django_db
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
PROMISED = {
    "acknowledge": (15, "work"), "duty_acknowledge": (60, "wall"), "hold": (60, "work"), "approve": (60, "work"),
    "printed": (420, "work"), "fact": (90, "work"),
}  # fmt: skip


@pytest.fixture
def promised(cast):
    """The cast with every promise of the pack set at the ministry."""
    for promise, (minutes, basis) in PROMISED.items():
        ClockPolicy.objects.create(
            unit=cast.ministry, promise=promise, minutes=minutes, basis=basis, valid_from=date(2024, 1, 1)
        )
    return cast


def clock(case, promise):
    return CaseClock.objects.filter(case=case, promise=promise).latest("id")


def unclaimed(cast, **item):
    """A case that the monitor opened: nobody of the desk has it in hand."""
    return cast.case(by=cast.rakan, **item)


def sent(case, cast, at, **draft):
    answer = draft_answer(case, "عنوان", "نص", by=cast.saleh, at=MORNING, **draft)
    submit_answer(answer, by=cast.saleh, at=MORNING)
    approve_answer(answer, answer.version, by=cast.noura, at=MORNING)
    published_by_hand(answer, "https://alwaha.example/1", by=cast.saleh, at=at)
    return answer


def test_a_case_begins_with_an_acknowledgement_and_a_holding_line_from_when_we_were_asked(promised):
    case = unclaimed(promised)
    assert (clock(case, "acknowledge").due_at, clock(case, "hold").due_at) == (MORNING + 15 * MINUTE, MORNING + HOUR)
    assert (case.first_promise, case.first_due_at) == ("acknowledge", MORNING + 15 * MINUTE)
    assert Case.objects.get().due_at == MORNING + 4 * HOUR


def test_outside_working_hours_the_duty_officer_acknowledges_in_clock_time(promised):
    evening = MORNING + 10 * HOUR
    case = unclaimed(promised, at=evening)
    assert clock(case, "duty_acknowledge").due_at == evening + HOUR
    assert not CaseClock.objects.filter(promise="acknowledge").exists()


@pytest.mark.parametrize(
    ("after", "policy", "due"),
    [
        (4.4, "hold", 5.4),  # Thursday 13:24: an hour of the day is left
        (4.6, "duty_hold", 5.6),  # 13:36: it would be Sunday, long after the answer
        (10, "duty_hold", 11),
    ],
)
def test_a_holding_line_that_the_weekend_would_carry_off_is_due_on_the_clock_and_says_so(promised, after, policy, due):
    for name, minutes in (("duty_hold", 60), ("ceiling", 1440)):
        ClockPolicy.objects.create(
            unit=promised.ministry, promise=name, minutes=minutes, basis="wall", valid_from=date(2024, 1, 1)
        )
    thursday = MORNING + timedelta(days=4)
    case = promised.case(at=thursday + after * HOUR)
    row = clock(case, "hold")
    assert (row.clock["promise"], row.due_at) == (policy, thursday + due * HOUR)
    assert case.due_at > row.due_at
    reasons = [said(reason) for reason in promises.promise_of(row, case).deadline().reasons]
    assert ("خارج الدوام" in reasons[0]) == (policy == "duty_hold")
    sent(case, promised, thursday + (after + 0.5) * HOUR, is_holding=True)
    row.refresh_from_db()
    assert row.met_at == thursday + (after + 0.5) * HOUR


def test_where_the_answer_is_due_as_soon_as_the_line_no_line_is_asked_for_at_night_either(promised):
    ClockPolicy.objects.filter(promise="answer").update(minutes=60)
    ClockPolicy.objects.create(
        unit=promised.ministry, promise="duty_hold", minutes=60, basis="wall", valid_from=date(2024, 1, 1)
    )
    case = promised.case(at=MORNING + 10 * HOUR)
    assert not CaseClock.objects.filter(case=case, promise="hold").exists()


def test_whoever_of_the_desk_opens_a_case_has_acknowledged_it(promised):
    case = promised.case()
    assert clock(case, "acknowledge").met_at == MORNING
    assert case.first_promise == "hold"


@pytest.mark.parametrize("way", ["claim", "tell"])
def test_claiming_and_telling_the_asker_both_stop_the_acknowledgement(promised, way):
    case = unclaimed(promised)
    at = MORNING + 10 * MINUTE
    if way == "claim":
        assign_case(case, promised.saleh, by=promised.saleh, at=at)
    else:
        acknowledge_case(case, "هاتفيًا", by=promised.saleh, at=at)
        assert Act.objects.get(name="case.acknowledged").note == "هاتفيًا"
    assert clock(case, "acknowledge").met_at == at
    assert Case.objects.get().first_promise == "hold"


def test_giving_a_case_to_an_expert_acknowledges_nothing(promised):
    case = unclaimed(promised)
    assign_case(case, promised.salma, by=promised.saleh, at=MORNING)
    assert clock(case, "acknowledge").met_at is None


def test_an_acknowledgement_needs_its_way_a_right_and_somebody_who_waits(promised):
    case = unclaimed(promised)
    with pytest.raises(Missing):
        acknowledge_case(case, " ", by=promised.saleh, at=MORNING)
    with pytest.raises(NotAllowed):
        acknowledge_case(case, "هاتفيًا", by=promised.rakan, at=MORNING)
    acknowledge_case(case, "هاتفيًا", by=promised.saleh, at=MORNING)
    with pytest.raises(WrongState):
        acknowledge_case(case, "هاتفيًا", by=promised.saleh, at=MORNING)
    assert Act.objects.filter(name="case.acknowledged").count() == 1


def test_a_holding_line_stops_its_own_clock_and_answers_nothing(promised):
    """Fault: the first response counts as the solution, and the case leaves the list unanswered."""
    case = promised.case()
    sent(case, promised, MORNING + 30 * MINUTE, is_holding=True)
    case.refresh_from_db()
    assert clock(case, "hold").met_at == MORNING + 30 * MINUTE
    assert (case.state, case.answered_at) == ("open", None)
    assert case.first_promise == ""


def test_an_answer_keeps_what_was_promised_before_it(promised):
    """Fault (zammad 3140): escalating a first response after the desk has answered."""
    case = unclaimed(promised)
    sent(case, promised, MORNING + 30 * MINUTE)
    assert {row.promise for row in promises.running(case)} == {"printed"}
    assert clock(case, "acknowledge").next_alarm_at is clock(case, "hold").next_alarm_at is None


def test_approval_runs_from_submission_to_approval_and_governs_the_list_meanwhile(promised):
    case = promised.case()
    answer = draft_answer(case, "عنوان", "نص", by=promised.saleh, at=MORNING)
    at = MORNING + 90 * MINUTE
    submit_answer(answer, by=promised.saleh, at=at)
    row = clock(case, "approve")
    assert (row.answer, row.started_at, row.due_at) == (answer, at, at + HOUR)
    sent_on = at + 20 * MINUTE
    approve_answer(answer, answer.version, by=promised.noura, at=sent_on)
    row.refresh_from_db()
    assert (row.met_at, row.next_alarm_at) == (sent_on, None)


def test_each_submission_has_an_approval_clock_of_its_own(promised):
    """Fault (alaveteli 5043): a second review runs on the clock of the first."""
    case = promised.case()
    answer = draft_answer(case, "عنوان", "نص", by=promised.saleh, at=MORNING)
    submit_answer(answer, by=promised.saleh, at=MORNING)
    return_answer(answer, "أضف المصدر", by=promised.noura, at=MORNING + 10 * MINUTE)
    submit_answer(answer, by=promised.saleh, at=MORNING + HOUR)
    change_answer(answer, "عنوان", "نص آخر", answer.version, by=promised.saleh, at=MORNING + 70 * MINUTE)
    submit_answer(answer, by=promised.saleh, at=MORNING + 80 * MINUTE)
    withdraw_answer(answer, by=promised.saleh, at=MORNING + 85 * MINUTE)
    rows = CaseClock.objects.filter(promise="approve").order_by("id")
    assert [(row.met_at, row.ended_at) for row in rows] == [
        (MORNING + 10 * MINUTE, None), (None, MORNING + 70 * MINUTE), (None, MORNING + 85 * MINUTE),
    ]  # fmt: skip


def test_an_approval_comes_before_the_answer_itself_is_due(promised):
    case = promised.case()
    answer = draft_answer(case, "عنوان", "نص", by=promised.saleh, at=MORNING)
    submit_answer(answer, by=promised.saleh, at=MORNING + 3.25 * HOUR)
    assert clock(case, "approve").due_at < case.due_at
    set_deadline(case, MORNING + 4.25 * HOUR, by=promised.saleh, at=MORNING + 3.25 * HOUR)
    assert clock(case, "approve").due_at < Case.objects.get().due_at


def test_printing_runs_from_sending_to_being_seen_and_only_where_something_is_printed(promised):
    case = promised.case()
    sent(case, promised, MORNING + HOUR)
    row = clock(case, "printed")
    assert row.started_at == MORNING + HOUR
    assert row.due_at == MORNING + 25 * HOUR  # seven hours of work: five and a half of today, the rest tomorrow at 10
    case.refresh_from_db()
    see_printed(case, "العدد 1254، الصفحة 3", "مختصرًا", by=promised.saleh, at=MORNING + 24 * HOUR)
    assert clock(case, "printed").met_at == MORNING + 24 * HOUR
    act = Act.objects.get(name="case.printed")
    assert (act.after, act.note) == ({"where": "العدد 1254، الصفحة 3"}, "مختصرًا")
    with pytest.raises(WrongState):
        see_printed(case, "العدد 1254", by=promised.saleh, at=MORNING + 25 * HOUR)
    post = promised.case(medium="x")
    sent(post, promised, MORNING + HOUR)
    assert not CaseClock.objects.filter(case=post, promise="printed").exists()


def test_printing_is_recorded_with_its_place_by_the_desk_alone(promised):
    case = promised.case()
    sent(case, promised, MORNING + HOUR)
    case.refresh_from_db()
    with pytest.raises(Missing):
        see_printed(case, " ", by=promised.saleh, at=MORNING + 2 * HOUR)
    with pytest.raises(NotAllowed):
        see_printed(case, "العدد 12", by=promised.rakan, at=MORNING + 2 * HOUR)
    assert clock(case, "printed").met_at is None


def test_a_pause_holds_what_is_promised_to_the_asker_and_nothing_else(promised):
    case = unclaimed(promised)
    answer = draft_answer(case, "عنوان", "نص", by=promised.saleh, at=MORNING)
    submit_answer(answer, by=promised.saleh, at=MORNING)
    approve = clock(case, "approve").due_at
    pause_clock(case, "asker", MORNING + 3 * HOUR, by=promised.saleh, at=MORNING + 10 * MINUTE)
    held = {row.promise: (row.paused_at, row.next_alarm_at) for row in promises.running(case)}
    assert held["acknowledge"] == held["hold"] == (MORNING + 10 * MINUTE, None)
    assert held["approve"][0] is None
    assert Case.objects.get().first_promise == "approve"
    resume_clock(case, by=promised.saleh, at=MORNING + 70 * MINUTE)
    assert clock(case, "hold").due_at == MORNING + 2 * HOUR
    assert clock(case, "acknowledge").due_at == MORNING + 75 * MINUTE
    assert clock(case, "approve").due_at == approve


def test_a_transfer_leaves_every_clock_as_it_was(promised):
    """Fault (zammad 5624, GLPI 15605): a transfer starts clocks anew, or leaves the old unit's clock behind."""
    case = unclaimed(promised)
    before = list(CaseClock.objects.order_by("id").values_list("promise", "started_at", "due_at", "met_at", "ended_at"))
    transfer_case(case, promised.qassim, "الشارع عندهم", by=promised.saleh, at=MORNING + 5 * MINUTE)
    after = list(CaseClock.objects.order_by("id").values_list("promise", "started_at", "due_at", "met_at", "ended_at"))
    assert before == after
    assign_case(case, promised.huda, by=promised.huda, at=MORNING + 6 * MINUTE)
    assert clock(case, "acknowledge").met_at == MORNING + 6 * MINUTE


def test_a_late_announced_holiday_moves_every_clock_that_runs(promised):
    """Fault (alaveteli 7292): a holiday announced late leaves the deadlines of what is open."""
    from sada.desk.ask_expert import Expert, ask_expert

    case = unclaimed(promised)
    question = ask_expert(case, "كم عمودًا؟", Expert(promised.salma), by=promised.saleh, at=MORNING)
    other = promised.case()
    sent(other, promised, MORNING + HOUR)
    days = DaysOff(promised.ministry, "إجازة طارئة", MORNING.date(), MORNING.date())
    add_holiday(days, by=promised.sami, at=MORNING + 2 * HOUR)
    tomorrow = (MORNING + timedelta(days=1)).replace(hour=7, minute=30)
    assert clock(case, "hold").due_at == tomorrow + HOUR
    question.refresh_from_db()
    assert question.due_at == tomorrow + 90 * MINUTE
    assert clock(other, "printed").due_at == tomorrow + 7 * HOUR
    other.refresh_from_db()
    assert other.due_at == MORNING + 4 * HOUR  # what was answered is judged by the calendar of its day
    case.refresh_from_db()
    assert (case.first_promise, case.first_due_at) == ("acknowledge", tomorrow + 15 * MINUTE)


def test_closing_ends_every_clock_and_reopening_begins_them_anew(promised):
    case = unclaimed(promised)
    left_unanswered(case, at=MORNING + HOUR, note="مكرر")
    assert not promises.running(case).exists()
    assert Case.objects.get().first_promise == ""
    reopen_case(case, by=promised.saleh, at=MORNING + 2 * HOUR, note="سأل ثانية")
    assert {row.started_at for row in promises.running(case)} == {MORNING + 2 * HOUR}


def test_the_governing_clock_of_the_list_is_the_one_of_the_rules(promised):
    """What a list shows, first_…, is what rules.clocks.governing says of the rows, after every act."""
    case = unclaimed(promised)
    answer = draft_answer(case, "عنوان", "نص", by=promised.saleh, at=MORNING)
    acts = (
        lambda at: assign_case(case, promised.saleh, by=promised.saleh, at=at),
        lambda at: submit_answer(answer, by=promised.saleh, at=at),
        lambda at: set_deadline(case, MORNING + 2 * HOUR, by=promised.saleh, at=at),
        lambda at: approve_answer(answer, answer.version, by=promised.noura, at=at),
        lambda at: published_by_hand(answer, "https://alwaha.example/1", by=promised.saleh, at=at),
    )
    for n, act in enumerate(acts):
        act(MORNING + n * 5 * MINUTE)
        row = Case.objects.get()
        told = [clocks.Clock(c.promise, c.due_at, c.warn_at) for c in promises.running(row)]
        first = clocks.governing([clocks.Clock("answer", row.due_at, row.warn_at, row.answered_at), *told])
        shown = row.first_promise or ("" if row.answered_at else "answer")
        assert (first.promise, first.due_at) == (shown, row.first_due_at or row.due_at)


def test_a_promise_due_no_sooner_than_the_answer_is_no_clock_of_its_own(cast):
    ClockPolicy.objects.create(
        unit=cast.ministry, promise="hold", minutes=240, basis="work", valid_from=date(2024, 1, 1)
    )
    cast.case()
    assert not CaseClock.objects.exists()
