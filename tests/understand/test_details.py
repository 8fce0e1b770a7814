"""The details of a text: who said what in which office, the outlet's own words, places, links, private people."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sada.numerals.check_digits import is_iban, is_identity
from sada.understand.addresses import addresses_in
from sada.understand.details import NOWHERE, details, from_kept, masks, to_kept, to_object
from sada.understand.lexicon import shipped
from sada.understand.links import links
from sada.understand.offices import parts
from sada.understand.read import read
from sada.understand.tokens import tokens
from sada.understand.types import Text
from tests.understand.material import naughty_strings
from tests.understand.test_spans import DAY, MIXED, PRESS

REPORT = Text(
    "أمانة الرياض تسفلت شارع الملك فهد",
    "بدأت أمانة منطقة الرياض صيانة شارع الملك فهد في حي العليا أمس.\n"
    "وأوضح المتحدث الرسمي لأمانة منطقة الرياض المهندس سعد الفهد أن الأعمال تنتهي يوم الخميس 7/10/1436هـ "
    "بتكلفة 3 ملايين ريال.\n"
    "وقال المواطن خالد العتيبي: «الحفر أتلفت سياراتنا منذ عامين». وأضاف العتيبي أن البلاغات لا تجد من يرد عليها.\n"
    "وشارك الأهالي عبر وسم #حفر_الرياض وحساب @Amanatalriyadh والرابط alriyadh.gov.sa/news والموقع 24.7136, 46.6753.",
)


def noted(text, day=DAY):
    """The details of a text and the words at a span."""
    return details(text, read(text, shipped()), day), lambda span: text.whole[slice(*span)]


def test_who_said_what_in_which_office():
    found, words = noted(REPORT)
    assert [(words(q.office), words(q.name), q.side, q.direct, q.private) for q in found.quotes] == [
        ("المتحدث الرسمي لأمانة منطقة الرياض", "المهندس سعد الفهد", "ours", False, False),
        ("المواطن", "خالد العتيبي", "people", True, True),
        ("المواطن", "خالد العتيبي", "people", False, True),
    ]
    assert [words(q.here) for q in found.quotes[1:]] == ["المواطن خالد العتيبي", "العتيبي"]
    assert words((found.quotes[1].start, found.quotes[1].end)) == "الحفر أتلفت سياراتنا منذ عامين"


def test_the_outlets_own_words_are_what_nobody_is_quoted_saying():
    found, words = noted(REPORT)
    own = [words(span) for span in found.own]
    assert own[0].startswith("بدأت أمانة")
    assert own[-1].startswith("وشارك الأهالي")
    assert not any(a < q.end and q.start < b for a, b in found.own for q in found.quotes)


def test_a_private_name_is_marked_wherever_it_stands_and_an_officials_is_not():
    found, words = noted(REPORT)
    assert [words(span) for span in found.persons] == ["خالد العتيبي", "العتيبي", "العتيبي"]
    assert {(e.field, e.code) for e in masks(found)} == {("personal", "name")}
    assert "الفهد" not in {words(span) for span in found.persons}


def test_a_by_name_is_masked_and_not_everybody_of_that_name():
    text = Text("شكوى", "قالت أم خالد من سكان الحي: «نعاني من الحفر». وزار الموقع خالد الفيصل أمير المنطقة مع أم خالد.")
    found, words = noted(text)
    assert [(words(q.name), q.side, q.private) for q in found.quotes] == [("أم خالد", "people", True)]
    assert [words(span) for span in found.persons] == ["أم خالد"]


def test_figures_dates_places_and_links_have_values():
    found, _words = noted(REPORT)
    assert [(d.value, d.hijri) for d in found.dates] == [
        ("2015-07-19", ""), ("2015-07-23", "1436-10-07"), ("2013", ""),
    ]  # fmt: skip
    assert [(f.value, f.unit) for f in found.figures] == [(3_000_000, "SAR")]
    places = [(p.sort, p.value) for p in found.places]
    assert places == [("street", ""), ("street", ""), ("district", ""), ("coordinates", "24.7136,46.6753")]
    assert [(p.sort, p.value) for p in found.links] == [
        ("hashtag", "حفر_الرياض"), ("handle", "Amanatalriyadh"), ("url", "https://alriyadh.gov.sa/news"),
    ]  # fmt: skip


def test_details_are_kept_without_words_and_come_back_whole():
    found, _words = noted(REPORT)
    kept = json.loads(json.dumps(to_kept(found)))
    assert from_kept(REPORT.whole, kept) == found
    assert "الفهد" not in json.dumps(kept, ensure_ascii=False)


def test_as_an_object_every_span_says_its_words():
    found, _words = noted(REPORT)

    def check(value):
        if isinstance(value, dict):
            if "text" in value:
                assert value["text"] == REPORT.whole[value["start"] : value["end"]]
            for inner in value.values():
                check(inner)
        elif isinstance(value, list):
            for inner in value:
                check(inner)

    check(to_object(REPORT.whole, found))
    assert to_object(REPORT.whole, found)["quotes"][0]["name"]["text"] == "المهندس سعد الفهد"


@pytest.mark.parametrize(
    ("speaker", "office", "name", "private"),
    [
        ("أمين محافظة الطائف المهندس محمد المخرج", "أمين محافظة الطائف", "المهندس محمد المخرج", False),
        ("المتحدث الرسمي لأمانة جدة محمد البقمي", "المتحدث الرسمي لأمانة جدة", "محمد البقمي", False),
        ("د. خالد الغامدي مدير العلاقات العامة", "مدير العلاقات العامة", "د. خالد الغامدي", False),
        ("مدير جامعة الملك سعود الدكتور بدران العمر", "مدير جامعة الملك سعود", "الدكتور بدران العمر", False),
        ("رئيس بلدية الخبر", "رئيس بلدية الخبر", "", False),
        ("وزارة الصحة", "وزارة الصحة", "", False),
        ("المواطن سعد العتيبي", "المواطن", "سعد العتيبي", True),
        ("سعد العتيبي", "", "سعد العتيبي", True),
        ("محمد الحربي عضو المجلس البلدي", "عضو المجلس البلدي", "محمد الحربي", False),
        ("اللواء عثمان الصولي", "", "اللواء عثمان الصولي", False),
        ("أم خالد", "", "أم خالد", True),
        ("أبو محمد العتيبي", "", "أبو محمد العتيبي", True),
        ("المواطنة أم سعود", "المواطنة", "أم سعود", True),
        ("رئيس المجلس البلدي أبو راشد", "رئيس المجلس البلدي", "أبو راشد", False),
        ("أبو بكر بن سعد مدير البلدية", "مدير البلدية", "أبو بكر بن سعد", False),
        ("أم القرى", "أم القرى", "", False),
    ],
)
def test_a_speaker_is_taken_apart(speaker, office, name, private):
    row = tokens(speaker)
    cut = parts(row, 0, len(row.kinds))
    shown = [speaker[slice(*row.span(*span))] if span[0] < span[1] else "" for span in (cut.office, cut.name)]
    assert [*shown, cut.private] == [office, name, private]


@pytest.mark.parametrize(
    ("text", "place", "sort"),
    [
        ("انهيار في شارع 30 بحي النسيم", "شارع 30", "street"),
        ("على طريق الملك عبدالله بن عبدالعزيز السريع", "طريق الملك عبدالله بن عبدالعزيز", "road"),
        ("سكان حي الروضة يشكون", "حي الروضة", "district"),
        ("عند مخرج 10 ازدحام", "مخرج 10", "exit"),
        ("العنوان RRRD2929 قريب", "RRRD2929", "short_address"),
        ("الرمز البريدي ١٢٣٤٥ الرياض", "١٢٣٤٥", "postcode"),
        ("ص.ب 54321 جدة", "ص.ب 54321", "post_box"),
        ("الإحداثيات 24°42'49\"N 46°40'31\"E", "24°42'49\"N 46°40'31\"E", "coordinates"),
        ("حفرة في شارع الستين بجدة", "شارع الستين", "street"),
        ("عند المخرج الخامس عشر", "المخرج الخامس عشر", "exit"),
        ("زوروا مبنى رقم 12 بالحي", "مبنى رقم 12", "building"),
        ("قطعة رقم 55 بالمخطط", "قطعة رقم 55", "plot"),
        ("مبنى 7221 الرياض 12345", "مبنى 7221", "building"),
        ("مبنى 7221 الرياض 12345", "12345", "postcode"),
        ("ص.ب 1234 الرياض 11461", "11461", "postcode"),
        ("7221 طريق العليا، 12345-3344", "12345-3344", "postcode"),
    ],
)
def test_an_address_is_found(text, place, sort):
    assert (place, sort) in [(a.text, a.sort) for a in addresses_in(tokens(text))]


@pytest.mark.parametrize(
    "text",
    [
        "عن طريق البلاغات",
        "الطريق الذي أغلق",
        "في طريق العودة",
        "حي على الصلاة",
        "بنسبة 24.7136 من 46.6753",
        "1.5",
        "مبنى 5 أدوار",
        "على طريق 30 كم",
        "المخرج السينمائي",
        "شارع خمسين مترا",
    ],
)
def test_what_is_no_address_is_none(text):
    assert [a.text for a in addresses_in(tokens(text)) if a.sort != "coordinates"] == []


@pytest.mark.parametrize(
    "text",
    [
        "الموقع 24.7136, 46.6753", "الموقع ٢٤٫٧١٣٦، ٤٦٫٦٧٥٣", "24.7136N 46.6753E", "N24.7136 E46.6753",
        "N 24.7136, E 46.6753", "E46.6753 N24.7136", "46.6753,24.7136", "خط عرض 24.7136 وخط طول 46.6753",
        "خط الطول 46.6753 وخط العرض 24.7136", "24.7136 شمالاً و46.6753 شرقاً", "شمالا 24.7136 وشرقا 46.6753",
        "24°42'49\"N 46°40'31\"E", "N 24°42'49\" E 46°40'31\"", "46°40'31\"E 24°42'49\"N",
        "24° 42.816' N, 46° 40.518' E",
        "24 درجة و42 دقيقة و49 ثانية شمالا و46 درجة و40 دقيقة و31 ثانية شرقا", "٢٤°٤٢′٤٩″ شمالاً، ٤٦°٤٠′٣١″ شرقاً",
        "https://maps.google.com/?q=24.7136,46.6753", "https://www.google.com/maps/@24.7136,46.6753,15z",
        "https://www.google.com/maps/place/x/data=!3d24.7136!4d46.6753", "https://x.sa/?q=24.7136%2C46.6753",
        "https://www.openstreetmap.org/?mlat=24.7136&mlon=46.6753", "geo:24.7136,46.6753",
        "lat: 24.7136, lng: 46.6753", "الموقع \u200f24.7136\u200f,\u200f 46.6753", "２４.７１３６, ４６.６７５３",
    ],
)  # fmt: skip
def test_coordinates_in_any_order_and_notation_are_one_value(text):
    row = tokens(f"الحفرة هنا {text} قرب المدرسة")
    (found,) = (a for a in addresses_in(row) if a.sort == "coordinates")
    latitude, longitude = map(float, found.value.split(","))
    assert (round(latitude, 3), round(longitude, 3)) in ((24.714, 46.675), (24.713, 46.675), (24.714, 46.676))
    assert found.text == row.text[found.start : found.end]


@pytest.mark.parametrize(
    "text",
    [
        "N24 E46",
        "40.7128, -74.0060",
        "24.7136 و46.6753",
        "24.71, 46.67",
        "46.6753,48.1234",
        "12° 14°",
        "درجة 24 شمالا",
        "E320",
    ],
)
def test_what_is_no_place_of_the_kingdom_has_no_coordinates(text):
    assert [a.text for a in addresses_in(tokens(text)) if a.sort == "coordinates"] == []


def test_the_number_of_a_house_is_no_figure():
    found, _words = noted(Text("", "العنوان 7221 طريق العليا، الرياض 12345-3344 مبنى رقم 12"))
    assert found.figures == ()
    assert [(p.sort, p.value) for p in found.places] == [("road", ""), ("postcode", "12345-3344"), ("building", "12")]


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("https://goo.gl/maps/abcDEF", "map"), ("https://maps.app.goo.gl/xYz", "map"),
        ("maps.google.com/?q=24.7,46.6", "map"), ("https://www.google.com/maps/@24.7136,46.6753,15z", "map"),
        ("https://goo.gl/abc", "url"), ("＠AmanahJeddah", "handle"), ("＃أمانة_جدة", "hashtag"),
    ],
)  # fmt: skip
def test_a_map_is_told_from_other_links(text, sort):
    assert [(link.text, link.sort) for link in links(f"الرابط {text} هنا")] == [(text, sort)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("انظر https://balady.gov.sa/ar/a?b=1، شكرا", ["https://balady.gov.sa/ar/a?b=1"]),
        ("(www.amana.sa)", ["https://www.amana.sa"]),
        ("تابعوا @saudimomra و@momra_care.", ["saudimomra", "momra_care"]),
        ("راسلوا info@amana.gov.sa", []),
        ("وسم #جدة_غير #1", ["جدة_غير"]),
        ("1.5 مليون و 3.com", ["https://3.com"]),
    ],
)
def test_links_and_handles_have_an_address(text, values):
    assert [link.value for link in links(text)] == values


def test_check_digits_tell_a_number_from_a_slip():
    assert is_iban("SA03 8000 0000 6080 1016 7519")
    assert not is_iban("SA04 8000 0000 6080 1016 7519")
    assert [is_identity(d) for d in ("1000000008", "2000000006", "1000000007", "3000000005", "100000000", "")] == [
        True, True, False, False, False, False,
    ]  # fmt: skip


@given(st.integers(10**8, 3 * 10**8 - 1))
def test_one_last_digit_makes_an_identity_and_a_swapped_first_pair_mostly_breaks_it(head):
    right = [str(head) + str(last) for last in range(10) if is_identity(str(head) + str(last))]
    assert len(right) == 1


@given(MIXED, MIXED)
@settings(max_examples=200, deadline=None)
def test_the_details_of_any_text_lie_within_it(title, body):
    text = Text(title, body)
    found, _words = noted(text)
    length = len(text.whole)
    spans = [*found.own, *found.persons, *((p.start, p.end) for p in (*found.places, *found.links))]
    spans += [s for q in found.quotes for s in (q.who, q.office, q.name, q.here) if s != NOWHERE]
    assert all(0 <= a < b <= length for a, b in spans)
    assert from_kept(text.whole, to_kept(found)) == found


def test_naughty_strings_have_details():
    for string in naughty_strings():
        noted(Text(string, f"قال المواطن {string} إن {string}. {PRESS}"))
