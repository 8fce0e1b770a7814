"""A reply from its sending to its print: followed, found, confirmed or denied, measured, escalated, given up."""

from datetime import date, timedelta

import pytest

from sada.desk import promises
from sada.desk.approve_answer import approve_answer
from sada.desk.close_case import close_case
from sada.desk.decide_item import decide_no_answer
from sada.desk.draft_answer import draft_answer, submit_answer, withdraw_answer
from sada.desk.escalate_reply import escalate_reply, next_rung
from sada.desk.keep_law import Law, change_law
from sada.desk.look_for_replies import look_for_replies
from sada.desk.see_printed import see_printed
from sada.desk.send_answer import send_by_email
from sada.desk.send_letter import send_letter
from sada.desk.settle_reply import (
    Printed,
    confirm_printed,
    deny_sighting,
    record_correction,
    reopen_reply,
    withdraw_reply,
)
from sada.desk.sweep_replies import sweep_replies
from sada.desk.take_delivery_report import take_delivery_report
from sada.desk.track_reply import agree_day, track_letters, track_reply
from sada.kernel.refusals import Missing, NotAllowed, SomeoneElseDidIt, WrongState
from sada.reading.announce import announce
from sada.rules.delivery_reports import DeliveryReport
from sada.store.models import (
    Act,
    Answer,
    CaseClock,
    CaseItem,
    ClockPolicy,
    LegalText,
    Notice,
    Outlet,
    PressReply,
    Seen,
    Sighting,
    Template,
)
from sada.store.queries import press
from sada.store.queries.day import replies_to_see
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SAID = (
    "نفيدكم بأن الأمانة أصلحت {=150} عمود إنارة في حي الزهور خلال {=ثلاثة} أيام من ورود البلاغات، وأن فرق الصيانة تعمل"
    " على مدار الساعة لمعالجة ما تبقى من أعطال في الشوارع الفرعية، وستُستكمل الأعمال قبل نهاية الشهر."
)
PRINTED = SAID.replace("{=", "").replace("}", "")
EDITOR = "editor@alwaha.example"


@pytest.fixture
def law(db):
    return LegalText.objects.create(
        code="right_of_reply", name_ar="نظام المطبوعات", article="المادة 35", text="التصحيح في أول عدد.", days=2,
        ladder=[1, 4, 10], valid_from=date(2020, 1, 1),
    )  # fmt: skip


@pytest.fixture
def sent(cast, law):
    """A reply by e-mail to an outlet about what it published, followed."""
    case = cast.case(owner=cast.saleh)
    answer = draft_answer(case, "إيضاح أمانة الرياض بشأن الإنارة", SAID, by=cast.saleh, at=MORNING)
    submit_answer(answer, by=cast.saleh, at=MORNING)
    approve_answer(answer, 1, by=cast.noura, at=MORNING)
    letter = send_by_email(Answer.objects.get(pk=answer.pk), EDITOR, by=cast.saleh, at=MORNING)
    assert send_letter(letter.pk, at=MORNING)
    assert track_letters(at=MORNING) == 1
    return PressReply.objects.select_related("answer__case__unit", "outlet", "item", "law").get()


def heard(cast, text=PRINTED, title="تعقيب من أمانة الرياض", days=1, **columns):
    return cast.item(title=title, text=text, at=MORNING + days * DAY, **columns)


def acts_of(reply):
    return list(Act.objects.filter(name__startswith="reply.").order_by("id").values_list("name", flat=True))


def template(form):
    Template.objects.create(
        form=form, name_ar=form, valid_from=date(2026, 1, 1),
        text="سعادة رئيس تحرير [المنفذ]\n\nأرسلنا في [تاريخ إرسال الرد] «[عنوان الرد]».\n\n[السند النظامي]: "
        "[مضمون النص النظامي]\n\n[ما سبق من مخاطبات]",
    )  # fmt: skip


def test_a_letter_to_an_outlet_is_followed_by_itself_once_under_the_rule_of_its_day(cast, sent, law):
    assert (sent.outlet, sent.item.outlet, sent.law, sent.due_on) == (
        cast.outlet(), cast.outlet(), law, (MORNING + 2 * DAY).date(),
    )  # fmt: skip
    assert track_letters(at=MORNING + DAY) == 0
    assert acts_of(sent) == ["reply.tracked"]


