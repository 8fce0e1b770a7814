"""What a text was approved on must hold when it leaves: facts, proofs of deeds, its case, the unit that approved it."""

from datetime import timedelta

import pytest

from sada.desk.approve_answer import approve_answer
from sada.desk.draft_answer import draft_answer, submit_answer
from sada.desk.fit_to_leave import ApprovedElsewhere, FactDisputed, Unproven
from sada.desk.hand_over_report import Handed, hand_over, note_report
from sada.desk.publish_answer import Notice as Publishing
from sada.desk.publish_answer import publish_answer
from sada.desk.send_answer import published_by_hand, send_by_email
from sada.desk.send_letter import send_letter
from sada.desk.transfer_case import return_case, transfer_case
from sada.kernel.refusals import WrongState
from sada.ports import ReportStatus
from sada.store.models import Act, Answer, Case, Fact, Membership, Notice, Outgoing
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def approved(cast, draft="أُعيد تشغيل المصابيح، وتمت معالجة البلاغ.", title="رد الأمانة"):
    answer = draft_answer(cast.case(), title, draft, by=cast.saleh, at=MORNING)
    submit_answer(answer, by=cast.saleh, at=MORNING)
    approve_answer(answer, answer.version, by=cast.noura, at=MORNING)
    return Answer.objects.select_related("case__unit").get(pk=answer.pk)


WAYS = {
    "e-mail": lambda a, cast: send_by_email(a, "editor@alwaha.example", by=cast.saleh, at=MORNING + HOUR),
    "by hand": lambda a, cast: published_by_hand(a, "https://alwaha.example/1", by=cast.saleh, at=MORNING + HOUR),
    "public page": lambda a, cast: publish_answer(a, Publishing("للفائدة العامة"), by=cast.noura, at=MORNING + HOUR),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("place", ["text", "title"])
def test_a_deed_claimed_before_its_report_was_tied_does_not_leave_without_the_proof(cast, way, place):
    answer = approved(cast, title="تمت معالجة البلاغ", draft="نفيدكم بالآتي.") if place == "title" else approved(cast)
    report = hand_over(answer.case, Handed("940", "77", MORNING.date()), by=cast.saleh, at=MORNING)
    with pytest.raises(Unproven, match="تمت معالجة البلاغ"):
        way(answer, cast)
    assert not Outgoing.objects.exists()
    note_report(report, ReportStatus("77", "done", proof="محضر وصور"), by=cast.saleh, at=MORNING)
    way(answer, cast)


def test_a_letter_on_its_way_is_held_when_the_proof_is_taken_back(cast):
    answer = approved(cast)
    letter = WAYS["e-mail"](answer, cast)
    hand_over(answer.case, Handed("940", "77", MORNING.date()), by=cast.saleh, at=MORNING)
    assert send_letter(letter.pk, at=MORNING + 2 * HOUR) is False
    letter.refresh_from_db()
    assert (letter.state, letter.problem) == ("held", "unproven")
    assert Case.objects.get(pk=answer.case_id).answered_at is None


def test_a_fact_disputed_after_the_approval_holds_the_text_back(cast):
    fact = cast.fact("200")
    answer = approved(cast, f"صين {{#{fact.pk}}} عمودًا")
    cast.fact("150")
    with pytest.raises(FactDisputed, match="150"):
        WAYS["by hand"](answer, cast)
    Fact.objects.filter(value="150").update(valid_until=MORNING.date() - timedelta(days=1))
    WAYS["by hand"](answer, cast)


def test_a_text_approved_here_goes_back_to_its_writer_when_the_case_goes_elsewhere(cast):
    answer = approved(cast)
    Membership.objects.create(person=cast.rakan, unit=cast.riyadh, role="officer")
    transfer_case(answer.case, cast.qassim, "الشارع عندهم", by=cast.rakan, at=MORNING + HOUR)
    answer = Answer.objects.select_related("case__unit").get(pk=answer.pk)
    assert (answer.state, answer.version, answer.final, answer.approved_by) == ("draft", 2, "", None)
    assert answer.remark == "الشارع عندهم"
    assert Notice.objects.filter(act="answer.returned", person=cast.saleh).exists()
    assert Act.objects.filter(name="answer.returned").exists()
    assert [v.by for v in answer.versions.order_by("version")] == [cast.saleh, cast.saleh]
    with pytest.raises(WrongState):
        send_by_email(answer, "editor@alwaha.example", by=cast.huda, at=MORNING + HOUR)


def test_a_text_sent_before_the_case_moved_goes_out_no_further_until_it_is_back(cast):
    answer = approved(cast)
    WAYS["by hand"](answer, cast)
    transfer_case(Case.objects.get(pk=answer.case_id), cast.qassim, "الشارع عندهم", by=cast.saleh, at=MORNING + HOUR)
    moved = Answer.objects.select_related("case__unit").get(pk=answer.pk)
    with pytest.raises(ApprovedElsewhere, match="الرياض"):
        send_by_email(moved, "other@alwaha.example", by=cast.huda, at=MORNING + 2 * HOUR)
    return_case(moved.case, "لا يتبعنا", by=cast.huda, at=MORNING + 3 * HOUR)
    back = Answer.objects.select_related("case__unit").get(pk=answer.pk)
    send_by_email(back, "other@alwaha.example", by=cast.saleh, at=MORNING + 4 * HOUR)
