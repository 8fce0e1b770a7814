"""Deciding in the inbox: the act happens, the next item follows, and there is a way back."""

import json
import re
from datetime import timedelta

import pytest

from sada.desk.decide_item import decide_no_answer, flag_item
from sada.desk.fill_template import offered
from sada.desk.open_case import open_case
from sada.kernel import clock
from sada.reading.read_again import renew
from sada.reading.reviewed import protected
from sada.store.models import Act, Agency, Case, Correction, Mention, MentionState, Notice, Reading
from tests.cast import MORNING, pack_templates

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _morning():
    with clock.at(MORNING + timedelta(hours=1)):
        yield


@pytest.fixture
def saleh(cast, client):
    client.force_login(cast.saleh)
    return client


def state(mention):
    mention.refresh_from_db()
    return mention.state


def toast(response):
    return json.loads(response["HX-Trigger"])["sada:toast"]


def undo(browser, response):
    return browser.post(toast(response)["undo"], headers=HTMX)


def test_a_case_is_opened_and_the_next_item_follows(cast, saleh):
    first = cast.mention(title="الأولى", at=MORNING)
    second = cast.mention(title="الثانية", at=MORNING - timedelta(minutes=5))
    answer = saleh.post(f"/inbox/{first.pk}/open/", headers=HTMX)
    assert state(first) == MentionState.CASE
    page = answer.content.decode()
    assert f'data-item="{second.pk}"' in page
    assert f'<li id="row-{first.pk}" hx-swap-oob="delete">' in page
    assert answer["HX-Push-Url"] == f"/inbox/{second.pk}/"
    assert Case.objects.get().number in toast(answer)["text"]


def test_an_opening_is_taken_back_while_nothing_was_done(cast, saleh):
    chosen = [cast.mention() for _ in range(2)]
    done = saleh.post("/inbox/many/open/", {"m": [m.pk for m in chosen]}, headers=HTMX)
    undo(saleh, done)
    assert not Case.objects.exists()
    assert {state(m) for m in chosen} == {MentionState.WAITING}
    assert Act.objects.filter(name="case.opening_undone").count() == 1


def test_the_next_item_is_the_next_of_the_filters(cast, saleh):
    first = cast.mention(title="الأولى", at=MORNING)
    cast.mention(title="خبر", at=MORNING - timedelta(minutes=5), reading={"kind": "news"})
    third = cast.mention(title="الثالثة", at=MORNING - timedelta(minutes=9))
    answer = saleh.post(f"/inbox/{first.pk}/open/?kind=complaint", headers=HTMX)
    assert answer["HX-Push-Url"] == f"/inbox/{third.pk}/?kind=complaint"


def test_after_the_last_item_all_is_decided(cast, saleh):
    only = cast.mention()
    answer = saleh.post(f"/inbox/{only.pk}/open/", headers=HTMX)
    assert answer["HX-Push-Url"] == "/inbox/"
    assert "data-item" not in answer.content.decode()


def test_no_answer_needs_a_reason_and_can_be_undone(cast, saleh):
    mention = cast.mention()
    refused = saleh.post(f"/inbox/{mention.pk}/no_answer/", {"note": "ملاحظتي"}, headers=HTMX)
    assert refused.status_code == 422
    assert refused["HX-Retarget"] == "#inbox-dialog"
    assert "ملاحظتي" in refused.content.decode()
    assert saleh.post(f"/inbox/{mention.pk}/no_answer/", {"reason": "other"}, headers=HTMX).status_code == 422
    done = saleh.post(f"/inbox/{mention.pk}/no_answer/", {"reason": "information"}, headers=HTMX)
    assert state(mention) == MentionState.NO_ANSWER
    assert mention.decided_by == cast.saleh
    assert f'data-item="{mention.pk}"' in undo(saleh, done).content.decode()
    assert state(mention) == MentionState.WAITING


