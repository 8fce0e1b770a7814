"""The day that a reply promises, as its own sentences name it."""

from datetime import date

import pytest

from sada.desk.promised_day import promised_day

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("سيتم الانتهاء من السفلتة في موعد أقصاه 15 ديسمبر 2026م.", date(2026, 12, 15)),
        ("سيبدأ العمل في 3/7/1448هـ.", date(2026, 12, 12)),
        ("سيُعاد فتح الطريق يوم الخميس.", date(2026, 11, 26)),
        ("سيتم الانتهاء في ديسمبر 2026م.", date(2026, 12, 31)),
        ("ستعالج الأمانة الملاحظة خلال أسبوعين.", date(2026, 12, 7)),
        ("ستعالج الأمانة الملاحظة خلال ثلاثة أيام.", date(2026, 11, 26)),
        ("ستعالج الأمانة الملاحظة خلال ١٠ أيام.", date(2026, 12, 3)),
        ("سيبدأ العمل بعد شهر، وسينتهي خلال شهرين.", date(2027, 1, 22)),
        ("رُدمت الحفر في 20 نوفمبر 2026م. وستُسفلت الطرق خلال أسبوع.", date(2026, 11, 30)),
    ],
)
def test_the_last_day_of_a_promise_is_found(text, day):
    assert promised_day(text, MONDAY) == day


@pytest.mark.parametrize(
    "text",
    ["رُدمت الحفر في 15 ديسمبر 2026م.", "سيتم النظر في الموضوع قريبًا.", "سيبدأ العمل في 1 نوفمبر 2026م.", ""],
)
def test_where_nothing_is_promised_or_no_day_named_there_is_none(text):
    assert promised_day(text, MONDAY) is None


def test_an_expected_day_is_a_promise_too():
    text = "باشرت 14 مضخة الموقع، والموعد المتوقع لانتهاء المشروع 31 مارس 2027م. ونشكر لكم."
    assert promised_day(text, date(2026, 11, 30)) == date(2027, 3, 31)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("وتكتمل الأعمال يوم 5 ديسمبر 2026م.", date(2026, 12, 5)),
        ("أُغلقت الحديقة للتأهيل، وتُفتح للزوار يوم 10 ديسمبر 2026م.", date(2026, 12, 10)),
        ("ويُستكمل العمل خلال أسبوعين.", date(2026, 12, 14)),
        ("اكتملت الأعمال يوم 5 ديسمبر 2026م.", None),
        ("وتكتمل الأعمال قريبًا.", None),
        ("تكتمل الأعمال بعون الله. ونُشر الخبر يوم 5 ديسمبر 2026م.", None),
    ],
)
def test_what_is_to_be_finished_on_a_day_is_promised_in_the_present_tense_too(said, day):
    assert promised_day(said, date(2026, 11, 30)) == day
