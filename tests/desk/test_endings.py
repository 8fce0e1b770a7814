"""Ending a case and after: silence decided by two, who is competent, reports with proof, the look four weeks later."""

from datetime import date, timedelta

import pytest

from sada.desk.approve_answer import approve_answer
from sada.desk.close_case import close_case
from sada.desk.closure_claims import unproven_claims
from sada.desk.draft_answer import draft_answer, submit_answer
from sada.desk.follow_up import Found, follow_up
from sada.desk.hand_over_report import Handed, hand_over, is_proven, note_report, take_states, unproven
from sada.desk.leave_unanswered import OwnProposal, agree_silence, propose_silence, refuse_silence
from sada.desk.name_competent import likely, name_competent
from sada.desk.send_answer import published_by_hand
from sada.desk.sweep_clocks import sweep_clocks
from sada.jobs.reports import ask
from sada.kernel import clock
from sada.kernel.refusals import Blocked, Missing, NotAllowed, SomeoneElseDidIt, WrongState
from sada.ports import ReportStatus
from sada.store.models import Act, Agency, Case, Notice, Outcome, ServiceReport, Silence
from sada.store.queries import given_promises
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
NOTE = "رأي لا يتضمن سؤالًا"


def told(act):
    return set(Notice.objects.filter(act=act).values_list("person__username", flat=True))


@pytest.fixture
def answered(cast):
    case = cast.case()
    answer = draft_answer(case, "رد", "أُعيدت الإنارة", by=cast.saleh, at=MORNING)
    submit_answer(answer, by=cast.saleh, at=MORNING)
    approve_answer(answer, 1, by=cast.noura, at=MORNING)
    published_by_hand(answer, "https://alwaha.example/1", by=cast.saleh, at=MORNING + HOUR)
    return Case.objects.get(pk=case.pk)


# --- no answer ---


def test_not_answering_is_decided_by_two_with_both_names_on_record(cast):
    case = cast.case()
    silence = propose_silence(case, "no_question", NOTE, by=cast.saleh, at=MORNING)
    assert told("case.silence_proposed") == {"noura", "abeer"}
    assert Case.objects.get().state == "open"  # the clock runs on until it is decided
    agree_silence(silence, by=cast.noura, at=MORNING + HOUR)
    case.refresh_from_db()
    assert (case.state, case.outcome, case.closing_note) == ("no_answer", "no_answer", NOTE)
    act = Act.objects.get(name="case.closed")
    assert (act.by, act.after["proposed_by"], act.after["reason"]) == (cast.noura, cast.saleh.pk, "no_question")


def test_nobody_agrees_to_their_own_proposal(cast):
    for person in (cast.noura, cast.abeer):
        case = cast.case()
        silence = propose_silence(case, "court", NOTE, by=person, at=MORNING)
        with pytest.raises(OwnProposal):
            agree_silence(silence, by=person, at=MORNING)
    for person in (cast.saleh, cast.sami, cast.huda, cast.majed):
        with pytest.raises(NotAllowed):
            agree_silence(silence, by=person, at=MORNING)
    assert not Case.objects.filter(state="no_answer").exists()


def test_a_proposal_needs_a_reason_and_waits_once_and_can_be_refused(cast):
    case = cast.case()
    for reason, note in (("", NOTE), ("bored", NOTE), ("other", " ")):
        with pytest.raises(Missing):
            propose_silence(case, reason, note, by=cast.saleh, at=MORNING)
    with pytest.raises(NotAllowed):
        propose_silence(case, "other", NOTE, by=cast.rakan, at=MORNING)
    silence = propose_silence(case, "other", NOTE, by=cast.saleh, at=MORNING)
    with pytest.raises(WrongState):
        propose_silence(case, "other", NOTE, by=cast.fahad, at=MORNING)
    with pytest.raises(Missing):
        refuse_silence(silence, "", by=cast.noura, at=MORNING)
    refuse_silence(silence, "السؤال مشروع", by=cast.noura, at=MORNING)
    assert (told("case.silence_refused"), Case.objects.get().state) == ({"saleh"}, "open")
    with pytest.raises(SomeoneElseDidIt):
        agree_silence(Silence.objects.get(), by=cast.abeer, at=MORNING)
    propose_silence(case, "withdrawn", NOTE, by=cast.saleh, at=MORNING)  # and may be proposed again


