"""The assistant from the editor to the draft: nothing personal leaves, its text is marked, a person makes it theirs."""
# ruff: noqa: F811 - fixtures of neighbouring files

import json
from datetime import timedelta

import pytest

from sada.desk.ask_assistant import AssistantOff, StillWriting, ask_assistant
from sada.desk.draft_answer import Unread, change_answer, submit_answer
from sada.desk.use_assistant import use_text
from sada.jobs import assistant as job
from sada.kernel import clock
from sada.kernel.refusals import Missing, NotAllowed, SomeoneElseDidIt, WrongState
from sada.reading.read_items import as_text
from sada.reading.store_readings import as_row
from sada.store.models import Act, Answer, AssistantDraft, Contact, Reading
from sada.understand.lexicon import shipped
from sada.understand.read import read
from tests.cast import MORNING
from tests.outside.test_assistant import Server, server  # noqa: F401 - fixture
from tests.web.test_answers import approved, at, draft, html, submitted  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db


@pytest.fixture
def on(settings, server):
    """`on(text="…")`: an assistant on loopback that answers so."""

    def set_up(**plan):
        settings.ASSISTANT_URL, settings.ASSISTANT_MODEL, settings.ASSISTANT_SECONDS = server(**plan), "m-1", 2

    return set_up


def ask(answer, by, wish="", when=MORNING):
    """Ask and let the worker work."""
    row = ask_assistant(answer, wish, by=by, at=when)
    with clock.at(when):
        job.ask_assistant(row.pk)
    row.refresh_from_db()
    return row


def test_it_is_off_unless_an_address_is_set(as_, cast, draft):
    answer = draft()
    with pytest.raises(AssistantOff):
        ask_assistant(answer, "", by=cast.saleh, at=MORNING)
    browser = as_("saleh", "en")
    assert "Ask for a draft" not in html(browser.get(at("edit", answer.pk)))
    assert "No assistant is set up here." in html(browser.post(at("ask_assistant", answer.pk), {"wish": "اكتب"}))


def test_nothing_personal_leaves_and_the_log_holds_no_text(cast, draft, on):
    on(text="نص الرد")
    answer = draft("مسودة عن جوال 0551234567")
    item = answer.case.case_items.get().item
    item.text, item.author, item.outlet = "أنا ماجد السالم، هويتي 1012345678 واتصلوا @majed_s", "سعاد العمري", None
    item.text += "، والمواطن نايف الحارثي معي. وقال محمد بن سعد الدوسري: «الشارع مظلم منذ سنة»."
    item.save()
    Reading.objects.filter(item=item).delete()
    Reading.objects.bulk_create([as_row(item, read(as_text(item), shipped()))])
    Contact.objects.create(item=item, name="ماجد السالم", email="m@private.example")
    row = ask(answer, cast.saleh, "اذكر ماجد السالم ورقمه ٠٥٥١٢٣٤٥٦٧")
    sent = json.dumps(Server.asked, ensure_ascii=False)
    for secret in (
        "0551234567",
        "٠٥٥١٢٣٤٥٦٧",
        "ماجد",
        "السالم",
        "1012345678",
        "majed_s",
        "private.example",
        "نايف",
        "الدوسري",
    ):
        assert secret not in sent, secret
    assert row.hidden >= 4
    assert "ماجد" not in row.wish
    logged = Act.objects.get(name="assistant.asked")
    assert logged.after == {"answer": answer.pk, "version": 1, "model": "m-1"}
    assert logged.note == ""


def test_its_text_is_marked_until_a_person_accepts_or_changes_it(as_, cast, draft, on):
    on(text="باشرت الفرق العمل. {=3} أعمدة")
    answer = draft()
    ask(answer, cast.saleh)
    browser = as_("saleh", "en")
    shown = html(browser.get(at("edit", answer.pk)))
    assert "Machine-drafted, read by nobody yet" in shown
    assert "Put into the draft" in shown
    assert browser.post(at("use_assistant", answer.pk), {"version": 1}).status_code == 302
    now = Answer.objects.get()
    assert (now.draft, now.is_machine, now.version) == ("باشرت الفرق العمل. 3 أعمدة", True, 2)
    assert now.versions.get(version=2).is_machine
    with pytest.raises(Unread):
        submit_answer(now, by=cast.saleh, at=MORNING)
    assert "The number <bdi>3</bdi> rests on no fact" in html(browser.get(at("edit", answer.pk))).replace(
        "number 3 rests", "number <bdi>3</bdi> rests"
    )
    change_answer(now, "عنوان آخر", now.draft, 2, by=cast.saleh, at=MORNING)
    assert Answer.objects.get().is_machine  # another title is not a reading of the text
    assert browser.post(at("accept_assistant", answer.pk), {"version": 3}).status_code == 302
    mine = Answer.objects.get()
    change_answer(mine, mine.title, "باشرت الفرق العمل.", 3, by=cast.saleh, at=MORNING)
    submit_answer(mine, by=cast.saleh, at=MORNING)
    names = Act.objects.filter(name__startswith="assistant.").values_list("name", flat=True)
    assert list(names) == ["assistant.asked", "assistant.used", "assistant.accepted"]


