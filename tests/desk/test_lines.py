"""One line, approved by a second person, answers many cases: who may, what is refused, nothing lost of two writers."""

import pytest
from django.http import Http404

from sada.desk.answer_from_line import answer_cases, answerable, approve_all, awaiting, text_for
from sada.desk.approve_answer import approve_answer
from sada.desk.draft_answer import change_answer, draft_answer
from sada.desk.keep_approvals import Wanted, add_policy
from sada.desk.write_line import approve_line, return_line, submit_line, write_line
from sada.kernel import access
from sada.kernel.refusals import Blocked, Missing, NotAllowed, OwnWork, SomeoneElseDidIt, WrongState
from sada.rules.approvals import Step
from sada.store.models import Act, Answer, Case, LineVersion, Notice, Person, Story, StoryItem
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
SAYS = "العمل جارٍ على إعادة الإنارة في الحي."


@pytest.fixture
def told(cast, shipped):
    """A story told by three items, each with a case of Riyadh, and a fourth in Qassim."""
    story = None
    for medium, unit in (("print", "riyadh"), ("email", "riyadh"), ("x", "riyadh"), ("print", "qassim")):
        item = cast.item(medium=medium, reading={"units": [unit]})
        story = story or Story.objects.create(head=item, first_at=MORNING, last_at=MORNING)
        StoryItem.objects.create(story=story, item=item)
        from sada.desk.open_case import open_case

        by = cast.saleh if unit == "riyadh" else cast.huda
        open_case(cast.mention(unit, item), by=by, at=MORNING)
    return story


@pytest.fixture
def line(cast, told):
    """The approved line of Riyadh."""
    line = write_line(told, cast.riyadh, SAYS, 0, by=cast.saleh, at=MORNING)
    submit_line(line, by=cast.saleh, at=MORNING)
    approve_line(line, 1, by=cast.noura, at=MORNING)
    return line


def submitted(made):
    """Those that lack nothing: the post and the e-mail."""
    return [answer for answer in made if answer.state == "submitted"]


def cases(unit="riyadh"):
    return list(Case.objects.filter(unit__code=unit).order_by("pk"))


def test_a_line_is_written_submitted_and_approved_by_another_each_on_record(cast, line):
    assert (line.state, line.approved_by, line.version) == ("approved", cast.noura, 1)
    names = list(Act.objects.filter(subject_type="line").order_by("pk").values_list("name", flat=True))
    assert names == ["line.written", "line.submitted", "line.approved"]
    assert set(Notice.objects.filter(act="line.submitted").values_list("person__username", flat=True)) == {
        "noura",
        "abeer",
    }
    assert Notice.objects.get(act="line.approved").person == cast.saleh


def test_nobody_approves_a_line_they_wrote_any_version_of(cast, told):
    line = write_line(told, cast.riyadh, SAYS, 0, by=cast.noura, at=MORNING)
    line = write_line(told, cast.riyadh, SAYS + " قريبًا", 1, by=cast.saleh, at=MORNING)
    submit_line(line, by=cast.saleh, at=MORNING)
    with pytest.raises(OwnWork):
        approve_line(line, 2, by=cast.noura, at=MORNING)
    for person in (cast.fahad, cast.badr, cast.sami):
        with pytest.raises(NotAllowed):
            approve_line(line, 2, by=person, at=MORNING)
    with pytest.raises(SomeoneElseDidIt):
        approve_line(line, 1, by=cast.abeer, at=MORNING)


def test_of_two_writers_the_second_is_told_and_both_versions_stay(cast, told):
    write_line(told, cast.riyadh, SAYS, 0, by=cast.saleh, at=MORNING)
    for read in (0, 7):
        with pytest.raises(SomeoneElseDidIt):
            write_line(told, cast.riyadh, "نص آخر", read, by=cast.fahad, at=MORNING)
    write_line(told, cast.riyadh, "نص آخر", 1, by=cast.fahad, at=MORNING)
    assert list(LineVersion.objects.order_by("version").values_list("text", flat=True)) == [SAYS, "نص آخر"]
    write_line(told, cast.riyadh, "نص آخر ", 2, by=cast.fahad, at=MORNING)  # saving what stands there changes nothing
    assert LineVersion.objects.count() == 2


