"""Mail to a unit: an item, who wrote it, a proposed case; a reply finds its case; robots and repeats do no harm."""

from datetime import timedelta

import pytest

from sada.desk.approve_answer import approve_answer
from sada.desk.ask_again import KEPT, asks_again, asks_nothing
from sada.desk.ask_expert import Expert, ask_expert
from sada.desk.close_case import close_case
from sada.desk.draft_answer import draft_answer, submit_answer
from sada.desk.open_case import open_case
from sada.desk.retry_letter import retry_letter
from sada.desk.send_answer import published_by_hand, send_by_email
from sada.desk.send_letter import send_letter
from sada.jobs.listen import check_source
from sada.kernel import clock
from sada.kernel.refusals import Missing, NotAllowed, SomeoneElseDidIt, WrongState
from sada.listen.keep_mailbox import Box, add_mailbox, change_mailbox
from sada.listen.keep_source import KnownAddress
from sada.store.models import (
    Act,
    Answer,
    AskedAgain,
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
from sada.store.queries import cases
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


@pytest.mark.parametrize(
    ("sender", "kind"),
    [("سعد <saad@alwaha.example>", "inquiry"), ("سعد <saad@mail.example>", "complaint")],
)
def test_a_letter_from_an_outlets_address_asks_and_a_citizens_complains(cast, office, box, sender, kind):
    cast.outlet()
    said = "سكان حي النسيم بالرياض مستاؤون، الإنارة مطفأة منذ أسبوع وبلغنا أمانة الرياض دون جدوى"
    office.put(letter(said, "إنارة مطفأة", sender, Received=ARRIVED))
    look(box)
    mention = Mention.objects.get()
    assert (mention.kind, open_case(mention, by=cast.saleh, at=MORNING).kind) == (kind, kind)


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
    office.put(letter("مرفق الصورة", References="<other@x> <first@alwaha.example>"))
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


# The asker writes again


def again(cast, office, box, said, state="answered", at=MORNING + 3 * HOUR, **heads):
    """The answer was taken an hour ago, the case perhaps closed; then this mail comes in its thread."""
    assert send_letter(Outgoing.objects.get().pk, at=MORNING + HOUR)
    if state == "closed":
        close_case(Case.objects.get(), "informed", by=cast.saleh, at=MORNING + HOUR)
    Case.objects.filter(state__in=("answered", "closed")).update(state=state)
    Notice.objects.all().delete()
    came = f"from mx by mail; Sun, 22 Nov 2026 {at - HOUR:%H:%M}:00 +0300"
    heads.setdefault("References", Outgoing.objects.get().message_id)
    office.put(letter(said, subject="رد: استفسار صحفي", Message_ID="<second@alwaha.example>", Received=came, **heads))
    look(box, at)
    return Case.objects.get()


@pytest.mark.parametrize("state", ["answered", "closed"])
def test_a_new_question_on_an_answered_or_ended_case_starts_a_clock(cast, office, box, answered, state):
    ClockPolicy.objects.create(
        unit=cast.ministry, promise="acknowledge", minutes=30, basis="work", valid_from=MORNING.date()
    )
    case = again(cast, office, box, "شكرًا لكم. وما سبب الانطفاء؟ نحتاج الرد قبل الساعة 2 ظهرًا", state)
    came = MORNING + 2 * HOUR
    assert (case.state, case.asked_at, case.answered_at, case.outcome) == ("open", came, None, "")
    assert case.outside_deadline == MORNING.replace(hour=14)
    assert case.due_at == MORNING.replace(hour=13, minute=30)  # theirs comes before our four hours
    assert case.next_alarm_at is not None
    assert case.clocks.get(promise="acknowledge", met_at=None).due_at == came + HOUR / 2  # nobody has it in hand yet
    told = Notice.objects.get(person=cast.saleh)
    assert (told.act, told.mail_at is None) == ("case.asked_again", not cast.saleh.email)
    act = Act.objects.get(name="case.asked_again")
    assert (act.by, act.before["state"]) == (None, state)


@pytest.mark.parametrize("said", ["شكرًا جزيلًا على سرعة التجاوب", "تم الاستلام، تحياتي"])
def test_thanks_wake_no_clock(cast, office, box, answered, said):
    case = again(cast, office, box, said)
    assert (case.state, case.answered_at) == ("answered", MORNING + HOUR)
    assert Notice.objects.get().act == "case.reply_received"
    assert not AskedAgain.objects.exists()


@pytest.mark.parametrize(("said", "state"), [("مرفق الصورة", "answered"), ("متى تعود الإنارة؟", "no_answer")])
def test_where_one_cannot_be_sure_a_person_says_it_with_one_press(cast, office, box, answered, said, state):
    case = again(cast, office, box, said, state)
    assert (case.state, Notice.objects.get().act) == (state, "case.asks_again")
    assert Case.objects.filter(cases.mine(cast.saleh)).get() == case
    row = AskedAgain.objects.get()
    for person in (cast.lina, cast.huda):
        with pytest.raises(NotAllowed):
            asks_again(row, by=person, at=MORNING + 4 * HOUR)
        with pytest.raises(NotAllowed):
            asks_nothing(row, by=person, at=MORNING + 4 * HOUR)
    asks_again(AskedAgain.objects.get(), by=cast.saleh, at=MORNING + 4 * HOUR)
    case = Case.objects.get()
    assert (case.state, case.asked_at) == ("open", MORNING + 2 * HOUR)
    with pytest.raises(SomeoneElseDidIt):
        asks_again(row, by=cast.fahad, at=MORNING + 4 * HOUR)


def test_what_asks_nothing_rests_and_a_case_opened_for_nothing_stands_as_before(cast, office, box, answered):
    case = again(cast, office, box, "مرفق الصورة")
    asks_nothing(AskedAgain.objects.get(), by=cast.saleh, at=MORNING + 4 * HOUR)
    assert Case.objects.get().state == "answered" and not Case.objects.filter(cases.wrote_again()).exists()
    with pytest.raises(SomeoneElseDidIt):
        asks_nothing(AskedAgain.objects.get(), by=cast.fahad, at=MORNING + 4 * HOUR)
    before = Case.objects.get()
    office.put(letter("من المسؤول؟", Message_ID="<third@alwaha.example>", References="<second@alwaha.example>"))
    look(box, MORNING + 5 * HOUR)
    assert Case.objects.get().state == "open"
    asks_nothing(AskedAgain.objects.latest("pk"), by=cast.saleh, at=MORNING + 5 * HOUR)
    case = Case.objects.get()
    for name in KEPT:
        assert getattr(case, name) == getattr(before, name), name
    assert not case.clocks.filter(met_at=None, ended_at=None).exists()
    assert [a.after["state"] for a in Act.objects.filter(name="case.asks_nothing")] == ["answered", "answered"]


def test_a_case_is_not_laid_to_rest_once_an_answer_is_begun(cast, office, box, answered):
    case = again(cast, office, box, "وما السبب؟ ومتى ينتهي العمل؟")
    draft_answer(case, "رد ثان", "السبب عطل في المحول", by=cast.saleh, at=MORNING + 4 * HOUR)
    with pytest.raises(WrongState):
        asks_nothing(AskedAgain.objects.get(), by=cast.saleh, at=MORNING + 4 * HOUR)
    assert Case.objects.get().state == "open" and AskedAgain.objects.get().is_question is True


def test_an_answer_sent_meanwhile_settles_what_was_to_be_judged(cast, office, box, answered):
    case = again(cast, office, box, "مرفق الصورة")
    old, at = Answer.objects.select_related("case__unit").get(), MORNING + 4 * HOUR
    published_by_hand(old, "https://waha.example/1", by=cast.saleh, at=at)
    assert AskedAgain.objects.get().is_question is None  # written before the mail came
    further = draft_answer(case, "رد ثان", "اطلعت الأمانة على الصورة", by=cast.saleh, at=at)
    submit_answer(further, by=cast.saleh, at=at)
    approve_answer(further, 1, by=cast.noura, at=at)
    published_by_hand(Answer.objects.get(pk=further.pk), "https://waha.example/2", by=cast.saleh, at=at)
    assert AskedAgain.objects.get().is_question is True
    assert not Case.objects.filter(cases.wrote_again()).exists()


def test_an_experts_mail_and_a_robots_open_nothing(cast, office, box, answered):
    case = again(cast, office, box, "هل من جديد؟", Auto_Submitted="auto-replied")
    assert case.state == "answered" and not AskedAgain.objects.exists()


def test_a_mail_on_a_case_joined_to_another_comes_to_the_one_that_goes_on(cast, office, box, answered):
    other = cast.case()
    Case.objects.filter(pk=answered.pk).update(state="closed", joined_to=other)
    office.put(letter("هل من جديد؟", References=Outgoing.objects.get().message_id))
    look(box, MORNING + HOUR)
    assert other.case_items.count() == 2 and answered.case_items.count() == 1


def test_the_page_asks_whether_it_is_a_new_question_and_the_clock_says_since_when(cast, office, box, answered, client):
    case = again(cast, office, box, "مرفق الصورة")
    item = AskedAgain.objects.get().place.item_id
    client.force_login(cast.saleh)
    page = client.get(f"/cases/{case.pk}/").content.decode()
    asks, nothing = (f"/cases/{case.pk}/items/{item}/{end}" for end in ("asks-again", "asks-nothing"))
    assert f'action="{asks}"' in page and f'action="{nothing}"' in page and "مرفق الصورة" in page
    with clock.at(MORNING + 4 * HOUR):
        assert client.post(asks).status_code == 302
        page = client.get(f"/cases/{case.pk}/").content.decode()
        assert "ورد السؤال من جديد بالبريد" in page and f'action="{nothing}"' in page and f'action="{asks}"' not in page
        assert client.post(nothing).status_code == 302
    assert Case.objects.get().state == "answered"
    client.force_login(cast.lina)
    assert "asks-" not in client.get(f"/cases/{case.pk}/").content.decode()


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


@pytest.fixture
def held(cast, office, box):
    """A mail's case with a holding line that has left and promised to be in touch again; every clock of it."""
    start = MORNING.date()
    for promise, minutes in (("acknowledge", 30), ("hold", 120), ("update", 240)):
        ClockPolicy.objects.create(unit=cast.ministry, promise=promise, minutes=minutes, basis="work", valid_from=start)
    office.put(letter(Message_ID="<first@alwaha.example>", Received=ARRIVED))
    look(box)
    case = open_case(Mention.objects.get(), by=cast.rakan, at=MORNING)
    return case, line(cast, case, "نعمل على الرد وسنوافيكم به", MORNING + HOUR / 2)


def line(cast, case, said, at, address="saad@alwaha.example"):
    """A holding line, approved and sent."""
    text = draft_answer(case, "رد أولي", said, by=cast.saleh, at=at, is_holding=True)
    submit_answer(text, by=cast.saleh, at=at)
    approve_answer(text, 1, by=cast.noura, at=at)
    sent = send_by_email(Answer.objects.get(pk=text.pk), address, by=cast.saleh, at=at)
    assert send_letter(sent.pk, at=at)
    return sent


def runs(case):
    return set(case.clocks.filter(met_at=None, ended_at=None).values_list("promise", flat=True))


def test_a_holding_line_that_comes_back_has_held_nobody_off(cast, office, box, held):
    case, sent = held
    assert runs(case) == {"update"}
    due = case.clocks.get(promise="hold").due_at
    office.put(report(sent.message_id))
    look(box, MORNING + HOUR)
    assert runs(case) == {"acknowledge", "hold"}  # the promise of an update was never heard
    hold = case.clocks.get(promise="hold", met_at=None)
    assert (hold.due_at, hold.next_alarm_at is not None) == (due, True)
    case = Case.objects.get()
    assert (case.state, case.first_promise) == ("open", "acknowledge")
    assert Act.objects.get(name="case.unheld").after["due_at"]
    assert not Act.objects.filter(name="case.unanswered").exists()
    line(cast, case, "نعمل على الرد", MORNING + 2 * HOUR, "saad.n@alwaha.example")
    assert runs(case) == {"update"}


def test_a_line_that_comes_back_after_another_has_arrived_takes_nothing_back(cast, office, box, held):
    case, sent = held
    line(cast, case, "نعمل على الرد بعد", MORNING + HOUR, "saad.n@alwaha.example")
    before = list(case.clocks.order_by("id").values_list("promise", "met_at", "ended_at"))
    office.put(report(sent.message_id))
    look(box, MORNING + 2 * HOUR)
    assert list(case.clocks.order_by("id").values_list("promise", "met_at", "ended_at")) == before
    assert Notice.objects.filter(act="answer.bounced").exists() and not Act.objects.filter(name="case.unheld").exists()


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
