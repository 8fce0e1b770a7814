"""How a text begins, filled from what was asked."""

import pytest

from sada.desk import openings
from sada.rules.citations import bare_numbers
from sada.store.models import Contact
from tests.cast import MORNING

pytestmark = pytest.mark.django_db


def begun(cast, form, **item):
    case = cast.case(**item)
    return openings.opening(form, case, case.case_items.get().item)


def test_the_letter_has_its_parts_in_order(cast):
    text = begun(cast, "letter", title="ظلام في حي الزهور", author="ماجد السالم")
    parts = [
        "سعادة رئيس تحرير صحيفة الواحة المحترم", "السلام عليكم", "إشارة إلى ما نُشر لديكم", "ظلام في حي الزهور",
        "بقلم: ماجد السالم", "نشكر لكم", "نود أن نوضح", "آمل الاطلاع والنشر", "شاكرين", "والسلام عليكم",
        "أمانة منطقة الرياض",
    ]  # fmt: skip
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("text", "said"),
    [("نُشر في العدد 14305، الصفحة 4.", "في العدد (14305) بتاريخ"), ("يشكو السكان.", "في العدد ([رقم العدد]) بتاريخ")],
)
def test_a_letter_on_a_printed_page_names_the_issue_or_leaves_a_gap_for_it(cast, text, said):
    written = begun(cast, "letter", medium="print", outlet=cast.outlet("جريدة الرواق", medium="print"), text=text)
    assert said in written
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
    assert ("رئيس تحرير" in text, "والنشر" in text) == (medium == "online", medium in ("online", "tv"))


def test_both_dates_of_publication_stand_in_it(cast):
    assert "12/6/1448هـ الموافق 22/11/2026م" in begun(cast, "letter", at=MORNING)


@pytest.mark.parametrize("form", openings.FORMS)
def test_no_beginning_holds_a_number_that_blocks(cast, form):
    text = begun(cast, form, title="انطفاء 150 عمودًا منذ 3 أسابيع")
    assert bare_numbers(text) == []


@pytest.mark.parametrize(
    ("medium", "form"), [("print", "letter"), ("online", "letter"), ("tv", "letter"), ("x", "post"), ("email", "email")]
)
def test_the_form_follows_the_medium(medium, form):
    assert openings.form_of(medium) == form


def test_a_case_without_an_item_names_its_subject(cast):
    case = cast.case(title="مواعيد النظافة")
    assert "مواعيد النظافة" in openings.opening("email", case, None)
    assert "مواعيد النظافة" in openings.opening("letter", case, None)
    assert openings.opening("blank", case, None) == ""


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
    text = openings.opening("email", case, item)
    assert text.startswith("[سعادة الدكتور أو الدكتورة] سلطان العرعر")
    Contact.objects.filter(item=item).update(name="الدكتور سلطان العرعر")
    item.refresh_from_db()
    assert openings.opening("email", case, item).startswith("سعادة الدكتور سلطان العرعر المحترم")
    assert openings.opening("email", case, None).startswith("سعادة الأخ الكريم المحترم")
