"""Reports that may be false, and columns that blame two bodies each for its own. Every text is our own."""

import pytest

from sada.understand.lexicon import shipped
from sada.understand.read import read
from sada.understand.types import Text
from tests.understand.material import understood


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "أمانة جدة تفرض رسوما على ممشى الكورنيش",
            "علمت الصحيفة من مصادرها أن أمانة جدة قررت فرض رسوم على مرتادي الممشى، وأبدى عدد من الزوار استغرابهم من "
            "القرار. ولم تتمكن الصحيفة من الحصول على تعليق الأمانة.",
        ),
        (
            "اتهامات لأمانة عسير بتزوير شهادات صحية",
            "تداول ناشطون وثيقة يزعمون أنها تثبت إصدار موظفين في أمانة عسير شهادات مزورة، وطالبوا بفتح تحقيق عاجل.",
        ),
        (
            "إعفاء أمين المدينة المنورة",
            "أفادت مصادر غير رسمية بإعفاء أمين المدينة المنورة على خلفية مخالفات مالية، وهي أنباء لم تؤكدها أي جهة.",
        ),
        (
            "وثائق مسربة عن مشروع حديقة بحائل",
            "نشر ناشط وثائق مسربة يدعي أنها تثبت ترسية أمانة حائل المشروع على قريب مسؤول، ولم يتسن التحقق من صحتها.",
        ),
    ],
)
def test_what_is_claimed_of_a_body_and_proved_by_nobody_is_owed_an_answer(title, body):
    reading = understood(body, title)
    assert (reading.relevance, reading.tone, reading.needs_answer) == ("main", "negative", True)
    assert reading.kind != "statement"


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "أمانة الشرقية تنفي شائعات إغلاق كورنيش الدمام",
            "نفى المتحدث الرسمي لأمانة المنطقة الشرقية صحة الشائعات عن إغلاق الكورنيش، مؤكدا أنه مفتوح للزوار.",
        ),
        (
            "علمت «اليوم»: أمانة جدة تطرح مشروع ممشى جديد",
            "علمت الصحيفة أن أمانة جدة تعتزم طرح مشروع ممشى جديد شمال الكورنيش بطول 3 كم خلال الشهر المقبل.",
        ),
    ],
)
def test_a_denial_and_a_harmless_scoop_claim_nothing(title, body):
    reading = understood(body, title)
    assert (reading.kind, reading.tone, reading.needs_answer) == ("statement", "neutral", False)


@pytest.mark.parametrize(
    ("body", "units", "families"),
    [
        (
            "في حي اليرموك بالرياض حفر تبتلع السيارات وإسفلت مرقع، وأمانة الرياض تكتفي بالوعود. وفي الدمام أحياء كاملة "
            "بلا إنارة منذ أشهر، ولا تجد من أمانة المنطقة الشرقية سوى الصمت. إلى متى هذا الإهمال؟",
            ("riyadh", "eastern"),
            ("paving", "lighting"),
        ),
        (
            "زرت متنزهات الطائف فوجدت الحدائق مهملة والألعاب مكسرة، وأمانة الطائف غائبة عن المشهد. وفي الباحة دورات "
            "المياه مقفلة وأمانة الباحة تعتذر بقلة العمالة. كيف نطلب سياحة داخلية؟",
            ("taif", "bahah"),
            ("parks", "facilities"),
        ),
        (
            "في أبها استوطنت قطعان القرود أحياءنا، وأمانة عسير تعدنا بخطة لم نرها. أما في جازان فقد تراكمت النفايات "
            "على الشواطئ، وأمانة جازان لا تسمع شكوى أحد. من يحاسب هؤلاء؟",
            ("asir", "jazan"),
            ("animals", "cleaning"),
        ),
    ],
)
def test_a_column_that_blames_two_names_both_and_the_service_of_each(body, units, families):
    reading = read(Text("مدننا المنسية", body, author="خالد السفياني"), shipped())
    assert (reading.kind, reading.tone, reading.needs_answer) == ("complaint", "negative", True)
    assert reading.units == units and set(families) <= set(reading.families)


def test_a_body_that_is_only_a_guest_of_others_is_touched_in_passing():
    body = (
        "رعى محافظ شقراء احتفال أهالي المحافظة بعيد الفطر المبارك في قصر الضيافة وسط حضور كبير من الأهالي والأعيان "
        "ومشايخ القبائل، وألقيت القصائد وأقيمت العرضة حتى ساعة متأخرة من الليل. "
        "وألقى رئيس البلدية كلمة هنأ فيها الحضور."
    )
    assert understood(body, "شقراء تحتفل بعيد الفطر").relevance == "passing"
