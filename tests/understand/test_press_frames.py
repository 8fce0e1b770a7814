"""Whose event a report tells of, who is only guest or partner, and how sure that makes us. Sentences of our own."""

import pytest

from sada.understand.bodies import mentions
from sada.understand.findings import find
from sada.understand.geography import geography
from sada.understand.lexicon import shipped
from sada.understand.read import read
from sada.understand.sureness import THRESHOLDS
from sada.understand.types import Text
from tests.understand.material import understood


def bodies(body, title=""):
    lexicon = shipped()
    found = find(Text(title, body), lexicon.scanner)
    return mentions(found, lexicon, geography(found, [], lexicon))


HOSTED = "شهد المهرجان الذي تنظمه أمانة تبوك في حديقة الأمير حضورا كبيرا من العائلات، وتنوعت الفعاليات والعروض."


def test_a_festival_that_the_body_holds_is_its_own_news():
    hosted = understood(HOSTED, "إقبال على مهرجان العيد", author="تبوك - علي الحربي")
    visited = understood(HOSTED.replace("الذي تنظمه أمانة تبوك", "الذي زاره أمين منطقة تبوك"), "إقبال على مهرجان العيد")
    assert (hosted.kind, visited.kind) == ("statement", "news")


def test_a_play_at_that_festival_is_news():
    reading = understood(HOSTED, "مسرحية «القرية» تضحك الجمهور", author="تبوك - علي الحربي")
    assert reading.kind == "news"


def test_a_statement_that_nobody_makes_is_unsure():
    mute = understood(HOSTED, "إقبال على مهرجان العيد", author="تبوك - علي الحربي")
    heard = understood(HOSTED + " وأوضح أمين منطقة تبوك أن المهرجان مستمر.", "أمانة تبوك تنظم مهرجان العيد")
    assert mute.confidence["kind"] < heard.confidence["kind"]
    assert "kind" in mute.unsure
    assert "kind" not in heard.unsure


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("ترقية العمري إلى المرتبة الثالثة عشرة بأمانة تبوك", "صدر قرار ترقية المهندس سالم العمري بأمانة منطقة تبوك."),
        ("شركة النخيل تعلن توقيع عقد مع أمانة تبوك", "أعلنت شركة النخيل توقيع عقد مع أمانة منطقة تبوك لنقل النفايات."),
    ],
)
def test_what_others_do_with_the_body_is_no_statement_of_its(title, body):
    assert understood(body, title).kind == "news"


def test_the_other_party_of_a_contract_does_not_speak():
    mention = bodies("أعلنت شركة النخيل توقيع عقد مع أمانة تبوك لنقل النفايات.")[0]
    assert not mention.speaks
    assert not mention.actor


def test_guests_and_partners():
    guests = bodies("أقيم الحفل بحضور محافظ تيماء، ورئيس بلدية تيماء، وعضو المجلس البلدي.")
    assert len(guests) == 2
    assert all(mention.attending for mention in guests)
    assert bodies("كان في استقبال سموه رئيس بلدية تيماء.")[0].attending
    assert not bodies("أقيم الحفل بحضور المحافظ. وأوضح رئيس بلدية تيماء أن الحفل ناجح.")[0].attending
    assert bodies("نظمت لجنة التنمية الحفل بالتعاون مع بلدية تيماء.")[0].partner


def test_a_neighbourly_feast_with_the_mayor_as_guest_is_touched_only():
    body = "احتفل أهالي القرية بعيد الفطر بتعاون الجميع، بحضور محافظ تيماء، ورئيس بلدية تيماء، وعدد من الأعيان."
    assert understood(body, "أهالي القرية يحتفلون بالعيد").relevance == "passing"


def test_one_thanks_counts_once_and_monday_praises_nobody():
    body = "زار الأهالي الحديقة يوم الاثنين. وفي الختام شكر المحافظ الجميع، معبرين عن شكرهم لأمانة تبوك."
    assert understood(body, "زيارة إلى حديقة تبوك").kind != "praise"


def test_whoever_listens_to_complaints_is_not_complained_of():
    reading = understood(
        "ضرب رئيس بلدية تيماء أروع الأمثال، فقد خصص وقتا لاستقبال المواطنين والاستماع لشكاواهم. ما أروع هذه المبادرة.",
        "رئيس بلدية تيماء نموذجا",
    )
    assert reading.kind != "complaint"
    assert not reading.needs_answer


def test_sixty_thousand_sheep_do_not_groan():
    body = "فاقت المبيعات في أسواق تبوك ستين ألف رأس، وقال البائع سالم إن الأسعار مرتفعة، وأكد مواطنون ذلك."
    assert read(Text("أسعار الأغنام", body), shipped()).kind == "news"


@pytest.mark.parametrize(
    ("body", "relevance"),
    [
        ("تواصل البلدية درء أخطار السيول في قرى تبوك.", "main"),  # floods, not Seoul
        ("جهزت بلدية السيول للطوارئ فرقا بعد صلاة المغرب في تبوك.", "main"),  # a prayer, not Morocco
        ("استقبل وزير الداخلية والبلديات اللبناني السفير السعودي.", "none"),
        ("جددت أمانة سوق عكاظ الدعوة، وأوضحت الأمانة أن الجوائز ثمان.", "none"),
        ("وافقت أمانة المنطقة على سفلتة الحي في تبوك.", "main"),
        ("تعثر قطار الرياض بسبب الهدر المالي في المؤسسة العامة للخطوط الحديدية.", "none"),
    ],
)
def test_words_that_are_something_else_here(body, relevance):
    assert understood(body).relevance == relevance


