"""The command: quick help, and sentences instead of tracebacks."""

import re
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from sada.ops import trouble
from sada.ops.cli import sada as group
from sada.ops.trouble import Trouble, is_disk_full
from tests.ops.conftest import ROOT, sada


def every_command(command=group, path=()):
    yield path, command
    for name, inner in getattr(command, "commands", {}).items():
        yield from every_command(inner, (*path, name))


@pytest.mark.parametrize(("path", "command"), list(every_command()), ids=lambda value: "-".join(value) or "sada"
                         if isinstance(value, tuple) else "")  # fmt: skip
def test_every_command_explains_itself_in_both_languages(path, command):
    text = command.get_help(click.Context(command, info_name="sada"))
    assert re.search(r"[\u0621-\u064a]{3}", text) and re.search(r"[a-z]{3}", text)


def test_help_loads_neither_django_nor_the_database_driver():
    code = (
        "import sys; from sada.ops.cli import sada\n"
        "try: sada(['--help'])\n"
        "except SystemExit: pass\n"
        "sys.exit(any(m in sys.modules for m in ('django', 'psycopg', 'numpy', 'psutil')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT, capture_output=True).returncode == 0


@pytest.mark.parametrize(
    ("url", "status", "said"),
    [
        ("mysql://somewhere/x", 7, "DATABASE_URL"),
        ("postgresql://u:p@127.0.0.1:9/test", 7, "127.0.0.1:9/test"),
    ],
)
def test_a_wrong_server_is_named_in_both_languages_without_its_password(environment, url, status, said):
    code, printed = sada(environment | {"DATABASE_URL": url}, "check")
    assert code == status
    assert said in printed and "Traceback" not in printed and ":p@" not in printed
    assert re.search(r"[\u0621-\u064a]{3}", printed)


def test_every_trouble_has_both_languages_with_the_same_values():
    for code, entry in trouble.sentences().items():
        arabic, english = (set(re.findall(r"%\((\w+)\)s", entry[language])) for language in ("ar", "en"))
        assert arabic == english, code
        assert 0 < entry["status"] < 64, code


def test_every_trouble_that_is_raised_has_its_sentences_and_no_sentence_is_left_over():
    source = "\n".join(path.read_text() for path in (ROOT / "sada" / "ops").rglob("*.py"))
    raised = set(re.findall(r"Trouble\(\s*\"([a-z-]+)\"", source))
    raised |= set(re.findall(r"super\(\).__init__\(\"([a-z-]+)\"", source)) | {"data-newer", "data-older"}
    known = set(trouble.sentences())
    assert raised <= known
    assert {code for code in known - raised if not code.startswith("ingest-")} == set()


def test_a_full_disk_is_recognised_behind_other_errors():
    try:
        try:
            raise OSError(28, "No space left on device")
        except OSError as error:
            raise RuntimeError("while writing") from error
    except RuntimeError as error:
        assert is_disk_full(error)
    assert not is_disk_full(OSError(2, "No such file"))


def test_an_unforeseen_error_is_a_sentence_and_its_story_goes_to_a_log(monkeypatch, tmp_path, capsys):
    from sada.ops import cli, console

    monkeypatch.setenv("SADA_HOME", str(tmp_path))
    monkeypatch.delenv("SADA_DEBUG", raising=False)
    monkeypatch.setattr(cli.sada, "main", lambda **_: 1 / 0)
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert left.value.code == 1
    printed = capsys.readouterr().err
    assert "ZeroDivisionError" in printed and "Traceback" not in printed
    assert "Traceback" in (tmp_path / "log" / "errors.log").read_text()
    assert isinstance(console.as_trouble(Trouble("no-user")), Trouble)


@pytest.fixture
def few_lines(tmp_path):
    """A file of three lines of which one is no JSON."""
    path = tmp_path / "in.jsonl"
    path.write_text(
        '{"id": 1, "title": "أمانة جدة"}\nnot json\n{"id": 2, "text": "شكرًا أمانة جدة"}\n', encoding="utf-8"
    )
    return path


def test_what_could_not_be_read_is_named_with_the_file_that_keeps_it(few_lines, tmp_path):
    target = tmp_path / "out.jsonl"
    done = CliRunner().invoke(group, ["understand", str(few_lines), str(target)])
    assert done.exit_code == 1
    assert f"1 lines kept in {target}.refused.jsonl" in done.stderr
    assert "not json" in (tmp_path / "out.jsonl.refused.jsonl").read_text(encoding="utf-8")


def test_a_file_of_texts_is_never_written_over_by_its_own_readings(few_lines):
    before = few_lines.read_bytes()
    done = CliRunner().invoke(group, ["understand", str(few_lines), str(few_lines)])
    assert isinstance(done.exception, Trouble)
    assert few_lines.read_bytes() == before
