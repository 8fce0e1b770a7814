"""Search: forgiving in spelling, complete within one's reach, silent about the rest."""

import re

import pytest

from sada.store.queries import search as queries
from sada.web.search.found import meant, pieces, snippet

pytestmark = pytest.mark.django_db


@pytest.fixture
def saleh(cast, client):
    client.force_login(cast.saleh)
    return client


def plain(response):
    return re.sub(r"</?mark[^>]*>", "", response.content.decode())


@pytest.mark.parametrize("asked", ["إنارة حديقة", "انارة حديقه", "الإنارة الحديقة", "إِنَارَة حدائق", "انـــارة حديقة"])
def test_spelling_is_forgiven(cast, saleh, asked):
    cast.mention(title="إنارة الحديقة العامة مطفأة", text="نص")
    assert "الحديقة العامة" in plain(saleh.get("/search/", {"q": asked}))


def test_both_sets_of_digits_are_the_same(cast, saleh):
    cast.mention(title="إغلاق مخرج ١٥ غدًا", text="نص")
    assert "مخرج" in plain(saleh.get("/search/", {"q": "مخرج 15"}))


def test_cases_facts_and_units_are_found(cast, saleh):
    case = cast.case(title="حفرة في شارع العليا")
    cast.fact(statement="عدد أعمدة الإنارة في العليا", value="150")
    page = plain(saleh.get("/search/", {"q": "العليا"}))
    assert case.number in page
    assert "عدد أعمدة الإنارة في العليا" in page
    assert case.number in plain(saleh.get("/search/", {"q": case.number.lower()}))
    assert "بلدية محافظة الدوادمي" in plain(saleh.get("/search/", {"q": "دوادمى"}))


def test_a_case_is_found_by_the_text_it_answers(cast, saleh):
    case = cast.case(title="شكوى", text="انهيار رصيف المدرسة الابتدائية")
    assert case.number in plain(saleh.get("/search/", {"q": "رصيف الابتدائية"}))


def test_another_amana_finds_nothing(cast, client):
    case = cast.case(title="حفرة في شارع العليا")
    cast.fact(statement="أعمدة العليا")
    client.force_login(cast.huda)
    page = plain(client.get("/search/", {"q": "العليا"}))
    assert case.number not in page
    assert "حفرة" not in page
    assert "أعمدة العليا" not in page


def test_suggestions_never_come_from_out_of_reach(cast, client):
    cast.mention(title="انهيار جسر الثمامة")
    client.force_login(cast.huda)
    assert "الثمامة" not in plain(client.get("/search/", {"q": "الثمامه1"})).replace("الثمامه1", "")


def test_nothing_found_offers_a_close_word(cast, saleh):
    cast.mention(title="انهيار جسر الثمامة")
    page = plain(saleh.get("/search/", {"q": "جسر الثمانة"}))
    assert "جسر الثمامة" in page


def test_a_word_unlike_any_other_offers_nothing(cast, saleh):
    cast.mention()
    assert "q=" not in "".join(
        re.findall(r'class="button" href="(\?q=[^"]*)"', plain(saleh.get("/search/", {"q": "xyzzyq"})))
    )


@pytest.mark.parametrize("asked", ["", " ", "؟؟", "' OR 1=1 --", "a" * 5000, "\\", "(", "%", "!&|:*"])
def test_no_query_breaks_the_page(cast, saleh, asked):
    cast.mention()
    assert saleh.get("/search/", {"q": asked}).status_code == 200


def test_personal_data_is_masked_in_results(cast, saleh):
    cast.mention(title="شكوى المواطن 0551234567", text="رقمه 0551234567 في حي النرجس")
    assert "0551234567" not in plain(saleh.get("/search/", {"q": "النرجس"}))


def test_pages_of_items_follow_one_another(cast, saleh):
    made = [cast.mention(title=f"خبر الحديقة {n}").item.pk for n in range(45)]
    seen, address = [], "/search/?q=الحديقة&in=items"
    while address:
        page = saleh.get(address, headers={"HX-Request": "true"} if seen else {}).content.decode()
        seen += [int(pk) for pk in re.findall(r'href="/inbox/item/(\d+)/"', page)]
        more = re.search(r'hx-get="(\?[^"]+)"', page)
        address = "/search/" + more[1].replace("&amp;", "&") if more else ""
    assert sorted(seen) == sorted(made)


def test_a_stranger_finds_nothing(cast, client):
    client.force_login(cast.zayd)
    assert client.get("/search/", {"q": "الزهور"}).status_code == 403


def test_the_number_of_queries_does_not_grow(cast, saleh):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count():
        with CaptureQueriesContext(connection) as captured:
            saleh.get("/search/?q=الزهور")
        return len(captured)

    cast.case()
    few = count()
    for _ in range(12):
        cast.case()
    assert count() == few


def test_common_words_give_the_newest_first(cast, saleh, monkeypatch):
    monkeypatch.setattr(queries, "FEW", 2)
    from sada.store.models import Item

    made = [cast.item(title=f"الحديقة {n}") for n in range(6)]
    found, more = queries.items(Item.objects.all(), "الحديقة", size=4)
    assert [i.pk for i in found] == [i.pk for i in reversed(made)][:4]
    assert more


def test_what_matched_is_marked_with_its_article_and_signs():
    assert [(p.text, p.is_hit) for p in pieces("في الحَديقةِ.", "حديقه")] == [
        ("في ", False),
        ("الحَديقةِ", True),
        (".", False),
    ]


def test_a_snippet_begins_near_the_match_at_a_space():
    text = "كلمة " * 100 + "الحديقة " + "كلمة " * 100
    said = "".join(p.text for p in snippet(text, "حديقة"))
    assert said.startswith("… كلمة")
    assert "الحديقة" in said
    assert said.endswith("…")


def test_what_one_may_have_meant_keeps_the_known_words():
    assert meant("حديقه النرجسس", {"حديقه": "حديقة", "النرجس": "النرجس"}) == "حديقه النرجس"
    assert meant("حديقه", {"حديقه": "حديقة"}) == ""
