"""Answers by e-mail stand in the asker's own thread, from right to left, in two parts that say the same."""

import pytest
from django.core import mail as outbox

from sada.desk.approve_answer import approve_answer
from sada.desk.draft_answer import draft_answer, submit_answer
from sada.desk.mail_thread import Thread, reply_subject
from sada.desk.send_answer import send_by_email
from sada.desk.send_letter import send_letter
from sada.store.models import Answer, CaseItem, Fate, Outgoing, RawItem
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
ASKER = "reem@waha.example"
LETTER = """From: =?utf-8?B?2LHZitmF?= <Reem@Waha.example>
To: media@riyadh.example
Subject: =?utf-8?B?2LPYpNin2YQg2LnZhiDYp9mE2KXZhtin2LHYqQ==?=
Message-ID: <q1@waha.example>
References: <first@waha.example>
 <second@waha.example>
Content-Type: text/plain; charset=utf-8

متى تعود الإنارة؟
"""


@pytest.fixture
def asked(cast):
    """`asked(letter)`: a case that answers this letter; without one, a case about an article."""

    def make(letter=LETTER, **columns):
        case = cast.case(medium="email")
        if letter:
            item = CaseItem.objects.get(case=case).item
            kept = {"content_type": "message/rfc822", "bytes": letter.encode(), "received_at": MORNING, **columns}
            RawItem.objects.create(sha256=str(case.pk).encode().ljust(32), fate=Fate.UNDERSTOOD, item=item, **kept)
        return case

    return make


@pytest.fixture
def answer(cast):
    def make(case, text="أُعيدت الإنارة إلى الحي.\n\nمع التحية", language="ar"):
        made = draft_answer(case, "رد الأمانة", text, by=cast.saleh, at=MORNING)
        Answer.objects.filter(pk=made.pk).update(language=language)
        made.refresh_from_db()
        submit_answer(made, by=cast.saleh, at=MORNING)
        approve_answer(made, 1, by=cast.noura, at=MORNING)
        return Answer.objects.select_related("case", "case__unit", "case__owner").get(pk=made.pk)

    return make


def sent(cast, answer, address=ASKER):
    letter = send_by_email(answer, address, by=cast.saleh, at=MORNING)
    assert send_letter(letter.pk, at=MORNING)
    return outbox.outbox[-1].message()


def test_the_answer_stands_under_the_letter_that_asked(cast, asked, answer):
    message = sent(cast, answer(asked()))
    assert message["In-Reply-To"] == "<q1@waha.example>"
    assert message["References"].split() == ["<first@waha.example>", "<second@waha.example>", "<q1@waha.example>"]
    assert outbox.outbox[0].subject == "رد: سؤال عن الإنارة"
    assert message["Message-ID"] == Outgoing.objects.get().message_id


def test_both_parts_say_the_approved_text_and_the_html_reads_from_right_to_left(cast, asked, answer):
    approved = answer(asked())
    plain, html = sent(cast, approved).get_payload()
    assert plain.get_payload(decode=True).decode() == approved.final
    markup = html.get_payload(decode=True).decode()
    assert 'lang="ar" dir="rtl"' in markup
    assert "<p>أُعيدت الإنارة إلى الحي.</p>" in markup
    assert "<p>مع التحية</p>" in markup


def test_a_second_answer_follows_our_first(cast, asked, answer):
    case = asked()
    first = sent(cast, answer(case))
    second = sent(cast, answer(case, "وأُصلح العمود الأخير."))
    assert second["In-Reply-To"] == first["Message-ID"]
    assert second["References"].split()[-2:] == ["<q1@waha.example>", first["Message-ID"]]
    assert outbox.outbox[1].subject == "رد: سؤال عن الإنارة"  # not «رد: رد:»


def test_somebody_else_is_not_drawn_into_the_thread(cast, asked, answer):
    message = sent(cast, answer(asked()), "editor@alwaha.example")
    assert message["In-Reply-To"] is None
    assert outbox.outbox[0].subject == "رد الأمانة"


@pytest.mark.parametrize(
    "letter", ["", LETTER.replace("Message-ID: <q1@waha.example>\n", ""), LETTER.replace("<q1@waha.example>", "<q 1>")]
)
def test_without_a_letter_or_its_name_a_thread_begins(cast, asked, answer, letter):
    assert sent(cast, answer(asked(letter)))["References"] is None


def test_what_is_no_letter_is_not_read_as_one(cast, asked, answer):
    assert sent(cast, answer(asked(content_type="text/html")))["In-Reply-To"] is None


def test_a_header_is_never_broken_by_what_was_received(cast, asked, answer):
    nasty = LETTER.replace("Subject: ", "Subject: Bcc\n ").replace(
        "<first@waha.example>", "<a@b>\n Bcc: x@evil.example"
    )
    message = sent(cast, answer(asked(nasty)))
    assert message["Bcc"] is None
    assert "evil" not in message["References"]
    assert "\n" not in outbox.outbox[0].subject


def test_a_very_long_thread_keeps_its_beginning_and_its_end(cast, asked, answer):
    many = " ".join(f"<m{n}@waha.example>" for n in range(60))
    found = sent(cast, answer(asked(LETTER.replace("<first@waha.example>", many))))["References"].split()
    assert (len(found), found[0], found[-1]) == (20, "<m0@waha.example>", "<q1@waha.example>")


@pytest.mark.parametrize(
    ("subject", "language", "said"),
    [
        ("سؤال", "ar", "رد: سؤال"), ("Question", "en", "Re: Question"), ("RE: سؤال", "ar", "RE: سؤال"),
        ("رد : سؤال", "ar", "رد : سؤال"), ("", "ar", "العنوان"), ("ط" * 400, "ar", "رد: " + "ط" * 296),
    ],
)  # fmt: skip
def test_the_subject_says_reply_once(subject, language, said):
    assert reply_subject(Thread("<a@b>", "<a@b>", subject), "العنوان", language) == said
