"""The clock faults that users of other desks report, one test each, through the acts and screens of this one.

The numbers are those of the public threads in which the fault was reported; what each says is told in the docstring.
"""

from datetime import date, timedelta

import pytest

from sada.desk.approve_answer import return_answer
from sada.desk.close_case import reopen_case
from sada.desk.draft_answer import draft_answer, submit_answer
from sada.desk.keep_calendar import DaysOff, Windows, add_holiday, add_hours
from sada.desk.keep_policies import Wanted, add_promise
from sada.desk.pause_clock import pause_clock, resume_clock
from sada.desk.send_answer import mark_answered
from sada.desk.set_deadline import set_deadline
from sada.desk.sweep_clocks import sweep_clocks
from sada.desk.transfer_case import transfer_case
from sada.measure.board import Rows, board
from sada.measure.periods import last_days
from sada.rules import clocks
from sada.store.models import Act, Case, CaseClock, ClockPolicy, Escalation, Mention, Notice, Watch, WorkingHours
from sada.store.queries import measures
from sada.store.queries.clocks import phase_is
from sada.web.cases import why
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
HOUR, MINUTE, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)
TODAY = MORNING.date()
WEEK = ("sun", "mon", "tue", "wed", "thu")


def promise(cast, name, minutes):
    ClockPolicy.objects.create(
        unit=cast.ministry, promise=name, minutes=minutes, basis="work", valid_from=date(2024, 1, 1)
    )


def test_nothing_escalates_after_the_desk_has_answered(cast):
    """Fault (zammad 2082, 3140): the first response escalates although an agent has answered in the meantime."""
    promise(cast, "hold", 60)
    promise(cast, "acknowledge", 15)
    case = cast.case(by=cast.rakan)
    mark_answered(case, MORNING + 10 * MINUTE)
    sweep_clocks(at=MORNING + 5 * DAY)
    assert not Escalation.objects.exists()
    assert not Notice.objects.filter(act__in=("case.near", "case.became_late", "case.escalated")).exists()
    assert not Case.objects.filter(phase_is("late", MORNING + 5 * DAY)).exists()


def test_an_update_that_was_promised_never_stands_before_the_first_answer():
    """Fault (zammad 5177): the update clock, due earlier, takes the place of the first response's."""
    soon, later = MORNING + HOUR, MORNING + 4 * HOUR
    first, update = clocks.Clock("answer", later, later), clocks.Clock("update", soon, soon)
    assert clocks.governing([update, first]) == first
    done = clocks.Clock("answer", later, later, MORNING)
    assert clocks.governing([update, done]) == update


def test_a_transfer_neither_leaves_the_old_clock_behind_nor_starts_it_anew(cast):
    """Fault (zammad 5624): after a move between groups the old group's clock survives beside the new one."""
    promise(cast, "hold", 60)
    case = cast.case()
    before = (case.due_at, list(CaseClock.objects.values_list("started_at", "due_at")))
    transfer_case(case, cast.qassim, "الشارع عندهم", by=cast.saleh, at=MORNING + HOUR / 2)
    case.refresh_from_db()
    assert (case.due_at, list(CaseClock.objects.values_list("started_at", "due_at"))) == before
    Notice.objects.all().delete()
    Watch.objects.all().delete()  # who handed it over hears what comes of it, as one who watches
    sweep_clocks(at=MORNING + 4.5 * HOUR)
    told = set(Notice.objects.values_list("person__username", flat=True))
    assert told
    assert told <= {"huda", "badr", "majed"}  # nobody of the unit that gave it away is called to account


def test_a_holiday_in_the_reckoning_is_named_with_its_dates(cast):
    """Fault (zammad 390, alaveteli 5101): the date moved and nobody can see that a holiday moved it."""
    case = cast.case()
    add_holiday(DaysOff(cast.ministry, "اليوم الوطني", TODAY + DAY, TODAY + DAY), by=cast.sami, at=MORNING)
    late = cast.case(at=MORNING + 4 * HOUR)
    said = " ".join(why.face(late, MORNING + 4 * HOUR).reasons)
    assert "اليوم الوطني" in said
    assert "23 نوفمبر 2026" in said
    assert "اليوم الوطني" not in " ".join(why.face(case, MORNING).reasons)  # it did not move this one


