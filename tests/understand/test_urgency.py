"""Danger to people: in any kind of text, whatever its tone; said outright, or by what stands beside what."""

import pytest

from sada.understand.lexicon import shipped
from sada.understand.read import read
from sada.understand.sureness import THRESHOLDS
from sada.understand.types import Text
from tests.understand.material import post, understood

POSTS = [
    ("danger", "عمود إنارة أسلاكه مكشوفة جنب مدرسة الأطفال بحي السلام بالرياض يا أمانة الرياض"),
    ("danger", "يا أمانة جدة السيل جرف سيارات في حي قويزة والناس محاصرين"),
    ("danger", "غطاء منهول مكشوف بشارع الستين في الطائف يا أمانة الطائف"),
    ("danger", "هل يمكن إغلاق الحفرة العميقة المكشوفة أمام مدرسة البنات في حي الفيصلية بالدمام؟ يا أمانة الشرقية"),
    ("danger", "البالوعة بشارعنا بدون غطاء والعيال يلعبون حولها يا بلدية الخبر"),
    ("danger", "كيابل الكهرب بممشى الروضة طالعة وعارية يا أمانة الرياض"),
    ("danger", "الجدار مايل وفيه خطر على بزارين الحي يا بلدية عنيزة"),
    ("high", "لعبة مكسورة بحديقة الروضة جرحت ولدي اليوم يا أمانة الرياض"),
    ("normal", "الحفر في شارعنا من سنة يا أمانة جدة متى تسفلتون"),
    ("normal", "نبي مظلات في حديقة الأطفال يا أمانة تبوك"),
    ("normal", "صباح الخير يا أمانة الرياض كم رسوم رخصة المطعم"),
]
PRESS = [
    ("danger", "محول كهربائي مكشوف يهدد أطفال النزهة", "يطالب سكان النزهة بجدة أمانة جدة بإبعاد محول كهربائي مكشوف."),
    (
        "danger",
        "أمانة جدة تخلي مبنى آيلا للسقوط",
        "باشرت أمانة جدة انهيار جدار وأخلت المبنى المجاور حفاظا على سلامة السكان.",
    ),
    ("normal", "أمانة الطائف تعالج الأسلاك المكشوفة", "أنهت أمانة الطائف معالجة الأسلاك المكشوفة في حدائق المحافظة."),
    ("normal", "أمانة جدة: لا إصابات في سقوط لوحة", "أكدت أمانة جدة سقوط لوحة إعلانية دون وقوع إصابات، ورفعتها الفرق."),
    ("normal", "أمانة تبوك تعزي في وفاة موظف", "نعت أمانة تبوك أحد منسوبيها الذي كانت له جهود في خدمة المدينة."),
]


@pytest.mark.parametrize(("urgency", "text"), POSTS)
def test_danger_in_posts_of_every_kind(urgency, text):
    assert post(text).urgency == urgency


@pytest.mark.parametrize(("urgency", "title", "body"), PRESS)
def test_danger_in_the_press_needs_no_complaint(urgency, title, body):
    assert understood(body, title).urgency == urgency


def test_urgency_shows_its_words_and_how_sure_it_is():
    reading = post("يا أمانة الرياض أسلاك عمود النور طالعة عند الحديقة وأولادنا يلعبون")
    shown = [e for e in reading.evidence if e.field == "urgency"]
    assert shown and all(e.code == "danger" for e in shown)
    assert any("أسلاك" in e.text and "طالعة" in e.text for e in shown)
    assert reading.confidence["urgency"] >= THRESHOLDS["urgency"]


def test_two_dangers_are_surer_than_one_and_a_calm_text_is_less_sure():
    one = post("غطاء منهول مكشوف يا أمانة الطائف").confidence["urgency"]
    two = post("غطاء منهول مكشوف يا أمانة الطائف وطفل سقط فيه أمس وفيه خطر على عيالنا").confidence["urgency"]
    calm = understood(PRESS[1][2], PRESS[1][1])
    assert two > one > calm.confidence["urgency"]


