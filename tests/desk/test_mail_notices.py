"""Notices by e-mail: at once, in the letter of the day, or not; quiet hours; one letter and never a second."""

from datetime import date, time, timedelta

import pytest

from sada.desk import mail_notices as mail_module
from sada.desk.ask_expert import Expert, ask_expert
from sada.desk.assign_case import assign_case
from sada.desk.mail_notices import mail_notices
from sada.desk.note_case import note_case
from sada.desk.transfer_case import return_case, transfer_case
from sada.kernel.notices import see_about, tell
from sada.kernel.preferences import set_notice_way
from sada.store.models import Case, ClockPolicy, Notice, Outgoing, Person
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
HOUR, MINUTE, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)
NIGHT = MORNING + 14 * HOUR


@pytest.fixture
def posted(cast):
    """The cast with e-mail addresses."""
    for name in ("saleh", "noura", "salma", "abeer"):
        Person.objects.filter(username=name).update(email=f"{name}@riyadh.example")
        cast.person[name].refresh_from_db()
    return cast


def letters(kind="notices"):
    return list(Outgoing.objects.filter(kind=kind).order_by("id"))


def test_without_a_choice_notices_come_in_one_letter_the_next_morning(posted):
    case = posted.case(title="شكوى المواطن سعيد")
    note_case(case, "ملاحظة", by=posted.noura, at=MORNING)
    note_case(case, "أخرى", by=posted.noura, at=MORNING + HOUR)
    assert mail_notices(at=MORNING + 22 * HOUR) == 0
    assert mail_notices(at=MORNING + 23 * HOUR) == 1  # eight the next morning
    (letter,) = letters()
    assert letter.address == "saleh@riyadh.example"
    assert letter.subject == "تنبيهان من صدى"
    assert letter.text.count(case.number) == 2
    assert "سعيد" not in letter.text + letter.subject  # the subject of a case may name a citizen
    assert letter.language == "ar"


def test_however_often_one_sweeps_a_notice_goes_once(posted):
    """Fault: the letter of the day and the urgent one both carry the same notice, or a restart repeats it."""
    case = posted.case()
    note_case(case, "ملاحظة", by=posted.noura, at=MORNING)
    for _ in range(3):
        mail_notices(at=MORNING + DAY)
    assert len(letters()) == 1
    assert Notice.objects.get(letter=letters()[0]).mail_at is None
    note_case(case, "ثالثة", by=posted.noura, at=MORNING + DAY)
    mail_notices(at=MORNING + 2 * DAY)
    assert [letter.text.count(case.number) for letter in letters()] == [1, 1]


def test_at_once_means_at_the_next_sweep_and_after_quiet_hours_in_the_morning(posted):
    set_notice_way(posted.saleh, mail="at_once")
    case = posted.case()
    note_case(case, "ملاحظة", by=posted.noura, at=MORNING)
    assert mail_notices(at=MORNING) == 1
    note_case(case, "ليلًا", by=posted.noura, at=NIGHT)
    assert mail_notices(at=NIGHT + 6 * HOUR) == 0
    assert mail_notices(at=NIGHT + 7 * HOUR) == 1
    assert letters()[0].subject.startswith("إضافة ملاحظة داخلية")


def test_an_urgent_case_breaks_through_quiet_hours_and_the_digest(posted):
    case = posted.case()
    Case.objects.filter(pk=case.pk).update(urgency="urgent")
    case.refresh_from_db()
    note_case(case, "عاجل", by=posted.noura, at=NIGHT)
    assert mail_notices(at=NIGHT) == 1
    set_notice_way(posted.saleh, urgent_breaks_in=False)
    note_case(case, "عاجل", by=posted.noura, at=NIGHT)
    assert mail_notices(at=NIGHT + HOUR) == 0
    assert mail_notices(at=NIGHT + 7 * HOUR) == 1


def test_quiet_hours_are_the_persons_own(posted):
    set_notice_way(posted.saleh, mail="at_once", quiet_from=time(8), quiet_to=time(10))
    note_case(posted.case(), "ملاحظة", by=posted.noura, at=MORNING)
    assert mail_notices(at=MORNING + 59 * MINUTE) == 0
    assert mail_notices(at=MORNING + HOUR) == 1


def test_what_was_seen_on_screen_meanwhile_is_left_out(posted):
    first, second = posted.case(), posted.case()
    for case in (first, second):
        note_case(case, "ملاحظة", by=posted.noura, at=MORNING)
    see_about(posted.saleh, first, at=MORNING + HOUR)
    mail_notices(at=MORNING + DAY)
    assert first.number not in letters()[0].text
    assert second.number in letters()[0].text
    see_about(posted.saleh, second, at=MORNING + DAY)
    note_case(second, "أخرى", by=posted.noura, at=MORNING + DAY)
    see_about(posted.saleh, second, at=MORNING + DAY)
    assert mail_notices(at=MORNING + 3 * DAY) == 0


def test_only_on_screen_means_no_letter_and_so_does_no_address(posted):
    set_notice_way(posted.saleh, mail="off")
    case = posted.case()
    note_case(case, "ملاحظة", by=posted.noura, at=MORNING)
    assign_case(case, posted.fahad, by=posted.saleh, at=MORNING)  # has no address
    assert mail_notices(at=MORNING + 3 * DAY) == 0
    assert Notice.objects.filter(act="case.noted").exists()


