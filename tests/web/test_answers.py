"""Drafting, approval and sending on screen: what blocks, nothing lost between two writers, the frozen text."""

import re

import pytest
from django.core.mail import get_connection
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sada.desk.approve_answer import approve_answer, return_answer
from sada.desk.draft_answer import change_answer, draft_answer, submit_answer
from sada.desk.publish_answer import Notice, publish_answer
from sada.desk.send_answer import published_by_hand, send_by_email
from sada.kernel.mail import _letter
from sada.rules.lengths import posts
from sada.rules.threads import split
from sada.store.models import Act, Answer, Case, Contact, Outgoing, Outlet, Template
from sada.web.answers.recipients import recipients
from sada.web.papers.letter import letter_of
from tests.cast import MORNING, left_unanswered

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(cast):
    """`draft("text")`: a draft by Saleh on a new case."""

    def make(text="أُعيدت الإنارة إلى الحي", by=None, **item):
        return draft_answer(cast.case(**item), "رد الأمانة", text, by=by or cast.saleh, at=MORNING)

    return make


@pytest.fixture
def submitted(cast, draft):
    """`submitted("text")`: the same, awaiting approval."""

    def make(text="أُعيدت الإنارة إلى الحي", by=None):
        answer = draft(text, by)
        submit_answer(answer, by=by or cast.saleh, at=MORNING)
        return answer

    return make


@pytest.fixture
def approved(cast, submitted):
    """`approved("text")`: approved by Noura."""

    def make(text="أُعيدت الإنارة إلى الحي"):
        answer = submitted(text)
        approve_answer(answer, 1, by=cast.noura, at=MORNING)
        return answer

    return make


def at(name, pk):
    return reverse(f"cases:{name}", args=[pk])


