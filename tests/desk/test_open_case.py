"""Opening a case, joining items to it and taking them out again."""

from datetime import timedelta

import pytest

from sada.desk.describe_case import About, describe_case
from sada.desk.join_case import join_item, take_out_item
from sada.desk.open_case import open_case
from sada.kernel.refusals import NotAllowed, SomeoneElseDidIt, WrongState
from sada.reading.masking import MASK
from sada.reading.matter_of import matter_of
from sada.store.models import Act, Case, CaseItem, Contact, Family, Mention, MentionState, Notice, Story, StoryItem
from tests.cast import MORNING, left_unanswered

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_a_case_takes_over_what_the_reading_says(cast):
    case = open_case(cast.mention(reading={"services": ["light.01"], "urgency": "high"}), by=cast.saleh, at=MORNING)
    assert (case.kind, case.family_id, case.service_id, case.urgency) == ("complaint", "lighting", "light.01", "high")
    assert (case.unit, case.path, case.owner, case.state) == (cast.riyadh, "/ministry/riyadh/", cast.saleh, "open")


def test_no_list_shows_personal_data_by_the_subject_of_a_case(cast):
    said = "يا أمانة الرياض الإنارة مطفأة، كلموا فهد الدوسري على 0551234567"
    name = said.index("فهد الدوسري")
    span = {"field": "personal", "start": 1 + name, "end": 1 + name + len("فهد الدوسري")}  # behind the empty title
    case = open_case(cast.mention(title="", text=said, reading={"evidence": [span]}), by=cast.saleh, at=MORNING)
    assert case.subject.startswith("يا أمانة الرياض")
    assert not {"0551234567", "فهد"} & set(case.subject.split())
    given = open_case(cast.mention(), by=cast.saleh, at=MORNING, subject="شكوى صاحب الرقم 0551234567")
    assert given.subject == f"شكوى صاحب الرقم {MASK}"
    describe_case(given, About("هوية 1012345678", "inquiry", None), by=cast.saleh, at=MORNING)
    assert Case.objects.get(pk=given.pk).subject == f"هوية {MASK}"


BLAMES = "قصّرت أمانة الرياض في ردم حفر العليا. أما أمانة القصيم فلم ترفع النفايات."


def spans(*marks, text=BLAMES):
    """Evidence of a text without a title: a line break stands before it."""
    return [
        {"field": field, "start": 1 + text.index(words), "end": 1 + text.index(words) + len(words), "code": code}
        for field, words, code in marks
    ]


@pytest.mark.parametrize(
    ("unit", "corrected", "family", "service"),
    [
        ("riyadh", [], "lighting", "light.01"),
        ("qassim", [], "cleaning", None),
        ("qassim", ["services"], "lighting", "light.01"),
    ],
)
def test_of_a_column_on_two_amanat_each_case_has_its_own_matter(cast, unit, corrected, family, service):
    Family.objects.create(code="cleaning", name_ar="النظافة", name_en="Cleaning")
    evidence = spans(
        ("unit", "أمانة الرياض", "riyadh"), ("unit", "أمانة القصيم", "qassim"), ("family", "حفر", "lighting"),
        ("service", "ردم حفر", "light.01"), ("family", "النفايات", "cleaning"),
    )  # fmt: skip
    reading = {"units": ["riyadh", "qassim"], "families": ["lighting", "cleaning"], "services": ["light.01"]}
    reading |= {"evidence": evidence, "corrected": corrected}
    mention = cast.mention(unit, text=BLAMES, title="", reading=reading)
    case = open_case(mention, by=cast.saleh if unit == "riyadh" else cast.huda, at=MORNING)
    assert (case.family_id, case.service_id) == (family, service)


R, Q = "أمانة منطقة الرياض", "أمانة منطقة القصيم"


