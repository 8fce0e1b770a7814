"""Mail to a unit: an item, who wrote it, a proposed case; a reply finds its case; robots and repeats do no harm."""

from datetime import timedelta

import pytest

from sada.desk.approve_answer import approve_answer
from sada.desk.ask_expert import Expert, ask_expert
from sada.desk.close_case import close_case
from sada.desk.draft_answer import draft_answer, submit_answer
from sada.desk.open_case import open_case
from sada.desk.retry_letter import retry_letter
from sada.desk.send_answer import published_by_hand, send_by_email
from sada.desk.send_letter import send_letter
from sada.jobs.listen import check_source
from sada.kernel import clock
from sada.kernel.refusals import Missing, NotAllowed
from sada.listen.keep_mailbox import Box, add_mailbox, change_mailbox
from sada.listen.keep_source import KnownAddress
from sada.store.models import (
    Act,
    Answer,
    Attempt,
    Case,
    ClockPolicy,
    Contact,
    Item,
    Mention,
    Notice,
    Outgoing,
    RawItem,
    Source,
)  # fmt: skip
from tests.cast import MORNING
from tests.outside.post_office import PASSWORD, PostOffice, letter, report

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
ARRIVED = "from mx by mail; Sun, 22 Nov 2026 08:50:00 +0300"


@pytest.fixture
def office(settings, tmp_path):
    server = PostOffice()
    secrets = tmp_path / "secrets"
    secrets.write_text(f"press@127.0.0.1 {PASSWORD}\n\n", encoding="utf-8")
    settings.MAILBOX_SECRETS = str(secrets)
    settings.FETCH_ALLOW = {"127.0.0.1"}
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def box(cast, office):
    return add_mailbox(Box("بريد المركز الإعلامي", office.address, cast.riyadh), by=cast.abeer, at=MORNING)


def look(box, at=MORNING):
    Source.objects.filter(pk=box.pk).update(next_check_at=at)
    with clock.at(at):
        check_source(box.pk)
    box.refresh_from_db()


def test_a_question_becomes_an_item_before_the_unit_with_its_asker_and_deadline(cast, office, box):
    office.put(letter("متى تعود إنارة حي الزهور؟ نحتاج الرد قبل الساعة 2 ظهرًا", Received=ARRIVED))
    look(box)
    mention = Mention.objects.get()
    item = mention.item
    assert (mention.unit, mention.state, mention.needs_answer) == (cast.riyadh, "waiting", True)
    assert (item.medium, item.source, item.reading.kind) == ("email", box, "inquiry")
    assert item.heard_at == MORNING - timedelta(minutes=10)
    assert (item.contact.email, item.contact.deadline) == ("saad@alwaha.example", MORNING.replace(hour=14))
    told = set(Notice.objects.filter(act="mail.received").values_list("person__username", flat=True))
    assert told == {"noura", "saleh", "fahad", "rakan", "abeer"}
    assert Act.objects.get(name="mail.received").unit == cast.riyadh
    case = open_case(mention, by=cast.saleh, at=MORNING)
    assert (case.asked_at, case.outside_deadline) == (item.heard_at, item.contact.deadline)
    assert (box.etag, box.error, box.heard_at) == ("7:1", "", MORNING)


@pytest.mark.parametrize(
    ("subject", "said", "kind", "tone"),
    [
        (
            "حي النسيم",
            "أنا محرر في صحيفة الواحة، وردتنا شكاوى من تراكم النفايات في حي النسيم بالرياض. نود الحصول على رد أمانة "
            "الرياض قبل الساعة 2 ظهرًا",
            "inquiry",
            "neutral",
        ),
        (
            "حي النسيم",
            "أنا من سكان حي النسيم بالرياض، الحاويات ممتلئة منذ أسبوع وبلغت أمانة الرياض دون جدوى",
            "complaint",
            "negative",
        ),
    ],
)
def test_a_journalist_who_asks_about_complaints_does_not_complain(cast, office, box, subject, said, kind, tone):
    office.put(letter(said, subject, Received=ARRIVED))
    look(box)
    mention = Mention.objects.get()
    reading = mention.item.reading
    assert (reading.kind, reading.tone, mention.kind, mention.needs_answer) == (kind, tone, kind, True)
    assert reading.units == ["riyadh"] and (mention.item.contact.deadline is not None) == (kind == "inquiry")