# --- not ours ---


def test_not_ours_names_who_is_and_drafts_the_sentence(cast):
    water = Agency.objects.create(code="nwc", name_ar="شركة المياه الوطنية", name_en="National Water Company")
    case = cast.case(title="تسرب مياه في حي 12")
    answer = name_competent(case, water, by=cast.saleh, at=MORNING)
    assert "شركة المياه الوطنية" in answer.draft
    assert "ليس من اختصاص أمانة منطقة الرياض" in answer.draft
    assert (answer.state, answer.case.competent_agency) == ("draft", water)
    assert Act.objects.get(name="case.not_ours").after == {"body": water.name_ar, "kind": "agency", "code": "nwc"}
    submit_answer(answer, by=cast.saleh, at=MORNING)
    approve_answer(answer, 1, by=cast.noura, at=MORNING)  # nothing blocks it: its numbers are marked
    published_by_hand(answer, "https://alwaha.example/1", by=cast.saleh, at=MORNING)
    case.refresh_from_db()
    close_case(case, Outcome.NOT_OURS, by=cast.saleh, at=MORNING)
    assert Case.objects.get().outcome == "not_ours"


def test_another_unit_may_be_competent_and_our_own_may_not(cast, answered):
    with pytest.raises(Missing):
        name_competent(answered, None, by=cast.saleh, at=MORNING)
    with pytest.raises(WrongState):
        name_competent(answered, cast.riyadh, by=cast.saleh, at=MORNING)
    with pytest.raises(Missing):
        close_case(answered, Outcome.NOT_OURS, by=cast.saleh, at=MORNING)
    name_competent(answered, cast.qassim, by=cast.saleh, at=MORNING)
    close_case(answered, Outcome.NOT_OURS, by=cast.saleh, at=MORNING)
    assert Case.objects.get().competent_unit == cast.qassim


def test_the_body_that_the_reading_names_is_proposed(cast):
    Agency.objects.create(code="nwc", name_ar="شركة المياه", name_en="Water")
    assert likely(cast.case(reading={"more": {"agencies": ["nwc"]}})).code == "nwc"
    assert likely(cast.case()) is None


# --- reports ---


def handed(reference="940-77", desk="940", day=date(2026, 11, 20)):
    return Handed(desk, reference, day, "صيانة الإنارة")


def test_a_case_is_tied_to_a_report_once_with_its_day(cast):
    case = cast.case()
    report = hand_over(case, handed(" 940-77 "), by=cast.saleh, at=MORNING)
    assert (report.reference, report.state, report.service) == ("940-77", "open", "صيانة الإنارة")
    assert Act.objects.get(name="case.handed_over").after["reference"] == "940-77"
    with pytest.raises(WrongState):
        hand_over(case, handed(), by=cast.saleh, at=MORNING)
    for wrong in (handed(""), handed(desk="911"), handed(day=date(2026, 11, 23))):
        with pytest.raises(Missing):
            hand_over(case, wrong, by=cast.saleh, at=MORNING)
    for person in (cast.rakan, cast.huda, cast.majed):
        with pytest.raises(NotAllowed):
            hand_over(case, handed("940-78"), by=person, at=MORNING)


def test_done_is_claimed_only_with_the_proof(cast, answered):
    report = hand_over(answered, handed(), by=cast.saleh, at=MORNING)
    with pytest.raises(Missing, match="940-77"):
        close_case(answered, Outcome.DONE, by=cast.saleh, at=MORNING)
    note_report(report, ReportStatus("940-77", "done"), by=cast.saleh, at=MORNING)
    assert unproven(answered) == [report]  # closed, and nothing to show for it
    report.refresh_from_db()
    assert report.next_check_at is not None  # so one asks on until there is
    note_report(report, ReportStatus("940-77", "done", proof="محضر الإصلاح رقم 5"), by=cast.saleh, at=MORNING)
    report.refresh_from_db()
    assert (is_proven(report), report.next_check_at, report.came_by) == (True, None, "hand")
    close_case(answered, Outcome.DONE, by=cast.saleh, at=MORNING)
    assert Act.objects.filter(name="case.report_changed").count() == 2


