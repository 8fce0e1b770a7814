"""The screens of replies in the press: the list by state, the page of one, what one says of it, the figures."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sada.desk.look_for_replies import look_for_replies
from sada.desk.settle_reply import Printed, confirm_printed
from sada.desk.track_reply import track_reply
from sada.kernel import clock
from sada.store.models import Case, CaseItem, PressReply, Sighting, Template
from tests.cast import MORNING
from tests.desk.test_press import PRINTED, comes_back, heard, law, sent, template  # noqa: F401

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def enter(client, cast):
    """A browser in which the named person has logged in, the day after the sending."""

    def log_in(name):
        client.force_login(cast.person[name])
        return client

    with clock.at(MORNING + DAY):
        yield log_in


def test_the_list_shows_where_each_stands_and_counts_the_states(enter, cast, sent):  # noqa: F811
    page = enter("saleh").get(reverse("press:list")).content.decode()
    assert sent.answer.title in page
    assert "موعد نشره غدًا على الأكثر" in page
    with clock.at(MORNING + 9 * DAY):
        late = enter("saleh").get(reverse("press:list"), {"view": "late"}).content.decode()
    assert "لم يُنشر في موعده" in late
    assert "تذكير رئيس التحرير" in late
    assert sent.answer.title not in enter("saleh").get(reverse("press:list"), {"view": "printed"}).content.decode()
    assert sent.answer.title not in enter("huda").get(reverse("press:list")).content.decode()


def test_a_found_print_is_proposed_on_the_case_and_confirmed_with_what_it_says(enter, cast, sent):  # noqa: F811
    item = heard(cast, PRINTED.replace("150", "130"), url="https://alwaha.example/7")
    look_for_replies(at=MORNING + DAY)
    browser = enter("saleh")
    case = browser.get(reverse("cases:show", args=[sent.answer.case_id])).content.decode()
    assert "يبدو أن تعقيبنا نُشر هنا" in case
    confirm = reverse("press:confirm", args=[Sighting.objects.get().pk])
    form = browser.get(confirm).content.decode()
    assert "https://alwaha.example/7" in form
    filled = {"on": "2026-11-23", "place": "ص 5", "prominence": "same", "title": item.title, "text": item.text}
    browser.post(confirm, filled, follow=True)
    page = browser.get(reverse("press:show", args=[sent.pk])).content.decode()
    assert "غُيّرت أرقام" in page
    assert '<ins class="strong">130' in page
    assert '<del class="strong">150' in page


def test_a_refusal_stays_in_the_form(enter, cast, sent):  # noqa: F811
    filled = {"on": "2026-11-20", "place": "ص 5", "prominence": "same"}
    reply = enter("saleh").post(reverse("press:printed", args=[sent.pk]), filled)
    assert reply.status_code == 422
    assert "يجب أن يقع يوم النشر بين يوم الإرسال واليوم" in reply.content.decode()


def test_denying_agreeing_giving_up_and_waiting_again(enter, cast, sent):  # noqa: F811
    heard(cast)
    look_for_replies(at=MORNING + DAY)
    browser = enter("saleh")
    browser.post(reverse("press:deny", args=[Sighting.objects.get().pk]))
    assert Sighting.objects.get().state == "denied"
    browser.post(reverse("press:agree", args=[sent.pk]), {"day": "2026-11-30", "note": "سكرتير التحرير"})
    browser.post(reverse("press:give_up", args=[sent.pk]), {"reason": "اكتفينا"})
    sent.refresh_from_db()
    assert (sent.state, sent.reason, sent.is_agreed) == ("withdrawn", "اكتفينا", True)
    browser.post(reverse("press:reopen", args=[sent.pk]))
    sent.refresh_from_db()
    assert sent.state == "waiting"


def test_a_step_opens_its_letter_for_the_writer(enter, cast, sent):  # noqa: F811
    template("reminder")
    reply = enter("saleh").post(reverse("press:escalate", args=[sent.pk, "reminder"]))
    letter = sent.steps.get().answer
    assert reply.url == reverse("cases:edit", args=[letter.pk])
    assert enter("saleh").post(reverse("press:escalate", args=[sent.pk, "lawsuit"])).status_code == 404


def test_a_sent_text_is_followed_with_a_further_outlet(enter, cast, sent):  # noqa: F811
    other = cast.outlet("صحيفة أخرى", "x@y.example", "print")
    browser = enter("saleh")
    frozen = browser.get(reverse("cases:answer", args=[sent.answer_id])).content.decode()
    assert "متابعة النشر" in frozen
    browser.post(reverse("press:follow", args=[sent.answer_id]), {"outlet": other.pk, "sent_on": "2026-11-22"})
    assert PressReply.objects.filter(outlet=other).count() == 1


def test_the_law_is_read_by_all_and_changed_at_the_root(enter, cast, law):  # noqa: F811
    page = enter("saleh").get(reverse("press:laws")).content.decode()
    assert "لم يُطابَق بعد مع النص الرسمي" in page
    change = reverse("press:change_law", args=[law.pk])
    assert enter("abeer").get(change).status_code == 404
    filled = {"name": "نظام", "text": "نص", "days": 4, "reminder": 1, "claim": 2, "regulator": 3, "is_checked": "on"}
    enter("sami").post(change, filled)
    page = enter("saleh").get(reverse("press:laws")).content.decode()
    assert "طوبق مع النص الرسمي" in page


def test_the_measures_say_what_became_of_replies(enter, cast, sent):  # noqa: F811
    confirm_printed(sent, Printed(MORNING.date(), "ص 2", "same", "", PRINTED), by=cast.saleh, at=MORNING + DAY)
    page = enter("noura").get(reverse("measures:board")).content.decode()
    assert "أُرسل تعقيب واحد إلى الصحافة" in page
    assert cast.outlet().name_ar in page


def test_the_queries_of_the_list_do_not_grow(enter, cast, sent):  # noqa: F811
    browser = enter("saleh")
    browser.get(reverse("press:list"))

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            browser.get(reverse("press:list"), {"view": "all"})
        return len(seen)

    before = queries()
    for n in range(6):
        track_reply(sent.answer, cast.outlet(f"صحيفة {n}", f"{n}@y.example", "print"), by=cast.saleh, at=MORNING)
    assert queries() == before


def test_from_the_page_of_an_altered_print_one_asks_for_its_correction_and_records_it(enter, cast, sent):  # noqa: F811
    item = heard(cast, PRINTED.replace("150", "130"))
    how = Printed(MORNING.date() + DAY, "ص 5", "less", item.title, item.text, item)
    confirm_printed(sent, how, by=cast.saleh, at=MORNING + DAY)
    Template.objects.create(form="correction", name_ar="طلب", valid_from=MORNING.date(), text="[المواضع المغيرة]")
    browser, page = enter("saleh"), reverse("press:show", args=[sent.pk])
    ask, mend = reverse("press:escalate", args=[sent.pk, "correction"]), reverse("press:corrected", args=[sent.pk])
    shown = browser.get(page).content.decode()
    assert ask in shown and mend in shown and "طلب تصحيح النشر" in shown
    assert ask in browser.get(reverse("cases:show", args=[sent.answer.case_id])).content.decode()
    letter = browser.post(ask)
    assert "130" in browser.get(letter["Location"]).content.decode()
    browser.post(mend, {"on": "2026-11-23", "place": "ص 2"})
    shown = browser.get(page).content.decode()
    assert "نُشر ثم صُحح" in shown and mend not in shown and ask not in shown
    assert mend not in enter("lina").get(page).content.decode()


def test_a_reply_that_did_not_reach_its_outlet_says_what_to_do(enter, cast, sent):  # noqa: F811
    comes_back(sent)
    browser = enter("saleh")
    shown = browser.get(reverse("press:show", args=[sent.pk])).content.decode()
    assert "لم يصل إلى المنفذ" in shown and reverse("press:follow", args=[sent.answer_id]) in shown
    assert "no such user" in shown
    assert sent.answer.title in browser.get(reverse("press:list"), {"view": "returned"}).content.decode()
    assert sent.answer.title not in browser.get(reverse("press:list"), {"view": "waiting"}).content.decode()


def test_an_answer_that_nobody_prints_is_not_offered_to_be_followed(enter, cast, sent):  # noqa: F811
    browser = enter("saleh")
    follow = reverse("press:follow", args=[sent.answer_id])
    assert follow in browser.get(reverse("cases:answer", args=[sent.answer_id])).content.decode()
    CaseItem.objects.update(item=cast.item(medium="email", outlet=None))
    Case.objects.update(medium="email")
    assert follow not in browser.get(reverse("cases:answer", args=[sent.answer_id])).content.decode()
