"""Questions to experts in a real Chromium: widths, accessibility, the CSP, and the link without any JavaScript."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from sada.desk.answer_question import Reply, answer_question
from sada.desk.ask_expert import Expert, ask_expert, withdraw_question
from sada.desk.draft_answer import draft_answer
from sada.desk.expert_links import address_of, token_of
from sada.kernel import clock
from sada.store.models import ClockPolicy, Fact, Question
from tests.web.looking import axe_faults
from tests.web.test_cases_in_browser import visit  # noqa: F401 - a fixture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def scene(cast):
    """A case with four questions: answered, waiting, late, and one by link; and a draft beside them."""
    now = clock.now()
    cast.at = now
    ClockPolicy.objects.create(
        unit=cast.ministry, promise="fact", minutes=90, basis="wall", valid_from=date(2024, 1, 1)
    )
    case = cast.case(title="انطفاء الإنارة في حي الزهور منذ ثلاثة أيام")

    def ask(text, expert, ago):
        return ask_expert(case, text, expert, by=cast.saleh, at=now - timedelta(minutes=ago))

    answered = ask("كم عمودًا أُصلح هذا الأسبوع، وفي أي الأحياء؟", Expert(cast.salma), 80)
    reply = Reply("أُصلح 42 عمودًا في أحياء الزهور والنخيل والريان، وفق محضر الصيانة.", "42")
    answer_question(answered, reply, by=cast.salma, at=now - timedelta(minutes=30))
    late = ask("متى تُستكمل بقية الأعمدة في حي الزهور؟", Expert(cast.salma), 130)
    waiting = ask("ما سبب الانقطاع المتكرر في الشارع الرئيس؟", Expert(cast.salma), 20)
    linked = ask("متى ينتهي المقاول من استبدال الكابل؟", Expert(name="م. ماهر الوادي", email="m@c.example"), 10)
    draft = draft_answer(case, "رد", "نفيدكم بأن ", by=cast.saleh, at=now)
    return {"case": case, "late": late, "waiting": waiting, "linked": linked, "answered": answered, "draft": draft}


SCREENS = {
    "list": ("salma", lambda s: reverse("questions:list")),
    "question": ("salma", lambda s: reverse("questions:show", args=[s["waiting"].pk])),
    "answered": ("saleh", lambda s: reverse("questions:show", args=[s["answered"].pk])),
    "case": ("saleh", lambda s: reverse("cases:show", args=[s["case"].pk])),
    "asking": ("saleh", lambda s: reverse("cases:ask_expert", args=[s["case"].pk])),
    "editor": ("saleh", lambda s: reverse("cases:edit", args=[s["draft"].pk])),
    "link": ("saleh", lambda s: address_of(s["linked"])),
}


@pytest.mark.parametrize("screen", SCREENS)
def test_no_screen_runs_over_the_edge_breaks_the_policy_or_has_a_serious_fault(visit, scene, screen):  # noqa: F811
    name, address = SCREENS[screen]
    for width, language in ((360, "ar"), (1440, "en")):
        page = visit(name, address(scene), width, language)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (width, language)
        assert axe_faults(page) == []
        assert page.complaints == []


def test_the_link_is_answered_on_a_phone_without_javascript_and_without_a_log_in(chromium, live_server, scene):
    context = chromium.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/ask/{token_of(scene['linked'])}/")
    page.fill("[name=text]", "ينتهي الاستبدال يوم الخميس")
    button = page.locator("main button[type=submit]")
    assert button.bounding_box()["height"] >= 44
    button.click()
    page.wait_for_selector("[role=status]")
    context.close()
    assert Question.objects.get(pk=scene["linked"].pk).answer == "ينتهي الاستبدال يوم الخميس"


def test_the_question_key_opens_the_dialog_and_the_question_appears(visit, scene):  # noqa: F811
    page = visit("saleh", SCREENS["case"][1](scene))
    page.keyboard.press("q")
    page.wait_for_selector("dialog[open] #id_text")
    page.fill("#id_text", "كم بلغت تكلفة الإصلاح؟")
    page.select_option("#id_to", label="سلمى الشهري")
    page.click("dialog[open] button[type=submit]")
    page.wait_for_selector("[data-toast]")
    assert page.locator("text=كم بلغت تكلفة الإصلاح؟").count() == 1


def test_an_answer_is_quoted_where_the_sentence_begun_leads_to_it(visit, scene):  # noqa: F811
    page = visit("saleh", SCREENS["editor"][1](scene))
    page.click("[data-quote]")
    assert page.input_value("#id_draft").startswith("نفيدكم بما يأتي:\n")
    assert "أُصلح 42 عمودًا" in page.input_value("#id_draft")
    page.wait_for_selector("#preview .bare")  # its number still has to be tied to a fact


def test_an_answer_becomes_a_fact_in_the_dialog(visit, scene):  # noqa: F811
    page = visit("saleh", SCREENS["case"][1](scene))
    page.locator(f"a[href*='question={scene['answered'].pk}&value=42']").first.click()
    page.wait_for_selector("dialog[open] #id_statement_ar")
    assert page.input_value("#id_value") == "42"
    page.fill("#id_statement_ar", "عدد الأعمدة المصلحة")
    page.click("dialog[open] button[type=submit]")
    page.wait_for_selector("[data-toast]")  # back on the page of the case, where the fact is wanted
    assert Fact.objects.get(statement_ar="عدد الأعمدة المصلحة").value == "42"


def test_a_closed_link_reads_well_too(visit, scene, cast):  # noqa: F811
    token = token_of(scene["linked"])
    withdraw_question(scene["linked"], by=cast.saleh, at=clock.now())
    page = visit("saleh", f"/ask/{token}/", 360)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator("h1").count() == 1
