"""Many cases at once: all or none, each in the log, and taken back while they stand as the step left them."""

from datetime import timedelta

import pytest

from sada.desk.bulk_cases import MOMENT, MOST, assign_many, close_many, see_many, state_of, tag_many, undo_bulk
from sada.desk.note_case import note_case
from sada.desk.pause_clock import pause_clock
from sada.desk.see_day import see_day
from sada.desk.tag_case import clean_tag, tag_case, untag_case
from sada.kernel.notices import tell
from sada.kernel.refusals import Missing, NotAllowed, Refusal, SomeoneElseDidIt, WrongState
from sada.store.models import Act, BulkStep, Case, CaseTag, Notice
from tests.cast import MORNING, left_unanswered

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def again(cases):
    return list(Case.objects.filter(pk__in=[c.pk for c in cases]).select_related("unit", "owner").order_by("pk"))


@pytest.fixture
def three(cast):
    cases = [cast.case(title=f"شكوى {n}") for n in range(3)]
    Case.objects.update(owner=None)
    return again(cases)


def test_many_are_assigned_each_in_the_log_and_taken_back_with_the_notice(cast, three):
    before = [state_of(case) for case in three]
    step = assign_many(three, cast.fahad, by=cast.saleh, at=MORNING)
    assert {case.owner for case in again(three)} == {cast.fahad}
    assert Act.objects.filter(name="case.assigned").count() == 3
    assert Notice.objects.filter(person=cast.fahad, act="case.assigned").count() == 3
    assert undo_bulk(step, by=cast.saleh, at=MORNING + MINUTE) == 3
    assert [state_of(case) for case in three] == before
    assert not Notice.objects.filter(person=cast.fahad, act="case.assigned").exists()
    undone = Act.objects.filter(name="case.step_undone")
    assert {(act.before["owner_id"], act.after["owner_id"]) for act in undone} == {(cast.fahad.pk, None)}


def test_a_proposal_not_to_answer_many_is_taken_back_whole(cast, three):
    pause_clock(three[0], "asker", MORNING + 3 * HOUR, by=cast.saleh, at=MORNING + MINUTE)
    cases = again(three)
    before = [state_of(case) for case in cases]
    step = close_many(cases, "رأي عام لا سؤال فيه", by=cast.saleh, at=MORNING + HOUR)
    assert {case.state for case in again(three)} == {"open", "paused"}  # another person decides each
    assert [case.silences.get().note for case in three] == ["رأي عام لا سؤال فيه"] * 3
    told = Notice.objects.filter(act="case.silence_proposed")
    assert {notice.person for notice in told} == {cast.noura, cast.abeer}
    undo_bulk(step, by=cast.saleh, at=MORNING + HOUR + MINUTE)
    assert [state_of(case) for case in three] == before
    assert not told.all().exists()  # nobody is asked to decide what is not proposed any more
    assert three[0].pauses.get().until is None
    assert not three[0].silences.exists()


def test_tags_are_put_once_cleaned_and_taken_off(cast, three):
    tag_case(three[0], "#حملة  النظافة", by=cast.saleh, at=MORNING)
    step = tag_many(three, "حملة النظافة", by=cast.saleh, at=MORNING)
    assert CaseTag.objects.count() == 3
    assert Act.objects.filter(name="case.tagged").count() == 3
    undo_bulk(step, by=cast.saleh, at=MORNING)
    assert CaseTag.objects.get().case == three[0]  # its tag was there before
    untag_case(three[0], "حملة النظافة", by=cast.saleh, at=MORNING)
    untag_case(three[0], "حملة النظافة", by=cast.saleh, at=MORNING)
    assert Act.objects.filter(name="case.untagged").count() == 1
    with pytest.raises(Missing):
        tag_many(three, " # ", by=cast.saleh, at=MORNING)
    assert len(clean_tag("و" * 100)) == 40