def test_a_text_that_claims_it_done_is_not_approved_before_the_proof(cast):
    case = cast.case()
    report = hand_over(case, handed(), by=cast.saleh, at=MORNING)
    answer = draft_answer(case, "رد", "نشكركم. تمت معالجة الملاحظة.", by=cast.saleh, at=MORNING)
    with pytest.raises(Blocked) as refused:
        submit_answer(answer, by=cast.saleh, at=MORNING)
    assert [(b.code, b.text) for b in refused.value.blocks] == [("unproven_closure", "تمت معالجة الملاحظة")]
    titled = draft_answer(case, "تمت معالجة البلاغ", "نشكر تواصلكم.", by=cast.saleh, at=MORNING)
    with pytest.raises(Blocked) as refused:
        submit_answer(titled, by=cast.saleh, at=MORNING)
    assert [(b.code, b.text) for b in refused.value.blocks] == [("title_closure", "تمت معالجة البلاغ")]
    note_report(report, ReportStatus("940-77", "done", proof="صورة بعد الإصلاح"), by=cast.saleh, at=MORNING)
    submit_answer(answer, by=cast.saleh, at=MORNING)
    later = hand_over(case, handed("940-78"), by=cast.saleh, at=MORNING)  # handed over while the text waits
    with pytest.raises(Blocked):
        approve_answer(answer, 1, by=cast.noura, at=MORNING)
    note_report(later, ReportStatus("940-78", "done", proof="صورة أخرى"), by=cast.saleh, at=MORNING)
    approve_answer(answer, 1, by=cast.noura, at=MORNING)
    other = draft_answer(cast.case(), "رد", "تمت معالجة الملاحظة.", by=cast.saleh, at=MORNING)
    assert unproven_claims(other.case, other.title, other.draft) == []  # no report was handed over there


def test_words_are_no_number_of_a_report(cast):
    with pytest.raises(Missing):
        hand_over(cast.case(), handed("بلاغ؟!"), by=cast.saleh, at=MORNING)
    assert not ServiceReport.objects.exists()


def test_a_file_changes_only_what_its_bringer_may(cast):
    mine, theirs = cast.case(), cast.case("qassim")
    hand_over(mine, handed("A1"), by=cast.saleh, at=MORNING)
    hand_over(theirs, handed("B1"), by=cast.huda, at=MORNING)
    said = [ReportStatus("A1", "done", proof="صورة"), ReportStatus("B1", "done"), ReportStatus("C1", "done")]
    assert take_states(said, "940", "file", by=cast.saleh, at=MORNING) == 1
    assert take_states(said, "940", "file", by=cast.saleh, at=MORNING) == 0  # repeating it changes nothing
    assert dict(ServiceReport.objects.values_list("reference", "state")) == {"A1": "done", "B1": "open"}
    assert take_states(said, "balady", "file", by=cast.saleh, at=MORNING) == 0
    with pytest.raises(NotAllowed):
        take_states(said, "940", "file", by=cast.lina, at=MORNING)


def test_the_job_asks_what_is_due_and_keeps_the_reason_when_the_desk_is_silent(cast, settings, monkeypatch):
    case = cast.case()
    report = hand_over(case, handed(), by=cast.saleh, at=MORNING)
    with clock.at(MORNING):
        assert ask("940", "http://127.0.0.1:9/") == 0
    report.refresh_from_db()
    assert report.error
    assert report.next_check_at == MORNING + timedelta(minutes=15)
    monkeypatch.setattr(
        "sada.outside.report_desk.HttpReportDesk.statuses",
        lambda self, references: [ReportStatus(one, "done", "أُغلق", None, "صورة") for one in references],
    )
    with clock.at(MORNING + HOUR):
        assert ask("940", "http://127.0.0.1:9/") == 1
        assert ask("940", "http://127.0.0.1:9/") == 0
    report.refresh_from_db()
    assert (report.state, report.came_by, report.error) == ("done", "api", "")
    assert told("case.report_changed") == {"saleh"}


# --- follow-up and promises ---


def test_closing_sets_a_look_four_weeks_later_and_the_owner_is_told(cast, answered):
    close_case(answered, Outcome.DONE, by=cast.noura, at=MORNING)
    assert Case.objects.get().follow_up_on == date(2026, 12, 20)
    sweep_clocks(at=MORNING + timedelta(days=28))
    assert told("case.follow_up_due") == {"saleh"}


