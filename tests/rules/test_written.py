"""The editor's form of a draft: what is said stands in it, and what is kept comes back the same."""

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sada.rules.citations import bare_numbers, blocks, cited, render
from sada.rules.written import kept, written

TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Fact:
    value: str
    valid_until: date = date(2026, 12, 31)
    state: str = "valid"
    proof: str = "تقرير"
    measure: str = ""


FACTS = {12: Fact("1,480"), 13: Fact("حديقة الملك سلمان"), 14: Fact("قيمة {غريبة}"), 15: Fact("94%")}


@pytest.mark.parametrize(
    ("draft", "shown"),
    [
        ("صين {#12} عمودًا", "صين {1,480 #12} عمودًا"),
        ("صين {#12:١٤٨٠} عمودًا", "صين {١٤٨٠ #12} عمودًا"),
        ("في {#13}.", "في {حديقة الملك سلمان #13}."),
        ("و{=7} جولات", "و{=7} جولات"),
        ("من {#99} مجهولة", "من {#99} مجهولة"),
        ("من {#14} غريبة", "من {#14} غريبة"),
        ("قوس { وحيد و#وسم", "قوس { وحيد و#وسم"),
        ("{#12}{#15}\n{#12}", "{1,480 #12}{94% #15}\n{1,480 #12}"),
    ],
)
def test_a_citation_shows_what_it_says_and_is_kept_as_its_fact(draft, shown):
    assert written(draft, FACTS) == shown
    assert kept(shown, FACTS) == draft
    assert cited(shown) == cited(draft)


def test_what_is_changed_in_the_braces_is_kept_as_written_and_measured_against_the_fact():
    assert kept("صين {1,500 #12} عمودًا", FACTS) == "صين {#12:1,500} عمودًا"
    assert [b.code for b in blocks("صين {1,500 #12} عمودًا", FACTS, TODAY)] == ["fact_does_not_bear"]
    assert blocks("صين {1,480 #12} عمودًا في {حديقة الملك سلمان #13}", FACTS, TODAY) == []
    assert kept("{1,480 #12}", {12: Fact("1,600")}) == "{#12:1,480}"  # the fact changed while one wrote


_pieces = st.lists(
    st.one_of(
        st.sampled_from(["{#12}", "{#13}", "{#15}", "{#12:1480}", "{=7}", "{#99}", "{#14}"]),
        st.text("ابت 19,.\n😀", max_size=8),
    ),
    max_size=8,
)


@given(_pieces)
def test_there_and_back_nothing_changes(pieces):
    draft = "".join(pieces)
    shown = written(draft, FACTS)
    assert kept(shown, FACTS) == draft
    assert written(kept(shown, FACTS), FACTS) == shown
    assert len(bare_numbers(shown)) == len(bare_numbers(draft))
    if "#99" not in draft:
        assert render(shown, FACTS) == render(draft, FACTS)
