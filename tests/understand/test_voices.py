"""Who is heard in a report, and what that makes of it. Every sentence is our own."""

import pytest

from sada.understand.bodies import mentions
from sada.understand.findings import find
from sada.understand.geography import geography
from sada.understand.lexicon import shipped
from sada.understand.read import read
from sada.understand.relevance import ours_of
from sada.understand.types import Text
from sada.understand.voices import acts, framed, voices
from tests.understand.material import understood


def heard(body, title=""):
    lexicon = shipped()
    found = find(Text(title, body), lexicon.scanner)
    ground = geography(found, [], lexicon)
    ours = ours_of(found, mentions(found, lexicon, ground), ground)
    return voices(found, ours), found, ours


@pytest.mark.parametrize(
    ("body", "first"),
    [
        ("نفذت أمانة تبوك جولات على الأسواق. وأوضح أمين منطقة تبوك المهندس فارس أن الجولات مستمرة.", "ours"),
        ("قال المواطن سالم الحربي إن الشارع مظلم منذ شهر في تبوك.", "people"),
        ("أكد محافظ تيماء أن الاحتفال يعكس فرحة الأهالي بحضور رئيس بلدية تيماء.", "others"),
        ("نفذت أمانة تبوك جولات. وأوضح مدير إدارة صحة البيئة علي أن المحال أغلقت.", "ours"),
        ("أقيم الحفل في تبوك. وأوضح مدير المدرسة علي أن الطلاب شاركوا.", "others"),
        ("شهد المتنزه زحاما في تبوك.", ""),
    ],
)
def test_the_first_voice(body, first):
    assert heard(body)[0].first == first


def test_and_he_added_goes_on_for_the_one_before():
    said, *_ = heard(
        "أوضح أمين منطقة تبوك المهندس فارس الشمري أن العمل بدأ. وأضاف أن المدة سنة. وأشار الشمري إلى أن التكلفة مليون."
    )
    assert said.ours == 3.0 and said.people == said.others == 0.0


def test_an_office_in_apposition_speaks_for_its_body():
    said, *_ = heard("ثمن المهندس محمد العتيبي، أمين الطائف رئيس المجلس البلدي، دعم الجميع.")
    assert said.first == "ours"


def test_elections_do_not_speak_but_their_committee_does():
    assert heard("أكدت ناشطة في الانتخابات البلدية بتبوك أن النساء مستعدات.")[0].first != "ours"
    assert heard("أكدت اللجنة المحلية للانتخابات البلدية بتبوك أن المراكز جاهزة.")[0].first == "ours"


def test_the_frame_of_an_event_is_not_the_event():
    _, found, ours = heard("عرضت المسرحية ضمن مسابقة أمانة تبوك للعروض المسرحية.")
    assert framed(found, ours[0])
    _, found, ours = heard("أقيم المهرجان الذي تنظمه أمانة تبوك سنويا.")
    assert not framed(found, ours[0])


@pytest.mark.parametrize("body", ["زرعت أمانة تبوك الميادين.", "تفتتح أمانة تبوك الحديقة.", "أنشأت أمانة تبوك ممشى."])
def test_a_body_behind_the_first_verb_acts(body):
    _, found, ours = heard(body)
    assert acts(found, ours[0])


ANSWERED = (
    "شكا عدد من أهالي حي المصيف بتبوك من تجمع المياه أمام منازلهم، وقال المواطن سالم الحربي إن الروائح لا تطاق. "
    "من جهته أوضح المتحدث الرسمي لأمانة تبوك أن الفرق باشرت الموقع."
)


