"""A case opened by mistake goes again; one on which work has begun stays."""

from datetime import timedelta

import pytest

from sada.desk.note_case import note_case
from sada.desk.undo_opening import undo_opening
from sada.kernel import acts
from sada.kernel.refusals import NotAllowed, WrongState
from sada.store.models import Case, Mention, MentionState
from tests.cast import MORNING

pytestmark = pytest.mark.django_db


def test_the_case_goes_and_its_item_waits_again(cast):
    case = cast.case()
    undo_opening(case, by=cast.saleh, at=MORNING + timedelta(minutes=1))
    assert not Case.objects.exists()
    assert Mention.objects.get().state == MentionState.WAITING
    assert acts.verify() == []


def test_its_number_is_not_given_twice(cast):
    first = cast.case()
    number = first.number
    undo_opening(first, by=cast.saleh, at=MORNING)
    assert cast.case().number != number


def test_after_ten_minutes_it_stays(cast):
    with pytest.raises(WrongState):
        undo_opening(cast.case(), by=cast.saleh, at=MORNING + timedelta(minutes=11))


def test_another_person_cannot_take_it_back(cast):
    case = cast.case()
    with pytest.raises(WrongState):
        undo_opening(case, by=cast.fahad, at=MORNING)
    with pytest.raises(NotAllowed):
        undo_opening(case, by=cast.huda, at=MORNING)
    assert Case.objects.exists()


def test_once_work_has_begun_it_stays(cast):
    case = cast.case()
    note_case(case, "ملاحظة", by=cast.saleh, at=MORNING)
    with pytest.raises(WrongState):
        undo_opening(case, by=cast.saleh, at=MORNING)