def html(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def save(browser, answer, text, version, **more):
    return browser.post(at("edit", answer.pk), {"title": "رد الأمانة", "draft": text, "version": version, **more})


def test_a_draft_begins_with_the_letter_of_its_case(as_, cast, shipped):
    case = cast.case(title="ظلام في الحي")
    response = as_("saleh").post(at("begin", case.pk), {"shape": "letter"})
    answer = Answer.objects.get()
    assert response.headers["Location"] == at("edit", answer.pk)
    assert "سعادة رئيس تحرير صحيفة الواحة" in answer.draft
    assert "ظلام في الحي" in answer.draft


@pytest.fixture
def templates():
    """One template of every purpose, without a unit."""
    for form in ("letter", "holding", "denial", "apology", "promise", "thread", "release", "claim"):
        text = f"نص {form} بشأن: [موضوع المعاملة]"
        Template.objects.create(form=form, name_ar=form, text=text, valid_from=MORNING.date())


@pytest.mark.parametrize(
    ("columns", "suits", "not_there"),
    [
        ({"medium": "x"}, {"denial", "apology", "promise", "thread", "release", "holding", "letter"}, {"claim"}),
        ({"medium": "print"}, {"denial", "apology", "promise", "release", "holding", "letter"}, {"thread", "claim"}),
        ({"reading": {"kind": "praise"}}, {"release", "blank"}, {"apology", "promise", "denial"}),
    ],
)
def test_a_draft_begins_in_any_form_that_suits_its_case(as_, cast, templates, columns, suits, not_there):
    case = cast.case(title="ظلام في الحي", **columns)
    browser = as_("saleh")
    shown = browser.get(at("begin", case.pk)).content.decode()
    offered = re.findall(r'name="shape" value="(\w+)"', shown)
    assert len(offered) == len(set(offered))
    assert suits <= set(offered)
    assert not not_there & set(offered)
    for form in ("denial", "apology", "thread"):
        before = list(Answer.objects.values_list("pk", flat=True))
        browser.post(at("begin", case.pk), {"shape": form})
        drafts = list(Answer.objects.exclude(pk__in=before).values_list("draft", flat=True))
        assert drafts == ([f"نص {form} بشأن: ظلام في الحي"] if form in offered else [])


def test_an_english_question_is_answered_in_english_from_the_first_word_to_the_page(as_, cast, shipped):
    """The language is proposed, chosen, and goes with the text to the editor, the mail, the paper and the page."""
    item = cast.item(title="When will the lights return?", text="The lights are out.", medium="email", outlet=None)
    Contact.objects.create(item=item, name="Sara Lane", email="s@oasis.example")
    case, browser = cast.case(item=item), as_("saleh")
    shown = html(browser.get(at("begin", case.pk)))
    assert re.search(r'name="language" value="en"[^>]*checked', shown)
    browser.post(at("begin", case.pk), {"language": "en", "shape": "email"})
    answer = Answer.objects.get()
    assert answer.language == "en"
    assert answer.draft.startswith("Dear Sara Lane,\n\nThank you for contacting Riyadh Region Municipality.")
    edit = html(browser.get(at("edit", answer.pk)))
    assert re.search(r'<textarea name="draft"[^>]*dir="ltr" lang="en"', edit)
    assert 'class="preview-text" dir="ltr" lang="en"' in edit
    assert "Riyadh Region Municipality</" in edit
    shown = html(browser.post(at("preview", answer.pk), {"draft": "We fixed two hundred lamps.", "version": 1}))
    assert ">two hundred</button>" in shown
    text = answer.draft.replace("[Explanation]", "The lights are back.").replace("Sara Lane", "reader")
    change_answer(answer, "Lights", text, 1, by=cast.saleh, at=MORNING)
    submit_answer(answer, by=cast.saleh, at=MORNING)
    approve_answer(answer, 2, by=cast.noura, at=MORNING)
    assert 'class="frozen-body" dir="ltr" lang="en"' in html(browser.get(at("answer", answer.pk)))
    letter = send_by_email(answer, "s@oasis.example", by=cast.saleh, at=MORNING)
    mail = _letter(letter, get_connection())
    assert mail.from_email.startswith("Riyadh Region Municipality <")
    assert '<html lang="en" dir="ltr">' in mail.alternatives[0][0]
    paper = letter_of(answer)
    assert (paper.language, paper.unit, paper.signer) == ("en", "Riyadh Region Municipality", "Noura Al-Harbi")
    publication = publish_answer(answer, Notice("asked often"), by=cast.noura, at=MORNING)
    assert publication.language == "en"
    page = html(browser.get(reverse("replies:show", args=[publication.pk])))
    assert 'dir="ltr" lang="en"><p>Dear reader,' in page


def test_an_arabic_question_is_proposed_in_arabic_and_may_be_answered_in_english(as_, cast, shipped):
    case, browser = cast.case(medium="email", outlet=None), as_("saleh")
    assert re.search(r'name="language" value="ar"[^>]*checked', html(browser.get(at("begin", case.pk))))
    browser.post(at("begin", case.pk), {"shape": "email"})
    browser.post(at("begin", case.pk), {"language": "en", "shape": "holding"})
    first, second = Answer.objects.order_by("pk")
    assert (first.language, second.language, second.is_holding) == ("ar", "en", True)
    assert second.draft.startswith("Thank you for contacting Riyadh Region Municipality regarding")
    offered = browser.get(at("choose_template", second.pk)).content.decode()
    assert "Yours sincerely," in offered
    assert "السلام عليكم" not in offered


def test_who_may_not_draft_begins_nothing(as_, cast):
    case = cast.case()
    assert as_("rakan").post(at("begin", case.pk), {"shape": "letter"}).status_code == 403
    assert as_("huda").post(at("begin", case.pk), {"shape": "letter"}).status_code == 404
    assert Answer.objects.count() == 0


def test_the_preview_shows_facts_with_their_proof_and_marks_bare_numbers(as_, cast, draft):
    fact = cast.fact("1,480", "أعمدة الإنارة المصانة", proof="محضر رقم 12")
    answer = draft()
    text = f"صين {{#{fact.pk}}} عمودًا في 14 حيًا خلال {{=3}} أسابيع"
    shown = html(as_("saleh").post(at("preview", answer.pk), {"draft": text, "version": 1, "look": "letter"}))
    assert "1,480</span>" in shown
    assert "محضر رقم 12" in shown
    assert f'data-start="{text.index("14")}" data-end="{text.index("14") + 2}">14</button>' in shown
    assert 'class="own"' in shown
    blocked = shown.split("blocks-title")[-1]
    assert blocked.count("<li>") == 1  # one block, for the bare number


def test_a_fact_that_bears_the_bare_number_is_offered(as_, cast, draft):
    fact = cast.fact("1,480", "أعمدة الإنارة المصانة")
    shown = html(as_("saleh").post(at("preview", draft().pk), {"draft": "صين ١٤٨٠ عمودًا", "version": 1}))
    assert f'data-fact="{fact.pk}"' in shown


def test_a_post_says_by_how_much_it_is_too_long(as_, cast, draft):
    text = "ن" * 283
    shown = html(as_("saleh", "en").post(at("preview", draft().pk), {"draft": text, "version": 1, "look": "post"}))
    assert "3 characters too many for X" in shown


def test_a_thread_shows_each_post_with_its_length(as_, cast, draft):
    fact = cast.fact("1,480")
    text = f"أولى {{#{fact.pk}}} عمودًا\n\nثانية 14 حيًا\n\n" + "ن" * 283
    shown = html(as_("saleh", "en").post(at("preview", draft().pk), {"draft": text, "version": 1, "look": "thread"}))
    assert shown.count("preview-post") == 3
    assert "3 characters too many for X" in shown
    assert f'data-start="{text.index("14")}"' in shown  # offsets stay those of the whole text
    assert "3 posts; an empty line begins the next" in shown


def test_a_long_text_is_parted_into_a_numbered_thread(as_, cast, draft):
    text = "باشرت فرق الصيانة الموقع منذ البلاغ الأول وأعادت الإنارة إلى الحي كاملًا خلال {=3} أيام. " * 5
    shown = html(as_("saleh").post(at("thread", draft().pk), {"draft": text, "version": 1, "look": "post"}))
    assert "<template>{=1/2} باشرت" in shown
    assert shown.count("\n\n{=2/2}") == 1


@pytest.mark.parametrize(
    ("medium", "limit"), [("mastodon", 500), ("telegram", 4096), ("facebook", 8000), ("bluesky", 300), ("x", 280)]
)
def test_a_text_is_parted_by_the_limit_of_its_own_network(as_, cast, draft, medium, limit):
    sentence = "باشرت فرق الصيانة الموقع منذ البلاغ الأول وأعادت الإنارة. "
    addresses = {"mastodon": "https://masto.example/@waha/1234", "bluesky": "https://bsky.app/profile/waha/post/3k"}
    answer = draft(medium="forum" if medium in addresses else medium, url=addresses.get(medium, ""))

    def made(text):
        shown = as_("saleh").post(at("thread", answer.pk), {"draft": text, "version": 1, "look": "post"})
        return re.search(r"<template>(.*?)</template>", shown.content.decode(), re.DOTALL)[1]

    whole = (sentence * (limit // len(sentence))).strip()
    assert made(whole) == whole
    parts = posts(made(f"{whole}\n\n{whole}"))
    assert len(parts) > 1
    assert all(part.startswith(f"{{={n}/{len(parts)}}} ") for n, part in enumerate(parts, 1))
    said = [part.replace("{=", "").replace("}", "") for part in parts]
    assert max(map(len, said)) <= limit < 3 * min(map(len, said[:1]))
    assert list(split("\n\n".join(said), medium)) == said  # and is sent so


def test_a_text_in_paragraphs_that_fits_its_network_is_no_thread(as_, cast, draft):
    text = "أُعيدت الإنارة إلى الحي.\n\nونشكر لكم تواصلكم."
    for medium, look in (("facebook", "post"), ("telegram", "post"), ("x", "post")):
        answer = draft(text, medium=medium)
        shown = html(as_("saleh").get(at("edit", answer.pk)))
        assert f'name="look" value="{look}" checked' in shown
        if medium != "x":
            parted = as_("saleh").post(at("thread", answer.pk), {"draft": text, "version": 1, "look": "thread"})
            assert text in parted.content.decode()


def test_each_network_has_its_own_limit_in_the_preview(as_, cast, draft):
    answer = draft(medium="instagram")
    shown = html(as_("saleh", "en").post(at("preview", answer.pk), {"draft": "ن" * 300, "version": 1, "look": "post"}))
    assert "300 of 300 characters" in shown  # as much as sending takes for one comment


def test_facts_are_found_by_words_however_spelt_and_only_those_in_reach(as_, cast, draft):
    cast.fact("1,480", "أعمدة الإنارة المصانة")
    cast.fact("77", "أعمدة الإنارة في بريدة", unit="qassim")
    browser = as_("saleh")
    for words in ("اعمده الاناره", "اعمدت الانارا"):
        shown = html(browser.get(at("quotable", draft().pk), {"q": words}))
        assert "أعمدة الإنارة المصانة" in shown, words
        assert "بريدة" not in shown
    assert "أعمدة" not in html(browser.get(at("quotable", draft().pk), {"q": "حديقة"}))


def test_saving_makes_a_version_and_drops_what_only_the_editor_needs(as_, cast, draft):
    answer = draft("أولى")
    response = save(as_("saleh"), answer, "سطر أول\r\nفيه \u2066{=5}\u2069", 1)
    assert response.headers["Location"] == at("edit", answer.pk)
    answer.refresh_from_db()
    assert (answer.draft, answer.version) == ("سطر أول\nفيه {=5}", 2)


def test_a_conflict_shows_both_texts_and_loses_neither(as_, cast, draft):
    answer = draft("نص مشترك")
    change_answer(answer, "رد الأمانة", "نص فهد المحفوظ", 1, by=cast.fahad, at=MORNING)
    response = save(as_("saleh"), answer, "نص صالح غير المحفوظ", 1)
    assert response.status_code == 409
    shown = response.content.decode()
    assert "فهد الدوسري" in shown
    assert "<del>فهد</del>" in shown.replace("\n", "")
    assert "نص صالح غير المحفوظ</textarea>" in shown
    assert Answer.objects.get().draft == "نص فهد المحفوظ"
    again = save(as_("saleh"), answer, "نص صالح غير المحفوظ", 2)  # as the form of that page sends it
    assert again.status_code == 302
    assert Answer.objects.get().draft == "نص صالح غير المحفوظ"
    assert answer.versions.count() == 3


def test_a_text_sent_meanwhile_keeps_what_one_wrote_on_the_page(as_, cast, approved):
    answer = approved()
    Answer.objects.filter(pk=answer.pk).update(state="sent")
    response = save(as_("saleh"), answer, "تعديل متأخر", 1)
    assert response.status_code == 409
    assert "تعديل متأخر</textarea>" in response.content.decode()


def test_submitting_saves_first_and_then_asks(as_, cast, draft):
    answer = draft("أولى")
    response = save(as_("saleh"), answer, "ثانية", 1, submit="1")
    assert response.headers["Location"] == at("answer", answer.pk)
    answer.refresh_from_db()
    assert (answer.draft, answer.state) == ("ثانية", "submitted")


def test_the_approver_sees_two_versions_with_the_changes_marked(as_, cast, submitted):
    answer = submitted("بدأ العمل في الحي")
    return_answer(answer, "اذكر الموعد", by=cast.noura, at=MORNING)
    change_answer(answer, "رد الأمانة", "انتهى العمل في الحي", 1, by=cast.saleh, at=MORNING)
    submit_answer(answer, by=cast.saleh, at=MORNING)
    shown = html(as_("noura").get(at("answer", answer.pk))).replace("\n", "")
    assert "<del>بدأ</del>" in shown
    assert "<ins>انتهى</ins>" in shown
    assert at("approve", answer.pk) in shown


def test_approval_freezes_the_text_with_name_time_and_hash(as_, cast, submitted):
    answer = submitted()
    browser = as_("noura")
    browser.post(at("approve", answer.pk), {"version": 1})
    answer.refresh_from_db()
    shown = html(browser.get(at("answer", answer.pk)))
    for part in (answer.sha256, "نورة الحربي", answer.final, "frozen"):
        assert part in shown


def test_what_blocks_is_listed_and_the_button_is_off(as_, cast, submitted):
    answer = submitted()
    Answer.objects.filter(pk=answer.pk).update(draft="صين 150 عمودًا")  # as when a fact has gone meanwhile
    browser = as_("noura", "en")
    shown = html(browser.get(at("answer", answer.pk)))
    assert "The number <bdi>150</bdi> rests on no fact" in shown or "The number 150 rests on no fact" in shown
    assert "disabled" in shown[shown.index(at("approve", answer.pk)) :][:200]
    browser.post(at("approve", answer.pk), {"version": 1})
    assert Answer.objects.get().state == "submitted"


def test_a_blocked_text_is_not_submitted_and_what_blocks_is_said(as_, cast, draft):
    answer = draft("نص")
    browser, text = as_("saleh", "en"), "صين 150 عمودًا في 7 أحياء [الحي]"
    given = {"title": "رد", "draft": text, "version": 1, "submit": "1"}
    response = browser.post(at("edit", answer.pk), given)
    assert response.headers["Location"] == at("edit", answer.pk) + "#blocks-title"
    answer.refresh_from_db()
    assert (answer.state, answer.draft) == ("draft", text)  # nothing written is lost
    shown = html(browser.get(at("edit", answer.pk)))
    assert "The text cannot be submitted yet" in shown
    assert "The number 150 rests on no fact. The number 7 rests on no fact. Still to be filled in:" in shown


def test_the_slower_of_two_tabs_is_told_who_did_what_and_when(as_, cast, submitted):
    answer = submitted()
    approve_answer(answer, 1, by=cast.noura, at=MORNING)
    for name, told in (
        ("abeer", "Noura Al-Harbi was quicker: Answer approved"),
        ("noura", "You have done this already"),
    ):
        shown = as_(name, "en").post(at("return", answer.pk), {"version": 1, "remark": "لا"}, follow=True)
        assert told in (said := shown.content.decode()), said
        assert "22 November 2026, 9:00\xa0am" in said


def test_what_was_published_by_hand_is_called_published(as_, cast, approved):
    answer = approved()
    published_by_hand(answer, "https://x.example/1", by=cast.noura, at=MORNING)
    browser = as_("saleh")
    for page in (at("answer", answer.pk), reverse("cases:show", args=[answer.case_id]), reverse("cases:list")):
        shown = html(browser.get(page))
        assert "منشور" in shown, page
        found = re.findall(".{60}مرسل.{60}", shown, re.S)
        assert not found, found
    case = html(browser.get(reverse("cases:show", args=[answer.case_id])))
    assert 'class="button" href="' + reverse("cases:begin", args=[answer.case_id]) in case  # answered: no longer first


def test_own_work_is_said_with_the_names_of_those_who_may(as_, cast, submitted):
    answer = submitted(by=cast.noura)
    browser = as_("noura", "en")
    shown = html(browser.get(at("answer", answer.pk)))
    assert "You wrote part of this text, so another person must approve it." in shown
    assert "Abeer Al-Subaie" in shown
    assert at("approve", answer.pk) not in shown
    response = browser.post(at("approve", answer.pk), {"version": 1}, follow=True)
    assert "You wrote part of this text" in response.content.decode()
    assert Answer.objects.get().state == "submitted"


def test_a_return_without_a_remark_is_refused_and_with_one_reaches_the_writer(as_, cast, submitted):
    answer = submitted()
    browser = as_("noura", "en")
    response = browser.post(at("return", answer.pk), {"version": 1, "remark": ""}, follow=True)
    assert "Write what should be changed." in response.content.decode()
    browser.post(at("return", answer.pk), {"version": 1, "remark": "اذكر الموعد"})
    assert "اذكر الموعد" in html(as_("saleh").get(at("edit", answer.pk)))


def test_an_officer_reads_but_does_not_decide(as_, cast, submitted):
    answer = submitted()
    browser = as_("fahad")
    assert at("approve", answer.pk) not in html(browser.get(at("answer", answer.pk)))
    assert browser.post(at("approve", answer.pk), {"version": 1}).status_code == 403
    assert Answer.objects.get().state == "submitted"


def test_the_asker_and_the_editor_are_suggested_with_private_addresses_masked(as_, cast, approved):
    answer = approved()
    item = answer.case.case_items.get().item
    Contact.objects.create(item=item, name="ماجد السالم", email="majed.salem@private.example")
    browser = as_("saleh")
    shown = html(browser.get(at("email", answer.pk)))
    assert "editor@alwaha.example" in shown
    assert "majed.salem@private.example" not in shown
    browser.post(at("email", answer.pk), {"to": f"item-{item.pk}", "address": ""})
    assert Outgoing.objects.get().address == "majed.salem@private.example"


@pytest.mark.parametrize(("says", "first"), [("سعادة رئيس تحرير الواحة المحترم", "outlet"), ("نفيدكم", "item")])
def test_a_letter_to_the_editor_goes_to_the_editor_unless_one_chooses_otherwise(cast, approved, says, first):
    case = approved().case
    Contact.objects.create(item=case.case_items.get().item, name="ماجد السالم", email="majed.salem@private.example")
    assert recipients(case, says)[0].key.startswith(first)


def test_with_nobody_known_to_write_to_the_address_is_asked_for(as_, cast, approved):
    answer = approved()
    Outlet.objects.update(email="")
    assert "اختياري" not in html(as_("saleh").get(at("email", answer.pk)))
    refused = as_("saleh").post(at("email", answer.pk), {"to": "other", "address": ""})
    assert refused.status_code == 422
    assert "يُكتب العنوان." in refused.content.decode()


def test_an_unknown_recipient_sends_nothing(as_, cast, approved):
    answer = approved()
    for data in ({"to": "outlet-999"}, {"to": "other", "address": ""}, {"to": "other", "address": "x"}, {}):
        assert as_("saleh").post(at("email", answer.pk), data).status_code == 422
    assert Outgoing.objects.count() == 0


def test_publishing_by_hand_shows_its_address_and_offers_to_close(as_, cast, approved):
    answer = approved()
    browser = as_("saleh")
    browser.post(at("by_hand", answer.pk), {"address": "https://waha.example/replies/7"})
    shown = html(browser.get(at("answer", answer.pk)))
    assert "https://waha.example/replies/7" in shown
    assert reverse("cases:close", args=[answer.case_id]) in shown
    assert Case.objects.get().state == "answered"


def test_a_failed_letter_shows_its_attempts_and_is_tried_again(as_, cast, approved):
    from sada.desk.send_answer import send_by_email
    from sada.kernel import mail

    answer = approved()
    letter = send_by_email(answer, "editor@alwaha.example", by=cast.saleh, at=MORNING)
    mail.refused(letter, detail="550 mailbox unavailable", at=MORNING)
    Outgoing.objects.update(state="failed", next_try_at=None)
    browser = as_("saleh")
    shown = html(browser.get(at("answer", answer.pk)))
    assert "550 mailbox unavailable" in shown
    browser.post(at("retry", letter.pk))
    assert Outgoing.objects.get().state == "waiting"


def test_texts_of_another_amana_look_like_none(as_, cast, approved):
    answer = approved()
    browser = as_("huda")
    for name in ("answer", "edit", "quotable", "email", "by_hand"):
        assert browser.get(at(name, answer.pk)).status_code == 404, name
    for name in ("approve", "return", "submit", "withdraw", "preview"):
        assert browser.post(at(name, answer.pk), {"version": 1}).status_code == 404, name


def test_the_editor_takes_the_same_number_of_queries_however_many_facts_it_cites(as_, cast, draft):
    answer = draft()
    facts = [cast.fact(str(n)) for n in range(100, 112)]
    browser = as_("saleh")
    counts = []
    for some in (facts[:1], facts):
        text = " و".join(f"{{#{fact.pk}}}" for fact in some)
        Answer.objects.filter(pk=answer.pk).update(draft=text)
        html(browser.get(at("edit", answer.pk)))
        with CaptureQueriesContext(connection) as queries:
            html(browser.get(at("edit", answer.pk)))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_hostile_text_is_shown_as_text(as_, cast, draft):
    answer = draft("<script>alert(1)</script> {#999999999999999999999} {=<b>}")
    shown = html(as_("noura").get(at("answer", answer.pk)))
    assert "<script>alert(1)" not in shown
    assert "&lt;script&gt;alert(" in shown


def test_the_page_looks_for_the_fate_of_a_letter_until_it_is_known(as_, cast, approved):
    from sada.desk.send_answer import send_by_email
    from sada.desk.send_letter import send_letter

    answer = approved()
    letter = send_by_email(answer, "editor@alwaha.example", by=cast.saleh, at=MORNING)
    assert 'hx-trigger="every 3s"' in as_("saleh").get(at("answer", answer.pk)).content.decode()
    send_letter(letter.pk, at=MORNING)
    shown = as_("saleh").get(at("answer", answer.pk)).content.decode()
    assert 'hx-trigger="every 3s"' not in shown
    assert reverse("cases:close", args=[answer.case_id]) in shown


@pytest.mark.parametrize("state", ["draft", "submitted"])
def test_a_text_left_in_an_ended_case_is_shown_as_dropped(as_, cast, state):
    case = cast.case()
    answer = draft_answer(case, "رد الأمانة", "أُعيدت الإنارة.", by=cast.saleh, at=MORNING)
    if state == "submitted":
        submit_answer(answer, by=cast.saleh, at=MORNING)
    left_unanswered(case, at=MORNING)
    for name, address in (("saleh", "cases:show"), ("noura", "cases:answer")):
        browser = as_(name, "en")
        shown = browser.get(reverse(address, args=[case.pk if address == "cases:show" else answer.pk])).content.decode()
        assert "Dropped as the case ended" in shown
        assert "Awaiting approval" not in shown
        assert reverse("cases:approve", args=[answer.pk]) not in shown
    assert as_("saleh").get(reverse("cases:edit", args=[answer.pk])).url == reverse("cases:answer", args=[answer.pk])
    refused = as_("noura", "en").post(reverse("cases:approve", args=[answer.pk]), {"version": 1}, follow=True)
    assert "The case has ended, and this text with it." in refused.content.decode()


def test_the_address_an_answer_went_to_is_shown_to_those_who_may_with_a_reason_on_record(as_, cast):
    frozen = draft_answer(cast.case(), "رد", "أُعيدت الإنارة.", by=cast.saleh, at=MORNING)
    submit_answer(frozen, by=cast.saleh, at=MORNING)
    approve_answer(frozen, 1, by=cast.noura, at=MORNING)
    letter = send_by_email(frozen, "sami.private@mail.example", by=cast.saleh, at=MORNING)
    url = at("letter_address", letter.pk)
    for page in (at("answer", frozen.pk), at("show", frozen.case_id)):
        browser = as_("saleh")
        before = html(browser.get(page))
        assert "sami.private" not in before and "@mail.example" in before and f'href="{url}"' in before
        assert browser.post(url, {"reason": "x"}).status_code == 422  # one letter is no reason
        response = browser.post(url, {"reason": "اتصل السائل وسأل عنها", "next": page})
        assert (response.status_code, response["Location"]) == (302, page)
        assert "sami.private@mail.example" in html(browser.get(page))
        assert "sami.private" not in html(browser.get(page))  # once
    act = Act.objects.filter(name="personal.unmasked").latest("pk")
    assert (act.by, act.note, act.after) == (cast.saleh, "اتصل السائل وسأل عنها", {"letter": letter.pk})
    assert "sami" not in str(act.after) + act.note
    auditor = as_("lina")
    assert url not in html(auditor.get(at("answer", frozen.pk)))
    assert auditor.post(url, {"reason": "فضول"}).status_code == 403
    assert as_("huda").post(url, {"reason": "فضول"}).status_code == 404
