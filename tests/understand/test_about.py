"""What a reading says beside its judgements: by-line, other agencies, personal data, gist, language."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sada.understand.byline import Byline, from_body, parse
from sada.understand.lexicon import shipped
from sada.understand.read import read
from sada.understand.types import Text
from tests.understand.material import post, understood

AS_PRINTED = [
    ("الدوادمي - عبدالله العويس:", Byline("الدوادمي", "", "عبدالله العويس")),
    ("الدمام - واس:", Byline("الدمام", "واس", "")),
    ("واس - الدمام", Byline("الدمام", "واس", "")),
    ("* الدمام - حسين بالحارث:", Byline("الدمام", "", "حسين بالحارث")),
    ("عدنان الشبراوي (جدة)", Byline("جدة", "", "عدنان الشبراوي")),
    ("الطائف-الوئام:", Byline("الطائف", "الوئام", "")),
    ("بيروت: يوسف دياب", Byline("بيروت", "", "يوسف دياب")),
    ("«الاقتصادية» من الرياض", Byline("الرياض", "الاقتصادية", "")),
    ("خالد السليمان", Byline("", "", "خالد السليمان", columnist=True)),
    ("الجزيرة - واس:", Byline("", "واس", "")),
    ("وصف – جدة:", Byline("جدة", "وصف", "")),
    ("الرياض الشرق أونلاين", Byline("الرياض", "الشرق أونلاين", "")),
    ("التحرير / رائد السميري - وطنيات - جدة", Byline("جدة", "وطنيات", "رائد السميري")),
    ("المصدر -", Byline()),
    ("وكالة الأنباء السعودية ( واس )", Byline("", "واس", "")),
    ("بقلم: ماجد الشبركة", Byline("", "", "ماجد الشبركة", columnist=True)),
    ("الرياض 12 ربيع الآخر 1447 هـ الموافق 04 أكتوبر 2025 م واس", Byline("الرياض", "واس", "")),
    ("الرياض ـ واس", Byline("الرياض", "واس", "")),
    ("جدةـ مـحـمـد الزهراني", Byline("جدة", "", "مـحـمـد الزهراني")),
    ("محمد العتيبي، فهد المطيري - الرياض", Byline("الرياض", "", "محمد العتيبي، فهد المطيري")),
    ("تبوك: ناعم الشهري، تصوير: خالد العنزي", Byline("تبوك", "", "ناعم الشهري")),
    ("المدينة المنورة", Byline("المدينة المنورة", "", "")),
    ("لندن: «الشرق الأوسط أونلاين»", Byline("لندن", "الشرق الأوسط أونلاين", "")),
    ("متابعة - الرياض الإلكتروني", Byline("", "الرياض الإلكتروني", "")),
    ("الاقتصادية الإلكترونية من الرياض", Byline("الرياض", "الاقتصادية الإلكترونية", "")),
    ("القاهرة - مكتب الجزيرة - طارق محيي:", Byline("القاهرة", "مكتب الجزيرة", "طارق محيي")),
    ("الرياض - خاص بـ«الجزيرة»:", Byline("الرياض", "الجزيرة", "")),
    ("لوس أنجليس - د ب أ", Byline("لوس أنجليس", "د ب أ", "")),
    ("الوئام - يو بي اي:", Byline("", "يو بي اي", "")),
    ("واس - محمد العتيبي", Byline("", "واس", "محمد العتيبي")),
    ("سعد الإلكتروني - جدة", Byline("جدة", "", "سعد الإلكتروني")),
    ("", Byline()),
    ("و" * 500, Byline()),
]


@pytest.mark.parametrize(("author", "line"), AS_PRINTED)
def test_bylines_as_papers_print_them(author, line):
    assert parse(author, shipped().scanner) == line


OPENINGS = [
    ("الدمام - سلمان الشثري\nأعلنت أمانة الشرقية", ("الدمام", "", "سلمان الشثري")),
    ("Next Previous مهند شعراوي – جدة \nدشنت الأمانة", ("جدة", "", "مهند شعراوي")),
    ("المواطن – مكة المكرمة\nدشنت الأمانة", ("مكة المكرمة", "المواطن", "")),
    ("الرياض 12 ربيع الآخر 1447 هـ الموافق 04 أكتوبر 2025 م واس\nأعلنت", ("الرياض", "واس", "")),
    ("السبت ٤ أكتوبر ٢٠٢٥ الساعة ٣:١١ مساءً\nالرياض - واس: أعلنت", ("الرياض", "واس", "")),
    ("الرياض في 5 محرم / واس / أعلنت أمانة الرياض", ("الرياض", "واس", "")),
    ("الرياض الشرق أونلاين\nأعلنت أمانة الرياض", ("الرياض", "الشرق أونلاين", "")),
    ("بقلم: ماجد الشبركة\nكنت أمر بالشارع", ("", "", "ماجد الشبركة")),
    ("المصدر - أعلنت أمانة جدة: بدأت الحملة", ("", "", "")),
    ("أمانة جدة - بدأت الحملة\nرفعت الفرق النفايات", ("", "", "")),
    ("أعلنت أمانة جدة أمس: بدأت الحملة - وتستمر", ("", "", "")),
]


@pytest.mark.parametrize(("opening", "line"), OPENINGS)
def test_bylines_that_open_a_text(opening, line):
    reading = understood(opening, "عنوان")
    assert (reading.city, reading.agency_line, reading.writer) == line


@given(st.sampled_from([author for author, _ in AS_PRINTED]), st.sampled_from(["", "  ", "\u200f"]))
def test_the_parts_of_a_byline_stand_where_they_are_printed(author, before):
    printed = before + author
    line = parse(printed, shipped().scanner)
    assert all(part.text == printed[part.start : part.end] for part in line.pieces)
    said = {sort: "، ".join(p.text for p in line.pieces if p.sort == sort) for sort in ("city", "agency", "writer")}
    assert said == {"city": line.city, "agency": line.agency, "writer": line.writer}


@pytest.mark.parametrize("opening", [opening for opening, _ in OPENINGS])
@pytest.mark.parametrize("title", ["", "عنوان الخبر"])
def test_the_parts_of_a_byline_in_the_text_are_its_evidence(opening, title):
    text = Text(title, "\n " + opening, medium="online")
    reading = read(text, shipped())
    shown = {(e.code, e.text) for e in reading.evidence if e.field == "byline"}
    assert all(text.whole[e.start : e.end] == e.text for e in reading.evidence)
    assert [(p.sort, p.text) for p in reading.byline] == sorted(
        ((p.sort, text.whole[p.start : p.end]) for p in reading.byline), key=lambda p: text.whole.index(p[1])
    )
    assert shown == {(p.sort, p.text) for p in reading.byline if p.in_text}
    whole = (("city", reading.city), ("agency", reading.agency_line), ("writer", reading.writer))
    assert {sort for sort, _ in shown} == {sort for sort, value in whole if value}


PIECES = ["الرياض", " - ", "واس", "/", "\n", "12 رجب 1447 هـ", "بقلم: ", "محمد العلي", ":", "ـ", "«"]


@given(st.text(max_size=60) | st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
@settings(deadline=None)
def test_the_parts_of_any_byline_are_true(said):
    line, opened = parse(said, shipped().scanner), from_body(said, shipped().scanner)
    assert all(part.text == said[part.start : part.end] for part in (*line.pieces, *opened.pieces))


def test_a_byline_that_opens_the_text_is_read():
    reading = understood("سبق- الرياض: أزالت أمانة الرياض المخلفات")
    assert (reading.city, reading.agency_line) == ("الرياض", "سبق")


def test_another_agency_is_named_and_the_matter_is_not_ours():
    reading = understood(
        "شكا أهالي حي السلام بجدة من طفح المجاري وطالبوا شركة المياه الوطنية بالتدخل، كما طالبوا أمانة جدة بالسفلتة.",
        "طفح المجاري يحاصر سكان السلام بجدة",
    )
    assert "water" in reading.agencies
    assert reading.responsible == "jeddah"


def test_the_body_in_the_title_is_responsible():
    reading = understood(
        "طالب أهالي أمانة القصيم بدعم البلدية التي أهملت سفلتة الشوارع في عنيزة.", "بلدية عنيزة تهمل سفلتة الشوارع"
    )
    assert reading.responsible == "qassim.unaizah"


@pytest.mark.parametrize(
    ("text", "code", "found"),
    [
        ("للتواصل 0551234567 شكرا", "phone", "0551234567"),
        ("للتواصل ٠٥٥١٢٣٤٥٦٧ شكرا", "phone", "٠٥٥١٢٣٤٥٦٧"),
        ("اتصل على +966 55 123 4567", "phone", "+966 55 123 4567"),
        ("هويتي 1023456789 والسلام", "national_id", "1023456789"),
        ("إقامة 2123456789.", "national_id", "2123456789"),
        ("الحساب SA0380000000608010167519 باسمي", "iban", "SA0380000000608010167519"),
        ("راسلوني a.b@example.sa", "email", "a.b@example.sa"),
        ("سيارة رقم أ ب ج 1234 متروكة", "plate", "أ ب ج 1234"),
        ("وقال المواطن محمد العتيبي إن الشارع مظلم", "name", "محمد العتيبي"),
    ],
)
def test_personal_data_is_found(text, code, found):
    spans = [(p.code, p.text) for p in understood(text).personal]
    assert (code, found) in spans


@pytest.mark.parametrize(
    "text",
    [
        "بلغت التكلفة 45,999,540 ريالا",
        "الرقم 940 للبلاغات",
        "بتاريخ 12-10-1436",
        "رقم البلاغ 123456",
        "المواطن الذي قال",
    ],
)
def test_figures_are_not_personal_data(text):
    assert understood(text).personal == ()


def test_personal_spans_point_into_title_and_text():
    reading = understood("جوالي 0551234567", "عنوان")
    (span,) = reading.personal
    assert ("عنوان\n" + "جوالي 0551234567")[span.start : span.end] == "0551234567"


@pytest.mark.parametrize(
    "first",
    [
        "استقبلت احتفالات أمانة الرياض في 43 موقعا ما يقرب من 1.900.000 زائر توافدوا مع أسرهم.",
        "افتتح أمين الطائف معرض (الملك فيصل .. شاهد وشهيد) في متنزه الردف العام.",
        "أوضح أمين الأحساء م. عادل الملحم و د. سعد العتيبي أن الأمانة أغلقت 12 مطعما.",
        "بلغت قيمة مشروع أمانة جدة (375.526.840) ريالا، ويكتمل عام 1436.",
        "هل ترفع أمانة جدة النفايات من حي السلامة؟",
        'قال أمين جدة: "رفعنا النفايات كلها."',
    ],
)
def test_stops_of_numbers_titles_and_pauses_end_no_sentence_of_the_summary(first):
    more = "وتوافد الزوار من كل مكان إلى الموقع طوال اليوم. وكان الجو لطيفا والحضور كثيرا جدا."
    summary = understood(f"{first} {more}", "أمانة").summary
    assert summary[0].text == first


def test_a_first_sentence_that_tells_what_the_title_promised_stays_though_there_was_a_feast():
    lead = "وجه أمين منطقة عسير رؤساء البلديات بمضاعفة الجهود، وذلك في حفل المعايدة الذي أقامته أمانة عسير."
    last = "وتناول أمين عسير ورؤساء البلديات الحلويات، وأثنى على مضاعفة الجهود وتفعيل الأقسام."
    summary = understood(f"{lead} {last}", "أمين عسير يوجه رؤساء البلديات بمضاعفة الجهود وتفعيل الأقسام").summary
    assert summary[0].text == lead


def test_the_summary_is_made_of_the_texts_own_sentences():
    body = (
        "سبق- حائل: شهدت مدينة حائل أجواء جميلة يوم أمس. وتجول الناس في الأسواق حتى المساء. "
        "وأوضح أمين منطقة حائل أن الأمانة أبرمت عقد نظافة ورفع نفايات جديدا للمدينة. وانتهى اليوم بسلام على الجميع."
    )
    reading = understood(body, "حائل")
    sentences = [s.text for s in reading.summary]
    assert sentences[0].startswith("شهدت")
    assert any("عقد نظافة" in s for s in sentences)
    assert all(s in body for s in sentences)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("أعلنت أمانة الرياض عن مشروع جديد", "ar"),
        ("وش صار على الشارع ليش ما تصلحونه", "ar-x-gulf"),
        ("عايز اعرف ازاي اقدم البلاغ ده دلوقتي", "ar-x-egypt"),
        ("The municipality repairs roads", "en"),
        ("یہ شہر بہت بڑا ہے اور یہاں گاڑیاں ہیں", "ur"),
        ("12345 🙂", "und"),
    ],
)
def test_the_language_is_told(text, language):
    assert post(text).language == language
