"""Figures with their units, what they count and the bound their words set; what names is no figure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sada.understand.dates import dates_in
from sada.understand.figures import figures, figures_in
from sada.understand.tokens import tokens

# what is written | span | value, unit, thing counted, bound
READ = """
بتكلفة أكثر من 3 ملايين ريال | 3 ملايين ريال | 3000000 SAR - over
بتكلفة 2.5 مليار ريال | 2.5 مليار ريال | 2500000000 SAR - exact
نحو ١٫٥ مليون ريال | ١٫٥ مليون ريال | 1500000 SAR - about
بطول 35 كيلومترا | 35 كيلومترا | 35 km - exact
على مساحة 120 ألف متر مربع | 120 ألف متر مربع | 120000 m2 - exact
مساحتها ٢٥٠م٢ | ٢٥٠م٢ | 250 m2 - exact
أنجز ٩٤٪ من العمل | ٩٤٪ | 94 % - exact
وصلت إلى نسبة 75 في المئة | نسبة 75 في المئة | 75 % - exact
أغلقت 150 محلا | 150 | 150 - محلا exact
ما لا يقل عن 32 حديقة | 32 | 32 - حديقة at_least
أقل من مئتي حاوية | مئتي | 200 - حاوية under
خمسة وعشرين ألف ريال | خمسة وعشرين ألف ريال | 25000 SAR - exact
رفعت 1,250 طنا | 1,250 طنا | 1250 t - exact
رفعت ١٬٢٥٠ طنا | ١٬٢٥٠ طنا | 1250 t - exact
لمدة ثلاث سنوات | ثلاث سنوات | 3 year - exact
خلال أسبوعين | أسبوعين | 2 week - exact
ثلاثة ملايين ونصف المليون ريال | ثلاثة ملايين ونصف المليون ريال | 3500000 SAR - exact
500 عامل على الأقل | 500 | 500 - عامل at_least
ربع السكان | ربع | 0.25 - السكان exact
"""
ROWS = [[cell.strip() for cell in line.split("|")] for line in READ.strip().splitlines()]


@pytest.mark.parametrize(("text", "span", "read"), ROWS, ids=[row[0] for row in ROWS])
def test_a_figure_is_read_with_unit_thing_and_bound(text, span, read):
    (figure,) = figures(text)
    assert (figure.text, f"{figure.value:.10g} {figure.unit or '-'} {figure.thing or '-'} {figure.bound}") == (
        span,
        read,
    )


@pytest.mark.parametrize(
    "text",
    [
        "اتصل على الرقم 940", "هاتف 0551234567", "القرار رقم 12", "http://192.168.1.2/x", "سجل مدني 1012345678",
        "أحد المواطنين", "صفا واحدا ضد الفساد", "كلف 540ر999ر45 وأكثر", "إلى 88591 - Stc", "1- الحديقة", "A320",
    ],
)  # fmt: skip
def test_a_number_that_names_is_no_figure(text):
    assert figures(text) == []


def test_a_date_is_no_figure():
    row = tokens("في 7/10/1436هـ زرعت 40 شجرة")
    taken = [(d.start, d.end) for d in dates_in(row)]
    assert [(f.value, f.thing) for f in figures_in(row, taken)] == [(40.0, "شجرة")]


@given(st.integers(3, 9_999_999), st.sampled_from(["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"]), st.booleans())
def test_every_sum_in_digits_is_read_whatever_its_digits_and_separators(value, digits, grouped):
    written = (f"{value:,}" if grouped else str(value)).translate(str.maketrans("0123456789", digits))
    (figure,) = figures(f"بمبلغ {written} ريال")
    assert (figure.value, figure.unit) == (value, "SAR")


@given(st.integers(1, 999), st.sampled_from([("ألف", 10**3), ("مليون", 10**6), ("مليار", 10**9)]))
def test_digits_before_a_scale_are_multiplied(count, scale):
    (figure,) = figures(f"بمبلغ {count} {scale[0]} ريال")
    assert figure.value == count * scale[1]


def test_what_tells_the_time_is_no_unit_of_the_number_before_it():
    row = tokens("1الساعة 9")
    said = dates_in(row)
    assert [d.text for d in said] == ["الساعة 9"]
    assert figures_in(row, [(d.start, d.end) for d in said]) == []


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("تكلف المتر ⃁ 1500 كاملة", 1500, "SAR"), ("دفع ﷼ 500 غرامة", 500, "SAR"), ("غرامة 500 ﷼ فقط", 500, "SAR"),
        ("رسوم 300 ر.س سنويا", 300, "SAR"), ("رسوم 300 ر. س سنويا", 300, "SAR"), ("بلغ $ 40 للبرميل", 40, "USD"),
        ("بكلفة 2 500 000 ريال للمشروع", 2_500_000, "SAR"),
    ],
)  # fmt: skip
def test_sums_with_the_signs_of_the_riyal_and_groups_by_spaces(text, value, unit):
    assert [(f.value, f.unit) for f in figures(text)] == [(value, unit)]
