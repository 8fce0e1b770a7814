"""By-line, language, figures, dates, names and judgements are the same whatever the Unicode form of a text."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sada.understand.byline import parse
from sada.understand.details import details
from sada.understand.fold import fold
from sada.understand.lexicon import shipped
from sada.understand.read import read
from sada.understand.types import Text
from tests.forms import FORMS

TITLE = "أمانة جدة تزيل 120 بسطة مخالفة"
PARTS = ("city", "agency", "writer")
OPENING = "جدة - واس: "
SENTENCES = [
    "أزالت أمانة جدة أكثر من 120 بسطة مخالفة في حي السلام.",
    "بدأ العمل يوم 12 مارس 2024 الساعة 9:30 مساء.",
    "بلغت التكلفة 3.5 مليون ريال بنسبة 94%.",
    "وقال المتحدث الرسمي محمد البقمي: «العمل مستمر».",
    "وناشد المواطن محمد العتيبي الأمانة معالجة الحفر.",
    "للتواصل 0551234567 ورقم الهوية 1012345672.",
    "رفعت الفرق 500 طن على الأقل من المخلفات.",
    "الموقع 24.7136, 46.6753 في شارع الستين عند المخرج الخامس عشر، مبنى رقم 12.",
    "نظمت في اليوم الوطني 94 وثاني أيام عيد الفطر وأول رمضان.",
    "غرامة من 10 إلى 15 ألف ريال، ودشنت حديقتين وملعبين وأغلقت 1.234 محلا و1,250 منشأة ورفعت طنين.",
]


def noted(title: str, body: str, author: str) -> dict:
    text = Text(title, body, author)
    said = read(text, shipped())
    found = details(text, said, date(2024, 3, 13))
    return {
        "judged": (said.relevance, said.units, said.families, said.kind, said.tone, said.needs_answer, said.urgency),
        "by": tuple(map(fold, (said.city, said.agency_line, said.writer))),
        "language": said.language,
        "personal": [(e.code, fold(e.text)) for e in said.personal],
        "figures": [(f.value, f.unit, fold(f.thing), f.bound) for f in found.figures],
        "dates": [(d.sort, d.value, d.until) for d in found.dates],
        "quotes": [fold(text.whole[slice(*q.who)]) for q in found.quotes],
        "places": [(p.sort, p.value) for p in found.places],
        "persons": len(found.persons),
    }


@pytest.mark.parametrize("form", FORMS)
@given(said=st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5, unique=True))
@settings(max_examples=12, deadline=None)
def test_what_is_noted_does_not_depend_on_the_form(form, said):
    body, put = OPENING + " ".join(said), FORMS[form]
    assert noted(put(TITLE), put(body), "") == noted(TITLE, body, "")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "author", ["الدوادمي - عبدالله العويس", "واس - جدة", "عدنان الشبراوي (جدة)", "الطائف: فهد الحربي"]
)
def test_a_by_line_does_not_depend_on_the_form(form, author):
    written, plain = (parse(text, shipped().scanner) for text in (FORMS[form](author), author))
    assert [fold(getattr(written, part)) for part in PARTS] == [fold(getattr(plain, part)) for part in PARTS]


def test_tatweel_between_words_is_still_a_dash():
    for author in ("واس ـ جدة", "واسـ جدة", "واس ـــ جدة"):
        line = parse(author, shipped().scanner)
        assert (line.city, line.agency) == ("جدة", "واس"), author
