"""The inbox on screen: what a person sees, filters, pages through and is told of."""

import re
from datetime import timedelta

import pytest

from sada.kernel import clock
from sada.store.models import Contact, Mention, SavedView, Seen
from tests.cast import MORNING

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _morning():
    with clock.at(MORNING + timedelta(hours=1)):
        yield


@pytest.fixture
def as_(client):
    def enter(person):
        client.force_login(person)
        return client

    return enter


def html(response):
    return response.content.decode()


def test_a_row_says_what_one_triages_by(cast, as_):
    mention = cast.mention(reading={"unsure": ["kind"], "urgency": "danger"})
    page = html(as_(cast.saleh).get("/inbox/"))
    assert "إنارة حي الزهور مطفأة منذ أسبوع" in page
    assert f'id="row-{mention.pk}"' in page
    assert "صحيفة الواحة" in page
    assert "row-new" in page
    assert "mark-unsure" in page
    assert "mark-negative" in page
    assert "#bolt" in page


def test_an_item_without_title_shows_its_first_words(cast, as_):
    cast.mention(title="", text="متى تصلحون إنارة شارعنا؟", medium="x")
    assert "متى تصلحون إنارة شارعنا؟" in html(as_(cast.saleh).get("/inbox/"))


def test_what_is_opened_is_no_longer_bold(cast, as_):
    mention = cast.mention()
    browser = as_(cast.saleh)
    browser.get(f"/inbox/{mention.pk}/")
    assert Seen.objects.filter(person=cast.saleh, item=mention.item).exists()
    assert "row-new" not in html(browser.get("/inbox/"))
    assert "row-new" in html(as_(cast.fahad).get("/inbox/"))


def test_another_amana_sees_nothing_of_it(cast, as_):
    mention = cast.mention()
    browser = as_(cast.huda)
    assert "الزهور" not in html(browser.get("/inbox/"))
    assert browser.get(f"/inbox/{mention.pk}/").status_code == 404
    assert browser.get(f"/inbox/item/{mention.item_id}/").status_code == 404


def test_a_stranger_is_refused(cast, as_):
    mention = cast.mention()
    assert as_(cast.zayd).get("/inbox/").status_code == 403
    assert as_(cast.zayd).get(f"/inbox/{mention.pk}/").status_code == 404


def test_the_ministry_sees_every_amana(cast, as_):
    cast.mention()
    cast.mention("qassim", title="حفرة في بريدة", reading={"units": ["qassim"]})
    page = html(as_(cast.majed).get("/inbox/"))
    assert "الزهور" in page
    assert "بريدة" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("?kind=complaint", True),
        ("?kind=praise", False),
        ("?kind=praise&kind=complaint", True),
        ("?tone=negative", True),
        ("?tone=positive", False),
        ("?medium=online", True),
        ("?medium=tv", False),
        ("?family=lighting", True),
        ("?family=parks", False),
        ("?unit=riyadh", True),
        ("?unit=riyadh.al-duwadimi", False),
        ("?age=3d", True),
        ("?age=1h", False),
        ("?answer=1", True),
        ("?unsure=1", False),
        ("?urgent=1", False),
        ("?flagged=1", False),
        ("?main=1", True),
        ("?unread=1", True),
        ("?state=no_answer", False),
        ("?state=all", True),
        ("?q=انارة الزهور", True),
        ("?q=الحدائق", False),
        ("?kind=nonsense", True),
    ],
)
def test_each_filter_narrows(cast, as_, query, found):
    cast.mention(at=MORNING - timedelta(days=2))
    page = html(as_(cast.saleh).get(f"/inbox/{query}"))
    assert ("حي الزهور مطفأة" in page) is found


def test_filters_show_as_chips_that_one_takes_away(cast, as_):
    page = html(as_(cast.saleh).get("/inbox/?kind=complaint&urgent=1"))
    chips = re.findall(r'class="chip chip-remove" href="([^"]*)"', page)
    assert chips == ["/inbox/?urgent=1", "/inbox/?kind=complaint"]


def test_a_unit_filter_takes_its_subtree(cast, as_):
    cast.mention("riyadh.al-duwadimi", title="رصيف في الدوادمي", reading={"baladiyat": ["riyadh.al-duwadimi"]})
    assert "رصيف في الدوادمي" in html(as_(cast.saleh).get("/inbox/?unit=riyadh"))


