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


# what is written | each figure: value, unit, thing counted
SEVERAL = """
غرامة من 10 إلى 15 ألف ريال | 10000 SAR -, 15000 SAR -
زرع بين ٣٠ و٤٠ ألف شجرة | 30000 - شجرة, 40000 - شجرة
زرع ما بين 500 و700 شجرة | 500 - شجرة, 700 - شجرة
بين ثلاثين وأربعين ألف زائر | 30000 - زائر, 40000 - زائر
العمل من 10 إلى 15 يوما | 10 day -, 15 day -
خلال 10-15 يوما | 10 day -, 15 day -
من 5% إلى 7% | 5 % -, 7 % -
من 5 إلى 7% | 5 % -, 7 % -
من 500 إلى 2.5 ألف ريال | 500 SAR -, 2500 SAR -
من 3 مدارس إلى 5 حدائق | 3 - مدارس, 5 - حدائق
بين مليون ومليوني ريال | 1000000 SAR -, 2000000 SAR -
بين 3 آلاف و500 ريال | 3000 SAR -, 500 SAR -
رفع طنين من النفايات | 2 t -
بعمق مترين وعرض ثلاثة أمتار | 2 m -, 3 m -
بطول كيلومترين ونصف | 2.5 km -
مساحة مترين مربعين | 2 m2 -
غرامتها ريالان فقط | 2 SAR -
دشن حديقتين وملعبين في الحي | 2 - حديقة, 2 - ملعب
افتتحت مدرستان وممشيان بالحي | 2 - مدرسة, 2 - ممشى
ضبطت سيارتين مخالفتين | 2 - سيارة
مليونين و300 ألف ريال | 2300000 SAR -
مليون و200 ألف متر مربع | 1200000 m2 -
ألف و500 عامل | 1500 - عامل
3 آلاف و500 حاوية | 3500 - حاوية
3 ملايين و200 ألف و50 ريالا | 3200050 SAR -
3 آلاف شجرة و500 حاوية | 3000 - شجرة, 500 - حاوية
بين ألف و1500 ريال | 1000 SAR -, 1500 SAR -
أغلقت 1.234 محلا و2.500 مستودع | 1234 - محلا, 2500 - مستودع
رفعت ١٫٢٥٠ طنا و1.250 حاوية | 1.25 t -, 1250 - حاوية
غرامة 1.500 ريال | 1500 SAR -
مساحة 2.500 م² | 2500 m2 -
بطول 1.234 كم | 1.234 km -
بكلفة 1.234 مليون ريال | 1234000 SAR -
نمت 0.125 نقطة | 0.125 - نقطة
2.50 ريال و2.5 كيلو متر | 2.5 SAR -, 2.5 km -
أنجز ثلثي المشروع وثلثا المباني | 0.6666666667 - المشروع, 0.6666666667 - المباني
-5 درجات | -5 - درجات
من الربع الثاني 2015 إلى 94 شركة | 2015 - -, 94 - شركة
تعرفة من 1900 إلى 2015 ريالا | 1900 SAR -, 2015 SAR -
في أشهر الصيف الثلاثة إلى مليون سائح | 3 - -, 1000000 - سائح
بين 45 و50 ألفا يعتقد أنها | 45000 - -, 50000 - -
من 18 إلى 24 لمنحهم شهادات | 18 - -, 24 - -
كفل 5 يتامى | 5 - يتامى
"""
MANY = [[cell.strip() for cell in line.split("|")] for line in SEVERAL.strip().splitlines()]


@pytest.mark.parametrize(("text", "read"), MANY, ids=[row[0] for row in MANY])
def test_both_ends_of_a_range_duals_points_and_sums_in_parts(text, read):
    assert [f"{f.value:.10g} {f.unit or '-'} {f.thing or '-'}" for f in figures(text)] == read.split(", ")


@pytest.mark.parametrize(
    "text",
    [
        "مسجد القبلتين بالمدينة", "شارع الستين", "حي النخلتين", "دولة فلسطين وباكستان", "الرئيس بوتين", "بساتين",
        "كل المواطنين والمهندسين", "العدد (14305) وتاريخه", "بالعدد (14305) من الصحيفة", "الحديقتين",
        "المحلات والبحرين", "مرتين", "محطة شارع حديقتين", "سرعة دوران المحرك",
    ],
)  # fmt: skip
def test_what_only_looks_like_two_is_no_figure(text):
    assert figures(text) == []


@given(st.integers(1, 999), st.integers(0, 999), st.sampled_from(["محلا", "حاوية", "بلاغ"]))
def test_a_point_before_three_digits_parts_thousands_where_something_is_counted(head, tail, thing):
    (figure,) = figures(f"رصدت {head}.{tail:03} {thing} أمس")
    assert (figure.value, figure.thing) == (head * 1000 + tail, thing)


@given(st.integers(1, 99), st.integers(1, 900), st.sampled_from([("", 1), (" ألف", 10**3), (" مليون", 10**6)]))
def test_the_ends_of_a_range_share_scale_and_unit(low, more, scale):
    said, times = scale
    high = low + more
    for text in (f"من {low} إلى {high}{said} ريال", f"بين {low} و{high}{said} ريال"):
        assert [(f.value, f.unit) for f in figures(text)] == [(low * times, "SAR"), (high * times, "SAR")], text
