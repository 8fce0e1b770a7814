"""What a reading says of texts written here, sentence by sentence, as a careful reader would."""

import pytest

from sada.understand.lexicon import Lexicon, shipped
from sada.understand.read import read, read_many
from sada.understand.types import Text
from tests.understand.material import post, understood


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("نفذت أمانة منطقة الرياض مشروع سفلتة في حي النرجس", "riyadh"),
        ("أوضح أمين العاصمة المقدسة أن العمل في إنارة الشوارع مستمر", "makkah"),
        ("أزالت بلدية محافظة الدوادمي مخلفات البناء", "riyadh"),
        ("نظمت بلدية الخبر حملة لنظافة الكورنيش", "eastern"),
        ("دشنت أمانة الأحساء تطبيقا لاستقبال البلاغات", "ahsa"),
        ("أعلنت بلدية ينبع عن طرح حديقة للاستثمار", "madinah"),
        ("أكد المجلس البلدي بعنيزة أهمية صيانة الأرصفة", "qassim"),
        ("أكد وزير الشؤون البلدية والقروية دعم المجالس البلدية في المملكة", "ministry"),
        ("سفلتت بلدية محافظة رابغ طريق الكورنيش", "jeddah"),
        ("سفلتت بلدية محافظة القنفذة طريق الكورنيش بعد السيول", "makkah"),
        ("طرحت «أمانة جدة» لوحات إعلانية للاستثمار", "jeddah"),
        ("أمـــانة تبوك تنظف الشوارع", "tabuk"),
    ],
)
def test_a_named_body_gives_the_amana_it_belongs_to(text, unit):
    assert understood(text).units[0] == unit


def test_a_baladiya_is_named_with_its_own_code():
    assert understood("أزالت بلدية محافظة الدوادمي مخلفات البناء").baladiyat == ("riyadh.al-duwadimi",)


@pytest.mark.parametrize(
    "text",
    [
        "رعى أمير منطقة الرياض حفل الجامعة وكرمت الإمارة الطلاب",
        "قال الأمين العام للأمم المتحدة إن الأمانة العامة تتابع الوضع",
        "نظفت بلدية دبي الشواطئ وأزالت المخلفات في دبي",
        "أعلنت بلدية غزة توقف جمع النفايات في غزة",
        "تفوق الفريق في المباراة وسجل هدفين في الدقيقة الأخيرة",
        "حمل المعلم الأمانة بكل إخلاص أمام طلابه",
        "أعلنت أمانة عمان الكبرى في الأردن عن خطة للنظافة",
    ],
)
def test_other_bodies_and_other_meanings_are_not_ours(text):
    assert understood(text).relevance == "none"


def test_the_governors_office_is_not_the_amana():
    reading = understood("قدمت إمارة منطقة عسير التهنئة للفائزين")
    assert reading.relevance == "none"


def test_a_body_without_a_name_is_resolved_from_the_byline():
    text = Text("البلدية تزيل المخلفات", "أزالت البلدية مخلفات البناء من الأحياء.", author="شقراء - عبدالله المقحم:")
    reading = read(text, shipped())
    assert reading.units == ("riyadh",)
    assert reading.relevance == "main"


def test_an_ordinary_word_is_a_place_only_with_support():
    assert understood("نفى الرجل التهمة وقال إن هذا ظلم كبير وقع مرات", "ظلم").units == ()
    assert understood("باشرت بلدية ظلم سفلتة الشوارع").baladiyat == ("taif.dhalm",) or understood(
        "باشرت بلدية ظلم سفلتة الشوارع"
    ).units == ("taif",)


def test_a_complaint_is_negative_and_is_owed_an_answer():
    reading = understood(
        "شكا عدد من أهالي حي السلام بالطائف من تراكم النفايات وإهمال أمانة الطائف منذ أسبوعين دون تجاوب.",
        "أهالي السلام بالطائف يشكون تراكم النفايات",
    )
    assert (reading.relevance, reading.kind, reading.tone, reading.needs_answer) == (
        "main",
        "complaint",
        "negative",
        True,
    )
    assert reading.families[0] == "cleaning"


def test_a_release_is_a_statement_that_needs_no_answer():
    reading = understood(
        "أبرمت أمانة منطقة حائل عقدا لإنارة طريق الملك فهد. وأوضح أمين المنطقة أن مدة العقد سنة.",
        "أمانة حائل توقع عقدا لإنارة الطرق",
    )
    assert (reading.relevance, reading.kind, reading.needs_answer) == ("main", "statement", False)
    assert "lighting" in reading.families


def test_community_work_is_recognised():
    reading = understood(
        "نظمت بلدية الخبر زيارة للمرضى وكبار السن ووزعت الهدايا على الأيتام ضمن المسؤولية المجتمعية.",
        "بلدية الخبر تعايد المرضى والأيتام",
    )
    assert reading.community
    assert "community" in reading.families


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("وين البلدية عن الزبالة في حينا؟ لها أسبوع والحاويات طافحة", "complaint"),
        ("إلى متى يا أمانة الشارع ظلام والإنارة ما تشتغل", "complaint"),
        ("كيف اقدر اجدد رخصة البلدية لمحل؟ وكم الرسوم", "inquiry"),
        ("ياليت أمانة جدة تحط ممشى وحديقة في حي السامر", "suggestion"),
        ("شكرا أمانة الرياض ما قصرتوا على سفلتة الشارع", "praise"),
    ],
)
def test_posts_in_dialect(text, kind):
    reading = post(text)
    assert (reading.relevance, reading.kind) == ("main", kind)


@pytest.mark.parametrize(
    "text",
    [
        "انت زبالة المجتمع والله",
        "بلدية الكويت تنظف الشواطئ",
        "كل المدح لرجال الطيب",
        "فيلم زبالة ما يستاهل",
    ],
)
def test_posts_that_only_use_the_words(text):
    assert post(text).relevance == "none"


def test_exposed_wires_are_a_danger():
    reading = post("يا أمانة جدة عمود إنارة وأسلاك مكشوفة خطر على الأطفال في الحديقة وينكم")
    assert reading.urgency == "danger"


def test_many_texts_are_read_as_one_by_one():
    texts = [Text("", "بلدية الخرج تنظف الشوارع"), Text("", ""), Text("أمانة جدة", "تعتذر")]
    assert read_many(texts, shipped()) == [read(text, shipped()) for text in texts]


def test_the_version_names_the_rules():
    assert understood("أمانة جدة").version == shipped().version
    assert shipped().version.startswith("rules-1-")


def test_an_alias_added_to_a_family_is_understood():
    units = [
        {
            "code": "x",
            "parent": "",
            "kind": "amana",
            "name_ar": "أمانة السهول",
            "official_ar": "",
            "short_ar": "",
            "variants": "",
        }
    ]
    families = [{"code": "cleaning", "name_ar": "النظافة", "aliases": "شطفة الممرات"}]
    lexicon = Lexicon.from_rows(units, families, [])
    reading = read(Text("", "أنهت أمانة السهول شطفة الممرات و شطفة الممرات الأخرى"), lexicon)
    assert reading.units == ("x",)


def test_a_service_of_the_catalogue_is_named():
    assert "light.01" in understood("بدأت أمانة نجران صيانة أعمدة الإنارة في الأحياء").services
