"""Who carries a case: notes, assignment, pauses, the asker's deadline."""

from datetime import timedelta

import pytest

from sada.desk.assign_case import CannotCarry, assign_case
from sada.desk.note_case import note_case
from sada.desk.pause_clock import pause_clock, resume_clock
from sada.desk.set_deadline import set_deadline
from sada.kernel.refusals import Missing, NotAllowed, SomeoneElseDidIt, WrongState
from sada.store.models import Act, Case, Notice
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_a_note_is_kept_and_the_owner_is_told(cast):
    case = cast.case()
    note = note_case(case, "  سُئلت الإدارة  ", by=cast.noura, at=MORNING)
    assert (note.text, note.by) == ("سُئلت الإدارة", cast.noura)
    assert Notice.objects.get(act="case.noted").person == cast.saleh
    with pytest.raises(Missing):
        note_case(case, " ", by=cast.saleh, at=MORNING)


def test_a_monitor_and_a_stranger_add_no_notes(cast):
    case = cast.case()
    for person in (cast.rakan, cast.huda, cast.zayd, cast.lina):
        with pytest.raises(NotAllowed):
            note_case(case, "ملاحظة", by=person, at=MORNING)


def test_an_assigned_case_is_told_to_its_new_owner_and_logged(cast):
    case = cast.case()
    assign_case(case, cast.fahad, by=cast.saleh, at=MORNING)
    assert Case.objects.get().owner == cast.fahad
    assert Notice.objects.get(act="case.assigned").person == cast.fahad
    act = Act.objects.get(name="case.assigned")
    assert (act.before, act.after) == ({"owner": cast.saleh.pk}, {"owner": cast.fahad.pk})


def test_a_person_without_a_role_there_cannot_carry_it(cast):
    case = cast.case()
    for person in (cast.huda, cast.zayd):
        with pytest.raises(CannotCarry):
            assign_case(case, person, by=cast.saleh, at=MORNING)
    assert Case.objects.get().owner == cast.saleh


def test_of_two_who_claim_at_once_the_second_is_told(cast):
    first = cast.case()
    second = Case.objects.get(pk=first.pk)
    assign_case(first, cast.fahad, by=cast.fahad, at=MORNING)
    with pytest.raises(SomeoneElseDidIt):
        assign_case(second, cast.noura, by=cast.noura, at=MORNING)
    assert Case.objects.get().owner == cast.fahad


def test_a_pause_moves_the_deadline_by_the_working_time_it_took(cast):
    case = cast.case()
    pause_clock(case, "asker", MORNING + 3 * HOUR, by=cast.saleh, at=MORNING + HOUR)
    resume_clock(case, by=cast.saleh, at=MORNING + 2 * HOUR)
    case.refresh_from_db()
    assert (case.state, case.paused_at, case.due_at) == ("open", None, MORNING + 5 * HOUR)
    act = Act.objects.get(name="case.resumed")
    assert act.before["due_at"] != act.after["due_at"]


def test_a_pause_over_the_night_counts_only_working_time(cast):
    case = cast.case()
    pause_clock(case, "expert", MORNING + 30 * HOUR, by=cast.saleh, at=MORNING + 5 * HOUR)  # 14:00 to 8:30: 1.5 h
    resume_clock(case, by=cast.saleh, at=MORNING + 23.5 * HOUR)
    assert Case.objects.get().due_at == MORNING + 4 * HOUR  # the pause began after the deadline


def test_a_pause_ends_at_its_limit_however_late_one_looks(cast):
    case = cast.case()
    pause_clock(case, "asker", MORNING + 2 * HOUR, by=cast.saleh, at=MORNING + HOUR)
    resume_clock(case, by=None, at=MORNING + 26 * HOUR)
    assert case.pauses.get().until == MORNING + 2 * HOUR
    assert Case.objects.get().due_at == MORNING + 5 * HOUR


def test_a_pause_needs_a_reason_and_a_limit_in_the_future(cast):
    case = cast.case()
    for reason, limit in (("tired", MORNING + HOUR), ("asker", MORNING), ("", MORNING + HOUR)):
        with pytest.raises(Missing):
            pause_clock(case, reason, limit, by=cast.saleh, at=MORNING)
    assert Case.objects.get().state == "open"


def test_a_paused_case_is_not_paused_again_nor_an_open_one_resumed(cast):
    case = cast.case()
    with pytest.raises(WrongState):
        resume_clock(case, by=cast.saleh, at=MORNING)
    pause_clock(case, "asker", MORNING + HOUR, by=cast.saleh, at=MORNING)
    with pytest.raises(WrongState):
        pause_clock(case, "asker", MORNING + HOUR, by=cast.saleh, at=MORNING)
    assert case.pauses.count() == 1


def test_the_askers_deadline_moves_ours_and_goes_again(cast):
    case = cast.case()
    set_deadline(case, MORNING + 2 * HOUR, by=cast.saleh, at=MORNING)
    assert Case.objects.get().due_at == MORNING + 1.5 * HOUR
    set_deadline(case, None, by=cast.saleh, at=MORNING)
    assert Case.objects.get().due_at == MORNING + 4 * HOUR
    with pytest.raises(Missing):
        set_deadline(case, MORNING, by=cast.saleh, at=MORNING + HOUR)
    with pytest.raises(NotAllowed):
        set_deadline(case, MORNING + HOUR, by=cast.rakan, at=MORNING)
