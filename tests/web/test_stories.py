"""Stories on screen: who told it, what changed, what a person says about it."""

import re
from datetime import timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sada.kernel import access, clock
from sada.store.models import Act, Case, Mention, Story, StoryItem
from sada.store.queries import stories
from sada.web.stories.changes import changes, is_just_moved, nearest, runs_of, share
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
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
    page = html(saleh.get(f"/stories/{story.pk}/versions/?from={first.item_id}&to={second.item_id}"))
    assert "<del>12</del><ins>20</ins>" in page
    assert "<del> واحد</del>" in page


def test_any_two_versions_are_compared_and_each_with_what_it_is_most_like(cast, saleh, story):
    ours, echo, _theirs = story.places.order_by("item_id").values_list("item_id", flat=True)
    copy = cast.mention(title="نسخة", text=ECHO, at=MORNING + timedelta(days=2)).item
    StoryItem.objects.create(item=copy, story=story)
    page = saleh.get(f"/stories/{story.pk}/versions/")  # the last one, with the echo it repeats
    assert (page.context["first"].pk, page.context["second"].pk) == (echo, copy.pk)
    assert page.context["is_same"] is False  # the titles differ
    assert f"to={echo}" in html(page)
    back = saleh.get(f"/stories/{story.pk}/versions/?from={copy.pk}&to={ours}")
    assert "<del>20</del><ins>12</ins>" in html(back)
    shown = html(saleh.get(f"/stories/{story.pk}/"))
    assert f"versions/?from={echo}&amp;to={copy.pk}" in shown
    part = html(saleh.get(f"/stories/{story.pk}/versions/?to={echo}", headers=HTMX))
    assert "<html" not in part
    assert f"from={ours}&amp;to={echo}" in part


def test_personal_data_is_masked_in_what_changed(cast, saleh, story):
    told = "للتواصل مع صاحب الشكوى 0551234567 في حي الزهور"
    item = cast.mention(title="شكوى 0557654321", text=told, at=MORNING + timedelta(days=3)).item
    StoryItem.objects.create(item=item, story=story)
    page = html(saleh.get(f"/stories/{story.pk}/versions/?to={item.pk}"))
    assert "صاحب الشكوى" in page
    for hidden in ("0551234567", "0557654321"):
        assert hidden not in page


def test_a_lone_version_says_so(cast, saleh):
    item = cast.mention().item
    alone = Story.objects.create(head=item, first_at=MORNING, last_at=MORNING)
    StoryItem.objects.create(item=item, story=alone)
    page = html(saleh.get(f"/stories/{alone.pk}/versions/"))
    assert 'class="state"' in page
    assert "<select" not in page


def test_what_is_not_of_the_story_or_of_another_amana_is_not_compared(cast, saleh, story):
    first, _second, theirs = story.places.order_by("item_id").values_list("item_id", flat=True)
    other = cast.mention().item.pk
    for query in (f"from={first}&to={theirs}", f"from={first}&to={other}", f"from={theirs}", "to=x"):
        assert saleh.get(f"/stories/{story.pk}/versions/?{query}").status_code == 404
    assert str(theirs) not in re.findall(r'option value="(\d+)"', html(saleh.get(f"/stories/{story.pk}/versions/")))


def test_a_story_out_of_reach_is_not_there(cast, client, story):
    client.force_login(cast.badr)
    assert client.get(f"/stories/{story.pk}/").status_code == 200
    StoryItem.objects.filter(item__mentions__unit=cast.qassim).delete()
    assert client.get(f"/stories/{story.pk}/").status_code == 404
    client.force_login(cast.zayd)
    assert client.get("/stories/").status_code == 403


def undo_of(browser, story):
    """The way back that the toast on the page offers, gone as the toast goes it."""
    back = re.search(rf"/stories/{story.pk}/undo/\?act=\d+", html(browser.get(f"/stories/{story.pk}/")))[0]
    return browser.post(back, headers=HTMX)


def test_chosen_items_are_taken_out_at_once_and_come_back(cast, saleh, story):
    _ours, *rest = story.places.order_by("item_id").values_list("item_id", flat=True)
    third = cast.mention(title="صدى ثانٍ", text=ECHO).item
    StoryItem.objects.create(item=third, story=story)
    page = html(saleh.get(f"/stories/{story.pk}/"))
    assert page.count('form="split" name="item"') == 3
    done = saleh.post(f"/stories/{story.pk}/split/", {"item": [rest[0], third.pk]})
    assert done["Location"] == f"/stories/{story.pk}/"
    own = StoryItem.objects.get(item=third).story
    assert (own.size, own.pk != story.pk) == (2, True)
    assert undo_of(saleh, story)["HX-Redirect"] == f"/stories/{story.pk}/"
    assert StoryItem.objects.get(item=third).story_id == story.pk
    for chosen in ([rest[1]], [cast.mention().item.pk]):  # another amana's, and of no story
        assert saleh.post(f"/stories/{story.pk}/split/", {"item": chosen}).status_code == 404


