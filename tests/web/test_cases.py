"""The list of cases and the page of one: what one sees, what is counted, what is refused, how many queries it takes."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sada.desk.assign_case import assign_case
from sada.desk.draft_answer import draft_answer, submit_answer
from sada.desk.note_case import note_case
from sada.kernel import clock
from sada.store.models import Act, Case, CaseState, ClockPolicy, Contact, Notice
from sada.store.queries import cases
from tests.cast import MORNING, left_unanswered

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def moment():
    return MORNING + HOUR


def page(browser, name="cases:list", *args, **query):
    response = browser.get(reverse(name, args=args), query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_an_officer_sees_the_cases_of_their_unit_and_no_others(as_, cast):
    cast.case(title="انطفاء الإنارة في حي الزهور")
    cast.case("qassim", title="حفرة في طريق البساتين")
    shown = page(as_("saleh"), view="open")
    assert "انطفاء الإنارة في حي الزهور" in shown
    assert "حفرة في طريق البساتين" not in shown


def test_late_and_soon_late_lead_the_list(as_, cast):
    fresh = cast.case(title="وصلت الآن")
    late = cast.case(title="متأخرة", at=MORNING - timedelta(days=4))
    closed = cast.case(title="مغلقة")
    left_unanswered(closed, at=MORNING, note="للعلم")
    found = [c.pk for c in cases.page(Case.objects.all(), None)[0]]
    assert found == [late.pk, fresh.pk, closed.pk]


def test_pages_follow_each_other_without_a_gap_or_a_repeat(as_, cast):
    made = [cast.case(at=MORNING - timedelta(minutes=n)) for n in range(7)]
    for one in made[:3]:
        left_unanswered(one, at=MORNING, note="للعلم")
    seen, after = [], None
    for _ in range(4):
        rows, after = cases.page(Case.objects.all(), after, size=2)
        seen += [row.pk for row in rows]
    assert after is None
    assert sorted(seen) == sorted(one.pk for one in made)


def test_more_cases_come_as_rows_alone(as_, cast, monkeypatch):
    monkeypatch.setattr(cases.page, "__defaults__", (2,))
    for n in range(3):
        cast.case(title=f"المعاملة {n}")
    browser = as_("saleh")
    first = page(browser, view="open")
    after = first.split("after=")[1].split('"')[0]
    rest = browser.get(reverse("cases:list"), {"view": "open", "after": after}, headers={"HX-Request": "true"})
    assert rest.content.decode().count('<li class="row') == 1
    assert "<html" not in rest.content.decode()


@pytest.mark.parametrize("wrong", ["x", "1_2", "1_x_3", "0_nan_1", "9" * 40])
def test_a_spoiled_address_shows_the_list_and_no_error(as_, cast, wrong):
    cast.case()
    assert (
        as_("saleh").get(reverse("cases:list"), {"after": wrong, "owner": "9" * 30, "unit": wrong}).status_code == 200
    )


def test_a_filter_narrows_and_its_chip_takes_it_away(as_, cast):
    cast.case(title="شكوى الإنارة")
    cast.case(title="سؤال عن الحدائق", reading={"kind": "inquiry", "families": []})
    shown = page(as_("saleh"), view="open", kind="inquiry")
    assert "سؤال عن الحدائق" in shown
    assert "شكوى الإنارة" not in shown
    assert 'class="chip chip-remove" href="?view=open"' in shown


def test_search_forgives_spelling_and_finds_by_number(as_, cast):
    case = cast.case(title="انطفاء إنارة الشوارع")
    cast.case(title="حديقة الحي")
    browser = as_("saleh")
    for words in ("اناره الشوارع", case.number, case.number.lower()):
        shown = page(browser, view="open", q=words)
        assert "انطفاء إنارة الشوارع" in shown
        assert "حديقة الحي" not in shown


def test_mine_are_those_in_my_hands(as_, cast):
    cast.case(title="بيد صالح")
    cast.case(title="بيد فهد", owner=cast.fahad)
    shown = page(as_("fahad"), view="mine")
    assert "بيد فهد" in shown
    assert "بيد صالح" not in shown


def test_each_role_lands_on_its_day(as_, cast):
    for name in ("saleh", "noura"):
        assert as_(name).get("/").headers["Location"] == reverse("day:page")
    assert as_("salma").get("/").headers["Location"] == reverse("questions:list")


def test_a_text_awaits_the_spokesperson_but_never_its_own_writer(as_, cast):
    for writer, title in ((cast.saleh, "كتبه صالح"), (cast.noura, "كتبته نورة")):
        case = cast.case(title=title)
        answer = draft_answer(case, title, "نص الرد", by=writer, at=MORNING)
        submit_answer(answer, by=writer, at=MORNING)
    shown = page(as_("noura"), view="approval")
    assert "كتبه صالح" in shown
    assert "كتبته نورة" not in shown
    assert "كتبته نورة" in page(as_("abeer"), view="approval")
    assert "كتبه صالح" not in page(as_("saleh"), view="approval")


def test_the_phase_in_the_database_is_the_phase_of_the_rules(cast):
    from sada.rules import clocks

    made = [cast.case(at=MORNING - timedelta(hours=h)) for h in (0, 2, 4, 60)]
    Case.objects.filter(pk=made[1].pk).update(state="paused", paused_at=MORNING)
    Case.objects.filter(pk=made[2].pk).update(state="answered", answered_at=MORNING)
    for minutes in range(0, 600, 7):
        now = MORNING + timedelta(minutes=minutes)
        for case in Case.objects.all():
            said = clocks.phase(now, case.due_at, case.warn_at, case.answered_at, case.paused_at)
            fits = [p for p in clocks_phases() if Case.objects.filter(cases.phase_is(p, now), pk=case.pk).exists()]
            assert fits == [said], (case.state, minutes)


def clocks_phases():
    return ("in_time", "near", "late", "met", "missed", "paused")


def test_the_list_takes_the_same_number_of_queries_however_long_it_is(as_, cast):
    browser = as_("saleh")
    for title in ("معاملة أولى", "معاملة ثانية"):
        cast.case(title=title)
    page(browser, view="open")
    with CaptureQueriesContext(
        connection,
    ) as few:
        page(browser, view="open")
    for n in range(25):
        cast.case(title=f"معاملة {n}", owner=cast.fahad if n % 2 else cast.saleh)
    with CaptureQueriesContext(connection) as many:
        page(browser, view="open")
    assert len(many) == len(few)


def test_the_page_of_a_case_tells_its_story_in_order(as_, cast):
    case = cast.case(title="انطفاء الإنارة", text="يشكو السكان من الظلام")
    note_case(case, "سُئلت إدارة الإنارة", by=cast.saleh, at=MORNING + HOUR / 4)
    draft_answer(case, "رد على الشكوى", "تمت المعالجة", by=cast.saleh, at=MORNING + HOUR / 2)
    shown = page(as_("saleh"), "cases:show", case.pk)
    places = [shown.index(text) for text in ("يشكو السكان من الظلام", "سُئلت إدارة الإنارة", "تمت المعالجة")]
    assert places == sorted(places)


def test_the_page_takes_the_same_number_of_queries_however_much_happened(as_, cast):
    case = cast.case()
    browser = as_("saleh")
    note_case(case, "ملاحظة", by=cast.saleh, at=MORNING)
    draft_answer(case, "رد", "نص", by=cast.saleh, at=MORNING)
    page(browser, "cases:show", case.pk)
    with CaptureQueriesContext(connection) as few:
        page(browser, "cases:show", case.pk)
    for n in range(8):
        note_case(case, f"ملاحظة {n}", by=cast.fahad, at=MORNING + n * HOUR / 60)
        draft_answer(case, f"رد {n}", "نص", by=cast.noura, at=MORNING)
    with CaptureQueriesContext(connection) as many:
        page(browser, "cases:show", case.pk)
    assert len(many) == len(few)


def test_opening_a_case_marks_what_one_was_told_about_it_as_seen(as_, cast):
    case, other = cast.case(), cast.case()
    for one in (case, other):
        note_case(one, "ملاحظة", by=cast.noura, at=MORNING)
    page(as_("saleh"), "cases:show", case.pk)
    unseen = Notice.objects.filter(person=cast.saleh, seen_at=None).values_list("subject_id", flat=True)
    assert list(unseen) == [other.pk]


def test_a_case_of_another_amana_looks_like_one_that_is_not_there(as_, cast):
    case = cast.case()
    for name in ("huda", "zayd"):
        browser = as_(name)
        assert browser.get(reverse("cases:show", args=[case.pk])).status_code == 404
        for step in ("note", "close", "claim", "transfer"):
            assert browser.post(reverse(f"cases:{step}", args=[case.pk]), {"text": "x"}).status_code == 404
    assert Act.objects.filter(subject_type="case").count() == 1


def test_the_clock_says_when_and_why_in_sentences(as_, cast):
    case = cast.case()
    shown = page(as_("saleh", "en"), "cases:show", case.pk)
    assert "To be answered within 3 hours of working time, before 1:00" in shown
    assert "The policy: the answer within 4 hours of working time of being asked" in shown


def test_the_clock_names_the_weekend_it_met(as_, cast):
    thursday = MORNING + timedelta(days=4, hours=4)  # 13:00, an hour and a half before the weekend
    case = cast.case(at=thursday)
    with clock.at(thursday):
        shown = page(as_("saleh", "en"), "cases:show", case.pk)
    assert "2 days of the weekend are not counted" in shown


def test_a_deadline_on_a_day_off_explains_itself(as_, cast):
    ClockPolicy.objects.create(
        unit=cast.ministry, medium="x", promise="ceiling", minutes=1440, basis="wall", valid_from="2020-01-01"
    )
    thursday = MORNING + timedelta(days=4, hours=4)
    case = cast.case(at=thursday, medium="x")
    with clock.at(thursday):
        shown = page(as_("saleh", "en"), "cases:show", case.pk)
        arabic = page(as_("saleh", "ar"), "cases:show", case.pk)
    assert "By working time it would be due Sunday" in shown
    assert "days off included: Friday" in shown and "the officer on duty answers" in shown
    assert "المناوب" in arabic and "الجمعة" in arabic


def test_who_asked_is_masked_until_one_says_why(as_, cast):
    item = cast.item(title="سؤال عن الرخصة", medium="phone", outlet=None)
    Contact.objects.create(item=item, name="عبدالله السالم", phone="0551234567", email="a.salem@example.test")
    from sada.desk.open_case import open_case

    case = open_case(cast.mention(item=item), by=cast.saleh, at=MORNING)
    browser = as_("saleh")
    shown = page(browser, "cases:show", case.pk)
    assert "0551234567" not in shown
    assert "عبدالله السالم" not in shown
    address = reverse("cases:contact", args=[case.pk, item.pk])
    browser.post(address, {"reason": "الاتصال بالسائل"})
    assert "0551234567" in page(browser, "cases:show", case.pk)
    assert "0551234567" not in page(browser, "cases:show", case.pk)  # once, on record
    assert Act.objects.get(name="personal.unmasked").note == "الاتصال بالسائل"


def test_names_that_the_reading_found_are_masked_in_the_case_and_while_drafting(as_, cast):
    from sada.desk.open_case import open_case

    item = cast.item(title="شكوى سعد العتيبي", text="قال المواطن سعد العتيبي إن الحفرة باقية", reading={
        "more": {"personal": [[5, 16, "name"], [29, 40, "name"]]},
    })  # fmt: skip
    case = open_case(cast.mention(item=item), by=cast.saleh, at=MORNING)
    answer = draft_answer(case, "رد", "نص", by=cast.saleh, at=MORNING)
    browser = as_("saleh")
    for shown in (page(browser, "cases:show", case.pk), page(browser, "cases:edit", answer.pk)):
        text = shown.partition('class="said said-box')[2]
        assert "الحفرة باقية" in text
        assert "العتيبي" not in text


def test_a_similar_case_is_offered_with_the_answer_it_got(as_, cast):
    from sada.desk.approve_answer import approve_answer
    from sada.desk.send_answer import published_by_hand

    before = cast.case(title="إنارة حي النخيل")
    answer = draft_answer(before, "رد سابق", "أُعيدت الإنارة إلى الحي", by=cast.saleh, at=MORNING)
    submit_answer(answer, by=cast.saleh, at=MORNING)
    approve_answer(answer, 1, by=cast.noura, at=MORNING)
    published_by_hand(answer, "https://alwaha.example/1", by=cast.saleh, at=MORNING)
    case = cast.case(title="إنارة حي الزهور")
    assert "أُعيدت الإنارة إلى الحي" in page(as_("saleh"), "cases:show", case.pk)


def test_the_steps_are_those_of_the_state_and_the_role(as_, cast):
    case = cast.case()
    mine = page(as_("saleh"), "cases:show", case.pk)
    monitors = page(as_("rakan"), "cases:show", case.pk)
    close = reverse("cases:no_answer", args=[case.pk])
    assert close in mine
    assert close not in monitors
    left_unanswered(case, at=MORNING, note="للعلم")
    ended = page(as_("saleh"), "cases:show", case.pk)
    assert close not in ended
    assert reverse("cases:reopen", args=[case.pk]) in ended


def test_the_excel_of_the_list_opens_from_right_to_left_in_arabic(as_, cast):
    import io

    from openpyxl import load_workbook

    cast.case(title='=HYPERLINK("http://x")')
    response = as_("saleh").get(reverse("cases:xlsx"), {"view": "open"})
    sheet = load_workbook(io.BytesIO(response.content)).active
    assert sheet.sheet_view.rightToLeft
    assert sheet.cell(2, 2).value == '=HYPERLINK("http://x")'
    assert sheet.cell(2, 2).data_type == "s"


def test_the_csv_is_read_as_utf8_and_holds_no_formula(as_, cast):
    cast.case(title="=1+1")
    content = as_("saleh").get(reverse("cases:csv"), {"view": "open"}).content
    assert content.startswith(b"\xef\xbb\xbf")
    assert "'=1+1" in content.decode()


def test_who_may_not_export_gets_no_file(as_, cast):
    assert as_("rakan").get(reverse("cases:csv")).status_code == 403


def test_an_expert_sees_only_what_is_in_their_hands(as_, cast):
    case = cast.case(title="بيد الخبيرة")
    cast.case(title="ليست بيدها")
    assign_case(case, cast.salma, by=cast.saleh, at=MORNING)
    shown = page(as_("salma"), view="open")
    assert "بيد الخبيرة" in shown
    assert "ليست بيدها" not in shown


def test_a_closed_case_without_an_answer_is_never_called_late(as_, cast):
    case = cast.case(at=MORNING - timedelta(days=9))
    left_unanswered(case, at=MORNING, note="للعلم")
    assert case.state == CaseState.NO_ANSWER
    shown = page(as_("saleh", "en"), "cases:show", case.pk)
    assert "It was decided on" in shown
    assert "late by" not in shown


def test_what_was_handed_over_is_a_view_of_its_own_and_counts_nowhere_else(as_, cast):
    from sada.desk.transfer_case import transfer_case

    case = cast.case(title="أُحيلت إلى القصيم")
    transfer_case(case, cast.qassim, "الموقع هناك", by=cast.saleh, at=MORNING)
    browser = as_("saleh")
    assert "أُحيلت إلى القصيم" not in page(browser, view="all")
    assert "أُحيلت إلى القصيم" in page(browser, view="away")
    shown = page(browser, "cases:show", case.pk)
    assert "الموقع هناك" in shown
    assert reverse("cases:transfer", args=[case.pk]) not in shown
    received = page(as_("huda"), "cases:show", case.pk)
    assert reverse("cases:give_back", args=[case.pk]) in received


def test_a_case_of_two_matters_is_split_on_its_page(as_, cast):
    from sada.desk.join_case import join_item

    case, other = cast.case(), cast.mention(title="حفرة في الطريق")
    browser = as_("saleh")
    assert reverse("cases:split", args=[case.pk]) not in page(browser, "cases:show", case.pk)
    join_item(case, other, by=cast.saleh, at=MORNING)
    assert reverse("cases:split", args=[case.pk]) in page(browser, "cases:show", case.pk)
    data = {"items": [other.item_id], "subject": "الحفرة"}
    assert browser.post(reverse("cases:split", args=[case.pk]), data).status_code == 302
    assert Case.objects.get(subject="الحفرة").case_items.get().item_id == other.item_id


def test_what_a_case_is_about_is_changed_on_its_page(as_, cast):
    case = cast.case()
    browser = as_("saleh")
    page = reverse("cases:describe", args=[case.pk])
    assert page in browser.get(reverse("cases:show", args=[case.pk])).content.decode()
    browser.post(page, {"subject": "إنارة حي الزهور", "kind": "inquiry", "service": ""})
    case.refresh_from_db()
    assert (case.subject, case.kind, case.service) == ("إنارة حي الزهور", "inquiry", None)
    shown = browser.get(reverse("cases:show", args=[case.pk])).content.decode()
    assert "عُدّل وصف المعاملة" in shown


@pytest.mark.parametrize(
    ("language", "name", "other"), [("en", "Al-Waha Daily", "صحيفة الواحة"), ("ar", "صحيفة الواحة", "Al-Waha Daily")]
)
@pytest.mark.parametrize("address", ["cases:list", "day:page"])
def test_the_outlet_that_asked_is_named_in_the_readers_language(as_, cast, language, name, other, address):
    outlet = cast.outlet()
    outlet.name_en = "Al-Waha Daily"
    outlet.save()
    cast.case(outlet=outlet, owner=cast.saleh)
    shown = page(as_("saleh", language), address)
    assert name in shown
    assert other not in shown


def test_a_transfer_says_which_texts_it_gives_back_and_its_units_can_be_searched(as_, cast):
    case = cast.case()
    url = reverse("cases:transfer", args=[case.pk])
    plain = as_("saleh").get(url).content.decode()
    assert "إلى كاتبه" not in plain
    assert 'data-find="البحث عن جهة بالاسم"' in plain and "<optgroup" in plain  # without a script it is a plain select
    answer = draft_answer(case, "رد بانتظار الاعتماد", "نص", by=cast.saleh, at=MORNING)
    submit_answer(answer, by=cast.saleh, at=MORNING)
    warned = as_("saleh").get(url).content.decode()
    assert "رد بانتظار الاعتماد" in warned and reverse("cases:answer", args=[answer.pk]) in warned
    as_("saleh").post(url, {"to": cast.qassim.pk, "note": "الموقع هناك"})
    answer.refresh_from_db()
    assert answer.state == "returned"
