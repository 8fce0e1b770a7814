"""People, their roles, units and sources: who may change them, what is kept, what the log says."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import authenticate

from sada.desk import keep_people
from sada.desk.add_unit import CodeTaken, StillAtWork, add_unit, retire_unit
from sada.desk.keep_people import HasRole, NameTaken, OwnRights, Particulars
from sada.desk.keep_units import Naming, change_unit
from sada.desk.open_case import open_case
from sada.kernel import access
from sada.kernel.refusals import Missing, NotAllowed, SomeoneElseDidIt
from sada.listen.keep_source import KnownAddress, Listening, add_source, change_source, switch_source
from sada.reading.read_items import Reader, understand_items
from sada.store.models import Act, Membership, Person, Source, Unit
from tests.cast import MORNING, left_unanswered

pytestmark = pytest.mark.django_db
NEW = Particulars("lama", "لمى الشمري", "Lama Al-Shammari", "أخصائية")


def fresh(person):
    """The person as the next request reads them."""
    return Person.objects.get(pk=person.pk)


def add(cast, who=NEW, unit="riyadh", role="officer", by=None):
    return keep_people.add_person(who, cast.unit[unit], role, by=by or cast.sami, at=MORNING)


def test_a_new_person_logs_in_with_the_password_that_is_shown_once(cast):
    person, password = add(cast)
    assert authenticate(username="lama", password=password) == person
    assert access.may(person, "case.open", cast.unit["riyadh"].path)
    assert list(Act.objects.values_list("name", flat=True)) == ["person.added", "membership.given"]
    assert password not in str(list(Act.objects.values("before", "after", "note")))


def test_first_passwords_differ_and_have_no_doubtful_signs(cast):
    made = {keep_people.first_password() for _ in range(200)}
    assert len(made) == 200
    assert not set("".join(made)) & set("il1o0O")
    assert all(len(password) == 19 for password in made)


def test_a_name_is_taken_whatever_its_letters_case(cast):
    add(cast)
    with pytest.raises(NameTaken):
        add(cast, Particulars("LAMA", "لمى أخرى"))


def test_only_an_administrator_adds_people(cast):
    for person in (cast.abeer, cast.majed, cast.lina, cast.noura):
        with pytest.raises(NotAllowed):
            add(cast, by=person)


def test_nobody_changes_their_own_rights(cast):
    with pytest.raises(OwnRights):
        keep_people.give_role(cast.sami, cast.unit["riyadh"], "spokesperson", by=cast.sami, at=MORNING)
    with pytest.raises(OwnRights):
        keep_people.end_role(cast.sami.memberships.get(), by=cast.sami, at=MORNING, on=MORNING.date())
    with pytest.raises(OwnRights):
        keep_people.set_active(cast.sami, False, by=cast.sami, at=MORNING)
    with pytest.raises(OwnRights):
        keep_people.renew_password(cast.sami, by=cast.sami, at=MORNING)


def test_a_role_holds_from_and_to_its_days_and_may_be_given_again(cast):
    held = keep_people.give_role(cast.zayd, cast.unit["riyadh"], "officer", by=cast.sami, at=MORNING)
    assert access.may(fresh(cast.zayd), "case.open", cast.unit["riyadh"].path)
    with pytest.raises(HasRole):
        keep_people.give_role(cast.zayd, cast.unit["riyadh"], "officer", by=cast.sami, at=MORNING)
    keep_people.end_role(held, by=cast.sami, at=MORNING, on=date(2020, 1, 1))
    assert not access.may(fresh(cast.zayd), "case.open")
    again = keep_people.give_role(cast.zayd, cast.unit["riyadh"], "officer", by=cast.sami, at=MORNING)
    assert again.pk == held.pk
    assert access.may(fresh(cast.zayd), "case.open")


def test_a_role_that_begins_later_opens_nothing_today(cast):
    later = MORNING.date() + timedelta(days=3000)
    keep_people.give_role(cast.zayd, cast.unit["riyadh"], "officer", by=cast.sami, at=MORNING, since=later)
    assert not access.may(fresh(cast.zayd), "case.open")


def test_an_administrator_of_one_amana_has_no_hand_in_another(cast):
    local, _ = add(cast, Particulars("jood", "جود الحربي"), "riyadh", "administrator")
    add(cast, by=local)
    with pytest.raises(NotAllowed):
        keep_people.give_role(cast.huda, cast.unit["qassim"], "manager", by=local, at=MORNING)
    with pytest.raises(NotAllowed):
        keep_people.set_active(cast.huda, False, by=local, at=MORNING)
    assert cast.huda not in access.rows_for(local, "person.edit", "person")
    assert cast.saleh in access.rows_for(local, "person.edit", "person")


def test_a_deactivated_person_is_kept_and_let_in_no_more(cast):
    keep_people.set_active(cast.saleh, False, by=cast.sami, at=MORNING)
    assert access.scopes(fresh(cast.saleh), "case.open") == []
    with pytest.raises(SomeoneElseDidIt):
        keep_people.set_active(Person(pk=cast.saleh.pk, is_active=True), False, by=cast.sami, at=MORNING)
    keep_people.set_active(fresh(cast.saleh), True, by=cast.sami, at=MORNING)
    assert access.may(fresh(cast.saleh), "case.open")


def nakheel(cast, by=None, **more):
    given = {"parent": cast.riyadh, "kind": "baladiya", "code": "nakheel"} | more
    wanted = Naming("بلدية النخيل", "Al Nakheel", "النخيل", since=date(2026, 12, 1))
    return add_unit(given["parent"], given["kind"], given["code"], wanted, by=by or cast.sami, at=MORNING)


def test_a_new_unit_stands_in_the_tree_and_is_recognised_in_what_is_heard(cast):
    unit = nakheel(cast)
    assert (unit.code, unit.path) == ("riyadh.nakheel", "/ministry/riyadh/nakheel/")
    assert nakheel(cast, parent=cast.ministry, kind="amana", code="north").code == "north"
    said = understand_items([cast.item(title="شكوى على بلدية النخيل بالرياض")], Reader())[0]
    assert said.baladiyat == ("riyadh.nakheel",)


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"code": "Nakheel"}, Missing),
        ({"code": "a/b"}, Missing),
        ({"code": "x" * 300}, Missing),
        ({"kind": "ministry"}, Missing),
        ({"code": "al-duwadimi"}, CodeTaken),
    ],
)
def test_what_is_no_unit_is_refused(cast, more, refusal):
    before = Unit.objects.count()
    with pytest.raises(refusal):
        nakheel(cast, **more)
    assert (Unit.objects.count(), Act.objects.count()) == (before, 0)


def test_only_those_who_keep_the_tree_change_it(cast):
    for person in (cast.abeer, cast.majed, cast.saleh, cast.huda):
        with pytest.raises(NotAllowed):
            nakheel(cast, by=person)
        with pytest.raises(NotAllowed):
            retire_unit(cast.qassim, date(2026, 12, 31), by=person, at=MORNING)


def test_a_unit_is_not_retired_while_anything_would_be_left_behind(cast):
    last = date(2026, 12, 31)
    with pytest.raises(StillAtWork):
        retire_unit(cast.riyadh, last, by=cast.sami, at=MORNING)  # a municipality is below it
    mention = cast.mention("riyadh.al-duwadimi")
    with pytest.raises(StillAtWork):
        retire_unit(cast.dawadmi, last, by=cast.sami, at=MORNING)
    case = open_case(mention, by=cast.saleh, at=MORNING)
    with pytest.raises(StillAtWork):
        retire_unit(cast.dawadmi, last, by=cast.sami, at=MORNING)
    left_unanswered(case, at=MORNING)
    retire_unit(cast.dawadmi, last, by=cast.sami, at=MORNING)
    with pytest.raises(Missing):
        retire_unit(cast.ministry, last, by=cast.sami, at=MORNING)


def test_the_roles_in_a_retired_unit_end_with_it_and_it_can_go_on(cast):
    last = date(2026, 12, 31)
    retire_unit(cast.qassim, last, by=cast.sami, at=MORNING)
    assert set(Membership.objects.filter(unit=cast.qassim).values_list("valid_to", flat=True)) == {last}
    assert Act.objects.filter(name="membership.ended", unit=cast.qassim).count() == 2
    retire_unit(fresh_unit(cast.qassim), None, by=cast.sami, at=MORNING)
    assert Unit.objects.get(pk=cast.qassim.pk).valid_to is None


def fresh_unit(unit):
    return Unit.objects.get(pk=unit.pk)


def test_a_renewed_password_ends_the_old_one(cast):
    person, old = add(cast)
    new = keep_people.renew_password(person, by=cast.sami, at=MORNING)
    assert authenticate(username="lama", password=old) is None
    assert authenticate(username="lama", password=new) == person


def test_changed_particulars_are_logged_with_what_they_were(cast):
    keep_people.change_person(
        cast.saleh, Particulars("saleh", "صالح بن فهد", phone="0551234567"), by=cast.sami, at=MORNING
    )
    act = Act.objects.get(name="person.changed")
    assert act.before["name_ar"] == "صالح القحطاني"
    assert act.after["phone"] == "0551234567"
    assert "username" not in act.after


def test_a_new_name_of_a_unit_keeps_the_former_one_with_its_days(cast):
    wanted = Naming("أمانة الرياض الكبرى", "Greater Riyadh", "الرياض", ("امانة الرياض", "", "امانة الرياض"))
    dated = Naming(wanted.name_ar, wanted.name_en, wanted.short_ar, wanted.variants, since=date(2026, 12, 1))
    change_unit(cast.riyadh, dated, by=cast.sami, at=MORNING)
    former = cast.riyadh.names.get()
    assert (former.name_ar, former.valid_to) == ("أمانة منطقة الرياض", date(2026, 11, 30))
    assert cast.riyadh.variants == ["امانة الرياض"]
    assert Act.objects.get(name="unit.changed").before["name_ar"] == "أمانة منطقة الرياض"
    with pytest.raises(Missing):
        change_unit(cast.riyadh, Naming("اسم ثالث", "Third", since=date(2026, 11, 1)), by=cast.sami, at=MORNING)


def test_a_slip_is_corrected_without_a_former_name(cast):
    change_unit(cast.riyadh, Naming("أمانة منطقة الرياض ", "Riyadh"), by=cast.sami, at=MORNING)
    assert not cast.riyadh.names.exists()
    with pytest.raises(NotAllowed):
        change_unit(cast.riyadh, Naming("لي", "Mine"), by=cast.abeer, at=MORNING)


def feed(address="https://news.example/feed.xml", **more):
    return Listening(
        **{"name": "خلاصة", "kind": "feed", "address": address, "medium": "online", "every_minutes": 15} | more
    )


def test_a_source_is_added_changed_and_switched_off_on_the_log(cast):
    source = add_source(feed(), by=cast.abeer, at=MORNING)
    assert source.next_check_at == MORNING
    Source.objects.filter(pk=source.pk).update(etag="x", error="HTTP 404", next_check_at=None)
    change_source(source, feed("https://news.example/rss"), by=cast.abeer, at=MORNING)
    source.refresh_from_db()
    assert (source.etag, source.error, source.next_check_at) == ("", "", MORNING)
    switch_source(source, False, by=cast.abeer, at=MORNING)
    source.refresh_from_db()
    assert (source.is_active, source.next_check_at) == (False, None)
    assert list(Act.objects.values_list("name", flat=True)) == ["source.added", "source.changed", "source.changed"]
    with pytest.raises(SomeoneElseDidIt):
        switch_source(source, False, by=cast.abeer, at=MORNING)


@pytest.mark.parametrize(
    "address",
    ["", "news.example/feed", "ftp://news.example/x", "https://", "javascript:alert(1)", "https://a:b@x.example/"],
)
def test_an_address_that_is_none_is_refused(cast, address):
    with pytest.raises(Missing):
        add_source(feed(address), by=cast.abeer, at=MORNING)


def test_one_address_is_listened_to_once_and_not_too_often(cast):
    add_source(feed(), by=cast.abeer, at=MORNING)
    with pytest.raises(KnownAddress):
        add_source(feed(), by=cast.sami, at=MORNING)
    with pytest.raises(Missing):
        add_source(feed("https://other.example/", every_minutes=1), by=cast.sami, at=MORNING)
    with pytest.raises(NotAllowed):
        add_source(feed("https://third.example/"), by=cast.saleh, at=MORNING)


def test_the_doors_of_administration_show_ones_own_subtree(cast):
    assert access.rows_for(cast.sami, "person.edit", "membership").count() == Membership.objects.count()
    assert not access.rows_for(cast.abeer, "person.edit", "person").exists()
