"""What presses and what does not."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sada.rules.urgency import LEVELS, Pressing, urgency
from tests.rules.saudi_time import at

ASKED = at("2026-11-22", "10:00")
COMPLAINT = Pressing("complaint", "negative", "online", ("cleaning",), needs_answer=True, asked_at=ASKED)


def level(**changes):
    return urgency(replace(COMPLAINT, **changes)).level


def test_an_ordinary_complaint_is_normal_and_has_no_reasons():
    assert urgency(COMPLAINT).level == "normal"
    assert urgency(COMPLAINT).reasons == ()


@pytest.mark.parametrize(
    ("minutes", "expected"), [(119, "urgent"), (120, "urgent"), (121, "high"), (360, "high"), (361, "normal")]
)
def test_the_journalists_deadline_presses(minutes, expected):
    assert level(outside_deadline=ASKED + timedelta(minutes=minutes)) == expected


@pytest.mark.parametrize(("spread", "expected"), [(2, "normal"), (3, "high"), (9, "high"), (10, "urgent")])
def test_a_complaint_that_spreads_presses(spread, expected):
    assert level(spread=spread) == expected


def test_praise_may_spread_in_peace():
    assert level(kind="praise", tone="positive", spread=50) == "normal"


def test_a_question_on_air_is_urgent():
    assert level(medium="tv") == "urgent"
    assert level(medium="radio") == "urgent"
    assert level(medium="tv", needs_answer=False) == "normal"


def test_where_people_may_come_to_harm_it_presses():
    assert level(families=("drainage", "emergencies")) == "urgent"
    assert level(families=("food",)) == "high"
    assert level(kind="news", families=("emergencies",)) == "normal"


def test_all_that_speaks_for_it_is_named_strongest_first():
    found = urgency(replace(COMPLAINT, families=("food",), spread=12))
    assert found.reasons == ("everywhere", "harm")
    assert found.level in LEVELS