def test_every_deadline_says_why_and_every_reason_has_a_sentence(cast):
    """Fault (alaveteli 5101): a date without its reasons."""
    for name, minutes in (("hold", 60), ("acknowledge", 15), ("approve", 60)):
        promise(cast, name, minutes)
    case = cast.case(at=MORNING - DAY, by=cast.rakan)  # a Saturday
    pause_clock(case, "asker", MORNING + 2 * HOUR, by=cast.saleh, at=MORNING + HOUR / 4)
    resume_clock(case, by=cast.saleh, at=MORNING + HOUR / 2)
    set_deadline(case, MORNING + 2 * HOUR, by=cast.saleh, at=MORNING + HOUR / 2)
    reasons = why.face(case, MORNING + HOUR).reasons
    assert len(reasons) >= 4
    assert all(isinstance(reason, str) and len(reason) > 10 for reason in reasons)


def test_working_time_does_not_run_over_a_weekend(cast):
    """Fault (chatwoot 13392): deadlines of a working-hours promise were reckoned on the wall clock."""
    thursday = MORNING + 4 * DAY + 4 * HOUR  # 13:00
    assert cast.case(at=thursday).due_at == MORNING + 7 * DAY + HOUR  # Sunday at ten


def test_a_lunch_break_stops_the_clock(cast):
    """Fault (chatwoot 14009): one window a day, so a break at noon or a split shift cannot be said."""
    WorkingHours.objects.all().delete()
    hours = Windows(cast.ministry, "normal", date(2024, 1, 1), None, WEEK, ("08:00-12:00", "16:00-20:00"))
    add_hours(hours, by=cast.sami, at=MORNING)
    assert cast.case(at=MORNING + 2 * HOUR).due_at == MORNING.replace(hour=19)


def test_the_share_kept_in_time_is_told_for_each_unit_by_the_same_clock(cast):
    """Fault (chatwoot 6889, 9747, freescout 2074): nobody can say how many each team kept, or by another clock."""
    for unit, after in (("riyadh", 3.9), ("riyadh", 4.1), ("qassim", 2)):
        case = cast.case(unit)
        mark_answered(case, MORNING + after * HOUR)
    period = last_days(30, TODAY)
    wanted = measures.Wanted(period.since, period.until)
    rows = Rows(Case.objects.all(), Mention.objects.all(), "/ministry/", wanted)
    groups = board(rows, period, MORNING + 5 * HOUR).groups
    kept = {code: sheet.on_time.part for code, sheet in groups.items()}
    met = {u: Case.objects.filter(phase_is("met", MORNING), path__contains=f"/{u}/").count() for u in kept}
    assert kept == met == {"riyadh": 1, "qassim": 1}


def test_a_pause_is_kept_when_the_policy_changes_meanwhile(cast):
    """Fault (GLPI 15605, 6902): another level of service begins at the opening and forgets the time on hold."""
    case = cast.case()
    pause_clock(case, "asker", MORNING + 3 * HOUR, by=cast.saleh, at=MORNING + HOUR)
    add_promise(Wanted(cast.riyadh, "answer", 120, "work", TODAY), by=cast.abeer, at=MORNING + 2 * HOUR)
    resume_clock(case, by=cast.saleh, at=MORNING + 2 * HOUR)
    case.refresh_from_db()
    assert case.due_at == MORNING + 5 * HOUR  # its own four hours and the hour that it stood still
    assert cast.case(at=MORNING).due_at == MORNING + 2 * HOUR  # what is asked from now on


