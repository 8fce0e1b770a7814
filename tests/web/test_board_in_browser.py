"""The team's board in a real Chromium, by keyboard alone: arrows walk, Shift and an arrow give, «?» names both."""
# ruff: noqa: F811 - a fixture of a neighbouring file

import pytest
from django.urls import reverse

from sada.kernel import clock
from sada.store.models import Act, Case
from tests.web.test_cases_in_browser import visit  # noqa: F401 - a fixture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def board(cast, visit):
    """`board("ar")`: the board by person with one case, Saleh's, and its page."""

    def make(language):
        cast.at = clock.now()
        case = cast.case(title="انطفاء الإنارة في حي الزهور")
        return case, visit("abeer", f"{reverse('day:team')}?by=person", language=language)

    return make


def column_of(page, case):
    """(place of the column that holds the card, the person of each column), as they lie in the page."""
    columns = page.locator("[data-column]")
    people = [columns.nth(n).get_attribute("data-person") for n in range(columns.count())]
    card = f"[data-move='{reverse('day:move', args=[case.pk])}']"
    return next(n for n in range(columns.count()) if columns.nth(n).locator(card).count()), people


@pytest.mark.parametrize(
    ("language", "onward", "back"), [("ar", "ArrowLeft", "ArrowRight"), ("en", "ArrowRight", "ArrowLeft")]
)
def test_shift_and_an_arrow_give_the_card_to_the_person_of_the_next_column(board, language, onward, back):
    case, page = board(language)
    at, people = column_of(page, case)
    assert people[at] == str(case.owner_id)
    key, step = (onward, 1) if at + 1 < len(people) and people[at + 1] else (back, -1)
    page.locator("[data-row-link]").first.focus()
    with page.expect_response(lambda answer: "/move" in answer.url or "move" in answer.request.url):
        page.keyboard.press(f"Shift+{key}")
    page.wait_for_load_state("networkidle")
    owner = Case.objects.get(pk=case.pk).owner_id
    assert str(owner) == people[at + step] != str(case.owner_id)
    assert Act.objects.filter(name="case.assigned", subject_id=case.pk).count() == 1
    assert column_of(page, case)[0] == at + step
    assert page.complaints == []


def test_an_arrow_alone_gives_nothing_and_shift_at_the_edge_neither(board):
    case, page = board("ar")
    _at, people = column_of(page, case)
    page.locator("[data-row-link]").first.focus()
    for _ in range(2):
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("ArrowRight")
    page.wait_for_load_state("networkidle")
    assert Case.objects.get(pk=case.pk).owner_id == case.owner_id
    assert len(people) > 1


def test_the_question_mark_names_both(board):
    _case, page = board("ar")
    page.keyboard.press("Shift+Slash")
    said = page.inner_text("#keys")
    assert "Shift+→" in said
    assert "يُسند Shift مع سهم البطاقةَ إلى صاحب العمود التالي" in said
    assert page.locator("[data-keys-list] dt kbd", has_text="←").count() >= 1
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+Slash")  # opened again it says each once
    assert page.inner_text("#keys").count("Shift+→") == 1
