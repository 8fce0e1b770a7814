"""The desk in a real Chromium: the editor's keys, nothing typed is lost, widths, accessibility, the CSP."""

from datetime import date, datetime, time, timedelta

import pytest
from django.urls import reverse

from sada.desk.approve_answer import approve_answer, return_answer
from sada.desk.draft_answer import change_answer, draft_answer, submit_answer
from sada.desk.keep_closings import set_closings
from sada.desk.note_case import note_case
from sada.desk.pause_clock import pause_clock
from sada.desk.send_answer import send_by_email
from sada.kernel import clock, mail
from sada.kernel.clock import RIYADH
from sada.rules.closings import Closing
from sada.store.models import Answer, Contact, Line, Outgoing, Story, StoryItem, Template
from tests.web.looking import axe_faults, session_cookie

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def visit(chromium, live_server, cast):
    """`visit("saleh", "/cases/")`: the page as that person sees it; complaints of the console in `page.complaints`."""
    contexts = []

    def open_page(name, address, width=1440, language="ar"):
        person = cast.person[name]
        person.language = language
        person.save()
        context = chromium.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        context.add_cookies([session_cookie(person, live_server.url)])
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda line: page.complaints.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(live_server.url + address)
        page.wait_for_load_state("networkidle")
        return page

    yield open_page
    for context in contexts:
        for page in context.pages:  # the tables are emptied next, and no request may still read them
            page.wait_for_load_state("networkidle")
        context.close()


@pytest.fixture
def scene(cast):
    """A case in which all has happened: a text under review, a frozen one, a failed letter, a pause, an old fact."""
    now = clock.now()
    cast.at = now
    today = now.date()
    fact = cast.fact("1,480", "عدد أعمدة الإنارة المصانة", as_of=today, valid_until=today + timedelta(days=60))
    cast.fact("9", "مساحة الحدائق", as_of=date(2025, 1, 1), valid_until=date(2025, 2, 1))
    case = cast.case(
        title="انطفاء الإنارة في حي الزهور", text="يشكو السكان من الظلام. " * 60, url="https://alwaha.example/1"
    )
    Contact.objects.create(item=case.case_items.get().item, name="ماجد السالم", phone="0551234567", email="m@x.example")
    note_case(case, "سُئلت إدارة الإنارة", by=cast.saleh, at=now)
    review = draft_answer(case, "رد قيد الاعتماد", f"صين {{#{fact.pk}}} عمودًا", by=cast.saleh, at=now)
    submit_answer(review, by=cast.saleh, at=now)
    return_answer(review, "اذكر الموعد", by=cast.noura, at=now)
    change_answer(review, "رد قيد الاعتماد", f"صين {{#{fact.pk}}} عمودًا، ويكتمل قريبًا", 1, by=cast.saleh, at=now)
    submit_answer(review, by=cast.saleh, at=now)
    frozen = draft_answer(case, "رد معتمد", f"صين {{#{fact.pk}}} عمودًا.", by=cast.saleh, at=now)
    submit_answer(frozen, by=cast.saleh, at=now)
    approve_answer(frozen, 1, by=cast.noura, at=now)
    letter = send_by_email(frozen, "editor@alwaha.example", by=cast.saleh, at=now)
    mail.refused(letter, detail="SMTPServerDisconnected: Connection unexpectedly closed", at=now)
    draft = draft_answer(case, "مسودة", "عالجت الأمانة 1480 عمودًا", by=cast.saleh, at=now)
    pause_clock(case, "expert", now + timedelta(hours=5), by=cast.saleh, at=now)
    text = "سعادة رئيس تحرير [المنفذ] المحترم\n\nفي العدد ([رقم العدد])، بعد {=3} أيام"
    template = Template.objects.create(form="letter", name_ar="خطاب تعقيب", text=text, valid_from=today)
    return {"case": case, "review": review, "frozen": frozen, "draft": draft, "fact": fact, "template": template}


# States that the demo does not have; the all-screens test looks over everything else.
SCREENS = {
    "case": ("saleh", lambda s: reverse("cases:show", args=[s["case"].pk])),
    "editor": ("saleh", lambda s: reverse("cases:edit", args=[s["draft"].pk])),
    "review": ("noura", lambda s: reverse("cases:answer", args=[s["review"].pk])),
    "frozen": ("saleh", lambda s: reverse("cases:answer", args=[s["frozen"].pk])),
    "file in full": ("saleh", lambda s: reverse("cases:case_file_in_full", args=[s["case"].pk])),
    "close": ("saleh", lambda s: reverse("cases:close", args=[s["case"].pk])),
}


@pytest.mark.parametrize("screen", SCREENS)
def test_no_screen_runs_over_the_edge_breaks_the_policy_or_has_a_serious_fault(visit, scene, screen):
    name, address = SCREENS[screen]
    for width, language in ((360, "ar"), (1440, "en")):
        page = visit(name, address(scene), width, language)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (width, language)
        assert axe_faults(page) == []
        assert page.complaints == []