def test_a_column_that_names_no_place_speaks_of_home():
    body = "أعتقد أن البلدية تربي المجتمع، وأن البلديات تصنع الذوق. نعم، البلدية أم المدينة."
    reading = read(Text("التربية البلدية", body, "هيفاء الحربي"), shipped())
    assert (reading.relevance, reading.kind) == ("main", "opinion")
    assert reading.confidence["kind"] < THRESHOLDS["kind"] + 0.2


def test_one_of_two_who_sign_does_not_speak_either():
    title = "توقيع عقد نظافة بين شركة الوادي و«بلدية الخرج»"
    (mention,) = bodies("", title)
    assert mention.party and not mention.speaks and not mention.actor


def test_a_statement_that_announces_an_event_is_surer_than_one_that_only_leans():
    lead = "شهدت المحافظة أمسية نظمتها بلدية العلا حضرها جمع من الأهالي، وقدم الشاعر سالم الحربي قصائد."
    announced = understood(lead, "انطلاق أمسيات العيد بالعلا", author="العلا - علي الحربي")
    leaning = understood(lead, "أمسيات العيد بالعلا", author="العلا - علي الحربي")
    assert announced.kind == "statement"
    assert announced.confidence["kind"] > leaning.confidence["kind"]


def test_a_complaint_of_a_feast_is_no_joy():
    reading = understood(
        "اشتكى شباب حائل من غياب الفعاليات الممتعة وقلة الأماكن الترفيهية، وانتقدوا تجاهل أمانة حائل لإدخال الفرحة "
        "والبهجة والسرور على الأطفال في مهرجان العيد، مؤكدين أن الفعاليات دون الطموح.",
        "شباب حائل: فعاليات العيد دون الطموح",
    )
    assert (reading.kind, reading.tone) == ("complaint", "negative")


def test_the_troubles_of_a_play_are_not_ours():
    body = (
        "قدمت فرقة الوادي مسرحية ضمن فعاليات أمانة تبوك، وتدور المسرحية حول مشاكل الشباب مع البطالة، "
        "والأزمة التي يعيشها بطل المسرحية. وقال المخرج إن العرض المسرحي يضحك الجمهور."
    )
    assert understood(body, "«الدوامة» تناقش مشاكل الشباب").kind != "complaint"


def test_a_common_word_with_the_article_is_no_place():
    assert [m.unit for m in bodies("تحدث عن أمانة المرأة وإخلاصها في العمل.")] == []
    assert [m.unit for m in bodies("افتتحت بلدية مرات حديقة.")] == ["riyadh.marat"]
    assert [m.unit for m in bodies("الموسم رائع والأمانة الموسم كله حاضرة.")] == [None]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "«البناء» توقع عقد نظافة مع أمانة تبوك",
            "أعلنت شركة البناء المتقدم في بيان توقيع عقد مع أمانة تبوك لنقل النفايات بقيمة 50 مليون ريال لثلاث سنوات.",
        ),
        (
            "اكتمال توقيع عقد النظافة",
            "أعلنت شركة البناء توقيع العقد مع وزارة الشؤون البلدية والقروية (أمانة تبوك) لمدة 1825 يوما.",
        ),
        (
            "فرقة الريشة تجذب زوار مهرجان العيد",
            " شاركت فرقة الريشة في مهرجان العيد الذي تنظمه بلدية تيماء وقدمت عروضا أعجبت الزوار.",
        ),
        (
            "متطوعون يرسمون البسمة",
            "بهدف إسعاد الأطفال شارك فريق سفراء الخير في احتفال العيد الذي تقيمه أمانة تبوك بهدايا وألعاب.",
        ),
    ],
)
def test_a_contract_told_by_the_company_and_an_event_told_by_its_guests_are_news(title, body):
    assert understood(body, title).kind == "news"


def test_a_contract_told_by_the_body_and_an_event_told_by_its_host_are_statements():
    contract = "وقعت أمانة تبوك عقدا مع شركة البناء المتقدم لنقل النفايات بقيمة 50 مليون ريال لثلاث سنوات."
    assert understood(contract, "أمانة تبوك توقع عقد نظافة").kind == "statement"
    event = "انطلقت فعاليات مهرجان العيد الذي تنظمه بلدية تيماء وسط إقبال الزوار وتستمر ثلاثة أيام."
    assert understood(event, "انطلاق مهرجان العيد").kind == "statement"


def test_a_title_that_quotes_one_of_ours_makes_a_statement():
    body = (
        "أكد المهندس جمال الملحم، وكيل أمين المنطقة الشرقية، على أهمية إقامة بطولات رياضية ضمن مهرجان صيف الشرقية، "
        "وأن اللاعبين يأتون من كل الأحياء."
    )
    assert understood(body, "الملحم: هدفنا خدمة الشباب").kind == "statement"
