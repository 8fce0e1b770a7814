"""Templates chosen for a case and filled from it; kept by those who approve; the shipped ones are in order."""

import csv
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sada.desk.approve_answer import approve_answer
from sada.desk.draft_answer import draft_answer, submit_answer
from sada.desk.fill_template import offered, text_with, to_begin
from sada.desk.keep_template import Wanted, add_template, change_template, end_template
from sada.desk.known_places import in_both, in_english
from sada.kernel.refusals import Blocked, Missing, NotAllowed, WrongState
from sada.ops.pack import PACKS
from sada.rules.citations import bare_numbers, gaps
from sada.rules.lengths import posts, weighted
from sada.store.models import LADDER_FORMS, Act, Agency, Case, Template, TemplateForm, Voice
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
with open(PACKS / "saudi" / "templates.csv", encoding="utf-8", newline="") as file:
    SHIPPED = list(csv.DictReader(file))
TOMORROW = MORNING + timedelta(days=1)


def of(case, form, at=MORNING, language="ar"):
    """The text offered for a case in one form."""
    place = case.case_items.select_related("item__outlet").first()
    return next(one for one in offered(case, place.item if place else None, at, language) if one.row.form == form)


def wanted(cast, text="نص [الإيضاح]", unit=None, **columns):
    return Wanted(unit or cast.riyadh, "letter", "خطابنا", text, **columns)


def test_every_form_is_shipped_in_words_that_hold_no_number_without_a_fact():
    assert {row["form"] for row in SHIPPED} == set(TemplateForm.values)
    assert [row["code"] for row in SHIPPED if bare_numbers(row["text"])] == []
    assert len({row["code"] for row in SHIPPED}) == len(SHIPPED)


def test_the_shipped_posts_leave_room_for_what_is_to_be_said():
    for row in SHIPPED:
        if row["form"] in ("post", "thread") or row["medium"] == "x":
            assert max(map(weighted, posts(row["text"]))) < 200, row["code"]


def test_the_letter_to_a_printed_newspaper_has_its_nine_parts_in_order(cast, shipped):
    cast.noura.title_ar = "المتحدث الرسمي"
    cast.noura.save()
    case = cast.case(
        title="ظلام في حي الزهور", author="ماجد السالم", medium="print", outlet=cast.outlet(medium="print")
    )
    text = of(case, "letter").text
    parts = [
        "سعادة رئيس تحرير صحيفة الواحة المحترم", "السلام عليكم ورحمة الله وبركاته", "[رقم العدد]",
        "12 جمادى الآخرة 1448هـ الموافق 22 نوفمبر 2026م", "«ظلام في حي الزهور»", "بقلم: ماجد السالم", "نشكر لكم",
        "واستنادًا", "وبعد [ما بُني عليه الرد", "[نص الإيضاح]", "نأمل الاطلاع، ونشر", "شاكرين لكم",
        "والسلام عليكم ورحمة الله وبركاته",
        "نورة الحربي", "المتحدث الرسمي", "أمانة منطقة الرياض",
    ]  # fmt: skip
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_what_the_case_does_not_know_is_a_gap(cast, shipped):
    case = cast.case(medium="print", outlet=cast.outlet(medium="print"))
    basis = "ما بُني عليه الرد: الوقوف على الموقع، والرجوع إلى المختصين"
    assert of(case, "letter").gaps == ["رقم العدد", basis, "نص الإيضاح", "صفة المتحدث"]
    assert "بقلم" not in of(case, "letter").text  # words said only where the writer is known


def test_a_gap_blocks_submission_and_approval_until_it_is_filled(cast, shipped):
    case = cast.case(title="ظلام في الحي")
    answer = draft_answer(case, "رد", of(case, "information").text, by=cast.saleh, at=MORNING)
    with pytest.raises(Blocked) as refused:
        submit_answer(answer, by=cast.saleh, at=MORNING)
    assert {block.code for block in refused.value.blocks} == {"gap"}
    text = answer.draft
    for gap in gaps(text):
        text = text.replace(gap.text, "كلمات")
    second = draft_answer(case, "رد", text, by=cast.saleh, at=MORNING)
    submit_answer(second, by=cast.saleh, at=MORNING)
    approve_answer(second, 1, by=cast.noura, at=MORNING)
    assert second.state == "approved"


def test_a_headline_with_numbers_and_brackets_blocks_nothing(cast, shipped):
    case = cast.case(title="[فيديو] انطفاء 150 عمودًا", author="هيا الفهد")
    text = of(case, "letter").text
    assert bare_numbers(text) == []
    assert "[فيديو]" not in text


