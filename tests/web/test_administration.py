"""Administration on screen: each page, each step, who may and who may not."""

import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sada.listen.keep_source import Listening, add_source
from sada.store.models import Act, ClockPolicy, Holiday, Membership, Outgoing, Person, Source, Unit
from sada.store.queries import health
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def moment():
    return MORNING + HOUR


@pytest.fixture
def screen_language():
    return "en"


def get(browser, name, /, *args, **query):
    response = browser.get(reverse(f"administration:{name}", args=args), query)
    assert response.status_code == 200, (name, response.status_code)
    return response.content.decode()


def post(browser, name, /, *args, **data):
    return browser.post(reverse(f"administration:{name}", args=args), data)


@pytest.mark.parametrize("page", ["units", "people", "calendar", "policies", "sources", "log", "health"])
def test_an_administrator_reaches_every_part(as_, cast, page):
    shown = get(as_("sami"), page)
    assert shown.count('aria-current="page"') >= 2  # the bar and the tab


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("people", ["abeer", "majed", "lina", "saleh"]),
        ("health", ["abeer", "majed", "saleh"]),
        ("log", ["saleh", "rakan", "salma", "noura"]),
        ("home", ["zayd"]),
        ("new_person", ["abeer"]),
        ("new_source", ["saleh", "lina"]),
        ("new_holiday", ["saleh", "majed"]),
    ],
)
def test_parts_are_closed_to_those_without_the_right(as_, cast, page, names):
    for name in names:
        assert as_(name).get(reverse(f"administration:{page}")).status_code == 403


@pytest.mark.parametrize("name", ["saleh", "salma", "abeer", "majed", "sami"])
def test_administration_leads_everybody_to_the_first_part_they_may_see(as_, cast, name):
    response = as_(name).get(reverse("administration:home"), follow=True)
    assert response.redirect_chain == [(reverse("administration:units"), 302)]
    assert response.status_code == 200


def test_the_tree_shows_ones_own_subtree_and_a_search_forgives_spelling(as_, cast):
    whole = get(as_("sami"), "units")
    assert "Qassim Region Municipality" in whole
    own = get(as_("abeer"), "units")
    assert "Riyadh Region Municipality" in own
    assert "Qassim Region Municipality" not in own
    assert "Al Duwadimi Municipality" in get(as_("sami"), "units", q="الدوادمى")
    assert "No unit has such a name" in get(as_("sami"), "units", q="زنجبار")
    assert as_("abeer").get(reverse("administration:unit", args=[cast.qassim.pk])).status_code == 404


def test_a_unit_is_changed_with_its_former_name_kept(as_, cast):
    data = {
        "name_ar": "أمانة الرياض",
        "name_en": "Riyadh",
        "since": "١/١٢/٢٠٢٦",
        "variants": "امانة الرياض\n",
        "email": "",
    }
    browser = as_("sami")
    answer = post(browser, "edit_unit", cast.riyadh.pk, **data)
    assert answer.status_code == 302, answer.context["form"].errors
    shown = get(browser, "unit", cast.riyadh.pk)
    assert "أمانة منطقة الرياض" in shown
    assert "Unit changed" in shown
    assert as_("abeer").get(reverse("administration:edit_unit", args=[cast.riyadh.pk])).status_code == 403


def test_a_new_person_gets_a_password_that_only_this_page_shows(as_, cast):
    browser = as_("sami")
    data = {"username": "lama.s", "name_ar": "لمى", "role": "officer", "unit": cast.riyadh.pk}
    answer = post(browser, "new_person", **data)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    secret = answer.context["password"]
    assert secret in answer.content.decode()
    lama = Person.objects.get(username="lama.s")
    assert lama.check_password(secret)
    link = answer.context["link"]
    assert link in answer.content.decode()
    shown = get(browser, "person", lama.pk)
    assert secret not in shown and link not in shown
    again = post(browser, "new_person", **data)
    assert again.status_code == 422
    assert "taken" in again.content.decode()


