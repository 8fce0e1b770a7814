"""Precision, recall, abstention and confusions of judgements; the order of what teaches most."""

from collections import Counter
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sada.figures.judging import Judged, Open, by_class, judgement, teaches


def rows(*counts):
    return [Judged((said,), (truth,), sure, n) for said, truth, sure, n in counts]


SAMPLE = rows(
    ("a", "a", True, 30), ("a", "b", True, 10), ("b", "b", True, 15), ("b", "b", False, 5), ("a", "b", False, 5)
)


def test_what_was_left_to_a_person_is_not_found_and_not_wrong():
    a, b = sorted(by_class(SAMPLE), key=lambda c: c.code)
    assert (a.precision.part, a.precision.whole) == (30, 40)
    assert (a.recall.part, a.recall.whole, a.abstention.part) == (30, 30, 0)
    assert (b.precision.part, b.precision.whole) == (15, 15)
    assert (b.recall.part, b.recall.whole, b.abstention.part) == (15, 35, 10)
    assert b.precision.state == "too_few"


def test_the_whole_is_judged_on_what_was_said_surely():
    found = judgement(SAMPLE)
    assert (found.reviewed, found.right.part, found.right.whole) == (65, 45, 55)
    assert (found.abstention.part, found.abstention.whole) == (10, 65)
    assert found.confusions == (("a", "b", 15),)


def test_lists_count_each_of_their_codes():
    found = judgement([Judged(("x", "y"), ("y", "z"), True, 4), Judged((), ("z",), True, 2)])
    assert {c.code: (c.precision.part, c.precision.whole, c.true) for c in found.classes} == {
        "x": (0, 4, 0), "y": (4, 4, 4), "z": (0, 0, 6),
    }  # fmt: skip
    assert found.right.part == 0
    assert set(found.confusions) == {("x", "z", 4), ("", "z", 2)}


def test_the_order_of_a_list_is_no_error():
    assert judgement([Judged(("a", "b"), ("b", "a"), True, 3)]).right.part == 3


def test_nothing_reviewed_is_too_few():
    assert judgement([]).right.state == "too_few"


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc"), st.booleans(), st.integers(1, 9)), max_size=20)
)
def test_every_item_is_counted_once(counts):
    found = judgement(rows(*counts))
    assert sum(c.true for c in found.classes) == found.reviewed
    assert found.right.whole + found.abstention.part == found.reviewed
    assert sum(c.recall.part for c in found.classes) == found.right.part


def worth(confidence=0.5, waiting=3, known=0):
    one = Open("kind", "a", confidence, False)
    return teaches([one], Counter({("kind", "a", False): waiting}), Counter({("kind", "a"): known}))


def test_what_teaches_most_is_unsure_common_and_little_known():
    assert worth() == pytest.approx(0.5 * 2)
    assert worth(known=3) == pytest.approx(1 / sqrt(4))
    assert worth(confidence=0.2) > worth(confidence=0.4)
    assert worth(waiting=30) > worth(waiting=3)
    assert worth(known=0) > worth(known=40)


def test_two_open_judgements_teach_more_than_one():
    opens = [Open("kind", "a", 0.5, False), Open("tone", "b", 0.5, False)]
    waiting = Counter({("kind", "a", False): 3, ("tone", "b", False): 3})
    assert teaches(opens, waiting, Counter()) == pytest.approx(2.0)
