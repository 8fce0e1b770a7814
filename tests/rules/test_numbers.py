"""Which numbers of a text state something, and what they claim."""

import gzip
import itertools
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sada.rules.numbers import bears, numbers, value_of

DATA = Path(os.environ.get("SADA_TESTDATA", Path(__file__).parents[3] / "shared"))


def kinds(text):
    return [number.kind for number in numbers(text)]


def only(text):
    (number,) = numbers(text)
    return number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("رُفعت 2,572 حاوية", 2572),
        ("رُفعت ٢٬٥٧٢ حاوية", 2572),
        ("رُفعت ۱۲ حاوية", 12),
        ("(150) ألف ريال", 150_000),
        ("2.5 مليون ريال", 2_500_000),
        ("٣٢٢ ألف ريال", 322_000),
        ("مئة وخمسون خدمة", 150),
        ("940 حاوية", 940),
        ("رفع (940) حاوية", 940),
        ("على 940 حاوية جديدة", 940),
        ("في 2026 حاوية", 2026),
        ("أكثر من 2000 حاوية", 2000),
        ("مخطط 450 متر", 450),
        ("بلغ العدد 150", 150),
        ("خلال 24 ساعة", 24),
    ],
)
def test_what_counts_something_is_a_quantity_in_either_digits_or_in_words(text, value):
    assert (only(text).kind, only(text).value) == ("quantity", value)
    assert only(text).demanded


@pytest.mark.parametrize("text", ["94%", "٩٤٪", "%94", "94 في المئة", "94 بالمئة", "سبعين في المئة", "5.7%"])
def test_a_percentage_is_one_number_with_its_sign(text):
    number = only(text)
    assert number.kind == "percent"
    assert number.demanded
    assert number.text == text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("بتاريخ 3-1-1433هـ", "date"),
        ("30/ 6/ 1433هـ", "date"),
        ("2026-11-23", "date"),
        ("23 نوفمبر 2026م", "date"),
        ("٢٣ نوفمبر ٢٠٢٦م", "date"),
        ("5 شوال 1447هـ", "date"),
        ("عام 2025", "date"),
        ("عام ألفين وخمسة وعشرين", "date"),
        ("منذ 2019", "date"),
        ("رؤية 2030", "date"),
        ("ميزانية 1446/1447هـ", "date"),
        ("الساعة 10", "time"),
        ("10 صباحًا", "time"),
        ("عند 2:30 ظهرًا", "time"),
        ("على مدار 24/7", "time"),
        ("عبر مركز البلاغات (940)", "phone"),
        ("عبر (940)", "phone"),
        ("الاتصال بالرقم 940", "phone"),
        ("الإبلاغ على 940 للمتابعة", "phone"),
        ("مركز ٩٤٠", "phone"),
        ("هاتف: 0112345678", "phone"),
        ("0551234567", "phone"),
        ("+966551234567", "phone"),
        ("920012345", "phone"),
        ("بالعدد (14305)", "reference"),
        ("القرار رقم 209", "reference"),
        ("بلغنا 940 وأُغلق البلاغ", "phone"),
        ("المرسوم الملكي م/32", "reference"),
        ("المادة 35", "reference"),
        ("شارع 30", "reference"),
        ("طريق الستين", "reference"),
        ("إنارة LED2", "code"),
        ("واحد من المواقع", "small"),
        ("ألف شكر", "small"),
    ],
)
def test_what_names_a_day_an_hour_a_telephone_or_a_paper_needs_no_fact(text, kind):
    assert set(kinds(text)) == {kind}
    assert not any(number.demanded for number in numbers(text))


def test_the_numbers_of_a_list_need_no_fact():
    assert kinds("1. النظافة\n2) الإنارة\n٣- السفلتة") == ["ordinal"] * 3


def test_addresses_handles_and_hashtags_hold_no_numbers():
    assert numbers("https://balady.gov.sa/2026/11 و @amana940 و info1@x.sa و #يوم23") == []


def test_one_text_can_hold_a_telephone_and_a_quantity():
    assert kinds("مركز 940 استقبل 1200 بلاغ في 2025") == ["phone", "quantity", "date"]