def set_password(link, password="مفتاح-طويل-جدا-2026"):
    """Open the link in a browser of one's own and set a password; the page that follows."""
    browser = Client()
    opened = browser.get(link, follow=True)
    if not opened.redirect_chain:
        return opened
    return browser.post(opened.redirect_chain[-1][0], {"password1": password, "password2": password}, follow=True)


def test_the_link_sets_a_password_once(as_, cast):
    data = {"username": "lama.s", "name_ar": "لمى", "role": "officer", "unit": cast.riyadh.pk}
    answer = post(as_("sami"), "new_person", **data)
    link = answer.context["link"].removeprefix("http://testserver")
    assert set_password(link).status_code == 200
    lama = Person.objects.get(username="lama.s")
    assert lama.check_password("مفتاح-طويل-جدا-2026")
    assert not lama.check_password(answer.context["password"])
    set_password(link, "كلمة-أخرى-طويلة-2026")  # the second time it opens nothing
    assert Person.objects.get(pk=lama.pk).check_password("مفتاح-طويل-جدا-2026")


def test_a_link_ends_after_its_days_and_when_it_was_forged(as_, cast, settings):
    link = post(as_("sami"), "renew_password", cast.saleh.pk).context["link"].removeprefix("http://testserver")
    before = Person.objects.get(pk=cast.saleh.pk).password
    set_password(link[:-3] + "xx/")
    settings.PASSWORD_RESET_TIMEOUT = -1
    set_password(link)
    assert Person.objects.get(pk=cast.saleh.pk).password == before


def test_the_link_is_sent_by_mail_and_then_shown_to_nobody(as_, cast):
    browser = as_("sami")
    data = {"username": "lama.s", "name_ar": "لمى", "role": "officer", "unit": cast.riyadh.pk, "by_mail": "on"}
    refused = post(browser, "new_person", **data)
    assert refused.status_code == 422 and not Person.objects.filter(username="lama.s").exists()
    answer = post(browser, "new_person", **data, email="lama@example.test")
    lama = Person.objects.get(username="lama.s")
    assert answer.headers["Location"] == reverse("administration:person", args=[lama.pk])
    letter = Outgoing.objects.get(kind="person.invited")
    assert (letter.address, "lama.s" in letter.text, letter.state) == ("lama@example.test", True, "waiting")
    link = re.search(r"http://testserver(/\S+)", letter.text)[1]
    assert link not in get(browser, "person", lama.pk)
    assert link not in str(list(Act.objects.values("before", "after", "note")))
    set_password(link)
    assert Person.objects.get(pk=lama.pk).check_password("مفتاح-طويل-جدا-2026")
    assert post(browser, "renew_password", cast.saleh.pk, by_mail="1").status_code == 302
    assert Outgoing.objects.count() == (2 if cast.saleh.email else 1)


def test_a_unit_is_added_and_retired(as_, cast):
    browser = as_("sami")
    data = {
        "unit": cast.riyadh.pk, "kind": "baladiya", "name_ar": "بلدية النخيل", "name_en": "Al Nakheel",
        "code": "nakheel", "since": "2026-12-01", "variants": "بلديه النخيل", "short_ar": "النخيل", "email": "",
    }  # fmt: skip
    answer = post(browser, "new_unit", **data)
    made = Unit.objects.get(code="riyadh.nakheel")
    assert answer.headers["Location"] == reverse("administration:unit", args=[made.pk])
    assert (made.path, made.valid_from, made.parent) == (f"{cast.riyadh.path}nakheel/", date(2026, 12, 1), cast.riyadh)
    assert "بلدية النخيل" in get(browser, "units") or "Al Nakheel" in get(browser, "units")
    assert post(browser, "new_unit", **data).status_code == 422  # the code is taken
    assert post(browser, "retire_unit", made.pk, last="2026-12-31").status_code == 302
    assert Unit.objects.get(pk=made.pk).valid_to == date(2026, 12, 31)
    assert list(Act.objects.filter(subject_type="unit").values_list("name", flat=True)) == ["unit.added", "unit.ended"]
    for name in ("abeer", "majed"):
        assert as_(name).get(reverse("administration:new_unit")).status_code == 403


