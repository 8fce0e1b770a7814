"""Promises are dated rows by unit, kind, medium and urgency: written, ended, and never changed for what was asked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sada.desk.keep_policies import LastAnswer, Wanted, add_promise, end_promise
from sada.kernel.refusals import Missing, NotAllowed
from sada.store.models import Act, Case, ClockPolicy
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
TODAY = MORNING.date()
HOUR = timedelta(hours=1)


def wanted(cast, **changes):
    return replace(Wanted(cast.riyadh, "answer", 60, "work", TODAY, medium="x"), **changes)


def test_a_promise_holds_for_what_it_names_from_its_day_on(cast):
    before = cast.case(medium="x")
    row = add_promise(wanted(cast), by=cast.abeer, at=MORNING)
    assert Case.objects.get(pk=before.pk).due_at == MORNING + 4 * HOUR
    assert cast.case(medium="x").due_at == MORNING + HOUR
    assert cast.case(medium="online").due_at == cast.case("qassim", medium="x").due_at == MORNING + 4 * HOUR
    assert Act.objects.get(name="policy.changed").after == {
        "promise": "answer", "medium": "x", "minutes": 60, "basis": "work", "valid_from": str(TODAY),
    }  # fmt: skip
    assert row.valid_to is None


def test_a_promise_of_a_later_day_waits_for_it_and_ends_the_one_before(cast):
    first = add_promise(wanted(cast), by=cast.abeer, at=MORNING)
    second = add_promise(wanted(cast, minutes=30, valid_from=TODAY + timedelta(days=1)), by=cast.abeer, at=MORNING)
    first.refresh_from_db()
    assert (first.valid_to, second.valid_to) == (TODAY, None)
    assert cast.case(medium="x").due_at == MORNING + HOUR
    tomorrow = MORNING + timedelta(days=1)
    assert cast.case(medium="x", at=tomorrow).due_at == tomorrow + HOUR / 2


def test_written_again_on_its_first_day_it_replaces_itself(cast):
    add_promise(wanted(cast), by=cast.abeer, at=MORNING)
    add_promise(wanted(cast, minutes=45), by=cast.abeer, at=MORNING)
    assert ClockPolicy.objects.get(medium="x").minutes == 45
    acts = Act.objects.filter(name="policy.changed").order_by("id")
    assert (acts[1].before["minutes"], acts[1].after["minutes"]) == (60, 45)


def test_an_ended_promise_holds_until_its_last_day(cast):
    row = add_promise(wanted(cast), by=cast.abeer, at=MORNING)
    end_promise(row, by=cast.abeer, at=MORNING)
    assert cast.case(medium="x").due_at == MORNING + HOUR
    tomorrow = MORNING + timedelta(days=1)
    assert cast.case(medium="x", at=tomorrow).due_at == tomorrow + 4 * HOUR


def test_the_promise_of_every_case_is_not_ended(cast):
    with pytest.raises(LastAnswer):
        end_promise(ClockPolicy.objects.get(), by=cast.sami, at=MORNING)
    assert ClockPolicy.objects.get().valid_to is None


@pytest.mark.parametrize(
    "changes",
    [{"minutes": 0}, {"minutes": 60 * 24 * 61}, {"promise": "sing"}, {"basis": "moon"}, {"kind": "song"},
     {"medium": "pigeon"}, {"urgency": "mild"}, {"valid_from": TODAY - timedelta(days=1)}],
)  # fmt: skip
def test_a_promise_that_makes_no_sense_or_reaches_back_is_refused(cast, changes):
    with pytest.raises(Missing):
        add_promise(wanted(cast, **changes), by=cast.abeer, at=MORNING)
    assert ClockPolicy.objects.count() == 1


def test_a_manager_keeps_the_promises_of_their_own_unit_alone(cast):
    for person, unit in ((cast.abeer, cast.ministry), (cast.abeer, cast.qassim), (cast.saleh, cast.riyadh)):
        with pytest.raises(NotAllowed):
            add_promise(wanted(cast, unit=unit), by=person, at=MORNING)
    with pytest.raises(NotAllowed):
        end_promise(ClockPolicy.objects.get(), by=cast.abeer, at=MORNING)
