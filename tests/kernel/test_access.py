"""Doors: one's own subtree, the ministry's wide roles, not yours looks like not there."""

import pytest
from django.http import Http404

from sada.kernel import access
from sada.kernel.refusals import NotAllowed
from sada.rules.access import UnknownAct
from sada.store.models import Case, Fact, Item, Membership, Mention, Person
from tests.cast import MORNING as NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(cast):
    """The cast, and an officer of the baladiya below Riyadh."""
    cast.person["local"] = Person.objects.create(username="local", name_ar="مها")
    Membership.objects.create(person=cast.local, unit=cast.unit["riyadh.al-duwadimi"], role="officer")
    return cast


def case_of(unit, person, number="R-1", owner=None):
    return Case.objects.create(
        number=number,
        subject="انقطاع الإنارة",
        unit=unit,
        path=unit.path,
        kind="complaint",
        medium="online",
        owner=owner,
        opened_by=person,
        opened_at=NOON,
        asked_at=NOON,
        due_at=NOON,
        warn_at=NOON,
    )


def item_of(*units, key="k1"):
    item = Item.objects.create(
        key=key, medium="online", title="عنوان", text="نص", published_at=NOON, heard_at=NOON, search=""
    )
    for unit in units:
        Mention.objects.create(
            item=item, unit=unit, path=unit.path, published_at=NOON, medium="online", kind="news", tone="neutral"
        )
    return item


def test_an_amana_sees_its_own_subtree_and_not_anothers(cast):
    case = case_of(cast.unit["riyadh.al-duwadimi"], cast.local)
    assert access.access_case(cast.saleh, case.pk) == case
    assert access.access_case(cast.local, case.pk) == case
    for outsider in (cast.huda, cast.zayd):
        with pytest.raises(Http404):
            access.access_case(outsider, case.pk)


def test_a_baladiya_does_not_see_its_amanas_rows(cast):
    case = case_of(cast.unit["riyadh"], cast.saleh)
    with pytest.raises(Http404):
        access.access_case(cast.local, case.pk)


def test_what_is_not_there_looks_like_what_is_not_yours(cast):
    with pytest.raises(Http404):
        access.access_case(cast.saleh, 999_999)


def test_a_seen_row_on_which_the_role_may_not_act_is_a_refusal_and_not_a_404(cast):
    case = case_of(cast.unit["riyadh"], cast.saleh)
    assert access.access_case(cast.lina, case.pk) == case
    with pytest.raises(NotAllowed):
        access.access_case(cast.lina, case.pk, "case.close")


def test_the_supervisor_sees_the_whole_kingdom_and_the_stranger_nothing(cast):
    case_of(cast.unit["riyadh"], cast.saleh)
    case_of(cast.unit["qassim"], cast.huda, "Q-1")
    assert access.rows_for(cast.majed, "case.see").count() == 2
    assert access.rows_for(cast.zayd, "case.see").count() == 0


def test_an_expert_sees_only_the_cases_in_their_hands(cast):
    mine = case_of(cast.unit["riyadh"], cast.saleh, "R-1", owner=cast.salma)
    case_of(cast.unit["riyadh"], cast.saleh, "R-2", owner=cast.saleh)
    assert list(access.rows_for(cast.salma, "case.see")) == [mine]


def test_an_item_is_seen_by_the_units_it_concerns(cast):
    item = item_of(cast.unit["riyadh"])
    assert access.access_item(cast.rakan, item.pk) == item
    with pytest.raises(Http404):
        access.access_item(cast.huda, item.pk)
    nobody = item_of(key="k2")
    assert access.access_item(cast.majed, nobody.pk) == nobody
    with pytest.raises(Http404):
        access.access_item(cast.rakan, nobody.pk)


def test_facts_of_the_units_above_may_be_quoted_and_those_beside_not(cast):
    def fact(unit):
        day = NOON.date()
        return Fact.objects.create(
            unit=unit,
            statement_ar="عدد",
            value="5",
            as_of=day,
            valid_until=day,
            proof="تقرير",
            owner=cast.saleh,
            created_at=NOON,
            changed_at=NOON,
        )

    national, own, beside = fact(cast.unit["ministry"]), fact(cast.unit["riyadh"]), fact(cast.unit["qassim"])
    assert set(access.rows_for(cast.local, "fact.see")) == {national, own}
    assert beside not in access.rows_for(cast.saleh, "fact.see")
    with pytest.raises(NotAllowed):
        access.access_fact(cast.local, own.pk, "fact.edit")


def test_who_may_names_the_people_of_the_unit_and_above(cast):
    assert set(access.who_may("answer.approve", cast.unit["riyadh.al-duwadimi"].path)) == {cast.noura, cast.abeer}
    assert cast.noura not in access.who_may("answer.approve", cast.unit["qassim"].path)


def test_an_ended_role_and_an_inactive_person_reach_nothing(cast):
    case = case_of(cast.unit["riyadh"], cast.saleh)
    cast.saleh.memberships.update(valid_to="2020-01-01")
    with pytest.raises(Http404):
        access.access_case(cast.saleh, case.pk)
    cast.abeer.is_active = False
    assert access.scopes(cast.abeer, "case.see") == []


def test_a_misspelt_act_is_an_error_and_never_a_yes(cast):
    with pytest.raises(UnknownAct):
        access.may(cast.saleh, "case.sea")
