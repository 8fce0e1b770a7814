"""The public page: only what was approved and chosen, nobody's data, taken down with a note; the same for everybody."""

import re
from dataclasses import replace
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from sada.desk.approve_answer import approve_answer
from sada.desk.draft_answer import draft_answer, submit_answer
from sada.desk.fit_to_leave import FactChanged
from sada.desk.keep_units import Naming, change_unit
from sada.desk.publish_answer import (
    Notice,
    OwnNumbers,
    Personal,
    Published,
    Unconfirmed,
    headline,
    publish_answer,
    take_down,
)
from sada.kernel import clock
from sada.kernel.refusals import Missing, NotAllowed, WrongState
from sada.rules.personal import is_landline, not_for_the_public, plain_number
from sada.store.models import Act, Answer, CaseItem, Contact, Fact, Publication, Unit
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
WHY = Notice("سؤال يتكرر", "متى تعود الإنارة إلى حي الزهور؟")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def approved(cast):
    """`approved("text")`: an approved answer on a new case."""

    def make(text="أُعيدت الإنارة إلى حي الزهور.", title="عودة الإنارة", unit="riyadh", **item):
        writer, approver = (cast.saleh, cast.noura) if unit.startswith("riyadh") else (cast.huda, cast.badr)
        case = cast.case(unit, **item)
        case.subject = title  # what a title says of numbers are then the asker's words
        answer = draft_answer(case, title, text, by=writer, at=MORNING)
        submit_answer(answer, by=writer, at=MORNING)
        approve_answer(answer, 1, by=approver, at=MORNING)
        return Answer.objects.select_related("case", "case__unit").get(pk=answer.pk)

    return make


@pytest.fixture
def published(cast, approved):
    """`published("text")`: an answer on the public page."""

    def make(*args, at=MORNING, notice=WHY, **more):
        answer = approved(*args, **more)
        by = cast.noura if answer.case.unit.code.startswith("riyadh") else cast.badr
        return publish_answer(answer, notice, by=by, at=at)

    return make


def test_the_frozen_text_stands_there_byte_for_byte(cast, approved):
    answer = approved()
    made = publish_answer(answer, WHY, by=cast.noura, at=MORNING)
    assert (made.text, made.sha256, made.title) == (answer.final, answer.sha256, "عودة الإنارة")
    act = Act.objects.get(name="answer.published")
    assert (act.by, act.note, act.after["sha256"]) == (cast.noura, "سؤال يتكرر", answer.sha256)
    with pytest.raises(Published):
        publish_answer(answer, WHY, by=cast.noura, at=MORNING)


def test_the_headline_of_a_denial_is_not_what_was_said(cast, approved):
    rumour = "الأمانة توقف مشروع الإنارة"
    case = cast.case(reading={"kind": "news"}, title=rumour)
    answer = draft_answer(case, rumour, "المشروع ماضٍ في موعده.", by=cast.saleh, at=MORNING)
    submit_answer(answer, by=cast.saleh, at=MORNING)
    approve_answer(answer, 1, by=cast.noura, at=MORNING)
    assert headline(answer) == ""
    with pytest.raises(Missing, match="العنوان"):
        publish_answer(answer, Notice("للفائدة العامة", title="الأمانة تُوقف مشروع الإنارة"), by=cast.noura, at=MORNING)
    made = publish_answer(answer, Notice("للفائدة العامة", title="مشروع الإنارة ماضٍ"), by=cast.noura, at=MORNING)
    assert made.title == "مشروع الإنارة ماضٍ"


def test_only_who_approves_publishes(cast, approved):
    answer = approved()
    for person in (cast.saleh, cast.badr, cast.majed, cast.sami, cast.rakan):
        with pytest.raises(NotAllowed):
            publish_answer(answer, WHY, by=person, at=MORNING)
    publish_answer(answer, WHY, by=cast.abeer, at=MORNING)


def test_only_an_approved_unaltered_text_with_facts_that_hold_is_published(cast, approved):
    draft = draft_answer(cast.case(), "رد", "نص", by=cast.saleh, at=MORNING)
    with pytest.raises(WrongState):
        publish_answer(draft, WHY, by=cast.noura, at=MORNING)
    altered = approved()
    altered.final = "نص آخر"
    with pytest.raises(WrongState):
        publish_answer(altered, WHY, by=cast.noura, at=MORNING)
    fact = cast.fact("150")
    cited = approved(f"صين {{#{fact.pk}}} عمودًا")
    Fact.objects.filter(pk=fact.pk).update(value="175")
    with pytest.raises(FactChanged):
        publish_answer(cited, WHY, by=cast.noura, at=MORNING)
    Fact.objects.filter(pk=fact.pk).update(value="150", valid_until=MORNING.date() - timedelta(days=1))
    with pytest.raises(FactChanged):  # expired since its approval
        publish_answer(cited, WHY, by=cast.noura, at=MORNING)
    for notice in (Notice(" "), Notice("سبب كاف", "ط" * 601)):
        with pytest.raises(Missing):
            publish_answer(approved(), notice, by=cast.noura, at=MORNING)
    assert Publication.objects.count() == 0