@pytest.mark.parametrize(
    ("text", "value"),
    [("استفاد نصف السكان", 50), ("أنجز أكثر من ثلثي الأعمال", 200 / 3), ("ثلاثة أرباع المشروع منجزة", 75)],
)
def test_a_part_of_a_named_whole_is_a_share_that_needs_its_proof(text, value):
    number = only(text)
    assert (number.kind, number.demanded, number.value) == ("percent", True, value)


@pytest.mark.parametrize("text", ["نصف ساعة", "نصف الساعة الأولى", "النصف الأول", "شهر صفر", "منتصف الشهر"])
def test_a_part_of_time_counts_nothing(text):
    assert numbers(text) == []


def test_zero_of_what_can_be_counted_is_a_number():
    assert (only("سجلنا صفر حالة").value, only("سجلنا صفر حالة").demanded) == (0, True)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("تجاوز 150", "over"),
        ("تجاوزت الـ 150 خدمة", "over"),
        ("أكثر من ١٥٠", "over"),
        ("اكثر من مئة وخمسين", "over"),
        ("تزيد على (150)", "over"),
        ("تجاوز عددها 150", "over"),
        ("لا يقل عن 30", "at_least"),
        ("لا تتجاوز 12", "at_most"),
        ("لم تزد على 12", "at_most"),
        ("أقل من 10", "under"),
        ("نحو 200", "about"),
        ("ويقدر عددهم بنحو 1800 طالب", "about"),
        ("ما يقارب 200", "about"),
        ("رفع 200", "exact"),
        ("الشارع أكثر من رائع وفيه 3 حدائق", "exact"),
    ],
)
def test_the_words_before_a_number_bound_what_it_claims(text, bound):
    assert numbers(text)[-1].bound == bound


@pytest.mark.parametrize(
    ("value", "claimed", "bound", "borne"),
    [
        (151, 150, "over", True),
        (150, 150, "over", False),
        (150, 150, "at_least", True),
        (149, 150, "at_least", False),
        (150, 150, "exact", True),
        (250, 150, "exact", False),
        (149, 150, "under", True),
        (150, 150, "under", False),
        (150, 150, "at_most", True),
        (165, 150, "about", True),
        (166, 150, "about", False),
    ],
)
def test_a_fact_bears_only_what_is_claimed(value, claimed, bound, borne):
    assert bears(value, claimed, bound) is borne


def test_the_value_of_a_fact_is_its_first_number():
    assert value_of("1,250 حاوية") == 1250
    assert value_of("٩٤٪") == 94
    assert value_of("مئة وخمسون خدمة") == 150
    assert value_of("قيد التنفيذ") is None


@given(st.text(alphabet="0123456789٠١٢٣٤٥٦٧٨٩,.٬٫ /-:%()مهـعام وألفمئة\n", max_size=80))
def test_any_text_is_read_in_order_and_every_digit_belongs_to_a_number(text):
    found = numbers(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(text[n.start : n.end] == n.text for n in found)
    covered = {i for n in found for i in range(n.start, n.end)}
    assert all(i in covered for i, char in enumerate(text) if char.isdigit())


def test_real_press_texts_are_read_without_error():
    path = DATA / "data" / "saudinewsnet-2015-07.jsonl.gz"
    if not path.exists():
        pytest.skip(f"no test data at {path}; set SADA_TESTDATA")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in itertools.islice(lines, 150)]
    found = [number for text in texts for number in numbers(text)]
    assert {"quantity", "percent", "date"} <= {number.kind for number in found}
    assert len(found) > 500


@pytest.mark.parametrize("said", ["0114500000", "٠١١ ٤٥٠ ٠٠٠٠", "+966 11 450 0000", "012-4500000"])
def test_a_landline_is_a_telephone_however_its_digits_are_grouped(said):
    assert {n.kind for n in numbers(f"للاستفسار: {said}.")} == {"phone"}


def test_a_quantity_is_no_landline():
    assert [n.kind for n in numbers("رُفعت 114500000 حاوية")] == ["quantity"]


def test_the_number_of_a_report_counts_nothing():
    assert kinds("نتابع البلاغ 940-270501 مع البلدية") == ["reference", "reference"]
    assert kinds("رُفعت 940 حاوية") == kinds("بلغت 940 حاوية") == ["quantity"]