def test_nothing_of_the_demos_people_leaves_the_machine(posted):
    Person.objects.filter(pk=posted.saleh.pk).update(invented=True)
    posted.saleh.refresh_from_db()
    note_case(posted.case(), "ملاحظة", by=posted.noura, at=MORNING)
    assert mail_notices(at=MORNING + DAY) == 0


def test_who_left_the_house_gets_no_letter(posted):
    note_case(posted.case(), "ملاحظة", by=posted.noura, at=MORNING)
    Person.objects.filter(pk=posted.saleh.pk).update(is_active=False)
    assert mail_notices(at=MORNING + DAY) == 0
    assert not Notice.objects.exclude(mail_at=None).exists()


def test_who_gets_a_letter_of_its_own_about_it_gets_no_second(posted):
    """Fault: the expert is asked by letter, and the letter of the day asks again."""
    ClockPolicy.objects.create(
        unit=posted.ministry, promise="fact", minutes=90, basis="work", valid_from=date(2024, 1, 1)
    )
    case = posted.case()
    ask_expert(case, "كم عمودًا؟", Expert(posted.salma), by=posted.saleh, at=MORNING, site="https://sada.example")
    assert Notice.objects.get(act="question.asked").mail_at is None
    mail_notices(at=MORNING + 3 * DAY)
    assert [letter.kind for letter in Outgoing.objects.filter(address=posted.salma.email)] == ["question.asked"]


def test_the_letter_speaks_the_readers_language_and_leads_to_the_case(posted, settings):
    settings.SITE = "https://sada.example"
    Person.objects.filter(pk=posted.saleh.pk).update(language="en")
    case = posted.case()
    note_case(case, "ملاحظة", by=posted.noura, at=MORNING)
    mail_notices(at=MORNING + DAY)
    (letter,) = letters()
    assert letter.subject == f"Internal note added (case {case.number})"
    assert f"https://sada.example/cases/{case.pk}/" in letter.text
    assert letter.text.startswith("Dear Saleh Al-Qahtani,")


def test_a_long_digest_names_how_many_more_there_are(posted):
    case = posted.case()
    tell([posted.saleh], "case.noted", on=case, by=None, at=MORNING)
    for _ in range(60):
        tell([posted.saleh], "case.noted", on=case, by=None, at=MORNING)
    mail_notices(at=MORNING + DAY)
    (letter,) = letters()
    assert letter.text.count(case.number) == 50
    assert "11" in letter.text.splitlines()[-3]


def test_an_unknown_choice_is_no_preference(posted):
    with pytest.raises(KeyError):
        set_notice_way(posted.saleh, colour="green")


def test_a_case_handed_over_is_mailed_at_once_to_who_receives_it_and_to_who_carried_it(posted):
    Person.objects.filter(username="huda").update(email="huda@qassim.example")
    Person.objects.filter(username="badr").update(email="badr@qassim.example")
    set_notice_way(posted.badr, mail="off")
    case = posted.case()
    transfer_case(case, posted.qassim, "الموقع لدى المواطن سعيد", by=posted.noura, at=MORNING)
    assert mail_notices(at=MORNING) == 2
    assert {letter.address for letter in letters()} == {"huda@qassim.example", "saleh@riyadh.example"}
    assert all(case.number in letter.subject and "سعيد" not in letter.text for letter in letters())
    assert set(Notice.objects.filter(act="case.transferred").values_list("person__username", flat=True)) == {
        "huda", "badr", "saleh",
    }  # fmt: skip
    return_case(case, "الموقع لديكم", by=posted.huda, at=NIGHT)
    assert mail_notices(at=NIGHT) == 0  # quiet hours
    mail_notices(at=NIGHT + 7 * HOUR)
    assert "noura@riyadh.example" in {letter.address for letter in letters()[2:]}


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [("ministry", "riyadh", "saleh"), ("riyadh", "dawadmi", "saleh"), ("riyadh", "ministry", "majed")],
)
def test_up_and_down_the_tree_somebody_who_may_act_hears_of_it(posted, start, end, told):
    """Of a unit without people of its own the desk above it is told."""
    case, by = posted.case(), posted.person["majed" if start == "ministry" else "fahad"]
    place = getattr(posted, start)
    Case.objects.update(unit=place, path=place.path, owner=None)
    case.refresh_from_db()
    transfer_case(case, getattr(posted, end), "الموقع لديكم", by=by, at=MORNING)
    assert told in set(Notice.objects.filter(act="case.transferred").values_list("person__username", flat=True))


def test_one_persons_fault_holds_up_nobody_elses_letter(posted, monkeypatch, caplog):
    case = posted.case()
    tell([posted.noura, posted.saleh, posted.abeer], "case.noted", on=case, by=None, at=MORNING, text="x")
    real = mail_module._text

    def breaks(person, rows):
        if person.pk == posted.noura.pk:
            raise ValueError("no such sentence")
        return real(person, rows)

    monkeypatch.setattr(mail_module, "_text", breaks)
    assert mail_notices(at=MORNING + DAY) == 2
    assert {letter.address for letter in letters()} == {"saleh@riyadh.example", "abeer@riyadh.example"}
    assert "no such sentence" in caplog.text
    assert Notice.objects.get(person=posted.noura).mail_at == MORNING + DAY + HOUR  # not lost: met again in an hour
    assert mail_notices(at=MORNING + DAY + MINUTE) == 0
    monkeypatch.setattr(mail_module, "_text", real)
    assert mail_notices(at=MORNING + DAY + HOUR) == 1
    assert letters()[-1].address == "noura@riyadh.example"