def test_a_letter_to_whom_asked_directly_is_no_reply_in_the_press(cast, law):
    case = cast.case(medium="email", outlet=None)
    answer = draft_answer(case, "جواب", "نفيدكم بأن العمل جارٍ.", by=cast.saleh, at=MORNING)
    submit_answer(answer, by=cast.saleh, at=MORNING)
    approve_answer(answer, 1, by=cast.noura, at=MORNING)
    letter = send_by_email(Answer.objects.get(pk=answer.pk), "a@b.example", by=cast.saleh, at=MORNING)
    send_letter(letter.pk, at=MORNING)
    assert track_letters(at=MORNING) == 0


def test_a_print_is_found_in_what_is_heard_and_its_carrier_told(cast, sent):
    item = heard(cast, f"تلقت الواحة تعقيبًا من الأمانة هذا نصه: {PRINTED}")
    assert look_for_replies(at=MORNING + DAY) == 1
    assert look_for_replies(at=MORNING + DAY) == 0  # proposed once
    found = Sighting.objects.get()
    assert (found.item, found.state, found.likeness > 0.8) == (item, "proposed", True)
    assert Notice.objects.filter(person=cast.saleh, act="reply.sighted").count() == 1
    sent.refresh_from_db()
    assert sent.state == "waiting"  # only a person says that it is one


