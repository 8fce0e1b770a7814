"""Acts have sentences; only acts write rows; gettext strings can be translated."""

import ast
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import rules

from sada.kernel.act_names import SENTENCES

EDGES = ["web", "api", "jobs", "archive"]


def test_every_recorded_act_has_a_sentence():
    used = {name for path in rules.modules() for name in rules.recorded_names(path.read_text(encoding="utf-8"))}
    assert used - set(SENTENCES) == set()


def test_an_act_without_a_sentence_is_found():
    source = 'acts.record("case.eaten", by=x)\ntell(people, "case.sung", on=y)'
    assert set(rules.recorded_names(source)) == {"case.eaten", "case.sung"}


def test_every_sentence_belongs_to_an_act_that_happens():
    text = "\n".join(p.read_text(encoding="utf-8") for p in rules.modules() if p.name != "act_names.py")
    assert [name for name in SENTENCES if f'"{name}"' not in text] == []


@pytest.mark.parametrize("edge", EDGES)
def test_edges_write_no_rows(edge):
    found = {
        str(path.relative_to(rules.ROOT)): writes
        for path in rules.modules(rules.PACKAGE / edge)
        if (writes := rules.row_writes(path.read_text(encoding="utf-8")))
    }
    assert found == {}


def test_a_row_written_in_a_view_is_found():
    assert rules.row_writes("Case.objects.create(x=1)\nitem.save()\nrows().update(a=1)") == [
        "line 1: Case.objects.create",
        "line 2: item.save",
        "line 3: rows().update",
    ]


def test_strings_for_translation_have_named_places():
    found = {
        str(path.relative_to(rules.ROOT)): bad
        for path in rules.modules()
        if (bad := [*rules.untranslated(source := path.read_text(encoding="utf-8")), *rules.uncollected(source)])
    }
    assert found == {}


def test_an_fstring_inside_gettext_is_found():
    assert rules.untranslated('_(f"{n} cases")\n_("%s cases")') == [
        "line 1: f-string inside _",
        "line 2: unnamed placeholder inside _",
    ]


def test_a_sentence_hidden_inside_an_fstring_is_found():
    assert rules.uncollected("x = f\"{n} · {ngettext('a file', 'files', n)}\"") == [
        "line 1: ngettext inside an f-string"
    ]


def _calls_at_import(source: str) -> list[str]:
    """The calls that a module makes as statements of its own when it is imported."""
    return [
        ast.unparse(line)
        for line in ast.parse(source).body
        if isinstance(line, ast.Expr) and isinstance(line.value, ast.Call)
    ]


@pytest.mark.parametrize("package", ["kernel", "desk", "facts", "reading", "listen", "rules", "store/models"])
def test_importing_a_module_changes_nothing(package):
    calls = {
        path.name: found
        for path in rules.modules(rules.PACKAGE / package)
        if (found := _calls_at_import(path.read_text(encoding="utf-8")))
    }
    assert calls == {}


def test_a_table_of_another_module_changed_at_import_is_found():
    assert _calls_at_import('"""Doc."""\naccess._DOORS.update({})\nx = f()') == ["access._DOORS.update({})"]
