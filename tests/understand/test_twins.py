"""Fingerprints: stable, small, exact where it counts."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sada.understand.fold import search_text
from sada.understand.twins import READ_WORDS, fingerprint, likeness, overlap, stems_and_fingerprint, unpack

WORDS = [f"{a}{b}{c}" for a in "بتجدرس" for b in "اوي" for c in "لمنقفع"]
TITLE = "أمانة جدة تزيل التعديات عن شاطئ السيف"
BODY = " ".join(WORDS)
EXPECTED_SHORT_HEAD = (2535524853963370075, 5870664656088685303)
EXPECTED_LONG = (-690445032949862383, -4095480317239280642)


def text_of(seed: int, length: int = 120) -> str:
    chosen = random.Random(seed)
    return " ".join(f"{chosen.choice(WORDS)}{chosen.randrange(400)}" for _ in range(length))


@settings(deadline=None)
@given(st.text(max_size=300), st.text(max_size=2000), st.integers(0, 30_000))
def test_a_text_is_its_own_twin_and_survives_packing(title, body, day):
    made = fingerprint(title, body, day)
    again = unpack(made.bands, made.pack())
    assert (again.bands, again.telling, again.formulas, again.figures, again.title, again.day) == (
        made.bands, made.telling, made.formulas, made.figures, made.title, made.day,
    )  # fmt: skip
    assert np.array_equal(again.shingles, made.shingles)
    assert likeness(made, again) == ((1.0, 1.0) if len(made.shingles) else (0.0, 0.0))


@settings(deadline=None)
@given(st.text(max_size=300), st.text(max_size=2000))
def test_the_stems_are_those_that_are_searched(title, body):
    stems, _ = stems_and_fingerprint(title, body)
    assert stems.split() == f"{search_text(title)} {search_text(body)}".split()


def test_bands_are_distinct_and_fit_a_signed_bigint():
    bands = fingerprint(TITLE, BODY).bands
    assert len(set(bands)) == len(bands)
    assert all(-(2**63) <= band < 2**63 for band in bands)


def test_stored_bands_keep_their_meaning_from_version_to_version():
    # these numbers lie in databases: a change of any of them makes every stored fingerprint useless
    assert fingerprint("أمانة الرياض", "").bands[:2] == EXPECTED_SHORT_HEAD
    assert fingerprint(TITLE, BODY).bands[:2] == EXPECTED_LONG


def test_spelling_signs_and_marks_do_not_matter():
    assert fingerprint("أَمَانَة جُدّة: «تُزيل» التعدّيات", BODY).bands == fingerprint("امانه جده تزيل التعديات", BODY).bands


def test_likeness_is_the_exact_share_of_word_triples():
    words = text_of(1).split()
    one, other = fingerprint("", " ".join(words)), fingerprint("", " ".join(words[:60]))
    triples = [{tuple(w[n : n + 3]) for n in range(len(w) - 2)} for w in (words, words[:60])]
    jaccard, held = likeness(one, other)
    assert jaccard == pytest.approx(len(triples[0] & triples[1]) / len(triples[0] | triples[1]), abs=0.01)
    assert held == 1.0


@pytest.mark.parametrize("swapped", [0.02, 0.05, 0.1])
def test_lightly_edited_texts_share_a_band(swapped):
    found = 0
    for seed in range(40):
        words, change = text_of(seed, 200).split(), random.Random(seed)
        edited = [change.choice(WORDS) if change.random() < swapped else word for word in words]
        one, other = fingerprint("", " ".join(words)), fingerprint("", " ".join(edited))
        found += bool(set(one.bands) & set(other.bands))
    assert found >= 38


def test_a_headline_meets_the_first_words_of_another_lead():
    """One headline word in common, and the second in the first sentence: a key of two words."""
    one = fingerprint("رصاصة تصيب زينب", text_of(1, 40))
    other = fingerprint("زينب تنتظر العلاج", f"رصاصة أصابت الطفلة {text_of(2, 40)}")
    assert set(one.bands) & set(other.bands)
    late = fingerprint("زينب تنتظر العلاج", f"{text_of(2, 40)} رصاصة أصابت الطفلة")
    assert not set(one.bands) & set(late.bands)


@pytest.mark.parametrize(("before", "found"), [(0, True), (3, True), (6, True), (7, False)])
def test_the_last_words_of_a_headline_meet_the_eighth_of_a_lead(before, found):
    """Seven telling words of the headline, eight of the lead: enough for two papers that begin elsewhere."""
    words = [f"{word}زق" for word in WORDS[:14]]
    one = fingerprint(" ".join([*words[:5], "رصاصة", "زينب"]), text_of(1, 40))
    other = fingerprint("زينب تنتظر العلاج", " ".join([*words[5 : 5 + before], "الطفلة", "رصاصة"]))
    assert bool(set(one.bands) & set(other.bands)) is found


def test_unrelated_texts_share_no_band():
    prints = [fingerprint("", text_of(seed, 150)) for seed in range(60)]
    shared = sum(bool(set(a.bands) & set(b.bands)) for n, a in enumerate(prints) for b in prints[:n])
    assert shared <= 2


def test_a_text_of_megabytes_is_read_to_a_limit():
    long = fingerprint("", " ".join(str(n) for n in range(300_000)))
    assert len(long.shingles) <= READ_WORDS


@pytest.mark.parametrize("text", ["", " ", "؟!", "\u200f\u202e", "ـــ"])
def test_what_says_nothing_has_no_bands(text):
    assert fingerprint(text, text).bands == ()


def test_overlap_asks_how_much_of_the_smaller_is_in_the_larger():
    assert overlap(frozenset({1, 2}), frozenset({2, 3, 4})) == 0.5
    assert overlap(frozenset(), frozenset({1})) == 0.0
