"""The numbers of a title: borne by the text, or the asker's own words."""

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sada.rules.titles import title_blocks


@dataclass(frozen=True)
class Fact:
    value: str
    valid_until: date = date(2026, 12, 31)
    state: str = "valid"
    proof: str = "تقرير"
    measure: str = ""


FACTS = {12: Fact("1,480"), 14: Fact("94")}
TEXT = "صانت الأمانة {#12} عمودًا، وأنجزت {#14} في المئة من الخطة و{=7} جولات."


@pytest.mark.parametrize(
    ("title", "against"),
    [
        ("صيانة 1,480 عمودًا", []),
        ("صيانة ١٬٤٨٠ عمودًا", []),
        ("صيانة أكثر من 1,400 عمود", []),
        ("إنجاز 94٪ من الخطة", []),
        ("سبع جولات رقابية", []),
        ("رد على خبر الحفر في 3 شوارع", []),
        ("صيانة 1,500 عمود", ["title_number"]),
        ("صيانة أكثر من 1,480 عمودًا", ["title_number"]),
        ("إنجاز 94 مشروعًا", ["title_number"]),
        ("صيانة 12 عمودًا", ["title_number"]),
        ("صيانة {#12} عمودًا", ["title_citation"]),
        ("إيضاح بشأن الإنارة", []),
    ],
)
def test_a_title_says_only_what_the_text_answers_for(title, against):
    assert [block.code for block in title_blocks(title, TEXT, FACTS, "الحفر في 3 شوارع")] == against


def test_a_bare_number_of_the_text_bears_nothing():
    assert [b.text for b in title_blocks("صيانة 900 عمود", "صانت الأمانة 900 عمود", FACTS)] == ["900"]


@given(st.integers(2, 10**6), st.integers(2, 10**6))
def test_any_other_number_is_refused(stated, titled):
    text = f"صانت الأمانة {{={stated}}} عمودًا."
    assert bool(title_blocks(f"صيانة {titled} عمودًا", text, {})) == (stated != titled)
