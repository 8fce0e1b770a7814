"""Records all the way in: items, readings, mentions and stories in one transaction."""

import pytest
from django.db import OperationalError

from sada.listen.open_intake import intake_key, open_intake
from sada.listen.outlets import Outlets
from sada.listen.receive import REPEATED, Channel
from sada.ports import Heard, Quarantined, Received, Record
from sada.reading import take_in as module
from sada.reading.read_items import Reader, read_unread
from sada.reading.take_in import take_in
from sada.store.models import Fate, Fingerprint, Item, Mention, RawItem, Reading, Story, StoryItem
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
RELEASE = (
    "شكا سكان حي الزهور في محافظة الدوادمي من انطفاء أعمدة الإنارة منذ أسبوع، وطالبوا بلدية الدوادمي بسرعة إصلاحها لأن "
    "الظلام يعرض أطفالهم للخطر في طريقهم إلى المسجد، وقال محمد العتيبي إنهم أبلغوا البلدية ثلاث مرات دون أن يأتي أحد."
)


@pytest.fixture(scope="module")
def lexicon():
    from sada.understand.lexicon import shipped

    return shipped()


@pytest.fixture
def taking(cast, lexicon):
    """A function that takes records in, and the reader."""
    channel, reader = Channel(open_intake(intake_key("a"), "a", at=MORNING), Outlets()), Reader(lexicon)
    return lambda records: take_in(records, channel, reader, at=MORNING)


def record(title, body=RELEASE, raw=None):
    return Record(
        Received(raw or f"{title}|{body}".encode(), "text/plain", "a", 1),
        Heard(title, body, "", title, f"https://x/{title}"),
    )


def test_a_complaint_is_read_laid_before_its_baladiya_and_placed(taking, cast):
    outcome = taking([record("إنارة حي الزهور مطفأة")])
    assert (outcome.fates, outcome.stories) == ({Fate.UNDERSTOOD: 1}, 1)
    item = Item.objects.get()
    assert item.reading.relevance == "main"
    assert item.reading.said["units"] == item.reading.units == ["riyadh"]
    assert "lighting" in item.reading.families
    assert {m.unit.code for m in Mention.objects.all()} == {"riyadh.al-duwadimi"}
    assert item.reading.evidence
    whole = f"{item.title}\n{item.text}"
    assert all(whole[e["start"] : e["end"]] == e["text"] for e in item.reading.evidence)
    assert item.place.story.head == item


def test_what_does_not_concern_us_is_read_and_placed_and_laid_before_nobody(taking):
    taking(
        [record("فاز الفريق بثلاثة أهداف", "فاز فريق الهلال على ضيفه بثلاثة أهداف دون رد في مباراة الأمس ضمن الدوري.")]
    )
    assert Reading.objects.get().relevance == "none"
    assert Reading.objects.get().said == {}
    assert not Mention.objects.exists()
    assert StoryItem.objects.count() == Fingerprint.objects.count() == 1


def test_the_same_release_is_one_story_within_a_batch_and_across_batches(taking):
    taking([record("إنارة حي الزهور مطفأة"), record("حي الزهور بالدوادمي بلا إنارة", "الدوادمي - واس: " + RELEASE)])
    assert taking([record("الظلام يلف حي الزهور في الدوادمي", RELEASE + " وأضاف آخرون أنهم ينتظرون.")]).stories == 0
    story = Story.objects.get()
    assert story.size == 3
    assert set(story.places.values_list("item__title", flat=True)) == set(Item.objects.values_list("title", flat=True))


def test_taking_in_again_adds_nothing(taking):
    batch = [record("إنارة حي الزهور مطفأة"), record("ثان", "نص آخر عن شيء آخر")]
    taking(batch)
    before = [model.objects.count() for model in (Item, RawItem, Reading, Mention, Story, StoryItem, Fingerprint)]
    assert taking(batch).fates == {REPEATED: 2}
    assert [
        model.objects.count() for model in (Item, RawItem, Reading, Mention, Story, StoryItem, Fingerprint)
    ] == before


def test_a_record_that_breaks_the_batch_is_quarantined_alone(taking, monkeypatch):
    read = module.understand_items

    def stumble(items, reader):
        if any(item.title == "عثرة" for item in items):
            raise RuntimeError("boom")
        return read(items, reader)

    monkeypatch.setattr(module, "understand_items", stumble)
    batch = [record(f"خبر {n}", f"نص رقم {n} عن موضوع مختلف") for n in range(7)] + [record("عثرة")]
    outcome = taking(batch)
    assert outcome.fates == {Fate.UNDERSTOOD: 7, Fate.QUARANTINED: 1}
    assert outcome.reasons == {"refused": 1}
    assert "boom" in RawItem.objects.get(fate=Fate.QUARANTINED).reason


def test_a_database_that_is_away_is_no_fault_of_the_records(taking, monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(module, "receive", away)
    with pytest.raises(OperationalError):
        taking([record("خبر")])
    assert not RawItem.objects.exists()


def test_quarantined_records_are_kept_with_their_reason(taking):
    outcome = taking([Record(Received(b"{", "application/json", "a", 1), Quarantined("broken_json"))])
    assert outcome.reasons == {"broken_json": 1}


def test_what_was_quarantined_is_heard_once_it_can_be_read(taking):
    """As when a column was taken for the wrong one, and the right one is given with --map."""
    taking([record("", "", raw=b"1;2;3"), record("", "", raw=b"4;5;6")])
    again = [record("إنارة حي الزهور مطفأة", raw=b"1;2;3"), record("", "", raw=b"4;5;6")]
    assert taking(again).fates == {Fate.UNDERSTOOD: 1, REPEATED: 1}
    assert taking(again).fates == {REPEATED: 2}
    assert list(RawItem.objects.order_by("id").values_list("fate", "item__title")) == [
        ("understood", "إنارة حي الزهور مطفأة"),
        ("quarantined", None),
    ]
    assert Reading.objects.count() == 1


def test_items_left_unread_are_read_by_the_sweep_as_intake_would(taking, lexicon, cast):
    taking([record("إنارة حي الزهور مطفأة"), record("حي الزهور بالدوادمي بلا إنارة", "واس: " + RELEASE)])
    fields = [f.name for f in Reading._meta.fields]
    before = (
        list(Reading.objects.order_by("item").values(*fields)),
        list(Fingerprint.objects.order_by("item").values_list("bands")),
    )
    for model in (Reading, Mention, Story, StoryItem, Fingerprint):
        model.objects.all().delete()
    assert read_unread(Reader(lexicon)) == 2
    after = (
        list(Reading.objects.order_by("item").values(*fields)),
        list(Fingerprint.objects.order_by("item").values_list("bands")),
    )
    assert after == before
    assert Story.objects.get().size == 2
    assert read_unread(Reader(lexicon)) == 0


def test_every_naughty_string_meets_a_fate(taking, testdata):
    import json

    strings = json.loads((testdata / "data/naughty-strings.json").read_text("utf-8"))
    batch = [
        Record(Received(f"{n}".encode(), "text/plain", "a", n), Heard(s, s, s, s[:50], s))
        for n, s in enumerate(strings)
    ]
    outcome = taking(batch)
    assert sum(outcome.fates.values()) == len(strings)
    assert outcome.reasons.keys() <= {"no_text"}
    assert outcome.fates[Fate.UNDERSTOOD] > 480
