"""Joining cases from the list, tagging and marking items from the inbox: each with its undo, behind the same doors."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sada.desk.tag_item import tag_item
from sada.store.models import BulkStep, Case, Mention, MentionTag, Seen
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
HTMX = {"headers": {"HX-Request": "true"}}


def html(response, status=200):
    assert response.status_code == status, response.status_code
    return response.content.decode()


def test_chosen_cases_are_joined_after_one_saw_which_goes_on_and_taken_back(cast, as_):
    first, later = cast.case(title="إنارة مطفأة"), cast.case(title="انقطاع الإنارة")
    browser, chosen = as_("saleh", "en"), {"c": [later.pk, first.pk]}
    assert reverse("day:many", args=["join"]) in html(browser.get(reverse("cases:list")))
    asked = html(browser.get(reverse("day:many", args=["join"]), chosen))
    assert "This case goes on" in asked
    assert first.number in asked[asked.index("This case goes on") :]
    assert browser.post(reverse("day:many", args=["join"]), chosen).status_code == 302
    shown = html(browser.get(reverse("cases:show", args=[later.pk])))
    assert "It goes on in another case" in shown
    assert reverse("cases:show", args=[first.pk]) in shown
    assert reverse("cases:follow_up", args=[later.pk]) not in shown
    assert "Another case was joined to this one" in html(browser.get(reverse("cases:show", args=[first.pk])))
    browser.post(reverse("day:undo", args=[BulkStep.objects.get().pk]))
    assert set(Case.objects.values_list("state", "joined_to")) == {("open", None)}


def test_a_refusal_names_the_case_and_joins_nothing(cast, as_):
    first, other = cast.case(), cast.case("riyadh.al-duwadimi")
    said = html(as_("abeer", "en").post(reverse("day:many", args=["join"]), {"c": [first.pk, other.pk]}), 422)
    assert "Only cases of one unit are joined" in said
    assert other.number in said
    assert not BulkStep.objects.exists()


def test_items_are_tagged_found_by_the_tag_and_untagged(cast, as_):
    one, two, rest = cast.mention(title="أ"), cast.mention(title="ب"), cast.mention(title="ج")
    browser = as_("saleh", "en")
    tag = reverse("inbox:many", args=["tag"])
    assert 'name="tag"' in html(browser.get(tag, {"m": [one.pk, two.pk]}, **HTMX))
    browser.post(tag, {"m": [one.pk, two.pk], "tag": "#أمطار"})
    assert set(MentionTag.objects.values_list("mention", "name")) == {(one.pk, "أمطار"), (two.pk, "أمطار")}
    found = html(browser.get(reverse("inbox:list"), {"tag": "أمطار"}))
    assert f'id="row-{one.pk}"' in found
    assert f'id="row-{rest.pk}"' not in found
    assert "#أمطار" in found
    read = html(browser.get(reverse("inbox:read", args=[one.pk])))
    assert "Take off the tag أمطار" in read
    browser.post(reverse("inbox:untag", args=[one.pk]), {"tag": "أمطار"})
    assert MentionTag.objects.get().mention == two
    assert browser.post(tag, {"m": [one.pk], "tag": " "}).status_code == 422


def test_a_tag_is_taken_back_without_those_that_stood_before(cast, as_):
    one, two = cast.mention(), cast.mention()
    tag_item(one, "أمطار", by=cast.fahad, at=MORNING)
    browser = as_("saleh", "en")
    browser.post(reverse("inbox:many", args=["tag"]), {"m": [one.pk, two.pk], "tag": "أمطار"})
    undone = {"what": "tag", "t": list(MentionTag.objects.values_list("pk", flat=True))}
    assert browser.post(f"{reverse('inbox:undo')}", undone).status_code == 302
    assert MentionTag.objects.get().mention == one  # Fahad's own stays


def test_many_are_marked_as_seen_and_new_again(cast, as_):
    mentions = [cast.mention() for _ in range(3)]
    browser = as_("saleh", "en")
    response = browser.post(
        reverse("inbox:many", args=["seen"]), {"m": [m.pk for m in mentions[:2]]}, headers={"HX-Request": "true"}
    )
    assert "Marked as seen: 2 items" in response.headers["HX-Trigger"] + html(response)
    seen = set(Seen.objects.filter(person=cast.saleh).values_list("item_id", flat=True))
    assert {m.item_id for m in mentions[:2]} <= seen
    browser.post(reverse("inbox:undo"), {"what": "seen", "i": [m.item_id for m in mentions[:2]]}, **HTMX)
    left = set(Seen.objects.filter(person=cast.saleh).values_list("item_id", flat=True))
    assert left.isdisjoint({m.item_id for m in mentions[:2]})


def test_the_way_back_stands_in_the_toast(cast, as_):
    mention = cast.mention()
    browser = as_("saleh", "en")
    browser.post(reverse("inbox:many", args=["tag"]), {"m": [mention.pk], "tag": "أمطار"})
    shown = html(browser.get(reverse("inbox:list"), {"state": "all"}))
    at = shown.index(reverse("inbox:undo") + "?what=tag")
    query = parse_qs(urlsplit(shown[at : shown.index('"', at)].replace("&amp;", "&")).query)
    assert query["t"] == [str(MentionTag.objects.get().pk)]


def test_a_stranger_neither_tags_nor_sees(cast, as_):
    mention = cast.mention()
    browser = as_("huda", "en")
    for what in ("tag", "seen"):
        assert browser.post(reverse("inbox:many", args=[what]), {"m": [mention.pk], "tag": "x"}).status_code == 404
    assert browser.post(reverse("inbox:untag", args=[mention.pk]), {"tag": "x"}).status_code == 404
    assert not MentionTag.objects.exists()
    assert not Seen.objects.exists()


def test_tags_cost_the_list_one_query_however_many_there_are(cast, as_):
    browser = as_("saleh", "en")
    cast.mention()
    html(browser.get(reverse("inbox:list")))
    counts = []
    for _ in range(2):
        for mention in Mention.objects.all():
            tag_item(mention, f"وسم {len(counts)}", by=cast.saleh, at=MORNING)
        with CaptureQueriesContext(connection) as queries:
            html(browser.get(reverse("inbox:list")))
        counts.append(len(queries))
        cast.mention()
    assert counts[0] == counts[1]