@pytest.mark.parametrize(
    "text",
    [
        f"الإنارة في شارع القوافل مطفأة منذ شهر ولا مجيب من {R}، وفي بريدة تراكمت النفايات أمام البيوت فأين {Q}؟",
        f"الإنارة في شارع القوافل مطفأة منذ شهر. ولا مجيب من {R}. وفي بريدة تراكمت النفايات. فأين {Q}؟",
        f"الإنارة مطفأة في نطاق {R} والنفايات متراكمة في نطاق {Q}.",
        f"قصّرت {R} في الإنارة و{Q} في النفايات.",
        f"لم تُصلح {R} أعطال الإنارة في شوارعها. النفايات في بريدة تتراكم منذ أسبوع، فأين {Q}؟",
        f"النفايات تتراكم في بريدة، فأين {Q}؟\nولم تُصلح {R} الإنارة.",
        f"{R} لم تُصلح الإنارة. وقد طال الأمر، أما النفايات فلم ترفعها {Q} منذ أسبوع.",
    ],
)
def test_a_complaint_is_put_to_the_amana_of_its_own_sentence_whether_named_before_or_after(cast, text):
    Family.objects.create(code="cleaning", name_ar="النظافة", name_en="Cleaning")
    evidence = spans(
        ("unit", R, "riyadh"), ("unit", Q, "qassim.buraydah"), ("family", "الإنارة", "lighting"),
        ("service", "الإنارة", "light.01"), ("family", "النفايات", "cleaning"), text=text,
    )  # fmt: skip
    reading = {"units": ["riyadh", "qassim"], "families": ["lighting", "cleaning"], "services": ["light.01"]}
    read = cast.mention(text=text, title="", reading=reading | {"evidence": evidence}).item.reading
    assert [matter_of(read, unit) for unit in (cast.riyadh, cast.qassim)] == [
        ("lighting", "light.01"),
        ("cleaning", ""),
    ]


def test_a_headline_that_names_nobody_blames_nobody(cast):
    title, text = "النفايات", f"لم تُصلح {R} الإنارة. ولم تردم {Q} الحفر."
    whole = f"{title}\n{text}"
    marks = (("unit", R, "riyadh"), ("unit", Q, "qassim"), ("family", title, "cleaning"), ("family", "الحفر", "paving"))
    evidence = [{"field": f, "start": whole.index(w), "end": whole.index(w) + len(w), "code": c} for f, w, c in marks]
    reading = {"units": ["riyadh", "qassim"], "families": ["lighting"], "evidence": evidence}
    read = cast.mention(text=text, title=title, reading=reading).item.reading
    assert [matter_of(read, unit)[0] for unit in (cast.riyadh, cast.qassim)] == ["lighting", "paving"]


def test_its_clock_runs_from_when_the_item_was_heard(cast):
    case = open_case(cast.mention(at=MORNING), by=cast.saleh, at=MORNING + 2 * HOUR)
    assert case.asked_at == MORNING
    assert case.due_at == MORNING + 4 * HOUR
    assert case.warn_at == MORNING + 3 * HOUR
    assert case.next_alarm_at == MORNING + 2 * HOUR  # half of its time: the first step of the ladder


def test_an_item_heard_at_night_is_answered_from_the_morning(cast):
    night = MORNING - 12 * HOUR
    case = open_case(cast.mention(at=night), by=cast.saleh, at=MORNING)
    assert case.due_at.isoformat() == MORNING.replace(hour=11, minute=30).isoformat()


def test_numbers_run_by_amana_and_year_without_a_gap(cast):
    places = (("riyadh", cast.saleh), ("riyadh.al-duwadimi", cast.saleh), ("qassim", cast.huda))
    numbers = [open_case(cast.mention(unit), by=who, at=MORNING).number for unit, who in places]
    assert numbers == ["RIYADH-2026-00001", "RIYADH-2026-00002", "QASSIM-2026-00001"]


def test_the_item_leaves_the_inbox_and_the_log_says_so(cast):
    mention = cast.mention()
    case = open_case(mention, by=cast.saleh, at=MORNING)
    mention.refresh_from_db()
    assert (mention.state, mention.decided_by) == (MentionState.CASE, cast.saleh)
    assert CaseItem.objects.get().item == mention.item
    act = Act.objects.get(name="case.opened")
    assert (act.by, act.subject_id, act.after["number"]) == (cast.saleh, case.pk, case.number)