@pytest.mark.parametrize("days", [5, 60])  # sooner and later than four weeks
def test_a_promise_is_looked_at_on_its_day_first(cast, answered, days):
    day = MORNING.date() + timedelta(days=days)
    close_case(answered, Outcome.PLANNED, by=cast.saleh, at=MORNING, promise_on=day)
    case = Case.objects.get()
    assert (case.follow_up_on, case.next_alarm_at) == (day, MORNING.replace(hour=8) + timedelta(days=days))
    for ahead, due in ((-1, 0), (0, 1), (28, 1)):
        sweep_clocks(at=MORNING + timedelta(days=days + ahead))
        assert Notice.objects.filter(act="case.follow_up_due", person=cast.saleh).count() == due, ahead


def test_a_look_ahead_of_the_promised_day_does_not_replace_it(cast, answered):
    day = MORNING.date() + timedelta(days=30)
    close_case(answered, Outcome.PLANNED, by=cast.saleh, at=MORNING, promise_on=day)
    again = Found("partly", "بدأ العمل", again_on=day + timedelta(days=10))
    follow_up(answered, again, by=cast.saleh, at=MORNING + timedelta(days=3))
    assert Case.objects.get().next_alarm_at == MORNING.replace(hour=8) + timedelta(days=30)
    sweep_clocks(at=MORNING + timedelta(days=30))
    assert Case.objects.get().next_alarm_at == MORNING.replace(hour=8) + timedelta(days=40)


def test_a_kept_promise_leaves_the_list_of_the_overdue(cast, answered):
    close_case(answered, Outcome.FUTURE, by=cast.saleh, at=MORNING, promise_on=date(2026, 12, 1))
    rows, late = Case.objects.all(), date(2026, 12, 2)
    assert given_promises.tallies(rows, MORNING.date()) == {"overdue": 0, "coming": 1, "kept": 0}
    assert [c.pk for c in given_promises.listed(rows, "overdue", late)] == [answered.pk]
    later = MORNING + timedelta(days=12)
    follow_up(answered, Found("not_done", "لم يبدأ العمل", again_on=date(2026, 12, 20)), by=cast.saleh, at=later)
    assert given_promises.listed(rows, "overdue", late)[0].last_result == "not_done"
    sweep_clocks(at=MORNING + timedelta(days=28))
    assert "saleh" in told("case.follow_up_due")
    follow_up(answered, Found("done", "زيارة وصور", "https://a.example/1"), by=cast.saleh, at=later)
    assert given_promises.tallies(rows, late) == {"overdue": 0, "coming": 0, "kept": 1}
    case = Case.objects.get()
    assert (case.state, case.follow_up_on, case.next_alarm_at) == ("closed", None, None)
    assert Act.objects.filter(name="case.followed_up").count() == 2


def test_what_is_not_done_gets_a_day_or_opens_again(cast, answered):
    close_case(answered, Outcome.DONE, by=cast.saleh, at=MORNING)
    for found in (
        Found("not_done", "ما زالت مطفأة"),
        Found("partly", "نصفها", again_on=MORNING.date()),
        Found("done", " "),
        Found("perhaps", "؟"),
    ):
        with pytest.raises(Missing):
            follow_up(answered, found, by=cast.saleh, at=MORNING)
    for person in (cast.rakan, cast.huda, cast.lina):
        with pytest.raises(NotAllowed):
            follow_up(answered, Found("done", "صور"), by=person, at=MORNING)
    follow_up(answered, Found("not_done", "ما زالت مطفأة", reopens=True), by=cast.saleh, at=MORNING)
    case = Case.objects.get()
    assert (case.state, case.answered_at) == ("open", None)
    assert Act.objects.get(name="case.reopened").note == "ما زالت مطفأة"
    with pytest.raises(WrongState):
        follow_up(Case.objects.get(), Found("done", "صور"), by=cast.saleh, at=MORNING)


def test_a_promise_of_the_future_needs_its_day(cast, answered):
    with pytest.raises(Missing):
        close_case(answered, Outcome.FUTURE, by=cast.saleh, at=MORNING)
