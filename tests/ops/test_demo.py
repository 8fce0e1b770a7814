"""The demo: what it brings, that it is true to the rules, and that removing it leaves nothing but the log."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import authenticate

from sada.desk.sweep_clocks import sweep_clocks
from sada.kernel import access, acts
from sada.ops import demo
from sada.ops.demo_data import read
from sada.ops.pack import load_pack
from sada.rules.clocks import phase
from sada.store import models
from sada.store.queries.accounts import register

pytestmark = pytest.mark.django_db
SUNDAY = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)  # 14:00 in Riyadh, half an hour before closing


@pytest.fixture(scope="module")
def base(django_db_setup, django_db_blocker):
    """The pack and the demo, loaded once for this module and taken away with it."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        load_pack()
        yield demo.load_demo(SUNDAY)
        transaction.set_rollback(True)


def test_nothing_of_the_demo_is_real():
    text = json.dumps(
        [read(name) for name in ("cast", "facts", "items", "history", "answers", "questions")], ensure_ascii=False
    )
    for address in _addresses(text):
        assert address.rstrip('"').endswith(".example") or ".example/" in address, address
    for unit in read("cast")["units"]:
        assert "تجريبي" in unit["name_ar"]
    for outlet in read("cast")["outlets"]:
        assert "تجريبي" in outlet["name_ar"]


def _addresses(text):
    import re

    return re.findall(r"(?:https?://|@)[a-z][a-z.-]*\.[a-z]+(?:/|\")?", text)


def test_every_reference_of_the_demo_leads_somewhere():
    cast = read("cast")
    people = {p["username"] for p in cast["people"]}
    outlets = {o["code"] for o in cast["outlets"]}
    refs = {item["r"] for item in read("items") if "r" in item}
    for item in read("items"):
        assert item["o"] in outlets
        assert item.get("join", "dark") in refs
        if "case" in item:
            assert item["case"]["owner"] in people
            assert item["case"].get("answer", "other") in read("answers")
    assert {p["role"] for p in cast["people"]} == set(models.Role.values)
    assert len(demo.LOG_INS) == len(people)


def test_the_demo_makes_every_screen_worth_looking_at(base):
    assert base.is_new
    assert base.strayed == []
    assert base.items >= 120
    states = Counter(models.Case.objects.values_list("state", flat=True))
    assert set(states) == set(models.CaseState.values)
    assert states["closed"] >= 60
    answers = set(models.Answer.objects.values_list("state", flat=True))
    assert {"draft", "submitted", "returned", "approved", "sent"} <= answers
    mentions = set(models.Mention.objects.values_list("state", flat=True))
    assert {"waiting", "case", "no_answer"} <= mentions
    assert models.Story.objects.filter(size__gte=3).count() >= 3
    assert models.Mention.objects.filter(is_unsure=True, state="waiting").exists()
    assert models.Case.objects.exclude(promise_on=None).exists()
    assert models.Approval.objects.filter(answer__state="submitted").exists()  # one step of two
    assert models.Delegation.objects.filter(valid_from__gt=SUNDAY.date()).exists()
    outcomes = set(models.Case.objects.values_list("outcome", flat=True))
    assert {"done", "planned", "underway", "informed", "not_ours", "not_true", "apology"} <= outcomes


def test_cases_are_handed_over_followed_up_and_answered_from_one_line(base):
    transfers = list(models.Transfer.objects.order_by("pk"))
    assert [bool(one.returns_id) for one in transfers] == [False, True]
    assert models.Watch.objects.count() >= 1
    assert {bool(report.proof) for report in models.ServiceReport.objects.all()} == {True, False}
    assert models.Silence.objects.filter(is_agreed=None).count() == 1
    assert models.FollowUp.objects.exists()
    assert models.Line.objects.get().state == "approved"
    assert models.Case.objects.filter(outcome="not_ours").exclude(competent_agency=None).exists()
    assert models.Notice.objects.filter(act="case.mentioned", person__username="demo.officer.sidr").exists()