def test_a_person_is_deactivated_with_an_undo_and_roles_come_and_go(as_, cast):
    browser = as_("sami")
    assert post(browser, "active_person", cast.saleh.pk).status_code == 302
    assert not Person.objects.get(pk=cast.saleh.pk).is_active
    assert reverse("administration:active_person", args=[cast.saleh.pk]) in get(browser, "person", cast.saleh.pk)
    post(browser, "active_person", cast.saleh.pk)
    post(browser, "give_role", cast.saleh.pk, unit=cast.riyadh.pk, role="monitor")
    held = Membership.objects.get(person=cast.saleh, role="monitor")
    assert "Monitor" in get(browser, "person", cast.saleh.pk)
    post(browser, "end_role", held.pk)
    held.refresh_from_db()
    assert held.valid_to == MORNING.date() - timedelta(days=1)


def test_whoever_leaves_frees_their_cases_and_the_screens_say_so(as_, cast):
    case, browser = cast.case(), as_("sami")
    response = browser.post(reverse("administration:active_person", args=[cast.saleh.pk]), follow=True)
    assert "1 case is in nobody&#x27;s hands now" in response.content.decode()
    shown = as_("fahad").get(reverse("cases:show", args=[case.pk])).content.decode()
    assert "It was with Saleh Al-Qahtani" in shown
    held = cast.fahad.memberships.get()
    assert (
        "hands now"
        not in browser.post(reverse("administration:end_role", args=[held.pk]), follow=True).content.decode()
    )


def test_nobody_is_offered_a_change_of_their_own_rights(as_, cast):
    browser = as_("sami")
    own = get(browser, "person", cast.sami.pk)
    assert reverse("administration:give_role", args=[cast.sami.pk]) not in own
    post(browser, "active_person", cast.sami.pk)
    assert Person.objects.get(pk=cast.sami.pk).is_active


def test_people_beyond_reach_are_not_there(as_, cast):
    for name in ("person", "edit_person", "give_role"):
        assert as_("sami").get(reverse(f"administration:{name}", args=[cast.zayd.pk])).status_code == 404
        assert as_("abeer").get(reverse(f"administration:{name}", args=[cast.saleh.pk])).status_code == 404


def test_a_late_holiday_is_first_weighed_then_added_then_undone(as_, cast):
    case = cast.case(at=MORNING)
    due = case.due_at
    browser = as_("abeer")
    data = {"unit": cast.riyadh.pk, "name_ar": "إجازة مطر", "starts": "22/11/2026", "ends": "23/11/2026"}
    weighed = post(browser, "new_holiday", **data)
    assert weighed.status_code == 200
    assert case.number in weighed.content.decode()
    assert not Holiday.objects.exists()
    assert post(browser, "new_holiday", sure="1", **data).status_code == 302
    holiday = Holiday.objects.get()
    shown = get(browser, "calendar")
    assert reverse("administration:remove_holiday", args=[holiday.pk]) in shown
    assert "إجازة مطر" in shown
    post(browser, "remove_holiday", holiday.pk)
    case.refresh_from_db()
    assert case.due_at == due
    assert post(browser, "new_holiday", **data | {"ends": "1/1/2020"}).status_code == 422


def test_a_holiday_of_another_unit_cannot_be_touched(as_, cast):
    holiday = Holiday.objects.create(
        unit=cast.qassim, name_ar="إجازة", name_en="Leave", starts=MORNING.date(), ends=MORNING.date()
    )
    assert post(as_("abeer"), "remove_holiday", holiday.pk).status_code == 404
    assert Holiday.objects.exists()