def test_forwarding_moves_the_item_to_another_unit(cast, saleh, client):
    mention = cast.mention()
    dialog = saleh.get(f"/inbox/{mention.pk}/forward/", headers=HTMX).content.decode()
    assert 'value="qassim"' in dialog
    saleh.post(f"/inbox/{mention.pk}/forward/", {"to": "qassim", "note": "يخصكم"}, headers=HTMX)
    assert state(mention) == MentionState.FORWARDED
    client.force_login(cast.huda)
    theirs = Mention.objects.get(unit=cast.qassim)
    page = client.get(f"/inbox/{theirs.pk}/").content.decode()
    assert "يخصكم" in page


def test_undoing_a_forwarding_takes_the_item_out_of_the_receivers_inbox(cast, saleh):
    mention = cast.mention()
    done = saleh.post(f"/inbox/{mention.pk}/forward/", {"to": "qassim", "note": "يخصكم"}, headers=HTMX)
    assert Notice.objects.filter(person=cast.huda, act="item.forwarded").exists()
    undo(saleh, done)
    assert state(mention) == MentionState.WAITING
    assert list(Mention.objects.values_list("unit__code", flat=True)) == ["riyadh"]
    assert not Notice.objects.filter(person=cast.huda).exists()


@pytest.mark.parametrize("touch", ["decided", "flagged"])
def test_what_the_receiver_has_taken_up_stays_with_the_receiver(cast, saleh, touch):
    mention = cast.mention()
    done = saleh.post(f"/inbox/{mention.pk}/forward/", {"to": "qassim", "note": ""}, headers=HTMX)
    theirs = Mention.objects.get(unit=cast.qassim)
    if touch == "flagged":
        flag_item(theirs, True, by=cast.huda, at=MORNING)
    else:
        decide_no_answer(theirs, "information", by=cast.huda, at=MORNING)
    undo(saleh, done)
    assert state(mention) == MentionState.WAITING
    assert Mention.objects.filter(pk=theirs.pk).exists()


def test_a_unit_concerned_beforehand_keeps_the_item_when_a_forwarding_elsewhere_is_undone(cast, saleh):
    mention = cast.mention()
    cast.mention("riyadh.al-duwadimi", item=mention.item)
    done = saleh.post(f"/inbox/{mention.pk}/forward/", {"to": "qassim", "note": ""}, headers=HTMX)
    undo(saleh, done)
    assert set(Mention.objects.values_list("unit__code", flat=True)) == {"riyadh", "riyadh.al-duwadimi"}


def test_a_supervisor_reads_an_item_of_several_amanat_once_with_its_units(cast, client):
    mention = cast.mention(title="حفريات في المنطقتين")
    cast.mention("qassim", item=mention.item)
    cast.mention("qassim", title="خبر القصيم وحدها")
    client.force_login(cast.majed)
    page = client.get("/inbox/")
    shown = page.content.decode()
    assert [row.mention.item.title for row in page.context["rows"]].count("حفريات في المنطقتين") == 1
    assert [unit.code for unit in page.context["rows"][-1].units] == ["riyadh", "qassim"]
    assert page.context["tallies"]["waiting"] == 2  # items, not rows
    assert shown.index("حفريات") < shown.index("أمانة منطقة القصيم", shown.index("حفريات"))
    assert len(client.get("/inbox/?unit=qassim").context["rows"]) == 2
    client.force_login(cast.huda)  # and nobody learns of another amana's
    theirs = client.get("/inbox/").context["rows"]
    assert [[unit.code for unit in row.units] for row in theirs] == [["qassim"], ["qassim"]]


