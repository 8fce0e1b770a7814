"""Which row of policy holds for a case."""

from datetime import date

from sada.rules.policies import PROMISES, Policy, Rule, choose

TODAY = date(2026, 11, 23)


def row(minutes, promise="answer", **named):
    return Rule(Policy(promise, minutes, "work"), **named)


GENERAL, SOCIAL = row(240), row(60, medium="x", kind="inquiry")
URGENT, COMPLAINT = row(120, urgency="urgent"), row(300, kind="complaint")
ROWS = [GENERAL, SOCIAL, URGENT, COMPLAINT]


def chosen(kind="inquiry", medium="email", urgency="normal", on=TODAY, rows=tuple(ROWS), promise="answer"):
    policy = choose(rows, promise, kind, medium, urgency, on)
    return policy.minutes if policy else None


def test_an_empty_field_means_any():
    assert chosen() == 240


def test_the_row_that_names_more_wins():
    assert chosen(medium="x") == 60
    assert chosen(kind="complaint") == 300
    assert chosen(kind="complaint", medium="x") == 300


def test_urgency_goes_before_medium_and_kind():
    assert chosen(medium="x", urgency="urgent") == 120


def test_the_order_of_the_rows_does_not_matter():
    assert chosen(medium="x", rows=tuple(reversed(ROWS))) == 60


def test_a_units_own_row_goes_before_those_of_the_units_above_it():
    own, own_social = row(480, rank=1), row(90, rank=1, medium="x")
    assert chosen(rows=(own, GENERAL)) == 480
    assert chosen(medium="x", rows=(own, GENERAL, SOCIAL)) == 480
    assert chosen(medium="x", rows=(own, own_social, SOCIAL)) == 90


def test_a_row_holds_from_its_first_to_its_last_day():
    old = row(600, valid_from=date(2025, 1, 1), valid_to=TODAY)
    new = row(200, valid_from=date(2026, 11, 24))
    assert chosen(rows=(old, new)) == 600
    assert chosen(rows=(old, new), on=date(2026, 11, 24)) == 200
    assert chosen(rows=(old, new), on=date(2024, 12, 31)) is None


def test_a_promise_that_nobody_made_is_none():
    assert chosen(promise="hold") is None


def test_promises_have_one_name_each():
    assert len(set(PROMISES)) == len(PROMISES)
