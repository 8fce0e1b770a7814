"""Deadlines and phases: the faults that other desks' clocks are known for, and properties over random dates."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sada.rules.calendar import Hours
from sada.rules.clocks import Clock, Pause, Policy, deadline, governing, left, phase, reached, worked
from tests.rules.saudi_time import EID, HOUR, MINUTE, NATIONAL_DAY, WEEK, at, saudi

ANSWER = Policy("answer", 240, "work")
CRISIS = Policy("answer", 120, "wall")
CEILING = Policy("ceiling", 1440, "wall")
SECOND = timedelta(seconds=1)


def codes(due):
    return [reason.code for reason in due.reasons]


def params(due, code):
    return next(reason.params for reason in due.reasons if reason.code == code)


def test_four_working_hours_run_over_the_weekend_and_say_so():
    due = deadline(ANSWER, at("2026-11-19", "13:00"), [], saudi())
    assert due.due_at == at("2026-11-22", "10:00")
    assert codes(due) == ["policy", "weekend"]
    assert params(due, "policy") == {"promise": "answer", "minutes": 240, "basis": "work"}
    assert params(due, "weekend") == {"days": 2}


def test_a_question_asked_at_night_counts_from_the_morning_and_says_from_when():
    due = deadline(ANSWER, at("2026-11-22", "22:00"), [], saudi())
    assert due.due_at == at("2026-11-23", "11:30")
    assert params(due, "outside_hours") == {"counted_from": "2026-11-23T07:30:00+03:00"}


def test_the_whole_sentence_of_the_design_can_be_told():
    """«يُرد خلال 4 ساعات عمل… احتُسبت عطلة نهاية الأسبوع، أوقفت 30 دقيقة بانتظار البلدية، وموعد الصحفي أسبق»."""
    pause = Pause(at("2026-11-19", "13:30"), at("2026-11-19", "14:00"), "baladiya")
    due = deadline(ANSWER, at("2026-11-19", "13:00"), [pause], saudi(), at("2026-11-22", "10:00"))
    assert due.due_at == at("2026-11-22", "09:30")
    assert codes(due) == ["policy", "weekend", "paused", "outside_deadline"]
    assert params(due, "paused") == {"minutes": 30, "reason": "baladiya"}
    assert params(due, "outside_deadline") == {"at": "2026-11-22T10:00:00+03:00", "margin_minutes": 30}


def test_a_split_shift_stops_the_clock_at_noon():
    split = saudi(hours=(Hours.parse(date(2020, 1, 1), None, WEEK, ["08:00-12:00", "16:00-20:00"]),))
    assert deadline(ANSWER, at("2026-11-22", "11:00"), [], split).due_at == at("2026-11-22", "19:00")


def test_ramadan_hours_move_the_deadline_and_are_named():
    due = deadline(ANSWER, at("2027-02-14", "13:00"), [], saudi())
    assert due.due_at == at("2027-02-15", "12:00")
    assert codes(due) == ["policy", "ramadan"]


def test_a_holiday_that_moved_a_deadline_is_named_once():
    due = deadline(ANSWER, at("2026-03-12", "14:30"), [], saudi(EID))
    assert due.due_at == at("2026-03-25", "11:00")
    assert codes(due).count("holiday") == 1
    assert params(due, "holiday") == {
        "name": "إجازة عيد الفطر",
        "name_en": "Eid al-Fitr leave",
        "starts": "2026-03-14",
        "ends": "2026-03-24",
    }


def test_a_holiday_announced_late_moves_the_deadlines_of_open_cases():
    opened = at("2026-09-22", "13:00")
    assert deadline(ANSWER, opened, [], saudi()).due_at == at("2026-09-23", "10:00")
    announced = deadline(ANSWER, opened, [], saudi(NATIONAL_DAY))
    assert announced.due_at == at("2026-09-24", "10:00")
    assert "holiday" in codes(announced)


def test_a_pause_moves_the_deadline_by_its_working_time_only():
    over_the_weekend = Pause(at("2026-11-19", "14:00"), at("2026-11-22", "08:00"), "asker")
    due = deadline(ANSWER, at("2026-11-19", "13:00"), [over_the_weekend], saudi())
    assert due.due_at == at("2026-11-22", "11:00")  # half an hour of Thursday and of Sunday stood still
    assert params(due, "paused")["minutes"] == 60


def test_a_pause_survives_a_change_of_policy():
    pause = Pause(at("2026-11-22", "08:00"), at("2026-11-22", "09:00"), "expert")
    stricter = Policy("answer", 120, "work")
    assert deadline(stricter, at("2026-11-22", "07:30"), [pause], saudi()).due_at == at("2026-11-22", "10:30")


def test_pauses_that_overlap_are_counted_once():
    pauses = [
        Pause(at("2026-11-22", "08:00"), at("2026-11-22", "09:00"), "expert"),
        Pause(at("2026-11-22", "08:30"), at("2026-11-22", "09:00"), "asker"),
    ]
    assert deadline(ANSWER, at("2026-11-22", "07:30"), pauses, saudi()).due_at == at("2026-11-22", "12:30")


def test_a_pause_after_the_deadline_does_not_move_it():
    late = Pause(at("2026-11-22", "12:00"), at("2026-11-22", "13:00"), "asker")
    due = deadline(ANSWER, at("2026-11-22", "07:30"), [late], saudi())
    assert due.due_at == at("2026-11-22", "11:30")
    assert codes(due) == ["policy"]


def test_a_pause_that_still_lasts_is_named_and_not_yet_counted():
    now = Pause(at("2026-11-22", "08:00"), None, "baladiya")
    due = deadline(ANSWER, at("2026-11-22", "07:30"), [now], saudi())
    assert due.due_at == at("2026-11-22", "11:30")
    assert params(due, "paused_now") == {"reason": "baladiya", "since": "2026-11-22T08:00:00+03:00"}


def test_a_pause_that_began_before_the_case_counts_from_the_case():
    early = Pause(at("2026-11-22", "07:30"), at("2026-11-22", "09:00"), "asker")
    assert deadline(ANSWER, at("2026-11-22", "08:00"), [early], saudi()).due_at == at("2026-11-22", "13:00")


def test_a_transfer_neither_restarts_nor_stops_the_clock():
    """The deadline depends on when we were asked, never on who holds the case: there is nothing to lose."""
    asked = at("2026-11-22", "08:00")
    first = deadline(ANSWER, asked, [], saudi())
    transferred = deadline(ANSWER, asked, [], saudi())  # computed again by the receiving unit, an hour later
    assert transferred == first


def test_another_units_hours_count_after_a_transfer_from_the_same_beginning():
    late_shift = saudi(hours=(Hours.parse(date(2020, 1, 1), None, WEEK, ["09:00-16:00"]),))
    assert deadline(ANSWER, at("2026-11-22", "08:00"), [], late_shift).due_at == at("2026-11-22", "13:00")


def test_clock_time_runs_at_night_and_over_holidays():
    due = deadline(CRISIS, at("2026-11-20", "23:00"), [], saudi())
    assert due.due_at == at("2026-11-21", "01:00")
    assert codes(due) == ["policy"]


def test_clock_time_stands_still_in_a_pause_too():
    pause = Pause(at("2026-11-20", "23:30"), at("2026-11-21", "00:30"), "asker")
    due = deadline(CRISIS, at("2026-11-20", "23:00"), [pause], saudi())
    assert due.due_at == at("2026-11-21", "02:00")
    assert params(due, "paused")["minutes"] == 60


def test_a_ceiling_stops_an_answer_that_the_weekend_would_carry_off():
    due = deadline(ANSWER, at("2026-11-19", "13:00"), [], saudi(), ceiling=CEILING)
    assert due.due_at == at("2026-11-20", "13:00")
    assert codes(due)[-1] == "ceiling"
    told = params(due, "ceiling")
    assert (told["at"], told["instead_of"], told["is_closed"]) == (
        "2026-11-20T13:00:00+03:00",
        "2026-11-22T10:00:00+03:00",
        1,
    )
    within = deadline(ANSWER, at("2026-11-22", "08:00"), [], saudi(), ceiling=CEILING)
    assert within.due_at == at("2026-11-22", "12:00")
    assert "ceiling" not in codes(within)


def test_the_journalists_deadline_outranks_the_service_level():
    due = deadline(ANSWER, at("2026-11-22", "08:00"), [], saudi(), at("2026-11-22", "11:00"))
    assert due.due_at == at("2026-11-22", "10:30")
    assert due.warn_at == at("2026-11-22", "09:52:30")


def test_a_later_deadline_of_the_journalist_does_not_loosen_ours():
    due = deadline(ANSWER, at("2026-11-22", "08:00"), [], saudi(), at("2026-11-25", "11:00"))
    assert due.due_at == at("2026-11-22", "12:00")
    assert codes(due)[-1] == "outside_deadline_later"


def test_on_short_notice_half_the_time_stays_for_the_work():
    due = deadline(ANSWER, at("2026-11-22", "08:00"), [], saudi(), at("2026-11-22", "08:20"))
    assert due.due_at == at("2026-11-22", "08:10")
    assert params(due, "outside_deadline")["margin_minutes"] == 10


def test_a_deadline_that_had_passed_when_we_were_asked_is_named_and_not_used():
    due = deadline(ANSWER, at("2026-11-22", "08:00"), [], saudi(), at("2026-11-22", "07:00"))
    assert due.due_at == at("2026-11-22", "12:00")
    assert codes(due)[-1] == "outside_deadline_passed"


def test_a_live_programme_at_night_outranks_working_time():
    due = deadline(ANSWER, at("2026-11-19", "20:00"), [], saudi(), at("2026-11-19", "22:00"))
    assert due.due_at == at("2026-11-19", "21:30")


def test_the_warning_comes_before_the_breach_in_the_promises_own_time():
    due = deadline(ANSWER, at("2026-11-19", "13:00"), [], saudi())
    assert due.warn_at == at("2026-11-22", "09:00")  # three of the four working hours
    assert deadline(CRISIS, at("2026-11-20", "23:00"), [], saudi()).warn_at == at("2026-11-21", "00:30")


@pytest.mark.parametrize(
    ("offset", "expected"),
    [(-2 * HOUR, "in_time"), (-HOUR - 1, "in_time"), (-HOUR, "near"), (-1, "near"), (0, "near"), (1, "late")],
)
def test_the_borders_of_the_phases(offset, expected):
    due, warn = at("2026-11-22", "12:00"), at("2026-11-22", "11:00")
    assert phase(due + timedelta(seconds=offset), due, warn, None, None) == expected


@pytest.mark.parametrize(("offset", "expected"), [(-1, "met"), (0, "met"), (1, "missed")])
def test_an_answer_at_the_deadline_itself_is_in_time(offset, expected):
    due, warn = at("2026-11-22", "12:00"), at("2026-11-22", "11:00")
    answered = due + timedelta(seconds=offset)
    assert phase(due + timedelta(days=9), due, warn, answered, None) == expected


def test_what_was_answered_never_becomes_late_again():
    due, warn = at("2026-11-22", "12:00"), at("2026-11-22", "11:00")
    for days in range(0, 400, 40):
        assert phase(due + timedelta(days=days), due, warn, warn, None) == "met"


@pytest.mark.parametrize(("offset", "expected"), [(-1, "paused"), (0, "paused"), (1, "late")])
def test_a_pause_begun_after_the_deadline_does_not_hide_lateness(offset, expected):
    due, warn = at("2026-11-22", "12:00"), at("2026-11-22", "11:00")
    paused = due + timedelta(seconds=offset)
    assert phase(due + timedelta(hours=2), due, warn, None, paused) == expected


def test_time_left_is_told_in_the_promises_own_time():
    due = at("2026-11-22", "10:00")
    assert left(at("2026-11-19", "13:30"), due, "work", saudi()) == 3 * HOUR + 30 * MINUTE
    assert left(at("2026-11-22", "11:00"), due, "work", saudi()) == -HOUR
    assert left(at("2026-11-22", "09:00"), due, "wall", saudi()) == HOUR


def test_the_time_an_asker_waited_leaves_pauses_and_nights_out():
    pauses = [Pause(at("2026-11-22", "09:00"), at("2026-11-22", "10:00"), "asker")]
    assert worked(at("2026-11-19", "14:00"), at("2026-11-22", "11:00"), pauses, saudi()) == 3 * HOUR
    lasting = [Pause(at("2026-11-22", "09:00"), None, "asker")]
    assert worked(at("2026-11-22", "08:00"), at("2026-11-22", "11:00"), lasting, saudi()) == HOUR
    assert worked(at("2026-11-22", "12:00"), at("2026-11-22", "11:00"), [], saudi()) == 0


def clock(promise, hours, met=False):
    due = at("2026-11-22", "08:00") + timedelta(hours=hours)
    return Clock(promise, due, due, due if met else None)


def test_a_promised_update_never_stands_in_front_of_the_first_response():
    first, update = clock("answer", 4), clock("update", 1)
    assert governing([update, first]) == first
    assert governing([update, clock("answer", 4, met=True)]) == update


def test_an_answer_settles_the_acknowledgement_before_it():
    assert governing([clock("acknowledge", 1), clock("hold", 2), clock("answer", 4, met=True)]) is None


def test_of_the_open_promises_the_one_due_first_is_shown():
    assert governing([clock("answer", 4), clock("acknowledge", 1)]).promise == "acknowledge"
    assert governing([clock("answer", 4), clock("acknowledge", 1, met=True)]).promise == "answer"
    assert governing([]) is None


SAME_DAY = Policy("publish_reply", 60, "day")


@pytest.mark.parametrize(
    ("day", "time", "due", "why"),
    [
        ("2026-11-22", "09:30", ("2026-11-22", "14:30"), ["policy"]),
        ("2026-11-22", "13:30", ("2026-11-22", "14:30"), ["policy"]),  # exactly an hour of the day is left
        ("2026-11-22", "13:31", ("2026-11-23", "14:30"), ["policy", "next_day"]),
        ("2026-11-22", "20:00", ("2026-11-23", "14:30"), ["policy", "outside_hours"]),
        ("2026-11-22", "05:00", ("2026-11-22", "14:30"), ["policy", "outside_hours"]),
        ("2026-11-19", "14:00", ("2026-11-22", "14:30"), ["policy", "next_day", "weekend"]),
        ("2027-02-14", "13:00", ("2027-02-14", "15:00"), ["policy", "ramadan"]),
        ("2026-03-12", "14:30", ("2026-03-25", "14:30"), ["policy", "next_day", "weekend", "holiday"]),
    ],
)
def test_what_is_due_the_same_working_day_ends_with_it_or_with_the_next_where_too_little_is_left(day, time, due, why):
    found = deadline(SAME_DAY, at(day, time), [], saudi(EID))
    assert (found.due_at, found.basis) == (at(*due), "work")
    assert [code for code in codes(found) if code != "ramadan" or "ramadan" in why] == why


def test_a_split_day_ends_with_its_last_shift_and_a_night_with_its_morning():
    split = saudi(hours=(Hours.parse(date(2020, 1, 1), None, WEEK, ["08:00-12:00", "16:00-20:00"]),))
    assert deadline(SAME_DAY, at("2026-11-22", "11:30"), [], split).due_at == at("2026-11-22", "20:00")
    assert deadline(SAME_DAY, at("2026-11-22", "13:00"), [], split).due_at == at("2026-11-22", "20:00")
    nights = saudi(hours=(Hours.parse(date(2020, 1, 1), None, WEEK, ["21:00-02:00"]),))
    assert deadline(SAME_DAY, at("2026-11-22", "23:00"), [], nights).due_at == at("2026-11-23", "02:00")
    assert deadline(SAME_DAY, at("2026-11-23", "00:30"), [], nights).due_at == at("2026-11-23", "02:00")


def test_a_pause_adds_to_the_same_day_the_working_time_that_stood_still():
    pause = Pause(at("2026-11-22", "10:00"), at("2026-11-22", "11:00"), "asker")
    assert deadline(SAME_DAY, at("2026-11-22", "09:30"), [pause], saudi()).due_at == at("2026-11-23", "08:30")


moments = st.integers(0, 60 * 24 * 60).map(lambda m: at("2026-02-01") + timedelta(minutes=m))
pauses = st.builds(
    lambda since, minutes: Pause(since, since + timedelta(minutes=minutes), "asker"),
    moments,
    st.integers(0, 3 * 24 * 60),
)
policies = st.builds(Policy, st.just("answer"), st.integers(1, 3000), st.sampled_from(["work", "wall"]))
same_day = st.builds(Policy, st.just("publish_reply"), st.integers(1, 600), st.just("day"))
any_policy = st.one_of(policies, same_day)
CALENDAR = saudi(EID)


@settings(max_examples=200, deadline=None)
@given(same_day, moments, st.integers(0, 59_999_999))
def test_the_end_of_the_working_day_is_the_first_that_leaves_the_time_promised(policy, opened, micros):
    opened += timedelta(microseconds=micros)
    due = deadline(policy, opened, [], CALENDAR).due_at
    whole, day = opened.replace(microsecond=0), CALENDAR.day_of(due)
    assert due == max(end for _, end in CALENDAR.window(day))
    assert CALENDAR.between(whole, due) >= policy.minutes * 60
    before = [end for n in range(1, 40) for _, end in CALENDAR.window(day - timedelta(days=n)) if end > whole]
    assert all(CALENDAR.between(whole, end) < policy.minutes * 60 for end in before)


@settings(max_examples=200, deadline=None)
@given(policies, moments, st.lists(pauses, max_size=4))
def test_exactly_the_promised_time_lies_outside_the_pauses(policy, opened, stops):
    due = deadline(policy, opened, stops, CALENDAR).due_at
    spent = _unpaused(policy, opened, due, stops)
    assert spent == policy.minutes * 60


def _unpaused(policy, opened, due, stops):
    borders = sorted({opened, due, *(t for p in stops for t in (p.since, p.until) if opened <= t <= due)})
    total = 0
    for a, b in itertools.pairwise(borders):
        if not any(p.since <= a and b <= p.until for p in stops):
            total += CALENDAR.between(a, b) if policy.basis == "work" else int((b - a).total_seconds())
    return total


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 3000), moments, st.lists(pauses, max_size=4))
def test_at_the_deadline_exactly_the_promised_working_time_has_been_waited(minutes, opened, stops):
    due = deadline(Policy("answer", minutes, "work"), opened, stops, CALENDAR).due_at
    assert worked(opened, due, stops, CALENDAR) == minutes * 60


@settings(max_examples=150, deadline=None)
@given(policies, moments, st.lists(pauses, max_size=3), pauses)
def test_a_deadline_moves_later_with_time_promised_pauses_and_beginning(policy, opened, stops, another):
    due = deadline(policy, opened, stops, CALENDAR).due_at
    assert deadline(policy, opened, [*stops, another], CALENDAR).due_at >= due
    longer = Policy(policy.promise, policy.minutes + 1, policy.basis)
    assert deadline(longer, opened, stops, CALENDAR).due_at > due
    assert deadline(policy, opened + timedelta(minutes=7), stops, CALENDAR).due_at >= due


@settings(max_examples=150, deadline=None)
@given(any_policy, moments, st.lists(pauses, max_size=3), moments)
def test_the_order_is_beginning_warning_deadline_and_the_journalist_only_makes_it_earlier(p, opened, stops, outside):
    ours = deadline(p, opened, stops, CALENDAR)
    due = deadline(p, opened, stops, CALENDAR, outside)
    assert opened <= due.warn_at <= due.due_at <= ours.due_at
    if outside > opened:
        assert due.due_at < outside or due.due_at == ours.due_at


@settings(max_examples=200, deadline=None)
@given(moments, moments, moments, st.none() | moments, st.none() | moments)
def test_phases_agree_with_the_sql_of_the_docstring(now, due, warn, answered, paused):
    assert phase(now, due, warn, answered, paused) == _case_when(now, due, warn, answered, paused)


def _case_when(now, due, warn, answered, paused):
    import sqlite3

    sql = phase.__doc__.split("CASE", 1)[1].split("END\n\n")[0]
    named = {"now": now, "due_at": due, "warn_at": warn, "answered_at": answered, "paused_at": paused}
    sql = "SELECT CASE" + sql + "END"
    for name in ("answered_at", "paused_at", "due_at", "warn_at", "now"):
        sql = sql.replace(f" {name}", f" :{name}")
    values = {name: value.timestamp() if value else None for name, value in named.items()}
    return sqlite3.connect(":memory:").execute(sql, values).fetchone()[0]


outsides = st.one_of(st.none(), moments)
ceilings = st.one_of(st.none(), st.builds(Policy, st.just("ceiling"), st.integers(1, 3000), st.just("wall")))


@given(any_policy, moments, st.lists(pauses, max_size=3), outsides, ceilings)
def test_the_steps_of_a_ladder_never_go_back_and_the_whole_is_the_deadline(policy, opened, stood, outside, ceiling):
    """Fault: an alarm before a breach that comes after it, because the ladder was reckoned on another clock."""
    due = deadline(policy, opened, stood, saudi(EID), outside, ceiling=ceiling)
    shares = (0.01, 0.5, 0.75, 0.8, 1.0, 1.5, 3.0)
    steps = [reached(s, policy, opened, stood, saudi(EID), outside, ceiling=ceiling) for s in shares]
    assert steps == sorted(steps)
    assert (steps[2], steps[4]) == (due.warn_at, due.due_at)
    assert steps[0] >= opened


def test_what_is_asked_within_the_house_is_outranked_by_its_case_and_says_so():
    approve = Policy("approve", 240, "work")
    due = deadline(approve, at("2026-11-22", "08:00"), [], saudi(), at("2026-11-22", "10:00"), outranks="case_deadline")
    assert due.due_at == at("2026-11-22", "09:30")
    assert codes(due) == ["policy", "case_deadline"]