def test_pages_follow_one_another_without_gap_or_repetition(cast, as_):
    made = [cast.mention(title=f"مادة {n}", at=MORNING - timedelta(minutes=n // 3)) for n in range(95)]
    browser = as_(cast.saleh)
    seen = []
    page = html(browser.get("/inbox/"))
    while True:
        seen += [int(pk) for pk in re.findall(r'id="row-(\d+)"', page)]
        more = re.search(r'hx-get="/inbox/(\?after=[^"]+)"', page)
        if more is None:
            break
        page = html(browser.get("/inbox/" + more[1], headers={"HX-Request": "true"}))
    order = sorted(made, key=lambda m: (m.published_at, m.pk), reverse=True)
    assert seen == [m.pk for m in order]


def test_new_items_announce_themselves_and_move_nothing(cast, as_):
    cast.mention()
    browser = as_(cast.saleh)
    since = re.search(r"since=(\d+)", html(browser.get("/inbox/")))[1]
    assert browser.get(f"/inbox/news/?since={since}").status_code == 204
    cast.mention()
    cast.mention("qassim")
    said = html(browser.get(f"/inbox/news/?since={since}"))
    assert 'data-news="1"' in said


def test_an_empty_inbox_says_when_sources_were_checked(cast, as_):
    from sada.store.models import Source

    Source.objects.create(name="الواحة", kind="feed", checked_at=MORNING, error="")
    page = html(as_(cast.saleh).get("/inbox/"))
    assert "منذ" in page or "ago" in page
    assert 'class="state"' in page


def test_nothing_fits_the_filters_is_another_sentence(cast, as_):
    cast.mention()
    page = html(as_(cast.saleh).get("/inbox/?kind=praise"))
    assert "#funnel" in page
    assert 'href="/inbox/"' in page


def test_the_number_of_queries_does_not_grow(cast, as_, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser = as_(cast.saleh)

    def count(address):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            browser.get(address)
        return len(queries)

    first = [cast.mention(title=f"أ {n}", at=MORNING - timedelta(minutes=n)) for n in range(3)]
    browser.get("/inbox/")
    few = count("/inbox/"), count(f"/inbox/{first[0].pk}/")
    for n in range(40):
        cast.mention(title=f"ب {n}", at=MORNING - timedelta(hours=n))
    assert (count("/inbox/"), count(f"/inbox/{first[0].pk}/")) == few


def test_views_are_kept_shared_and_removed(cast, as_):
    browser = as_(cast.saleh)
    browser.post("/inbox/views/?kind=complaint&urgent=1", {"name": "شكاوى عاجلة"})
    browser.post("/inbox/views/?kind=praise", {"name": "ما سرّنا", "shared": "1"})
    assert "شكاوى عاجلة" in html(browser.get("/inbox/"))
    other = html(as_(cast.fahad).get("/inbox/"))
    assert "ما سرّنا" in other
    assert "شكاوى عاجلة" not in other
    assert "ما سرّنا" not in html(as_(cast.huda).get("/inbox/"))
    view = SavedView.objects.get(name="ما سرّنا")
    assert as_(cast.fahad).post(f"/inbox/views/{view.pk}/forget/").status_code == 404
    as_(cast.saleh).post(f"/inbox/views/{view.pk}/forget/")
    assert not SavedView.objects.filter(pk=view.pk).exists()


def test_a_view_needs_a_name_and_a_filter(cast, as_):
    browser = as_(cast.saleh)
    assert browser.post("/inbox/views/", {"name": "الكل"}).status_code == 409
    assert browser.post("/inbox/views/?kind=praise", {"name": " "}).status_code == 409


def test_evidence_is_underlined_where_it_stands(cast, as_):
    item = cast.item(title="إنارة الحي", text="يشكو السكان من الظلام", reading={
        "evidence": [{"field": "kind", "start": 11, "end": 15, "text": "يشكو", "code": "complaint"}],
        "confidence": {"kind": 0.94},
    })  # fmt: skip
    page = html(as_(cast.saleh).get(f"/inbox/{cast.mention(item=item).pk}/"))
    mark = re.search(r'<mark class="evidence evidence-kind" tabindex="0" data-tip="([^"]*)">([^<]*)</mark>', page)
    assert mark[2] == "يشكو"
    assert "94%" in mark[1]


def test_phone_numbers_and_askers_are_masked_until_unmasked_with_a_reason(cast, as_):
    from sada.store.models import Act

    item = cast.item(title="شكوى 0551234567", text="للتواصل ٠٥٥١٢٣٤٥٦٧ أو الهوية 1023456789")
    Contact.objects.create(item=item, name="مها السالم", phone="0559998887", email="maha@example.sa")
    mention = cast.mention(item=item)
    browser = as_(cast.saleh)
    page = html(browser.get(f"/inbox/{mention.pk}/"))
    for secret in ("0551234567", "٠٥٥١٢٣٤٥٦٧", "1023456789", "0559998887", "مها السالم", "maha@"):
        assert secret not in page
    assert browser.post(f"/inbox/{mention.pk}/unmask/", {"reason": ""}).status_code == 422
    shown = html(browser.post(f"/inbox/{mention.pk}/unmask/", {"reason": "للاتصال بالمواطنة"}))
    assert "0559998887" in shown
    assert "مها السالم" in shown
    act = Act.objects.get(name="personal.unmasked")
    assert (act.by, act.note, act.unit) == (cast.saleh, "للاتصال بالمواطنة", cast.riyadh)
    assert "0559998887" not in str(act.after)


def test_a_monitor_may_not_unmask(cast, as_):
    mention = cast.mention(text="رقمي 0551234567")
    browser = as_(cast.rakan)
    assert "unmask" not in html(browser.get(f"/inbox/{mention.pk}/"))
    assert browser.post(f"/inbox/{mention.pk}/unmask/", {"reason": "فضول"}).status_code == 403


def test_hostile_text_is_text(cast, as_):
    mention = cast.mention(title="<script>alert(1)</script>", text="\u202e<img onerror=x>")
    page = html(as_(cast.saleh).get(f"/inbox/{mention.pk}/"))
    assert "<script>alert" not in page
    assert "<img onerror" not in page


def test_the_pane_shows_the_story_and_what_is_similar(cast, as_):
    from sada.store.models import Story, StoryItem

    first = cast.mention(title="حريق في مستودع البلدية بحي النسيم")
    second = cast.mention(title="حريق مستودع بلدي في النسيم")
    other = cast.mention(title="حريق آخر في مستودع البلدية", text="حريق مستودع البلدية")
    hidden = cast.mention("qassim", title="حريق في مستودع البلدية ببريدة")
    story = Story.objects.create(head=first.item, size=2, first_at=MORNING, last_at=MORNING)
    for m in (first, second):
        StoryItem.objects.create(item=m.item, story=story, by=cast.saleh)
    browser = as_(cast.saleh)
    assert second.item.title in html(browser.get(f"/inbox/{first.pk}/"))
    near = html(browser.get(f"/inbox/{first.pk}/nearby/"))
    assert other.item.title in near
    assert hidden.item.title not in near
    assert "+1" in html(browser.get("/inbox/"))


def test_a_story_never_counts_what_one_may_not_see(cast, as_):
    from sada.store.models import Story, StoryItem

    mine, theirs = cast.mention(), cast.mention("qassim")
    story = Story.objects.create(head=mine.item, size=2, first_at=MORNING, last_at=MORNING)
    StoryItem.objects.create(item=mine.item, story=story)
    StoryItem.objects.create(item=theirs.item, story=story)
    assert "+1" not in html(as_(cast.saleh).get("/inbox/"))
    assert Mention.objects.count() == 2


def test_an_item_that_concerns_nobody_has_a_page_for_the_ministry_alone(cast, as_):
    item = cast.item(title="النصر يفوز بهدفين", text="للتواصل 0551234567", reading={"relevance": "none", "units": []})
    page = html(as_(cast.majed).get(f"/inbox/item/{item.pk}/"))
    assert "النصر يفوز بهدفين" in page
    assert "لم تُعرض هذه المادة على أي جهة" in page
    assert "0551234567" not in page
    assert as_(cast.saleh).get(f"/inbox/item/{item.pk}/").status_code == 404
