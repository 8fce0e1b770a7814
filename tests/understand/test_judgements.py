"""Relevance, kind, tone, answer and urgency on texts of our own, from the clear to the sly."""

import pytest

from sada.understand.lexicon import shipped
from sada.understand.read import read
from sada.understand.sureness import THRESHOLDS
from sada.understand.types import JUDGEMENTS, Text
from tests.understand.material import post, understood


@pytest.mark.parametrize(
    ("title", "body", "relevance"),
    [
        ("أمانة جدة تنظف الشواطئ", "بدأت أمانة جدة تنظيف الشواطئ.", "main"),
        ("أهالي الخرمة يطالبون بالسفلتة", "طالب أهالي الخرمة بسفلتة الشوارع وشكوا إهمال البلدية.", "main"),
        ("حفل زواج", "احتفل الشيخ بزواج ابنه في جدة بحضور المحافظ ورئيس بلدية رابغ وعدد من الوجهاء.", "passing"),
        ("مباراة", "فاز الفريق في المباراة التي أقيمت في الرياض.", "none"),
        ("أسعار الأسهم", "ارتفعت أسعار الأسهم في السوق السعودية اليوم.", "none"),
        ("أكوام النفايات تملأ شوارع أبو عريش", "شكا سكان أبو عريش من تراكم النفايات والروائح الكريهة.", "main"),
        ("طفح في طنجة", "شكا سكان طنجة في المغرب من تراكم النفايات في الشوارع.", "none"),
        ("", "", "none"),
    ],
)
def test_how_far_a_text_is_about_us(title, body, relevance):
    assert understood(body, title).relevance == relevance


@pytest.mark.parametrize(
    ("title", "body", "author", "kind"),
    [
        (
            "أهالي حي النخيل بتبوك يشكون الحفر",
            "شكا أهالي حي النخيل بتبوك من الحفر وسوء السفلتة وناشدوا أمانة تبوك التدخل.",
            "",
            "complaint",
        ),
        (
            "أمانة تبوك: إنجاز سفلتة حي النخيل",
            "أوضح أمين منطقة تبوك أن الأمانة أنجزت سفلتة حي النخيل.",
            "تبوك - واس",
            "statement",
        ),
        (
            "شكرا أمانة تبوك",
            "أتوجه بالشكر لأمانة تبوك على ما قدمته، فقد نالت الحديقة إعجاب الزوار.",
            "محمد الحربي",
            "praise",
        ),
        (
            "ثقافة المدن",
            "أعتقد أن ثقافة المدن تبدأ من الرصيف. كنت أظن أن أمانات المدن في المملكة وحدها تصنع الجمال.",
            "محمد الحربي",
            "opinion",
        ),
        (
            "توافد الزوار على حدائق الرياض",
            "شهدت حدائق الرياض توافد آلاف الزوار أيام العيد. ويذكر أن الحدائق كلها تتبع أمانة الرياض.",
            "الرياض - علي",
            "news",
        ),
    ],
)
def test_what_a_press_text_is(title, body, author, kind):
    assert read(Text(title, body, author=author), shipped()).kind == kind


@pytest.mark.parametrize(
    ("text", "kind", "tone"),
    [
        ("حسبي الله على أمانة جدة الشارع غرقان مجاري", "complaint", "negative"),
        ("بلغنا البلدية ثلاث مرات وسكروا البلاغ بدون حل", "complaint", "negative"),
        ("ما شاء الله على الأمانة حفرة صار لها سنة، من إنجازاتكم 👏", "complaint", "negative"),
        ("وين الرقابة يا بلدية الخبر المطاعم وسخة", "complaint", "negative"),
        ("السلام عليكم كيف اقدر احصل على رخصة بناء من أمانة حائل", "inquiry", "neutral"),
        ("متى يفتح التقديم على المنح في أمانة تبوك", "inquiry", "neutral"),
        ("اقترح على أمانة الرياض وضع مظلات في الممشى", "suggestion", "neutral"),
        ("بيض الله وجيهكم أمانة القصيم ما قصرتوا", "praise", "positive"),
    ],
)
def test_what_a_post_is_and_how_it_sounds(text, kind, tone):
    reading = post(text)
    assert (reading.kind, reading.tone) == (kind, tone)


def test_a_bad_event_reported_drily_is_negative_toward_the_body():
    reading = understood(
        "ما زالت شوارع حي الصفا بلا إنارة منذ ثلاث سنوات، وتعثر مشروع أمانة نجران مرتين، ويعاني السكان من الظلام.",
        "تعثر إنارة حي الصفا بنجران",
    )
    assert reading.tone == "negative"


def test_a_prize_is_positive():
    reading = understood(
        "حصدت أمانة الأحساء المركز الأول والجائزة العربية، وسط إشادة وتقدير من الجميع بهذا الإنجاز المتميز.",
        "أمانة الأحساء تنال جائزة المدن العربية",
    )
    assert reading.tone == "positive"


def test_a_complaint_that_was_answered_in_the_text_needs_no_answer():
    complaint = "شكا أهالي حي السلام بالطائف من تراكم النفايات وإهمال أمانة الطائف."
    answered = complaint + " من جانبه أوضح المتحدث الرسمي لأمانة الطائف أنه تم توجيه الفرق وسيتم رفع النفايات اليوم."
    silent = complaint + " وحاولت الصحيفة الاتصال بأمانة الطائف ولم ترد."
    title = "أهالي السلام بالطائف يشكون تراكم النفايات"
    assert not understood(answered, title).needs_answer
    assert understood(silent, title).needs_answer


