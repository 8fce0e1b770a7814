"""Approval on screen: steps and who is awaited, an approver's own hand, rejection, restoring, delegation, policies."""
# ruff: noqa: F811 - fixtures of a neighbouring file

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sada.desk.approve_answer import approve_answer
from sada.desk.draft_answer import change_answer, submit_answer
from sada.desk.transfer_case import transfer_case
from sada.kernel import clock
from sada.rules.approvals import MOST_STEPS, Step
from sada.store.models import Act, Answer, Approval, ApprovalPolicy, Delegation, Membership, Notice, Person
from tests.cast import MORNING
from tests.desk.test_approvals import MANAGER, SPEAKER, policy
from tests.web.test_answers import approved, at, draft, html, submitted  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db
POLICIES, DELEGATIONS = "administration:approvals", "cases:delegations"


@pytest.fixture
def crowd(cast):
    """Enough people to fill any steps: three more spokespersons and two more managers."""
    for n, role in enumerate(["spokesperson"] * 3 + ["manager"] * 2):
        person = Person.objects.create(username=f"more{n}", name_ar=f"زميل {n}", name_en=f"Colleague {n}")
        Membership.objects.create(person=person, unit=cast.riyadh, role=role)


def decide(browser, name, answer, **data):
    return browser.post(at(name, answer.pk), {"version": answer.version, **data}, follow=True).content.decode()


def test_the_page_shows_the_steps_and_who_is_awaited(as_, cast, submitted, crowd):
    policy(cast, Step("all", (SPEAKER, MANAGER)), Step("any", (f"person:{cast.noura.pk}", MANAGER)))
    answer = submitted()
    shown = html(as_("fahad", "en").get(at("answer", answer.pk)))
    for words in ("Step 1", "Step 2", "All of them", "Any of them", "Awaited now", "Afterwards", "Noura Al-Harbi"):
        assert words in shown, words
    said = decide(as_("noura", "en"), "approve", answer)
    assert "Your approval is recorded. The next step is with others." in said
    assert at("approve", answer.pk) not in said
    assert "Abeer Al-Subaie" in said
    assert Answer.objects.get().state == "submitted"
    decide(as_("abeer"), "approve", answer)
    assert Answer.objects.get().state == "submitted"  # the second step


def test_who_comes_second_reads_by_whom_and_when(as_, cast, submitted):
    answer = submitted()
    approve_answer(Answer.objects.get(), 1, by=cast.noura, at=MORNING)
    said = decide(as_("abeer", "en"), "approve", answer)
    assert "Noura Al-Harbi was quicker: Answer approved, " in said
    assert "22 Nov" in said


def test_a_text_that_changed_under_the_reader_says_who_changed_it(as_, cast, submitted):
    answer = submitted()
    change_answer(answer, "رد", "نص آخر", 1, by=cast.fahad, at=MORNING)
    submit_answer(answer, by=cast.fahad, at=MORNING)
    said = as_("noura", "en").post(at("approve", answer.pk), {"version": 1}, follow=True).content.decode()
    assert "Fahad Al-Dosari changed this text on " in said
    assert Answer.objects.get().state == "submitted"


def test_an_approver_changes_the_text_with_a_reason_and_another_approves_it(as_, cast, submitted):
    answer = submitted("بدأ العمل")
    browser = as_("noura", "en")
    assert at("amend", answer.pk) in html(browser.get(at("answer", answer.pk)))
    assert 'name="reason"' in html(browser.get(at("amend", answer.pk)))
    data = {"title": "رد", "draft": "انتهى العمل", "version": 1}
    refused = browser.post(at("amend", answer.pk), data | {"reason": ""})
    assert refused.status_code == 422
    assert "انتهى العمل</textarea>" in refused.content.decode()
    said = browser.post(at("amend", answer.pk), data | {"reason": "انتهى فعلًا"}, follow=True).content.decode()
    assert "You wrote part of this text, so another person must approve it." in said
    shown = html(as_("abeer").get(at("answer", answer.pk))).replace("\n", "")
    for part in ("انتهى فعلًا", "<del>بدأ</del>", "<ins>انتهى</ins>", at("approve", answer.pk)):
        assert part in shown, part
    decide(as_("abeer"), "approve", Answer.objects.get())
    assert Answer.objects.get().final == "انتهى العمل"


def test_a_newer_version_is_not_amended_over(as_, cast, submitted):
    answer = submitted()
    Answer.objects.filter(pk=answer.pk).update(version=2)
    answer.versions.create(version=2, title="رد", draft="نص", by=cast.fahad, at=MORNING)
    data = {"title": "رد", "draft": "نص نورة", "version": 1, "reason": "سبب"}
    refused = as_("noura", "en").post(at("amend", answer.pk), data)
    assert refused.status_code == 422
    assert "Fahad Al-Dosari changed this text on " in refused.content.decode()
    assert "نص نورة</textarea>" in refused.content.decode()