def test_joining_offers_cases_of_the_story_and_those_found_by_words(cast, saleh):
    case = cast.case(title="انطفاء إنارة طريق الملك فهد")
    mention = cast.mention(title="إنارة طريق الملك فهد ما زالت مطفأة", text="إنارة طريق الملك فهد")
    near = saleh.get(f"/inbox/{mention.pk}/join/", headers=HTMX).content.decode()
    assert case.number in near
    found = saleh.get(f"/inbox/{mention.pk}/cases/", {"cases": "انطفاء"}, headers=HTMX).content.decode()
    assert case.number in found
    assert saleh.post(f"/inbox/{mention.pk}/join/", {}, headers=HTMX).status_code == 422
    done = saleh.post(f"/inbox/{mention.pk}/join/", {"case": case.pk}, headers=HTMX)
    assert state(mention) == MentionState.CASE
    undo(saleh, done)
    assert state(mention) == MentionState.WAITING
    assert case.case_items.count() == 1


def test_a_case_of_another_amana_can_neither_be_found_nor_joined(cast, saleh):
    theirs = cast.case("qassim", title="إنارة بريدة")
    mention = cast.mention(title="إنارة بريدة")
    found = saleh.get(f"/inbox/{mention.pk}/cases/", {"cases": "بريدة"}, headers=HTMX).content.decode()
    assert theirs.number not in found
    assert saleh.post(f"/inbox/{mention.pk}/join/", {"case": theirs.pk}, headers=HTMX).status_code == 422
    assert state(mention) == MentionState.WAITING


def test_a_flag_is_set_and_taken_away_where_one_reads(cast, saleh):
    mention = cast.mention()
    done = saleh.post(f"/inbox/{mention.pk}/flag/", headers=HTMX)
    mention.refresh_from_db()
    assert mention.is_flagged
    assert f'data-item="{mention.pk}"' in done.content.decode()
    undo(saleh, done)
    mention.refresh_from_db()
    assert not mention.is_flagged


def test_many_are_decided_at_once_and_undone_at_once(cast, saleh):
    chosen = [cast.mention() for _ in range(3)]
    ids = [m.pk for m in chosen]
    dialog = saleh.get("/inbox/many/no_answer/", {"m": ids}, headers=HTMX).content.decode()
    assert re.findall(r'name="m" value="(\d+)"', dialog) == [str(pk) for pk in ids]
    done = saleh.post("/inbox/many/no_answer/", {"m": ids, "reason": "too_old"}, headers=HTMX)
    assert {state(m) for m in chosen} == {MentionState.NO_ANSWER}
    undo(saleh, done)
    assert {state(m) for m in chosen} == {MentionState.WAITING}


def test_one_case_for_many(cast, saleh):
    chosen = [cast.mention() for _ in range(3)]
    saleh.post("/inbox/many/open/", {"m": [m.pk for m in chosen]}, headers=HTMX)
    assert Case.objects.get().case_items.count() == 3


def test_many_is_all_or_nothing(cast, saleh):
    first, second = cast.mention(), cast.mention()
    open_case(second, by=cast.saleh, at=MORNING)
    refused = saleh.post("/inbox/many/no_answer/", {"m": [first.pk, second.pk], "reason": "too_old"}, headers=HTMX)
    assert refused.status_code == 409
    assert state(first) == MentionState.WAITING
    assert toast(refused)["bad"]


def test_nothing_chosen_is_said(saleh):
    assert saleh.post("/inbox/many/open/", {}, headers=HTMX).status_code == 409


def test_a_judgement_is_corrected_and_taken_back(cast, saleh):
    mention = cast.mention()
    menu = saleh.get(f"/inbox/{mention.pk}/correct/kind/", headers=HTMX).content.decode()
    assert 'value="inquiry"' in menu
    done = saleh.post(f"/inbox/{mention.pk}/correct/kind/", {"value": "inquiry"}, headers=HTMX)
    mention.refresh_from_db()
    assert mention.kind == "inquiry"
    assert f'id="row-{mention.pk}"' in done.content.decode()
    undo(saleh, done)
    mention.refresh_from_db()
    assert mention.kind == "complaint"


