"""Letters and case files: exactly the frozen text, masked unless for a reason, recorded, and behind their doors."""

import hashlib
import io
import re
import shutil
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from sada.desk.answer_question import Reply, answer_question
from sada.desk.approve_answer import approve_answer
from sada.desk.ask_expert import Expert, ask_expert
from sada.desk.close_case import close_case
from sada.desk.draft_answer import change_answer, draft_answer, submit_answer
from sada.desk.follow_up import Found, follow_up
from sada.desk.hand_over_report import Handed, hand_over
from sada.desk.make_paper import letter_text
from sada.desk.note_case import note_case
from sada.desk.open_case import open_case
from sada.desk.send_answer import published_by_hand
from sada.kernel import acts, clock
from sada.kernel.refusals import WrongState
from sada.reading.masking import MASK
from sada.rules.approvals import Step
from sada.store.models import Act, Answer, Case, ClockPolicy, Contact, PressReply, RawItem
from sada.web.papers import case_file, letter
from sada.web.papers.masks import masker
from tests.cast import MORNING
from tests.desk.test_approvals import policy

pytestmark = pytest.mark.django_db
TEXT = """سعادة رئيس تحرير صحيفة الواحة المحترم

السلام عليكم ورحمة الله وبركاته

نفيدكم بأن الإنارة أُعيدت إلى حي الزهور بعد صيانة {=150} عمودًا.

والسلام عليكم ورحمة الله وبركاته
أمانة منطقة الرياض"""


@pytest.fixture
def approved(cast):
    """`approved("text")`: a text approved by Noura."""

    def make(text=TEXT, language="ar", item=None):
        case = open_case(cast.mention(item=item), by=cast.saleh, at=MORNING)
        answer = draft_answer(case, "رد الأمانة", text, by=cast.saleh, at=MORNING, language=language)
        submit_answer(answer, by=cast.saleh, at=MORNING)
        approve_answer(answer, 1, by=cast.noura, at=MORNING)
        return Answer.objects.get(pk=answer.pk)

    return make


