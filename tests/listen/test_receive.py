"""Intake: bytes first, then exactly one counted fate; the same twice changes nothing."""

from datetime import timedelta

import pytest
from django.db import transaction

from sada.listen.open_intake import close_intake, intake_key, open_intake
from sada.listen.outlets import Outlets, domain_of
from sada.listen.prepare import MOST_SEARCHED, clean, digest, prepare
from sada.listen.reasons import SENTENCES, sentence
from sada.listen.receive import REPEATED, Channel, draft, receive
from sada.ports import REASONS, Heard, Quarantined, Received, Record
from sada.store.models import Fate, Intake, Item, Outlet, RawItem
from sada.understand.fold import search_text
from tests.cast import MORNING

pytestmark = pytest.mark.django_db


def record(title="إنارة مطفأة", raw=None, position=1, **columns):
    content = Heard(title=title, body="شكا سكان الحي", **{"source": "okaz", "url": f"https://x/{title}"} | columns)
    return Record(Received(raw or f"{title}{columns}".encode(), "application/x-ndjson", "a.jsonl", position), content)


def bad(reason="broken_json", raw=b"{"):
    return Record(Received(raw, "application/x-ndjson", "a.jsonl", 9), Quarantined(reason, "line 1"))


@pytest.fixture
def channel():
    return Channel(open_intake(intake_key("a"), "a.jsonl", at=MORNING), Outlets())


def take(records, channel):
    drafts = [draft(prepare(r, digest(r), MORNING), channel, MORNING) for r in records]
    with transaction.atomic():
        return receive(drafts, channel, at=MORNING)


def test_each_record_has_one_fate_and_its_bytes_are_kept(channel):
    taken = take([record(), record("ثان"), record("ثان", raw=b"other bytes"), bad(), record()], channel)
    assert taken.fates == {Fate.UNDERSTOOD: 2, Fate.DUPLICATE: 1, Fate.QUARANTINED: 1, REPEATED: 1}
    assert taken.reasons == {"broken_json": 1}
    rows = {bytes(r.bytes): (r.fate, r.item_id is None, r.reason) for r in RawItem.objects.all()}
    assert rows[b"other bytes"][0] == Fate.DUPLICATE
    assert rows[b"{"] == (Fate.QUARANTINED, True, "broken_json: line 1")
    assert len(rows) == 4
    assert RawItem.objects.get(fate=Fate.DUPLICATE).item == Item.objects.get(title="ثان")


def test_the_same_batch_again_adds_nothing(channel):
    batch = [record(), bad(), record("ثان")]
    take(batch, channel)
    before = list(RawItem.objects.order_by("id").values()), list(Item.objects.order_by("id").values())
    assert take(batch, channel).fates == {REPEATED: 3}
    assert (list(RawItem.objects.order_by("id").values()), list(Item.objects.order_by("id").values())) == before


def test_the_counts_of_an_intake_add_up_to_what_came(channel):
    batch = [record(), record(), record(raw=b"again"), bad()]
    take(batch, channel)
    counts = close_intake(channel.intake, len(batch), at=MORNING)
    assert counts == {"understood": 1, "duplicate": 2, "quarantined": 1}
    assert Intake.objects.get().ended_at == MORNING
    take(batch, channel)
    assert close_intake(channel.intake, len(batch), at=MORNING) == counts


def test_the_same_file_is_the_same_intake():
    first = open_intake(intake_key("file", b"abc"), "a", at=MORNING)
    assert open_intake(intake_key("file", b"abc"), "a", at=MORNING + timedelta(days=1)) == first
    assert open_intake(intake_key("file", b"abd"), "a", at=MORNING) != first
    assert intake_key("ab", "c") != intake_key("a", "bc")


def test_an_item_can_be_searched_by_its_stems_and_the_stems_are_not_kept(channel):
    take([record("البلديات تصلح الحدائق")], channel)
    item = Item.objects.get()
    assert item.stems is None
    assert Item.objects.filter(search=search_text("حديقة بلدية")).exists() or "حديق" in item.search


def test_a_long_text_is_kept_whole_and_searched_to_a_limit(channel):
    body = " ".join(f"كلمة{n}" for n in range(120_000))
    take([Record(Received(b"long", "text/plain", "a", 1), Heard("طويل", body))], channel)
    item = Item.objects.get()
    assert item.text == body
    assert len(body) > MOST_SEARCHED


def test_nul_and_half_letters_never_reach_the_tables_but_their_bytes_do(channel):
    raw = b'{"title": "a\\u0000\\ud83d"}'
    take(
        [Record(Received(raw, "application/json", "a\x00b", 1), Heard("a\x00\ud83d", "ب\x00", author="\x00"))], channel
    )
    item, kept = Item.objects.get(), RawItem.objects.get()
    assert (item.title, item.text, item.author) == ("a\ufffd", "ب", "")
    assert bytes(kept.bytes) == raw
    assert clean("نص سليم") == "نص سليم"


def test_an_address_beyond_the_column_is_left_out_and_the_item_is_taken(channel):
    take([record(url="https://x/" + "ا" * 3000)], channel)
    assert Item.objects.get().url == ""


@pytest.mark.parametrize(("days", "taken_as_given"), [(-400, True), (1, True), (3, False)])
def test_a_date_to_come_is_a_mistake(channel, days, taken_as_given):
    take([record(published=MORNING + timedelta(days=days))], channel)
    assert Item.objects.get().published_at == (MORNING + timedelta(days=days) if taken_as_given else MORNING)


def test_outlets_are_known_by_code_name_and_address():
    known = Outlet.objects.create(code="okaz", name_ar="عكاظ", name_en="Okaz", domains=["okaz.com.sa"])
    outlets = Outlets()
    for heard in (
        Heard(source="okaz"),
        Heard(source="عكـاظ"),
        Heard(source=" OKAZ "),
        Heard(url="https://www.okaz.com.sa/article/1"),
        Heard(source="شيء آخر", url="https://m.okaz.com.sa/2"),
    ):
        assert outlets.find(heard) == known
    assert outlets.find(Heard(url="https://notokaz.com.sa/")) is None
    assert outlets.find_or_add(Heard(), "x") is None
    assert domain_of("http://[bad") == ""


def test_an_outlet_met_for_the_first_time_is_written_down_once():
    outlets = Outlets()
    made = outlets.find_or_add(Heard(source="صحيفة الواحة"), "print")
    assert (made.name_ar, made.medium) == ("صحيفة الواحة", "print")
    assert outlets.find_or_add(Heard(source="صحيفه الواحه"), "print") == made
    assert Outlets().find_or_add(Heard(source="صحيفة الواحة"), "online") == made
    assert Outlet.objects.count() == 1


def test_every_reason_has_a_sentence():
    assert set(SENTENCES) == set(REASONS)
    assert sentence("broken_json: line 1") != "broken_json"
    assert sentence("unheard_of") == "unheard_of"