def test_who_may_not_approve_does_not_amend(as_, cast, submitted, draft):
    answer = submitted()
    assert as_("fahad").get(at("amend", answer.pk)).status_code == 403
    assert as_("badr").get(at("amend", answer.pk)).status_code == 404
    assert as_("noura").get(at("amend", draft().pk)).status_code == 302  # only while approval is asked for


def test_a_rejection_needs_its_reason_and_ends_the_text(as_, cast, submitted):
    answer = submitted()
    browser = as_("noura", "en")
    assert "Write why the text is rejected." in decide(browser, "reject", answer, remark="")
    said = decide(browser, "reject", answer, remark="لا يُرد كتابة")
    assert "Rejected" in said
    assert "لا يُرد كتابة" in said
    assert at("edit", answer.pk) not in html(as_("saleh").get(at("answer", answer.pk)))


def test_the_new_text_is_compared_with_the_last_one_that_was_approved(as_, cast, approved):
    answer = approved("النص المعتمد")
    for number, text in ((1, "نص وسط"), (2, "النص الأخير")):
        change_answer(answer, "رد الأمانة", text, number, by=cast.saleh, at=MORNING)
    submit_answer(answer, by=cast.saleh, at=MORNING)
    shown = html(as_("abeer", "en").get(at("answer", answer.pk))).replace("\n", "")
    assert "approved then" in shown
    assert "<del>المعتمد</del>" in shown
    assert "<ins>الأخير</ins>" in shown


def test_an_earlier_version_comes_back_with_one_button(as_, cast, draft):
    answer = draft("أولى")
    change_answer(answer, "رد الأمانة", "ثانية", 1, by=cast.saleh, at=MORNING)
    browser = as_("saleh")
    assert at("restore", answer.pk) in html(browser.get(at("answer", answer.pk)))
    assert browser.post(at("restore", answer.pk), {"number": 1, "version": 2}).status_code == 302
    assert Answer.objects.get().draft == "أولى"
    browser.post(at("restore", answer.pk), {"number": 1, "version": 2})  # sent twice: the newest has moved on
    browser.post(at("restore", answer.pk), {})
    assert Answer.objects.get().version == 3


def test_a_text_before_me_is_two_taps_away(as_, cast, submitted):
    answer = submitted()
    listed = html(as_("noura").get(reverse("cases:list"), {"view": "approval"}))
    assert f'href="{at("answer", answer.pk)}"' in listed
    assert at("approve", answer.pk) in html(as_("noura").get(at("answer", answer.pk)))
    assert Notice.objects.filter(person=cast.noura, seen_at=None).count() == 0  # opening it counts as seen


def test_delegation_is_given_shown_used_and_taken_back(as_, cast, submitted):
    browser = as_("noura", "en")
    day = {"valid_from": "2026-11-22", "valid_to": "2026-11-26"}
    assert "Saleh Al-Qahtani" in html(browser.get(reverse("cases:delegate")))
    assert browser.post(reverse("cases:delegate"), day | {"to": cast.rakan.pk}).status_code == 422
    assert browser.post(reverse("cases:delegate"), day | {"to": cast.fahad.pk, "note": "إجازة"}).status_code == 302
    shown = html(browser.get(reverse(DELEGATIONS)))
    for words in ("Noura Al-Harbi", "Fahad Al-Dosari", "Holds today", "إجازة"):
        assert words in shown
    answer = submitted()
    mine = html(as_("fahad", "en").get(at("answer", answer.pk)))
    assert "You approve on behalf of Noura Al-Harbi" in mine
    sealed = decide(as_("fahad", "en"), "approve", answer)
    assert "on behalf of Noura Al-Harbi" in sealed
    assert "on behalf of Noura Al-Harbi" in html(as_("saleh", "en").get(reverse("cases:show", args=[answer.case_id])))
    row = Delegation.objects.get()
    assert as_("fahad").post(reverse("cases:end_delegation", args=[row.pk])).status_code in (403, 404)
    as_("noura").post(reverse("cases:end_delegation", args=[row.pk]))
    assert "Taken back" in html(as_("noura", "en").get(reverse(DELEGATIONS)))
    assert as_("fahad").post(at("approve", submitted().pk), {"version": 1}).status_code == 403


def test_delegations_of_another_amana_are_not_shown(as_, cast):
    with clock.at(MORNING):
        from tests.desk.test_approvals import delegate

        delegate(cast)
    assert "نورة الحربي" in html(as_("rakan").get(reverse(DELEGATIONS)))
    assert "نورة الحربي" not in html(as_("huda").get(reverse(DELEGATIONS)))
    assert as_("saleh").get(reverse("cases:delegate")).status_code == 403


