"""Stories and the queue in a real Chromium, by keyboard: split, taken back, joined, compared, corrected."""

import pytest

from sada.kernel import clock
from sada.store.models import Reading, Story, StoryItem
from tests.web.looking import axe_faults, session_cookie
from tests.web.test_inbox_in_browser import press, settle

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def told(cast):
    """A story of three items, and one that stands alone."""
    now = clock.now()
    titles = ["افتتاح حديقة الزهور", "حديقة الزهور تفتح أبوابها", "خبر لا صلة له", "زحام عند حديقه الزهور"]
    items = [cast.mention(title=t, text=f"{t} يوم الأحد 0551234567", at=now).item for t in titles]
    story = Story.objects.create(head=items[0], size=3, first_at=now, last_at=now)
    other = Story.objects.create(head=items[3], size=1, first_at=now, last_at=now)
    for item, place in zip(items, (story, story, story, other), strict=True):
        StoryItem.objects.create(item=item, story=place)
    return story, items, other


@pytest.fixture
def opened(chromium, live_server, cast):
    """Opens an address as Saleh: opened("/stories/1/", 1440) -> page."""
    contexts = []

    def go(address, width=1440):
        context = chromium.new_context(viewport={"width": width, "height": 900}, locale="ar-SA")
        contexts.append(context)
        context.add_cookies([session_cookie(cast.saleh, live_server.url)])
        page = context.new_page()
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(f"{live_server.url}{address}")
        page.wait_for_load_state("networkidle")
        return page

    yield go
    for context in contexts:
        for page in context.pages:
            settle(page)
        context.close()


def test_items_are_chosen_and_taken_out_by_keyboard_and_come_back(told, opened):
    story, items, _other = told
    page = opened(f"/stories/{story.pk}/")
    assert page.locator("[data-many]").is_hidden()
    press(page, "j", "j", "x", "j", "x")
    assert page.locator("[data-many-count]").inner_text() == "2"
    with page.expect_navigation():
        page.keyboard.press("s")
    settle(page)
    assert StoryItem.objects.get(item=items[2]).story.size == 2
    with page.expect_navigation():
        page.locator("[data-toast] [data-undo]").last.click()
    settle(page)
    assert story.places.count() == 3
    assert page.complaints == []


def test_a_story_is_found_as_one_types_and_joined(told, opened):
    story, _items, other = told
    page = opened(f"/stories/{story.pk}/")
    press(page, "m")
    page.keyboard.type("زحام الزهور")
    page.locator("#stories-found button").wait_for()
    assert axe_faults(page) == []
    with page.expect_navigation():
        page.locator("#stories-found button").click()
    settle(page)
    assert story.places.count() == 4
    assert not Story.objects.filter(pk=other.pk).exists()


@pytest.mark.parametrize("width", [1440, 360])
def test_versions_are_compared(told, opened, width):
    story, items, _other = told
    page = opened(f"/stories/{story.pk}/versions/", width)
    page.select_option("#from", str(items[0].pk))
    page.select_option("#to", str(items[1].pk))
    with page.expect_navigation():
        page.get_by_role("button", name="مقارنة", exact=True).click()
    assert page.locator(".diff ins").count() > 0
    assert "0551234567" not in page.content()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe_faults(page) == []


def test_the_service_of_many_is_set_from_the_queue(cast, opened):
    items = [cast.mention(reading={"unsure": ["kind"], "confidence": {"kind": 0.4}, "services": []}) for _ in range(2)]
    page = opened("/reading_quality/unsure/")
    press(page, "j", "x", "k", "x", "c")  # the first row is the open one
    page.locator("dialog[open]").wait_for()
    assert page.evaluate("document.activeElement.id") == "many-field"
    page.select_option("#many-field", "services")
    page.locator("#many-values input[value^='services:']").first.wait_for()
    page.locator("#many-find").fill("الاناره")
    page.wait_for_timeout(500)
    settle(page)
    page.locator(f"input[value='services:{cast.service.pk}']").check()
    assert axe_faults(page) == []
    with page.expect_navigation():
        page.locator("dialog[open] .button-primary").click()
    settle(page)
    assert [r.services for r in Reading.objects.filter(pk__in=[m.item_id for m in items])] == [[cast.service.pk]] * 2
