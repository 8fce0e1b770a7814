"""The clock can be set; a duplicate job spares the caller's transaction; a lost race is told."""

from datetime import UTC, datetime

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from sada.kernel import clock, queue
from sada.kernel.guarded import update_if
from sada.kernel.notices import tell
from sada.kernel.refusals import SomeoneElseDidIt
from sada.store.models import Notice, Unit
from tests.cast import MORNING as NOON


def test_the_clock_is_set_within_a_block_only():
    with clock.at(NOON):
        assert clock.now() == NOON
        assert str(clock.today()) == "2026-11-22"
    assert clock.now() != NOON


def test_today_is_the_day_in_riyadh():
    with clock.at(datetime(2026, 11, 21, 22, 0, tzinfo=UTC)):
        assert str(clock.today()) == "2026-11-22"


@pytest.mark.django_db
def test_a_duplicate_job_is_not_an_error_and_leaves_the_transaction_whole():
    assert queue.hurry("desk.sweep_clocks", "one-key")
    assert not queue.hurry("desk.sweep_clocks", "one-key")
    assert Unit.objects.count() == 0  # the transaction still answers
    assert ProcrastinateJob.objects.filter(queueing_lock="one-key").count() == 1


@pytest.mark.django_db
def test_of_two_conditional_updates_the_second_is_refused(cast):
    first, second = Unit.objects.get(code="riyadh"), Unit.objects.get(code="riyadh")
    update_if(first, {"email": ""}, email="a@example.test")
    assert first.email == "a@example.test"
    with pytest.raises(SomeoneElseDidIt):
        update_if(second, {"email": ""}, email="b@example.test")
    cast.unit["riyadh"].refresh_from_db()
    assert cast.unit["riyadh"].email == "a@example.test"


@pytest.mark.django_db
def test_the_doer_is_not_told_of_their_own_act_and_nobody_twice(cast):
    told = tell([cast.noura, cast.saleh, cast.noura], "case.opened", on=cast.unit["riyadh"], by=cast.saleh, at=NOON)
    assert told == 1
    assert list(Notice.objects.values_list("person_id", flat=True)) == [cast.noura.pk]
