"""A holiday announced late moves the deadlines of open cases; the preview keeps nothing; undoing moves them back."""

from datetime import date, timedelta

import pytest

from sada.desk.keep_calendar import (
    DaysOff,
    Windows,
    add_holiday,
    add_hours,
    preview_holiday,
    remove_holiday,
    remove_hours,
    set_promise,
)
from sada.kernel.refusals import Missing, NotAllowed
from sada.store.models import Act, Case, ClockPolicy, Holiday, WorkingHours
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
TODAY = MORNING.date()


def days_off(cast, unit="ministry", starts=TODAY, ends=TODAY + timedelta(days=1)):
    return DaysOff(cast.unit[unit], "إجازة طارئة", starts, ends)


def test_a_late_holiday_moves_open_cases_by_their_working_days(cast):
    case = cast.case(at=MORNING)  # due the same Sunday at 13:00
    holiday, moved = add_holiday(days_off(cast), by=cast.sami, at=MORNING)
    case.refresh_from_db()
    assert [m.case_id for m in moved] == [case.pk]
    assert case.due_at == moved[0].after > moved[0].before
    assert case.due_at.astimezone(MORNING.tzinfo).date() == TODAY + timedelta(days=2)
    assert Act.objects.get(name="case.recomputed").subject_id == case.pk
    assert Act.objects.get(name="calendar.changed").after["cases_moved"] == 1
    assert Holiday.objects.get() == holiday


def test_the_preview_says_the_same_and_keeps_nothing(cast):
    case = cast.case(at=MORNING)
    due = case.due_at
    acts = Act.objects.count()
    previewed = preview_holiday(days_off(cast), by=cast.sami, at=MORNING)
    case.refresh_from_db()
    assert case.due_at == due
    assert not Holiday.objects.exists()
    assert Act.objects.count() == acts
    assert previewed == add_holiday(days_off(cast), by=cast.sami, at=MORNING)[1]


def test_a_removed_holiday_leaves_the_deadlines_as_they_were(cast):
    case = cast.case(at=MORNING)
    due = case.due_at
    holiday, _ = add_holiday(days_off(cast), by=cast.sami, at=MORNING)
    assert len(remove_holiday(holiday, by=cast.sami, at=MORNING)) == 1
    case.refresh_from_db()
    assert case.due_at == due


def test_answered_cases_and_other_units_do_not_move(cast):
    from sada.desk.send_answer import mark_answered

    mark_answered(cast.case(at=MORNING), MORNING + timedelta(minutes=30))
    cast.case("qassim", at=MORNING)
    _, moved = add_holiday(days_off(cast, "riyadh"), by=cast.abeer, at=MORNING)
    assert moved == []


@pytest.mark.parametrize(("starts", "ends"), [(TODAY, TODAY - timedelta(days=1)), (TODAY, TODAY + timedelta(days=60))])
def test_a_holiday_that_ends_before_it_starts_or_lasts_too_long_is_refused(cast, starts, ends):
    with pytest.raises(Missing):
        add_holiday(days_off(cast, starts=starts, ends=ends), by=cast.sami, at=MORNING)


def test_a_manager_keeps_the_calendar_of_their_own_unit_alone(cast):
    add_holiday(days_off(cast, "riyadh"), by=cast.abeer, at=MORNING)
    for unit in ("ministry", "qassim"):
        with pytest.raises(NotAllowed):
            add_holiday(days_off(cast, unit), by=cast.abeer, at=MORNING)
    with pytest.raises(NotAllowed):
        preview_holiday(days_off(cast, "riyadh"), by=cast.saleh, at=MORNING)


def test_ramadan_hours_move_open_cases_and_can_be_taken_back(cast):
    case = cast.case(at=MORNING)
    due = case.due_at
    week = ("sun", "mon", "tue", "wed", "thu")
    wanted = Windows(cast.unit["riyadh"], "ramadan", TODAY, TODAY + timedelta(days=30), week, ("10:00-15:00",))
    hours, moved = add_hours(wanted, by=cast.abeer, at=MORNING)
    case.refresh_from_db()
    assert len(moved) == 1
    assert case.due_at.astimezone(MORNING.tzinfo).hour == 14  # four hours from ten
    remove_hours(hours, by=cast.abeer, at=MORNING)
    case.refresh_from_db()
    assert case.due_at == due
    assert WorkingHours.objects.count() == 1


def test_a_promise_changes_for_what_is_asked_from_then_on(cast):
    before = cast.case(at=MORNING)
    policy = ClockPolicy.objects.get()
    row = set_promise(policy, cast.unit["riyadh"], 60, by=cast.abeer, at=MORNING)
    assert row.pk != policy.pk
    assert (row.valid_from, row.minutes) == (TODAY, 60)
    after = cast.case(at=MORNING)
    assert after.due_at - MORNING == timedelta(hours=1)
    assert Case.objects.get(pk=before.pk).due_at == before.due_at
    assert cast.case("qassim", at=MORNING).due_at == before.due_at
    again = set_promise(row, cast.unit["riyadh"], 30, by=cast.abeer, at=MORNING)
    assert (again.pk, again.minutes) == (row.pk, 30)


def test_a_promise_of_ones_own_unit_is_ended_and_kept(cast):
    policy = ClockPolicy.objects.get()
    set_promise(policy, cast.unit["ministry"], 120, by=cast.sami, at=MORNING)
    policy.refresh_from_db()
    assert policy.valid_to == TODAY - timedelta(days=1)
    assert ClockPolicy.objects.filter(valid_from=date(2026, 11, 22), minutes=120).count() == 1
