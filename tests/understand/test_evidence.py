"""Every judgement that is not what an ordinary text would get shows the words it rests on, and how sure it is."""

import pytest

from sada.understand.lexicon import shipped
from sada.understand.read import read
from sada.understand.sureness import THRESHOLDS
from sada.understand.types import Text
from tests.understand.material import post, understood


def fields(reading):
    return {e.field for e in reading.evidence}


@pytest.mark.parametrize(
    "text",
    [
        "وينكم يا أمانة جدة الحاوية من أسبوع ما فضت",
        "متى يفتح التقديم على منح أمانة تبوك",
        "رخصة المطعم في أمانة الرياض برسوم؟",
        "ياليت تحطون مظلات في ممشى الروضة يا أمانة الرياض",
        "كفو أمانة القصيم ما قصرتوا شغل مرتب",
        "بلدية حائل تزيل 12 بسطة مخالفة",
    ],
)
def test_a_post_shows_what_makes_its_kind_its_tone_and_its_need(text):
    reading = post(text)
    shown = fields(reading)
    assert "kind" in shown
    assert reading.tone == "neutral" or "tone" in shown
    assert ("needs_answer" in shown) == reading.needs_answer


def test_an_owed_answer_rests_on_what_asks_and_a_given_one_on_the_reply():
    title = "أهالي السلام بالطائف يشكون تراكم النفايات"
    body = "شكا أهالي حي السلام بالطائف من تراكم النفايات وإهمال أمانة الطائف."
    reply = " من جانبه أوضح المتحدث الرسمي لأمانة الطائف أنه تم توجيه الفرق وسيتم رفع النفايات اليوم."
    owed, given = understood(body + " ولم ترد الأمانة.", title), understood(body + reply, title)
    assert {"شكا أهالي", "لم ترد"} <= {e.text for e in owed.evidence if e.field == "needs_answer" and e.code == "yes"}
    assert {e.code for e in given.evidence if e.field == "needs_answer"} == {"no"}


def test_a_unit_that_the_byline_named_rests_on_the_nameless_body():
    body = "رفعت الأمانة 300 طن من النفايات خلال أسبوع، وأوضحت الأمانة أن الفرق تعمل على مدار الساعة."
    reading = read(Text("الأمانة ترفع 300 طن من المخلفات", body, author="الطائف - واس"), shipped())
    assert reading.units == ("taif",)
    assert {e.code for e in reading.evidence if e.field == "unit"} == {"taif"}


def test_a_statement_without_its_words_rests_on_who_acts_in_it():
    reading = understood("زرعت أمانة تبوك 5000 شجرة في الحي.", "أمانة تبوك تزرع 5000 شجرة")
    assert any("أمانة تبوك" in e.text for e in reading.evidence if e.field == "kind")


def test_what_is_asked_clearly_is_surer_owed_than_what_is_hinted_at():
    clear = post("بلغنا أمانة جدة ثلاث مرات وسكروا البلاغ بدون حل والحفرة مكانها حسبي الله")
    hint = post("يا أمانة جدة الشارع")
    assert clear.confidence["needs_answer"] > 0.8 > hint.confidence["needs_answer"]
    assert clear.confidence["tone"] > hint.confidence["tone"]


def test_laughter_alone_makes_no_sure_enmity():
    reading = post("أمانة جدة 😂")
    assert reading.tone != "negative" or "tone" in reading.unsure


def test_social_work_at_the_bar_is_left_to_a_person():
    least = understood("كرمت أمانة الجوف المتطوعين في حملة تنظيف.", "أمانة الجوف تكرم مشاركين")
    most = understood(
        "رممت أمانة الأحساء منازل الأسر المحتاجة من الأيتام والأرامل مع الجمعية الخيرية والمتطوعين.",
        "أمانة الأحساء ترمم منازل الأسر المحتاجة",
    )
    assert most.community
    assert most.confidence["community"] > 0.75 > least.confidence["community"]
    assert THRESHOLDS["community"] > 0.5
