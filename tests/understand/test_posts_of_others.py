"""Posts that sound like ours and are another agency's, another country's or only talk. Every post is our own."""

import pytest

from tests.understand.material import post


@pytest.mark.parametrize(
    "text",
    [
        "كيف أجدد رخصة القيادة المنتهية من سنة",
        "ابغى اعترض على مخالفة مرورية كيف الطريقة",
        "كم رسوم رخصة العمل للعامل الجديد",
        "كيف اطلع تصريح تنقل بين المدن",
        "التحول الرقمي ضرورة والمشكلة في التطبيق",
        "الوجبات متوفرة ولا بس الفطور",
        "شوارع لندن وسخة ومليانة حفر",
    ],
)
def test_what_another_agency_or_nobody_here_can_answer(text):
    reading = post(text)
    assert reading.relevance == "none" and not reading.needs_answer


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("كم رسوم تجديد رخصة محل تجاري وايش الشروط", "inquiry"),
        ("شكرا بلدية تيماء على تلبية النداء رشيتوا الحي وراح البعوض", "praise"),
        ("إنارة شارعنا مقفلة ومحد يرد على البلاغ", "complaint"),
        ("نرجو من معاليكم الاهتمام بإنارة حي المصيف في تبوك", "suggestion"),
    ],
)
def test_what_is_ours_in_the_same_words(text, kind):
    reading = post(text)
    assert (reading.relevance, reading.kind) == ("main", kind)
