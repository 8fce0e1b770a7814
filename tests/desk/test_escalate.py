"""The ladder of alarms: before a breach, each step once, to whom it should, and never after somebody has answered."""

from datetime import date, datetime, timedelta

import pytest

from sada.desk.assign_case import assign_case
from sada.desk.keep_calendar import DaysOff, add_holiday
from sada.desk.keep_policies import set_ladder
from sada.desk.pause_clock import pause_clock
from sada.desk.send_answer import mark_answered
from sada.desk.sweep_clocks import sweep_clocks
from sada.kernel.refusals import Missing, NotAllowed
from sada.rules.alarms import Step
from sada.store.models import Act, Case, CaseClock, ClockPolicy, DutyShift, Escalation, LadderStep, Notice
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
LADDER = [
    Step(50, ("owner",)),
    Step(80, ("owner", "manager")),
    Step(100, ("spokesperson",)),
    Step(150, ("supervisor",)),
]


def told(name="", **more):
    rows = Notice.objects.filter(**more)
    return sorted((rows.filter(act=name) if name else rows).values_list("person__username", flat=True))


def test_each_step_tells_whom_it_names_once_however_often_one_sweeps(cast):
    set_ladder(cast.riyadh, "", "", LADDER, by=cast.abeer, at=MORNING)
    case = cast.case()
    Notice.objects.all().delete()
    for hours, people in (
        (1.9, []), (2, ["saleh"]), (2.5, ["saleh"]), (3.2, ["abeer", "saleh", "saleh"]),
        (4, ["abeer", "saleh", "saleh"]), (4.01, ["abeer", "noura", "saleh", "saleh"]),
    ):  # fmt: skip
        sweep_clocks(at=MORNING + hours * HOUR)
        sweep_clocks(at=MORNING + hours * HOUR)
        assert told() == sorted(people), hours
    sweep_clocks(at=MORNING + 2 * timedelta(days=1))
    assert told("case.escalated") == ["majed"]
    assert Case.objects.get().next_alarm_at is None
    assert [a.after["share"] for a in Act.objects.filter(subject_id=case.pk, by=None)] == [50, 80, 100, 150]


def test_steps_missed_while_the_machine_was_off_are_told_in_one(cast):
    set_ladder(cast.riyadh, "", "", LADDER, by=cast.abeer, at=MORNING)
    cast.case()
    sweep_clocks(at=MORNING + 4.5 * HOUR)
    assert told("case.became_late") == ["abeer", "noura", "saleh"]
    assert not Notice.objects.filter(act="case.near").exists()
    assert sorted(Escalation.objects.values_list("share", flat=True)) == [50, 80, 100]


def test_two_workers_take_a_step_once(cast):
    """Fault: an alarm told twice, since two workers read the same row."""
    case = cast.case()
    sweep_clocks(at=MORNING + 2 * HOUR)
    Case.objects.filter(pk=case.pk).update(next_alarm_at=MORNING + 2 * HOUR)  # as another worker read it
    sweep_clocks(at=MORNING + 2 * HOUR)
    assert Act.objects.filter(name="case.near").count() == 1


def test_what_was_answered_never_escalates(cast):
    """Fault (zammad 3140): an escalation after the agent has answered."""
    case = cast.case()
    mark_answered(case, MORNING + HOUR)
    sweep_clocks(at=MORNING + timedelta(days=3))
    assert not Notice.objects.exclude(act="case.opened").exists()
    assert not Escalation.objects.exists()


def test_in_a_pause_nothing_escalates_and_afterwards_no_step_is_told_again(cast):
    case = cast.case()
    sweep_clocks(at=MORNING + 2 * HOUR)
    pause_clock(case, "asker", MORNING + 3 * HOUR, by=cast.saleh, at=MORNING + 2.1 * HOUR)
    sweep_clocks(at=MORNING + 2.9 * HOUR)
    assert Act.objects.filter(name="case.near").count() == 1
    sweep_clocks(at=MORNING + 3 * HOUR)  # the pause ends at its limit
    sweep_clocks(at=MORNING + 3.3 * HOUR)
    assert [act.after["share"] for act in Act.objects.filter(name="case.near")] == [50]
    sweep_clocks(at=MORNING + 4.2 * HOUR)
    assert [act.after["share"] for act in Act.objects.filter(name="case.near")] == [50, 80]


