"""The page «how well do we read» and the queue of what is undecided: figures, order, keys, many at once, doors."""

from datetime import timedelta

import pytest

from sada.kernel import clock
from sada.reading.confirm_reading import confirm_reading
from sada.reading.correct_reading import correct_reading
from sada.store.models import Act, Agency, Confirmation, LearnedModel, Reading, Review
from sada.understand.learned import RULES
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
PAGE, QUEUE = "/reading_quality/", "/reading_quality/unsure/"


@pytest.fixture(autouse=True)
def _morning():
    with clock.at(MORNING + timedelta(hours=1)):
        yield


@pytest.fixture
def as_(client):
    def enter(person):
        client.force_login(person)
        client.cookies["django_language"] = "ar"
        return client

    return enter


def html(response):
    return response.content.decode()


def reviewed(cast, right, wrong, unit="riyadh", **columns):
    by = cast.saleh if unit == "riyadh" else cast.huda
    for n in range(right + wrong):
        item = cast.mention(unit, reading={"confidence": {"kind": 0.9}}, **columns).item
        if n >= right:
            correct_reading(item, "kind", "inquiry", by=by, at=cast.at)
        confirm_reading(item, by=by, at=cast.at)


def test_nothing_reviewed_says_so(cast, as_):
    assert "check-badge" in html(as_(cast.abeer).get(PAGE))


def test_shares_come_with_intervals_and_few_are_said_to_be_too_few(cast, as_):
    reviewed(cast, 18, 6)
    response = as_(cast.abeer).get(PAGE)
    kind = next(s for s in response.context["sections"] if s.name == "kind")
    complaint, inquiry = kind.lines
    assert (complaint.code, complaint.true, inquiry.code, inquiry.true) == ("complaint", 18, "inquiry", 6)
    assert "75%" in complaint.precision.text
    assert not complaint.precision.is_few
    assert inquiry.recall.is_few
    assert [(c.said_code, c.truth_code, c.count) for c in kind.confusions] == [("complaint", "inquiry", 6)]
    assert "75%" in kind.right.text


def test_whose_it_is_has_its_own_figures(cast, as_):
    Agency.objects.get_or_create(code="water", defaults={"name_ar": "شركة المياه الوطنية", "name_en": "National Water"})
    for n in range(24):
        sure = {"responsible": 0.3 if n == 0 else 0.9, "agencies": 0.9}
        item = cast.mention("riyadh", reading={"confidence": sure, "more": {"responsible": "riyadh"}}).item
        if n >= 21:
            correct_reading(item, "agencies", ["water"], by=cast.saleh, at=cast.at)
            correct_reading(item, "responsible", [], by=cast.saleh, at=cast.at)
        confirm_reading(item, by=cast.saleh, at=cast.at)
    response = as_(cast.abeer).get(PAGE)
    found = {s.name: s for s in response.context["sections"]}
    (ours,) = found["responsible"].lines
    assert (ours.code, ours.true) == ("riyadh", 21)
    assert "87%" in ours.precision.text  # twenty of the twenty-three that were said surely
    assert "5%" in ours.abstention.text  # one of twenty-one
    assert [(c.said_code, c.truth_code, c.count) for c in found["agencies"].confusions] == [("", "water", 3)]
    page = html(response)
    assert "الجهة المسؤولة" in page
    assert "شركة المياه الوطنية" in page
    listed = as_(cast.abeer).get(f"{PAGE}items/?field=agencies&said=&truth=water").context["listed"]
    assert len(listed) == 3


def test_a_confusion_opens_its_items(cast, as_):
    reviewed(cast, 2, 3)
    browser = as_(cast.abeer)
    response = browser.get(f"{PAGE}items/?field=kind&said=complaint&truth=inquiry")
    assert len(response.context["listed"]) == 3
    assert browser.get(f"{PAGE}items/?field=nonsense").status_code == 404