def test_a_question_in_english_is_answered_in_english_and_a_lines_texts_wait_to_be_sent(base):
    answer = models.Answer.objects.get(language="en")
    assert answer.draft.startswith("Dear Sara Lane,")
    assert models.Template.objects.get(unit__invented=True).form == "email"
    approved = models.Answer.objects.filter(line_use__isnull=False, state="approved")
    assert approved.exists()


def test_two_cases_about_one_matter_are_joined_and_nobody_is_buried_in_notices(base):
    joined = models.Case.objects.get(outcome="joined")
    assert joined.joined_to.case_items.filter(item__medium="facebook").exists()
    unread = Counter(models.Notice.objects.filter(seen_at=None).values_list("person__username", flat=True))
    assert 1 <= min(unread.values()) <= max(unread.values()) <= 5
    assert unread["demo.officer"] == 5
    before = models.Notice.objects.count()
    sweep_clocks(at=SUNDAY)  # the first look after the demo has been loaded has nothing to add
    assert models.Notice.objects.count() == before


def test_items_of_the_week_carry_a_tag(base):
    assert models.MentionTag.objects.count() == 3


def test_open_cases_are_in_time_near_and_late(base):
    open_cases = models.Case.objects.filter(state__in=("open", "paused"))
    phases = {phase(SUNDAY, c.due_at, c.warn_at, c.answered_at, c.paused_at) for c in open_cases}
    assert {"in_time", "late"} <= phases


def test_everything_happened_before_the_demo_was_loaded_and_in_order(base):
    times = list(models.Act.objects.order_by("id").values_list("at", flat=True))
    assert times == sorted(times)
    assert times[-1] == SUNDAY
    assert not models.Item.objects.filter(invented=True, heard_at__gt=SUNDAY).exists()
    assert models.Item.objects.filter(invented=True, published_at__lt=SUNDAY - timedelta(days=49)).exists()
    assert acts.verify() == []


def test_no_text_was_approved_by_a_hand_that_wrote_it(base):
    approved = models.Answer.objects.exclude(approved_by=None)
    assert approved.count() > 60
    for answer in approved:
        assert not answer.versions.filter(by=answer.approved_by).exists()


def test_nothing_of_the_demo_waits_to_leave_the_machine(base):
    assert not models.Outgoing.objects.filter(state__in=("waiting", "sending")).exclude(next_try_at=None).exists()
    assert models.Attempt.objects.filter(detail__contains="nothing left this machine").exists()
    assert not models.Source.objects.exclude(next_check_at=None).exists()


def test_letters_of_the_demo_have_every_fate_and_askers_write_again(base):
    letters = models.Outgoing.objects.filter(answer__isnull=False, channel="email")
    assert {"waiting", "sent", "held", "bounced"} <= set(letters.values_list("state", flat=True))
    assert models.Act.objects.filter(name="answer.letter_left").count() == 1
    assert models.Act.objects.filter(name="case.unanswered").count() == 1  # open again: nothing else answered it
    replies = set(models.PressReply.objects.values_list("state", flat=True))
    assert replies == {"waiting", "printed", "returned"}
    assert models.PressReply.objects.exclude(numbers=[]).exists()  # printed, altered
    again = dict(models.AskedAgain.objects.values_list("is_question", "place__case__state"))
    assert set(again) == {True, None} and again[True] == "open" and again[None] in ("answered", "closed")


def test_each_role_logs_in_with_the_printed_password(base):
    for username, password, _title, role in demo.LOG_INS:
        person = authenticate(username=username, password=password)
        assert person is not None
        assert [held for held, _path, _unit in access.memberships(person)] == [role]


def test_loading_twice_adds_nothing(base):
    before = models.Item.objects.count()
    assert not demo.load_demo(SUNDAY).is_new
    assert models.Item.objects.count() == before


def test_the_register_and_the_public_page_have_something_to_show(base):
    standings = {row.review for row in register(models.Account.objects.all(), SUNDAY)}
    assert standings == {"never", "overdue", "soon", "good"}
    assert all(a.base.endswith(".example") for a in models.Account.objects.filter(keys__isnull=False))
    assert models.Publication.objects.filter(withdrawn_at=None).count() >= 5
    assert models.Publication.objects.exclude(withdrawn_at=None).count() == 1