def test_marking_as_seen_is_ones_own_and_taken_back(cast, three):
    tell([cast.saleh, cast.fahad], "case.near", on=three[0], by=None, at=MORNING, text="")
    step = see_many(three, by=cast.saleh, at=MORNING)
    assert Notice.objects.get(person=cast.saleh, act="case.near").seen_at == MORNING
    assert Notice.objects.get(person=cast.fahad, act="case.near").seen_at is None
    undo_bulk(step, by=cast.saleh, at=MORNING)
    assert Notice.objects.get(person=cast.saleh, act="case.near").seen_at is None


def test_one_refusal_leaves_all_as_they_were_and_says_which(cast, three):
    left_unanswered(again(three)[1], at=MORNING)
    with pytest.raises(Refusal) as refusal:
        assign_many(again(three), cast.fahad, by=cast.saleh, at=MORNING)
    assert three[1].number in str(refusal.value)
    assert {case.owner for case in again(three)} == {None}
    assert BulkStep.objects.count() == 0


@pytest.mark.parametrize("name", ["rakan", "lina", "huda"])
def test_who_may_not_assign_or_close_is_refused(cast, three, name):
    with pytest.raises(NotAllowed):
        assign_many(three, cast.fahad, by=cast.person[name], at=MORNING)
    with pytest.raises(NotAllowed):
        close_many(three, "سبب", by=cast.person[name], at=MORNING)


def test_nothing_none_and_too_many_are_refused(cast, three):
    with pytest.raises(Missing):
        assign_many([], cast.fahad, by=cast.saleh, at=MORNING)
    with pytest.raises(Missing):
        assign_many([three[0]] * (MOST + 1), cast.fahad, by=cast.saleh, at=MORNING)
    with pytest.raises(Missing):
        close_many(three, "  ", by=cast.saleh, at=MORNING)


def test_what_was_changed_since_is_not_taken_back_and_nothing_is(cast, three):
    step = assign_many(three, cast.fahad, by=cast.saleh, at=MORNING)
    close_many([again(three)[2]], "سبب", by=cast.fahad, at=MORNING + MINUTE)
    with pytest.raises(WrongState):
        undo_bulk(step, by=cast.saleh, at=MORNING + 2 * MINUTE)
    assert [case.owner for case in again(three)] == [cast.fahad] * 3
    step.refresh_from_db()
    assert step.undone_at is None


def test_taken_back_once_by_who_did_it_within_its_time(cast, three):
    step = assign_many(three, cast.fahad, by=cast.saleh, at=MORNING)
    with pytest.raises(WrongState):
        undo_bulk(step, by=cast.fahad, at=MORNING)
    with pytest.raises(WrongState):
        undo_bulk(step, by=cast.saleh, at=MORNING + MOMENT + MINUTE)
    other = BulkStep.objects.get(pk=step.pk)
    undo_bulk(step, by=cast.saleh, at=MORNING + MINUTE)
    with pytest.raises(SomeoneElseDidIt):
        undo_bulk(other, by=cast.saleh, at=MORNING + MINUTE)


def test_a_note_on_a_case_does_not_hinder_the_way_back(cast, three):
    step = assign_many(three, cast.fahad, by=cast.saleh, at=MORNING)
    note_case(again(three)[0], "للعلم", by=cast.noura, at=MORNING)
    assert undo_bulk(step, by=cast.saleh, at=MORNING) == 3


def test_new_is_what_happened_since_the_look_before(cast):
    assert see_day(cast.saleh, at=MORNING) == MORNING - timedelta(days=1)
    assert see_day(cast.saleh, at=MORNING + 10 * MINUTE) == MORNING + 10 * MINUTE - timedelta(days=1)
    assert see_day(cast.saleh, at=MORNING + HOUR) == MORNING
    assert see_day(cast.saleh, at=MORNING + HOUR + MINUTE) == MORNING  # the same look
    assert see_day(cast.fahad, at=MORNING + HOUR) == MORNING + HOUR - timedelta(days=1)