def test_another_amana_sees_nothing_of_it(cast, as_):
    reviewed(cast, 3, 2)
    browser = as_(cast.huda)
    assert browser.get(PAGE).context["sections"] == []
    assert browser.get(f"{PAGE}items/?field=kind&said=complaint").context["listed"] == []
    assert as_(cast.majed).get(PAGE).context["items"] == 5
    assert as_(cast.zayd).get(PAGE).status_code == 403


def test_a_medium_and_an_outlet_narrow_the_figures(cast, as_):
    reviewed(cast, 2, 0, medium="x", outlet=None)
    reviewed(cast, 3, 0, outlet=cast.outlet("صحيفة النخيل"))
    browser = as_(cast.abeer)
    assert browser.get(f"{PAGE}?medium=x").context["items"] == 2
    outlet = next(o for o in browser.get(PAGE).context["outlets"] if o.name_ar == "صحيفة النخيل")
    assert browser.get(f"{PAGE}?outlet={outlet.pk}").context["items"] == 3
    assert browser.get(f"{PAGE}?medium=pigeon&outlet=x").context["items"] == 5


def test_the_number_of_queries_does_not_grow(cast, as_, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser, counts = as_(cast.abeer), []
    for _ in range(2):
        reviewed(cast, 3, 3)
        cast.mention(reading={"unsure": ["kind", "tone"], "confidence": {"kind": 0.3}})
        row = []
        for address in (PAGE, QUEUE, f"{QUEUE}?order=chance"):
            browser.get(address)
            with CaptureQueriesContext(
                connection,
            ) as seen:
                browser.get(address)
            row.append(len(seen))
        counts.append(row)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 30


def undecided(cast, **reading):
    return cast.mention(reading={"unsure": ["kind"], "confidence": {"kind": 0.45}} | reading)


def test_the_unsurest_of_a_common_sort_comes_first(cast, as_):
    common = [undecided(cast, confidence={"kind": c}) for c in (0.4, 0.2, 0.3)]
    rare = undecided(cast, kind="praise", confidence={"kind": 0.2})
    sure = cast.mention()
    listed = [row["mention"].pk for row in as_(cast.saleh).get(QUEUE).context["listed"]]
    assert listed == [common[1].pk, common[2].pk, common[0].pk, rare.pk]
    assert sure.pk not in listed


def test_a_class_of_which_much_was_reviewed_comes_later(cast, as_):
    reviewed(cast, 30, 0)
    known = undecided(cast)
    new = undecided(cast, kind="inquiry")
    listed = [row["mention"].pk for row in as_(cast.saleh).get(QUEUE).context["listed"]]
    assert listed == [new.pk, known.pk]


def test_of_a_story_one_item_is_asked_about(cast, as_):
    from sada.store.models import Story, StoryItem

    pair = [undecided(cast), undecided(cast, confidence={"kind": 0.1})]
    story = Story.objects.create(head=pair[0].item, size=2, first_at=cast.at, last_at=cast.at)
    StoryItem.objects.bulk_create([StoryItem(item=m.item, story=story, similarity=1) for m in pair])
    response = as_(cast.saleh).get(QUEUE)
    assert [(r["mention"].pk, r["alike"]) for r in response.context["listed"]] == [(pair[1].pk, 1)]


def test_one_key_confirms_and_the_next_item_follows(cast, as_):
    first, second = undecided(cast, confidence={"kind": 0.1}), undecided(cast)
    browser = as_(cast.rakan)
    page = html(browser.get(QUEUE))
    assert 'data-key="y"' in page
    assert 'value="kind:complaint" data-key="1" aria-pressed="true"' in page
    response = browser.post(f"{QUEUE}{first.pk}/", {"choice": "confirm"}, follow=True)
    assert Confirmation.objects.get().item_id == first.item_id
    assert response.context["open"]["mention"].pk == second.pk
    assert Act.objects.filter(name="reading.confirmed").count() == 1


def test_one_key_corrects_and_the_item_stays_while_it_is_open(cast, as_):
    mention = undecided(cast, unsure=["kind", "tone"])
    undecided(cast, confidence={"kind": 0.01})
    response = as_(cast.rakan).post(f"{QUEUE}{mention.pk}/?order=", {"choice": "kind:inquiry"}, follow=True)
    assert Reading.objects.get(pk=mention.item_id).kind == "inquiry"
    assert response.context["open"]["mention"].pk == mention.pk
    assert [q.field.name for q in response.context["open"]["choices"]] == ["tone"]


def test_many_at_once_all_or_none_and_the_way_back(cast, as_):
    rows = [undecided(cast) for _ in range(3)]
    browser = as_(cast.saleh)
    browser.post(f"{QUEUE}many/", {"m": [m.pk for m in rows[:2]], "choice": "kind:inquiry"})
    assert Reading.objects.filter(kind="inquiry").count() == 2
    made = [c.pk for m in rows[:2] for c in m.item.corrections.all()]
    browser.post(f"{PAGE}undo/?" + "&".join(f"corrected={pk}" for pk in made))
    assert Reading.objects.filter(kind="inquiry").count() == 0
    browser.post(f"{QUEUE}many/", {"m": [m.pk for m in rows], "choice": "confirm"})
    assert Review.objects.values("item").distinct().count() == 3
    confirmed = Confirmation.objects.values_list("pk", flat=True)
    response = browser.post(f"{PAGE}undo/?" + "&".join(f"confirmed={pk}" for pk in confirmed), HTTP_HX_REQUEST="true")
    assert response["HX-Redirect"] == QUEUE
    assert not Review.objects.exists()
    stranger = cast.mention("qassim", reading={"unsure": ["kind"]})
    assert browser.post(f"{QUEUE}many/", {"m": [rows[0].pk, stranger.pk], "choice": "confirm"}).status_code == 404
    assert Confirmation.objects.filter(undone_at=None).count() == 0


def test_units_fields_and_services_of_many_are_set_in_one_dialog(cast, as_):
    rows = [undecided(cast) for _ in range(3)]
    browser, chosen = as_(cast.saleh), [m.pk for m in rows[:2]]
    assert f'hx-get="{QUEUE}many/' in html(browser.get(QUEUE))
    dialog = html(browser.get(f"{QUEUE}many/", {"m": chosen, "field": "families"}, HTTP_HX_REQUEST="true"))
    assert f'value="families:{cast.family.pk}"' in dialog
    assert 'name="mode" value="add"' in dialog
    assert dialog.count('type="hidden" name="m"') == 2
    before = [list(m.item.reading.units) for m in rows]
    browser.post(f"{QUEUE}many/?order=chance", {"m": chosen, "choice": "units:qassim", "mode": "add"})
    after = [list(Reading.objects.get(pk=m.item_id).units) for m in rows]
    assert after == [[*before[0], "qassim"], [*before[1], "qassim"], before[2]]
    made = [c.pk for m in rows[:2] for c in m.item.corrections.all()]
    browser.post(f"{PAGE}undo/?" + "&".join(f"corrected={pk}" for pk in made))
    assert [list(Reading.objects.get(pk=m.item_id).units) for m in rows] == before
    assert Review.objects.count() == 0


def test_without_a_choice_the_dialog_says_so_and_of_what_is_not_there_nothing_is_told(cast, as_):
    mention, stranger = undecided(cast), cast.mention("qassim")
    browser = as_(cast.saleh)
    assert browser.get(f"{QUEUE}many/").status_code == 409
    refused = browser.post(f"{QUEUE}many/", {"m": [mention.pk], "field": "services"})
    assert refused.status_code == 422
    assert "field-error" in html(refused)
    assert browser.get(f"{QUEUE}many/", {"m": [mention.pk, stranger.pk]}).status_code == 404
    assert as_(cast.lina).get(f"{QUEUE}many/", {"m": [mention.pk]}).status_code == 403


def test_a_choice_of_another_s_making_is_not_there(cast, as_):
    mention = undecided(cast)
    browser = as_(cast.saleh)
    assert browser.post(f"{QUEUE}{mention.pk}/", {"choice": "units:riyadh"}).status_code == 404
    assert browser.post(f"{QUEUE}{mention.pk}/", {"choice": "kind:nonsense"}).status_code in (400, 409, 422)
    assert browser.get(f"{QUEUE}{mention.pk}/").status_code == 405
    assert not Review.objects.exists()


def test_a_draw_by_chance_offers_sure_items_too_and_leaves_out_what_is_confirmed(cast, as_):
    sure, done = cast.mention(), cast.mention()
    confirm_reading(done.item, by=cast.saleh, at=cast.at)
    listed = [r["mention"].pk for r in as_(cast.saleh).get(f"{QUEUE}?order=chance").context["listed"]]
    assert listed == [sure.pk]


def test_personal_data_is_masked_in_the_queue(cast, as_):
    cast.mention(title="", text="اتصلوا بي على 0551234567 الإنارة مطفأة", medium="x", reading={"unsure": ["kind"]})
    assert "0551234567" not in html(as_(cast.saleh).get(QUEUE))


def test_an_auditor_sees_the_figures_and_decides_nothing(cast, as_):
    mention = undecided(cast)
    browser = as_(cast.lina)
    assert browser.get(PAGE).status_code == 200
    assert browser.get(QUEUE).status_code == 403
    assert browser.post(f"{QUEUE}{mention.pk}/", {"choice": "confirm"}).status_code == 403


def model(cast, name="learned-2026-11-22a", **columns):
    verdict = {"judgement": "kind", "count": 60, "before": 0.6, "after": 0.7, "code": "better"}
    return LearnedModel.objects.create(
        name=name,
        created_at=cast.at,
        rules="rules-1",
        weights=RULES.to_bytes(),
        trained_on={"kind": 120},
        figures={"verdicts": [verdict]},
        **columns,
    )


def test_an_administrator_puts_a_version_to_use_and_goes_back_to_the_rules(cast, as_):
    made = model(cast)
    browser = as_(cast.sami)
    page = html(browser.get(PAGE))
    assert made.name in page
    assert f'action="{PAGE}models/{made.name}/"' in page
    browser.post(f"{PAGE}models/{made.name}/")
    assert LearnedModel.objects.get(is_in_use=True) == made
    browser.post(f"{PAGE}models/rules/")
    assert not LearnedModel.objects.filter(is_in_use=True).exists()
    assert Act.objects.filter(name="model.switched", by=cast.sami).count() == 2
    assert browser.post(f"{PAGE}models/nonsense/").status_code == 404


def test_nobody_else_switches(cast, as_):
    made = model(cast)
    browser = as_(cast.abeer)
    assert "models/" not in html(browser.get(PAGE))
    assert browser.post(f"{PAGE}models/{made.name}/").status_code == 403


def test_in_the_inbox_one_key_confirms_and_the_toast_takes_it_back(cast, as_):
    mention = undecided(cast)
    browser = as_(cast.rakan)
    assert f'hx-post="/inbox/{mention.pk}/confirm/"' in html(browser.get(f"/inbox/{mention.pk}/"))
    response = browser.post(f"/inbox/{mention.pk}/confirm/", HTTP_HX_REQUEST="true")
    made = Confirmation.objects.get()
    assert f"what=confirmation&c={made.pk}" in response["HX-Trigger"].replace("\\u0026", "&")
    browser.post(f"/inbox/undo/?what=confirmation&c={made.pk}")
    assert Reading.objects.get(pk=mention.item_id).unsure == ["kind"]
    auditor = as_(cast.lina)
    assert "/confirm/" not in html(auditor.get(f"/inbox/{mention.pk}/"))
    assert auditor.post(f"/inbox/{mention.pk}/confirm/").status_code == 403


def test_in_the_inbox_many_are_confirmed_at_once(cast, as_):
    rows = [undecided(cast) for _ in range(2)]
    as_(cast.saleh).post("/inbox/many/confirm/", {"m": [m.pk for m in rows]}, HTTP_HX_REQUEST="true")
    assert Confirmation.objects.count() == 2
