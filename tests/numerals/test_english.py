"""Numbers in English words and among English words: their value, what they are, and what is claimed of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sada.numerals.english import value_of_words
from sada.rules.citations import bare_numbers, blocks
from sada.rules.numbers import numbers

ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def spelt(n):
    if n < 20:
        return ONES[n]
    if n < 100:
        return TENS[n // 10 - 2] + (f"-{ONES[n % 10]}" if n % 10 else "")
    if n < 1000:
        return f"{ONES[n // 100]} hundred" + (f" and {spelt(n % 100)}" if n % 100 else "")
    for size, word in ((10**9, "billion"), (10**6, "million"), (1000, "thousand")):
        if n >= size:
            return f"{spelt(n // size)} {word}" + (f" {spelt(n % size)}" if n % size else "")
    return ""


@given(st.integers(0, 10**12 - 1))
def test_a_number_in_words_has_its_value_and_is_found_whole(n):
    assert value_of_words(spelt(n)) == n
    (found,) = numbers(f"The municipality maintained {spelt(n)} lamps.")
    assert (found.value, found.text) == (n, spelt(n))
    assert found.demanded == (n > 2)


@pytest.mark.parametrize(
    ("text", "value", "kind", "bound"),
    [
        ("We fixed two hundred lamps.", 200, "quantity", "exact"),
        ("More than a hundred streets were paved.", 100, "quantity", "over"),
        ("At least twenty-five gardens", 25, "quantity", "at_least"),
        ("no fewer than 300 lamps", 300, "quantity", "at_least"),
        ("about 1.5 million visitors", 1_500_000, "quantity", "about"),
        ("up to 40 teams", 40, "quantity", "at_most"),
        ("fewer than ten complaints", 10, "quantity", "under"),
        ("300 or more lamps", 300, "quantity", "at_least"),
        ("hundreds of calls and 7 visits", 7, "quantity", "exact"),
        ("a dozen parks", 12, "quantity", "exact"),
        ("Half of the district is lit.", 50, "percent", "exact"),
        ("two-thirds of the works", 200 / 3, "percent", "exact"),
        ("90 per cent of the works", 90, "percent", "exact"),
        ("ninety percent of the works", 90, "percent", "exact"),
        ("on 22 November 2026", 22, "date", "exact"),
        ("in 2026", 2026, "date", "exact"),
        ("at 10:30 am", None, "time", "exact"),
        ("please call 940", 940, "phone", "exact"),
        ("940 containers", 940, "quantity", "exact"),
        ("letter No. 1234", 1234, "reference", "exact"),
        ("issue (14305) of", 14305, "reference", "exact"),
        ("one of the teams", 1, "small", "exact"),
    ],
)
def test_what_a_number_is_among_english_words(text, value, kind, bound):
    found = numbers(text)[0]
    assert (found.kind, found.bound) == (kind, bound)
    assert value is None or found.value == pytest.approx(value)


def test_half_an_hour_and_a_date_in_both_calendars_state_nothing():
    assert bare_numbers("for half an hour on 22 November 2026 (12 Jumada al-Akhirah 1448 AH)") == []


@pytest.mark.parametrize("text", ["We fixed two hundred lamps.", "Half of the lamps work.", "We fixed 200 lamps."])
def test_an_english_text_needs_a_fact_for_its_numbers_as_an_arabic_one_does(text):
    from datetime import date

    assert [block.code for block in blocks(text, {}, date(2026, 11, 22))] == ["number_without_fact"]
    said = numbers(text)[0]
    own = f"{text[: said.start]}{{={said.text}}}{text[said.end :]}"
    assert blocks(own, {}, date(2026, 11, 22)) == []