def test_units_are_found_as_one_types_and_chosen(cast, saleh):
    mention = cast.mention()
    found = saleh.get(f"/inbox/{mention.pk}/correct/baladiyat/", {"find": "دوادمى"}, headers=HTMX).content.decode()
    assert "riyadh.al-duwadimi" in found
    saleh.post(f"/inbox/{mention.pk}/correct/baladiyat/", {"value": "riyadh.al-duwadimi"}, headers=HTMX)
    mention.item.reading.refresh_from_db()
    assert mention.item.reading.baladiyat == ["riyadh.al-duwadimi"]


def test_an_item_that_is_not_ours_after_all_leaves_and_comes_back(cast, saleh):
    mention = cast.mention()
    done = saleh.post(f"/inbox/{mention.pk}/correct/relevance/", {"value": "none"}, headers=HTMX)
    assert not Mention.objects.filter(pk=mention.pk).exists()
    assert f'id="row-{mention.pk}" hx-swap-oob="delete"' in done.content.decode()
    undo(saleh, done)
    assert Mention.objects.filter(item=mention.item, unit=cast.riyadh).exists()


def test_another_persons_correction_cannot_be_taken_back_from_outside(cast, saleh, client):
    mention = cast.mention()
    done = saleh.post(f"/inbox/{mention.pk}/correct/kind/", {"value": "inquiry"}, headers=HTMX)
    client.force_login(cast.huda)
    assert undo(client, done).status_code == 404
    assert Correction.objects.get().undone_at is None


def test_many_are_corrected_at_once(cast, saleh):
    chosen = [cast.mention() for _ in range(2)]
    done = saleh.post("/inbox/many/correct/", {"m": [m.pk for m in chosen], "choice": "tone:positive"}, headers=HTMX)
    assert set(Mention.objects.values_list("tone", flat=True)) == {"positive"}
    undo(saleh, done)
    assert set(Mention.objects.values_list("tone", flat=True)) == {"negative"}


def test_units_of_many_are_corrected_and_come_back_though_they_left(cast, saleh):
    chosen = [cast.mention(), cast.mention("riyadh.al-duwadimi")]
    before = [m.item.reading.units for m in chosen]
    done = saleh.post("/inbox/many/correct/", {"m": [m.pk for m in chosen], "choice": "units:qassim"}, headers=HTMX)
    assert set(Mention.objects.values_list("unit__code", flat=True)) == {"qassim"}
    assert Act.objects.filter(name="reading.corrected").count() == 2
    undo(saleh, done)
    assert [Reading.objects.get(pk=m.item_id).units for m in chosen] == before
    assert not Mention.objects.filter(unit=cast.qassim).exists()
    assert not Correction.objects.filter(undone_at=None).exists()


def test_the_dialog_of_many_offers_every_judgement_and_finds_its_values_as_one_types(cast, saleh):
    chosen = [cast.mention().pk]
    dialog = saleh.get("/inbox/many/correct/", {"m": chosen}, headers=HTMX).content.decode()
    for name in ("units", "baladiyat", "families", "services", "community"):
        assert f'<option value="{name}"' in dialog
    found = saleh.get("/inbox/choices/", {"field": "baladiyat", "find": "دوادمى"}, headers=HTMX).content.decode()
    assert 'value="baladiyat:riyadh.al-duwadimi" checked' in found  # the only one there is: Enter takes it
    assert 'name="mode"' not in found
    nothing = saleh.get("/inbox/choices/", {"field": "services", "find": "قققق"}, headers=HTMX).content.decode()
    assert "state" in nothing
    values = saleh.get("/inbox/choices/", {"field": "community"}, headers=HTMX).content.decode()
    assert 'value="community:1"' in values
    assert 'name="find"' not in values
    refused = saleh.post("/inbox/many/correct/", {"m": chosen, "field": "services"}, headers=HTMX)
    assert refused.status_code == 422
    assert '<option value="services" selected' in refused.content.decode()


