"""Clocks follow what becomes known later: the asker's deadline, another kind, another unit's hours, a joined item."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from sada.desk.ask_expert import Expert, ask_expert
from sada.desk.close_case import close_case
from sada.desk.describe_case import About, describe_case
from sada.desk.join_case import hear_deadline, join_item
from sada.desk.join_cases import join_case
from sada.desk.keep_calendar import DaysOff, Windows, add_hours, preview_holiday
from sada.desk.leave_unanswered import propose_silence
from sada.desk.pause_clock import PastTheirDeadline, pause_clock
from sada.desk.recompute_clocks import recompute_clocks
from sada.desk.send_answer import mark_answered
from sada.desk.set_deadline import set_deadline
from sada.desk.sweep_clocks import sweep_clocks
from sada.desk.transfer_case import transfer_case
from sada.kernel.refusals import Missing, SomeoneElseDidIt
from sada.rules import clocks
from sada.store.models import Act, Case, CaseClock, ClockPolicy, Contact, Holiday, Notice, Pause, Question, Silence
from sada.web.cases import why
from tests.cast import MORNING

HOUR, MINUTE, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)


def promise(cast, name, minutes, basis="work"):
    ClockPolicy.objects.create(
        unit=cast.ministry, promise=name, minutes=minutes, basis=basis, valid_from=date(2024, 1, 1)
    )


def again(case):
    return Case.objects.select_related("unit").get(pk=case.pk)


@pytest.mark.django_db
def test_no_pause_outlasts_the_askers_own_deadline(cast):
    case = cast.case()
    set_deadline(case, MORNING + 3 * HOUR, by=cast.saleh, at=MORNING)
    with pytest.raises(PastTheirDeadline):
        pause_clock(case, "expert", MORNING + DAY, by=cast.saleh, at=MORNING + HOUR)
    pause_clock(case, "expert", MORNING + 2 * HOUR, by=cast.saleh, at=MORNING + HOUR)
    assert clocks.phase(MORNING + 2 * HOUR, case.due_at, case.warn_at, None, case.paused_at) == "paused"
    sweep_clocks(at=MORNING + 2 * HOUR)
    assert again(case).paused_at is None
    assert again(case).due_at == MORNING + 2.5 * HOUR  # no pause moved it


@pytest.mark.django_db
def test_a_deadline_heard_in_a_pause_ends_it_in_time_and_the_face_says_so(cast):
    case = cast.case()
    pause_clock(case, "asker", MORNING + 5 * DAY, by=cast.saleh, at=MORNING + HOUR)
    set_deadline(case, MORNING + 3 * HOUR, by=cast.saleh, at=MORNING + HOUR)
    assert Pause.objects.get().limit == MORNING + 2.5 * HOUR == again(case).next_alarm_at
    said = why.face(case, MORNING + 1.5 * HOUR).sentence
    assert "مهلة السائل" in said or "own deadline" in said
    sweep_clocks(at=MORNING + 2.5 * HOUR)
    assert again(case).state == "open"


@pytest.mark.django_db
def test_a_pause_has_a_longest_length_and_a_second_alarm_does_not_end_it(cast):
    case = cast.case()
    with pytest.raises(Missing):
        pause_clock(case, "asker", MORNING + 31 * DAY, by=cast.saleh, at=MORNING)
    pause_clock(case, "asker", MORNING + 2 * DAY, by=cast.saleh, at=MORNING)
    Case.objects.update(next_alarm_at=MORNING + HOUR)  # as a calendar reckoned from a stale row would leave it
    sweep_clocks(at=MORNING + 2 * HOUR)
    assert (again(case).state, again(case).next_alarm_at) == ("paused", MORNING + 2 * DAY)


@pytest.mark.django_db
def test_after_an_outage_what_became_late_meanwhile_is_told(cast):
    case, back = cast.case(), MORNING + 4 * DAY
    pause_clock(case, "asker", MORNING + HOUR, by=cast.saleh, at=MORNING)
    sweep_clocks(at=back)  # the limit of the pause passed, and the deadline and half as long again after it
    assert again(case).paused_at is None
    sweep_clocks(at=back)
    told = Notice.objects.filter(act__in=("case.became_late", "case.escalated"))
    assert told.exists()
    before = told.count()
    sweep_clocks(at=back + MINUTE)
    assert told.count() == before  # once


@pytest.mark.django_db
def test_a_question_to_an_expert_follows_the_deadline_of_its_case(cast):
    promise(cast, "fact", 90)
    case = cast.case()
    ask_expert(case, "كم عمودًا أُصلح؟", Expert(cast.salma), by=cast.saleh, at=MORNING, site="https://sada.example/")
    assert Question.objects.get().due_at == MORNING + 90 * MINUTE
    set_deadline(case, MORNING + HOUR, by=cast.saleh, at=MORNING)
    assert Question.objects.get().due_at < case.due_at <= MORNING + HOUR


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("theirs", "own", "holds"), [(2, None, 2), (2, 3, 2), (3, 2, 2), (None, 3, 3), (-1, None, None)]
)
def test_a_joined_item_brings_its_askers_deadline(cast, theirs, own, holds):
    case = cast.case()
    if own:
        set_deadline(case, MORNING + own * HOUR, by=cast.saleh, at=MORNING)
    mention = cast.mention()
    deadline = MORNING + theirs * HOUR if theirs else None
    Contact.objects.create(item=mention.item, name="محرر", email="e@alwaha.example", deadline=deadline)
    join_item(case, mention, by=cast.saleh, at=MORNING)
    assert again(case).outside_deadline == (MORNING + holds * HOUR if holds else None)
    assert Act.objects.filter(name="case.deadline_set").count() == bool(own) + (theirs == 2)


@pytest.mark.django_db
def test_after_a_transfer_the_deadline_is_that_of_the_hours_it_is_explained_by(cast):
    hours = Windows(
        cast.qassim, "normal", date(2026, 1, 1), None, ("sun", "mon", "tue", "wed", "thu"), ("11:00-18:00",)
    )
    add_hours(hours, by=cast.sami, at=MORNING - DAY)
    case = cast.case()
    before = case.due_at
    transfer_case(case, cast.qassim, "الشارع عندهم", by=cast.saleh, at=MORNING + MINUTE)
    assert again(case).due_at != before
    assert again(case).due_at == why.desk_clock.deadline_of(again(case)).due_at
    assert recompute_clocks(None, by=None, at=MORNING + HOUR) == 0  # nothing jumps later


@pytest.mark.django_db
def test_another_kind_begins_or_ends_the_decision_on_a_reply(cast):
    promise(cast, "reply_decision", 120)
    case = cast.case(reading={"kind": "inquiry"})
    running = CaseClock.objects.filter(promise="reply_decision", ended_at=None)
    assert not running.exists()
    for kind, there in (("complaint", True), ("news", True), ("praise", False)):
        describe_case(case, About(case.subject, kind, case.service), by=cast.saleh, at=MORNING)
        assert running.exists() is there
    describe_case(case, About(case.subject, "complaint", case.service), by=cast.saleh, at=MORNING)
    assert running.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("minutes_before_closing", "name"), [(60, "acknowledge"), (10, "duty_acknowledge")])
def test_a_question_just_before_closing_is_for_whoever_is_on_call(cast, minutes_before_closing, name):
    promise(cast, "acknowledge", 15)
    promise(cast, "duty_acknowledge", 60, "wall")
    closing = MORNING.replace(hour=14, minute=30)
    cast.case(by=cast.rakan, at=closing - minutes_before_closing * MINUTE)
    (clock,) = CaseClock.objects.filter(promise__endswith="acknowledge")
    assert clock.promise == name
    assert clock.due_at < closing + HOUR


@pytest.mark.django_db
@pytest.mark.parametrize("days", [{"promise_on": date(2026, 11, 1)}, {"follow_up_on": MORNING.date()}])
def test_a_day_on_which_nobody_would_be_reminded_is_refused(cast, days):
    case = cast.case()
    mark_answered(case, MORNING)
    with pytest.raises(Missing):
        close_case(case, "planned", by=cast.saleh, at=MORNING, **({"promise_on": date(2027, 1, 1)} | days))


@pytest.mark.django_db
def test_a_case_is_not_joined_into_one_that_ended_meanwhile(cast):
    first, second, third = (cast.case(title=f"إنارة {n}") for n in range(3))
    stale = again(second)
    join_case(second, first, by=cast.saleh, at=MORNING)
    with pytest.raises(SomeoneElseDidIt):
        join_case(third, stale, by=cast.saleh, at=MORNING)
    assert again(third).state == "open"


@pytest.mark.django_db
def test_a_rehearsed_holiday_writes_no_case(cast):
    case = cast.case()
    days = DaysOff(cast.riyadh, "يوم", MORNING.date(), MORNING.date())
    (moved,) = preview_holiday(days, by=cast.sami, at=MORNING)
    assert (moved.before, again(case).due_at) == (case.due_at, case.due_at)
    assert moved.after > moved.before
    assert not Holiday.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_deadline_set_while_the_calendar_is_reckoned_is_kept(cast):
    """The calendar waits for whoever holds the case, and reckons with what they wrote."""
    case, wrote = cast.case(), threading.Event()

    def reckon():
        wrote.wait(10)
        try:
            recompute_clocks(None, by=None, at=MORNING)
        finally:
            connection.close()

    thread = threading.Thread(target=reckon)
    thread.start()
    with transaction.atomic():
        set_deadline(again(case), MORNING + 2 * HOUR, by=cast.saleh, at=MORNING)
        wrote.set()
        thread.join(1)  # it cannot have passed by us
    thread.join(20)
    assert again(case).due_at == MORNING + 1.5 * HOUR
    assert again(case).outside_deadline == MORNING + 2 * HOUR


@pytest.mark.django_db
@pytest.mark.parametrize("first", ["deadline", "pause", "joined"])
def test_of_a_pause_and_an_askers_deadline_at_once_the_second_is_told(cast, first):
    """Neither reckons with what it has not seen: no pause outlasts the asker's deadline."""
    case = cast.case()
    mine, theirs = again(case), again(case)

    def deadline():
        if first == "joined":
            hear_deadline(theirs, MORNING + 2 * HOUR, by=cast.saleh, at=MORNING)
        else:
            set_deadline(theirs, MORNING + 2 * HOUR, by=cast.saleh, at=MORNING)

    def pause():
        pause_clock(mine, "asker", MORNING + 3 * DAY, by=cast.fahad, at=MORNING)

    acts = [pause, deadline] if first == "pause" else [deadline, pause]
    acts[0]()
    with pytest.raises(SomeoneElseDidIt):
        acts[1]()
    case = again(case)
    assert (case.state, case.outside_deadline is None) == (("paused", True) if first == "pause" else ("open", False))
    assert case.pauses.exists() == (first == "pause")


@pytest.mark.django_db
def test_a_deadline_that_comes_with_a_mail_shortens_a_pause_begun_meanwhile(cast):
    case = cast.case()
    seen = again(case)
    pause_clock(case, "asker", MORNING + 3 * DAY, by=cast.saleh, at=MORNING)
    hear_deadline(seen, MORNING + 2 * HOUR, by=None, at=MORNING)
    assert again(case).pauses.get().limit == again(case).next_alarm_at == MORNING + 1.5 * HOUR


@pytest.mark.django_db(transaction=True)
def test_of_two_who_propose_silence_at_once_one_is_told(cast):
    case, told = cast.case(), []

    def propose():
        try:
            propose_silence(again(case), "other", "للعلم", by=cast.saleh, at=MORNING)
        except Exception as refused:  # noqa: BLE001 - what it is is asserted below
            told.append(type(refused).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=propose) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert Silence.objects.count() == 1
    assert len(told) == 1
    assert told[0] in ("SomeoneElseDidIt", "WrongState")