@pytest.mark.parametrize(
    ("title", "body", "author", "kind"),
    [
        ("أهالي المصيف بتبوك يشكون تجمع المياه", ANSWERED, "تبوك - واس", "complaint"),
        (
            "أمير المنطقة يفتتح ممشى تبوك غدا",
            "يفتتح أمير المنطقة غدا الممشى الجديد. وأوضح أمين منطقة تبوك المهندس فارس أن الممشى بطول كيلين. "
            "وأضاف أن الأمانة زرعت ألف شجرة.",
            "تبوك - واس",
            "statement",
        ),
        (
            "محافظ تيماء يرعى احتفالات العيد",
            "رعى محافظ تيماء احتفالات عيد الفطر التي نظمتها بلدية تيماء بحضور الأهالي.",
            "تيماء - واس",
            "statement",
        ),
        (
            "«بيت الطين» تناقش الغربة",
            "ناقشت المسرحية غربة الأبناء، وقدمت ضمن مسابقة أمانة تبوك للعروض المسرحية، من تأليف سالم وإخراج علي.",
            "تبوك - علي",
            "news",
        ),
        (
            "زوار يشيدون بتنظيم مهرجان تبوك",
            "أشاد عدد من زوار المهرجان الذي نظمته أمانة تبوك بالتنظيم، معبرين عن شكرهم للأمانة على جهودها.",
            "تبوك - علي",
            "praise",
        ),
        (
            "إيضاح من البلدية",
            "سعادة رئيس التحرير. إشارة إلى ما نشر في صحيفتكم عن حفر حي المصيف بتبوك، نود الإفادة أن بلدية تيماء "
            "ردمت الحفر. نأمل نشر هذا الإيضاح.",
            "",
            "statement",
        ),
        (
            "مشاريع جديدة لتصريف السيول بتبوك",
            "أبرمت أمانة تبوك عقودا لتصريف السيول ومعالجة كل ما يشكل خطرا على السكان وتفادي تضرر الممتلكات.",
            "تبوك - واس",
            "statement",
        ),
    ],
)  # fmt: skip
def test_what_the_voices_make_of_a_report(title, body, author, kind):
    assert read(Text(title, body, author=author), shipped()).kind == kind


@pytest.mark.parametrize(
    ("title", "body", "tone"),
    [
        ("عقد لسفلتة حي المصيف", "أبرمت أمانة تبوك عقدا لسفلتة حي المصيف، ومدته سنتان وسيتم البدء قريبا.", "neutral"),
        (
            "أمانة تبوك تطلق التيار في أعمدة حي المصيف",
            "أطلقت أمانة تبوك التيار الكهربائي في أعمدة إنارة حي المصيف بعد اكتمال المشروع لخدمة الأهالي.",
            "positive",
        ),
        (
            "بلدية تيماء تعايد المرضى",
            "زارت بلدية تيماء المرضى المنومين في المستشفى وقدمت الهدايا والحلوى ورسمت البسمة على وجوههم.",
            "positive",
        ),
        ("بلدية تيماء تغلق محلا", "أغلقت بلدية تيماء محلا بعد ضبط أغذية فاسدة وسوء تخزين ومخالفات.", "neutral"),
    ],
)  # fmt: skip
def test_plans_are_neutral_and_what_was_done_for_people_is_not(title, body, tone):
    assert understood(body, title).tone == tone


def test_what_is_not_ours_has_a_kind_nobody_should_trust():
    assert understood("ارتفعت أسعار الأسهم اليوم.", "أسعار الأسهم").confidence["kind"] < 0.5


def test_a_title_that_begins_with_a_speaker_is_his():
    body = "أكد المهندس جمال الملحم، وكيل أمين المنطقة الشرقية للتعمير، أن البطولة تخدم الشباب."
    assert heard(body, "الملحم: هدفنا خدمة الشباب")[0].heads == "ours"
    assert heard(body, "بطولة لخدمة الشباب")[0].heads == ""


@pytest.mark.parametrize(
    ("body", "units"),
    [
        (
            "وافق وزير الشؤون البلدية على نزع ملكية عقارات: تبوك عقاران، حائل ثلاثة، نجران عقار، الباحة عقاران، "
            "عسير أربعة، الجوف عقار. وتراجع الملاك أمانة تبوك وأمانة حائل وأمانة نجران وأمانة الباحة وأمانة عسير.",
            {"ministry", "tabuk", "hail", "najran", "bahah", "asir", "jawf"},
        ),
        ("أقيم المهرجان في المدينة المنورة بحديقة الملك فهد، ونظمته أمانة المدينة لأهل المدينة.", {"madinah"}),
    ],
)  # fmt: skip
def test_lists_of_regions_and_common_names_at_home(body, units):
    assert set(understood(body, "خبر").units) == units


def test_the_secretariat_named_in_full_is_meant_by_the_short_name_after_it():
    body = "أكدت الأمانة العامة للهيئة أهمية البيان. وقالت الأمانة في بيانها من الرياض إن المجتمع واحد."
    assert understood(body, "بيان الهيئة").relevance == "none"