def test_a_chip_pressed_in_the_menu_takes_its_value_away(cast, saleh):
    mention = cast.mention(reading={"families": [cast.family.pk]})
    menu = saleh.get(f"/inbox/{mention.pk}/correct/families/", headers=HTMX).content.decode()
    assert f'name="remove" value="{cast.family.pk}"' in menu
    saleh.post(f"/inbox/{mention.pk}/correct/families/", {"remove": cast.family.pk}, headers=HTMX)
    assert Reading.objects.get(pk=mention.item_id).families == []


@pytest.mark.parametrize("what", ["open", "join", "no_answer", "forward", "flag", "correct"])
def test_who_only_sees_decides_nothing(cast, client, what):
    mention = cast.mention()
    client.force_login(cast.lina)
    assert client.get(f"/inbox/{mention.pk}/").status_code == 200
    assert client.post(f"/inbox/{mention.pk}/{what}/", headers=HTMX).status_code == 403
    assert client.post(f"/inbox/many/{what}/", {"m": [mention.pk]}, headers=HTMX).status_code == 403
    assert state(mention) == MentionState.WAITING


@pytest.mark.parametrize("what", ["open", "join", "no_answer", "forward", "flag", "correct", "nothing"])
def test_what_is_not_yours_is_not_there(cast, client, what):
    mention = cast.mention()
    client.force_login(cast.huda)
    assert client.post(f"/inbox/{mention.pk}/{what}/", headers=HTMX).status_code == 404
    assert client.post(f"/inbox/many/{what}/", {"m": [mention.pk]}, headers=HTMX).status_code == 404


def test_without_script_the_page_itself_leads_on(cast, saleh):
    first = cast.mention(at=MORNING)
    second = cast.mention(at=MORNING - timedelta(hours=1))
    assert saleh.get(f"/inbox/{first.pk}/no_answer/").status_code == 200
    answer = saleh.post(f"/inbox/{first.pk}/no_answer/", {"reason": "information"})
    assert answer["Location"] == f"/inbox/{second.pk}/"


def test_a_call_is_typed_in_and_becomes_a_case(cast, saleh):
    form = {
        "medium": "phone", "unit": "riyadh.al-duwadimi", "name": "مها السالم", "phone": "٠٥٥٩٩٩٨٨٨٧",
        "title": "انقطاع الإنارة",
        "text": "متى تعود الإنارة إلى شارع السوق في الدوادمي؟", "deadline": "2026-11-22T13:00", "urgency": "high",
        "open": "1",
    }  # fmt: skip
    answer = saleh.post("/inbox/new/", form)
    assert answer.status_code == 302
    case = Case.objects.get()
    item = case.case_items.get().item
    assert (case.unit, case.urgency) == (cast.dawadmi, "high")
    assert case.outside_deadline.astimezone(MORNING.tzinfo).hour == 13
    assert item.contact.phone == "0559998887"
    assert item.reading.baladiyat[0] == "riyadh.al-duwadimi"
    assert item.raws.get().fate == "understood"
    assert Act.objects.filter(name="item.typed", by=cast.saleh, unit=cast.dawadmi).exists()


def test_a_typed_item_can_wait_in_the_inbox(cast, saleh):
    form = {"medium": "in_person", "unit": "riyadh", "title": "سؤال", "text": "سؤال في اللقاء", "urgency": "normal"}
    saleh.post("/inbox/new/", form)
    mention = Mention.objects.get()
    assert (mention.state, mention.is_main, mention.medium) == (MentionState.WAITING, True, "in_person")
    assert not Case.objects.exists()


def test_an_incomplete_form_keeps_what_was_typed(saleh):
    answer = saleh.post("/inbox/new/", {"title": "موضوع محفوظ"})
    assert answer.status_code == 422
    assert "موضوع محفوظ" in answer.content.decode()


def test_one_types_in_for_ones_own_units_only(cast, saleh):
    form = {"medium": "phone", "unit": "qassim", "title": "سؤال", "text": "نص", "urgency": "normal"}
    assert saleh.post("/inbox/new/", form).status_code == 422
    assert not Mention.objects.exists()


