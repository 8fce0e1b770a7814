"""The details of an item on its page: who said what, values, whose it is; private names only for who may see them."""

from datetime import date, timedelta

import pytest

from sada.kernel import clock
from sada.reading.details_of import kept_details
from sada.store.models import Agency
from sada.understand.dates import dates
from sada.understand.lexicon import shipped
from sada.understand.read import read
from sada.understand.types import Text
from sada.web.inbox.evidence import Noted
from sada.web.inbox.values import LANGUAGES, UNITS, when
from tests.cast import MORNING
from tests.understand.test_details import REPORT
from tests.web.test_inbox_evidence import cut, mark

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _morning():
    with clock.at(MORNING + timedelta(hours=1)):
        yield


@pytest.fixture
def page_of(cast, client):
    def go(person, mention, address="/inbox/{}/"):
        client.force_login(person)
        return client.get(address.format(mention.pk)).content.decode()

    return go


@pytest.fixture
def told(cast):
    """A mention whose reading kept its details, as intake would have made it."""
    mention = cast.mention(title=REPORT.title, text=REPORT.body)
    said = read(Text(REPORT.title, REPORT.body), shipped())
    reading = mention.item.reading
    reading.more = kept_details(mention.item, said) | {"responsible": "riyadh", "agencies": ["water"]}
    reading.evidence = [
        {"field": e.field, "start": e.start, "end": e.end, "text": e.text, "code": e.code} for e in said.evidence
    ]
    reading.save()
    Agency.objects.get_or_create(code="water", defaults={"name_ar": "شركة المياه الوطنية", "name_en": "National Water"})
    return mention


def test_who_said_what_stands_with_office_and_side(cast, page_of, told):
    page = page_of(cast.saleh, told)
    assert "من قال ماذا" in page
    assert "المهندس سعد الفهد" in page
    assert "المتحدث الرسمي لأمانة منطقة الرياض" in page
    assert "جهة بلدية" in page
    assert "كلام الوسيلة نفسها" in page


def test_dates_stand_in_both_calendars_and_figures_with_their_units(cast, page_of, told):
    page = page_of(cast.saleh, told)
    assert "7 شوال 1436هـ، 23 يوليو 2015م" in page
    assert "3,000,000 ريال" in page
    assert "24.7136,46.6753" in page
    assert 'href="https://alriyadh.gov.sa/news"' in page


def test_whose_it_is_names_the_agency(cast, page_of, told):
    page = page_of(cast.saleh, told)
    assert "مشتركة مع جهة أخرى" in page
    assert "شركة المياه الوطنية" in page


def test_every_line_lights_up_its_words_in_the_text(cast, page_of, told):
    page = page_of(cast.saleh, told)
    text, _body, lines = page.partition('id="noted"')
    for key in ("q0", "d0", "f0", "p0", "l0", "own"):
        assert f'data-evidence="{key}"' in lines
        assert f"evidence-{key}" in text


def test_a_private_name_is_masked_in_the_text_and_in_the_details(cast, page_of, told):
    page = page_of(cast.saleh, told)
    assert "العتيبي" not in page
    assert "••••••" in page


def test_personal_data_is_counted_by_its_sort(cast, page_of):
    mention = cast.mention(text="قال المواطن خالد العتيبي إن البئر مكشوفة منذ أيام. للتواصل 0551234567 وشكرا لكم.")
    mention.item.reading.more = {"personal": [[60, 70, "phone"]]}
    mention.item.reading.save()
    lines = page_of(cast.saleh, mention).partition('id="noted-personal"')[2]
    assert "هاتف" in lines
    assert "اسم شخص من عامة الناس" in lines
    assert 'data-evidence="x1"' in lines


def test_the_by_line_stands_as_it_was_printed(cast, page_of):
    mention = cast.mention(text="أزالت أمانة الرياض المخلفات", author="الطائف - محمد الشهراني")
    said = read(Text("", "أمانة الرياض", "الطائف - محمد الشهراني"), shipped())
    mention.item.reading.more = kept_details(mention.item, said)
    mention.item.reading.save()
    assert mention.item.reading.more["byline"] == {"city": "الطائف", "agency": "", "writer": "محمد الشهراني"}
    page = page_of(cast.saleh, mention)
    assert 'evidence-y0" tabindex="0" data-tip="سطر الكاتب: المدينة">الطائف</mark>' in page
    lines = page.partition('id="noted-byline"')[2]
    assert 'data-evidence="y1"' in lines
    assert "الكاتب" in lines