def test_the_medium_decides_which_letter_is_offered(cast, shipped):
    print_case = cast.case(medium="print", outlet=cast.outlet("صحيفة النخيل", medium="print"))
    tv_case = cast.case(medium="tv", outlet=cast.outlet("قناة الواحة", medium="tv"))
    assert of(print_case, "letter").row.code == "letter.print"
    assert "بُثّ عبر قناة الواحة" in of(tv_case, "letter").text
    assert of(cast.case(medium="online"), "letter").row.code == "letter.online"
    assert of(cast.case(medium="phone", outlet=None), "letter").row.code == "letter"


def test_a_journalist_is_addressed_by_what_the_name_says(cast, shipped):
    case = cast.case()
    Case.objects.filter(pk=case.pk).update(voice=Voice.objects.create(name_ar="الدكتورة سعاد العمري"))
    case.refresh_from_db()
    assert "سعادة الدكتورة سعاد العمري المحترمة" in of(case, "information").text


def test_one_who_asked_directly_is_not_named_in_a_draft(cast, shipped):
    case = cast.case(title="سؤال", author="عبدالله السالم", outlet=None, medium="phone")
    assert all("عبدالله السالم" not in one.text for one in offered(case, case.case_items.get().item, MORNING))


def test_not_ours_names_the_body_whose_concern_it_is_when_only_one_is_meant(cast, shipped):
    water = {"name_ar": "شركة المياه الوطنية", "name_en": "National Water Company", "subjects": ["كسر ماسورة"]}
    Agency.objects.create(code="water", **water)
    traffic = {"name_ar": "الإدارة العامة للمرور", "name_en": "Traffic", "subjects": ["إشارة مرورية"]}
    Agency.objects.create(code="traffic", **traffic)
    assert "اختصاص شركة المياه الوطنية" in of(cast.case(title="كسر ماسورة في الحي"), "not_ours").text
    both = cast.case(title="كسر ماسورة عند إشارة مرورية")
    assert "الجهة المختصة" in of(both, "not_ours").gaps


def test_the_spokesperson_nearest_to_the_unit_signs(cast, shipped):
    assert "نورة الحربي" in of(cast.case("riyadh.al-duwadimi"), "denial").text
    assert "بدر الرشيدي" in of(cast.case("qassim"), "denial").text


def test_every_form_that_is_begun_is_shipped_in_english_too_in_words_without_arabic():
    english = [row for row in SHIPPED if row["language"] == "en"]
    assert {row["form"] for row in english} == set(TemplateForm.values) - set(LADDER_FORMS)
    assert [row["code"] for row in english if re.search("[\u0621-\u064a]", row["text"])] == []
    assert {row["medium"] for row in english if row["form"] == "letter"} == {"", "print", "online", "tv", "radio"}


def test_an_english_letter_has_its_parts_and_no_arabic_word(cast, shipped):
    outlet = cast.outlet("The Oasis Times", medium="print")
    case = cast.case(title="Dark streets", text="Lights are out.", author="Sara Lane", medium="print", outlet=outlet)
    text = of(case, "letter", language="en").text
    parts = [
        "The Editor", "The Oasis Times", "Dear Editor,", "“Dark streets”", "issue ([Issue number])",
        "22 November 2026 (12 Jumada al-Akhirah 1448 AH)", "by Sara Lane", "Thank you",
        "Following [What the answer rests",
        "[Explanation]", "grateful if you published", "Yours sincerely", "Noura Al-Harbi", "Official Spokesperson",
        "Riyadh Region Municipality",
    ]  # fmt: skip
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert re.search("[\u0621-\u064a]", text) is None
    assert bare_numbers(text) == []


def test_a_holding_line_names_the_day_on_which_we_come_back(cast, shipped):
    case = cast.case(title="متى تعود الإنارة؟", medium="email", outlet=None)
    assert "في موعد أقصاه 12 جمادى الآخرة 1448هـ الموافق 22 نوفمبر 2026م" in of(case, "holding").text
    assert "by 22 November 2026" in of(case, "holding", language="en").text
    assert of(case, "holding", MORNING + timedelta(days=9)).gaps == ["موعد الرد"]  # a day that is past is no promise


def test_a_units_own_template_is_the_one_that_is_begun_and_that_a_line_goes_into(cast, shipped):
    for form in ("letter", "holding", "post", "email"):
        add_template(Wanted(cast.riyadh, form, "لنا", f"XYZ {form}\n\n[نص الإيضاح]"), by=cast.noura, at=MORNING)
    mail, post = cast.case(medium="email", outlet=None), cast.case(medium="x")
    begun = {one.row.form: one.text for one in to_begin(mail, mail.case_items.get().item, MORNING)}
    assert all(begun[form].startswith(f"XYZ {form}") for form in ("letter", "holding", "post", "email"))
    for case, form in ((mail, "email"), (post, "post")):
        assert text_with(case, case.case_items.get().item, "العمل جارٍ.", MORNING) == f"XYZ {form}\n\nالعمل جارٍ."
    english = text_with(mail, mail.case_items.get().item, "Work goes on.", MORNING, "en")
    assert "XYZ" not in english
    assert "Work goes on." in english
    theirs = cast.case("qassim", medium="email", outlet=None)
    assert "XYZ" not in of(theirs, "email").text


