"""Mails, calls and threads as they come in: a journalist asks, a citizen complains, a release is sent on."""

import pytest

from tests.understand.material import post, understood

ASKED = "السلام عليكم، أنا محرر في صحيفة الوطن، وردتنا شكاوى من أهالي حي السامر حول تراكم النفايات وانتشار البعوض. "
BY_SIX = "نود الحصول على رد أمانة جدة قبل الساعة 6 مساء اليوم، مع صورة إن أمكن."


@pytest.mark.parametrize(
    ("title", "body", "amana"),
    [
        ("طلب رد إعلامي عاجل", ASKED + BY_SIX, "jeddah"),
        (
            "حول ما تم تداوله",
            "السلام عليكم\nتداول مواطنون مقطعا لكلاب ضالة تهاجم أطفالا في تبوك. ما صحة المقطع؟ وما الإجراءات التي "
            "اتخذتها أمانة تبوك؟ نأمل إفادتنا لنشر رد الأمانة مع الخبر.\nمحرر الشؤون المحلية",
            "tabuk",
        ),
        (
            "سؤال حول التعويضات",
            "الأخ المتحدث باسم أمانة جدة، وصلتنا ملاحظات من ملاك في حي الرويس لم تصرف تعويضاتهم. هل من توضيح؟ سننشر "
            "الموضوع في عدد الأربعاء.",
            "jeddah",
        ),
        (
            "إيجاز صحفي: أسئلة للمتحدث",
            "أسئلة الإيجاز الصحفي لأمانة الباحة: س1: ما جاهزية الأمانة لموسم الأمطار؟ س2: كم عدد المعدات؟ ونأمل الرد.",
            "bahah",
        ),
        (
            "حلقة عن الحدائق",
            "الزملاء في أمانة الجوف، نستضيف غدا ضيوفا للحديث عن نقص الحدائق في سكاكا، ونود مشاركة أحد مسؤوليكم.",
            "jawf",
        ),
    ],
)
def test_a_journalist_who_passes_complaints_on_asks(title, body, amana):
    reading = understood(body, title, medium="email")
    assert (reading.relevance, reading.kind, reading.tone) == ("main", "inquiry", "neutral")
    assert reading.needs_answer and reading.units == (amana,)


@pytest.mark.parametrize(
    ("medium", "title", "body", "kind"),
    [
        ("email", "رائحة المسلخ", "الروائح من مسلخ عنيزة لا تحتمل وراجعنا البلدية. نرجو إيجاد حل.", "complaint"),
        ("email", "مقترح", "تحية طيبة، أقترح على أمانة الأحساء إنشاء مسار للدراجات على طريق الخليج.", "suggestion"),
        ("email", "شكر وتقدير", "أشكر أمانة نجران على سرعة إصلاح الشارع أمام منزلي بعد بلاغي بيوم.", "praise"),
        ("email", "رخصة", "السلام عليكم، ما الاشتراطات المطلوبة من بلدية صبيا لفتح مغسلة سيارات؟", "inquiry"),
        ("phone", "شكوى", "مواطن من الجبيل يشكو من كلاب ضالة قرب المدرسة ويطلب من بلدية الجبيل التدخل", "complaint"),
        ("phone", "اتصال", "اتصل مراسل صحيفة في عرعر يسأل متى يفتح طريق الملك فهد ويريد رد الأمانة", "inquiry"),
        ("in_person", "حفرة", "ذكر ولي أمر أن حفرة أمام مدرسة ابنته بالرياض مكشوفة ولم تردمها الأمانة", "complaint"),
        ("x", "تغريدة عن حديقة", "حديقة حي النسيم بالرياض ألعابها مكسرة والعشب ميت وينكم يا أمانة", "complaint"),
    ],
)
def test_what_is_written_or_told_to_us_is_read_as_speech(medium, title, body, kind):
    reading = understood(body, title, medium=medium)
    assert (reading.relevance, reading.kind) == ("main", kind)
    assert reading.needs_answer == (kind != "praise")


@pytest.mark.parametrize("medium", ["email", "facebook"])
def test_a_release_that_is_sent_on_stays_a_statement(medium):
    body = "أكدت أمانة منطقة عسير جاهزية 120 فرقة ميدانية، وأوضح أمين المنطقة أن مركز 940 يستقبل البلاغات."
    assert understood(body, "أمانة عسير: جاهزية 120 فرقة", medium=medium).kind == "statement"


@pytest.mark.parametrize(
    "body",
    [
        "السلام عليكم، نحن شركة تسويق نود تقديم عرض أسعار لطباعة الدروع والهدايا.",
        "سعادة المدير، نتشرف بدعوتكم لحضور حفل تخرج طلاب الجامعة يوم الاثنين.",
    ],
)
def test_a_letter_about_something_else_is_not_ours(body):
    assert understood(body, "عرض", medium="email").relevance == "none"


@pytest.mark.parametrize(
    ("text", "amana"),
    [
        (
            "1/3 هذا الثريد عن شارعنا في حي الصفا بجدة 👇 من سنة والحفر تزيد\n2/3 رفعنا سبعة بلاغات "
            "وكل مرة يقفل البلاغ بدون حل\n3/3 أمس طاحت سيارة جارنا في الحفرة @JeddahAmanah متى تتحركون؟",
            "jeddah",
        ),
        ("عاجل | شاهد كيف غرقت شوارع خميس مشيط مع أول مطرة!! وين مشاريع التصريف يا أمانة عسير؟", "asir"),
        ("بالفيديو.. أكوام النفايات تحاصر سكان حي الشرائع بمكة والبلدية في سبات عميق", "makkah"),
        ("خبر وصورة: سقوط عمود إنارة على سيارة بحي النقرة بحائل.. أين الصيانة يا أمانة حائل", "hail"),
    ],
)
def test_an_angry_thread_is_a_complaint_however_much_it_looks_like_news(text, amana):
    reading = post(text)
    assert (reading.kind, reading.tone, reading.needs_answer, reading.units) == (
        "complaint",
        "negative",
        True,
        (amana,),
    )


def test_evidence_in_a_letter_points_into_the_letter():
    reading = understood(ASKED + BY_SIX, "طلب رد", medium="email")
    whole = f"طلب رد\n{ASKED}{BY_SIX}"
    assert reading.evidence and all(whole[e.start : e.end] == e.text for e in reading.evidence)