def test_a_persons_change_makes_the_text_theirs(cast, draft, on):
    on(text="نص الآلة")
    answer = draft()
    ask(answer, cast.saleh)
    use_text(answer, 1, by=cast.saleh, at=MORNING)
    change_answer(answer, answer.title, "نص الآلة بعد تعديل", 2, by=cast.fahad, at=MORNING)
    submit_answer(Answer.objects.get(), by=cast.fahad, at=MORNING)


def test_who_asked_the_assistant_is_a_writer_and_does_not_approve(cast, draft, on):
    on(text="نص الآلة")
    answer = draft()
    ask(answer, cast.noura)
    use_text(answer, 1, by=cast.noura, at=MORNING)
    assert set(answer.versions.values_list("by__username", flat=True)) == {"saleh", "noura"}


def test_only_facts_it_was_given_are_cited(cast, draft, on):
    mine, foreign = cast.fact("150"), cast.fact("99", unit="qassim")
    on(text=f"صين {{#{mine.pk}}} عمودًا و{{#{foreign.pk}:99}}")
    row = ask(draft(), cast.saleh)
    assert row.text == f"صين {{#{mine.pk}}} عمودًا و99"
    assert f"{{#{foreign.pk}}}" not in Server.asked[0][2]["messages"][1]["content"]


@pytest.mark.parametrize(
    ("plan", "sentence"),
    [
        ({"status": 401}, "The assistant refused the access key."),
        ({"status": 500}, "The assistant answered with an error."),
        ({"body": "?"}, "answer was not understood."),
        ({"text": " "}, "The assistant wrote nothing."),
    ],
)
def test_a_failure_is_a_sentence_and_the_draft_is_as_it_was(as_, cast, draft, on, plan, sentence):
    on(**plan)
    answer = draft("مسودتي")
    ask(answer, cast.saleh)
    shown = html(as_("saleh", "en").get(at("assistant", answer.pk))).replace("&#x27;", "'")
    assert sentence in shown
    assert Answer.objects.get().draft == "مسودتي"
    with pytest.raises(Missing):
        use_text(answer, 1, by=cast.saleh, at=MORNING)


def test_one_question_at_a_time_and_a_lost_one_is_not_waited_for(as_, cast, draft, on):
    on(text="نص")
    answer = draft()
    ask_assistant(answer, "", by=cast.saleh, at=MORNING)
    with pytest.raises(StillWriting):
        ask_assistant(answer, "", by=cast.fahad, at=MORNING)
    assert "The assistant is writing" in html(as_("saleh", "en").get(at("assistant", answer.pk)))
    later = MORNING + timedelta(minutes=30)
    with clock.at(later):
        assert "cannot be reached" in html(as_("saleh", "en").get(at("assistant", answer.pk)))
    ask_assistant(answer, "", by=cast.fahad, at=later)
    assert AssistantDraft.objects.count() == 2


def test_who_and_when_it_may_be_asked(cast, draft, approved, on):
    on(text="نص")
    for person in (cast.rakan, cast.huda, cast.majed):
        with pytest.raises(NotAllowed):
            ask_assistant(draft(), "", by=person, at=MORNING)
    frozen = approved()
    ask(frozen, cast.saleh)
    with pytest.raises(WrongState):  # what was approved is not replaced under the approver's hands
        use_text(frozen, 1, by=cast.saleh, at=MORNING)
    mine = draft()
    ask(mine, cast.saleh)
    change_answer(mine, "رد", "نص أحدث", 1, by=cast.fahad, at=MORNING)
    with pytest.raises(SomeoneElseDidIt):
        use_text(Answer.objects.get(pk=mine.pk), 1, by=cast.saleh, at=MORNING)
