"""Catalogues: found, merged, compiled, without the system's gettext."""

import gettext
import os

import polib
import pytest

from sada.ops import messages
from sada.ops.messages import compile_catalogues, new_catalogue, update_catalogue
from sada.ops.trouble import Trouble

TEMPLATE = """{% load i18n %}
   <p>{% translate "Inbox" %}</p>
 {% blocktranslate count n=count %}{{ n }} item{% plural %}{{ n }} items{% endblocktranslate %}
{% if x %}
  <b>{% translate "Open" context "verb" %}</b>
{% endif %}
"""
CODE = """
from django.utils.translation import gettext as _, ngettext
def sentence(n):
    return _("Waits since %(day)s") % {"day": n} + ngettext("one", "many", n)
"""


@pytest.fixture
def package(tmp_path, monkeypatch):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(TEMPLATE)
    (tmp_path / "code.py").write_text(CODE)
    monkeypatch.setattr(messages, "PACKAGE", tmp_path)
    return tmp_path


def test_sentences_of_code_and_templates_are_found(package):
    assert set(messages.found()) == {
        ("", "Inbox", None),
        ("", "%(n)s item", "%(n)s items"),
        ("verb", "Open", None),
        ("", "Waits since %(day)s", None),
        ("", "one", "many"),
    }


def test_an_update_adds_retires_and_merges_without_touching_what_is_translated(package):
    catalogue = new_catalogue()
    catalogue.append(polib.POEntry(msgid="Inbox", msgstr="الوارد"))
    catalogue.append(polib.POEntry(msgid="Gone", msgstr="ذهب"))
    path, other = package / "django.po", package / "other.po"
    catalogue.save(str(path))
    given = new_catalogue()
    given.append(polib.POEntry(msgid="Inbox", msgstr="شيء آخر"))
    given.append(polib.POEntry(msgid="Open", msgctxt="verb", msgstr="فتح"))
    given.save(str(other))
    counts = update_catalogue(path, merged=[other])
    assert counts == {"sentences": 5, "missing": 3, "retired": 1}
    after = {entry.msgid: entry for entry in polib.pofile(str(path))}
    assert after["Inbox"].msgstr == "الوارد"
    assert after["Open"].msgstr == "فتح"
    assert after["Gone"].obsolete
    assert len(after["one"].msgstr_plural) == 6


def test_compiled_arabic_chooses_among_six_forms(tmp_path):
    folder = tmp_path / "ar" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue = new_catalogue()
    catalogue.append(
        polib.POEntry(msgid="%(n)s item", msgid_plural="%(n)s items", msgstr_plural={i: str(i) for i in range(6)})
    )
    catalogue.save(str(folder / "django.po"))
    assert compile_catalogues(tmp_path) == 1
    assert compile_catalogues(tmp_path) == 0
    forms = gettext.translation("django", tmp_path, ["ar"])
    chosen = [forms.ngettext("%(n)s item", "%(n)s items", n) for n in (0, 1, 2, 3, 10, 11, 99, 100, 103)]
    assert chosen == ["0", "1", "2", "3", "3", "4", "4", "5", "3"]


def test_a_newer_source_is_compiled_again(tmp_path):
    folder = tmp_path / "ar" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    new_catalogue().save(str(folder / "django.po"))
    compile_catalogues(tmp_path)
    compiled = (folder / "django.mo").stat()
    os.utime(folder / "django.po", (compiled.st_atime + 10, compiled.st_mtime + 10))
    assert compile_catalogues(tmp_path) == 1


def test_a_broken_catalogue_is_named(tmp_path):
    folder = tmp_path / "ar" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text('msgid "a"\nnonsense\n')
    with pytest.raises(Trouble, match=r"django\.po"):
        compile_catalogues(tmp_path)
