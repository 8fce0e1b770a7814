"""Settings are documented, migrations are complete, every string exists in Arabic with its six plural forms."""

import sys
from pathlib import Path

import polib
import pytest
from django.core.management import call_command

sys.path.insert(0, str(Path(__file__).parent))
import rules

CATALOGUE = rules.PACKAGE / "locale" / "ar" / "LC_MESSAGES" / "django.po"


def test_every_setting_is_documented():
    page = (rules.ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    read = {name for path in rules.modules() for name in rules.env_names(path.read_text(encoding="utf-8"))}
    assert {name for name in read if f"`{name}`" not in page} == set()


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def faults(catalogue: polib.POFile) -> list[str]:
    """Entries without Arabic, fuzzy, or with fewer than six plural forms."""
    bad = []
    for entry in catalogue:
        if entry.obsolete:
            continue
        if entry.msgid_plural:
            forms = [entry.msgstr_plural.get(n, "") for n in range(6)]
            if entry.fuzzy or not all(forms):
                bad.append(entry.msgid)
        elif entry.fuzzy or not entry.msgstr:
            bad.append(entry.msgid)
    return bad


def test_every_string_exists_in_arabic():
    assert faults(polib.pofile(str(CATALOGUE))) == []


def test_a_missing_a_fuzzy_and_a_short_plural_are_found():
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="a", msgstr=""))
    catalogue.append(polib.POEntry(msgid="b", msgstr="ب", flags=["fuzzy"]))
    catalogue.append(polib.POEntry(msgid="c", msgid_plural="cs", msgstr_plural={0: "x", 1: "y"}))
    catalogue.append(polib.POEntry(msgid="d", msgstr="د"))
    assert faults(catalogue) == ["a", "b", "c"]


def test_the_catalogue_holds_every_string_of_the_sources():
    from sada.ops.messages import found, key

    known = {key(entry) for entry in polib.pofile(str(CATALOGUE)) if not entry.obsolete}
    assert sorted(message[1] for message in set(found()) - known) == []
