"""What a case is about, said by a person: another service, another kind with its own promises, and what refuses it."""

from datetime import date, timedelta

import pytest

from sada.desk.describe_case import About, describe_case
from sada.kernel.refusals import Missing, NotAllowed, SomeoneElseDidIt, WrongState
from sada.store.models import Act, Case, ClockPolicy, Family, Service
from tests.cast import MORNING, left_unanswered

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def paving(cast):
    """A second service, of another field than the one of the item."""
    family, _ = Family.objects.get_or_create(code="paving", defaults={"name_ar": "السفلتة", "name_en": "Paving"})
    return Service.objects.create(code="pave.99", family=family, name_ar="ردم الحفر", name_en="Potholes")


def promise(cast, kind, minutes):
    ClockPolicy.objects.create(
        unit=cast.ministry, promise="answer", kind=kind, minutes=minutes, basis="work", valid_from=date(2024, 1, 1)
    )


def test_each_of_two_amanat_says_which_service_is_its_own(cast, paving):
    mine, theirs = cast.case(), cast.case("qassim")
    describe_case(theirs, About("حفرة في بريدة", theirs.kind, paving), by=cast.huda, at=MORNING)
    theirs.refresh_from_db()
    assert (theirs.subject, theirs.service, theirs.family_id) == ("حفرة في بريدة", paving, "paving")
    assert Case.objects.get(pk=mine.pk).family_id == "lighting"
    act = Act.objects.get(name="case.described")
    assert (act.by, act.after["service"], act.before["subject"]) == (cast.huda, paving.pk, mine.subject)


def test_another_kind_is_answered_by_its_own_promise_from_when_it_was_asked(cast):
    promise(cast, "inquiry", 60)
    case = cast.case()  # a complaint
    before = case.due_at
    describe_case(case, About(case.subject, "inquiry", None), by=cast.saleh, at=MORNING + HOUR / 2)
    case.refresh_from_db()
    assert (before, case.due_at) == (MORNING + 4 * HOUR, MORNING + HOUR)
    assert case.clock["answer"]["minutes"] == 60


def test_what_is_not_a_subject_or_a_kind_is_refused_and_so_is_a_stranger(cast):
    case = cast.case()
    for about in (About(" ", "inquiry", None), About("إنارة", "rumour", None)):
        with pytest.raises(Missing):
            describe_case(case, about, by=cast.saleh, at=MORNING)
    for person in (cast.huda, cast.rakan, cast.lina, cast.majed):
        with pytest.raises(NotAllowed):
            describe_case(case, About("إنارة", "inquiry", None), by=person, at=MORNING)
    assert not Act.objects.filter(name="case.described").exists()


def test_of_two_at_once_one_wins_and_an_ended_case_stays_as_it_was(cast):
    case = cast.case()
    stale = Case.objects.get(pk=case.pk)
    describe_case(case, About("أول", case.kind, None), by=cast.saleh, at=MORNING)
    with pytest.raises(SomeoneElseDidIt):
        describe_case(stale, About("ثان", case.kind, None), by=cast.fahad, at=MORNING)
    left_unanswered(Case.objects.get(pk=case.pk), at=MORNING)
    with pytest.raises(WrongState):
        describe_case(Case.objects.get(pk=case.pk), About("ثالث", case.kind, None), by=cast.saleh, at=MORNING)