def test_a_post_is_typed_in_with_its_address_and_needs_no_subject(cast, saleh):
    post = "يا @amana عيب! صار لنا ١٧ يوم والزبالة مكوّمة قدام مدرسة البنات. وينكم؟"
    form = {"medium": "x", "unit": "riyadh", "text": post, "url": "https://x.com/um/status/12", "urgency": "normal"}
    saleh.post("/inbox/new/", form)
    item = Mention.objects.get().item
    assert (item.url, item.title) == (
        "https://x.com/um/status/12",
        "يا @amana عيب! صار لنا ١٧ يوم والزبالة مكوّمة قدام مدرسة البنات",
    )
    assert item.reading.families[:1] == ["cleaning"]  # nobody is named in it; it was laid before us


COLUMN = {
    "medium": "print", "unit": "riyadh", "title": "ظلام الحي", "text": "متى تعيد أمانة الرياض إنارة الحي المنقطعة؟",
    "author": "سعد بن خالد", "published_on": "2026-11-20", "issue": "١٥٣٢٠", "page": "٧", "urgency": "normal",
}  # fmt: skip


def test_a_column_typed_from_paper_is_cited_in_the_letter_with_writer_day_and_issue(cast, saleh):
    saleh.post("/inbox/new/", COLUMN | {"outlet_name": "صحيفة الورق", "open": "1"})
    case = Case.objects.get()
    item = case.case_items.get().item
    assert (item.outlet.name_ar, item.outlet.medium) == ("صحيفة الورق", "print")  # met for the first time
    assert (item.author, item.issue, item.page) == ("سعد بن خالد", "15320", "7")
    assert item.published_at.astimezone(MORNING.tzinfo).date().isoformat() == "2026-11-20"
    assert (
        case.asked_at == item.heard_at == MORNING + timedelta(hours=1)
    )  # the clock runs from when it was brought before us
    assert not hasattr(item, "contact")
    pack_templates()
    letter = next(one.text for one in offered(case, item, MORNING) if one.row.form == "letter")
    assert "في العدد (15320)، الصفحة (7) الصادر بتاريخ" in letter.replace("{=", "").replace("}", "")
    assert "الموافق 20 نوفمبر 2026م" in letter
    assert "بقلم: سعد بن خالد" in letter
    page = saleh.get(f"/cases/{case.pk}/").content.decode()
    assert "سعد بن خالد" in page
    assert "العدد \u206615320\u2069، الصفحة \u20667\u2069" in page


@pytest.mark.parametrize(
    ("given", "author", "asker"),
    [
        ({"author": "", "name": "سعد"}, "سعد", None),
        ({"author": "", "name": "سعد", "phone": "0551234567"}, "", "سعد"),
        ({"medium": "phone"}, "", "سعد بن خالد"),
    ],
)
def test_a_name_in_the_other_field_goes_where_it_belongs(cast, saleh, given, author, asker):
    saleh.post("/inbox/new/", COLUMN | given)
    item = Mention.objects.get().item
    contact = getattr(item, "contact", None)
    assert (item.author, contact.name if contact else None) == (author, asker)


@pytest.mark.parametrize("given", [{"issue": "عدد١٢"}, {"page": "-7"}, {"issue": "12345678"}])
def test_what_is_no_number_of_an_issue_or_page_is_refused_and_nothing_is_lost(cast, saleh, given):
    answer = saleh.post("/inbox/new/", COLUMN | given)
    assert answer.status_code == 422
    assert "15320" in answer.content.decode()  # what to write instead
    assert not Mention.objects.exists()


@pytest.mark.parametrize("day", ["2026-12-01", "0001-01-01", "الأمس"])
def test_a_paper_of_a_day_that_cannot_be_is_refused_and_nothing_is_lost(cast, saleh, day):
    answer = saleh.post("/inbox/new/", COLUMN | {"published_on": day})
    assert answer.status_code == 422
    assert "سعد بن خالد" in answer.content.decode()
    assert not Mention.objects.exists()


