"""The promises around the press, 940 and the holding line: what starts each clock, what keeps it, what ends it."""

from datetime import date, datetime, timedelta

import pytest

from sada.desk import clock as desk_clock
from sada.desk import promises
from sada.desk.approve_answer import approve_answer
from sada.desk.close_case import reopen_case
from sada.desk.decide_reply import decide_reply
from sada.desk.describe_case import About, describe_case
from sada.desk.draft_answer import draft_answer, submit_answer
from sada.desk.hand_over_report import Handed, hand_over, need_no_report, note_report
from sada.desk.keep_calendar import DaysOff, add_holiday
from sada.desk.name_competent import name_competent
from sada.desk.pause_clock import pause_clock, resume_clock
from sada.desk.send_answer import published_by_hand
from sada.desk.sweep_clocks import sweep_clocks
from sada.desk.update_asker import update_asker
from sada.kernel.clock import RIYADH
from sada.kernel.refusals import Missing, NotAllowed, WrongState
from sada.ports import ReportStatus
from sada.rules import clocks
from sada.rules.policies import PROMISES
from sada.store.models import Act, Case, CaseClock, ClockPolicy, Notice
from sada.store.queries.clocks import with_phase
from sada.web.cases.clocks import others
from tests.cast import MORNING, left_unanswered

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
PROMISED = {"hand_over": 1260, "reply_decision": 120, "publish_reply": 420, "update": 300}


@pytest.fixture
def promised(cast):
    """The cast with these promises set at the ministry."""
    for promise, minutes in PROMISED.items():
        ClockPolicy.objects.create(
            unit=cast.ministry, promise=promise, minutes=minutes, basis="work", valid_from=date(2024, 1, 1)
        )
    return cast


def case_of(cast, kind, **item):
    """A case of that kind; opened by Saleh."""
    return cast.case(reading={"kind": kind}, **item)


def clock(case, promise):
    return CaseClock.objects.filter(case=case, promise=promise).latest("id")


def has(case, promise):
    return promises.running(case).filter(promise=promise).exists()


def sent(case, cast, at, text="أُعيدت الإنارة", **draft):
    answer = draft_answer(case, "عنوان", text, by=cast.saleh, at=at, **draft)
    submit_answer(answer, by=cast.saleh, at=at)
    approve_answer(answer, answer.version, by=cast.noura, at=at)
    published_by_hand(answer, f"https://alwaha.example/{answer.pk}", by=cast.saleh, at=at)
    case.refresh_from_db()


def test_where_the_press_found_fault_a_decision_is_due_and_governs_the_list(promised):
    case = case_of(promised, "complaint")
    assert clock(case, "reply_decision").due_at == MORNING + 2 * HOUR
    assert (case.first_promise, case.first_due_at) == ("reply_decision", MORNING + 2 * HOUR)


@pytest.mark.parametrize(("kind", "medium"), [("inquiry", "print"), ("praise", "print"), ("complaint", "x")])
def test_a_question_praise_or_a_post_waits_for_no_such_decision(promised, kind, medium):
    assert not has(case_of(promised, kind, medium=medium), "reply_decision")


def test_a_decision_to_reply_starts_the_sending_and_the_sent_reply_keeps_it(promised):
    case = case_of(promised, "complaint")
    decide_reply(case, True, "", by=promised.saleh, at=MORNING + HOUR)
    assert clock(case, "reply_decision").met_at == MORNING + HOUR
    row = clock(case, "publish_reply")
    assert (row.started_at, row.met_at) == (MORNING + HOUR, None)
    sent(case, promised, MORNING + 2 * HOUR)
    assert clock(case, "publish_reply").met_at == MORNING + 2 * HOUR
    assert Act.objects.get(name="case.reply_decided").after == {"replies": True}


def test_a_reply_in_the_press_is_sent_on_the_day_of_the_decision_and_says_so(promised):
    ClockPolicy.objects.filter(promise="publish_reply").update(minutes=60, basis="day")
    case = case_of(promised, "complaint")
    decide_reply(case, True, "", by=promised.saleh, at=MORNING + HOUR / 2)
    row = clock(case, "publish_reply")
    assert row.due_at == MORNING.replace(hour=14, minute=30)
    add_holiday(
        DaysOff(promised.ministry, "إجازة طارئة", MORNING.date(), MORNING.date()), by=promised.sami, at=MORNING + HOUR
    )
    row.refresh_from_db()
    assert row.due_at == MORNING.replace(hour=14, minute=30) + timedelta(days=1)
    one = next(
        small
        for small in others(case, desk_clock.promise_of(case), [], MORNING + HOUR)
        if small.promise == "publish_reply"
    )
    assert "يوم العمل نفسه" in one.reasons[0]
    assert "خلال" in one.sentence