def test_the_headline_is_ours_where_the_title_is_the_askers(cast, approved):
    answer = approved("أُعيدت الإنارة إلى {=12} شارعًا.", title="يا أمانة الرياض وينكم الظلام ذبحنا")
    with pytest.raises(Missing):
        publish_answer(answer, replace(WHY, title="عودة الإنارة إلى 15 شارعًا"), by=cast.noura, at=MORNING)
    with pytest.raises(Personal):
        publish_answer(answer, replace(WHY, title="إنارة 0551234567"), by=cast.noura, at=MORNING)
    made = publish_answer(answer, replace(WHY, title="عودة الإنارة إلى 12 شارعًا"), by=cast.noura, at=MORNING)
    assert (made.title, made.text) == ("عودة الإنارة إلى 12 شارعًا", answer.final)
    assert "وينكم" not in made.folded


@pytest.mark.parametrize(
    "said",
    [
        "للتواصل ٠٥٥١٢٣٤٥٦٧", "الهوية 1023456789", "reem@mail.example", "+966 55 123 4567",
        "SA03 8000 0000 6080 1016 7519",
    ],
)  # fmt: skip
def test_no_personal_data_gets_there_by_text_title_or_question(cast, approved, said):
    for answer, notice in (
        (approved(f"رد {{={said}}}" if said.isdigit() else "رد"), Notice("سبب كاف", said)),
        (approved(title=said), WHY),
    ):
        with pytest.raises(Personal):
            publish_answer(answer, notice, by=cast.noura, at=MORNING)


def test_whoever_asked_is_not_named_and_an_official_address_may_stand(cast, approved):
    answer = approved("الأستاذ محمد الشهراني، شكرًا لك.")
    item = CaseItem.objects.get(case=answer.case).item
    Contact.objects.create(item=item, name="محمّد الشهراني")
    with pytest.raises(Personal):
        publish_answer(answer, WHY, by=cast.noura, at=MORNING)
    assert not_for_the_public("media@riyadh.gov.sa و press@waha.example و 940", "Press@waha.example") == []
    assert not_for_the_public("media@riyadh.gov.sa.evil.example") == ["media@riyadh.gov.sa.evil.example"]


def test_taken_down_it_leaves_a_note_and_may_come_back(cast, published, client):
    made = published()
    for person in (cast.saleh, cast.badr):
        with pytest.raises(NotAllowed):
            take_down(made, "ورد خطأ في الرقم", by=person, at=MORNING)
    with pytest.raises(Missing):
        take_down(made, " ", by=cast.noura, at=MORNING)
    with pytest.raises(Personal):
        take_down(made, "اتصل 0551234567", by=cast.noura, at=MORNING)
    take_down(made, "ورد خطأ في الرقم", by=cast.noura, at=MORNING + HOUR)
    with pytest.raises(WrongState):
        take_down(made, "مرة أخرى", by=cast.noura, at=MORNING)
    page = client.get(f"/replies/{made.pk}")
    assert page.status_code == 410
    assert "ورد خطأ في الرقم" in page.content.decode()
    assert "أُعيدت الإنارة" not in page.content.decode()
    assert "عودة الإنارة" not in client.get("/replies/").content.decode()
    again = publish_answer(made.answer, WHY, by=cast.abeer, at=MORNING + 2 * HOUR)
    assert (again.pk, client.get(f"/replies/{made.pk}").status_code) == (made.pk, 200)
    assert [a.name for a in Act.objects.filter(name__in=("answer.published", "answer.taken_down"))] == [
        "answer.published", "answer.taken_down", "answer.published",
    ]  # fmt: skip


def test_everybody_reads_it_without_a_log_in_in_two_languages(published, client):
    made = published()
    arabic = client.get(f"/replies/{made.pk}").content.decode()
    assert 'lang="ar" dir="rtl"' in arabic
    assert "أُعيدت الإنارة إلى حي الزهور." in arabic
    assert WHY.question in arabic
    english = client.get(f"/replies/en/{made.pk}").content.decode()
    assert 'lang="en" dir="ltr"' in english
    assert "What was asked" in english
    assert f'href="/replies/{made.pk}"' in english
    for missing in ("/replies/999", "/replies/fr/", f"/replies/ar/{made.pk}"):
        assert client.get(missing).status_code == 404
    assert client.post("/replies/").status_code == 405


