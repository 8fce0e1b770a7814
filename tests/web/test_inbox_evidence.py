"""Evidence is shown exactly where it stands, whatever overlaps; filters read any address."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from sada.reading.correct_readings import changed
from sada.reading.masking import MASK
from sada.web.inbox.evidence import Noted, credited, segments
from sada.web.inbox.filters import Filters
from sada.web.inbox.judgements import MANY, parsed
from sada.web.inbox.rows import place_of

WHOLE = "إنارة الحي\nيشكو السكان من الظلام"


def cut(evidence, personal=(), unmask=False, noted=()):
    reading = SimpleNamespace(evidence=evidence, confidence={"kind": 0.9, "units": 0.5})
    return segments(WHOLE, 11, reading, {"complaint": "شكوى"}, list(personal), unmask=unmask, noted=noted)


def mark(start, end, field="kind", code="complaint"):
    return {"field": field, "start": start, "end": end, "text": WHOLE[start:end], "code": code}


def test_a_text_without_evidence_is_one_piece():
    title, body = cut([])
    assert [s.text for s in title] == ["إنارة الحي"]
    assert [s.text for s in body] == ["يشكو السكان من الظلام"]


def test_overlapping_evidence_is_cut_where_it_begins_and_ends():
    _title, body = cut([mark(11, 22), mark(16, 22, "unit", "riyadh")])
    assert [(s.text, s.css) for s in body] == [
        ("يشكو ", "evidence evidence-kind"),
        ("السكان", "evidence evidence-kind evidence-unit"),
        (" من الظلام", ""),
    ]


def test_the_tip_says_which_judgement_and_how_sure():
    _title, body = cut([mark(11, 15)])
    assert "شكوى" in body[0].tip
    assert "90%" in body[0].tip


def test_personal_data_is_masked_even_under_evidence():
    _title, body = cut([mark(11, 22)], [(16, 22)])
    assert MASK in [s.text for s in body]
    assert "السكان" not in "".join(s.text for s in body)
    assert "السكان" in "".join(s.text for s in cut([mark(11, 22)], [(16, 22)], unmask=True)[1])


def test_a_value_says_itself_and_joins_the_judgement_on_the_same_words():
    _title, body = cut([mark(11, 15)], noted=[Noted(11, 22, "f0", "رقم: 5", "figure"), Noted(11, 22, "q0")])
    assert [(s.text, s.css, s.is_quiet) for s in body[:2]] == [
        ("يشكو", "evidence evidence-kind evidence-figure evidence-f0 evidence-q0", False),
        (" السكان", "evidence evidence-figure evidence-f0 evidence-q0", False),
    ]
    assert body[1].tip == "رقم: 5"


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(-3, 40), st.integers(-3, 40)), max_size=5))
def test_the_author_is_cut_without_loss(author, spans):
    pieces = credited(author, [Noted(a, b, "y0", "كاتب", "byline") for a, b in spans])
    assert "".join(piece.text for piece in pieces) == author


@given(st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60)), max_size=12))
def test_no_letter_is_lost_or_doubled(spans):
    title, body = cut(
        [mark(a, b) if 0 <= a < b <= len(WHOLE) else {"field": "kind", "start": a, "end": b} for a, b in spans]
    )
    assert "".join(s.text for s in title) == "إنارة الحي"
    assert "".join(s.text for s in body) == "يشكو السكان من الظلام"


@given(st.text(max_size=80))
def test_any_query_string_is_read(text):
    filters = Filters(QueryDict(text.replace("\0", "")), [], datetime(2026, 11, 22, tzinfo=UTC))
    wanted = filters.wanted()
    assert wanted.path == ""
    assert filters.query == "" or filters.query.startswith("?")


@given(st.text(max_size=40))
def test_a_place_that_is_none_is_passed_over(text):
    assert place_of(text) is None or "," in text


@pytest.mark.parametrize(
    ("mode", "value", "after"),
    [
        ("set", "jeddah", ["jeddah", "qassim"]),
        ("set", "qassim", ["qassim"]),
        ("add", "jeddah", ["riyadh", "qassim", "jeddah"]),
        ("add", "qassim", ["riyadh", "qassim"]),
        ("remove", "riyadh", ["qassim"]),
    ],
)
def test_a_choice_changes_a_list(mode, value, after):
    assert changed(["riyadh", "qassim"], value, mode) == after


def test_what_a_form_sent_is_read_as_judgement_and_value():
    assert parsed("needs_answer:", MANY) == ("needs_answer", False)
    assert parsed("community:1", MANY) == ("community", True)
    assert parsed("kind:praise", MANY) == ("kind", "praise")
    with pytest.raises(KeyError):
        parsed("headline:x", MANY)