def test_whoever_begins_the_reply_has_decided_and_a_holding_line_decides_nothing(promised):
    case = case_of(promised, "complaint")
    draft_answer(case, "عنوان", "نص", by=promised.saleh, at=MORNING, is_holding=True)
    assert has(case, "reply_decision")
    draft_answer(case, "عنوان", "نص", by=promised.saleh, at=MORNING + HOUR)
    assert clock(case, "reply_decision").met_at == MORNING + HOUR
    assert has(case, "publish_reply")


def test_a_decision_against_needs_its_reason_and_takes_back_one_for_it(promised):
    case = case_of(promised, "opinion")
    with pytest.raises(Missing):
        decide_reply(case, False, " ", by=promised.saleh, at=MORNING)
    with pytest.raises(NotAllowed):
        decide_reply(case, True, "", by=promised.rakan, at=MORNING)
    decide_reply(case, True, "", by=promised.saleh, at=MORNING)
    decide_reply(case, False, "هاتفنا الكاتب", by=promised.saleh, at=MORNING + HOUR)
    assert clock(case, "publish_reply").ended_at == MORNING + HOUR
    with pytest.raises(WrongState):
        decide_reply(case, True, "", by=promised.saleh, at=MORNING + HOUR)
    assert Act.objects.filter(name="case.reply_decided").latest("pk").note == "هاتفنا الكاتب"


def test_a_report_handed_over_waits_for_its_proof(promised):
    case = promised.case()
    report = hand_over(case, Handed("940", "77", MORNING.date()), by=promised.saleh, at=MORNING)
    row = clock(case, "hand_over")
    assert (row.started_at, row.due_at) == (MORNING, MORNING + 72 * HOUR)  # three days of seven hours
    note_report(report, ReportStatus("77", "done", ""), by=promised.saleh, at=MORNING + HOUR)
    assert has(case, "hand_over")  # closed there, and nothing to show for it
    note_report(report, ReportStatus("77", "done", "", proof="صورة"), by=promised.saleh, at=MORNING + 2 * HOUR)
    assert clock(case, "hand_over").met_at == MORNING + 2 * HOUR


def test_of_two_reports_the_clock_waits_for_both_and_runs_once(promised):
    case = promised.case()
    one, two = (
        hand_over(case, Handed("940", number, MORNING.date()), by=promised.saleh, at=MORNING) for number in "12"
    )
    assert CaseClock.objects.filter(case=case, promise="hand_over").count() == 1
    note_report(one, ReportStatus("1", "done", "", proof="صورة"), by=promised.saleh, at=MORNING + HOUR)
    assert has(case, "hand_over")
    note_report(two, ReportStatus("2", "refused", ""), by=promised.saleh, at=MORNING + 2 * HOUR)
    assert clock(case, "hand_over").met_at == MORNING + 2 * HOUR


def test_a_report_that_is_refused_there_is_waited_for_no_longer_and_a_closed_case_waits_for_none(promised):
    case = promised.case()
    report = hand_over(case, Handed("balady", "77", MORNING.date()), by=promised.saleh, at=MORNING)
    note_report(report, ReportStatus("77", "refused", ""), by=promised.saleh, at=MORNING + HOUR)
    assert clock(case, "hand_over").ended_at == MORNING + HOUR
    note_report(report, ReportStatus("77", "open", ""), by=promised.saleh, at=MORNING + 2 * HOUR)
    assert clock(case, "hand_over").started_at == MORNING + 2 * HOUR  # taken up again there
    left_unanswered(case, at=MORNING + 3 * HOUR)
    assert not has(case, "hand_over")
    case.refresh_from_db()
    reopen_case(case, by=promised.saleh, at=MORNING + 4 * HOUR, note="سأل ثانية")
    assert clock(case, "hand_over").started_at == MORNING + 4 * HOUR


def test_a_holding_line_promises_to_be_in_touch_again(promised):
    case = case_of(promised, "inquiry")
    sent(case, promised, MORNING, "وصل سؤالكم، وسنوافيكم بالإجابة.", is_holding=True)
    row = clock(case, "update")
    assert (row.started_at, row.due_at) == (MORNING, MORNING + 5 * HOUR)
    assert case.first_promise == ""  # the answer is due before, and an update waits behind it
    update_asker(case, "هاتفيًا: ما زال لدى الإدارة", by=promised.saleh, at=MORNING + HOUR)
    assert clock(case, "update").met_at == MORNING + HOUR
    with pytest.raises(WrongState):
        update_asker(case, "هاتفيًا", by=promised.saleh, at=MORNING + HOUR)