@pytest.mark.parametrize(
    ("title", "text", "is_found"),
    [
        ("الأمانة ترد", PRINTED[: len(PRINTED) // 2], True),  # cut by half
        ("خبر", "استقبل أمير المنطقة وفدًا من الأهالي واطّلع على مشاريع التنمية فيها.", False),
        ("الإنارة من جديد", "يشكو سكان حي الزهور من انطفاء الإنارة في الشوارع الفرعية منذ أسبوع.", False),
    ],
)
def test_a_cut_print_is_found_and_other_news_is_not(cast, sent, title, text, is_found):
    heard(cast, text, title)
    assert look_for_replies(at=MORNING + DAY) == int(is_found)


def test_other_outlets_our_own_items_and_what_came_before_are_left_out(cast, sent):
    heard(cast, outlet=cast.outlet("صحيفة أخرى", "x@y.example"))
    heard(cast, is_ours=True)
    heard(cast, days=-1)
    assert look_for_replies(at=MORNING + DAY) == 0


def test_hearing_an_outlet_that_owes_print_sets_the_search_going(cast, sent):
    assert announce([heard(cast)])
    assert not announce([heard(cast, outlet=cast.outlet("صحيفة أخرى", "x@y.example"))])
    assert not announce([])


def test_the_print_is_measured_against_our_text_and_the_original(cast, sent):
    item = heard(cast, PRINTED.replace("150", "130"))
    look_for_replies(at=MORNING + DAY)
    how = Printed(item.published_at.date(), "ص 7", "less", item.title, item.text, item)
    confirm_printed(sent, how, by=cast.saleh, at=MORNING + DAY)
    sent.refresh_from_db()
    assert (sent.state, sent.numbers, sent.is_title_kept, sent.prominence) == (
        "printed", [["150", "130"]], False, "less",
    )  # fmt: skip
    assert 0.9 < sent.kept_share < 1
    assert sent.length_share > 1  # the original had one line
    assert Sighting.objects.get().state == "confirmed"
    assert acts_of(sent)[-1] == "reply.printed"


def test_of_two_who_settle_a_reply_at_once_one_wins(cast, sent):
    other = PressReply.objects.select_related("answer__case__unit", "outlet").get(pk=sent.pk)
    withdraw_reply(sent, "اكتفينا بالتنويه", by=cast.saleh, at=MORNING)
    with pytest.raises(SomeoneElseDidIt):
        confirm_printed(other, Printed(MORNING.date(), "ص 3", "same"), by=cast.fahad, at=MORNING)
    assert acts_of(sent).count("reply.given_up") == 1


@pytest.mark.parametrize(
    "how",
    [
        Printed(MORNING.date(), " ", "same"),
        Printed(MORNING.date(), "ص 3", "huge"),
        Printed((MORNING - DAY).date(), "ص 3", "same"),
        Printed((MORNING + 3 * DAY).date(), "ص 3", "same"),
    ],
)
def test_without_place_prominence_or_a_possible_day_nothing_is_recorded(cast, sent, how):
    with pytest.raises(Missing):
        confirm_printed(sent, how, by=cast.saleh, at=MORNING + DAY)
    assert acts_of(sent) == ["reply.tracked"]


def test_denied_is_not_proposed_again_and_given_up_needs_a_reason(cast, sent):
    heard(cast)
    look_for_replies(at=MORNING + DAY)
    deny_sighting(Sighting.objects.select_related("reply__answer__case__unit").get(), by=cast.saleh, at=MORNING + DAY)
    assert look_for_replies(at=MORNING + 2 * DAY) == 0
    with pytest.raises(Missing):
        withdraw_reply(sent, "  ", by=cast.saleh, at=MORNING)
    withdraw_reply(sent, "نشر المنفذ تصحيحًا من عنده", by=cast.saleh, at=MORNING)
    reopen_reply(sent, by=cast.saleh, at=MORNING + DAY)
    sent.refresh_from_db()
    assert (sent.state, sent.reason, sent.ended_at) == ("waiting", "", None)
    with pytest.raises(SomeoneElseDidIt):
        reopen_reply(sent, by=cast.saleh, at=MORNING + DAY)


def test_who_may_not_follow_replies_is_refused(cast, sent):
    for act in (
        lambda: withdraw_reply(sent, "سبب", by=cast.rakan, at=MORNING),
        lambda: confirm_printed(sent, Printed(MORNING.date(), "ص 3", "same"), by=cast.huda, at=MORNING),
        lambda: escalate_reply(sent, "reminder", by=cast.lina, at=MORNING),
        lambda: agree_day(sent, MORNING.date(), by=cast.majed, at=MORNING),
        lambda: track_reply(sent.answer, cast.outlet(), by=cast.rakan, at=MORNING),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert acts_of(sent) == ["reply.tracked"]


def test_each_step_of_the_ladder_is_a_letter_ready_for_approval(cast, sent):
    for form in ("reminder", "claim", "regulator"):
        template(form)
    at = MORNING + 5 * DAY
    first = escalate_reply(sent, "reminder", by=cast.saleh, at=at)
    assert (first.state, first.case_id, first.title.startswith("تذكير")) == ("draft", sent.answer.case_id, True)
    assert cast.outlet().name_ar in first.draft
    claim = escalate_reply(sent, "claim", by=cast.saleh, at=at)
    assert "التصحيح في أول عدد." in claim.draft
    assert "خطابنا بتاريخ" in claim.draft
    with pytest.raises(WrongState):
        escalate_reply(sent, "claim", by=cast.fahad, at=at)  # of two at once one wins
    withdraw_answer(claim, by=cast.saleh, at=at)
    assert escalate_reply(sent, "claim", by=cast.fahad, at=at).pk != claim.pk
    assert sent.steps.count() == 2


def test_the_letters_of_the_ladder_are_not_followed_themselves(cast, sent):
    template("reminder")
    letter = escalate_reply(sent, "reminder", by=cast.saleh, at=MORNING)
    Answer.objects.filter(pk=letter.pk).update(draft="نأمل نشر تعقيبنا المرسل إليكم.")
    letter.refresh_from_db()
    submit_answer(letter, by=cast.saleh, at=MORNING)
    approve_answer(letter, letter.version, by=cast.noura, at=MORNING)
    out = send_by_email(Answer.objects.get(pk=letter.pk), EDITOR, by=cast.saleh, at=MORNING)
    send_letter(out.pk, at=MORNING)
    assert track_letters(at=MORNING) == 0


def test_without_a_template_the_step_says_what_is_missing(cast, sent):
    with pytest.raises(Missing):
        escalate_reply(sent, "claim", by=cast.saleh, at=MORNING)
    with pytest.raises(WrongState):
        escalate_reply(sent, "lawsuit", by=cast.saleh, at=MORNING)


def test_the_sweeper_tells_on_the_day_after_and_on_the_day_of_each_step(cast, sent):
    told = []
    for day in range(16):
        sweep_replies(at=MORNING + day * DAY + timedelta(hours=1))
        told.append(Notice.objects.filter(person=cast.saleh, act="reply.unprinted").count())
    assert told[:4] == [0, 0, 0, 1]
    assert told[-1] == 1  # nobody took a step: the first one stays due and is not repeated daily
    template("reminder")
    escalate_reply(sent, "reminder", by=cast.saleh, at=MORNING + 4 * DAY)
    sweep_replies(at=MORNING + 7 * DAY)
    assert Notice.objects.filter(person=cast.saleh, act="reply.unprinted").count() == 2


def test_an_agreed_day_is_waited_for(cast, sent):
    agree_day(sent, (MORNING + 6 * DAY).date(), by=cast.saleh, at=MORNING, note="مع سكرتير التحرير")
    sweep_replies(at=MORNING + 5 * DAY)
    assert not Notice.objects.filter(act="reply.unprinted").exists()
    with pytest.raises(Missing):
        agree_day(sent, (MORNING - DAY).date(), by=cast.saleh, at=MORNING)


def test_a_text_handed_over_by_hand_is_followed_once_with_each_outlet(cast, sent):
    other = cast.outlet("صحيفة أخرى", "x@y.example", "print")
    reply = track_reply(sent.answer, other, by=cast.saleh, at=MORNING + DAY, sent_at=MORNING)
    assert (reply.item, reply.letter, reply.due_on) == (None, None, (MORNING + 2 * DAY).date())
    with pytest.raises(SomeoneElseDidIt):
        track_reply(sent.answer, other, by=cast.saleh, at=MORNING + DAY)
    draft = draft_answer(sent.answer.case, "مسودة", "نص", by=cast.saleh, at=MORNING)
    with pytest.raises(WrongState):
        track_reply(draft, other, by=cast.saleh, at=MORNING)


def written_to(answer, address, at):
    letter = send_by_email(Answer.objects.get(pk=answer.pk), address, by=answer.drafted_by, at=at)
    assert send_letter(letter.pk, at=at)


def test_the_same_text_sent_to_a_further_outlet_is_followed_there_too(cast, sent):
    other = cast.outlet("صحيفة أخرى", "desk@other.example", "print")
    CaseItem.objects.create(case=sent.answer.case, item=cast.item(outlet=other, medium="print"), added_at=MORNING)
    assert track_letters(at=MORNING + DAY) == 0  # it went to the first alone
    written_to(sent.answer, "Desk@other.example", MORNING + DAY)
    assert [track_letters(at=MORNING + DAY) for _ in range(2)] == [1, 0]
    later = PressReply.objects.get(outlet=other)
    ClockPolicy.objects.create(
        unit=cast.ministry, promise="printed", minutes=420, basis="work", valid_from=date(2024, 1, 1)
    )
    promises.print_awaited(sent.answer, since=MORNING, at=MORNING)
    clock = CaseClock.objects.get(promise="printed")
    confirm_printed(sent, Printed(MORNING.date(), "ص 3", "same"), by=cast.saleh, at=MORNING + DAY)
    clock.refresh_from_db()
    assert clock.met_at is None  # the other has not printed it
    with pytest.raises(WrongState):
        see_printed(sent.answer.case, "ص 3", by=cast.saleh, at=MORNING + DAY)
    confirm_printed(later, Printed((MORNING + DAY).date(), "ص 1", "same"), by=cast.saleh, at=MORNING + 2 * DAY)
    clock.refresh_from_db()
    assert clock.met_at == MORNING + 2 * DAY
    later.refresh_from_db()
    reopen_reply(later, by=cast.saleh, at=MORNING + 2 * DAY)
    assert CaseClock.objects.filter(promise="printed", met_at=None, ended_at=None).count() == 1


def test_a_holding_line_is_waited_for_in_no_paper(cast, law):
    case = cast.case()
    line = draft_answer(case, "رد مبدئي", "نوافيكم بالرد غدًا.", by=cast.saleh, at=MORNING, is_holding=True)
    submit_answer(line, by=cast.saleh, at=MORNING)
    approve_answer(line, 1, by=cast.noura, at=MORNING)
    written_to(line, EDITOR, MORNING)
    assert track_letters(at=MORNING) == 0


def test_a_legal_text_changes_from_today_and_followed_replies_keep_theirs(cast, sent, law):
    wanted = Law("نظام الإعلام", "المادة 20", "نص جديد", "أم القرى", 5, [2, 5, 9], True)
    with pytest.raises(NotAllowed):
        change_law(law, wanted, by=cast.abeer, at=MORNING)
    new = change_law(law, wanted, by=cast.sami, at=MORNING)
    today = MORNING.date()
    assert press.law_for("online", today) == new
    assert press.law_for("online", today - DAY) == law
    sent.refresh_from_db()
    assert sent.law == law
    with pytest.raises(SomeoneElseDidIt):
        change_law(law, wanted, by=cast.sami, at=MORNING)
    with pytest.raises(Missing):
        change_law(new, Law("نظام", "", "نص", "", 5, [3, 2, 9], False), by=cast.sami, at=MORNING)
    assert Act.objects.filter(name="law.changed").count() == 1


@pytest.mark.parametrize(("ends", "column"), [("printed", "met_at"), ("withdrawn", "ended_at")])
def test_the_clock_of_the_print_stops_with_the_reply(cast, sent, ends, column):
    clock = CaseClock.objects.create(
        case=sent.answer.case, promise="printed", answer=sent.answer, started_at=MORNING, due_at=MORNING + DAY,
        warn_at=MORNING + DAY, clock={"promise": "printed", "minutes": 60, "basis": "wall"},
    )  # fmt: skip
    if ends == "printed":
        confirm_printed(sent, Printed(MORNING.date(), "ص 3", "same"), by=cast.saleh, at=MORNING + DAY)
    else:
        withdraw_reply(sent, "سبب", by=cast.saleh, at=MORNING + DAY)
    clock.refresh_from_db()
    assert getattr(clock, column) == MORNING + DAY


def test_a_closed_case_still_claims_its_print(cast, sent):
    template("reminder")
    case = sent.answer.case
    case.refresh_from_db()
    close_case(case, "done", by=cast.saleh, at=MORNING + DAY)
    letter = escalate_reply(sent, "reminder", by=cast.saleh, at=MORNING + 4 * DAY)
    letter.draft = "نأمل نشر تعقيبنا."
    letter.save()
    submit_answer(letter, by=cast.saleh, at=MORNING + 4 * DAY)
    approve_answer(letter, letter.version, by=cast.noura, at=MORNING + 4 * DAY)
    out = send_by_email(Answer.objects.get(pk=letter.pk), EDITOR, by=cast.saleh, at=MORNING + 4 * DAY)
    assert send_letter(out.pk, at=MORNING + 4 * DAY)
    case.refresh_from_db()
    assert case.state == "closed"


# A reply whose letter came back


def comes_back(reply, at=MORNING + timedelta(hours=2)):
    reply.letter.refresh_from_db()
    take_delivery_report(DeliveryReport(reply.letter.message_id, "failed", "5.1.1", EDITOR, "no such user"), at=at)
    reply.refresh_from_db()


def test_a_reply_whose_letter_comes_back_waits_for_no_print(cast, sent):
    ClockPolicy.objects.create(
        unit=cast.ministry, promise="printed", minutes=2880, basis="wall", valid_from=date(2026, 1, 1)
    )
    promises.print_awaited(sent.answer, since=MORNING, at=MORNING)
    comes_back(sent)
    assert (sent.state, sent.next_alarm_at) == ("returned", None)
    assert "no such user" in sent.reason
    assert not CaseClock.objects.filter(promise="printed", ended_at=None, met_at=None).exists()
    assert acts_of(sent) == ["reply.tracked", "reply.returned"]
    heard(cast)
    assert look_for_replies(at=MORNING + DAY) == 0 and sweep_replies(at=MORNING + 30 * DAY) == 0
    assert not Notice.objects.filter(act="reply.unprinted").exists()
    today = (MORNING + DAY).date()
    assert press.tallies(PressReply.objects.all(), today)["returned"] == 1
    assert press.tallies(PressReply.objects.all(), today)["waiting"] == 0
    assert list(replies_to_see(PressReply.objects.all(), cast.saleh, today)) == [sent]
    with pytest.raises(SomeoneElseDidIt):
        withdraw_reply(sent, "سبب", by=cast.saleh, at=MORNING + DAY)


def test_sent_anew_to_the_corrected_address_it_is_waited_for_again(cast, sent):
    comes_back(sent)
    outlet = cast.outlet()
    Outlet.objects.filter(pk=outlet.pk).update(email="desk@alwaha.example")
    later = MORNING + DAY
    letter = send_by_email(Answer.objects.get(pk=sent.answer_id), "desk@alwaha.example", by=cast.saleh, at=later)
    assert send_letter(letter.pk, at=later)
    assert track_letters(at=later) == 1
    sent.refresh_from_db()
    assert (sent.state, sent.letter, sent.sent_at, sent.due_on) == ("waiting", letter, later, (later + 2 * DAY).date())
    assert (sent.reason, sent.ended_at, sent.next_alarm_at is not None) == ("", None, True)
    assert acts_of(sent)[-1] == "reply.tracked"
    assert track_letters(at=later) == 0


def test_handed_over_otherwise_it_is_waited_for_again_too(cast, sent):
    comes_back(sent)
    again = track_reply(sent.answer, sent.outlet, by=cast.saleh, at=MORNING + DAY)
    assert (again.pk, again.state, again.letter) == (sent.pk, "waiting", None)


# Our own reply leaves the inbox


def test_a_confirmed_print_leaves_the_inbox_and_comes_back_to_it(cast, sent):
    mention = cast.mention(item=heard(cast))
    other = cast.mention("qassim", item=mention.item)
    look_for_replies(at=MORNING + DAY)
    found = Sighting.objects.select_related("reply__answer__case__unit", "item").get()
    how = Printed(MORNING.date() + DAY, "ص 3", "same", found.item.title, found.item.text, found.item)
    confirm_printed(found.reply, how, by=cast.saleh, at=MORNING + DAY)
    mention.refresh_from_db()
    other.refresh_from_db()
    assert (mention.state, mention.reason, mention.decided_by) == ("no_answer", "our_reply", cast.saleh)
    assert other.state == "waiting"  # another amana's inbox is its own
    assert Seen.objects.filter(person=cast.saleh, item=mention.item).exists()
    assert Act.objects.get(name="item.no_answer").after == {"reason": "our_reply"}
    reopen_reply(PressReply.objects.get(pk=sent.pk), by=cast.saleh, at=MORNING + DAY)
    mention.refresh_from_db()
    assert (mention.state, mention.reason, mention.decided_by) == ("waiting", "", None)
    assert Act.objects.filter(name="item.decision_undone").count() == 1


def test_what_was_decided_of_the_print_before_stays_so(cast, sent):
    mention = cast.mention(item=heard(cast))
    decide_no_answer(mention, "information", by=cast.rakan, at=MORNING + DAY)
    how = Printed(MORNING.date() + DAY, "ص 3", "same", item=mention.item)
    confirm_printed(sent, how, by=cast.saleh, at=MORNING + DAY)
    reopen_reply(PressReply.objects.get(pk=sent.pk), by=cast.saleh, at=MORNING + DAY)
    mention.refresh_from_db()
    assert (mention.state, mention.reason) == ("no_answer", "information")


# A reply printed otherwise than it was sent


@pytest.fixture
def altered(cast, sent):
    """The reply, printed with another number and without its end; the day after the sending."""
    said = PRINTED.replace("150", "130").split("، وستُستكمل")[0]
    how = Printed(MORNING.date() + DAY, "ص 5", "less", "الأمانة ترد", f"تلقينا الآتي: {said}. والله أعلم.")
    confirm_printed(sent, how, by=cast.saleh, at=MORNING + DAY)
    for form in ("correction", "corr_claim", "corr_appeal"):
        Template.objects.create(
            form=form, name_ar=form, valid_from=date(2026, 1, 1),
            text="[المنفذ]\n\n[تاريخ نشر التعقيب] [موضع نشر التعقيب]\n\n[المواضع المغيرة]\n\n[ما سبق من مخاطبات]",
        )  # fmt: skip
    return PressReply.objects.select_related("answer__case__unit", "outlet", "item", "law").get()


def test_a_correction_is_asked_for_with_each_altered_passage_beside_ours(cast, altered):
    assert next_rung(altered).step == "correction"
    letter = escalate_reply(altered, "correction", by=cast.saleh, at=MORNING + DAY)
    assert letter.title == "طلب تصحيح تعقيب منشور: إيضاح أمانة الرياض بشأن الإنارة"
    assert "ورد في تعقيبنا: «نفيدكم بأن الأمانة أصلحت {=150} عمود إنارة في" in letter.draft.replace("  ", " ")
    assert "{=130} عمود إنارة" in letter.draft  # every figure is ours to answer for
    assert "وستُستكمل" in letter.draft and "والله أعلم" not in letter.draft.split("ونُشر")[1]
    assert "ص {=5}" in letter.draft
    assert "«نفيدكم" in letter.draft.split("ونُشر")[1]  # whole sentences, the outlet's lead left out
    assert letter.case == altered.answer.case and letter.state == "draft"
    altered.refresh_from_db()
    assert (altered.state, altered.numbers) == ("printed", [["150", "130"]])  # the evidence stays
    with pytest.raises(WrongState):
        escalate_reply(altered, "correction", by=cast.saleh, at=MORNING + DAY)
    with pytest.raises(WrongState):
        escalate_reply(altered, "reminder", by=cast.saleh, at=MORNING + DAY)
    with pytest.raises(NotAllowed):
        escalate_reply(altered, "corr_claim", by=cast.huda, at=MORNING + DAY)


def test_the_ladder_of_a_correction_follows_the_right_of_reply(cast, altered):
    escalate_reply(altered, "correction", by=cast.saleh, at=MORNING + DAY)
    altered.refresh_from_db()
    claim = next_rung(altered)
    assert (claim.step, claim.on) == ("corr_claim", MORNING.date() + timedelta(days=1 + 2 + 4))
    Notice.objects.all().delete()
    assert sweep_replies(at=MORNING + 6 * DAY) == 0
    assert sweep_replies(at=MORNING + 7 * DAY + timedelta(hours=1)) == 1
    assert Notice.objects.get().act == "reply.uncorrected"
    assert Act.objects.get(name="reply.uncorrected").after["step"] == "corr_claim"
    claimed = escalate_reply(altered, "corr_claim", by=cast.saleh, at=MORNING + 8 * DAY)
    assert "خطابنا بتاريخ" in claimed.draft
    assert next_rung(altered).step == "corr_appeal"
    escalate_reply(altered, "corr_appeal", by=cast.saleh, at=MORNING + 20 * DAY)
    altered.refresh_from_db()
    assert (next_rung(altered), altered.next_alarm_at) == (None, None)


def test_a_recorded_correction_ends_the_ladder_and_may_be_taken_back(cast, altered):
    escalate_reply(altered, "correction", by=cast.saleh, at=MORNING + DAY)
    altered.refresh_from_db()
    for day, place in ((MORNING.date(), "ص 2"), (MORNING.date() + 9 * DAY, "ص 2"), (MORNING.date() + 2 * DAY, " ")):
        with pytest.raises(Missing):
            record_correction(altered, day, place, by=cast.saleh, at=MORNING + 3 * DAY)
    with pytest.raises(NotAllowed):
        record_correction(altered, MORNING.date() + 2 * DAY, "ص 2", by=cast.lina, at=MORNING + 3 * DAY)
    record_correction(altered, MORNING.date() + 2 * DAY, "ص 2", by=cast.saleh, at=MORNING + 3 * DAY)
    assert (next_rung(altered), altered.next_alarm_at) == (None, None)
    assert acts_of(altered)[-1] == "reply.corrected"
    with pytest.raises(SomeoneElseDidIt):
        record_correction(altered, MORNING.date() + 2 * DAY, "ص 2", by=cast.fahad, at=MORNING + 3 * DAY)
    with pytest.raises(WrongState):
        escalate_reply(altered, "corr_claim", by=cast.saleh, at=MORNING + 9 * DAY)
    reopen_reply(altered, by=cast.saleh, at=MORNING + 9 * DAY)
    assert (altered.state, altered.corrected_on, altered.corrected_at) == ("waiting", None, "")


def test_what_was_printed_as_sent_needs_no_correction(cast, sent):
    confirm_printed(sent, Printed(MORNING.date() + DAY, "ص 5", "same", text=PRINTED), by=cast.saleh, at=MORNING + DAY)
    sent.refresh_from_db()
    assert next_rung(sent) is None
    with pytest.raises(WrongState):
        escalate_reply(sent, "correction", by=cast.saleh, at=MORNING + DAY)


def test_only_what_somebody_prints_is_offered_to_be_followed(cast, sent):
    assert press.may_be_printed(sent.answer)
    asked = cast.case(medium="email", outlet=None)
    assert not press.may_be_printed(draft_answer(asked, "جواب", "نص", by=cast.saleh, at=MORNING))
    assert press.may_be_printed(
        draft_answer(cast.case(medium="print", outlet=None), "رد", "نص", by=cast.saleh, at=MORNING)
    )
    line = draft_answer(cast.case(), "رد أولي", "نعمل على الرد", by=cast.saleh, at=MORNING, is_holding=True)
    assert not press.may_be_printed(line)
    template("reminder")
    assert not press.may_be_printed(escalate_reply(sent, "reminder", by=cast.saleh, at=MORNING + 9 * DAY))