@pytest.mark.parametrize("text", ["كم رسوم رخصة البلدية في جدة؟", "الحفر في شارعنا يا أمانة جدة متى تصلحونها"])
def test_a_question_or_a_complaint_to_an_account_is_owed_an_answer(text):
    assert post(text).needs_answer


def test_what_is_not_about_us_is_owed_nothing():
    assert not post("متى المباراة اليوم؟").needs_answer


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("يا أمانة جدة أسلاك مكشوفة في الحديقة وينكم", "danger"),
        ("يا أمانة جدة حفرة خطيرة وسببت حوادث عاجل", "high"),
        ("يا أمانة جدة الحاوية مليانة وينكم", "normal"),
    ],
)
def test_danger_to_people_is_urgent(text, urgency):
    assert post(text).urgency == urgency


def test_every_judgement_has_a_confidence_and_a_threshold():
    reading = understood("شكا أهالي جدة من أمانة جدة", "شكوى من أمانة جدة")
    assert set(reading.confidence) == {*JUDGEMENTS, "agencies", "responsible"}
    assert set(JUDGEMENTS) == set(THRESHOLDS)


def test_what_lies_below_its_threshold_is_left_to_a_person():
    reading = understood("توافد مئات الزوار على مهرجان القطيف الذي تنظمه أمانة المنطقة الشرقية.", "مهرجان القطيف")
    assert reading.unsure
    assert all(reading.confidence[name] < THRESHOLDS[name] for name in reading.unsure)


def test_what_is_plain_is_sure():
    reading = understood(
        "شكا أهالي حي النخيل بتبوك من الحفر وسوء السفلتة وناشدوا أمانة تبوك التدخل دون تجاوب.",
        "أهالي حي النخيل بتبوك يشكون الحفر وإهمال أمانة تبوك",
    )
    assert not {"relevance", "units", "kind", "tone"} & set(reading.unsure)


def test_evidence_names_the_judgement_it_speaks_for():
    reading = understood("شكا أهالي جدة من تراكم النفايات وإهمال أمانة جدة", "أهالي جدة يشكون النفايات")
    fields = {evidence.field for evidence in reading.evidence}
    assert {"relevance", "unit", "family", "kind", "tone"} <= fields
    units = [e for e in reading.evidence if e.field == "unit"]
    assert units[0].text == "أمانة جدة"
    assert units[0].code == "jeddah"


def test_a_unit_that_is_not_named_rests_on_the_place_that_led_to_it():
    reading = understood("شكا أهالي الدوادمي من انقطاع الإنارة، وطالبوا البلدية بإصلاحها", "أهالي الدوادمي يشكون")
    assert (reading.units, reading.baladiyat) == (("riyadh",), ("riyadh.al-duwadimi",))
    shown = {(e.field, e.text, e.code) for e in reading.evidence}
    assert {("unit", "الدوادمي", "riyadh"), ("baladiya", "الدوادمي", "riyadh.al-duwadimi")} <= shown


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("صباح الخير متى راح تسفلتون شارع 12 في حي الملقا", "inquiry"),
        ("قدمت بلاغ رقم 123456 عن حفرة ولا احد جا", "complaint"),
        ("شارعنا فيه مستنقع من المطر الاخير والبعوض ذبحنا", "complaint"),
        ("سحبوا سيارتي من الموقف وانا واقف صح", "complaint"),
        ("دورات المياه في الواجهة البحرية غير نظيفة", "complaint"),
        ("أنوار الشارع شغالة في عز النهار وبالليل طافية", "complaint"),
        ("ياليت تحطون مطبات صناعية قدام المدرسة لان السيارات مسرعة", "suggestion"),
        ("كم رسوم رخصة البناء وكيف اقدم عليها", "inquiry"),
    ],
)
def test_a_city_service_is_ours_though_no_body_is_named(text, kind):
    reading = post(text)
    assert (reading.relevance, reading.kind, reading.needs_answer) == ("main", kind, True)


@pytest.mark.parametrize(
    "text",
    [
        "رحت حديقة السلام اليوم الجو روعة",
        "المدير طلعني من الدوام بدري",
        "المنتخب لعب مباراة زبالة",
        "عيد مبارك على الجميع",
        "الانتخابات البلدية في تونس بعد أسبوع",
        "داعش كلاب النار",
        "احنا عايزين نعرف ازاي الشوارع دي كده دلوقتي",
    ],
)
def test_talk_that_is_not_about_a_saudi_municipality(text):
    assert post(text).relevance == "none"


@pytest.mark.parametrize(
    "body",
    [
        "أزالت بلدية محافظة رفحاء 40 حظيرة عشوائية داخل النطاق العمراني.",
        "صادرت أمانة جدة بسطات عشوائية في حي السلامة.",
        "أغلقت بلدية الخبر مطاعم مخالفة ومتسخة خلال أسبوع.",
    ],
)
def test_an_evil_that_the_body_removes_is_its_statement(body):
    reading = understood(body, body)
    assert (reading.kind, reading.tone, reading.needs_answer) == ("statement", "neutral", False)


def test_what_the_paper_has_seen_stays_a_complaint():
    reading = understood("شكا سكان حي السلام بجدة إهمال النظافة وتراكم النفايات، ورصدت عكاظ ذلك.", "إهمال النظافة")
    assert reading.kind == "complaint"