@pytest.mark.parametrize("policy", [True, False])
def test_the_day_that_the_line_names_is_the_day_that_is_kept(cast, policy):
    if policy:
        ClockPolicy.objects.create(
            unit=cast.ministry, promise="update", minutes=60, basis="work", valid_from=date(2024, 1, 1)
        )
    case = case_of(cast, "inquiry")
    sent(case, cast, MORNING, "وصل سؤالكم، وسنوافيكم بالإجابة يوم الثلاثاء.", is_holding=True)
    assert clock(case, "update").due_at == datetime(2026, 11, 24, 23, 59, tzinfo=RIYADH)
    promises.recompute(case, MORNING + HOUR)
    assert clock(case, "update").due_at == datetime(2026, 11, 24, 23, 59, tzinfo=RIYADH)


def test_another_line_and_the_answer_both_keep_the_update(promised):
    case = case_of(promised, "inquiry")
    sent(case, promised, MORNING, "وصل سؤالكم.", is_holding=True)
    sent(case, promised, MORNING + HOUR, "ما زال السؤال لدى الإدارة.", is_holding=True)
    first, second = CaseClock.objects.filter(promise="update").order_by("pk")
    assert (first.met_at, second.met_at) == (MORNING + HOUR, None)
    sent(case, promised, MORNING + 2 * HOUR)
    assert clock(case, "update").met_at == MORNING + 2 * HOUR


def test_an_update_needs_its_way_and_a_right(promised):
    case = case_of(promised, "inquiry")
    sent(case, promised, MORNING, "وصل سؤالكم.", is_holding=True)
    with pytest.raises(Missing):
        update_asker(case, " ", by=promised.saleh, at=MORNING)
    with pytest.raises(NotAllowed):
        update_asker(case, "هاتفيًا", by=promised.rakan, at=MORNING)
    assert not Act.objects.filter(name="case.asker_updated").exists()


def test_the_ladder_tells_of_each_and_their_phase_in_sql_is_that_of_the_rules(promised):
    case = case_of(promised, "complaint")
    hand_over(case, Handed("940", "77", MORNING.date()), by=promised.saleh, at=MORNING)
    sent(case, promised, MORNING, "وصل سؤالكم.", is_holding=True)
    decide_reply(case, True, "", by=promised.saleh, at=MORNING + HOUR)
    for hours in (0, 1, 2, 4, 5, 6, 24, 26, 48, 71, 72, 73, 100):
        now = MORNING + hours * HOUR + timedelta(seconds=hours % 2)
        for row in with_phase(CaseClock.objects.all(), now):
            assert row.phase == clocks.phase(now, row.due_at, row.warn_at, row.met_at, row.paused_at)
        sweep_clocks(at=now)
    told = set(Act.objects.filter(name="case.became_late").values_list("after__promise", flat=True))
    assert {"hand_over", "publish_reply", "update"} <= told
    assert Notice.objects.filter(act="case.became_late").exists()


def test_what_the_list_shows_is_what_the_rules_say_after_every_act(promised):
    case = case_of(promised, "complaint")
    acts = (
        lambda at: hand_over(case, Handed("940", "77", MORNING.date()), by=promised.saleh, at=at),
        lambda at: decide_reply(case, True, "", by=promised.saleh, at=at),
        lambda at: sent(case, promised, at, "وصل سؤالكم.", is_holding=True),
        lambda at: sent(case, promised, at, "نشكر لكم ما كتبتم."),
    )
    for n, act in enumerate(acts):
        act(MORNING + n * timedelta(minutes=10))
        row = Case.objects.get()
        told = [clocks.Clock(c.promise, c.due_at, c.warn_at) for c in promises.running(row)]
        first = clocks.governing([clocks.Clock("answer", row.due_at, row.warn_at, row.answered_at), *told])
        shown = row.first_promise or ("" if row.answered_at else "answer")
        assert (first.promise, first.due_at) == (shown, row.first_due_at or row.due_at)


