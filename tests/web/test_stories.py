"""Stories on screen: who told it, what changed, what a person says about it."""

from datetime import timedelta
from random import Random

import pytest

from sada.kernel import access
from sada.store.models import Case, Story, StoryItem
from sada.store.queries import stories
from sada.web.stories.changes import changes, is_just_moved, share_kept
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
OURS = "أنهت الأمانة صيانة 12 حديقة في حي الزهور خلال أسبوع واحد"
ECHO = "أنهت الأمانة صيانة 20 حديقة في حي الزهور خلال أسبوع"


@pytest.fixture
def saleh(cast, client):
    client.force_login(cast.saleh)
    return client


@pytest.fixture
def story(cast):
    """Our release, its echo a day later, and an item of another amana in the same story."""
    ours = cast.mention(title="بيان الأمانة", text=OURS, is_ours=True, outlet=None).item
    echo = cast.mention(title="صيانة الحدائق", text=ECHO, at=MORNING + timedelta(days=1)).item
    theirs = cast.mention("qassim", title="خبر القصيم السري", text=OURS).item
    made = Story.objects.create(head=ours, size=3, first_at=MORNING, last_at=MORNING)
    for item in (ours, echo, theirs):
        StoryItem.objects.create(item=item, story=made)
    return made


def html(response):
    return response.content.decode()


def test_the_list_counts_only_what_one_may_see(cast, saleh, story, client):
    page = html(saleh.get("/stories/"))
    assert "بيان الأمانة" in page
    assert "القصيم السري" not in page
    client.force_login(cast.huda)
    assert "stories/" + str(story.pk) not in html(client.get("/stories/"))  # one item alone is no story to her
    client.force_login(cast.majed)
    assert "3 items" in html(client.get("/stories/")) or "3 مواد" in html(client.get("/stories/"))


def test_a_story_tells_who_told_it_in_order(saleh, story):
    page = html(saleh.get(f"/stories/{story.pk}/"))
    assert page.index("بيان الأمانة") < page.index("صيانة الحدائق")
    assert "القصيم السري" not in page
    assert "timeline-mark good" in page


def test_what_changed_is_marked_word_by_word(saleh, story):
    first, second = story.places.order_by("item_id")[:2]
    page = html(saleh.get(f"/stories/{story.pk}/between/{first.item_id}/{second.item_id}/"))
    assert "<del>12</del><ins>20</ins>" in page
    assert "<del> واحد</del>" in page


def test_what_changed_in_an_item_of_another_amana_is_not_there(saleh, story):
    first, _second, theirs = story.places.order_by("item_id")
    assert saleh.get(f"/stories/{story.pk}/between/{first.item_id}/{theirs.item_id}/").status_code == 404


def test_items_outside_the_story_are_not_compared(cast, saleh, story):
    other = cast.mention().item
    first = story.places.order_by("item_id").first()
    assert saleh.get(f"/stories/{story.pk}/between/{first.item_id}/{other.pk}/").status_code == 404


def test_a_story_out_of_reach_is_not_there(cast, client, story):
    client.force_login(cast.badr)
    assert client.get(f"/stories/{story.pk}/").status_code == 200
    StoryItem.objects.filter(item__mentions__unit=cast.qassim).delete()
    assert client.get(f"/stories/{story.pk}/").status_code == 404
    client.force_login(cast.zayd)
    assert client.get("/stories/").status_code == 403


def test_an_item_is_taken_out_and_put_back(cast, saleh, story):
    echo = story.places.order_by("item_id")[1].item_id
    saleh.post(f"/stories/{story.pk}/take-out/{echo}/")
    assert not StoryItem.objects.filter(story=story, item=echo).exists()
    saleh.post(f"/stories/{story.pk}/put-in/{echo}/")
    assert StoryItem.objects.get(item=echo).story_id == story.pk


def test_a_story_is_confirmed_and_the_confirmation_taken_back(saleh, story):
    saleh.post(f"/stories/{story.pk}/confirm/")
    assert Story.objects.get(pk=story.pk).is_confirmed
    saleh.post(f"/stories/{story.pk}/confirm/?not=1")
    assert not Story.objects.get(pk=story.pk).is_confirmed


def test_two_stories_become_one(cast, saleh, story):
    item = cast.mention(title="الخبر نفسه").item
    other = Story.objects.create(head=item, size=1, first_at=MORNING, last_at=MORNING)
    StoryItem.objects.create(item=item, story=other)
    saleh.post(f"/stories/{story.pk}/merge/", {"other": other.pk})
    assert StoryItem.objects.get(item=item).story_id == story.pk
    assert saleh.post(f"/stories/{story.pk}/merge/", {"other": "x"}).status_code == 409


def test_a_story_of_similar_items_is_offered_for_joining(cast, saleh, story):
    item = cast.mention(title="بيان الأمانة عن صيانة الحدائق", text="صيانة الحدائق بيان الأمانة").item
    other = Story.objects.create(head=item, size=1, first_at=MORNING, last_at=MORNING)
    StoryItem.objects.create(item=item, story=other)
    StoryItem.objects.filter(item__title="بيان الأمانة").update(story=story)
    Story.objects.filter(pk=story.pk).update(head=story.places.order_by("item_id")[1].item_id)
    page = html(saleh.get(f"/stories/{story.pk}/"))
    assert f'name="other" value="{other.pk}"' in page


