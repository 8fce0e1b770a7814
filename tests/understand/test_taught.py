"""What posts of our own writing taught: sounds, when the rules are overruled, and the words shown for it."""

from pathlib import Path

import pytest

from bench.teach_posts import rows, told
from sada.understand import taught as teaching
from sada.understand.fold import fold
from sada.understand.taught import KEPT, SIZE, chance, columns, sound, taught, telling
from tests.understand.material import post

HELD = Path(__file__).resolve().parents[2] / "bench" / "posts_held.tsv"


def test_the_table_is_whole_and_its_columns_lie_in_it():
    assert len(taught().table) == SIZE
    assert all(0 <= column < SIZE for word in ("رصيف", "و", "ا" * 400) for column in columns(word))
    assert len(taught().fingerprint) == 8


def test_a_street_in_a_picture_sounds_more_like_ours_than_a_heart_does():
    street = fold("رصيف حارتنا مكسر والحفر قدام المدرسة ومحد صلحها")
    heart = fold("قلبي مكسور والحزن في عيوني ومحد يفهمني")
    assert sound(street) > teaching.SAYS
    assert sound(heart) < 0.0
    assert sound("") == sound("123 . !") == taught().start


@pytest.mark.parametrize(
    "text",
    [
        "سووا الرصيف وبعد شهر كسروه عشان التمديدات تخطيط عبقري",
        "كل المحلات عندنا حاطة البضاعة على ممر المشاة ونمشي احنا مع السيارات",
    ],
)
def test_what_the_rules_leave_is_heard_and_shows_its_words(text):
    reading = post(text)
    assert reading.relevance == "main"
    assert 0.6 < reading.confidence["relevance"] <= 0.75
    shown = [e for e in reading.evidence if (e.field, e.code) == ("relevance", "taught")]
    assert 1 <= len(shown) <= 3
    assert all(f"\n{text}"[e.start : e.end] == e.text and e.text.strip() for e in shown)


@pytest.mark.parametrize(
    "text",
    [
        "ودي اكون نجم مشهور في السينما",  # nothing of a city: not even listened to
        "بلدية دبي تطلق خدمة ذكية للمواقف",  # another country
        "مستخدم السلام عليكم كم رسوم تجديد رخصة القيادة وهل الفحص شرط",
    ],
)
def test_others_are_not_overruled(text):
    assert post(text).relevance == "none"


def test_posts_that_taught_nothing_are_found_more_often_than_by_rules_alone():
    pairs = [(ours, post(text).relevance != "none") for ours, text in told(HELD)]
    both = sum(ours and said for ours, said in pairs)
    assert len(pairs) > 120 and both >= 13  # the rules alone: 9
    assert sum(said and not ours for ours, said in pairs) <= 4


def test_the_chance_grows_with_the_sound_and_falls_with_another_agency():
    signs = dict.fromkeys(taught().beside.keys() - {"start"}, 0.0)
    assert chance(signs) < chance(signs | {"sound": 3.0}) < chance(signs | {"sound": 3.0, "own": 1.0})
    assert chance(signs | {"agency": 1.0}) < chance(signs)
    assert 0.0 < chance(signs | {"sound": -1e9}) < chance(signs | {"sound": 1e9}) <= 1.0


def test_a_wall_of_words_costs_no_more_than_its_beginning_and_the_book_stays_bounded():
    assert sound("حفره في الشارع " * 100_000) == sound(("حفره في الشارع " * 100_000)[:900])
    book = teaching._weight.__self__
    for number in range(KEPT + 10):
        teaching._weight(f"كلمه{number}")
    assert len(book) <= KEPT


def test_training_adds_up_what_reading_adds_up():
    text = "الحفرة قدام بيتنا من شهر"
    row = rows([text])
    heard = sum(taught().table[c] * v for c, v in zip(row.indices, row.data, strict=True)) * taught().step
    assert taught().start + heard == pytest.approx(sound(fold(text)))
    assert all(start < end for start, end in telling(fold(text)))