def test_of_two_who_open_it_at_once_the_second_is_told(cast):
    first = cast.mention()
    second = Mention.objects.get(pk=first.pk)
    open_case(first, by=cast.saleh, at=MORNING)
    with pytest.raises(SomeoneElseDidIt):
        open_case(second, by=cast.fahad, at=MORNING)
    assert Case.objects.count() == 1


def test_nobody_opens_a_case_of_another_unit_or_without_the_right(cast):
    mention = cast.mention()
    for person in (cast.huda, cast.salma, cast.lina, cast.zayd):
        with pytest.raises(NotAllowed):
            open_case(mention, by=person, at=MORNING)
    assert Case.objects.count() == 0
    assert open_case(mention, by=cast.rakan, at=MORNING).opened_by == cast.rakan


def test_the_askers_own_deadline_outranks_the_policy(cast):
    item = cast.item()
    Contact.objects.create(item=item, deadline=MORNING + 2 * HOUR)
    case = open_case(cast.mention(item=item), by=cast.saleh, at=MORNING)
    assert case.due_at == MORNING + 1.5 * HOUR  # half an hour before the asker closes


def test_the_case_knows_the_story_of_its_item(cast):
    item = cast.item()
    story = Story.objects.create(head=item, first_at=MORNING, last_at=MORNING)
    StoryItem.objects.create(item=item, story=story)
    assert open_case(cast.mention(item=item), by=cast.saleh, at=MORNING).story == story


def test_the_owner_is_told_when_another_opens_it(cast):
    case = open_case(cast.mention(), by=cast.rakan, owner=cast.saleh, at=MORNING)
    assert [(n.person, n.act, n.subject_id) for n in Notice.objects.all()] == [(cast.saleh, "case.opened", case.pk)]


def test_what_a_monitor_opens_is_in_nobodys_hands_and_the_officers_are_told(cast):
    case = open_case(cast.mention(), by=cast.rakan, at=MORNING)
    assert case.owner is None
    told = Notice.objects.filter(act="case.awaits_owner", subject_id=case.pk)
    assert {notice.person for notice in told} == {cast.saleh, cast.fahad}  # not the ministry, not Qassim


def test_joining_an_item_does_not_move_the_clock(cast):
    case = cast.case()
    due = case.due_at
    mention = cast.mention(title="خبر ثانٍ عن الموضوع نفسه")
    join_item(case, mention, by=cast.rakan, at=MORNING + HOUR)
    case.refresh_from_db()
    assert case.due_at == due
    assert case.case_items.count() == 2
    assert Mention.objects.get(pk=mention.pk).state == MentionState.CASE


def test_an_item_decided_meanwhile_cannot_be_joined(cast):
    case, mention = cast.case(), cast.mention()
    stale = Mention.objects.get(pk=mention.pk)
    open_case(mention, by=cast.saleh, at=MORNING)
    with pytest.raises(SomeoneElseDidIt):
        join_item(case, stale, by=cast.saleh, at=MORNING)
    assert case.case_items.count() == 1


def test_an_ended_case_takes_no_more_items(cast):
    case = cast.case()
    left_unanswered(case, at=MORNING, note="للعلم")
    with pytest.raises(WrongState):
        join_item(case, cast.mention(), by=cast.saleh, at=MORNING)


def test_an_item_taken_out_waits_in_the_inbox_again(cast):
    case, mention = cast.case(), cast.mention()
    join_item(case, mention, by=cast.saleh, at=MORNING)
    take_out_item(case, mention.item, by=cast.saleh, at=MORNING)
    mention.refresh_from_db()
    assert (mention.state, mention.decided_by) == (MentionState.WAITING, None)
    assert case.case_items.count() == 1


def test_a_case_keeps_its_last_item_and_loses_none_twice(cast):
    case, mention = cast.case(), cast.mention()
    only = case.case_items.get().item
    with pytest.raises(WrongState):
        take_out_item(case, only, by=cast.saleh, at=MORNING)
    join_item(case, mention, by=cast.saleh, at=MORNING)
    take_out_item(case, mention.item, by=cast.saleh, at=MORNING)
    before = Act.objects.count()
    with pytest.raises(SomeoneElseDidIt):
        take_out_item(case, mention.item, by=cast.saleh, at=MORNING)
    assert Act.objects.count() == before
