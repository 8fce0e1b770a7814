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


@pytest.mark.parametrize(
    "text",
    [
        "مين يعرف مقهى على كورنيش جدة نشوف فيه المباراة",  # the way is asked
        "ايش احلى المطاعم اللي فاتحة في جدة؟",
        "طلبت من مطعم في الرياض وطلبي ما وصل وش الحل",  # a shop's customer
        "كم المخالفة اذا كانت سرعة الشارع ٨٠ وامشي ١٢٠ في الرياض",  # the police
        "كم مدة التصريح للتنقل للمواشي في القصيم",
        "معقولة رصيف جدة يفوز على الهلال والمدرب نايم",  # a match
    ],
)
def test_streets_and_shops_that_nobody_complains_of(text):
    assert post(text).relevance == "none"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("علامكم يا بلدية عنيزة الشارع مكسر وله شهور", "complaint"),  # Najd
        ("فين الأمانة حي الصفا في جدة لسا ما شالوا النفايات", "complaint"),  # Hijaz
        ("شلون اقدم بلاغ على بلدية الخبر", "inquiry"),  # the Gulf
        ("ما عبرونا بلدية أبها ريحة النفايات لا تطاق", "complaint"),  # the South
        ("أتمنى تجديد خطوط المشاة يا أمانة الطائف، ارجو الاهتمام", "suggestion"),
        ("كفيتوا ووفيتوا أمانة تبوك شغل مرتب", "praise"),
        ("عندي رخصة محل سارية ولا تظهر في بلدي واتصل ولا احد يجيب", "complaint"),
    ],
)
def test_each_region_in_its_own_words(text, kind):
    reading = post(text)
    assert (reading.relevance, reading.kind) == ("main", kind)
    assert reading.needs_answer == (kind != "praise")