def test_a_deadline_that_moves_after_it_passed_is_told_again_when_it_passes(cast):
    case = cast.case()
    sweep_clocks(at=MORNING + 4.1 * HOUR)
    today = MORNING.date()
    add_holiday(DaysOff(cast.ministry, "إجازة", today, today), by=cast.sami, at=MORNING + 5 * HOUR)
    sweep_clocks(at=MORNING + 5.1 * HOUR)
    assert Act.objects.filter(name="case.became_late").count() == 1
    case.refresh_from_db()
    sweep_clocks(at=case.due_at + MINUTE)
    late = Act.objects.filter(name="case.became_late").order_by("id")
    assert [datetime.fromisoformat(act.after["due_at"]) for act in late][1] == case.due_at
    assert Act.objects.filter(name="case.near").count() == 0  # those steps were taken on the first way up


def test_the_nearest_manager_is_told_and_not_the_one_of_the_ministry(cast):
    from sada.store.models import Membership

    Membership.objects.create(person=cast.majed, unit=cast.ministry, role="manager")
    set_ladder(cast.riyadh, "", "", [Step(50, ("manager",))], by=cast.abeer, at=MORNING)
    cast.case()
    cast.case("qassim")
    Notice.objects.all().delete()
    sweep_clocks(at=MORNING + 2 * HOUR)
    assert told("case.near", subject_id=Case.objects.get(unit=cast.riyadh).pk) == ["abeer"]


def test_without_an_owner_the_desk_is_told_and_on_call_is_who_is_on_duty(cast):
    ClockPolicy.objects.create(
        unit=cast.ministry, promise="acknowledge", minutes=20, basis="work", valid_from=date(2024, 1, 1)
    )
    set_ladder(
        cast.riyadh, "acknowledge", "", [Step(50, ("owner",)), Step(100, ("on_call",))], by=cast.abeer, at=MORNING
    )
    case = cast.case(by=cast.rakan)
    Case.objects.filter(pk=case.pk).update(owner=None)
    sweep_clocks(at=MORNING + 10 * MINUTE)
    assert told("case.near", promise="acknowledge") == ["abeer", "fahad", "noura", "saleh"]
    DutyShift.objects.create(unit=cast.riyadh, starts=MORNING, ends=MORNING + 8 * HOUR, person=cast.fahad)
    sweep_clocks(at=MORNING + 21 * MINUTE)
    assert told("case.became_late", promise="acknowledge", urgent=True) == ["fahad"]


def test_an_acknowledgement_that_was_made_is_silent(cast):
    ClockPolicy.objects.create(
        unit=cast.ministry, promise="acknowledge", minutes=20, basis="work", valid_from=date(2024, 1, 1)
    )
    case = cast.case(by=cast.rakan)
    row = CaseClock.objects.get()
    assign_case(case, cast.saleh, by=cast.saleh, at=MORNING + MINUTE)
    CaseClock.objects.filter(pk=row.pk).update(next_alarm_at=row.next_alarm_at)  # a worker that had read it before
    sweep_clocks(at=MORNING + 30 * MINUTE)
    assert not Escalation.objects.exists()


def test_a_ladder_is_written_whole_dated_and_recorded(cast):
    set_ladder(cast.riyadh, "", "", LADDER, by=cast.abeer, at=MORNING)
    later = MORNING + timedelta(days=3)
    set_ladder(cast.riyadh, "", "", [Step(90, ("desk",))], by=cast.abeer, at=later)
    ended = LadderStep.objects.filter(valid_to=later.date() - timedelta(days=1))
    assert (ended.count(), LadderStep.objects.get(valid_to=None).share) == (4, 90)
    act = Act.objects.filter(name="ladder.changed").latest("id")
    assert (act.before["steps"][0], act.after["steps"]) == ([50, ["owner"]], [[90, ["desk"]]])
    set_ladder(cast.riyadh, "", "", [], by=cast.abeer, at=later)
    assert not LadderStep.objects.filter(valid_to=None).exists()


@pytest.mark.parametrize(
    "steps", [[Step(50, ("owner",)), Step(50, ("desk",))], [Step(0, ("owner",))], [Step(5, ())], [Step(5, ("friend",))]]
)
def test_a_ladder_that_makes_no_sense_is_refused(cast, steps):
    with pytest.raises(Missing):
        set_ladder(cast.riyadh, "", "", steps, by=cast.abeer, at=MORNING)
    assert not LadderStep.objects.exists()


def test_a_manager_writes_the_ladder_of_their_own_unit_alone(cast):
    for person, unit in ((cast.abeer, cast.ministry), (cast.abeer, cast.qassim), (cast.saleh, cast.riyadh)):
        with pytest.raises(NotAllowed):
            set_ladder(unit, "", "", LADDER, by=person, at=MORNING)
