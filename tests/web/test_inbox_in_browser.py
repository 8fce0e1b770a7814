"""The inbox in a real Chromium, by keyboard alone: read, decide, undo, correct, select many; axe on every screen."""

import re
from datetime import timedelta

import pytest

from sada.kernel import clock
from sada.store.models import Case, Mention, MentionState, Story, StoryItem
from tests.web.looking import axe_faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def inbox(chromium, live_server, client, cast):
    """Opens an address as Saleh: inbox("/inbox/", 1440) -> page. Three items wait, the newest first."""
    now = clock.now()
    for n, title in enumerate(["الإنارة مطفأة في حي الزهور", "متى تفتح حديقة السلام", "حفرة في شارع العليا"]):
        cast.mention(
            title=title, at=now - timedelta(minutes=n + 1), text=f"{title} والسكان ينتظرون، للتواصل 0551234567"
        )
    client.force_login(cast.saleh)
    contexts = []

    def go(address="/inbox/", width=1440):
        context = chromium.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(f"{live_server.url}{address}")
        page.wait_for_load_state("networkidle")
        return page

    yield go
    for context in contexts:
        for page in context.pages:
            settle(page)  # the tables are emptied next, and no request may still read them
        context.close()


def press(page, *keys):
    """Press keys, then wait until no request is under way."""
    for key in keys:
        page.keyboard.press(key)
    settle(page)


def settle(page):
    page.wait_for_timeout(120)
    for _ in range(100):
        if not page.locator(".htmx-request").count():
            break
        page.wait_for_timeout(60)
    page.wait_for_load_state("networkidle")


def open_item(page):
    return page.locator("#pane [data-item]").get_attribute("data-item")


def test_read_decide_undo_by_keyboard(inbox):
    page = inbox()
    first, second = list(Mention.objects.order_by("-published_at"))[:2]
    press(page, "j", "Enter")
    assert open_item(page) == str(first.pk)
    assert page.locator(f"#row-{first.pk} [aria-current=true]").count() == 1
    press(page, "n")
    page.keyboard.press("Space")  # the first reason has the focus
    press(page, "Enter")
    assert Mention.objects.get(pk=first.pk).state == MentionState.NO_ANSWER
    assert open_item(page) == str(second.pk)
    assert page.locator(f"#row-{first.pk}").count() == 0
    assert page.locator("dialog[open]").count() == 0
    page.locator("[data-toast] [data-undo]").last.click()
    page.locator(f"#row-{first.pk}").wait_for()
    assert Mention.objects.get(pk=first.pk).state == MentionState.WAITING
    assert page.complaints == []


def test_a_case_is_opened_with_one_key_and_the_counts_follow(inbox):
    page = inbox()
    press(page, "j", "Enter")
    press(page, "o")
    assert Case.objects.count() == 1
    assert page.locator("#tally-here").inner_text() == "2"
    assert re.search(r"/inbox/\d+/$", page.url)


def test_a_judgement_is_corrected_by_keyboard(inbox):
    page = inbox()
    press(page, "j", "Enter")
    press(page, "5")
    press(page, "ArrowDown", "ArrowDown")
    press(page, "Enter")
    assert Mention.objects.order_by("-published_at").first().kind == "inquiry"
    assert page.complaints == []


def test_many_are_selected_with_x_and_shift(inbox):
    page = inbox()
    press(page, "j", "x", "j", "j", "Shift+X")
    assert page.locator("[data-many-count]").inner_text() == "3"
    page.locator("[data-many] button").first.click()
    page.locator("dialog[open]").wait_for()
    page.keyboard.press("Space")
    press(page, "Enter")
    assert set(Mention.objects.values_list("state", flat=True)) == {MentionState.NO_ANSWER}


def test_a_narrow_screen_shows_one_column_and_a_way_back(inbox):
    page = inbox(width=360)
    page.locator(".row-title").first.click()
    settle(page)
    assert not page.locator(".pane-list").is_visible()
    page.locator("[data-pane-back]").click()
    page.wait_for_load_state("networkidle")
    assert page.locator(".pane-list").is_visible()


def test_going_back_in_the_browser_returns_to_the_list(inbox):
    page = inbox()
    press(page, "j", "Enter")
    assert "/inbox/" in page.url
    page.go_back()
    page.locator("[data-row]").nth(2).wait_for()
    assert page.url.endswith("/inbox/")
    assert page.locator("[data-row]").count() == 3


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize(
    "where", ["/inbox/", "read", "/inbox/new/", "/stories/", "story", "/search/?q=الزهور", "empty"]
)
def test_axe_finds_no_serious_fault_and_nothing_runs_over_the_edge(inbox, where, width):
    mentions = list(Mention.objects.select_related("item"))
    story = Story.objects.create(head=mentions[0].item, size=2, first_at=clock.now(), last_at=clock.now())
    for mention in mentions[:2]:
        StoryItem.objects.create(story=story, item=mention.item)
    address = {
        "read": f"/inbox/{mentions[0].pk}/", "story": f"/stories/{story.pk}/", "empty": "/inbox/?kind=praise",
    }.get(where, where)  # fmt: skip
    page = inbox(address, width)
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.complaints == []


def test_a_line_of_the_details_lights_up_its_words_by_keyboard_and_by_pointing(inbox, cast):
    text = "قال رئيس بلدية الخرج: «سفلتنا 15 شارعا هذا العام». " + "وتستمر الأعمال في بقية الأحياء. " * 60
    mention = cast.mention(title="سفلتة", text=text)
    page = inbox(f"/inbox/{mention.pk}/")
    words, line = page.locator(".evidence-q0").first, page.locator('[data-evidence="q0"]')
    assert not line.is_visible()
    press(page, "d")
    line.focus()
    assert "shown" in words.get_attribute("class")
    page.locator('[data-evidence="f0"]').hover()
    page.locator('[data-evidence="f0"]').focus()
    assert "shown" in page.locator(".evidence-f0").first.get_attribute("class")
    assert "shown" not in words.get_attribute("class")
    line.focus()
    press(page, "Enter")
    page.wait_for_timeout(600)
    box = words.bounding_box()
    assert 0 <= box["y"] < 900
    assert page.complaints == []