def test_to_take_out_nothing_or_everything_is_answered_in_words(saleh, story):
    for chosen in ([], list(story.places.order_by("item_id").values_list("item_id", flat=True)[:2])):
        assert saleh.post(f"/stories/{story.pk}/split/", {"item": chosen}).status_code == 302
        assert story.places.count() == 3


def test_a_story_is_confirmed_and_the_confirmation_taken_back(saleh, story):
    saleh.post(f"/stories/{story.pk}/confirm/")
    assert Story.objects.get(pk=story.pk).is_confirmed
    saleh.post(f"/stories/{story.pk}/confirm/?not=1")
    assert not Story.objects.get(pk=story.pk).is_confirmed


def lone(cast, title, unit="riyadh", **columns):
    """A story of one item."""
    item = cast.mention(unit, title=title, **columns).item
    made = Story.objects.create(head=item, size=1, first_at=MORNING, last_at=MORNING)
    StoryItem.objects.create(item=item, story=made)
    return made


def test_two_stories_become_one_and_two_again(cast, saleh, story):
    other = lone(cast, "الخبر نفسه")
    saleh.post(f"/stories/{story.pk}/merge/", {"other": other.pk})
    assert not Story.objects.filter(pk=other.pk).exists()
    undo_of(saleh, story)
    assert Story.objects.get(pk=other.pk).places.count() == 1
    assert saleh.post(f"/stories/{story.pk}/merge/", {"other": "x"}).status_code == 302
    assert saleh.post(f"/stories/{story.pk}/undo/?act=0").status_code == 404
    assert saleh.post(f"/stories/{other.pk}/undo/?act={Act.objects.get(name='story.merged').pk}").status_code == 404


@pytest.mark.parametrize("words", ["اناره الميدان", "إنارة الميدان", "الميدن انارة"])
def test_a_story_to_join_with_is_found_however_it_is_spelt(cast, saleh, story, words):
    wanted = lone(cast, "إنارة الميدان الشمالي")
    theirs = lone(cast, "إنارة الميدان في بريدة", "qassim")
    page = html(saleh.get(f"/stories/{story.pk}/find/", {"q": words}, headers=HTMX))
    assert f'name="other" value="{wanted.pk}"' in page
    assert f'value="{theirs.pk}"' not in page
    assert f'value="{story.pk}"' not in page
    assert ('role="status"' in page) == (words == "الميدن انارة")
    assert f'name="other" value="{wanted.pk}"' in html(saleh.get(f"/stories/{story.pk}/find/", {"q": words}))


def test_nothing_found_to_join_with_says_so_and_no_words_say_nothing(cast, saleh, story, client):
    assert "status" in html(saleh.get(f"/stories/{story.pk}/find/", {"q": "قرنفل"}, headers=HTMX))
    assert html(saleh.get(f"/stories/{story.pk}/find/", {"q": " "}, headers=HTMX)).strip() == ""
    client.force_login(cast.lina)
    assert client.get(f"/stories/{story.pk}/find/", {"q": "بيان"}).status_code == 403


def test_what_is_found_is_masked(cast, saleh, story):
    lone(cast, "", text="اتصلوا على 0551234567 بشأن الميدان")
    page = html(saleh.get(f"/stories/{story.pk}/find/", {"q": "الميدان"}, headers=HTMX))
    assert "بشأن الميدان" in page
    assert "0551234567" not in page


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
    assert "split" not in html(client.get(f"/stories/{story.pk}/"))
    assert client.post(f"/stories/{story.pk}/confirm/").status_code == 403


def test_the_number_of_queries_does_not_grow(cast, saleh, story):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count(address):
        with CaptureQueriesContext(connection) as queries:
            saleh.get(address)
        return len(queries)

    pages = ("/stories/", *(f"/stories/{story.pk}/{more}" for more in ("", "versions/", "find/?q=أخرى")))
    lone(cast, "أخرى")
    few = [count(page) for page in pages]
    for n in range(20):
        item = cast.mention(title=f"صدى {n}", text=ECHO).item
        StoryItem.objects.create(item=item, story=story)
        pair = [cast.mention(title=f"أخرى {n}").item for _ in range(2)]
        other = Story.objects.create(head=pair[0], size=2, first_at=MORNING, last_at=MORNING)
        for one in pair:
            StoryItem.objects.create(item=one, story=other)
    assert [count(page) for page in pages] == few