def test_a_fact_is_inserted_from_the_keyboard_alone(visit, scene):
    page = visit("saleh", SCREENS["editor"][1](scene))
    page.focus("#id_draft")
    page.keyboard.press("Control+End")
    page.keyboard.type(" وقد صين ")
    page.keyboard.type("#")
    page.wait_for_selector("#fact-found [data-fact]")
    page.keyboard.type("الاناره")
    page.locator("#fact-found [data-fact]").nth(1).wait_for(state="detached")  # two facts became one
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.input_value("#id_draft").endswith(f" وقد صين \u2068{{1,480 #{scene['fact'].pk}}}\u2069")
    page.wait_for_selector("#preview .fact >> text=1,480")
    assert page.evaluate("document.activeElement.id") == "id_draft"
    page.wait_for_selector("#preview .cited >> text=1")
    page.keyboard.press("Control+Z")  # the browser's own undo takes the fact back
    assert page.input_value("#id_draft").endswith(" وقد صين ")
    page.keyboard.press("Control+Shift+Z")
    page.click("[data-save]")
    page.wait_for_selector(".toast")
    assert Answer.objects.get(pk=scene["draft"].pk).draft.endswith(f" وقد صين {{#{scene['fact'].pk}}}")
    assert page.input_value("#id_draft").endswith(f"{{1,480 #{scene['fact'].pk}}}\u2069")
    assert page.complaints == []


def test_a_fact_is_inserted_in_the_line_of_a_story(visit, scene, cast):
    item = scene["case"].case_items.first().item
    story = Story.objects.create(head=item, size=1, first_at=cast.at, last_at=cast.at)
    StoryItem.objects.create(item=item, story=story)
    page = visit("saleh", reverse("stories:show", args=[story.pk]))
    page.fill("#line-text", "صانت الأمانة ")
    page.focus("#line-text")
    page.keyboard.press("Control+End")
    page.keyboard.type("#")
    page.wait_for_selector(".fact-found [data-fact]")
    page.keyboard.type("الاناره")
    page.locator(".fact-found [data-fact]").nth(1).wait_for(state="detached")
    page.keyboard.press("Enter")
    page.keyboard.type(" عمودًا.")
    page.click("button[name=submit]")
    page.wait_for_selector(".preview-text .fact >> text=1,480")
    assert Line.objects.get().text == f"صانت الأمانة {{#{scene['fact'].pk}}} عمودًا."
    assert "{#" not in page.inner_text("main")
    assert "{1,480 #" in page.input_value(f"#line-text-{Line.objects.get().pk}")
    assert page.complaints == []


def test_a_bare_number_is_tied_in_one_click_or_marked_as_own(visit, scene):
    page = visit("saleh", SCREENS["editor"][1](scene))
    page.click(f".blocks [data-fact='{scene['fact'].pk}']")
    page.wait_for_selector(".mark-good")
    assert f"{{1480 #{scene['fact'].pk}}}" in page.input_value("#id_draft")
    page.fill("#id_draft", "😀 في 14 حيًا")  # a letter of two units before it
    page.click("#preview .bare")
    page.click("#bare-menu [data-own]")
    page.wait_for_selector("#preview .own")
    assert page.input_value("#id_draft").replace("\u2068", "").replace("\u2069", "") == "😀 في {=14} حيًا"


def test_what_was_not_saved_is_found_again_in_this_browser(visit, scene):
    page = visit("saleh", SCREENS["editor"][1](scene))
    page.fill("#id_draft", "نص لم يُحفظ")
    page.wait_for_selector("[data-draft-status]:has-text('محفوظ'), [data-draft-status]:has-text('Kept')")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.wait_for_selector("[data-draft-found]:not([hidden])")
    assert page.input_value("#id_draft") == "عالجت الأمانة 1480 عمودًا"
    page.click("[data-draft-restore]")
    assert page.input_value("#id_draft") == "نص لم يُحفظ"
    page.keyboard.press("Control+s")
    page.wait_for_load_state("networkidle")
    assert Answer.objects.get(pk=scene["draft"].pk).draft == "نص لم يُحفظ"
    assert page.is_hidden("[data-draft-found]")


def test_a_step_opens_by_its_key_and_a_refusal_keeps_what_was_typed(visit, scene):
    Outgoing.objects.update(state="failed")  # while an answer is on its way nobody decides not to give one
    page = visit("saleh", SCREENS["case"][1](scene))
    page.keyboard.press("g")
    page.keyboard.press("0")
    page.wait_for_selector("dialog[open] #id_note")
    page.fill("#id_note", "سبب ترك الرد")
    page.click("dialog[open] button[type=submit]")
    page.wait_for_selector("dialog[open] #id_reason_error")
    assert page.input_value("#id_note") == "سبب ترك الرد"
    page.check("input[name=reason][value=no_benefit]")
    page.click("dialog[open] button[type=submit]")
    page.wait_for_selector("[data-toast]")
    assert scene["case"].silences.get().note == "سبب ترك الرد"


def test_one_thumb_approves_on_a_phone(visit, scene):
    page = visit("noura", SCREENS["review"][1](scene), 360)
    button = page.locator("button[data-key=y]")
    box = button.bounding_box()
    assert box["height"] >= 44
    assert 450 < box["y"] < 900 - 44  # within the thumb's reach, and not under the bar at the foot
    button.click()
    page.wait_for_selector(".frozen")
    assert Answer.objects.get(pk=scene["review"].pk).approved_by.username == "noura"


