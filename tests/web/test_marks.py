"""Icons and chips: never colour alone, and every icon exists."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils import translation

import sada.web
from sada.store.models import CaseState, Kind, Medium, Tone
from sada.web import marks

SPRITE = (Path(sada.web.__file__).parent / "static/vendor/icons/icons.svg").read_text()
TEMPLATES = Path(sada.web.__file__).parent / "templates"


def drawn(html):
    return {part.split('"')[0] for part in html.split("icons.svg#")[1:]}


@pytest.mark.parametrize("choices", [Kind, Tone, Medium])
def test_every_code_has_an_icon(choices):
    table = {Kind: marks.KIND_ICONS, Tone: marks.TONE_ICONS, Medium: marks.MEDIUM_ICONS}[choices]
    assert set(choices.values) == set(table)


def test_every_state_of_a_case_has_a_chip():
    assert set(CaseState.values) == set(marks.CASE_STATES)


def test_every_icon_named_in_the_marks_is_in_the_sprite():
    named = {*marks.KIND_ICONS.values(), *marks.TONE_ICONS.values(), *marks.MEDIUM_ICONS.values(), *marks.TURNING}
    named |= {row[0] for row in (*marks.PHASES.values(), *marks.CASE_STATES.values(), *marks.FACT_STATES.values())}
    missing = {name for name in named if f'id="{name}"' not in SPRITE}
    assert not missing - marks.TURNING, missing


def test_every_icon_named_in_a_template_is_in_the_sprite():
    named = re.compile(r'{% icon "([a-z0-9-]+)"')
    found = {(path.name, name) for path in TEMPLATES.rglob("*.html") for name in named.findall(path.read_text())}
    assert not {(file, name) for file, name in found if f'id="{name}"' not in SPRITE}


@pytest.mark.parametrize("code", Tone.values)
def test_a_tone_is_a_word_and_an_icon(code):
    with translation.override("en"):
        html = marks.tone_chip(code)
        assert str(Tone(code).label) in html
    assert drawn(html) == {marks.TONE_ICONS[code]}


def test_what_comes_from_outside_is_escaped():
    html = marks.chip("<script>", "tag")
    assert "&lt;script&gt;" in html
    assert "<script>" not in html


def test_arrows_turn_with_the_direction_and_clocks_do_not():
    assert "icon-turn" in marks.icon("chevron-left")
    assert "icon-turn" not in marks.icon("clock")


def test_an_icon_is_decoration_unless_it_is_named():
    assert 'aria-hidden="true"' in marks.icon("clock")
    assert 'role="img" aria-label="Radio"' in marks.icon("radio", label="Radio")


def test_the_query_tag_changes_one_value_and_keeps_the_rest(rf):
    request = rf.get("/", {"kind": "complaint", "page": "3"})
    template = Template('{% load sada %}{% query tone="negative" page=None %}')
    assert template.render(Context({"request": request})) == "?kind=complaint&amp;tone=negative"


def test_a_phone_number_keeps_its_order_in_an_arabic_line():
    html = Template("{% load sada %}{{ phone|ltr }}").render(Context({"phone": "+966 17"}))
    assert html == '<bdi dir="ltr" class="ltr">+966 17</bdi>'
