"""Splitting into posts: every part fits, no word is lost, and what fits stays whole."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sada.rules.lengths import weighted
from sada.rules.thread_drafts import thread
from sada.rules.threads import ROOM, fits, is_whole, size, split

SAID = "أُعيدت الإنارة إلى الحي. وقال 150 balady.gov.sa https://balady.example/a?b=1 مُحَمَّدٌ ؟ 🙂 المتحدث،"
SOME = [*SAID.split(), "ط" * 700, "\n", "\n\n"]
WORDS = st.lists(st.sampled_from(SOME), max_size=160)
NUMBER = re.compile(r" \(\d+/\d+\)\Z")


@given(WORDS, st.sampled_from(sorted(ROOM)))
def test_every_part_fits_and_nothing_is_lost_or_added(words, network):
    text = " ".join(words)
    parts = split(text, network)
    assert all(fits(part, network) for part in parts)
    bare = [NUMBER.sub("", part) for part in parts] if len(parts) > 1 else parts
    assert "".join("".join(bare).split()) == "".join(text.split())
    assert is_whole(parts, text)
    assert not is_whole([*parts, "كلمة"], text)
    for n, part in enumerate(parts, 1):
        assert len(parts) == 1 or part.endswith(f"({n}/{len(parts)})")


def test_what_fits_stays_one_post_with_its_paragraphs():
    assert split(" السلام عليكم\n\nأُصلحت الإنارة ", "x") == ("السلام عليكم\n\nأُصلحت الإنارة",)
    assert split("  ", "x") == ()


def test_on_x_paragraphs_are_the_posts_and_elsewhere_they_are_packed():
    text = "\n\n".join(["جملة " * 20] * 4)
    assert len(split(text, "x")) == 4
    assert len(split(text, "bluesky")) == 2
    assert len(split(text, "telegram")) == 1


def test_a_long_paragraph_is_cut_after_a_sentence():
    first, second = split("كلمة " * 45 + "انتهت. " + "كلمة " * 20, "x")
    assert first.endswith("انتهت. (1/2)".replace(". (", ". ("))
    assert second.endswith("(2/2)")


@pytest.mark.parametrize("network", sorted(ROOM))
def test_a_thread_that_the_writer_numbered_stays_as_it_is(network):
    text = thread("وتؤكد الأمانة أن فرق الصيانة باشرت الموقع وأعادت الإنارة إلى الحي كاملًا. " * 12)
    text = text.replace("{=", "").replace("}", "")
    parts = split(text, network)
    assert "\n\n".join(parts) == text
    assert parts[0].startswith(f"1/{len(parts)} ")
    assert is_whole(parts, text)


@pytest.mark.parametrize("text", ["صُرف 1/2 من المبلغ", "1/3 أول\n\n3/3 ثالث", "في 1/3 حدث\n\nوفي 2/2 حدث", "1/1 وحده"])
def test_a_fraction_or_a_date_is_no_number_of_a_thread(text):
    assert split(text, "telegram") == (text,)


def test_numbers_at_the_end_and_in_arabic_digits_are_the_writers_too():
    assert is_whole(split("أول (1/2)\n\nثانٍ (2/2)", "x"), "أول (1/2)\n\nثانٍ (2/2)")
    assert split("أول (١/٢)\n\nثانٍ (٢/٢)", "mastodon") == ("أول (١/٢)", "ثانٍ (٢/٢)")


def test_a_vowel_sign_stays_with_its_letter_and_an_address_whole():
    for part in split("بَ" * 400, "bluesky"):
        assert not part.startswith("َ")
    address = "https://balady.example/" + "a" * 60
    assert any(address in part for part in split("كلمة " * 55 + address, "x"))


@pytest.mark.parametrize(
    ("text", "network", "length"),
    [
        ("سلام", "x", 4), ("日本", "x", 4), ("https://a.example/" + "x" * 90, "x", 23), ("balady.gov.sa", "x", 23),
        ("3.5 كم", "x", 6), ("🙂", "telegram", 2), ("بَ", "bluesky", 1), ("سلام", "facebook", 4),
        ("https://a.example/" + "x" * 90, "mastodon", 23),
    ],
)  # fmt: skip
def test_each_network_counts_in_its_own_way(text, network, length):
    assert size(text, network) == length


@given(st.text(max_size=300))
def test_on_x_we_never_count_less_than_the_weight(text):
    assert size(text, "x") >= weighted(text)