def test_looking_again_or_after_a_lost_mark_adds_nothing(cast, office, box):
    office.put(letter())
    look(box)
    look(box)
    Source.objects.update(etag="")
    look(box)
    assert (Item.objects.count(), RawItem.objects.count(), Contact.objects.count()) == (1, 1, 1)
    assert Notice.objects.filter(act="mail.received", person=cast.saleh).count() == 1


@pytest.fixture
def answered(cast, office, box):
    """A case from a mail, answered by mail."""
    office.put(letter(Message_ID="<first@alwaha.example>"))
    look(box)
    case = open_case(Mention.objects.get(), by=cast.saleh, at=MORNING)
    answer = draft_answer(case, "رد", "أُعيدت الإنارة", by=cast.saleh, at=MORNING)
    submit_answer(answer, by=cast.saleh, at=MORNING)
    approve_answer(answer, 1, by=cast.noura, at=MORNING)
    send_by_email(answer, "saad@alwaha.example", by=cast.saleh, at=MORNING)
    return case


def test_a_reply_to_our_letter_joins_its_case_and_the_owner_is_told(cast, office, box, answered):
    ours = Outgoing.objects.get().message_id
    office.put(letter("شكرًا، وما سبب الانطفاء؟", subject="Re: رد", In_Reply_To=ours))
    look(box, MORNING + HOUR)
    assert answered.case_items.count() == 2
    assert list(Mention.objects.values_list("state", flat=True)) == ["case", "case"]
    assert Notice.objects.get(act="case.reply_received").person == cast.saleh
    act = Act.objects.get(name="case.reply_received")
    assert (act.by, act.after) == (None, {"item": Item.objects.latest("pk").pk})


def test_a_second_mail_of_the_askers_own_thread_joins_too_even_when_the_case_was_transferred_or_closed(
    cast, office, box, answered
):
    Case.objects.filter(pk=answered.pk).update(state="answered", answered_at=MORNING)
    answered.refresh_from_db()
    close_case(answered, "done", by=cast.saleh, at=MORNING)
    Case.objects.update(unit=cast.qassim, path=cast.qassim.path)
    office.put(letter("نسيت سؤالًا", References="<other@x> <first@alwaha.example>"))
    look(box, MORNING + HOUR)
    assert answered.case_items.count() == 2
    assert Mention.objects.latest("pk").unit == cast.qassim
    assert Case.objects.get().state == "closed"


def test_an_experts_reply_by_mail_comes_to_the_case_of_the_question(cast, office, box):
    ClockPolicy.objects.create(unit=cast.ministry, promise="fact", minutes=90, basis="work", valid_from=MORNING.date())
    case = cast.case()
    ask_expert(case, "كم عمودًا؟", Expert(None, "خبير", "e@x.example"), by=cast.saleh, at=MORNING, site="https://s/")
    office.put(letter("العدد مئة", In_Reply_To=Outgoing.objects.get().message_id))
    look(box)
    assert case.case_items.count() == 2


def test_robots_are_kept_but_wake_nobody(cast, office, box, answered):
    Notice.objects.all().delete()
    office.put(letter("خارج المكتب", Auto_Submitted="auto-replied", In_Reply_To=Outgoing.objects.get().message_id))
    office.put(letter("نشرة", Precedence="bulk"))
    look(box, MORNING + HOUR)
    assert Item.objects.count() == 3
    assert not Notice.objects.exists()
    assert Mention.objects.get(state="waiting").needs_answer is False


# Letters that come back


@pytest.fixture
def sent(cast, answered):
    """The answer's letter, taken by the mail server."""
    ours = Outgoing.objects.get()
    assert send_letter(ours.pk, at=MORNING + HOUR)
    ours.refresh_from_db()
    Notice.objects.all().delete()
    assert Case.objects.get().state == "answered"
    return ours


