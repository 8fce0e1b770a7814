"""Names of private people are found, ordinary words behind the same announcing words are not, in every Unicode form."""

import pytest

from sada.understand.fold import fold
from sada.understand.types import Text
from tests.forms import FORMS
from tests.understand.material import post, understood

NAMED = [
    ("يقول المواطن/ محمد العتيبي: الشارع مظلم", ["محمد العتيبي"]),
    ("طالب المواطن «سعد الحربي» بالسفلتة", ["سعد الحربي"]),
    ("شكت المواطنة (نورة السبيعي) من الحفر", ["نورة السبيعي"]),
    ("قال المواطن: فهد بن سعد الدوسري إن الإنارة مقطوعة", ["فهد بن سعد الدوسري"]),
    ("طالب المواطنان محمد العتيبي وسعد القحطاني بالسفلتة", ["محمد العتيبي", "سعد القحطاني"]),
    ("وأجمع المواطنون فهد الشمري، وخالد الحربي، وسعود على ذلك", ["فهد الشمري", "خالد الحربي", "سعود"]),
    ("المواطنون سعد الشهري وخالد الغامدي وعلي الأسمري", ["سعد الشهري", "خالد الغامدي", "علي الأسمري"]),
    ("وفاة الطفلة ريتاج في حفرة", ["ريتاج"]),
    ("المواطنات نورة ومنى وسارة", ["نورة", "منى", "سارة"]),
    ("اسمي فهد الدوسري وأسكن حي النسيم", ["فهد الدوسري"]),
    ("أنا محمد بن سعد العتيبي من سكان الحي", ["محمد بن سعد العتيبي"]),
    ("قالت أم خالد، وهي من سكان الحي: نعاني", ["أم خالد"]),
    ("الشارع مظلم، هكذا بدأ أبو محمد حديثه", ["أبو محمد"]),
    ("استشهاد الطفل الفلسطيني علي دوابشة حرقا", ["علي دوابشة"]),
    ("وقف الشاب لاحق بن فهد أمام الحفرة", ["لاحق بن فهد"]),
    ("شكا المواطن عطيان الحارثي من الغبار", ["عطيان الحارثي"]),
    ("قالت الزائرة وفاء إن التنظيم رائع", ["وفاء"]),
    ("المواطن عبد الله بن عبد العزيز آل فهد قال", ["عبد الله بن عبد العزيز آل فهد"]),
    ("ناشد المواطن محمد الدحيم الأمانة. وأضاف العتيبي شيئا", ["محمد الدحيم"]),
    ("ذكر المواطن علي الشمري أن المطبات كثيرة. وأضاف الشمري أن الحفر أكثر", ["علي الشمري", "الشمري"]),
]
PLAIN = [
    "دخل المواطن الشهري",
    "تمس المواطن بشكل مباشر", "سؤال الطفل وذلك من خلال البرامج", "تاريخ السائق لكي يرتفع التأمين", "السائق ويراعى ذلك",
    "على المواطن علي الطريق", "يجب على المواطن على الأقل", "المواطن سعيد بما قدمته الأمانة", "أنا سعيد جدا بالخدمة",
    "أنا خالد إلى النوم", "مسرح الطفل المتنقل في الأحياء", "خيمة الطفل\nمحمد العتيبي أمينا", "الزائر كامل المعلومات",
    "حقوق المواطن الأساسية", "المواطن رجل الأمن الأول", "وأشاد بالمواطن. محمد رئيس القسم", "حي أبو بكر يشكو",
    "مدرسة أم سلمة قالت", "قال أم لم يقل", "بايع المواطنون الملك سلمان", "جهود المواطن والمسؤول والدولة",
    "نادي الشباب جمعان الدوسري", "المواطنين إلا أنه لم يحضر", "ناشد المواطن البلدية", "المواطن الحالي المدني",
]  # fmt: skip


def names(body: str, of=understood) -> list[str]:
    return [span.text for span in of(body).personal if span.code == "name"]


@pytest.mark.parametrize(("text", "found"), NAMED)
@pytest.mark.parametrize("of", [understood, post])
def test_names_of_private_people_are_found(text, found, of):
    assert names(text, of) == found


@pytest.mark.parametrize("text", PLAIN)
@pytest.mark.parametrize("of", [understood, post])
def test_no_ordinary_word_is_taken_for_a_name(text, of):
    assert names(text, of) == []


@pytest.mark.parametrize(
    "text",
    [
        "وضعت لوحة التحكم عن بعد وتصل إلى 150 مترا",
        "نزعت لوحة إعلانية عام 1436 بعد شكوى",
        "بلغ عدد اللوحات المزالة 87 لوحة، وطول 20 كلم",
        "وبلغت كلفة اللوحة وحدها سعر 200 ريال",
        "أزيلت اللوحات على مدى 30 يوم عمل",
    ],
)
def test_ordinary_words_beside_a_number_are_no_plate(text):
    assert not [span for span in understood(text).personal if span.code == "plate"]


def test_an_address_ends_where_its_letters_end():
    found = understood("تويتر: Arfaj1Arfaj555@yahoo.comللتواصل مع الكاتب").personal
    assert [(span.code, span.text) for span in found] == [("email", "Arfaj1Arfaj555@yahoo.com")]


def test_a_name_ends_at_what_the_subject_acts_on():
    assert names("طالب المواطن سعد الأمانة بالرد") == ["سعد"]
    assert names("يؤيد المواطن زامل الغامدي الرأي السابق") == ["زامل الغامدي"]


def test_no_name_runs_from_the_title_into_the_text():
    assert [e.text for e in understood("محمد العتيبي يتحدث", "شكوى مواطن والطفل").personal] == []
    whole = Text("شكوى المواطن محمد", "العتيبي").whole
    assert [whole[e.start : e.end] for e in understood("العتيبي", "شكوى المواطن محمد").personal] == ["محمد"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("text", "found"), NAMED)
def test_a_name_is_found_in_every_form(text, found, form):
    assert [fold(name) for name in names(FORMS[form](text))] == [fold(name) for name in found]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", PLAIN)
def test_no_form_makes_a_name_of_a_word(text, form):
    assert names(FORMS[form](text)) == []