def test_policies_are_added_changed_and_ended_on_screen(as_, cast, crowd):
    browser = as_("abeer", "en")
    shown = html(browser.get(reverse(POLICIES)))
    assert "Sada, where nothing else is set" in shown
    data = {"unit": cast.riyadh.pk, "urgency": "urgent", "medium": "", "family": "", "need_1": "all", "need_2": "any"}
    new = reverse("administration:new_approval")
    assert "Noura Al-Harbi" in html(browser.get(new))
    nobody = browser.post(new, data | {"need_3": "any"})
    assert "Choose who approves in the first step." in nobody.content.decode()
    made = browser.post(new, data | {"need_3": "any", "seats_1": [SPEAKER, MANAGER], "seats_2": [SPEAKER]})
    assert made.status_code == 302
    row = ApprovalPolicy.objects.get()
    assert row.steps == [{"need": "all", "seats": [SPEAKER, MANAGER]}, {"need": "any", "seats": [SPEAKER]}]
    shown = html(browser.get(reverse(POLICIES)))
    for words in ("Urgent", "All of them", "Public relations manager", "Everything else"):
        assert words in shown
    change = reverse("administration:change_approval", args=[row.pk])
    assert html(browser.get(change)).count("checked") >= 5
    browser.post(change, data | {"need_3": "any", "seats_1": [f"person:{cast.noura.pk}"]})
    assert "Noura Al-Harbi" in html(browser.get(reverse(POLICIES)))
    browser.post(reverse("administration:end_approval", args=[ApprovalPolicy.objects.latest("pk").pk]))
    assert Act.objects.filter(name__startswith="approval_policy.").count() == 3
    assert as_("saleh").get(new).status_code == 403


def test_the_form_takes_as_many_steps_as_the_rule_allows_and_leaves_out_the_empty_ones(as_, cast, crowd):
    browser, new = as_("abeer", "en"), reverse("administration:new_approval")
    shown = html(browser.get(new))
    assert f"Step {MOST_STEPS}: who approves" in shown
    assert f"Step {MOST_STEPS + 1}: who approves" not in shown
    seats = {f"seats_{n}": [SPEAKER] for n in range(1, MOST_STEPS + 1)} | {f"seats_{MOST_STEPS}": [MANAGER, SPEAKER]}
    data = {"unit": cast.riyadh.pk, "urgency": "", "medium": "", "family": "", f"need_{MOST_STEPS}": "all"}
    assert browser.post(new, data | seats).status_code == 302
    row = ApprovalPolicy.objects.get()
    assert len(row.steps) == MOST_STEPS
    assert (row.steps[-1]["need"], set(row.steps[-1]["seats"])) == ("all", {SPEAKER, MANAGER})
    change = reverse("administration:change_approval", args=[row.pk])
    assert html(browser.get(change)).count("checked") >= MOST_STEPS
    browser.post(change, data | seats | {"seats_2": []})
    assert len(ApprovalPolicy.objects.latest("pk").steps) == MOST_STEPS - 1


def test_the_page_of_a_text_takes_as_many_queries_however_many_approve(as_, cast, submitted, crowd):
    counts = []
    for steps in (
        (Step("any", (SPEAKER,)),),
        (Step("all", (SPEAKER, MANAGER)), Step("any", (f"person:{cast.noura.pk}",))),
    ):
        policy(cast, *steps)
        answer = submitted()
        browser = as_("abeer")
        html(browser.get(at("answer", answer.pk)))
        with CaptureQueriesContext(connection) as queries:
            html(browser.get(at("answer", answer.pk)))
        counts.append(len(queries))
    assert counts[0] >= counts[1] - 1  # the names of people in seats are one query more at most
    assert Approval.objects.count() == 0


def test_the_approver_reads_what_was_asked_and_by_when_beside_the_text(as_, cast, submitted):
    answer = submitted()
    shown = html(as_("noura").get(at("answer", answer.pk)))
    item = answer.case.case_items.get().item
    assert "ما سُئل عنه" in shown or "السؤال" in shown
    assert item.text[:30] in shown
    assert "يُرد خلال" in shown  # the clock in a sentence


def test_the_day_and_the_case_lead_the_approver_to_the_text_itself(as_, cast, submitted):
    answer = submitted()
    page, case = at("answer", answer.pk), reverse("cases:show", args=[answer.case_id])
    assert f'href="{page}" data-row-link' in html(as_("noura").get(reverse("day:page")))
    assert "مراجعة النص واعتماده" in html(as_("noura").get(case))
    assert "مراجعة النص واعتماده" not in html(as_("saleh").get(case))  # who wrote it does not approve it


def test_a_text_that_nobody_is_left_to_approve_says_why_and_what_opens_it(as_, cast, submitted):
    page = at("answer", submitted().pk)
    assert "Nobody is left" not in html(as_("noura", "en").get(page))
    Membership.objects.filter(person__in=[cast.noura, cast.abeer]).delete()
    said = html(as_("saleh", "en").get(page))
    assert "Nobody is left for step 1" in said


def test_who_approves_after_the_case_has_gone_reads_where_it_went(as_, cast, submitted):
    answer = submitted()
    transfer_case(answer.case, cast.qassim, "الشارع عندهم", by=cast.saleh, at=MORNING)
    said = decide(as_("noura", "en"), "approve", answer)
    assert "The case went to" in said
    assert as_("rakan").post(at("approve", answer.pk), {"version": 1}).status_code == 403