def test_a_case_that_stands_still_is_not_violated(cast):
    """Fault (GLPI 22678): a ticket on hold is counted late while it is on hold."""
    case = cast.case()
    pause_clock(case, "asker", MORNING + 2 * DAY, by=cast.saleh, at=MORNING + 3 * HOUR)
    sweep_clocks(at=MORNING + DAY)
    assert not Act.objects.filter(name="case.became_late").exists()
    assert Case.objects.filter(phase_is("paused", MORNING + DAY)).exists()
    sweep_clocks(at=MORNING + 2 * DAY)  # the limit: the clock runs on, with the hour it had left
    case.refresh_from_db()
    assert case.state == "open"
    assert case.due_at > MORNING + 2 * DAY


def test_a_holiday_announced_late_moves_what_is_open_and_records_from_when_to_when(cast):
    """Fault (alaveteli 7292): holidays entered after a request keep the old date."""
    case = cast.case()
    before = case.due_at
    add_holiday(DaysOff(cast.ministry, "إجازة طارئة", TODAY, TODAY), by=cast.sami, at=MORNING + HOUR)
    case.refresh_from_db()
    act = Act.objects.get(name="case.recomputed")
    assert case.due_at > before
    assert act.before["due_at"] != act.after["due_at"]
    assert case.next_alarm_at < case.due_at  # the ladder moved with it


def test_an_extension_by_the_asker_is_named_and_taken_back_without_trace_in_the_reckoning(cast):
    """Fault (righttoknow 102): an extension cannot be entered, or once entered cannot be undone."""
    case = cast.case()
    own = case.due_at
    set_deadline(case, MORNING + 3 * DAY, by=cast.saleh, at=MORNING)
    case.refresh_from_db()
    assert case.due_at == own  # more time given by the asker loosens nothing of what we promise
    assert len(why.face(case, MORNING).reasons) == 2
    set_deadline(case, MORNING + 2 * HOUR, by=cast.saleh, at=MORNING)
    set_deadline(case, None, by=cast.saleh, at=MORNING)
    case.refresh_from_db()
    assert case.due_at == own


def test_a_second_review_runs_on_a_clock_of_its_own(cast):
    """Fault (alaveteli 5043): the second review inherits the clock of the first, and is late when it begins."""
    promise(cast, "approve", 30)
    answer = draft_answer(cast.case(), "عنوان", "نص", by=cast.saleh, at=MORNING)
    submit_answer(answer, by=cast.saleh, at=MORNING)
    return_answer(answer, "أضف المصدر", by=cast.noura, at=MORNING + HOUR)
    submit_answer(answer, by=cast.saleh, at=MORNING + 2 * HOUR)
    first, second = CaseClock.objects.order_by("id")
    assert clocks.phase(MORNING + 2 * HOUR, first.due_at, first.warn_at, first.met_at, None) == "missed"
    assert second.due_at == MORNING + 2.5 * HOUR
    assert clocks.phase(MORNING + 2 * HOUR, second.due_at, second.warn_at, second.met_at, None) == "in_time"


def test_a_case_opened_again_begins_anew_and_its_ladder_too(cast):
    """Fault: what was told of the first round is held to be told of the second."""
    case = cast.case()
    sweep_clocks(at=MORNING + 2 * HOUR)
    mark_answered(case, MORNING + 3 * HOUR)
    case.refresh_from_db()
    again = MORNING + DAY
    reopen_case(case, by=cast.saleh, at=again, note="عاد السؤال")
    sweep_clocks(at=again + 2 * HOUR)
    assert Act.objects.filter(name="case.near").count() == 2


def test_the_middle_and_not_the_mean_is_told_and_in_working_time(cast):
    """Fault (freescout 6548): a mean that nobody believes, with the nights in it."""
    for hours in (1, 1.5, 24):  # the last one over a night: nine and a half hours of work lie between
        mark_answered(cast.case(), MORNING + hours * HOUR)
    seconds = sorted(Case.objects.values_list("working_seconds", flat=True))
    assert seconds == [3600, 5400, 7 * 3600]