def test_the_same_page_for_all_is_kept_by_caches(cast, published, client, settings):
    made = published()
    first = client.get(f"/replies/{made.pk}")
    assert first["Cache-Control"] == "public, max-age=300"
    assert not first.cookies
    assert "Cookie" not in first.get("Vary", "")
    assert first["X-Robots-Tag"] == "noindex, nofollow"
    assert '<meta name="robots"' in first.content.decode()
    assert client.get(f"/replies/{made.pk}", headers={"If-None-Match": first["ETag"]}).status_code == 304
    client.force_login(cast.saleh)
    assert client.get(f"/replies/{made.pk}").content == first.content
    settings.REPLIES_INDEXED = True
    open_page = client.get("/replies/")
    assert "X-Robots-Tag" not in open_page
    assert '<meta name="robots"' not in open_page.content.decode()
    settings.REPLIES_PUBLIC = False
    assert client.get("/replies/").status_code == 404


def test_it_is_found_by_words_and_by_unit(published, client):
    published("أُعيدت الإنارة.", "إنارة حي الزهور")
    published("رُدمت الحفر في الشارع.", "حفر شارع التحلية", unit="qassim", notice=Notice("سبب كاف"))
    found = client.get("/replies/", {"q": "الحُفَر"}).content.decode()
    assert "حفر شارع التحلية" in found
    assert "إنارة حي الزهور" not in found
    found = client.get("/replies/", {"unit": "riyadh"}).content.decode()
    assert "إنارة حي الزهور" in found
    assert "حفر شارع التحلية" not in found
    assert "لا رد يوافق هذه الكلمات" in client.get("/replies/", {"q": "طيران", "page": "x"}).content.decode()
    assert "لم يُنشر رد بعد" not in client.get("/replies/").content.decode()


def test_many_are_paged_in_a_fixed_number_of_queries(published, client, django_assert_max_num_queries):
    for n in range(23):
        published(title=f"عنوان {n}", at=MORNING + n * HOUR)
    with django_assert_max_num_queries(4):
        first = client.get("/replies/").content.decode()
    assert len(re.findall("<article>", first)) == 20
    assert first.index("عنوان 22") < first.index("عنوان 21")
    second = client.get("/replies/?page=2").content.decode()
    assert len(re.findall("<article>", second)) == 3


