"""The catalogues of the languages: found in the sources, merged, compiled. No gettext of the system is needed."""

import io
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib

from sada.ops.trouble import Trouble

PACKAGE = Path(__file__).resolve().parent.parent
LOCALE = PACKAGE / "locale"
ARABIC = LOCALE / "ar" / "LC_MESSAGES" / "django.po"
# n = 0, 1, 2, 3-10, 11-99, the rest: the six Arabic forms
PLURALS = "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
Message = tuple[str, str, str | None]  # context, English, English plural


def compile_catalogues(folder: Path = LOCALE) -> int:
    """Write every .mo that is missing or older than its .po; returns how many. Raises Trouble for a broken .po."""
    written = 0
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        part = target.with_suffix(f".mo.{os.getpid()}")
        read_catalogue(source).save_as_mofile(str(part))
        part.replace(target)
        written += 1
    return written


def read_catalogue(path: Path) -> polib.POFile:
    """A .po file; Trouble when it cannot be read."""
    try:
        return polib.pofile(str(path), encoding="utf-8", wrapwidth=110)
    except (OSError, ValueError) as error:
        raise Trouble("catalogue-broken", file=path, what=error) from error


def sources() -> Iterator[Path]:
    """The files that may hold sentences: Python, and templates of any kind."""
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in (".py", ".html", ".txt") and "migrations" not in path.parts and "static" not in path.parts:
            yield path


def found() -> dict[Message, list[tuple[str, str]]]:
    """Every sentence in the sources, with the places it stands at."""
    from babel.messages.extract import extract

    places: dict[Message, list[tuple[str, str]]] = {}
    for path in sources():
        code = as_python(path)
        for line, texts, _, context in extract("python", io.BytesIO(code.encode()), KEYWORDS, (), {}):
            forms = texts if isinstance(texts, tuple) else (texts, None)
            message = (context or "", forms[0], forms[1])
            places.setdefault(message, []).append((str(path.relative_to(PACKAGE)), str(line)))
    return places


def as_python(path: Path) -> str:
    """The file as Python source: a template with everything blanked out but its sentences."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text
    from django.utils.translation import templatize

    return "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())


def update_catalogue(path: Path = ARABIC, merged: Iterable[Path] = ()) -> dict[str, int]:
    """Bring the catalogue to the sources: add what is new, retire what is gone, take translations from `merged`."""
    catalogue = read_catalogue(path) if path.exists() else new_catalogue()
    given = {key(entry): entry for other in merged for entry in read_catalogue(other) if entry.translated()}
    present = {key(entry): entry for entry in catalogue}
    wanted = found()
    for message, places in sorted(wanted.items(), key=lambda pair: pair[1]):
        entry = present.get(message)
        if entry is None:
            entry = new_entry(message)
            catalogue.append(entry)
        entry.obsolete, entry.occurrences = False, places
        if not entry.translated() and message in given:
            entry.msgstr, entry.msgstr_plural = given[message].msgstr, given[message].msgstr_plural
    for message, entry in present.items():
        entry.obsolete = entry.obsolete or message not in wanted
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))
    return {
        "sentences": len(wanted),
        "missing": len(catalogue.untranslated_entries()),
        "retired": len(catalogue.obsolete_entries()),
    }


def key(entry: polib.POEntry) -> Message:
    """What names an entry."""
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural or None


def new_entry(message: Message) -> polib.POEntry:
    """An entry without a translation."""
    context, single, plural = message
    entry = polib.POEntry(msgctxt=context or None, msgid=single)
    if plural:
        entry.msgid_plural, entry.msgstr_plural = plural, dict.fromkeys(range(6), "")
    if "%(" in single:
        entry.flags.append("python-format")
    return entry


def new_catalogue() -> polib.POFile:
    """An empty Arabic catalogue."""
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = {
        "Project-Id-Version": "sada",
        "Language": "ar",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS,
    }
    return catalogue
