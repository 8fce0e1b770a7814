"""What is checked before approval, on screen: numbers against the cited fact, promises alone, blame alone."""

import pytest
from django.urls import reverse

from sada.desk.approve_answer import approve_answer
from sada.desk.draft_answer import change_answer, draft_answer, submit_answer
from sada.desk.send_answer import published_by_hand
from sada.kernel.refusals import Blocked
from sada.store.models import AnswerState
from tests.cast import MORNING

pytestmark = pytest.mark.django_db


def write(cast, text, **more):
    return draft_answer(cast.case(), "رد", text, by=cast.saleh, at=MORNING, **more)


def page(browser, name, answer):
    response = browser.get(reverse(f"cases:{name}", args=[answer.pk]))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("said", ["150", "١٥٠", "مئة وخمسين"])
def test_another_number_than_the_cited_fact_blocks_and_both_are_named(cast, as_, said):
    fact = cast.fact("120", measure="عمود")
    cited = f"صانت الأمانة {{#{fact.pk}}} عمودًا. وصانت الأمانة"
    answer = write(cast, f"{cited} {{={said}}} عمودًا.")
    with pytest.raises(Blocked) as refusal:
        submit_answer(answer, by=cast.saleh, at=MORNING)
    (block,) = refusal.value.blocks
    assert (block.code, block.fact) == ("contradicts_fact", fact.pk)
    shown = page(as_("saleh", "en"), "edit", answer)
    assert f"The text says {said} of the same thing, and the fact it cites says 120" in shown
    assert "See the cited fact" in shown
    change_answer(answer, "رد", f"{cited} {{=120}} عمودًا.", 1, by=cast.saleh, at=MORNING)
    submit_answer(answer, by=cast.saleh, at=MORNING)
    approve_answer(answer, 2, by=cast.noura, at=MORNING)
    assert answer.state == AnswerState.APPROVED


def test_a_number_of_another_place_is_only_remarked(cast, as_):
    fact = cast.fact("120", measure="عمود")
    answer = write(cast, f"صانت الأمانة {{#{fact.pk}}} عمودًا. وفي حي النسيم صانت الأمانة {{=14}} عمودًا.")
    submit_answer(answer, by=cast.saleh, at=MORNING)
    shown = page(as_("noura", "en"), "answer", answer)
    assert "The text says 14, and the fact it cites says 120" in shown
    assert "Nothing prevents approval." in shown


def test_what_a_fact_does_not_bear_is_said_with_the_facts_value(cast, as_):
    fact = cast.fact("120", measure="عمود")
    answer = write(cast, f"صانت الأمانة {{#{fact.pk}:150}} عمودًا.")
    assert "The fact says 120 and does not bear what is written" in page(as_("saleh", "en"), "edit", answer)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ستُعالج الأمانة الملاحظة خلال أسبوعين.", "only promises, though it names a day"),
        ("سيتم النظر في الموضوع.", "only promises, and names no day"),
        ("نهيب بالمواطنين المحافظة على الحدائق.", "only calls on the citizens"),
    ],
)
def test_empty_replies_are_flagged_to_the_writer_and_to_the_approver(cast, as_, text, said):
    answer = write(cast, text.replace("{=", ""))
    assert said in page(as_("saleh", "en"), "edit", answer)
    submit_answer(answer, by=cast.saleh, at=MORNING)
    assert said in page(as_("noura", "en"), "answer", answer)


def test_a_holding_line_is_there_to_promise(cast, as_):
    answer = write(cast, "وصل استفساركم، وسيتم الرد عليه يوم الخميس.", is_holding=True)
    assert "only promises" not in page(as_("saleh", "en"), "edit", answer)


def test_the_day_a_sent_reply_promises_is_offered_when_the_case_is_closed(cast, as_):
    answer = write(cast, "رُدمت الحفر، وسيتم الانتهاء من السفلتة في 15 ديسمبر 2026م.")
    submit_answer(answer, by=cast.saleh, at=MORNING)
    approve_answer(answer, 1, by=cast.noura, at=MORNING)
    published_by_hand(answer, "https://riyadh.example/1", by=cast.saleh, at=MORNING)
    shown = as_("saleh").get(reverse("cases:close", args=[answer.case_id])).content.decode()
    assert 'name="promise_on" value="2026-12-15"' in shown
