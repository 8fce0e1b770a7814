"""Several people at one case: watching, being named, seeing that another writes."""

from datetime import timedelta

import pytest

from sada.desk.assign_case import assign_case
from sada.desk.be_present import be_present, forget_absent, others_at
from sada.desk.mentions import mentionable, mentioned
from sada.desk.note_case import note_case
from sada.desk.pause_clock import pause_clock
from sada.desk.transfer_case import transfer_case
from sada.desk.watch_case import unwatch_case, watch_case
from sada.kernel.refusals import NotAllowed
from sada.store.models import Act, Membership, Notice, Person, Presence, Watch
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def told(act):
    return sorted(Notice.objects.filter(act=act).values_list("person__username", flat=True))


def test_a_watcher_is_told_what_others_do_once_and_never_of_their_own(cast):
    case = cast.case()
    watch_case(case, by=cast.majed, at=MORNING)
    watch_case(case, by=cast.majed, at=MORNING)
    watch_case(case, by=cast.saleh, at=MORNING)  # the owner watches too
    note_case(case, "ملاحظة", by=cast.noura, at=MORNING)
    assert told("case.noted") == ["majed", "saleh"]
    pause_clock(case, "asker", MORNING + 5 * MINUTE, by=cast.saleh, at=MORNING)
    assert told("case.paused") == ["majed"]
    assert Act.objects.filter(name="case.watched").count() == 2


def test_after_unwatching_one_is_told_no_more(cast):
    case = cast.case()
    watch_case(case, by=cast.lina, at=MORNING)
    unwatch_case(case, by=cast.lina, at=MORNING)
    unwatch_case(case, by=cast.lina, at=MORNING)
    note_case(case, "ملاحظة", by=cast.saleh, at=MORNING)
    assert told("case.noted") == []
    assert Act.objects.filter(name="case.unwatched").count() == 1


def test_who_does_not_see_a_case_neither_watches_it_nor_is_told(cast):
    case = cast.case()
    for person in (cast.huda, cast.zayd, cast.salma):
        with pytest.raises(NotAllowed):
            watch_case(case, by=person, at=MORNING)
    watch_case(case, by=cast.fahad, at=MORNING)
    Membership.objects.filter(person=cast.fahad).delete()
    note_case(case, "ملاحظة", by=cast.saleh, at=MORNING)
    assert told("case.noted") == []


def test_who_hands_a_case_over_hears_what_comes_of_it(cast):
    case = cast.case()
    transfer_case(case, cast.qassim, "الموقع هناك", by=cast.saleh, at=MORNING)
    assign_case(case, cast.huda, by=cast.badr, at=MORNING)
    assert told("case.assigned") == ["huda", "saleh"]
    assert Watch.objects.get().person == cast.saleh


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("@صالح القحطاني نرجو الإفادة", ["saleh"]),
        ("يا @صالح_القحطانى، ما الرأي؟", ["saleh"]),
        ("@صالح و@نورة", ["noura", "saleh"]),
        ("@saleh then @Noura", ["noura", "saleh"]),
        ("راسلنا saleh@example.com وصالح", []),
        ("@صالحة", []),
        ("@فهد @فهد الدوسري", ["fahad"]),
        ("", []),
    ],
)
def test_names_behind_the_sign_are_found_forgiving_in_spelling(cast, text, who):
    people = [cast.saleh, cast.noura, cast.fahad]
    assert sorted(person.username for person in mentioned(text, people)) == who


def test_a_first_name_that_two_bear_names_nobody(cast):
    other = Person.objects.create(username="saleh2", name_ar="صالح العمري")
    assert mentioned("@صالح", [cast.saleh, other]) == []
    assert mentioned("@صالح العمري", [cast.saleh, other]) == [other]


def test_who_is_named_in_a_note_is_told_so_and_not_twice(cast):
    case = cast.case()
    note_case(case, "@صالح القحطاني و@ماجد الغامدي، و@هدى المطيري", by=cast.noura, at=MORNING)
    assert told("case.mentioned") == ["majed", "saleh"]  # Huda does not see this case
    assert told("case.noted") == []
    names = {person.username for person in mentionable(case)}
    assert names >= {"saleh", "noura", "fahad", "abeer", "majed"}
    assert names.isdisjoint({"huda", "zayd", "salma", "rakan"})


def test_others_are_seen_while_they_are_there_and_those_who_write_first(cast):
    case = cast.case()
    be_present(case, by=cast.noura, at=MORNING, writes=False)
    be_present(case, by=cast.fahad, at=MORNING, writes=True)
    be_present(case, by=cast.saleh, at=MORNING, writes=True)
    assert others_at(case, than=cast.saleh, at=MORNING) == [(cast.fahad, True), (cast.noura, False)]
    be_present(case, by=cast.fahad, at=MORNING + 1.5 * MINUTE, writes=False)
    assert others_at(case, than=cast.saleh, at=MORNING + 1.5 * MINUTE) == [(cast.fahad, False)]
    assert others_at(cast.case(), than=cast.saleh, at=MORNING) == []
    assert Presence.objects.count() == 3
    assert forget_absent(at=MORNING + 61 * MINUTE) == 2
