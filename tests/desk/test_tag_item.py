"""Tags on items and what one has seen: cleaned, once, in the log of the item, one's own affair each."""

import pytest

from sada.desk.tag_item import tag_item, untag_item
from sada.kernel.refusals import Missing, NotAllowed
from sada.reading.see_item import see_item, see_items, unsee_items
from sada.store.models import Act, MentionTag, Seen
from tests.cast import MORNING

pytestmark = pytest.mark.django_db


def test_a_tag_is_cleaned_put_once_and_taken_off(cast):
    mention = cast.mention()
    assert tag_item(mention, "#حملة  النظافة", by=cast.saleh, at=MORNING).name == "حملة النظافة"
    assert tag_item(mention, "حملة النظافة", by=cast.saleh, at=MORNING) is None
    untag_item(mention, "حملة النظافة", by=cast.saleh, at=MORNING)
    untag_item(mention, "حملة النظافة", by=cast.saleh, at=MORNING)
    assert not MentionTag.objects.exists()
    acts = Act.objects.filter(subject_type="item", subject_id=mention.item_id).order_by("pk")
    assert [(act.name, act.after or act.before) for act in acts if "tag" in act.name] == [
        ("item.tagged", {"tag": "حملة النظافة"}),
        ("item.untagged", {"tag": "حملة النظافة"}),
    ]


def test_a_tag_needs_a_word_and_a_right(cast):
    mention = cast.mention()
    with pytest.raises(Missing):
        tag_item(mention, " # ", by=cast.saleh, at=MORNING)
    for act in (tag_item, untag_item):
        with pytest.raises(NotAllowed):
            act(mention, "حملة", by=cast.huda, at=MORNING)


def test_seeing_many_tells_which_were_new_and_unseeing_touches_nobody_else(cast):
    one, two = cast.item(), cast.item()
    see_item(one, by=cast.saleh, at=MORNING)
    see_item(two, by=cast.fahad, at=MORNING)
    assert see_items([one.pk, two.pk, two.pk], by=cast.saleh, at=MORNING) == [two.pk]
    assert see_items([one.pk, two.pk], by=cast.saleh, at=MORNING) == []
    assert unsee_items([two.pk], by=cast.saleh) == 1
    assert set(Seen.objects.values_list("person", "item")) == {(cast.saleh.pk, one.pk), (cast.fahad.pk, two.pk)}