def test_a_change_takes_the_approval_away_and_a_bare_number_blocks_it(cast, told, line):
    line = write_line(told, cast.riyadh, "أُعيدت إنارة 150 عمودًا", 1, by=cast.saleh, at=MORNING)
    assert (line.state, line.approved_by) == ("draft", None)
    with pytest.raises(WrongState):
        answer_cases(line, [cases()[0].pk], by=cast.saleh, at=MORNING)
    with pytest.raises(WrongState):
        approve_line(line, 2, by=cast.noura, at=MORNING)
    submit_line(line, by=cast.saleh, at=MORNING)
    with pytest.raises(Blocked):
        approve_line(line, 2, by=cast.noura, at=MORNING)
    with pytest.raises(Missing):
        return_line(line, " ", by=cast.noura, at=MORNING)
    return_line(line, "أين الحقيقة؟", by=cast.noura, at=MORNING)
    assert (line.state, line.remark) == ("draft", "أين الحقيقة؟")


def test_the_cases_get_each_a_text_in_the_form_of_its_medium(cast, line):
    wanted = cases()
    made = answer_cases(line, [case.pk for case in wanted], by=cast.saleh, at=MORNING)
    states = {answer.case.medium: answer.state for answer in made}
    assert states == {"print": "draft", "email": "submitted", "x": "submitted"}  # a letter lacks its issue's number
    texts = {answer.case.medium: answer.draft for answer in made}
    assert "سعادة رئيس تحرير" in texts["print"]
    assert "سعادة الأخ" in texts["email"]
    assert texts["x"] == SAYS
    assert all(SAYS in text for text in texts.values())
    assert sorted(Act.objects.get(name="line.used").after["cases"]) == sorted(case.number for case in wanted)
    assert not answerable(line, cast.saleh).exists()


def test_only_cases_that_wait_and_that_one_may_draft_for(cast, line):
    first, second, third = cases()
    draft_answer(first, "رد", "نص بدأه فهد", by=cast.fahad, at=MORNING)
    Case.objects.filter(pk=second.pk).update(state="closed")
    assert list(answerable(line, cast.saleh)) == [third]
    for wrong in ([first.pk], [second.pk, third.pk], [cases("qassim")[0].pk], []):
        with pytest.raises(Missing):
            answer_cases(line, wrong, by=cast.saleh, at=MORNING)
    for person in (cast.rakan, cast.lina, cast.huda):
        with pytest.raises(Missing):
            answer_cases(line, [third.pk], by=person, at=MORNING)
    assert Answer.objects.count() == 1


def test_the_ministrys_line_is_used_by_the_amanat_and_theirs_by_nobody_else(cast, told):
    from sada.store.models import Membership

    Membership.objects.create(person=cast.zayd, unit=cast.ministry, role="officer")
    Membership.objects.create(person=cast.majed, unit=cast.ministry, role="spokesperson")
    zayd, majed = (Person.objects.get(pk=p.pk) for p in (cast.zayd, cast.majed))
    line = write_line(told, cast.ministry, SAYS, 0, by=zayd, at=MORNING)
    submit_line(line, by=zayd, at=MORNING)
    approve_line(line, 1, by=majed, at=MORNING)
    assert access.access_line(cast.huda, line.pk) == line
    assert list(answerable(line, cast.huda)) == cases("qassim")
    assert answerable(line, zayd).count() == 4
    own = write_line(told, cast.qassim, SAYS, 0, by=cast.huda, at=MORNING)
    with pytest.raises(Http404):
        access.access_line(cast.saleh, own.pk)


