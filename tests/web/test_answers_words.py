"""Differences word by word, and lengths as the media count them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sada.web.answers.differences import difference
from sada.web.answers.lengths import POST_LIMIT, length, weighted
from sada.web.answers.preview import choices_of

WORDS = st.text(alphabet="ابت {}#=1٢،.\n", max_size=60)


def marked(runs, kind):
    return [run.text for run in runs if run.kind == kind]


def test_a_replaced_word_is_marked_on_both_sides():
    left, right = difference("بدأ العمل في الحي", "انتهى العمل في الحي")
    assert (marked(left, "del"), marked(right, "ins")) == (["بدأ"], ["انتهى"])


def test_vowel_signs_belong_to_their_word():
    left, _ = difference("يبدأ العمل غدًا", "يبدأ العمل اليوم")
    assert marked(left, "del") == ["غدًا"]


def test_a_citation_is_one_word():
    left, right = difference("صين {#12} عمودًا", "صين {#13:150} عمودًا")
    assert (marked(left, "del"), marked(right, "ins")) == (["{#12}"], ["{#13:150}"])


@given(WORDS, WORDS)
def test_the_runs_give_both_texts_back(before, after):
    left, right = difference(before, after)
    assert "".join(run.text for run in left) == before
    assert "".join(run.text for run in right) == after


@given(WORDS)
def test_a_text_does_not_differ_from_itself(text):
    left, right = difference(text, text)
    assert marked(left, "del") == marked(right, "ins") == []


def test_a_very_long_text_is_compared_by_lines_and_quickly():
    before = "كلمة " * 9000 + "\nآخر"
    left, right = difference(before, before.replace("آخر", "جديد"))
    assert (marked(left, "del"), marked(right, "ins")) == (["آخر"], ["جديد"])


@pytest.mark.parametrize(
    ("text", "weight"), [("نص", 2), ("abc", 3), ("漢", 2), ("😀", 2), ("https://waha.example/a/very/long/address", 23)]
)
def test_a_post_is_weighed_as_x_weighs_it(text, weight):
    assert weighted(text) == weight


def test_a_post_at_the_limit_is_not_too_long_and_one_letter_more_is():
    assert length("ن" * POST_LIMIT).over == 0
    assert length("ن" * (POST_LIMIT + 1)).over == 1
    assert (length("كلمة ثانية").words, length("").minutes) == (2, 0)


@pytest.mark.parametrize(
    ("gap", "choices"),
    [
        ("[الأستاذ أو الأستاذة]", ["الأستاذ", "الأستاذة"]),
        ("[سعادة الدكتور أو الدكتورة]", ["سعادة الدكتور", "سعادة الدكتورة"]),
        ("[المحترم أو المحترمة]", ["المحترم", "المحترمة"]),
        ("[إحالة الموضوع إليها أو إبلاغها به]", []),
        ("[رقم العدد]", []),
    ],
)
def test_a_gap_between_two_words_offers_them(gap, choices):
    assert choices_of(gap) == choices