@pytest.fixture
def water():
    Agency.objects.get_or_create(code="water", defaults={"name_ar": "شركة المياه الوطنية", "name_en": "Water"})


@pytest.mark.usefixtures("water")
def test_whose_it_is_is_corrected_in_one_click_and_taken_back(cast, saleh):
    mention = cast.mention(reading={"more": {"responsible": "riyadh"}})
    page = saleh.get(f"/inbox/{mention.pk}/", headers=HTMX).content.decode()
    assert f"/inbox/{mention.pk}/correct/agencies/" in page
    menu = saleh.get(f"/inbox/{mention.pk}/correct/agencies/?find=المياه", headers=HTMX).content.decode()
    assert 'value="water"' in menu
    done = saleh.post(f"/inbox/{mention.pk}/correct/agencies/", {"value": "water"}, headers=HTMX)
    nobodys = saleh.post(f"/inbox/{mention.pk}/correct/responsible/", {"remove": "riyadh"}, headers=HTMX)
    reading = Reading.objects.get(pk=mention.item_id)
    assert (reading.agencies, reading.responsible) == (["water"], [])
    assert reading.corrected == ["agencies", "responsible"]
    assert Act.objects.filter(name="reading.corrected").count() == 2
    undo(saleh, nobodys)
    undo(saleh, done)
    reading.refresh_from_db()
    assert (reading.agencies, reading.responsible, reading.corrected) == ([], ["riyadh"], [])


def test_the_responsible_body_is_one_and_must_be_a_unit(cast, saleh):
    mention = cast.mention(reading={"more": {"responsible": "riyadh"}})
    saleh.post(f"/inbox/{mention.pk}/correct/responsible/", {"value": "qassim", "mode": "add"}, headers=HTMX)
    assert Reading.objects.get(pk=mention.item_id).responsible == ["qassim"]
    refused = saleh.post(f"/inbox/{mention.pk}/correct/responsible/", {"value": "water"}, headers=HTMX)
    assert refused.status_code >= 400 or "sada:toast" not in refused
    assert Reading.objects.get(pk=mention.item_id).responsible == ["qassim"]


def test_the_responsible_body_goes_with_the_units_unless_a_person_named_it(cast, saleh):
    mention = cast.mention(reading={"more": {"responsible": "riyadh"}})
    done = saleh.post(f"/inbox/{mention.pk}/correct/units/", {"value": "qassim"}, headers=HTMX)
    assert Reading.objects.get(pk=mention.item_id).responsible == ["qassim"]
    undo(saleh, done)
    assert Reading.objects.get(pk=mention.item_id).responsible == ["riyadh"]
    back = Mention.objects.get(item=mention.item_id)
    saleh.post(f"/inbox/{back.pk}/correct/responsible/", {"value": "riyadh.al-duwadimi"}, headers=HTMX)
    saleh.post(f"/inbox/{back.pk}/correct/units/", {"value": "qassim"}, headers=HTMX)
    assert Reading.objects.get(pk=mention.item_id).responsible == ["riyadh.al-duwadimi"]


@pytest.mark.usefixtures("water")
def test_a_later_reading_keeps_whose_it_is_as_a_person_said(cast, saleh):
    mention = cast.mention(reading={"more": {"responsible": "riyadh"}})
    saleh.post(f"/inbox/{mention.pk}/correct/agencies/", {"value": "water"}, headers=HTMX)
    old = Reading.objects.get(pk=mention.item_id)
    fresh = Reading.objects.get(pk=mention.item_id)
    fresh.more = {"responsible": "qassim", "agencies": ["traffic"]}
    renew(old, fresh, protected([mention.item_id])[mention.item_id])
    old.refresh_from_db()
    assert (old.agencies, old.responsible) == (["water"], ["qassim"])
