"""A thread: no post too long, nothing lost, sentences whole where they fit, citations never parted."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sada.rules.citations import bare_numbers, parse
from sada.rules.lengths import LIMITS, posts, too_long, too_many_words, weighted
from sada.rules.thread_drafts import thread
from sada.rules.threads import split

LONG = "وتؤكد الأمانة أن فرق الصيانة باشرت الموقع منذ البلاغ الأول وأعادت الإنارة إلى الحي كاملًا. "


def said(draft):
    """As read, were every fact worth its own mark."""
    return "".join(part.text or "150" for part in parse(draft))


def unnumbered(text):
    return re.sub(r"(?m)^\{=\d+/\d+\} ", "", text)


def test_a_text_that_fits_stays_one_post():
    assert thread("نشكر لكم تواصلكم.") == "نشكر لكم تواصلكم."


def test_a_long_text_is_parted_between_sentences_and_numbered():
    made = posts(thread(LONG * 6))
    assert [post[:7] for post in made] == [f"{{={n}/{len(made)}}} " for n in range(1, len(made) + 1)]
    assert all(post.endswith("كاملًا.") for post in made)
    assert too_long(said(thread(LONG * 6)), "x") == 0


@pytest.mark.parametrize("text", [LONG * 3, LONG * 6, "كلمة " * 120, LONG * 40, "جملة قصيرة. " * 70])
def test_what_is_sent_are_the_posts_that_were_approved(text):
    final = said(thread(text))
    assert list(split(final, "x")) == posts(final)


def test_its_numbers_are_no_figures_that_need_a_fact():
    assert bare_numbers(thread(LONG * 6)) == []


def test_numbering_again_replaces_the_numbers():
    once = thread(LONG * 6)
    assert thread(once) == once
    assert thread(once + "\n\n" + LONG * 3).count("{=1/") == 1


def test_a_sentence_longer_than_a_post_is_parted_between_words():
    made = posts(thread("كلمة " * 120))
    assert len(made) == 3
    assert all(weighted(said(post)) <= 280 for post in made)
    assert not any(post.endswith("كلم") for post in made)


def test_more_than_nine_posts_have_room_for_their_numbers():
    made = posts(thread(LONG * 40))
    assert len(made) > 9
    assert max(weighted(said(post)) for post in made) <= 280


@given(
    st.lists(
        st.sampled_from(["{#12} عمودًا ", "{#3:150} ", "{=14} ", LONG, "كلمة ", "نعم؟ ", "\n\n", "3.5 "]), max_size=60
    )
)
def test_whatever_is_written_nothing_is_lost_and_no_citation_parted(pieces):
    draft = "".join(pieces)
    made = thread(draft, lambda text: weighted(said(text)))
    assert unnumbered(made).split() == draft.split()
    assert all(weighted(said(post)) <= 280 for post in posts(made))


@pytest.mark.parametrize(
    ("medium", "length", "over"), [("x", 283, 3), ("bluesky", 305, 5), ("mastodon", 499, 0), ("print", 9999, 0)]
)
def test_each_network_has_its_limit(medium, length, over):
    assert too_long("ن" * length, medium) == over
    assert medium in LIMITS or over == 0


@pytest.mark.parametrize(
    ("medium", "words", "over"), [("radio", 150, 0), ("tv", 170, 20), ("print", 301, 1), ("forum", 900, 0)]
)
def test_what_is_read_aloud_or_printed_has_a_usual_length(medium, words, over):
    assert too_many_words("كلمة " * words, medium) == over
