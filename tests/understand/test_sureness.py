"""How sure of what nobody labelled: municipality, service, whose it is, by-line; summaries that answer the title."""

import pytest

from sada.understand.lexicon import shipped
from sada.understand.read import read
from sada.understand.sureness import THRESHOLDS, unsure
from sada.understand.types import JUDGEMENTS, Text
from tests.understand.material import post, understood


def test_every_judgement_that_can_be_corrected_has_a_threshold_and_only_those_are_left_open():
    assert set(THRESHOLDS) == set(JUDGEMENTS)
    assert unsure(dict.fromkeys((*JUDGEMENTS, "agencies", "responsible", "byline"), 0.1)) == tuple(THRESHOLDS)
    assert unsure(dict.fromkeys(THRESHOLDS, 1.0)) == ()


def test_a_municipality_that_only_the_place_tells_is_less_sure_than_a_named_one():
    named = understood("أزالت بلدية الدوادمي بسطات مخالفة.", "بلدية الدوادمي تزيل بسطات")
    told = understood("شكا أهالي الدوادمي من انقطاع الإنارة، وطالبوا البلدية بإصلاحها", "أهالي الدوادمي يشكون")
    assert named.baladiyat == told.baladiyat == ("riyadh.al-duwadimi",)
    assert named.confidence["baladiyat"] > told.confidence["baladiyat"]


def test_whose_it_is_is_doubtful_where_two_are_named():
    ours = post("الحفرة في شارعنا من سنة يا أمانة جدة")
    shared = understood("طالب الأهالي أمانة جدة وشركة المياه الوطنية بإصلاح الشارع.", "أهالي جدة يطالبون بالإصلاح")
    assert ours.confidence["responsible"] > 0.7 > shared.confidence["responsible"]
    assert shared.agencies and 0.5 < shared.confidence["agencies"] < 0.95


def test_a_service_said_in_the_title_is_surer_than_one_in_passing():
    titled = understood("أصدرت أمانة جدة رخصة بناء إلكترونية.", "رخصة بناء من أمانة جدة في يوم")
    passing = post("أمانة جدة رخصة بناء")
    assert titled.services and passing.services
    assert titled.confidence["services"] > passing.confidence["services"]


@pytest.mark.parametrize(("author", "more"), [("الطائف - واس", "سعد الحربي"), ("سعد الحربي - سبق", "سعد الحربي")])
def test_a_byline_with_its_city_or_agency_is_surer_than_a_name_alone(author, more):
    body = ("أغلقت أمانة الطائف 12 مطعما مخالفا.", "أمانة الطائف تغلق مطاعم")
    with_place, alone = (read(Text(body[1], body[0], author=a), shipped()) for a in (author, more))
    assert with_place.confidence["byline"] > alone.confidence["byline"]
    assert "byline" not in understood(*body).confidence


def test_a_short_post_is_its_own_summary():
    text = "شارع الستين بحي السلام مظلم من شهر. العيال يخافون يطلعون. وينكم يا أمانة الرياض."
    assert [e.text for e in post(text).summary] == [text]


def test_a_feast_gives_way_to_the_sentence_that_answers_the_title():
    body = (
        "قال معالي أمين جدة في حفل بهيج حضره عدد من المسؤولين إن الجميع شركاء النجاح. "
        "فتحت أمانة جدة أمس نفق الستين أمام الحركة بعد صيانة استمرت ثلاثة أشهر. وشكر الحضور القائمين على الحفل."
    )
    summary = [e.text for e in understood(body, "أمانة جدة تفتح نفق الستين").summary]
    assert len(summary) == 1
    assert summary[0].startswith("فتحت أمانة جدة أمس نفق الستين")
