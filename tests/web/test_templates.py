"""Templates on screen: offered in the editor, gaps with their mend, a page of their own; remarks before approval."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sada.desk.draft_answer import draft_answer, submit_answer
from sada.kernel import clock
from sada.store.models import Template
from tests.cast import MORNING

pytestmark = pytest.mark.django_db


@pytest.fixture
def screen_language():
    return "en"


@pytest.fixture
def letter(cast):
    """A template for everybody."""
    text = "سعادة رئيس تحرير [المنفذ]\n\n[نص الإيضاح]"
    return Template.objects.create(
        form="letter", name_ar="خطاب", name_en="A letter", text=text, valid_from="2026-01-01"
    )


def draft(cast, text="نص", **item):
    return draft_answer(cast.case(**item), "رد", text, by=cast.saleh, at=MORNING)


def html(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def filled(cast, **changes):
    return {
        "name": "خطابنا",
        "purpose": "letter",
        "text": "نص [الإيضاح]",
        "unit": cast.riyadh.pk,
        "language": "ar",
    } | changes


def test_the_editor_offers_templates_filled_with_their_gaps_named(as_, cast, letter):
    answer = draft(cast)
    shown = html(as_("saleh").get(reverse("cases:choose_template", args=[answer.pk])))
    assert "<template>سعادة رئيس تحرير صحيفة الواحة" in shown
    assert "1 gap to fill" in shown
    assert "نص الإيضاح" in shown


def test_templates_of_another_units_draft_are_not_there(as_, cast, letter):
    answer = draft(cast)
    address = reverse("cases:choose_template", args=[answer.pk])
    assert as_("huda").get(address).status_code == 404
    assert as_("rakan").get(address).status_code == 403


def test_a_gap_is_listed_under_what_prevents_approval_with_its_mend(as_, cast):
    answer, text = draft(cast), "في العدد ([رقم العدد]) الصادر"
    address = reverse("cases:preview", args=[answer.pk])
    shown = html(as_("saleh").post(address, {"draft": text, "version": 1, "look": "letter"}))
    assert "Still to be filled in: [رقم العدد]" in shown
    assert 'data-pick data-start="10" data-end="21"' in shown
    assert "Fill in" in shown


def test_remarks_are_shown_with_their_reason_and_do_not_prevent_approval(as_, cast):
    answer = draft(cast, "نهيب بالمواطنين المحافظة على الحدائق")
    submit_answer(answer, by=cast.saleh, at=MORNING)
    shown = html(as_("noura").get(reverse("cases:answer", args=[answer.pk])))
    assert "only calls on the citizens" in shown
    assert "Say what was done, or why it is so." in shown
    assert "Nothing prevents approval." in shown
    assert as_("noura").post(reverse("cases:approve", args=[answer.pk]), {"version": 1}).status_code == 302
    answer.refresh_from_db()
    assert answer.state == "approved"


def test_a_post_too_long_for_x_is_remarked_in_the_preview(as_, cast):
    answer = draft(cast, medium="x")
    data = {"draft": "جرى " + "ن" * 283, "version": 1, "look": "post"}
    shown = html(as_("saleh").post(reverse("cases:preview", args=[answer.pk]), data))
    assert "7 characters longer than the platform takes" in shown


def test_a_spokesperson_writes_changes_and_ends_a_template(as_, cast, letter):
    browser = as_("noura")
    assert browser.post(reverse("cases:new_template"), filled(cast)).status_code == 302
    ours = Template.objects.get(unit=cast.riyadh)
    with clock.at(MORNING.replace(day=23)):
        change = reverse("cases:change_template", args=[ours.pk])
        assert "نص [الإيضاح]" in html(browser.get(change))
        assert browser.post(change, filled(cast, text="نص ثانٍ")).status_code == 302
        newer = Template.objects.get(unit=cast.riyadh, valid_to=None)
        shown = html(browser.get(reverse("cases:templates")))
        assert "نص ثانٍ" in shown
        assert "نص [الإيضاح]" not in shown
    with clock.at(MORNING.replace(day=24)):
        assert browser.post(reverse("cases:end_template", args=[newer.pk])).status_code == 302
        assert "نص ثانٍ" not in html(browser.get(reverse("cases:templates")))


def test_a_shipped_template_becomes_ones_own_when_changed(as_, cast, letter):
    browser = as_("noura")
    address = reverse("cases:change_template", args=[letter.pk])
    assert browser.post(address, filled(cast, text="نصنا")).status_code == 302
    letter.refresh_from_db()
    assert letter.valid_to is None
    assert Template.objects.get(unit=cast.riyadh).text == "نصنا"


def test_others_read_templates_and_change_none(as_, cast, letter):
    browser = as_("saleh")
    shown = html(browser.get(reverse("cases:templates")))
    assert "A letter" in shown
    assert reverse("cases:new_template") not in shown
    assert browser.get(reverse("cases:new_template")).status_code == 403
    assert browser.post(reverse("cases:change_template", args=[letter.pk]), filled(cast)).status_code == 403
    assert as_("lina").get(reverse("cases:templates")).status_code == 403


def test_a_template_of_another_amana_is_not_there_and_none_is_written_for_it(as_, cast, letter):
    theirs = Template.objects.create(
        unit=cast.qassim, form="letter", name_ar="خطاب", text="نص", valid_from="2026-01-01"
    )
    browser = as_("noura")
    for name in ("change_template", "end_template"):
        assert browser.post(reverse(f"cases:{name}", args=[theirs.pk]), filled(cast)).status_code == 404
    assert browser.post(reverse("cases:new_template"), filled(cast, unit=cast.qassim.pk)).status_code == 422
    assert Template.objects.count() == 2


def test_the_page_of_templates_takes_the_same_queries_however_many_there_are(as_, cast, letter):
    browser, address = as_("noura"), reverse("cases:templates")
    family = cast.family
    html(browser.get(address))
    columns = {"form": "letter", "name_ar": "خطاب", "text": "نص", "valid_from": "2026-01-01", "family": family}
    Template.objects.create(unit=cast.riyadh, **columns)
    with CaptureQueriesContext(connection) as few:
        html(browser.get(address))
    for _ in range(9):
        Template.objects.create(unit=cast.riyadh, **columns)
    with CaptureQueriesContext(connection) as many:
        html(browser.get(address))
    assert len(many) == len(few)