def test_an_auditor_reads_but_changes_nothing(cast, client, story):
    client.force_login(cast.lina)
    assert "take-out" not in html(client.get(f"/stories/{story.pk}/"))
    assert client.post(f"/stories/{story.pk}/confirm/").status_code == 403


def test_the_number_of_queries_does_not_grow(cast, saleh, story):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count(address):
        with CaptureQueriesContext(connection) as queries:
            saleh.get(address)
        return len(queries)

    few = count("/stories/"), count(f"/stories/{story.pk}/")
    for n in range(20):
        item = cast.mention(title=f"صدى {n}", text=ECHO).item
        StoryItem.objects.create(item=item, story=story)
        pair = [cast.mention(title=f"أخرى {n}").item for _ in range(2)]
        other = Story.objects.create(head=pair[0], size=2, first_at=MORNING, last_at=MORNING)
        for one in pair:
            StoryItem.objects.create(item=one, story=other)
    assert (count("/stories/"), count(f"/stories/{story.pk}/")) == few


def test_stories_are_paged_without_gap(cast, saleh):
    import re

    for n in range(35):
        pair = [cast.mention(title=f"قصة {n}", at=MORNING - timedelta(minutes=n // 2)).item for _ in range(2)]
        made = Story.objects.create(head=pair[0], size=2, first_at=MORNING, last_at=MORNING)
        for one in pair:
            StoryItem.objects.create(item=one, story=made)
    page = html(saleh.get("/stories/"))
    after = re.search(r'hx-get="(\?after=[^"]+)"', page)[1]
    rest = html(saleh.get("/stories/" + after, headers={"HX-Request": "true"}))
    found = re.findall(r'href="/stories/(\d+)/"', page) + re.findall(r'href="/stories/(\d+)/"', rest)
    assert len(found) == len(set(found)) == 35


def test_spelling_alone_is_no_change():
    assert is_just_moved(changes("أمانة الرياض", "امانه  الرياض"))


def test_the_share_kept_counts_runs_of_words():
    assert share_kept("واحد اثنان ثلاثة أربعة", "واحد اثنان ثلاثة") == 1.0
    assert share_kept("واحد اثنان ثلاثة", "خمسة ستة سبعة") == 0.0
    assert share_kept("نص", "") == 1.0


@pytest.mark.parametrize("window", [1, 3, 400])
def test_a_short_look_at_the_newest_items_ends_in_the_same_pages_as_grouping_all(cast, monkeypatch, window):
    dice = Random(7)
    made = [
        Story.objects.create(head=cast.mention().item, size=1, first_at=MORNING, last_at=MORNING) for _ in range(12)
    ]
    for n in range(40):  # some beside them are laid before another amana alone
        unit = dice.choice(["riyadh", "riyadh", "qassim"])
        item = cast.mention(unit, at=MORNING - timedelta(hours=dice.randint(0, 90))).item
        StoryItem.objects.create(item=item, story=dice.choice(made), similarity=n / 40)
    for story in made:
        Story.objects.filter(pk=story.pk).update(size=max(1, story.places.count()))
    items = access.rows_for(cast.saleh, "item.see", "item")
    whole = [(t.pk, t.size, t.last_at) for t in stories.page(items, size=50)[0]]
    assert len(whole) > 5 and whole == sorted(whole, key=lambda t: (t[2], t[0]), reverse=True)
    monkeypatch.setattr(stories, "WINDOW", window)
    found, after, more = [], None, True
    while more:
        told, more = stories.page(items, after=after, size=2)
        found += [(t.pk, t.size, t.last_at) for t in told]
        after = (told[-1].last_at, told[-1].pk) if told else None
    assert found == whole


def test_one_item_that_two_cases_answer_is_a_story_to_whoever_sees_both(cast, saleh, client):
    item = cast.mention(title="خبر الحديقة المغلقة").item
    made = Story.objects.create(head=item, size=1, first_at=MORNING, last_at=MORNING)
    StoryItem.objects.create(item=item, story=made)
    lone = cast.mention(title="خبر وحيد").item
    StoryItem.objects.create(
        item=lone, story=Story.objects.create(head=lone, size=1, first_at=MORNING, last_at=MORNING)
    )
    first, second = cast.case(title="معاملة أولى"), cast.case(title="معاملة ثانية")
    for case in (first, second):
        case.case_items.update(item=item)
    page = html(saleh.get("/stories/"))
    assert f'href="/stories/{made.pk}/"' in page
    assert "خبر وحيد" not in page
    Case.objects.filter(pk=second.pk).update(unit=cast.qassim, path=cast.qassim.path)
    assert f'href="/stories/{made.pk}/"' not in html(saleh.get("/stories/"))
    client.force_login(cast.majed)
    assert f'href="/stories/{made.pk}/"' in html(client.get("/stories/"))
