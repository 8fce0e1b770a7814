"""Alarms before a breach, and the duty rota."""

from datetime import timedelta

import pytest

from sada.rules.alarms import Duty, ladder, next_alarm, on_call, whose_turn
from tests.rules.saudi_time import at

WARN, DUE = at("2026-11-22", "11:00"), at("2026-11-22", "12:00")
SECOND = timedelta(seconds=1)


def test_the_manager_hears_of_a_case_before_it_is_late():
    before = [alarm for alarm in ladder(DUE, WARN) if alarm.at < DUE]
    assert [alarm.step for alarm in before] == ["near", "nearer"]
    assert "manager" in before[-1].to


def test_each_step_of_the_ladder_is_later_and_the_owner_is_first_asked():
    steps = ladder(DUE, WARN)
    assert [s.at for s in steps] == sorted(s.at for s in steps)
    assert steps[0].to == ("owner",)
    assert "supervisor" in steps[-1].to
    assert steps[-1].at == at("2026-11-22", "16:00")


@pytest.mark.parametrize(
    ("after", "step"),
    [
        (WARN - SECOND, "near"),
        (WARN, "nearer"),
        (DUE - SECOND, "late"),
        (DUE, "very_late"),
        (DUE + timedelta(hours=4) - SECOND, "very_late"),
    ],
)
def test_the_next_alarm_is_the_first_one_later_than_now(after, step):
    assert next_alarm(after, DUE, WARN).step == step


def test_a_ladder_ends():
    assert next_alarm(DUE + timedelta(hours=4), DUE, WARN) is None


def test_what_was_answered_never_escalates():
    assert next_alarm(WARN - SECOND, DUE, WARN, answered=True) is None


def test_in_a_pause_only_its_end_alarms():
    limit = DUE + timedelta(days=1)
    alarm = next_alarm(WARN, DUE, WARN, pause_limit=limit)
    assert (alarm.step, alarm.at) == ("pause_over", limit)
    assert next_alarm(limit, DUE, WARN, pause_limit=limit) is None


NIGHT = at("2026-11-20", "18:00"), at("2026-11-21", "07:30")
ROTA = [Duty(2, *NIGHT, order=2), Duty(1, *NIGHT, order=1), Duty(9, at("2026-11-22"), at("2026-11-23"))]


def test_those_on_duty_are_called_in_their_order():
    assert on_call(ROTA, at("2026-11-20", "23:00")) == [1, 2]


def test_a_duty_begins_at_its_first_instant_and_ends_before_its_last():
    assert on_call(ROTA, NIGHT[0]) == [1, 2]
    assert on_call(ROTA, NIGHT[0] - SECOND) == []
    assert on_call(ROTA, NIGHT[1]) == []


@pytest.mark.parametrize(("minutes", "person"), [(0, 1), (9, 1), (10, 2), (19, 2), (20, None), (600, None), (-1, None)])
def test_who_cannot_be_reached_is_followed_by_the_next(minutes, person):
    raised = at("2026-11-20", "20:00")
    assert whose_turn(ROTA, raised, raised + timedelta(minutes=minutes)) == person
