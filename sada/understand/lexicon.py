"""The names of units, the families and the services, and every cue, compiled once."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from sada.understand import names
from sada.understand.cues import Cue, Phrase, Row, own_rows, phrase
from sada.understand.scan import Scanner
from sada.understand.taught import taught

UnitRow = Mapping[str, str]
OURS = 2.0  # weight from which a thing of the city is looked for with «our» behind it
BARE = frozenset(("منتزه", "متنزه", "جسر", "نفق"))  # that take an alef though short, or though they end like a feminine
COUNTED = 1.0  # weight of a single word from which what is counted speaks for its family


@dataclass(frozen=True, slots=True)
class Unit:
    """One municipal body: `amana` is the code of the amana it belongs to (itself for an amana or the ministry)."""

    code: str
    kind: str
    amana: str
    ambiguity: int = 0


@dataclass
class Lexicon:
    """What reading needs to know: built by `shipped()`, `from_folder()` or `from_rows()`, never changed after."""

    units: dict[str, Unit]
    service_family: dict[str, str]
    families: tuple[str, ...]
    scanner: Scanner
    version: str = ""

    @classmethod
    def from_rows(
        cls,
        units: Iterable[UnitRow],
        families: Iterable[Mapping[str, str]],
        services: Iterable[Mapping[str, str]],
    ) -> Lexicon:
        """Compile rows shaped like the pack's units.csv, families.csv and services.csv."""
        units, families, services = list(units), list(families), list(services)
        table = own_rows()
        known = {(written.text, cue.code): cue.weight for written, cue in table if cue.field == "family"}
        by_code = _units(units)
        table += names.rows(units, {code: (unit.amana, unit.ambiguity) for code, unit in by_code.items()})
        table += [row for row in _families(families, known) if (row[0].text, row[1].code) not in known]
        table += _services(services)
        rules = repr(sorted(map(repr, table))) + taught().fingerprint
        digest = hashlib.sha256(rules.encode()).hexdigest()[:8]
        return cls(
            units=by_code,
            service_family={row["code"]: row["family"] for row in services},
            families=tuple(row["code"] for row in families),
            scanner=Scanner(table + _either_way(table) + _ours(table) + _counted(table)),
            version=f"rules-1-{digest}",
        )

    @classmethod
    def from_folder(cls, folder: Path) -> Lexicon:
        """Compile a pack folder. Raises FileNotFoundError naming the file that is missing."""
        return cls.from_rows(*(_read(folder / name) for name in ("units.csv", "families.csv", "services.csv")))


@cache
def shipped() -> Lexicon:
    """The lexicon of the pack that comes with the package, compiled once per process."""
    with resources.as_file(resources.files("sada.store") / "packs" / "saudi") as folder:
        return Lexicon.from_folder(folder)


def _either_way(table: list[Row]) -> list[Row]:
    """«رخصة بناء» is also «رخصة البناء», «مياه راكدة» also «المياه الراكدة»: two words with and without article."""
    out = []
    for written, cue in table:
        parts = written.text.split(" ")
        if cue.field not in ("family", "service") or len(parts) != 2 or len(parts[1]) < 3 or written.exact_start:
            continue
        second = parts[1][2:] if parts[1].startswith("ال") else f"ال{parts[1]}"
        if len(second) > 2 and second.isalpha():
            out.append((Phrase(f"{parts[0]} {second}", any_ending=written.any_ending), cue))
    return out


def _ours(table: list[Row]) -> list[Row]:
    """«حاوية» is also «حاويتنا»: a clear thing of the city as those call it before whose door it stands."""
    known = {written.text for written, _ in table}
    out = {}
    for written, cue in table:
        word = written.text
        if cue.field != "family" or cue.weight < OURS or len(word) < 4 or not word.isalpha() or word.startswith("ال"):
            continue
        called = f"{word[:-1]}تنا" if word.endswith("ه") else f"{word}نا"
        if called not in known:
            out[called, cue] = (Phrase(called), cue)
    return list(out.values())


def _counted(table: list[Row]) -> list[Row]:
    """«مطعم» is also «12 مطعما» and «مطعمين», «لحوم فاسدة» «لحوما فاسدة»: counted, or acted upon."""
    known = {written.text for written, _ in table}
    out = {}
    for written, cue in table:
        words = written.text.split(" ")
        if cue.field not in ("family", "service") or written.exact_start or written.any_ending or len(words) > 2:
            continue
        if any(word.startswith("ال") or not word.isalpha() for word in words):
            continue
        if len(words) > 1 or cue.weight >= COUNTED:
            out.update({(form, cue): (Phrase(form), cue) for form in _forms(words) if form not in known})
    return list(out.values())


def _forms(words: list[str]) -> list[str]:
    """With the alef of what is counted, where such words take one; a single word also as two of it."""
    first = words[0]
    counted = [" ".join(f"{word}ا" if _takes_alef(word) else word for word in words)] if _takes_alef(first) else []
    if len(words) > 1 or len(first) < 4 or first.endswith(("ا", "ي", "ات", "ون", "ين")):
        return counted
    return [*counted, f"{first[:-1]}تين" if first.endswith("ه") and first not in BARE else f"{first}ين"]


def _takes_alef(word: str) -> bool:
    return word in BARE or (len(word) > 3 and not word.endswith(("ا", "ه", "ي", "ات", "ون", "ين")))


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _units(rows: list[UnitRow]) -> dict[str, Unit]:
    parents = {row["code"]: row["parent"] for row in rows}
    kinds = {row["code"]: row["kind"] for row in rows}
    out = {}
    for row in rows:
        amana = code = row["code"]
        for _ in range(6):  # the tree is five levels deep; more would be a loop
            if kinds.get(amana) in ("amana", "ministry") or not parents.get(amana):
                break
            amana = parents[amana]
        level = {"high": 2, "medium": 1}.get(row.get("ambiguous", ""), 0)
        out[code] = Unit(code, row["kind"], amana, level)
    return out


def _families(rows: list[Mapping[str, str]], known: Mapping[tuple[str, str], float]) -> list[Row]:
    """Names and aliases as data gives them: what several words say weighs more than one word.

    The longest phrase is the one that counts, so it weighs no less than the ones of our own tables within it.
    """
    out = []
    for row in rows:
        for written in [row["name_ar"], *(row.get("aliases") or "").split("|")]:
            if (found := phrase(written)) is not None:
                within = max((known.get((part, row["code"]), 0.0) for part in _parts(found.text)), default=0.0)
                out.append((found, Cue("family", row["code"], max(within, 1.5 if " " in found.text else 0.5))))
    return out


def _parts(text: str) -> Iterator[str]:
    """Every run of words of a phrase of several words, shorter than itself."""
    words = text.split(" ")
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            if end - start < len(words):
                yield " ".join(words[start:end])


def _services(rows: list[Mapping[str, str]]) -> list[Row]:
    out: list[tuple[Phrase, Cue]] = []
    for row in rows:
        for written in [row["name_ar"], *(row.get("aliases") or "").split("|")]:
            found = phrase(written)
            if found is not None and " " in found.text:
                out.append((found, Cue("service", row["code"], 2.0)))
    return out
