"""Numbers of people by their form: found however they are grouped and typed, ordinary numbers left alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sada.numerals.of_people import numbers_of_people
from sada.numerals.plain import Plain
from sada.rules.personal import spans
from tests.forms import FORMS

FOUND = [
    ("جوال 055.123.4567 متاح", "055.123.4567", "phone"),
    ("جوال (055) 1234567", "055) 1234567", "phone"),
    ("راسلوني على +966 (55) 123 4567.", "+966 (55) 123 4567", "phone"),
    ("واتساب 00966 (0) 55-123-4567", "00966 (0) 55-123-4567", "phone"),
    ("رقمي 055/1234567 أو بعد العصر", "055/1234567", "phone"),
    ("جوالي0551234567", "0551234567", "phone"),
    ("٠٥٥ ١٢٣ ٤٥٦٧", "٠٥٥ ١٢٣ ٤٥٦٧", "phone"),
    ("هويتي 1 0 1 2 3 4 5 6 7 8 والسلام", "1 0 1 2 3 4 5 6 7 8", "national_id"),
    ("رقم الهوية: 10-1234-5678", "10-1234-5678", "national_id"),
    ("السجل المدني 1012 345 678", "1012 345 678", "national_id"),
    ("آيبان SA03-8000-0000-6080-1016-7519", "SA03-8000-0000-6080-1016-7519", "iban"),
    ("SA03 8000 0000 6080 1016 7519", "SA03 8000 0000 6080 1016 7519", "iban"),
    ("سيارة (ح ط ص 1234) متروكة", "ح ط ص 1234", "plate"),
    ("لوحة ح ط ص 1234، والسائق هرب", "ح ط ص 1234", "plate"),
    ("لوحتها 1234 ح ط ص", "1234 ح ط ص", "plate"),
    ("لوحة المركبة حطص 1234", "حطص 1234", "plate"),
    ("لوحة رقم ABC 1234 واقفة", "ABC 1234", "plate"),
    ("لوحات 7654 KSA", "7654 KSA", "plate"),
    ("a_b.c@mail.example.com كتبت", "a_b.c@mail.example.com", "email"),
]


@pytest.mark.parametrize(("text", "number", "sort"), FOUND)
def test_a_number_of_somebody_is_found_whole(text, number, sort):
    found = [(text[start:end], code) for start, end, code in numbers_of_people(text)]
    assert (number, sort) in found
    assert any(text[start:end] == number for start, end in spans(text))


@pytest.mark.parametrize(
    "text",
    [
        "عقد يوم 05-12-2024 14:30", "في 05/12/2024 14 مشروعا", "بكلفة 5.123.456.789 ريال", "الأرقام 01 02 03 04 05",
        "معيار ISO 9001", "حدائق COVID 2019", "من 2010 إلى 2015", "موازنة 1436-1437 بلغت 1200 مليون", "رقم 199099",
        "055\n1234567", "الطول 10.5 - 12.75 و 0.25", "رفعت 3 لوحات دعائية", "ص ب 1234", "بلغت 1,276,869,737 ريالا",
    ],
)  # fmt: skip
def test_ordinary_numbers_are_nobodys(text):
    assert numbers_of_people(text) == []


def test_a_run_of_digits_is_an_identity_by_its_check_digit_or_when_announced():
    sums = "بلغت 1012345671 وحدة"
    assert numbers_of_people(sums) == []
    assert spans(sums) != []  # a screen masks what only looks like one
    assert [code for *_, code in numbers_of_people("هوية 1012345671")] == ["national_id"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("text", "number", "sort"), FOUND)
def test_a_number_is_found_in_every_form(text, number, sort, form):
    written = FORMS[form](text)
    [found] = [written[start:end] for start, end, code in numbers_of_people(written) if code == sort]
    assert Plain(found).text == Plain(number).text


@given(st.text(alphabet="0123 456\u200f٠١۲ـ-./(+ASح ط@.\n", max_size=60))
@settings(max_examples=300, deadline=None)
def test_spans_lie_in_the_text_and_marks_change_nothing(text):
    found = numbers_of_people(text)
    assert all(0 <= start < end <= len(text) for start, end, _ in found)
    marked = "".join(f"{char}\u200f" for char in text)
    assert [code for *_, code in numbers_of_people(marked)] == [code for *_, code in found]