def test_all_texts_of_the_line_are_approved_at_once_each_by_itself(cast, line):
    made = submitted(answer_cases(line, [case.pk for case in cases()], by=cast.saleh, at=MORNING))
    change_answer(made[0], made[0].title, made[0].draft + "\n\nإضافة", 1, by=cast.fahad, at=MORNING)
    assert awaiting(line, cast.saleh, MORNING).count() == 0
    decided = approve_all(line, by=cast.noura, at=MORNING)
    assert (decided.approved, decided.refused) == (made[1:], {})
    assert sorted(Answer.objects.values_list("state", flat=True)) == ["approved", "draft", "draft"]
    assert approve_all(line, by=cast.noura, at=MORNING).approved == []


def test_who_wrote_the_line_approves_no_text_made_from_it(cast, told):
    line = write_line(told, cast.riyadh, SAYS, 0, by=cast.noura, at=MORNING)
    submit_line(line, by=cast.noura, at=MORNING)
    approve_line(line, 1, by=cast.abeer, at=MORNING)
    made = submitted(answer_cases(line, [case.pk for case in cases()], by=cast.saleh, at=MORNING))
    assert approve_all(line, by=cast.noura, at=MORNING).approved == []
    with pytest.raises(OwnWork):
        approve_answer(made[0], 1, by=cast.noura, at=MORNING)
    assert len(approve_all(line, by=cast.abeer, at=MORNING).approved) == len(made) > 1


def test_one_refusal_holds_up_none_of_the_others(cast, line, monkeypatch):
    made = submitted(answer_cases(line, [case.pk for case in cases()], by=cast.saleh, at=MORNING))
    real = approve_answer

    def refuses_one(answer, version, **how):
        if answer.pk == made[1].pk:
            raise WrongState("تعذر")
        return real(answer, version, **how)

    monkeypatch.setattr("sada.desk.answer_from_line.approve_answer", refuses_one)
    decided = approve_all(line, by=cast.noura, at=MORNING)
    assert decided.approved == made[:1]
    assert decided.refused == {made[1].case.number: "تعذر"}


def test_under_a_policy_of_two_steps_each_approves_once_and_only_the_last_is_told_as_approved(cast, line):
    steps = (Step("any", ("role:spokesperson",)), Step("any", ("role:manager",)))
    add_policy(Wanted(cast.riyadh, steps), by=cast.sami, at=MORNING)
    made = submitted(answer_cases(line, [case.pk for case in cases()], by=cast.saleh, at=MORNING))
    assert not awaiting(line, cast.abeer, MORNING).exists()
    decided = approve_all(line, by=cast.noura, at=MORNING)
    assert (decided.approved, decided.went_on, decided.refused) == ([], made, {})
    assert {Answer.objects.get(pk=one.pk).state for one in made} == {"submitted"}
    assert not awaiting(line, cast.noura, MORNING).exists()
    assert list(awaiting(line, cast.abeer, MORNING)) == made
    decided = approve_all(line, by=cast.abeer, at=MORNING)
    assert (decided.approved, decided.went_on) == (made, [])


def test_a_post_is_the_line_alone(cast, line):
    case = next(case for case in cases() if case.medium == "x")
    assert text_for(line, case, MORNING) == SAYS


def test_who_carries_a_case_is_told_that_a_text_was_made_in_it(cast, line):
    Case.objects.filter(pk=cases()[1].pk).update(owner=None)
    made = answer_cases(line, [case.pk for case in cases()[:2]], by=cast.fahad, at=MORNING)
    told = {(n.person.username, n.subject_id) for n in Notice.objects.filter(act="line.text_made")}
    assert told == {("saleh", made[0].pk), ("saleh", made[1].pk)}  # of the second all officers but who did it


def test_a_line_of_any_kind_of_sentence_follows_the_words_of_the_letter(cast, line):
    line.text = "تشكر الأمانة الكاتب على ما نبه إليه."
    letter = text_for(line, cases()[0], MORNING)
    assert "وبعد الاطلاع على ما ورد فيه ودراسته، نفيدكم بالآتي:\n\nتشكر الأمانة الكاتب" in letter
    assert "ونفيدكم بما يأتي:\nتشكر الأمانة الكاتب" in text_for(line, cases()[1], MORNING)
    line.text = "The municipality thanks the writer."
    assert text_for(line, cases()[1], MORNING).startswith("Dear ")
