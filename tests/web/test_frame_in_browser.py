"""The parts of the frame in a real Chromium: keys, dialogs, toasts, tips, widths, accessibility, the CSP."""

import pytest
from django.urls import path

from sada.web.style_page import style_page
from sada.web.urls import urlpatterns as real
from tests.web.looking import axe_faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
urlpatterns = [*real, path("_style", style_page, name="style")]


@pytest.fixture
def parts(chromium, live_server, settings):
    """Opens the page of parts: parts("ar", 1440) -> page."""
    settings.ROOT_URLCONF = __name__
    contexts = []

    def open_page(language="ar", width=1440, query=""):
        context = chromium.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
        page = context.new_page()
        page.complaints = []
        page.on(
            "console", lambda line: page.complaints.append(line.text) if line.type in {"error", "warning"} else None
        )
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(f"{live_server.url}/_style{query}")
        page.wait_for_load_state("networkidle")
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_nothing_runs_over_the_edge_and_nothing_breaks_the_policy(parts, language, width):
    page = parts(language, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.complaints == []


@pytest.mark.parametrize(("language", "width", "query"), [("ar", 1440, ""), ("en", 1440, ""), ("ar", 360, "?form=bad")])
def test_axe_finds_no_serious_fault(parts, language, width, query):
    assert axe_faults(parts(language, width, query)) == []


def test_a_slash_leads_to_the_search_and_letters_rest_while_one_writes(parts):
    page = parts()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("jxn")
    assert page.evaluate("document.activeElement.value") == "jxn"
    assert not page.evaluate("document.getElementById('sample').open")


def test_the_question_mark_shows_the_keys_of_this_screen(parts):
    page = parts("en")
    page.keyboard.press("Shift+Slash")
    assert "Open a case" in page.inner_text("#keys")
    page.keyboard.press("Escape")
    assert not page.evaluate("document.getElementById('keys').open")


def test_rows_are_walked_and_selected_from_the_keyboard(parts):
    page = parts()
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("Shift+x")
    assert page.evaluate("document.querySelectorAll('[data-row] input:checked').length") == 2
    assert page.inner_text("[data-many-count]") == "2"
    assert page.is_visible("[data-many]")


def test_a_key_works_on_an_arabic_layout(parts):
    page = parts()
    pressed = "new KeyboardEvent('keydown', {key: 'ى', code: 'KeyN', bubbles: true, cancelable: true})"
    page.evaluate(f"document.body.dispatchEvent({pressed})")
    assert page.evaluate("document.getElementById('sample').open")


def test_single_letter_keys_can_be_switched_off(parts):
    page = parts()
    page.keyboard.press("Shift+Slash")
    page.uncheck("[data-keys-on]")
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    assert not page.evaluate("document.getElementById('sample').open")


def test_a_toast_is_seen_heard_and_closed(parts):
    page = parts("en")
    detail = "{detail: {text: 'Case opened', undo: '/undo'}}"
    page.evaluate(f"document.dispatchEvent(new CustomEvent('sada:toast', {detail}))")
    page.wait_for_selector("[data-live]:has-text('Case opened')", state="attached")
    assert page.is_visible(".toast [data-undo]")
    page.click("[data-toast-close]")
    assert page.locator(".toast").count() == 0


def test_evidence_explains_itself_on_focus(parts):
    page = parts()
    page.focus(".evidence-service")
    assert "صيانة إنارة الشوارع" in page.inner_text("#tip")
    page.keyboard.press("Escape")
    assert page.is_hidden("#tip")


def test_the_bar_folds_and_this_computer_remembers(parts):
    page = parts()
    page.click("[data-bar-toggle]")
    page.reload()
    assert page.get_attribute("html", "data-bar") == "collapsed"


def test_five_screens_stand_at_the_foot_of_a_phone(parts):
    page = parts("ar", 360)
    assert page.locator(".bottom li").count() == 5
    assert page.is_hidden(".frame-bar")
    page.click("[data-dialog=more-screens]")
    assert page.locator("#more-screens .menu-item").count() == 9


def test_asking_first_holds_a_form_back(parts):
    page = parts("en")
    before = page.url
    page.click(".demo button")
    assert page.is_visible("#confirm")
    page.click("#confirm [data-close]")
    assert page.url == before