def test_the_calendar_says_what_each_day_is_in_both_calendars(as_, cast):
    shown = get(as_("abeer", "ar"), "calendar")
    assert "1448هـ" in shown
    assert "نوفمبر 2026م" in shown


def test_working_hours_are_added_and_removed(as_, cast):
    browser = as_("abeer")
    data = {"unit": cast.riyadh.pk, "kind": "ramadan", "valid_from": "1/2/2027", "valid_to": "1/3/2027"}
    data |= {"weekdays": ["sun", "mon"], "starts": "10:00", "ends": "15:00"}
    assert post(browser, "new_hours", **data).status_code == 302
    assert "10:00-15:00" in get(browser, "calendar")
    split = data | {"kind": "normal", "starts_again": "16:00", "ends_again": "20:00"}
    assert post(browser, "new_hours", **split | {"ends_again": ""}).status_code == 422
    assert post(browser, "new_hours", **split | {"starts_again": "14:00"}).status_code == 422
    assert post(browser, "new_hours", **split).status_code == 302
    assert "16:00-20:00" in get(browser, "calendar")


def test_a_promise_is_changed_for_ones_own_unit(as_, cast):
    policy = ClockPolicy.objects.get()
    browser = as_("abeer")
    assert "Answer" in get(browser, "policies")
    assert post(browser, "change_policy", policy.pk, unit=cast.riyadh.pk, minutes="٩٠").status_code == 302
    assert ClockPolicy.objects.get(unit=cast.riyadh).minutes == 90
    assert post(browser, "change_policy", policy.pk, unit=cast.qassim.pk, minutes="90").status_code == 422


def source(cast, **columns):
    wanted = Listening("خلاصة الواحة", "feed", f"https://{Source.objects.count()}.example/feed", "online", 15)
    made = add_source(wanted, by=cast.abeer, at=MORNING)
    Source.objects.filter(pk=made.pk).update(**columns)
    made.refresh_from_db()
    return made


def test_sources_are_added_changed_and_switched_on_screen(as_, cast):
    browser = as_("abeer")
    data = {
        "name": "خلاصة",
        "kind": "feed",
        "address": "https://news.example/rss",
        "medium": "online",
        "every_minutes": "30",
    }
    assert post(browser, "new_source", **data).status_code == 302
    made = Source.objects.get()
    assert post(browser, "edit_source", made.pk, **data | {"name": "خلاصة أخرى"}).status_code == 302
    assert "خلاصة أخرى" in get(browser, "sources")
    post(browser, "switch_source", made.pk)
    assert "Switched off" in get(browser, "source", made.pk)
    post(as_("saleh"), "switch_source", made.pk)  # the refusal is said on the page one came from
    assert not Source.objects.get().is_active


def test_a_source_silent_for_longer_than_its_rhythm_leads_the_list(cast):
    now = MORNING + HOUR
    quiet, busy = source(cast, heard_at=now - timedelta(days=3)), source(cast, heard_at=now - timedelta(hours=1))
    failing = source(cast, error="HTTP 503", heard_at=now)
    for n in range(60):
        cast.item(source=quiet, at=now - timedelta(hours=80 + n))
        cast.item(source=busy, at=now - timedelta(hours=n))
    unheard, off = source(cast), source(cast, is_active=False)
    found = health.sources(Source.objects.all(), now)
    assert [(row.source.pk, row.standing) for row in found] == [
        (failing.pk, "failing"),
        (quiet.pk, "silent"),
        (unheard.pk, "unheard"),
        (busy.pk, "good"),
        (off.pk, "off"),
    ]


def test_a_rare_source_may_be_silent_for_days(cast):
    now = MORNING + HOUR
    weekly = source(cast, heard_at=now - timedelta(days=10))
    for n in range(4):
        cast.item(source=weekly, at=now - timedelta(days=10 + n))
    assert health.sources(Source.objects.all(), now)[0].standing == "good"