@pytest.mark.parametrize(
    ("title", "body", "author"),
    [
        (
            "وفاة طفلة بسقوط عمود إنارة في حديقة بالدمام",
            "توفيت طفلة بعد سقوط عمود إنارة عليها في حديقة عامة.",
            "الدمام - سعد",
        ),
        ("بئر مكشوفة تهدد طلاب بيشة", "بئر مكشوفة بجوار مدرسة ابتدائية في محافظة بيشة.", ""),
        ("صعق طفل بعمود إنارة", "لامس طفل عمود إنارة في حديقة عامة بخميس مشيط وفارق الحياة.", "أبها - نورة"),
    ],
)
def test_danger_at_the_citys_works_is_never_silently_none(title, body, author):
    reading = read(Text(title, body, author=author), shipped())
    assert reading.relevance != "none" or ("relevance" in reading.unsure and reading.urgency == "danger")


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("حفرة مكشوفة تبتلع طفلا في القاهرة", "سقط طفل في حفرة صرف مكشوفة في القاهرة بمصر."),
        ("وفاة فنان", "توفي أمس الفنان بعد صراع مع المرض في الرياض."),
        ("حريق في ناقلة", "اندلع حريق في ناقلة نفط بعرض البحر دون إصابات."),
    ],
)
def test_danger_elsewhere_is_not_ours(title, body):
    reading = understood(body, title)
    assert (reading.relevance, reading.urgency, reading.unsure) == ("none", "normal", ())


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("آل سلطان يتلقون العزاء", "استقبلت الأسرة المعزين في وفاة فقيدتهم بجدة، ودفنت في مقبرة الرويس."),
        ("المدرب يمتدح لاعبيه", "أوضح مدرب الفريق بجدة أن الإصابات لا تقلقه، وأن المجال مفتوح لكل لاعب لإثبات نفسه."),
        ("والد طفل الحفر يناشد", "ناشد والد الطفل قبول علاجه، وكان مستشفى حفر الباطن قد حوله بعد إصابات خطيرة."),
        ("إنقاذ شخصين من الغرق", "أنقذت فرق حرس الحدود شخصين من الغرق قرب شاطئ الشقيق بجازان."),
        ("وفاة شخصين داخل بئر", "توفي شخصان اختناقا داخل بئر مزرعة بتبوك، وقد شفط الدفاع المدني المياه."),
    ],
)
def test_death_and_rescue_far_from_the_citys_works_is_no_danger_of_ours(title, body):
    reading = understood(body, title)
    assert (reading.relevance, reading.urgency, reading.unsure) == ("none", "normal", ())


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("حريق في كوبري", "اندلع حريق في كوبري المشاة بطريق الملك عبدالله بالخرج بسبب التماس كهربائي."),
        ("سقوط طفلة في متنزه", "سقطت طفلة من مطل في منتزه عام بأبها وأصيبت إصابات بالغة."),
        ("انهيار مبنى آيل للسقوط", "انهار مبنى آيل للسقوط بحي البغدادية في جدة وأصيب ثلاثة."),
    ],
)
def test_danger_at_bridges_parks_and_falling_buildings_goes_to_a_person(title, body):
    reading = understood(body, title)
    assert reading.relevance != "none" or ("relevance" in reading.unsure and reading.urgency == "danger")


@pytest.mark.parametrize(
    "text",
    [
        "أعمدة الإنارة في شارع القوافل طافية، وأمس صار حادث عند الدوار بسبب الظلام. متى يا أمانة جدة؟",
        "يا بلدية الخبر المطب بدون دهان وتسبب في حادث البارح",
    ],
)
def test_an_accident_that_a_fault_has_caused_is_urgent(text):
    assert post(text).urgency == "high"


@pytest.mark.parametrize(
    ("text", "how"),
    [
        (
            "هاجمت كلاب ضالة طفلة في الخامسة بحي العزيزية في المدينة المنورة وأصابتها، وطالب السكان البلدية بالتدخل.",
            "danger",
        ),
        ("شكا أهالي حي السلام بجدة من كلاب ضالة تترصد أطفالهم عند المدرسة، وطالبوا الأمانة بإبعادها.", "high"),
        ("شكا أهالي حي السلام بجدة من نباح الكلاب الضالة ليلا، وطالبوا الأمانة بإبعادها.", "normal"),
        ("أمسكت أمانة جدة 40 من الكلاب الضالة خلال أسبوع.", "normal"),
    ],
)
def test_stray_animals_are_urgent_where_they_meet_people(text, how):
    assert understood(text, "الكلاب الضالة", author="جدة - سعد الحربي:").urgency == how


def test_an_accident_in_a_release_presses_nobody():
    assert understood("أنهت أمانة جدة توسعة الدوار بعد وقوع حادث فيه العام الماضي.").urgency == "normal"


def test_many_words_of_danger_take_no_longer_than_their_length():
    text = "سلك مكشوف وحفرة مكشوفة والأطفال في خطر يا أمانة جدة " * 2000
    assert post(text).urgency == "danger"
