"""Who greets or thanks is not read as complaining; thanks beside a complaint, or in laughter, are none."""

import pytest

from tests.understand.material import post, understood

THANKS = [
    "أشكر بلدية بريدة على سرعة استجابتهم وإصلاح الإنارة",
    "تعاملت أمانة جدة مع الأمطار باحتراف",
    "شكرا بلدية عنيزة على الحديقة الجديدة",
    "والله أمانة الأحساء تشتغل صح",
    "أشكر أمانة الشرقية على تجاوبها السريع بإزالة الأنقاض وردم الحفرة",
    "تحية لعمال النظافة في بلدية الخرج",
]
GREETINGS = ["صباح الخير يا أمانة جدة", "مساء الخير أمانة الرياض", "كل عام وأنتم بخير يا أمانة تبوك"]
SLY = [
    "شكرا أمانة جدة على المسابح المجانية في كل شارع بعد المطر 😂",
    "يعطيكم العافية يا أمانة الرياض البلاغ انقفل والحفرة مكانها",
    "أفضل بلدية في العالم تنام والشوارع تغرق",
    "أفضل بلدية في العالم، تنام من الصبح للعصر",
    "مبدعين يا أمانة جدة الشارع صار بحيرة",
    "الله يعطيكم العافية يا بلدية الخبر الرصيف مكسر من شهر",
    "شكرا 940 تم إغلاق البلاغ والمشكلة موجودة",
    "شكرا على الحفر يا بلدية",
]


@pytest.mark.parametrize("text", THANKS)
def test_who_thanks_complains_of_nothing(text):
    reading = post(text)
    assert (reading.kind, reading.tone, reading.needs_answer) == ("praise", "positive", False)


@pytest.mark.parametrize("text", GREETINGS)
def test_a_greeting_is_no_complaint_and_no_sure_one_of_anything(text):
    reading = post(text)
    assert (reading.tone, reading.needs_answer) == ("neutral", False)
    assert "kind" in reading.unsure


@pytest.mark.parametrize("text", SLY)
def test_thanks_beside_a_complaint_are_none(text):
    reading = post(text)
    assert (reading.kind, reading.tone, reading.needs_answer) == ("complaint", "negative", True)


def test_thanks_and_blame_together_are_less_sure_than_blame():
    torn = post("يعطيكم العافية يا بلدية الخبر الرصيف مكسر من شهر")
    blame = post("يا بلدية الخبر الرصيف مكسر من شهر")
    assert torn.confidence["kind"] < blame.confidence["kind"]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "عمال نظافة بلا رواتب",
            "عمال نظافة في بلدية صامطة لم يتسلموا رواتبهم منذ خمسة أشهر ويسكنون في بيوت من الصفيح.",
        ),
        ("", "يا أمانة الرياض ابني معاق والرصيف قدام بيتنا ما فيه منحدر للكرسي المتحرك"),
        ("بلدية خليص توزع السلال", "وزعت بلدية خليص سلالا غذائية على الفقراء في رمضان."),
        ("بلدية عنيزة تهيئ الممشى لذوي الإعاقة", "دشنت بلدية عنيزة ممشى لذوي الإعاقة ووزعت كراسي متحركة."),
    ],
)
def test_hardship_and_who_is_kept_out_are_humanitarian(title, body):
    reading = understood(body, title) if title else post(body)
    assert reading.community
    assert {e.code for e in reading.evidence if e.field == "community"}


@pytest.mark.parametrize("text", ["يا أمانة جدة متى تسفلتون شارعنا", "أمانة الرياض تغلق 12 مطعما مخالفا"])
def test_ordinary_work_is_not(text):
    reading = post(text)
    assert not reading.community
    assert reading.confidence["community"] > 0.8


def test_unpaid_work_and_who_is_held_answerable_are_complaints():
    unpaid = understood("عمال نظافة في بلدية صامطة لم يتسلموا رواتبهم منذ خمسة أشهر.", "عمال نظافة بلا رواتب")
    blamed = understood("توفي طفل في حفرة صرف مكشوفة، وحمّل والده أمانة الرياض المسؤولية.", "وفاة طفل في حفرة مكشوفة")
    assert {unpaid.kind, blamed.kind} == {"complaint"}
    assert {unpaid.tone, blamed.tone} == {"negative"}
    assert blamed.urgency == "danger"


@pytest.mark.parametrize(
    ("text", "kind", "tone"),
    [
        ("والله أبدعتم يا أمانة الشرقية الكورنيش صار شي ثاني", "praise", "positive"),
        ("حديقة الحي بالرياض متعوب عليها، قمة الإبداع يا أمانة الرياض", "praise", "positive"),
        ("شكرا بلدية الخبر بس الحفرة ما زالت مكانها", "complaint", "negative"),
        ("مشكورين يا أمانة جدة على الرد لكن النفايات على حطة يدكم", "complaint", "negative"),
    ],
)
def test_admiration_is_praise_and_thanks_for_nothing_are_none(text, kind, tone):
    reading = post(text)
    assert (reading.kind, reading.tone) == (kind, tone)
