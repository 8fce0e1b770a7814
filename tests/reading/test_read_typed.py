"""What is typed in is understood at once, and what the person said stands above the machine."""

import pytest

from sada.kernel.refusals import NotAllowed
from sada.listen.type_item import Typed, type_item
from sada.reading.details_of import details_of
from sada.reading.read_typed import read_typed
from sada.reading.store_readings import as_row
from sada.store.models import Item, Mention
from sada.understand import types as understood
from sada.understand.details import to_kept
from tests.cast import MORNING

pytestmark = pytest.mark.django_db


def typed(cast, unit, urgency="normal", text="متى تعود الإنارة إلى شارع السوق؟ للتواصل 0551234567"):
    item = type_item(Typed("phone", "سؤال", text), unit, by=cast.saleh, at=MORNING)
    return read_typed(item, unit, urgency, by=cast.saleh, at=MORNING)


def test_the_unit_a_person_named_comes_first(cast):
    mention = typed(cast, cast.dawadmi)
    reading = mention.item.reading
    assert (mention.unit, reading.units[0], reading.baladiyat[0]) == (cast.dawadmi, "riyadh", "riyadh.al-duwadimi")
    assert set(reading.corrected) == {"relevance", "units", "baladiyat"}
    assert not set(reading.unsure) & set(reading.corrected)


COLUMN = "قصّرت أمانة منطقة الرياض في ردم حفر حي العليا، ولم تُصلح أمانة منطقة القصيم إنارة بريدة، فمتى تجيبان؟"


@pytest.mark.parametrize(("medium", "is_question", "reached"), [("print", False, 2), ("phone", True, 1)])
def test_a_column_typed_from_paper_reaches_every_amana_it_names_and_a_question_whom_it_was_put_to(
    cast, medium, is_question, reached
):
    item = type_item(Typed(medium, "شوارعنا", COLUMN), cast.riyadh, by=cast.saleh, at=MORNING)
    mention = read_typed(item, cast.riyadh, "normal", by=cast.saleh, at=MORNING, is_question=is_question)
    codes = set(Mention.objects.filter(item=item).values_list("unit__code", flat=True))
    assert mention.unit == cast.riyadh
    assert codes == set(("riyadh", "qassim")[:reached])


def test_whatever_is_asked_of_us_is_ours(cast):
    assert typed(cast, cast.riyadh, text="كم الساعة؟").is_main


def test_the_urgency_a_person_saw_stands(cast):
    assert typed(cast, cast.riyadh, "danger").urgency == "danger"


def test_personal_data_found_is_kept_for_masking(cast):
    item = typed(cast, cast.riyadh).item
    spans = [(start, end) for start, end, _sort in item.reading.more["personal"]]
    assert [f"{item.title}\n{item.text}"[a:b] for a, b in spans] == ["0551234567"]


def test_who_said_what_is_kept_beside_the_reading(cast):
    text = (
        "قال المواطن سعد العتيبي: «أتلفت الحفر سياراتنا كلها» في حي العليا. أمانة الرياض لم تردم الحفرة منذ 3 أسابيع."
    )
    item = typed(cast, cast.riyadh, text=text).item
    whole, found = f"{item.title}\n{item.text}", details_of(item, item.reading)
    assert item.reading.more["details"] == to_kept(found)
    assert [whole[slice(*q.name)] for q in found.quotes] == ["سعد العتيبي"]
    assert [sort for *_span, sort in item.reading.more["personal"]].count("name") >= 1
    for form in ({}, {"quotes": [[1]]}):  # kept by another version
        item.reading.more["details"] = form
        assert details_of(item, item.reading) == found
    del item.reading.more["details"]  # a reading made before details were kept
    assert [whole[slice(*q.name)] for q in details_of(item, item.reading).quotes] == ["سعد العتيبي"]


def test_what_does_not_concern_us_keeps_none_and_shows_them_all_the_same(cast):
    item = Item(title="", text="فاز الهلال على النصر يوم الخميس 7/10/1436هـ", published_at=MORNING)
    row = as_row(item, understood.Reading())
    assert "details" not in row.more
    assert [d.value for d in details_of(item, row).dates] == ["2015-07-23"]


def test_it_has_a_place_in_a_story(cast):
    first, second = (typed(cast, cast.riyadh) for _ in range(2))
    assert first.item.place.story_id == second.item.place.story_id


def test_nobody_reads_for_another_amana(cast):
    item = type_item(Typed("phone", "سؤال", "نص"), cast.riyadh, by=cast.saleh, at=MORNING)
    with pytest.raises(NotAllowed):
        read_typed(item, cast.qassim, "normal", by=cast.saleh, at=MORNING)