def test_the_feed_is_atom_and_says_what_was_taken_down(cast, published, client, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    kept, gone = published("نص & <وسم>\x0b"), published("خطأ", "عنوان آخر")
    take_down(gone, "ورد خطأ", by=cast.noura, at=MORNING + HOUR)
    page = client.get("/replies/feed")
    assert page["Content-Type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(page.content)
    entries = root.findall(f"{ATOM}entry")
    texts = [entry.find(f"{ATOM}content").text for entry in entries]
    assert texts == ["ورد خطأ", "نص & <وسم>"]
    assert entries[1].find(f"{ATOM}id").text == f"http://testserver/replies/{kept.pk}"
    assert root.find(f"{ATOM}updated").text == (MORNING + HOUR).isoformat()
    assert len(ElementTree.fromstring(client.get("/replies/en/feed?unit=qassim").content).findall(f"{ATOM}entry")) == 0


def test_the_page_of_the_answer_publishes_and_takes_down(cast, approved, client):
    answer = approved()
    client.force_login(cast.saleh)
    assert "/publish" not in client.get(f"/cases/answers/{answer.pk}/").content.decode()
    client.force_login(cast.noura)
    url = f"/cases/answers/{answer.pk}"
    assert f"{url}/publish" in client.get(f"{url}/").content.decode()
    assert (
        client.post(f"{url}/publish", {"title": "عودة", "reason": "سبب كاف", "question": "اتصل 0551234567"}).status_code
        == 422
    )
    assert client.post(f"{url}/publish", {"title": "عودة الإنارة", "reason": "سبب كاف"}).status_code == 302
    page = client.get(f"{url}/").content.decode()
    assert f"/replies/{Publication.objects.get().pk}" in page
    assert client.post(f"{url}/take-down", {"reason": "ورد خطأ"}).status_code == 302
    assert "ورد خطأ" in client.get(f"{url}/").content.decode()


LANDLINE = "للاستفسار: ٠١١ ٤٥٠ ٠٠٠٠"


def test_a_recorded_number_of_the_body_or_of_one_above_it_stands_in_public(cast, approved):
    for unit in ("riyadh", "ministry"):
        Unit.objects.update(phones=[])
        wanted = Naming(cast.unit[unit].name_ar, cast.unit[unit].name_en, phones=("+966 11 450 0000", "940"))
        change_unit(cast.unit[unit], wanted, by=cast.sami, at=MORNING)
        answer = approved(f"أُعيدت الإنارة. {LANDLINE}")
        assert publish_answer(answer, WHY, by=cast.noura, at=MORNING).text.endswith(LANDLINE)
    assert not Act.objects.filter(name="answer.number_confirmed").exists()


def test_a_landline_that_is_not_recorded_is_confirmed_by_name_in_the_log(cast, approved):
    answer = approved(f"أُعيدت الإنارة. {LANDLINE}")
    with pytest.raises(Unconfirmed) as refusal:
        publish_answer(answer, WHY, by=cast.noura, at=MORNING)
    assert "0114500000" in str(refusal.value.sentence)
    with pytest.raises(Unconfirmed):
        publish_answer(answer, replace(WHY, confirmed=("0114500001",)), by=cast.noura, at=MORNING)
    publish_answer(answer, replace(WHY, confirmed=("0114500000",)), by=cast.noura, at=MORNING)
    act = Act.objects.get(name="answer.number_confirmed")
    assert (act.by, act.after) == (cast.noura, {"answer": answer.pk, "numbers": ["0114500000"]})


@pytest.mark.parametrize("personal", ["0501234567", "{=1012345678}", "saeed@mail.example"])
def test_nobody_confirms_what_is_a_persons(cast, approved, personal):
    answer = approved(f"أُعيدت الإنارة. {LANDLINE} {personal}")
    with pytest.raises(Personal):
        publish_answer(answer, replace(WHY, confirmed=("0114500000", personal)), by=cast.noura, at=MORNING)


def test_whoever_wrote_the_text_does_not_confirm_its_numbers(cast):
    answer = draft_answer(cast.case(), "عودة الإنارة", f"أُعيدت. {LANDLINE}", by=cast.noura, at=MORNING)
    submit_answer(answer, by=cast.noura, at=MORNING)
    approve_answer(answer, 1, by=cast.abeer, at=MORNING)
    confirming = replace(WHY, confirmed=("0114500000",))
    with pytest.raises(OwnNumbers):
        publish_answer(answer, confirming, by=cast.noura, at=MORNING)
    assert publish_answer(answer, confirming, by=cast.abeer, at=MORNING)


def test_the_form_offers_the_landline_to_confirm_and_nothing_else(cast, approved, client):
    answer = approved(f"أُعيدت الإنارة. {LANDLINE}")
    with clock.at(MORNING):
        client.force_login(cast.noura)
        shown = client.get(reverse("cases:publish", args=[answer.pk])).content.decode()
        assert 'name="confirmed" value="0114500000"' in shown
        refused = client.post(reverse("cases:publish", args=[answer.pk]), {"title": "عودة", "reason": "يتكرر السؤال"})
        assert refused.status_code == 422
        given = {"title": "عودة", "reason": "يتكرر السؤال", "confirmed": ["0114500000"]}
        assert client.post(reverse("cases:publish", args=[answer.pk]), given).status_code == 302
        plain = approved("أُعيدت الإنارة.")
        assert 'name="confirmed"' not in client.get(reverse("cases:publish", args=[plain.pk])).content.decode()


@pytest.mark.parametrize("number", ["0501234567", "12", "1234567890123"])
def test_a_mobile_or_no_number_at_all_is_not_recorded_for_a_body(cast, number):
    with pytest.raises(Missing):
        change_unit(cast.riyadh, Naming("أمانة", "Amana", phones=(number,)), by=cast.sami, at=MORNING)


@pytest.mark.parametrize(
    ("said", "number", "fixed"),
    [
        ("+966 11 450 0000", "0114500000", True),
        ("00966114500000", "0114500000", True),
        ("٠١٢-٤٥٠٠٠٠٠", "0124500000", True),
        ("114500000", "0114500000", True),
        ("0501234567", "0501234567", False),
        ("940", "940", False),
        ("1012345678", "1012345678", False),
        ("a@b.example", "", False),
    ],
)
def test_a_number_is_read_as_one_dials_it(said, number, fixed):
    assert (plain_number(said), is_landline(said)) == (number, fixed)
