"""A question typed in: item, contact, reading and case in one go; and what is proposed while it is typed."""

from datetime import date, timedelta

import pytest

from sada.desk.take_question import MEDIA, Asked, Occasion, take_question
from sada.kernel import access
from sada.kernel.refusals import Missing, NotAllowed
from sada.listen.type_item import Typed
from sada.reading.asked_by_press import asked_by_press, says_so
from sada.reading.propose_case import propose_case
from sada.reading.read_typed import is_by_press
from sada.store.models import Act, Case, ClockPolicy, Item, Mention, Outlet, Unit, Voice
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


PACK = (("hold", 60, "work", "inquiry"), ("duty_hold", 60, "wall", "inquiry"), ("ceiling", 1440, "wall", "inquiry"),
        ("report", 30, "work", "complaint"))  # fmt: skip
PASSED_ON = (
    "وردتنا شكاوى من سكان حي الزهور بشأن انقطاع الإنارة، نأمل إفادتنا برد الأمانة.",
    "يشكو سكان حي الزهور من انطفاء الإنارة منذ أسبوع، فما ردكم؟",
    "أعمدة الإنارة في شارع الستين خطيرة ولم تعالج. ما رد الأمانة على ذلك؟",
)


def promised(cast):
    for name, minutes, basis, kind in PACK:
        ClockPolicy.objects.create(
            unit=cast.ministry, promise=name, minutes=minutes, basis=basis, kind=kind, valid_from=date(2024, 1, 1)
        )


@pytest.mark.parametrize("text", PASSED_ON)
@pytest.mark.parametrize("who", [{}, {"outlet": "", "occasion": "briefing"}, {"outlet": "", "name": "سعد الناصر"}])
def test_what_the_press_asks_is_an_inquiry_whatever_it_is_about(cast, text, who):
    """It has the holding line and the ceiling of journalists, and nobody must report it at 940."""
    promised(cast)
    Voice.objects.create(name_ar="سعد الناصر", outlet=cast.outlet())
    thursday = MORNING + timedelta(days=4, hours=5)
    case = take_question(asked(**({"text": text, "title": "الأحياء"} | who)), cast.riyadh, by=cast.saleh, at=thursday)
    assert (case.kind, case.due_at) == ("inquiry", thursday + 24 * HOUR)
    assert set(case.clocks.values_list("promise", "due_at")) == {("hold", thursday + HOUR)}
    reading = Item.objects.get().reading
    assert reading.kind == Mention.objects.get().kind == "inquiry"
    assert "kind" in reading.corrected  # a later reading of the words does not make a complaint of it


def test_a_mailbox_or_a_telephone_kept_as_an_outlet_is_no_press(cast):
    item = Item(outlet=Outlet(name_ar="هاتف المركز الإعلامي", medium="phone"), title="الإنارة", text=PASSED_ON[1])
    assert not is_by_press(item)
    item.outlet.medium = "radio"
    assert is_by_press(item)


@pytest.mark.parametrize("text", [PASSED_ON[1], "أنا من سكان حي الزهور، الإنارة مطفأة منذ أسبوع ولم يحضر أحد"])
def test_a_citizen_who_complains_by_phone_complains(cast, text):
    promised(cast)
    case = take_question(asked(outlet="", text=text, title="الإنارة"), cast.riyadh, by=cast.saleh, at=MORNING)
    assert case.kind == "complaint"
    assert case.clocks.filter(promise="report").exists()


@pytest.mark.parametrize(
    ("text", "press"),
    [
        ("أنا محرر في صحيفة الواحة، وردتنا شكاوى من السكان.", True),
        ("معكم سعد الناصر من قناة الأفق، نريد ردكم", True),
        ("استفسار صحفي\nيشكو السكان من الحفر", True),
        ("الأحياء\nيشكو السكان من الحفر ولم تردم.\nمع التحية\nسعد الناصر\nالصحفي بالقسم المحلي", True),
        ("الأحياء\nيشكو السكان من الحفر ولم تردم.\nسعد الناصر\nصحيفة الواحة", True),
        ("أنا من سكان حي النسيم، وقناة تصريف السيول مسدودة", False),
        ("قرأت في صحيفة الواحة عن الحفر في حينا ولم تعالج منذ أسبوع، ونحن نعاني منها كل يوم يا سعادة الأمين", False),
        ("الحفر\nأخبرنا المراسل ولم يأت أحد\nأبو خالد", False),
    ],
)
def test_who_says_that_a_journalist_asks_is_believed(cast, text, press):
    cast.outlet()
    assert says_so(text) == press


@pytest.mark.parametrize(
    ("email", "press"),
    [
        ("saad@alwaha.example", True), ("Saad@news.alwaha.example", True), ("desk@alofuq.example", True),
        ("someone@gmail.com", False), ("waha.page@gmail.com", True), ("a@example", False), ("broken", False),
    ],
)  # fmt: skip
def test_an_outlets_own_address_tells_a_journalist_and_a_free_one_does_not(cast, email, press):
    cast.outlet()
    Outlet.objects.create(code="ofuq", name_ar="قناة الأفق", website="https://www.alofuq.example/live")
    Outlet.objects.create(code="page", name_ar="صفحة الحي", email="waha.page@gmail.com")
    assert asked_by_press(email=email) == press