def test_a_draft_begins_from_the_case_by_key_and_button(visit, scene):
    page = visit("saleh", SCREENS["case"][1](scene))
    page.keyboard.press("o")
    page.check("dialog[open] input[name=shape][value=letter]")
    page.click("dialog[open] button[type=submit]")
    page.wait_for_selector("#id_draft")
    assert "سعادة رئيس تحرير صحيفة الواحة" in page.input_value("#id_draft")
    assert page.complaints == []


def test_a_template_is_typed_in_by_one_key_and_taken_back_by_the_browsers_own_undo(visit, scene):
    page = visit("saleh", SCREENS["editor"][1](scene))
    before = page.input_value("#id_draft")
    page.focus("#id_draft")
    page.keyboard.press("Control+A")
    page.keyboard.press("F2")
    page.wait_for_selector("#template-found [data-template-insert]")
    page.wait_for_function("document.activeElement.hasAttribute('data-template-insert')")
    page.keyboard.press("Enter")
    text = page.input_value("#id_draft")
    assert text.startswith("سعادة رئيس تحرير صحيفة الواحة المحترم")
    assert "\u2068{=3}\u2069" in text
    assert page.evaluate("window.getSelection().toString()") == "[رقم العدد]"
    page.wait_for_selector("#preview .blocks >> text=[رقم العدد]")
    page.keyboard.press("Control+Z")
    assert page.input_value("#id_draft") == before
    assert page.complaints == []


def test_a_template_stands_where_the_caret_is_and_escape_leaves_the_text_alone(visit, scene):
    page = visit("saleh", SCREENS["editor"][1](scene), 360)
    before = page.input_value("#id_draft")
    page.focus("#id_draft")
    page.keyboard.press("Control+End")
    page.keyboard.press("F2")
    page.wait_for_selector("#template-found [data-template-insert]")
    page.keyboard.press("Escape")
    assert page.input_value("#id_draft") == before
    page.click("[data-templates-open]")
    page.click("#template-found [data-template-insert]")
    assert page.input_value("#id_draft").startswith(before)
    assert "[رقم العدد]" in page.input_value("#id_draft")


def test_a_letter_is_downloaded_from_the_page_of_the_case(visit, scene):
    page = visit("saleh", SCREENS["case"][1](scene))
    with page.expect_download() as download:
        page.locator(".papers button").nth(1).click()
    assert download.value.suggested_filename == f"{scene['case'].number}.docx"
    assert page.complaints == []


def test_the_unit_of_a_transfer_is_found_however_it_is_spelt_and_chosen_by_keyboard(visit, scene):
    case = scene["case"]
    page = visit("saleh", reverse("cases:show", args=[case.pk]))
    page.keyboard.press("t")
    field = page.locator("#step-dialog input[type=search]")
    field.wait_for()
    assert field.evaluate("e => e === document.activeElement")
    options = page.locator("#step-dialog select option")
    for typed, left in (("القصيم", 1), ("امانه منطقه القصيم", 1), ("قسيم", 1), ("دوادمي", 1), ("زحل", 0), ("", 3)):
        field.fill(typed)
        assert options.count() == left, typed
    assert "لا توجد جهة بهذا الاسم" not in page.locator("#step-dialog").inner_text()
    field.fill("الدوادمى")
    page.keyboard.press("Enter")
    assert page.locator("#step-dialog select").evaluate(
        "e => e === document.activeElement && e.selectedOptions[0].text"
    )
    page.locator("#step-dialog textarea").fill("الموقع هناك")
    page.locator("#step-dialog .button-primary").click()
    page.wait_for_url("**/cases/")
    case.refresh_from_db()
    assert case.unit.code == "riyadh.al-duwadimi"
    assert page.complaints == []


def test_enter_saves_the_deadline_that_was_written_and_not_the_closing_beside_it(cast, visit):
    cast.at = clock.now()
    set_closings(cast.outlet(), [Closing("press_close", time(19))], by=cast.abeer, at=clock.now())
    case = cast.case()
    page = visit("saleh", reverse("cases:deadline", args=[case.pk]))
    page.fill("#id_deadline", "2030-01-02T10:30")
    page.press("#id_deadline", "Enter")
    page.wait_for_url(f"**{reverse('cases:show', args=[case.pk])}")
    case.refresh_from_db()
    assert case.outside_deadline == datetime(2030, 1, 2, 10, 30, tzinfo=RIYADH)


def test_two_presses_in_a_dialog_do_it_once(visit, scene):
    page = visit("saleh", SCREENS["case"][1](scene))
    page.keyboard.press("n")
    page.fill("dialog[open] #id_text", "ملاحظة مرة واحدة")
    page.dblclick("dialog[open] button[type=submit]")
    page.wait_for_selector("[data-toast]")
    page.wait_for_load_state("networkidle")
    assert scene["case"].notes.filter(text="ملاحظة مرة واحدة").count() == 1
