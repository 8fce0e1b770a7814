"""Every page that has an address, in a real Chromium with the demo loaded: both languages, a phone and a wide screen.

The addresses come from the table of doors, so a new page is looked over as soon as it has its line there.
"""

import pytest
from django.conf import settings as django_settings
from django.urls import reverse

from sada.kernel import access
from sada.ops.demo import load_demo
from sada.ops.pack import load_pack
from sada.store.models import Person, Publication, SavedView, StoryItem
from tests.web.doors import DOORS
from tests.web.looking import axe_faults, session_cookie

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]
ROLES = ("officer", "spokesperson", "supervisor", "administrator")
WIDTHS = (1440, 360)
AXE = (("ar", 360), ("en", 1440), ("ar", 1440), ("en", 360))  # axe takes a second: each page once, in turn
SCROLLS = ".tabs, .table-scroll, .chart-body, .menu-body"
STICKS_OUT = f"""() => [...document.querySelectorAll("main *, header *")].filter(e => {{
  const box = e.getBoundingClientRect(), out = box.right > innerWidth + 1 || box.left < -1;
  return box.width && out && !e.querySelector("*") && !e.closest("{SCROLLS}");
}}).slice(0, 3).map(e => e.outerHTML.slice(0, 200)).join(" ")"""
OWN_PAGES = ("preferences", "notices", "account_change_password", "account_logout", "mfa_index")
ENTRANCE = ("account_login", "account_reset_password", "account_reset_password_done", "account_inactive")
BY_STATE = ("case", "answer", "mention", "fact")  # of these one row in every state


@pytest.fixture
def look(chromium, live_server):
    """`look(person, addresses, language)`: the faults of the pages at every width."""
    contexts = []

    def look_at(person, addresses, language):
        context = chromium.new_context(locale="ar-SA" if language == "ar" else "en-GB")
        contexts.append(context)
        if person is not None:
            Person.objects.filter(pk=person.pk).update(language=language)
            context.add_cookies([session_cookie(person, live_server.url)])
        else:
            name = django_settings.LANGUAGE_COOKIE_NAME
            context.add_cookies([{"name": name, "value": language, "url": live_server.url}])
        page, said = context.new_page(), []
        page.on("console", lambda line: said.append(line.text) if is_complaint(line) else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        return [
            fault
            for n, address in enumerate(addresses)
            for fault in faults(page, f"{live_server.url}{address}", language, said, AXE[n % len(AXE)])
        ]

    yield look_at
    for context in contexts:
        context.close()


def is_complaint(line):
    """An error said in the console, but not that the page asked for is refused or not there."""
    return line.type == "error" and "status of 4" not in line.text


def faults(page, url, language, said, axe):
    """What is wrong with a page: its language, its width, what axe finds, what the console says."""
    said.clear()
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    page.goto(url)
    wrong = []
    direction = [language, "rtl" if language == "ar" else "ltr"]
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(80)
        page.locator(".htmx-request").first.wait_for(state="detached")
        wrong += axe_faults(page) if (language, width) == axe else []
        wide = page.evaluate("document.documentElement.scrollWidth")
        wrong += [f"{wide} px wide at {width}: {page.evaluate(STICKS_OUT)}"] if wide > width else []
    if page.evaluate("[document.documentElement.lang, document.documentElement.dir]") != direction:
        wrong.append("not in the language asked for")
    return [f"{url} ({language}): {fault}" for fault in [*dict.fromkeys(wrong), *said]]


def rows_of(person, door):
    """The rows of the address's kind that the person reaches: one of every state, where there are states."""
    if door.noun == "view":
        return [SavedView.objects.create(person=person, screen="inbox", name="عرض", query="kind=complaint")]
    rows = access.rows_for(person, door.act, door.noun).order_by("-pk")
    if door.noun == "story":
        return list(rows.filter(size__gt=1)[:1])
    if door.noun in BY_STATE:
        return list(rows.order_by("state", "-pk").distinct("state"))
    return list(rows[:1])


def pages_of(person, client, looked_over):
    """The addresses that answer this person with a whole page, but those of routes that an earlier role looked over."""
    client.force_login(person)
    found = ["/", "/nowhere", *map(reverse, OWN_PAGES)]
    for name, door in DOORS.items():
        if name in looked_over or door.post is not None or (door.act and not access.may(person, door.act)):
            continue
        there = [address(name, door, row) for row in (rows_of(person, door) if door.noun else [None])]
        if any(is_page(client.get(each)) for each in there[:1]):
            looked_over.add(name)
        found += there
    return [each for each in dict.fromkeys(found) if is_page(client.get(each))]


def address(name, door, row):
    """The address of a route for one row, with its query string."""
    parts = {"pk": row.pk, **door.more} if row is not None else dict(door.more)
    if "item" in door.more.values():
        items = iter(items_of(row))
        parts |= {key: next(items) for key, value in door.more.items() if value == "item"}
    query = "&".join(f"{key}={value}" for key, value in door.query.items())
    return reverse(name, kwargs=parts) + (f"?{query}" if query else "")


def items_of(row):
    """The ids of the items of a story or a case."""
    if row._meta.model_name == "story":
        return list(StoryItem.objects.filter(story=row).values_list("item", flat=True))
    return list(row.case_items.values_list("item", flat=True))


def is_page(reply):
    """A whole page that a person meets, no fragment, file or way on."""
    html = reply.get("Content-Type", "").startswith("text/html")
    return html and reply.status_code in (200, 403, 404) and b"<html" in reply.content


def test_no_page_has_a_serious_fault(look, client):
    load_pack()
    load_demo()
    found, looked_over = [], set()
    for role in ROLES:
        person = Person.objects.get(username=f"demo.{role}")
        pages = pages_of(person, client, looked_over)
        assert len(pages) > 5
        found += look(person, pages, "ar") + look(person, pages, "en")
    assert found == []
    assert public_faults(look) == []


def public_faults(look):
    """The faults of the published replies: the list, a search, one reply and one taken back."""
    shown = Publication.objects.filter(withdrawn_at=None).first()
    gone = Publication.objects.exclude(withdrawn_at=None).first()
    pages = ["", "?q=%D8%A5%D9%86%D8%A7%D8%B1%D8%A9", shown.pk, gone.pk]
    found = look(None, [f"/replies/{page}" for page in pages], "ar")
    return found + look(None, [f"/replies/en/{page}" for page in pages], "en")


def test_the_entrance_has_no_serious_fault(look):
    pages = [reverse(name) for name in ENTRANCE]
    assert look(None, pages, "ar") + look(None, pages, "en") == []