@pytest.mark.parametrize("how", ["whole", "head", "named"])
def test_a_letter_that_comes_back_has_answered_nobody(cast, office, box, sent, how):
    due = Case.objects.get().due_at
    office.put(report(sent.message_id, how=how))
    look(box, MORNING + 2 * HOUR)
    sent.refresh_from_db()
    case = Case.objects.get()
    assert (sent.state, sent.problem, case.state, case.answered_at) == ("bounced", "bounced", "open", None)
    assert "5.1.1 saad@alwaha.example 550 5.1.1" in sent.error
    assert (case.due_at, case.working_seconds) == (due, None)  # the asker has waited all the while
    assert case.next_alarm_at is not None
    told = Notice.objects.get()
    assert (told.act, told.person) == ("answer.bounced", cast.saleh)
    assert [a.name for a in Act.objects.order_by("-id")[:3]] == [
        "case.reply_received", "case.unanswered", "answer.bounced",
    ]  # fmt: skip
    assert [(a.ok, a.problem) for a in Attempt.objects.order_by("id")] == [(True, ""), (False, "bounced")]


def test_the_same_report_again_and_a_later_delay_change_nothing_more(cast, office, box, sent):
    office.put(report(sent.message_id), report(sent.message_id, n=2), report(sent.message_id, "delayed", "4.4.1", n=3))
    look(box, MORNING + 2 * HOUR)
    assert Notice.objects.count() == Act.objects.filter(name="answer.bounced").count() == 1


def test_a_delay_is_only_noted_and_giving_up_after_it_is_a_return(cast, office, box, sent):
    office.put(report(sent.message_id, "delayed", "4.4.1"), report(sent.message_id, "delivered", "2.0.0", n=2))
    look(box, MORNING + 2 * HOUR)
    sent.refresh_from_db()
    assert (sent.state, Case.objects.get().state) == ("sent", "answered")
    assert not Notice.objects.exists()
    assert Act.objects.get(name="answer.delayed").after["status"] == "4.4.1"
    office.put(report(sent.message_id, "failed", "4.4.7", n=3))
    look(box, MORNING + 3 * HOUR)
    assert Case.objects.get().state == "open"


def test_a_closed_case_whose_answer_comes_back_is_open_again(cast, office, box, sent):
    close_case(Case.objects.get(), "done", by=cast.saleh, at=MORNING + HOUR)
    office.put(report(sent.message_id))
    look(box, MORNING + 2 * HOUR)
    case = Case.objects.get()
    assert (case.state, case.outcome, case.closed_at, case.follow_up_on) == ("open", "", None, None)


def test_where_another_answer_stands_the_case_stays_answered_and_its_people_are_told(cast, office, box, sent):
    answer = Answer.objects.select_related("case__unit").get()
    published_by_hand(answer, "https://waha.example/1", by=cast.saleh, at=MORNING + HOUR)
    office.put(report(sent.message_id))
    look(box, MORNING + 2 * HOUR)
    sent.refresh_from_db()
    assert (sent.state, Case.objects.get().state) == ("bounced", "answered")
    assert Notice.objects.get().act == "answer.bounced"
    assert not Act.objects.filter(name="case.unanswered").exists()


def test_a_report_on_no_letter_of_ours_wakes_nobody(cast, office, box, sent):
    office.put(report("<stranger@x.example>"), letter("خبر", Auto_Submitted="auto-replied"))
    look(box, MORNING + 2 * HOUR)
    assert Case.objects.get().state == "answered"
    assert not Notice.objects.exists()
    assert not Mention.objects.filter(state="waiting", needs_answer=True).exists()


def test_the_address_is_corrected_and_the_answer_sent_anew(cast, office, box, sent, client):
    office.put(report(sent.message_id))
    look(box, MORNING + 2 * HOUR)
    client.force_login(cast.saleh)
    page = client.get(f"/cases/answers/{sent.answer_id}/").content.decode()
    assert "ارتدت الرسالة" in page
    url = f"/cases/answers/{sent.answer_id}/email?instead={sent.pk}"
    assert url in page
    assert 'value="saad@alwaha.example"' in client.get(url).content.decode()
    with clock.at(MORNING + 3 * HOUR):
        done = client.post(url, {"to": "other", "address": "saad.n@alwaha.example"})
    assert done.status_code == 302
    anew = Outgoing.objects.latest("pk")
    assert send_letter(anew.pk, at=MORNING + 3 * HOUR)
    case = Case.objects.get()
    assert (case.state, case.answered_at) == ("answered", MORNING + 3 * HOUR)
    office.put(report(sent.message_id, n=9))  # a late word on the first letter takes nothing back
    look(box, MORNING + 4 * HOUR)
    assert Case.objects.get().state == "answered"


