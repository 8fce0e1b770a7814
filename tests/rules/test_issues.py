"""The number of an issue is read where a text names it, and a count of things is none."""

import pytest

from sada.rules.issues import issue_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("نُشر بالعدد (14305) بتاريخ 3-1-1433هـ", "14305"),
        ("جريدة الرواق، العدد 1725، الصفحة 4", "1725"),
        ("في العدد رقم ١٧٢٥", "١٧٢٥"),
        ("عدد رقم 427", "427"),
        ("بلغ العدد 150 حاوية", ""),
        ("العدد 12", ""),
        ("ازداد العدد كثيرًا", ""),
        ("", ""),
    ],
)
def test_an_issue_number_is_read(text, number):
    assert issue_number(text) == number


def test_the_first_text_that_names_one_counts():
    assert issue_number("عنوان", "العدد 1725", "العدد 9999") == "1725"