def test_stories_are_paged_without_gap(cast, saleh):
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


def test_a_first_word_taken_out_leaves_the_space_before_the_next():
    assert [(c.kind, c.text) for c in changes("أنهت أمانة الرياض", "أمانة الرياض")] == [
        ("taken", "أنهت"),
        ("same", " أمانة الرياض"),
    ]


def test_spelling_alone_is_no_change():
    assert is_just_moved(changes("أمانة الرياض", "امانه  الرياض"))


def test_the_share_kept_counts_runs_of_words():
    assert share(runs_of("واحد اثنان ثلاثة أربعة"), runs_of("واحد اثنان ثلاثة")) == 1.0
    assert share(runs_of("واحد اثنان ثلاثة"), runs_of("خمسة ستة سبعة")) == 0.0
    assert share(runs_of("نص"), runs_of("")) == 1.0


def test_a_version_is_most_like_what_it_repeats_not_what_is_longest():
    short, long = "واحد اثنان ثلاثة أربعة خمسة", "واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة"
    texts = [runs_of(text) for text in (long, short, "واحد اثنان ثلاثة أربعه", short, "كلام آخر تماما")]
    assert nearest(texts) == [None, 0, 1, 1, 0]
    assert nearest([]) == []


WORD = st.sampled_from(["أمانة", "امانه", "12", "20", "حي", "الزهور", "صيانة"])
TEXT = st.lists(WORD, max_size=12).map(" ".join)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # of the machine, not of the words drawn
@given(TEXT, TEXT)
def test_what_is_kept_and_added_is_the_later_text_and_what_is_kept_and_taken_as_long_as_the_earlier(before, after):
    found = changes(before, after)
    assert "".join(c.text for c in found if c.kind != "taken").split() == after.split()
    kept = sum(len(c.text.split()) for c in found if c.kind != "added")
    assert kept == len(before.split())
    assert all(c.text for c in found)


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


def test_a_case_is_opened_from_the_story_and_taken_back(cast, saleh, story, client):
    address, undo = f"/stories/{story.pk}/open/", f"/stories/{story.pk}/open/undo/"
    page = html(saleh.get(f"/stories/{story.pk}/"))
    offered = re.findall(r'name="mention" value="(\d+)"', page)
    assert len(offered) == 1  # what we said ourselves is no question, and the third is another's
    with clock.at(MORNING):
        shown = html(saleh.post(address, {"mention": offered}, follow=True))
    case = Case.objects.get()
    assert case.number in shown
    assert "data-undo" in shown
    assert address not in html(saleh.get(f"/stories/{story.pk}/"))
    client.force_login(cast.lina)
    assert client.post(undo, {"case": case.pk}).status_code == 403
    client.force_login(cast.saleh)
    with clock.at(MORNING + timedelta(minutes=1)):
        assert client.post(f"{undo}?case={case.pk}").status_code == 302
    assert not Case.objects.exists()
    assert address in html(saleh.get(f"/stories/{story.pk}/"))


def test_each_unit_opens_its_own_and_only_who_may(cast, story, client):
    address = f"/stories/{story.pk}/open/"
    for name, mine in (("lina", 0), ("huda", 1), ("rakan", 1)):
        client.force_login(cast.person[name])
        assert html(client.get(f"/stories/{story.pk}/")).count('name="mention"') == mine
    theirs = Mention.objects.get(unit=cast.qassim)
    client.force_login(cast.rakan)
    client.post(address, {"mention": theirs.pk})
    client.force_login(cast.lina)
    assert client.post(address, {"mention": theirs.pk}).status_code == 403
    assert not Case.objects.exists()


def test_two_items_are_opened_apart(cast, saleh, story):
    other = cast.mention(title="الحدائق مجددًا", text=ECHO)
    StoryItem.objects.create(item=other.item, story=story)
    page = html(saleh.get(f"/stories/{story.pk}/"))
    assert 'name="apart"' in page
    offered = re.findall(r'name="mention" value="(\d+)"', page)
    with clock.at(MORNING + timedelta(days=1)):
        saleh.post(f"/stories/{story.pk}/open/", {"mention": offered, "apart": "1"})
    assert Case.objects.count() == 2
