"""The ladder of alarms before a breach, and whom one calls when somebody cannot be reached."""

from datetime import date

import pytest

from sada.rules.alarms import DUE, STANDARD, Rung, Step, ladder, to_call

TODAY = date(2026, 11, 22)


def rung(share, *to, **named):
    return Rung(Step(share, to or ("owner",)), **named)


def shares(rows, promise="answer", urgency="normal", on=TODAY):
    return [step.share for step in ladder(rows, promise, urgency, on)]


def test_the_manager_hears_of_a_case_before_it_is_late():
    before = [step for step in STANDARD if step.share < DUE]
    assert before[0].to == ("owner",)
    assert "manager" in before[-1].to
    assert "supervisor" in STANDARD[-1].to
    assert [step.share for step in STANDARD] == sorted(step.share for step in STANDARD)


def test_without_a_row_the_standard_holds():
    assert ladder([], "answer", "normal", TODAY) == STANDARD
    assert ladder([rung(50, promise="hold")], "answer", "normal", TODAY) == STANDARD


def test_a_ladder_holds_whole_and_the_nearest_unit_that_names_most_writes_it():
    rows = [
        rung(50), rung(100), rung(70, urgency="urgent"), rung(90, promise="approve"),
        rung(60, rank=2), rung(20, rank=2, promise="hold", urgency="urgent"), rung(30, rank=2, promise="hold"),
    ]  # fmt: skip
    assert shares(rows) == [60]
    assert shares(rows, "approve") == [60]  # the nearer unit's general ladder goes before the specific one above
    assert shares(rows, "hold") == [30]
    assert shares(rows, "hold", "urgent") == [20]
    assert shares(rows[:4]) == [50, 100]
    assert shares(rows[:4], urgency="urgent") == [70]
    assert shares(rows[:4], "approve", "urgent") == [90]


def test_a_ladder_is_dated_and_of_two_rows_for_one_share_the_younger_holds():
    ended = rung(50, valid_to=date(2026, 11, 21))
    assert shares([ended, rung(80)]) == [80]
    assert shares([ended, rung(80)], on=date(2026, 11, 21)) == [50, 80]
    younger = rung(80, "manager", valid_from=date(2026, 1, 1))
    assert ladder([younger, rung(80)], "answer", "normal", TODAY) == (Step(80, ("manager",)),)
    assert shares([rung(10, valid_from=date(2027, 1, 1)), rung(80)]) == [80]


@pytest.mark.parametrize(
    ("unreached", "called"),
    [((), (1,)), ((1,), (2,)), ((2,), (1,)), ((1, 2), (3, 4)), ((1, 2, 3), (4,)), ((1, 2, 3, 4), (9,)),
     ((1, 2, 3, 4, 9), ())],
)  # fmt: skip
def test_who_cannot_be_reached_is_followed_by_the_next_rung(unreached, called):
    assert to_call([[1], [2], [3, 4, 1], [9]], unreached) == called


def test_an_empty_rung_is_stepped_over_and_nobody_is_called_twice():
    assert to_call([[], [5, 5]], ()) == (5,)
    assert to_call([], ()) == ()