def test_removing_leaves_the_real_rows_and_the_log_and_nothing_else(base):
    from django.db import transaction

    with transaction.atomic():
        real = _something_real()
        log = list(models.Act.objects.order_by("id").values_list("hash", flat=True))
        demo.remove_demo(at=SUNDAY)
        _see_that_all_is_gone(real)
        assert not models.ApprovalPolicy.objects.exists()
        assert not models.Delegation.objects.exists()
        after = list(models.Act.objects.order_by("id").values_list("hash", flat=True))
        assert after[: len(log)] == log
        assert acts.verify() == []
        assert demo.was_removed()
        demo.remove_demo(at=SUNDAY)
        assert models.Act.objects.count() == len(after)
        transaction.set_rollback(True)


def _something_real():
    """A real item in a story whose head is invented, and laid before a real unit and an invented one."""
    story = models.Story.objects.filter(size__gte=3).first()
    item = models.Item.objects.create(
        key="real", medium="online", title="حقيقي", published_at=SUNDAY, heard_at=SUNDAY,
        outlet=models.Outlet.objects.get(code="demo-riwaq"),
    )  # fmt: skip
    models.Reading.objects.create(
        item=item, relevance="main", kind="news", tone="neutral", needs_answer=False, version="x"
    )
    models.StoryItem.objects.create(item=item, story=story)
    for code in ("riyadh", "waha"):
        unit = models.Unit.objects.get(code=code)
        models.Mention.objects.create(
            item=item, unit=unit, path=unit.path, published_at=SUNDAY, medium="online", kind="news", tone="neutral"
        )
    return item, story


def _see_that_all_is_gone(real):
    item, story = real
    for model in (
        models.Item, models.Case, models.Fact, models.Outlet, models.Voice, models.Source, models.Account,
    ):  # fmt: skip
        assert not model.objects.filter(invented=True).exists(), model
    for model in (
        models.Answer,
        models.Outgoing,
        models.RawItem,
        models.Intake,
        models.Notice,
        models.Note,
        models.Publication,
    ):
        assert not model.objects.exists(), model
    item.refresh_from_db()
    assert item.outlet is None
    assert [m.unit.code for m in item.mentions.all()] == ["riyadh"]
    story.refresh_from_db()
    assert (story.head_id, story.size) == (item.pk, 1)
    assert models.Story.objects.count() == 1
    for person in models.Person.objects.filter(invented=True):
        assert not person.is_active
        assert not person.has_usable_password()
    assert not models.Membership.objects.filter(person__invented=True).exists()
    assert not models.Unit.objects.filter(invented=True, path__startswith="/ministry/").exists()
    assert models.Unit.objects.filter(path__startswith="/ministry/").count() > 300


def test_after_removal_the_demo_can_be_loaded_again_with_new_numbers(base):
    from django.db import transaction

    with transaction.atomic():
        numbers = set(models.Case.objects.values_list("number", flat=True))
        demo.remove_demo(at=SUNDAY)
        again = demo.load_demo(SUNDAY + timedelta(days=1))
        assert again.is_new
        assert not numbers & set(models.Case.objects.values_list("number", flat=True))
        assert not demo.was_removed()
        transaction.set_rollback(True)


def test_an_invented_administrator_may_remove_the_demo_and_is_then_out(base):
    from django.db import transaction

    with transaction.atomic():
        person = models.Person.objects.get(username="demo.administrator")
        demo.remove_demo(by=person, at=SUNDAY)
        person.refresh_from_db()
        assert not person.is_active
        assert models.Act.objects.get(name="demo.removed").by == person
        transaction.set_rollback(True)


def test_experts_are_asked_answer_wait_and_are_late(base):
    rows = list(models.Question.objects.select_related("case"))
    said = sorted(phase(SUNDAY, q.due_at, q.warn_at, q.answered_at, None) for q in rows if q.to_id)
    assert said == ["in_time", "late", "met"]
    assert [q.to_email for q in rows if not q.to_id] == ["permits@rawda.example"]
    waiting = models.Outgoing.objects.filter(kind__startswith="question.").exclude(state="sent")
    assert not waiting.exists()