def test_a_by_line_that_opens_the_text_is_marked_there(cast, page_of):
    body = "سبق - الرياض: أزالت أمانة الرياض المخلفات"
    mention = cast.mention(title="إزالة مخلفات", text=body)
    said = read(Text("إزالة مخلفات", body), shipped())
    mention.item.reading.more = kept_details(mention.item, said)
    mention.item.reading.evidence = [
        {"field": e.field, "start": e.start, "end": e.end, "text": e.text, "code": e.code} for e in said.evidence
    ]
    mention.item.reading.save()
    page = page_of(cast.saleh, mention)
    assert "evidence-byline" in page
    assert 'data-evidence="y0"' in page.partition('id="noted-byline"')[2]


def test_a_reading_kept_before_its_parts_were_placed_still_shows_its_by_line(cast, page_of):
    mention = cast.mention(text="أزالت أمانة الرياض المخلفات", author="الطائف - محمد الشهراني")
    mention.item.reading.more = {"byline": {"city": "الطائف", "agency": "", "writer": "محمد الشهراني"}}
    mention.item.reading.save()
    assert "الطائف" in page_of(cast.saleh, mention).partition('id="noted-byline"')[2]


def test_figures_dates_and_places_are_marked_in_the_text_with_their_values(cast, page_of, told):
    text, _body, _lines = page_of(cast.saleh, told).partition('id="noted"')
    assert 'data-tip="الرقم: 3,000,000 ريال">3 ملايين ريال</mark>' in text
    assert 'data-tip="الخميس 7 شوال 1436هـ، 23 يوليو 2015م">يوم الخميس 7/10/1436هـ</mark>' in text
    assert 'data-tip="حي">حي العليا</mark>' in text


def test_a_private_name_is_shown_once_it_was_asked_for(cast, client, told):
    client.force_login(cast.saleh)
    page = client.post(f"/inbox/{told.pk}/unmask/", {"reason": "للتواصل مع صاحب الشكوى"}).content.decode()
    assert "خالد العتيبي" in page


def test_a_reading_made_before_has_its_details_found_on_opening_and_masked(cast, page_of):
    mention = cast.mention(title=REPORT.title, text=REPORT.body)
    page = page_of(cast.saleh, mention)
    assert "المهندس سعد الفهد" in page
    assert "العتيبي" not in page


def test_another_amana_sees_nothing_of_it(cast, client, told):
    client.force_login(cast.huda)
    assert client.get(f"/inbox/{told.pk}/").status_code == 404


def test_an_item_laid_before_nobody_has_its_details_too(cast, client):
    item = cast.item(title="فوز", text="فاز الفريق يوم الخميس 7/10/1436هـ", reading={"relevance": "none"})
    client.force_login(cast.majed)
    assert "23 يوليو 2015م" in client.get(f"/inbox/item/{item.pk}/").content.decode()
    client.force_login(cast.saleh)
    assert client.get(f"/inbox/item/{item.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("7/10/1436هـ", "الخميس 7 شوال 1436هـ، 23 يوليو 2015م"),
        ("شهر رمضان 1436هـ", "رمضان 1436هـ (18 يونيو 2015م – 16 يوليو 2015م)"),
        ("يوليو 2015", "يوليو 2015م"),
        ("عام 1436هـ", "1436هـ (25 أكتوبر 2014م – 13 أكتوبر 2015م)"),
        ("عام 2015", "2015م"),
        ("2015-2016", "2015م–2016م"),
        ("الساعة 9:30 مساء", "9:30\u00a0مساءً"),
        ("الساعة الثانية عشرة ليلا", "منتصف الليل"),
        ("الخميس", ""),
        ("22 رمضان", ""),
    ],
)
def test_the_value_of_a_date_in_words(text, said):
    (found,) = dates(text)
    assert when(found) == said


def test_a_range_says_both_its_ends():
    (found,) = dates("الأسبوع الثاني من أغسطس", date(2015, 7, 20))
    assert when(found).count(" – ") == 1
    assert "8 أغسطس 2015م" in when(found)


def test_units_and_languages_have_names():
    assert {str(UNITS[code]) for code in ("SAR", "m2", "day")} == {"ريال", "متر مربع", "يوم"}
    assert str(LANGUAGES["ar-x-gulf"]) == "عربية، لهجة خليجية"


def test_words_of_the_details_are_quiet_beside_evidence():
    _title, body = cut([mark(11, 15)], noted=[Noted(11, 22, "q1"), Noted(50, 40, "bad")])
    assert [(s.text, s.css, s.is_quiet) for s in body] == [
        ("يشكو", "evidence evidence-kind evidence-q1", False),
        (" السكان", "noted-words evidence-q1", True),
        (" من الظلام", "", False),
    ]
