"""A question typed in: item, contact, reading and case in one go; and what is proposed while it is typed."""

from datetime import timedelta

import pytest

from sada.desk.take_question import MEDIA, Asked, Occasion, take_question
from sada.kernel import access
from sada.kernel.refusals import Missing, NotAllowed
from sada.listen.type_item import Typed
from sada.reading.propose_case import propose_case
from sada.store.models import Act, Case, Item, Mention, Outlet, Unit
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def asked(occasion="call", outlet="صحيفة الواحة", **typed):
    given = {"title": "متى تعود الإنارة؟", "text": "متى تعود إنارة حي الزهور بالدوادمي؟", "name": "سعد"} | typed
    return Asked(occasion, Typed(MEDIA[Occasion(occasion)], outlet_name=outlet, **given))


@pytest.mark.parametrize("occasion", Occasion.values)
def test_it_becomes_a_read_item_and_a_case_with_its_clock(cast, occasion):
    case = take_question(asked(occasion, phone="0551234567"), cast.riyadh, by=cast.saleh, at=MORNING)
    item = Item.objects.get()
    assert (case.unit, case.owner, case.asked_at, case.medium) == (cast.riyadh, cast.saleh, MORNING, item.medium)
    assert case.case_items.get().item == item
    assert item.reading.relevance == "main"
    assert (item.contact.tags, item.contact.name, item.contact.phone) == ([occasion], "سعد", "0551234567")
    assert set(Act.objects.values_list("name", flat=True)) >= {"item.typed", "case.opened"}
    assert Mention.objects.get().state == "case"


def test_the_outlet_is_found_by_its_name_or_written_down_once(cast):
    known = cast.outlet()
    take_question(asked(), cast.riyadh, by=cast.saleh, at=MORNING)
    take_question(asked(outlet="إذاعة التل"), cast.riyadh, by=cast.saleh, at=MORNING)
    take_question(asked(outlet="إذاعه التل "), cast.riyadh, by=cast.saleh, at=MORNING)
    take_question(asked(outlet=""), cast.riyadh, by=cast.saleh, at=MORNING)
    found = list(Item.objects.order_by("pk").values_list("outlet__name_ar", flat=True))
    assert found == [known.name_ar, "إذاعة التل", "إذاعة التل", None]
    assert Outlet.objects.count() == 2


def test_the_journalists_deadline_outranks_the_service_level(cast):
    case = take_question(asked(deadline=MORNING + 2 * HOUR), cast.riyadh, by=cast.saleh, at=MORNING)
    assert case.due_at == MORNING + 1.5 * HOUR
    with pytest.raises(Missing):
        take_question(asked(deadline=MORNING), cast.riyadh, by=cast.saleh, at=MORNING)


def test_what_is_refused_leaves_nothing(cast):
    for person in (cast.huda, cast.lina, cast.salma, cast.zayd):
        with pytest.raises(NotAllowed):
            take_question(asked(), cast.riyadh, by=person, at=MORNING)
    with pytest.raises(Missing):
        take_question(Asked("dream", asked().typed), cast.riyadh, by=cast.saleh, at=MORNING)
    with pytest.raises(Missing):
        take_question(asked(text=" "), cast.riyadh, by=cast.saleh, at=MORNING)
    assert (Item.objects.count(), Case.objects.count()) == (0, 0)


def test_the_unit_and_the_deadline_are_proposed_from_the_words(cast):
    places = list(Unit.objects.all())
    found = propose_case("", "متى تعود إنارة محافظة الدوادمي؟ نحتاج الرد خلال ساعتين", "phone", places, at=MORNING)
    assert (found.unit, found.kind, found.deadline) == (cast.dawadmi, "inquiry", MORNING + 2 * HOUR)
    assert found.family == cast.family
    assert Item.objects.count() == 0


def test_no_unit_is_proposed_that_is_not_named_or_not_ones_own(cast):
    mine = list(access.rows_for(cast.huda, "case.open", "unit"))
    assert propose_case("", "متى تعود إنارة محافظة الدوادمي؟", "phone", mine, at=MORNING).unit is None
    assert propose_case("", "متى تصلح الحفر؟", "phone", list(Unit.objects.all()), at=MORNING).unit is None
    assert propose_case("", "متى", "phone", mine, at=MORNING).kind == ""
