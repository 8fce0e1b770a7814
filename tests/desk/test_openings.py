"""Whom a text addresses, which form suits a medium, and how a draft begins from the templates of the pack."""

import pytest

from sada.desk import openings
from sada.desk.fill_template import offered
from sada.rules.citations import bare_numbers
from sada.store.models import Contact
from tests.cast import MORNING

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]


def begun(cast, form, case=None, **item):
    case = case or cast.case(**item)
    place = case.case_items.first()
    return next(one.text for one in offered(case, place.item if place else None, MORNING) if one.row.form == form)


def test_the_letter_has_its_parts_in_order(cast):
    text = begun(cast, "letter", title="ظلام في حي الزهور", author="ماجد السالم")
    parts = [
        "سعادة رئيس تحرير صحيفة الواحة المحترم", "السلام عليكم", "إشارة إلى ما نُشر", "ظلام في حي الزهور",
        "بقلم: ماجد السالم", "نشكر لكم", "واستنادًا", "وبعد [ما بُني عليه الرد", "نفيدكم بالآتي", "نأمل الاطلاع، ونشر",
        "شاكرين", "والسلام عليكم", "نورة الحربي", "[صفة المتحدث]", "أمانة منطقة الرياض",
    ]  # fmt: skip
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("text", "said"),
    [("نُشر في العدد 14305، الصفحة 4.", "في العدد ({=14305})"), ("يشكو السكان.", "في العدد ([رقم العدد])")],
)
def test_a_letter_on_a_printed_page_names_the_issue_or_leaves_a_gap_for_it(cast, text, said):
    written = begun(cast, "letter", medium="print", outlet=cast.outlet("جريدة الرواق", medium="print"), text=text)
    assert said.replace("{=", "").replace("}", "") in written.replace("{=", "").replace("}", "")
    assert bare_numbers(written) == []
    assert "في العدد" not in begun(cast, "letter", text=text)


@pytest.mark.parametrize(
    ("medium", "author", "head"),
    [
        ("x", "الدكتورة سعاد العمري", "سعادة الدكتورة سعاد العمري المحترمة"),
        ("x", "@fahad_99", "المتابع الكريم"),
        ("tiktok", "", "المتابع الكريم"),
        ("x", "نورة العتيبي", "سعادة [الأستاذ أو الأستاذة] نورة العتيبي [المحترم أو المحترمة]"),
        ("tv", "", "سعادة مدير صحيفة الواحة المحترم"),
        ("online", "م. علي", "سعادة رئيس تحرير صحيفة الواحة المحترم"),
    ],
)
def test_a_letter_addresses_an_editor_only_where_there_is_one(cast, medium, author, head):
    text = begun(cast, "letter", medium=medium, outlet=cast.outlet(medium=medium), author=author)
    assert text.startswith(head)
    assert openings.addresses_editor(text) == (medium in ("online", "tv"))
    assert ("رئيس تحرير" in text, "نأمل الاطلاع" in text) == (medium == "online", medium in ("online", "tv"))


@pytest.mark.parametrize("form", ["letter", "email", "post", "holding", "information", "denial"])
def test_no_beginning_holds_a_number_that_blocks(cast, form):
    text = begun(cast, form, title="انطفاء 150 عمودًا منذ 3 أسابيع")
    assert bare_numbers(text) == []


@pytest.mark.parametrize(
    ("medium", "form"), [("print", "letter"), ("online", "letter"), ("tv", "letter"), ("x", "post"), ("email", "email")]
)
def test_the_form_follows_the_medium(medium, form):
    assert openings.form_of(medium) == form


def test_a_case_without_an_item_names_its_subject(cast):
    case = cast.case(title="مواعيد النظافة", medium="phone")
    case.case_items.all().delete()
    assert "مواعيد النظافة" in begun(cast, "email", case)
    assert "استفساركم حول: «مواعيد النظافة»" in begun(cast, "letter", case)


@pytest.mark.parametrize(
    ("subject", "about"),
    [
        ("استفسار صحفي عاجل: تعثر مشروع السيول", "تعثر مشروع السيول"),
        ("رد: استفسار صحفي: حفر الشوارع", "حفر الشوارع"),
        ("Re: إنارة الحي", "إنارة الحي"),
        ("عاجل: انهيار رصيف", "انهيار رصيف"),
        ("طلب معلومات: كم بلاغًا؟", "طلب معلومات: كم بلاغًا؟"),
        ("استفسار:", "استفسار:"),
    ],
)
def test_a_text_refers_to_the_matter_and_not_to_the_kind_of_letter(subject, about):
    assert openings.matter(subject) == about


def test_a_mail_is_answered_to_whom_signed_it(cast):
    item = cast.item(medium="email")
    Contact.objects.create(item=item, name="د. سلطان العرعر", email="s@nakheel.example")
    case = cast.case(item=item)
    assert begun(cast, "email", case).startswith("[سعادة الدكتور أو الدكتورة] سلطان العرعر")
    Contact.objects.filter(item=item).update(name="الدكتور سلطان العرعر")
    assert begun(cast, "email", case).startswith("سعادة الدكتور سلطان العرعر المحترم")
    Contact.objects.filter(item=item).delete()
    assert begun(cast, "email", case).startswith("سعادة الأخ الكريم المحترم")