def words_of(content):
    """The text of a PDF by pdftotext, its spaces made one; lam-alef may come out in another order."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed (Debian: poppler-utils)")
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return " ".join(re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u00ad]", "", done.stdout.decode()).split())


def letters_of(text):
    """The words of a text with the letters of each in order, so that lam-alef does not matter."""
    return ["".join(sorted(word)) for word in text.split()]


def every_letter(text):
    """How often each letter and digit stands in a text; pdftotext puts vowel signs on lines of their own."""
    return Counter(letter for letter in text if letter.isalnum())


def take(browser, name, pk, data=None):
    response = browser.post(reverse(f"cases:{name}", args=[pk]), data or {})
    assert response.status_code == 200, response.status_code
    return response


def test_the_pdf_holds_the_frozen_text_its_number_its_dates_and_its_seal(as_, approved):
    answer = approved()
    response = take(as_("saleh"), "letter_pdf", answer.pk)
    assert response.content.startswith(b"%PDF-")
    assert response.headers["Content-Disposition"] == f'attachment; filename="{answer.case.number}.pdf"'
    words = words_of(response.content)
    assert every_letter(answer.final) - every_letter(words) == Counter()
    assert every_letter(answer.final + "ظظظ") - every_letter(words) != Counter()
    for word in ("نفيدكم", "الإنارة", "الزهور", "150", "الواحة"):
        assert letters_of(word)[0] in letters_of(words), word
    assert answer.sha256 in words
    assert answer.case.number in words
    assert "2026" in words
    assert "1448" in words


def test_the_bytes_of_the_frozen_text_lie_in_the_pdf_so_that_the_seal_can_be_checked(as_, approved, tmp_path):
    if not shutil.which("pdfdetach"):
        pytest.skip("pdfdetach is not installed (Debian: poppler-utils)")
    answer = approved()
    (tmp_path / "letter.pdf").write_bytes(take(as_("saleh"), "letter_pdf", answer.pk).content)
    subprocess.run(["pdfdetach", "-save", "1", "-o", "text.txt", "letter.pdf"], cwd=tmp_path, check=True)
    assert hashlib.sha256((tmp_path / "text.txt").read_bytes()).hexdigest() == answer.sha256


def test_a_long_letter_numbers_its_pages(as_, approved):
    text = "We restored the lights.\n\n" * 60
    words = words_of(take(as_("saleh"), "letter_pdf", approved(text, language="en").pk).content)
    assert re.search(r"Page 3 of [3-9]", words)


def test_the_fonts_of_the_letter_are_our_own(as_, approved, tmp_path):
    if not shutil.which("pdffonts"):
        pytest.skip("pdffonts is not installed (Debian: poppler-utils)")
    (tmp_path / "letter.pdf").write_bytes(take(as_("saleh"), "letter_pdf", approved().pk).content)
    done = subprocess.run(["pdffonts", "letter.pdf"], cwd=tmp_path, capture_output=True, text=True, check=True)
    fonts = done.stdout.splitlines()[2:]
    assert fonts
    assert all("Plex" in line for line in fonts)


def test_the_docx_holds_exactly_the_frozen_text_from_right_to_left(as_, approved):
    from docx import Document
    from docx.oxml.ns import qn

    answer = approved()
    document = Document(io.BytesIO(take(as_("saleh"), "letter_docx", answer.pk).content))
    frozen = [paragraph for paragraph in document.paragraphs if paragraph.style.name == "Frozen text"]
    text = "\n".join(paragraph.text for paragraph in frozen)
    assert text == answer.final
    assert hashlib.sha256(text.encode()).hexdigest() == answer.sha256
    assert all(paragraph._p.pPr.find(qn("w:bidi")) is not None for paragraph in frozen)
    assert all(run._r.rPr.find(qn("w:rtl")) is not None for paragraph in frozen for run in paragraph.runs)
    section = document.sections[0]
    assert answer.sha256 in section.footer.paragraphs[0].text
    assert answer.case.number in "\n".join(p.text for p in section.header.paragraphs)


def test_a_text_that_ends_with_its_signature_is_not_signed_twice_and_its_end_stays_together(as_, approved, cast):
    from docx import Document

    signed = f"{TEXT}\n\n{cast.noura.name_ar}\nالمتحدث الرسمي"
    titled = signed.replace(cast.noura.name_ar, f"م. {cast.noura.name_ar}")
    for text, times in ((TEXT, 1), (titled, 0), (signed, 1)):
        answer = approved(text)
        document = Document(io.BytesIO(take(as_("saleh"), "letter_docx", answer.pk).content))
        said = [paragraph.text for paragraph in document.paragraphs]
        assert said.count(cast.noura.name_ar) == times
        assert [bool(p.paragraph_format.keep_with_next) for p in document.paragraphs][-3:] == [True, True, False]
    words = letters_of(words_of(take(as_("saleh"), "letter_pdf", answer.pk).content))
    assert words.count(letters_of(cast.noura.name_ar.split()[-1])[0]) == 1
    held = letter.letter_of(answer)
    assert held.body + held.end == answer.final
    assert "والسلام عليكم" in held.end and held.end.endswith("المتحدث الرسمي")


def test_the_signature_never_stands_alone_on_a_page(as_, approved, cast):
    """Whatever the length of the text, the last page holds a line of the paragraph before the greeting."""
    for n in range(13, 22, 2):
        text = "\n".join(["We restored all the lights of the whole district after the long works of the summer."] * n)
        text += f"\n\nYours faithfully\n\n{cast.noura.name_en}\nSpokesperson\nRiyadh"
        pages = words_of(take(as_("saleh"), "letter_pdf", approved(text, language="en").pk).content).split("Page ")
        assert "restored" in pages[-2], n


def test_an_english_text_becomes_a_letter_from_left_to_right(as_, approved):
    from docx import Document
    from docx.oxml.ns import qn

    answer = approved("We restored the lights.", language="en")
    document = Document(io.BytesIO(take(as_("saleh"), "letter_docx", answer.pk).content))
    assert all(p._p.pPr is None or p._p.pPr.find(qn("w:bidi")) is None for p in document.paragraphs)
    words = words_of(take(as_("saleh"), "letter_pdf", answer.pk).content)
    assert "We restored the lights." in words
    assert "22 November 2026" in words


def test_taking_a_letter_is_recorded_with_the_hash_of_the_paper(as_, approved):
    answer = approved()
    content = take(as_("saleh"), "letter_pdf", answer.pk).content
    act = Act.objects.get(name="paper.made")
    assert act.after["sha256"] == hashlib.sha256(content).hexdigest()
    assert act.after["text_sha256"] == answer.sha256


def test_a_text_that_is_not_approved_makes_no_letter(as_, cast, approved):
    answer = approved()
    change_answer(answer, "رد الأمانة", "نص آخر", 1, by=cast.saleh, at=MORNING)
    response = as_("saleh").post(reverse("cases:letter_pdf", args=[answer.pk]))
    assert response.status_code == 302
    assert not Act.objects.filter(name="paper.made").exists()


def test_a_text_that_does_not_match_its_seal_makes_no_letter(approved):
    answer = approved()
    answer.final += " "
    with pytest.raises(WrongState):
        letter_text(answer)


@pytest.mark.parametrize("name", ["letter_pdf", "letter_docx", "case_file", "case_file_in_full"])
def test_papers_are_for_those_who_may_take_them(as_, approved, name):
    answer = approved()
    pk = answer.pk if name.startswith("letter") else answer.case_id
    address = reverse(f"cases:{name}", args=[pk])
    for person, status in (("huda", 404), ("zayd", 404), ("rakan", 403), ("lina", 403)):
        assert as_(person).post(address, {"reason": "سبب وجيه"}).status_code == status, person
    assert not Act.objects.filter(name="paper.made").exists()


def test_a_letter_is_not_taken_by_following_a_link(as_, approved):
    assert as_("saleh").get(reverse("cases:letter_pdf", args=[approved().pk])).status_code == 405


@pytest.fixture
def whole_case(cast, approved):
    """A case in which much has happened, with the number of who asked in its text."""
    item = cast.item("انطفاء الإنارة", "يشكو السكان، للتواصل 0551234567", author="عبدالله السالم", outlet=None)
    answer = approved("أُعيدت الإنارة، وللاستفسار {=0551234567}", item=item)
    Contact.objects.create(item=answer.case.case_items.get().item, name="عبدالله السالم", phone="0551234567")
    note_case(answer.case, "اتصل بنا من 0551234567", by=cast.saleh, at=MORNING)
    published_by_hand(answer, "https://alwaha.example/reply", by=cast.saleh, at=MORNING)
    return answer.case


def test_the_case_file_tells_the_whole_case_with_personal_data_masked(as_, whole_case):
    words = words_of(take(as_("saleh", "en"), "case_file", whole_case.pk).content)
    for part in ("Why this deadline", "within 4 hours of working time", "What was said", "Notes and drafts",
                 "Approved texts", "alwaha.example", "Log of acts", "Case opened", "Answer approved",
                 "each matching its seal"):  # fmt: skip
        assert part in words, part
    assert "0551234567" not in words
    assert "Personal data is masked" in words
    assert letters_of("السالم")[0] not in letters_of(words)


def test_no_text_of_the_case_file_names_who_asked_unless_it_is_unmasked(cast, approved):
    text = (
        "الأستاذ عبد الإله بن محمد العمرى، نشكر لعبدالاله العمري عنايته، وأخبرنا الأستاذ العمري. "
        "وقال المتحدث صالح العمري إن عبد الإله العُمري سأل."
    )
    answer = approved(text)
    item = answer.case.case_items.get().item
    Contact.objects.create(item=item, name="أ. عبد الإله بن محمد العمري", phone="0551234567", email="a.b@wave.example")
    note_case(answer.case, "اتصل عبد الإله العمري", by=cast.saleh, at=MORNING)

    def texts(unmasked):
        case = Case.objects.select_related("unit").get(pk=answer.case_id)
        context = case_file.context_of(case, MORNING, unmasked=unmasked)
        ((_, _, final, _),) = context["answers"]
        return [final, *(said for _, said in context["entries"])], context["heard"][0].contact

    said, contact = texts(unmasked=False)
    assert (
        sum("صالح العمري" in one for one in said) == 2
    )  # who speaks for the amana is named: the draft, the final text
    assert not any(name in one for one in said for name in ("عبد الإله", "العمرى", "العُمري", "الأستاذ العمري"))
    assert [is_ltr for _, is_ltr in contact] == [False, True, True]
    assert contact[2][0].endswith("@wave.example")
    said, contact = texts(unmasked=True)
    assert text in said
    assert contact[0][0] == "أ. عبد الإله بن محمد العمري"


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("أمل", "على أمل اللقاء، أ. أمل", "على أمل اللقاء، أ. أمل"),
        ("أمل", "عزيزتي أمل، تحية", f"عزيزتي {MASK}، تحية"),
        ("Huda Al-Salem", "Dear Huda, as Huda Al-Salem asked", f"Dear {MASK}, as {MASK} asked"),
        ("فهد السالم", "فهد يحب حي السالم، وكتب فَهْد السالم", f"فهد يحب حي السالم، وكتب {MASK}"),
        ("عبدالله سعد السالم", "شكرًا لعبد الله بن سعد السالم، وعبد الله العمري", f"شكرًا ل{MASK}، وعبد الله العمري"),
        ("", "نص", "نص"),
    ],
)
def test_a_name_is_masked_as_people_write_it_and_a_word_like_it_is_not(name, text, shown):
    assert masker([name])(text) == shown


def test_a_masked_mail_address_reads_from_left_to_right_on_paper(whole_case):
    Contact.objects.update(email="news@waha.example")
    context = case_file.context_of(Case.objects.get(pk=whole_case.pk), MORNING, unmasked=False)
    html = render_to_string("papers/case_file.html", {**context, "lang": "ar", "dir": "rtl"})
    assert f'<span class="ltr">{MASK}@waha.example</span>' in html


def test_the_case_file_in_full_needs_a_reason_and_records_it(as_, whole_case):
    browser = as_("saleh")
    address = reverse("cases:case_file_in_full", args=[whole_case.pk])
    assert browser.get(address).status_code == 200
    for reason in ("", "  ", "و"):
        assert browser.post(address, {"reason": reason}).status_code == 422
    assert not Act.objects.filter(name__in=["paper.made", "personal.unmasked"]).exists()
    words = words_of(take(browser, "case_file_in_full", whole_case.pk, {"reason": "طلب المراجعة"}).content)
    assert "0551234567" in words
    assert Act.objects.get(name="personal.unmasked").note == "طلب المراجعة"
    assert Act.objects.get(name="paper.made").after["masked"] is False


def test_a_supervisor_takes_the_file_but_not_in_full(as_, whole_case):
    browser = as_("majed")
    assert take(browser, "case_file", whole_case.pk).content.startswith(b"%PDF-")
    address = reverse("cases:case_file_in_full", args=[whole_case.pk])
    assert browser.post(address, {"reason": "طلب المراجعة"}).status_code == 403


def test_a_log_that_was_tampered_with_is_told_in_the_file(cast, whole_case):
    def log():
        return list(Act.objects.filter(subject_type="case", subject_id=whole_case.pk).order_by("id"))

    assert acts.broken_among(log()) == []
    changed = log()
    changed[1].note = "حُرّفت"
    assert acts.broken_among(changed) == [changed[1].pk]
    changed = log()
    changed[2].previous = "f" * 64
    assert changed[2].pk in acts.broken_among(changed)


def test_the_case_file_takes_the_same_queries_however_much_happened(as_, cast, whole_case):
    def queries():
        case = Case.objects.select_related("unit").get(pk=whole_case.pk)
        with CaptureQueriesContext(connection) as asked:
            case_file.context_of(case, MORNING, unmasked=False)
        return len(asked)

    few = queries()
    for n in range(6):
        note_case(whole_case, f"ملاحظة {n}", by=cast.fahad, at=MORNING)
        draft_answer(whole_case, f"رد {n}", "نص", by=cast.noura, at=MORNING)
    assert queries() == few


def test_without_pango_the_product_says_what_to_install_and_the_docx_still_works(as_, approved, monkeypatch):
    from sada.web.papers import pdf

    class Missing:
        def find_spec(self, name, path=None, target=None):
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    answer = approved()
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    for name in [name for name in sys.modules if name.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    with pytest.raises(pdf.NoPango):
        pdf.tool()
    browser = as_("saleh")
    assert browser.post(reverse("cases:letter_pdf", args=[answer.pk])).status_code == 302
    assert take(browser, "letter_docx", answer.pk).content.startswith(b"PK")
    assert Act.objects.filter(name="paper.made").count() == 1


def test_the_file_holds_the_experts_answer_every_clock_and_all_who_approved(as_, cast):
    policy(cast, Step("any", ("role:manager",)), Step("any", ("role:spokesperson",)))
    for promise in ("fact", "approve"):
        ClockPolicy.objects.create(
            unit=cast.ministry, promise=promise, minutes=90, basis="work", valid_from=date(2024, 1, 1)
        )
    case, fact = cast.case(), cast.fact("150", "عدد الأعمدة المصانة")
    question = ask_expert(case, "كم عمودًا صينت؟", Expert(cast.salma), by=cast.saleh, at=MORNING)
    answer_question(question, Reply("صينت 150 عمودًا", "150", ""), by=cast.salma, at=MORNING)
    hand_over(case, Handed("940", "4471902", MORNING.date()), by=cast.saleh, at=MORNING)
    answer = draft_answer(case, "رد", f"عدد الأعمدة {{#{fact.pk}}} عمودًا.", by=cast.saleh, at=MORNING)
    submit_answer(answer, by=cast.saleh, at=MORNING)
    for person in (cast.abeer, cast.noura):
        approve_answer(Answer.objects.get(), 1, by=person, at=MORNING)
    with clock.at(MORNING):
        context = case_file.context_of(case, MORNING, unmasked=False)
    ((asked, _, said),) = context["questions"]
    assert (asked, said) == (question, "صينت 150 عمودًا")
    assert [text for entry, text in context["entries"]] == ["عدد الأعمدة 150 عمودًا."]  # the value, not {#1}
    ((_, _, _, approvals),) = context["answers"]
    assert [one.by for one in approvals] == [cast.abeer, cast.noura]
    assert {one.promise for one in context["clocks"]} >= {"fact", "approve"}
    assert [report.reference for report in context["reports"]] == ["4471902"]
    words = words_of(take(as_("saleh"), "case_file", case.pk).content)
    for word in ("4471902", "150", "SHA-256"):
        assert word in words


def test_the_file_says_where_the_reply_was_printed(cast, approved):
    answer = approved(item=cast.item(medium="print"))
    outlet = answer.case.case_items.get().item.outlet
    reply = PressReply.objects.create(
        answer=answer, outlet=outlet, sent_at=MORNING, due_on=MORNING.date(), state="printed",
        printed_on=MORNING.date(), place="الصفحة 7", kept_share=0.8,
    )  # fmt: skip
    with clock.at(MORNING):
        (face,) = case_file.context_of(answer.case, MORNING, unmasked=False)["prints"]
    assert (face.reply, face.reply.place) == (reply, "الصفحة 7")


def test_every_clock_on_paper_has_its_own_name_and_its_own_time(as_, cast):
    start = MORNING.date()
    for promise, minutes in (("acknowledge", 30), ("hold", 120)):
        ClockPolicy.objects.create(unit=cast.ministry, promise=promise, minutes=minutes, basis="work", valid_from=start)
    case = cast.case(by=cast.rakan)
    with translation.override("en"):
        clocks = case_file.context_of(case, MORNING, unmasked=False)["clocks"]
    assert [(one.name, one.due_at) for one in clocks] == [
        ("Acknowledge", MORNING + timedelta(minutes=30)), ("Holding line", MORNING + timedelta(hours=2)),
    ]  # fmt: skip
    words = words_of(take(as_("saleh", "en"), "case_file", case.pk).content)
    assert words.count("Answer due") == words.count("Due at") == 1  # the answer's own word stands over no other clock
    assert "9:30 am" in words and "11:00 am" in words


def test_the_file_seals_what_was_said_and_shows_the_evidence_of_a_later_look(as_, cast, whole_case):
    item = whole_case.case_items.get().item
    received = "كما وصل".encode()
    digest = hashlib.sha256(received).hexdigest()
    columns = {"content_type": "text/plain", "received_at": MORNING, "fate": "understood", "item": item}
    raw = RawItem.objects.create(sha256=bytes.fromhex(digest), bytes=received, **columns)
    close_case(whole_case, "done", by=cast.saleh, at=MORNING)
    found = Found("done", "زيارة، للتواصل 0551234567", "https://waha.example/picture")
    follow_up(whole_case, found, by=cast.saleh, at=MORNING)
    words = words_of(take(as_("saleh", "en"), "case_file", whole_case.pk).content)
    assert digest in "".join(words.split())
    assert "waha.example/picture" in words
    assert "0551234567" not in words
    assert "no longer those received" not in words
    RawItem.objects.filter(pk=raw.pk).update(bytes=b"another")
    (heard,) = case_file.context_of(whole_case, MORNING, unmasked=False)["heard"]
    assert [seal["is_same"] for seal in heard.seals] == [False]