def test_every_promise_that_is_on_screen_is_started_by_something():
    """A policy that no act starts would be a promise that nobody keeps: each name is used by the desk."""
    import re
    from pathlib import Path

    import sada.desk

    source = "\n".join(path.read_text(encoding="utf-8") for path in Path(sada.desk.__file__).parent.glob("*.py"))
    names = {promise: promise.upper() for promise in PROMISES}
    assert [p for p, name in names.items() if not re.search(rf"\b{name}\b", source)] == []


@pytest.fixture
def reported(promised):
    """Complaints are to reach 940 within half an hour."""
    ClockPolicy.objects.create(
        unit=promised.ministry,
        kind="complaint",
        promise="report",
        minutes=30,
        basis="work",
        valid_from=date(2024, 1, 1),
    )
    return promised


@pytest.mark.parametrize(
    ("kind", "medium", "waits"),
    [("complaint", "x", True), ("complaint", "phone", True), ("complaint", "print", False), ("inquiry", "x", False)],
)
def test_a_citizens_complaint_is_to_reach_940_in_half_an_hour(reported, kind, medium, waits):
    case = case_of(reported, kind, medium=medium)
    assert has(case, "report") == waits
    if waits:
        assert clock(case, "report").due_at == MORNING + HOUR / 2
        assert (case.first_promise, case.first_due_at) == ("report", MORNING + HOUR / 2)


def test_tying_the_report_keeps_it_and_the_proof_is_waited_for(reported):
    case = case_of(reported, "complaint", medium="x")
    hand_over(case, Handed("940", "77", MORNING.date()), by=reported.saleh, at=MORNING + HOUR / 4)
    assert clock(case, "report").met_at == MORNING + HOUR / 4
    assert has(case, "hand_over")
    describe_case(case, About("الموضوع", "inquiry", None), by=reported.saleh, at=MORNING + HOUR)
    describe_case(case, About("الموضوع", "complaint", None), by=reported.saleh, at=MORNING + HOUR)
    assert not has(case, "report")  # it is reported already


def test_no_report_needs_a_reason_is_recorded_and_said_once(reported):
    case = case_of(reported, "complaint", medium="x")
    with pytest.raises(Missing):
        need_no_report(case, " ", by=reported.saleh, at=MORNING)
    with pytest.raises(NotAllowed):
        need_no_report(case, "الفرق في الموقع", by=reported.lina, at=MORNING)
    need_no_report(case, "الفرق في الموقع", by=reported.saleh, at=MORNING + HOUR / 4)
    assert clock(case, "report").met_at == MORNING + HOUR / 4
    assert Act.objects.get(name="case.no_report").note == "الفرق في الموقع"
    with pytest.raises(WrongState):
        need_no_report(case, "الفرق في الموقع", by=reported.saleh, at=MORNING + HOUR)


def test_an_answer_another_kind_and_another_body_end_the_wait_and_a_pause_holds_it(reported):
    answered, judged, theirs, paused = (case_of(reported, "complaint", medium="x") for _ in range(4))
    sent(answered, reported, MORNING + HOUR / 4)
    describe_case(judged, About("الموضوع", "inquiry", None), by=reported.saleh, at=MORNING)
    name_competent(theirs, reported.dawadmi, by=reported.saleh, at=MORNING)
    assert not any(has(case, "report") for case in (answered, judged, theirs))
    describe_case(judged, About("الموضوع", "complaint", None), by=reported.saleh, at=MORNING)
    assert clock(judged, "report").started_at == MORNING
    pause_clock(paused, "asker", MORNING + 3 * HOUR, by=reported.saleh, at=MORNING + HOUR / 4)
    row = clock(paused, "report")
    assert (row.paused_at, row.next_alarm_at) == (MORNING + HOUR / 4, None)
    resume_clock(paused, by=reported.saleh, at=MORNING + HOUR)
    assert clock(paused, "report").due_at == MORNING + HOUR + HOUR / 4


def test_another_kind_starts_the_holding_line_that_it_promises_and_ends_it(promised):
    hold = {"promise": "hold", "minutes": 60, "basis": "work", "valid_from": date(2024, 1, 1)}
    ClockPolicy.objects.create(unit=promised.ministry, kind="inquiry", **hold)
    case = case_of(promised, "complaint", medium="phone")
    assert not has(case, "hold")
    describe_case(case, About("الموضوع", "inquiry", None), by=promised.saleh, at=MORNING + HOUR / 4)
    assert clock(case, "hold").due_at == MORNING + HOUR
    describe_case(case, About("الموضوع", "complaint", None), by=promised.saleh, at=MORNING + HOUR / 2)
    assert not has(case, "hold")