def test_trying_a_source_waits_for_the_worker_and_shows_what_it_found(as_, cast, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    made = source(cast)
    browser = as_("abeer")
    waiting = post(browser, "try_source", made.pk)
    ticket = waiting.context["ticket"]
    assert "hx-trigger" in waiting.content.decode()
    cache.set(ticket, {"kind": "feed", "records": 2, "refused": 1, "titles": ["خبر أول <b>", "خبر ثان"]})
    shown = get(browser, "tried_source", made.pk, ticket)
    assert "It answers with 2 records." in shown
    assert "خبر أول &lt;b&gt;" in shown
    cache.set(ticket, {"error": "timeout"})
    assert "timeout" in get(browser, "tried_source", made.pk, ticket)
    assert "No worker has answered yet" in get(browser, "tried_source", made.pk, f"try-{made.pk}-0", n="20")
    assert browser.get(reverse("administration:tried_source", args=[made.pk, "secret"])).status_code == 302


def test_the_log_is_filtered_and_its_chain_verified(as_, cast):
    cast.case(title="انطفاء الإنارة")
    browser = as_("sami")
    whole = get(browser, "log")
    assert "Case opened" in whole
    assert "1 entry<" in get(browser, "log", name="case.opened").replace("\n", "")
    assert "No entry fits" in get(browser, "log", by=str(cast.majed.pk))
    assert "Case opened" in get(browser, "log", **{"from": "22/11/2026", "to": "nonsense"})
    assert "No entry fits" in get(browser, "log", to="2020-01-01")
    assert "The chain is whole" in post(browser, "verify_log").content.decode()
    assert post(as_("abeer"), "verify_log").status_code == 403


def test_a_manager_reads_the_log_of_their_own_amana_alone(as_, cast):
    cast.case()
    elsewhere = cast.case("qassim")
    shown = get(as_("abeer"), "log")
    assert "RIYADH-2026-00001" in shown
    assert elsewhere.number not in shown


def test_a_tampered_entry_is_named(as_, cast):
    cast.case()
    broken = Act.objects.order_by("-id").first()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE store_act DISABLE TRIGGER act_append_only")
        cursor.execute("UPDATE store_act SET note = 'x' WHERE id = %s", [broken.pk])
        cursor.execute("ALTER TABLE store_act ENABLE TRIGGER act_append_only")
    said = post(as_("lina"), "verify_log").content.decode()
    assert "does not hold" in said
    assert str(broken.pk) in said


def test_the_page_of_health_counts_queue_letters_and_what_was_set_aside(as_, cast):
    found = health.health(MORNING)
    assert found.workers == 0
    assert found.quarantined == 0
    assert found.database_bytes > 0
    assert "None has given a sign" in get(as_("lina"), "health")


def test_lists_take_a_constant_number_of_queries(as_, cast):
    browser = as_("sami")

    def queries(name):
        get(browser, name)
        with CaptureQueriesContext(connection) as seen:
            get(browser, name)
        return len(seen)

    pages = ("people", "log", "sources", "units")
    source(cast)
    cast.case()
    few = [queries(name) for name in pages]
    for n in range(5):
        person = Person.objects.create(username=f"p{n}", name_ar=f"شخص {n}")
        Membership.objects.create(person=person, unit=cast.riyadh, role="officer")
        source(cast)
        cast.case()
    assert [queries(name) for name in pages] == few


def test_demo_removal_is_the_administrators_alone(as_, cast):
    Unit.objects.filter(code="qassim").update(invented=True)
    for name in ("abeer", "majed", "lina", "saleh"):
        assert post(as_(name), "remove_demo").status_code in (302, 403)
        assert Unit.objects.get(code="qassim").path == "/ministry/qassim/"
    assert post(as_("sami"), "remove_demo").status_code == 302
    assert not Unit.objects.filter(path="/ministry/qassim/").exists()