def test_the_same_address_is_tried_again_once_the_reason_is_gone(cast, office, box, sent):
    office.put(report(sent.message_id, status="5.2.2"))
    look(box, MORNING + 2 * HOUR)
    again = Outgoing.objects.select_related("answer__case__unit").get()
    retry_letter(again, by=cast.saleh, at=MORNING + 3 * HOUR)
    assert send_letter(again.pk, at=MORNING + 3 * HOUR)
    assert Case.objects.get().answered_at == MORNING + 3 * HOUR
    office.put(report(sent.message_id, status="5.2.2", n=4))  # a late word on the first letter
    look(box, MORNING + 4 * HOUR)
    assert Case.objects.get().state == "answered"
    again.refresh_from_db()
    office.put(report(again.message_id, status="5.2.2", n=5))
    look(box, MORNING + 5 * HOUR)
    assert Case.objects.get().state == "open"


def test_a_question_to_an_expert_that_comes_back_is_told_to_the_asker(cast, office, box):
    ClockPolicy.objects.create(unit=cast.ministry, promise="fact", minutes=90, basis="work", valid_from=MORNING.date())
    case = cast.case()
    ask_expert(case, "كم عمودًا؟", Expert(None, "خبير", "e@x.example"), by=cast.saleh, at=MORNING, site="https://s/")
    question = Outgoing.objects.get()
    send_letter(question.pk, at=MORNING)
    office.put(report(question.message_id))
    look(box)
    assert Notice.objects.get(act="question.undelivered").person == cast.saleh


def test_a_mail_that_breaks_holds_up_none_behind_it(cast, office, box, monkeypatch):
    from sada.desk import receive_mail

    real = receive_mail.understand_asked

    def breaks(item, reader):
        if "عطل" in item.title:
            raise RuntimeError("broken")
        return real(item, reader)

    monkeypatch.setattr(receive_mail, "understand_asked", breaks)
    office.put(letter(subject="عطل"), letter(subject="سليم"), b"no mail at all")
    look(box)
    assert Item.objects.get().title == "سليم"
    assert sorted(RawItem.objects.values_list("fate", flat=True)) == ["quarantined", "quarantined", "understood"]


def test_a_box_that_cannot_be_read_says_why_and_keeps_its_mark(cast, office, box, settings):
    office.put(letter())
    look(box)
    settings.MAILBOX_SECRETS = ""
    look(box, MORNING + HOUR)
    assert "SADA_MAILBOX_SECRETS" in box.error
    assert box.etag == "7:1"


def test_only_those_who_keep_sources_of_the_unit_add_a_box_and_never_with_a_password(cast, office, box):
    wanted = Box("صندوق", "imaps://press@mail.example/INBOX", cast.riyadh)
    for person in (cast.saleh, cast.huda, cast.lina):
        with pytest.raises(NotAllowed):
            add_mailbox(wanted, by=person, at=MORNING)
    with pytest.raises(NotAllowed):
        add_mailbox(Box("صندوق", wanted.address, cast.qassim), by=cast.abeer, at=MORNING)
    for address in ("imaps://press:secret@mail.example/INBOX", "https://mail.example", "maildir:relative", ""):
        with pytest.raises(Missing):
            add_mailbox(Box("صندوق", address, cast.riyadh), by=cast.abeer, at=MORNING)
    with pytest.raises(KnownAddress):
        add_mailbox(Box("آخر", office.address, cast.riyadh), by=cast.abeer, at=MORNING)
    change_mailbox(box, Box("اسم آخر", "maildir:/srv/mail", cast.dawadmi), by=cast.abeer, at=MORNING)
    box.refresh_from_db()
    assert (box.name, box.unit, box.etag) == ("اسم آخر", cast.dawadmi, "")
    assert Act.objects.filter(name="source.changed", unit=cast.dawadmi).count() == 1
