"""Folding: one form for all spellings, and offsets that always lead back."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sada.understand.fold import Folded, fold, search_text, sort_key
from tests.growth import assert_grows_with_length_only
from tests.understand.material import naughty_strings

ARABIC = st.text(st.sampled_from("اأإآٱبتةثجحخدذرزسشصضطظعغفقكلمنهويىئؤء ـًٌَُِّْٰ،؛؟.٠١٢۳ﻻﻷﷲﷺکیگچپ\u200f\u202e\u2066\u200c\n"))
ANY = st.text(st.characters(exclude_categories=()), max_size=80) | ARABIC


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("أمانةُ الرّياض", "امانه الرياض"),
        ("إنارة الشَّوارِع", "اناره الشوارع"),
        ("بلديــــــة جــدّة", "بلديه جده"),
        ("رفحاء", "رفحا"),
        ("وزارة الشؤون البلدية", "وزاره الشوون البلديه"),
        ("٩٤٠ و۹۴۰", "940 و940"),
        ("شكراااااا", "شكرا"),
        ("«أمانة» (الرياض)", " امانه الرياض "),
        ("الرياض، جدة", "الرياض. جده"),
        ("#أمانة_جدة", " امانه جده"),
        ("ﺃﻣﺎﻧﺔ", "امانه"),
        ("ﻻ ﷲ", "لا الله"),
        ("کلی", "كلي"),
        ("ABC ａｂｃ é", "abc abc e"),
        ("\u202eأمانة\u202c", "امانه"),
        ("", ""),
    ],
)
def test_spellings_of_one_word_fold_to_one_form(written, folded):
    assert fold(written) == folded


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
@given(text=ARABIC)
def test_the_unicode_form_makes_no_difference_to_words(form, text):
    assert fold(unicodedata.normalize(form, text)).split() == fold(text).split()


@given(text=ANY)
@settings(max_examples=400, deadline=None)
def test_every_folded_letter_leads_back_to_where_it_stood(text):
    folded = Folded(text)
    for at in range(len(folded)):
        start, end = folded.span(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert folded.text[at] in fold(text[start:end]) + fold(text[start:end] + "ا")


@given(text=ANY)
@settings(max_examples=300, deadline=None)
def test_spans_keep_their_order(text):
    folded = Folded(text)
    starts = [folded.span(at, at + 1)[0] for at in range(len(folded))]
    assert starts == sorted(starts)


@given(text=ANY)
@settings(max_examples=300, deadline=None)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_a_span_takes_the_vowel_signs_of_its_last_letter_along():
    text = "شارعٌ مظلم"
    folded = Folded(text)
    start, end = folded.span(0, 4)
    assert text[start:end] == "شارعٌ"


def test_an_empty_or_backward_span_is_refused():
    with pytest.raises(ValueError, match="no span"):
        Folded("أمانة").span(3, 3)


def test_naughty_strings_fold_without_a_crash():
    for text in naughty_strings():
        folded = Folded(text)
        assert all(folded.span(at, at + 1)[1] <= len(text) for at in range(len(folded)))


@pytest.mark.parametrize("unit", ["ـ", "ا", "َ", "🙂", "أمانة ", "\u202e", "ﷺ"])
def test_folding_takes_time_by_length_only(unit):
    assert_grows_with_length_only(lambda size: Folded(unit * (size // len(unit))), 4_000)


def test_search_joins_articles_conjunctions_and_broken_plurals():
    assert search_text("الحدائق والشوارع") == search_text("حديقة وشارع")
    assert search_text("للبلديات") == search_text("البلدية")
    assert search_text("بلدية") == search_text("البلديات")


def test_sort_keys_put_arabic_first_and_numbers_by_value():
    names = ["Zulfi", "حي 10", "حي 9", "أبها", "إبراء", "بلدية", "7"]
    assert sorted(names, key=sort_key) == ["إبراء", "أبها", "بلدية", "حي 9", "حي 10", "Zulfi", "7"]