def test_a_text_goes_to_the_place_that_is_kept_for_it_or_behind_the_words(cast, shipped):
    case = cast.case(medium="email", outlet=None)
    item = case.case_items.get().item
    said = text_with(case, item, "العمل جارٍ.", MORNING)
    assert "ونفيدكم بما يأتي:\nالعمل جارٍ." in said
    assert gaps(said) == []
    add_template(Wanted(cast.riyadh, "email", "لنا", "تحية."), by=cast.noura, at=MORNING)
    assert text_with(case, item, "العمل جارٍ.", MORNING) == "تحية.\n\nالعمل جارٍ."


def test_days_in_english_and_outside_the_tables():
    assert in_english(MORNING) == "22 November 2026 (12 Jumada al-Akhirah 1448 AH)"
    assert in_english(MORNING.replace(year=2090)) == "22 November 2090"


def test_days_outside_the_umm_al_qura_tables_are_said_in_one_calendar(cast):
    assert in_both(MORNING.replace(year=2090)) == "22 نوفمبر 2090م"


def test_offering_takes_the_same_queries_however_many_templates_there_are(cast, shipped):
    case = cast.case()
    item = case.case_items.select_related("item__outlet", "item__contact").get().item
    with CaptureQueriesContext(connection) as few:
        offered(case, item, MORNING)
    for _ in range(12):
        add_template(wanted(cast), by=cast.noura, at=MORNING)
    with CaptureQueriesContext(connection) as many:
        offered(case, item, MORNING)
    assert len(many) == len(few) == 3


def test_a_text_of_ones_own_unit_stands_before_the_shipped_one_and_only_there(cast, shipped):
    first = of(cast.case(), "letter").row
    change_template(first, wanted(cast, "خطاب الرياض"), by=cast.noura, at=MORNING)
    assert of(cast.case(), "letter").text == "خطاب الرياض"
    assert of(cast.case("riyadh.al-duwadimi"), "letter").text == "خطاب الرياض"
    assert of(cast.case("qassim"), "letter").row == first


def test_a_change_keeps_what_held_before(cast):
    row = add_template(wanted(cast, "القديم"), by=cast.noura, at=MORNING)
    change_template(row, wanted(cast, "الجديد"), by=cast.abeer, at=TOMORROW)
    case = cast.case()
    assert of(case, "letter", MORNING).text == "القديم"
    assert of(case, "letter", TOMORROW).text == "الجديد"
    act = Act.objects.get(name="template.changed")
    assert (act.before["text"], act.after["text"]) == ("القديم", "الجديد")


def test_of_two_who_change_one_template_the_second_is_told(cast):
    row = add_template(wanted(cast), by=cast.noura, at=MORNING)
    change_template(row, wanted(cast, "الأول"), by=cast.noura, at=TOMORROW)
    with pytest.raises(WrongState):
        change_template(row, wanted(cast, "الثاني"), by=cast.abeer, at=TOMORROW)
    assert list(Template.objects.filter(valid_to=None).values_list("text", flat=True)) == ["الأول"]


def test_an_ended_template_is_offered_no_longer(cast, shipped):
    row = add_template(wanted(cast, "خطابنا"), by=cast.noura, at=MORNING)
    case = cast.case()
    assert of(case, "letter").row == row
    end_template(row, by=cast.noura, at=TOMORROW)
    assert of(case, "letter", TOMORROW).row != row


def test_only_those_who_approve_keep_templates_and_only_in_their_reach(cast, shipped):
    for person in (cast.saleh, cast.rakan, cast.sami, cast.badr):
        with pytest.raises(NotAllowed):
            add_template(wanted(cast), by=person, at=MORNING)
    with pytest.raises(WrongState):  # what is shipped for all is nobody's to end
        end_template(Template.objects.first(), by=cast.noura, at=MORNING)
    theirs = add_template(wanted(cast, unit=cast.qassim), by=cast.badr, at=MORNING)
    with pytest.raises(WrongState):
        change_template(theirs, wanted(cast), by=cast.noura, at=MORNING)


def test_a_template_needs_a_name_a_text_and_no_lone_brace(cast):
    for text in ("  ", "نص { مكسور"):
        with pytest.raises(Missing):
            add_template(wanted(cast, text), by=cast.noura, at=MORNING)
    assert not Template.objects.exists()
