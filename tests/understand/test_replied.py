"""Whether a report that complains carries our answer, and the form of a column. Every sentence is our own."""

import pytest

from sada.understand.bodies import mentions
from sada.understand.byline import Byline, parse
from sada.understand.columns import is_column
from sada.understand.findings import find
from sada.understand.geography import geography
from sada.understand.lexicon import shipped
from sada.understand.relevance import ours_of
from sada.understand.replied import replies
from sada.understand.types import Text
from tests.understand.material import understood

COMPLAINT = "شكا عدد من سكان حي السلام في جدة من انتشار الحفر في شوارعهم، وقالوا إن أطفالهم لا يأمنون الطريق. "
TITLE = "حفر حي السلام تؤرق الأهالي"


REPORT, NOBODY = Byline("جدة", "", ""), Byline()


def times(body, line=REPORT):
    lexicon = shipped()
    found = find(Text(TITLE, COMPLAINT + body), lexicon.scanner)
    ground = geography(found, [], lexicon)
    return replies(found, ours_of(found, mentions(found, lexicon, ground), ground), line)


@pytest.mark.parametrize(
    "reply",
    [
        "وأوضح المتحدث الرسمي لأمانة جدة محمد البقمي أن المقاول بدأ العمل.",
        "المتحدث الرسمي لأمانة جدة سالم الحربي قال إن المشروع معتمد.",
        "من جهته رد مدير العلاقات العامة في أمانة جدة بأن الحي ضمن الخطة.",
        "وتواصلت الصحيفة مع مدير إعلام أمانة جدة سالم الحربي، والذي أفاد بأن السفلتة الشهر القادم.",
        "وقال مصدر مسؤول في أمانة جدة إن الموقع سلم للشركة.",
    ],
)
def test_an_office_of_ours_that_speaks_answers(reply):
    assert times(reply) == 1
    reading = understood(COMPLAINT + reply, TITLE)
    assert (reading.kind, reading.needs_answer) == ("complaint", False)


@pytest.mark.parametrize(
    "silence",
    [
        "وطالب الأهالي رئيس بلدية السلام ومدير أمانة جدة بالتدخل.",
        "وقال المواطن سالم إن مدير النظافة بأمانة جدة وعدهم قبل سنة.",  # what he is told to have said
        "وأكد محافظ جدة أن الأمانة ستتابع.",  # the governor is not ours
        "وناشدوا أمانة جدة سرعة الإصلاح.",
        "من جهته انتقد سالم الحربي تأخر أمانة جدة. بدوره طالب أحد السكان أمانة جدة بالحل.",
    ],
)
def test_who_is_only_called_upon_or_quoted_by_others_answers_nothing(silence):
    assert times(silence) == 0
    reading = understood(COMPLAINT + silence, TITLE)
    assert (reading.kind, reading.needs_answer) == ("complaint", True)


def test_a_column_that_cites_an_announcement_is_not_answered_by_it():
    said = "وأوضح المتحدث الرسمي لأمانة جدة أن المشروع معتمد."
    assert times(said) == 1
    assert times(said, Byline("", "", "سالم الحربي", columnist=True)) == 0


@pytest.mark.parametrize(
    ("author", "line"),
    [
        ("د. عبد الله بن موسى الطاير", Byline("", "", "د. عبد الله بن موسى الطاير", columnist=True)),
        ("محمد آل الشيخ", Byline("", "", "محمد آل الشيخ", columnist=True)),
        ("جازان  أنور خواجي", Byline("جازان", "", "أنور خواجي")),
        ("سبق أبها :", Byline("أبها", "سبق", "")),
        ("أ. ف. ب. (دبي)", Byline("دبي", "أ. ف. ب", "")),
    ],
)
def test_titles_and_towns_in_an_author_field(author, line):
    assert parse(author, shipped().scanner) == line


def column(title, body, line=NOBODY, concerned=True):
    text = Text(title, body)
    return is_column(text, find(text, shipped().scanner), line, concerned)


def test_a_writer_says_where_he_is_reached():
    assert column("عنوان", "تأملات في شوارع المدينة ولا شيء غيرها. للتواصل مع الكاتب ارسل رسالة")
    assert column("عنوان", "تأملات في شوارع المدينة. s.writer@paper.com")
    assert not column("عنوان", "تستقبل الأمانة الطلبات على البريد الإلكتروني info@amana.gov.sa")
    assert not column("عنوان", "تأملات. s.writer@paper.com", Byline("جدة", "واس", ""))


def test_a_title_that_names_who_writes_below():
    assert column("نورة السالم: مدن بلا ظل", "نورة السالم في كل صيف نعود إلى السؤال نفسه")
    assert not column("السالم: مدن بلا ظل", "أكد أمين جدة أن الأشجار ستزرع")


ESSAY = (
    "كنت أظن أن الشوارع تتذكر من يمشي عليها. أتذكر حارتنا في جدة يوم كان رصيفها مستويا، واليوم سألت نفسي: لماذا نمشي "
    "على الحفر كأنها قدر؟ ولماذا تنسى أمانة جدة أن للرصيف حقا؟ لست غاضبا، لكنني تعبت من العد."
)


def test_an_essay_without_a_byline_is_told_by_its_first_person():
    assert column("الرصيف الذي نسيناه", ESSAY)
    assert not column("الرصيف الذي نسيناه", ESSAY, concerned=False)
    assert not column(
        "مواطن: كنت أسير", "قال مواطن: كنت أسير فسقطت. وأضاف: سألت البلدية. وأكد: لست وحدي. وذكر أنه اتصل."
    )
    assert understood(ESSAY, "الرصيف الذي نسيناه").kind in ("complaint", "opinion")


def test_papers_that_one_goes_to_the_amana_for_make_it_ours_in_any_town():
    body = (
        "حملت ملفي إلى مختص الأراضي في الأمانة أربعة أشهر، وفي كل مرة يؤجل توقيع الصك ويتهرب. إلى متى هذا الإهمال "
        "والتجاهل لحقوق الناس؟"
    )
    reading = understood(body, "مهزلة التوقيع", author="سالم الحربي")
    assert (reading.relevance, reading.kind, reading.needs_answer) == ("main", "complaint", True)
    assert (
        understood("أداء الأمانة واجب شرعي على المسلم في كل معاملة.", "خلق", author="سالم الحربي").relevance == "none"
    )
