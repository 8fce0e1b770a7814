"""Loads a pack (sada/store/packs/NAME/*.csv) into the tables, and keeps what people changed.

A row remembers how the pack left it (`pack_hash`). One that still looks so follows the pack; one that was edited stays;
one that was deleted does not come back.
"""

import csv
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Model

from sada.kernel import clock
from sada.ops.trouble import Trouble
from sada.store import models
from sada.understand.fold import sort_key

PACKS = Path(models.__file__).parent.parent / "packs"


@dataclass
class Loaded:
    """How many rows were new, followed the pack, were left as people made them."""

    new: int = 0
    updated: int = 0
    kept: int = 0
    skipped: bool = False


@dataclass(frozen=True)
class Table:
    """One file of a pack: its model, the columns that name a row, and how each field is read."""

    file: str
    model: type[Model]
    key: tuple[str, ...]
    fields: dict[str, Callable[[str], Any]]
    complete: Callable[["Loader", dict[str, Any]], None] = lambda loader, values: None
    by_level: bool = False
    origin: bool = True  # whether the model has `pack_hash`


def text(value: str) -> str:
    """As it stands."""
    return value


def listed(value: str) -> list[str]:
    """A list separated by |."""
    return [part.strip() for part in value.split("|") if part.strip()]


def day(value: str) -> date | None:
    """A date, or none."""
    return date.fromisoformat(value) if value else None


def truth(value: str) -> bool:
    """yes or no."""
    return value.lower() in {"yes", "true", "1"}


def place(loader: "Loader", values: dict[str, Any]) -> None:
    """A unit's parent, its path from the root and its place in the alphabet."""
    parent = loader.units.get(values.pop("parent"))
    values["parent_id"] = parent.pk if parent else None
    values["path"] = f"{parent.path if parent else '/'}{values['code'].rsplit('.', 1)[-1]}/"
    values["sort_key"] = sort_key(values["name_ar"])[:200]


def of_unit(loader: "Loader", values: dict[str, Any]) -> None:
    """The unit a row belongs to; empty stands for all."""
    code = values.pop("unit")
    values["unit_id"] = loader.units[code].pk if code else None


def of_family(loader: "Loader", values: dict[str, Any]) -> None:
    """The family of a service."""
    values["family_id"] = values.pop("family")


def of_unit_and_family(loader: "Loader", values: dict[str, Any]) -> None:
    """What a template speaks of; empty stands for all."""
    of_unit(loader, values)
    values["family_id"] = values.pop("family") or None


def counted(value: str) -> list[int]:
    """Numbers separated by |."""
    return [int(part) for part in listed(value)]


NAMES = {"name_ar": text, "name_en": text}
PERIOD = {"valid_from": day, "valid_to": day}
TABLES = (
    Table("families", models.Family, ("code",), {"code": text, **NAMES, "aliases": listed}),
    Table("services", models.Service, ("code",),
          {"code": text, "family": text, **NAMES, "aliases": listed, "origin": text}, of_family),
    Table("units", models.Unit, ("code",),
          {"code": text, "parent": text, "kind": text, **NAMES, "short_ar": text, "variants": listed,
           "is_governorate": truth, "ambiguous": text, **PERIOD}, place, by_level=True),
    Table("unit_names", models.UnitName, ("unit", "name_ar"), {"unit": text, "name_ar": text, **PERIOD}, of_unit,
          origin=False),
    Table("agencies", models.Agency, ("code",), {"code": text, **NAMES, "aliases": listed, "subjects": listed}),
    Table("outlets", models.Outlet, ("code",),
          {"code": text, **NAMES, "medium": text, "website": text, "domains": listed}),
    Table("holidays", models.Holiday, ("unit", "name_en", "starts"),
          {"unit": text, **NAMES, "starts": day, "ends": day, "source": text}, of_unit),
    Table("working_hours", models.WorkingHours, ("unit", "kind", "valid_from", "weekdays"),
          {"unit": text, "kind": text, **PERIOD, "weekdays": listed, "windows": listed}, of_unit),
    Table("policies", models.ClockPolicy, ("unit", "kind", "medium", "urgency", "promise", "valid_from"),
          {"unit": text, "kind": text, "medium": text, "urgency": text, "promise": text, "minutes": int, "basis": text,
           **PERIOD}, of_unit),
    Table("ladder", models.LadderStep, ("unit", "promise", "urgency", "share", "valid_from"),
          {"unit": text, "promise": text, "urgency": text, "share": int, "to": listed, **PERIOD}, of_unit),
    Table("templates", models.Template, ("code",),
          {"code": text, "unit": text, "form": text, "language": text, "kind": text, "family": text, "medium": text,
           "state": text,
           **NAMES, "text": text, **PERIOD}, of_unit_and_family),
    Table("legal_texts", models.LegalText, ("code", "medium", "valid_from"),
          {"code": text, "medium": text, **NAMES, "article": text, "text": text, "source": text, "days": int,
           "ladder": counted, "is_checked": truth, **PERIOD}),
)  # fmt: skip


def load_pack(name: str = "saudi", folder: Path | None = None) -> Loaded:
    """Bring the tables to the pack's content; whole or not at all. Nothing is done when the pack did not change."""
    source = folder or PACKS / name
    if not source.is_dir():
        raise Trouble("missing-part", part=source)
    digest = content_digest(source)
    with transaction.atomic():
        load, _ = models.PackLoad.objects.select_for_update().get_or_create(
            name=name, defaults={"digest": "", "loaded_at": clock.now()}
        )
        if load.digest == digest:
            return Loaded(skipped=True)
        loader = Loader(source, load.known)
        for table in TABLES:
            loader.load(table)
        load.digest, load.known, load.loaded_at = digest, loader.known, clock.now()
        load.save()
    return loader.done


def content_digest(source: Path) -> str:
    """One hash over every file of the pack."""
    whole = hashlib.sha256()
    for path in sorted(source.glob("*.csv")):
        whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


def row_hash(values: dict[str, Any]) -> str:
    """The hash of a row's values."""
    return hashlib.sha256(json.dumps(values, ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()


@dataclass
class Loader:
    """One run over the files of a pack."""

    source: Path
    known: dict[str, list[str]]
    done: Loaded = field(default_factory=Loaded)
    units: dict[str, Any] = field(default_factory=dict)

    def load(self, table: Table) -> None:
        """Bring one table to its file; a file the pack does not have is passed over."""
        path = self.source / f"{table.file}.csv"
        if not path.exists():
            return
        rows = list(read(path, table))
        for level in levels(rows) if table.by_level else [rows]:
            self._write(table, level)
            if table.model is models.Unit:
                self.units = {unit.code: unit for unit in models.Unit.objects.all()}

    def _write(self, table: Table, rows: list[tuple[str, dict[str, Any]]]) -> None:
        known = set(self.known.get(table.file, []))
        present = self._present(table)
        fresh: list[Model] = []
        for key, values in rows:
            table.complete(self, values)
            if key in present:
                self._follow(table, present[key], values)
            elif key in known:
                self.done.kept += 1  # someone deleted it
            else:
                fresh.append(table.model(**values, **({"pack_hash": row_hash(values)} if table.origin else {})))
        table.model._default_manager.bulk_create(fresh)
        self.done.new += len(fresh)
        self.known[table.file] = sorted(known | {key for key, _ in rows})

    def _present(self, table: Table) -> dict[str, Model]:
        related = ["unit"] if "unit" in table.fields else []
        rows = table.model._default_manager.select_related(*related)
        return {join(key_value(row, part) for part in table.key): row for row in rows}

    def _follow(self, table: Table, row: Any, values: dict[str, Any]) -> None:
        """Bring a row to the pack unless people made or changed it."""
        now = row_hash({name: getattr(row, name) for name in values})
        wanted = row_hash(values)
        if not table.origin or row.pack_hash != now:
            self.done.kept += now != wanted
        elif now != wanted:
            for name, value in values.items():
                setattr(row, name, value)
            row.pack_hash = wanted
            row.save()
            self.done.updated += 1


def read(path: Path, table: Table) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of a file: the key that names each, and its values. Raises Trouble with the line that is wrong."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            try:
                values = {name: turn((row[name] or "").strip()) for name, turn in table.fields.items()}
            except (KeyError, ValueError, TypeError) as error:
                raise Trouble("pack-broken", file=path.name, line=number, what=error) from error
            yield join(plain(values[part]) for part in table.key), values


def levels(rows: list[tuple[str, dict[str, Any]]]) -> Iterator[list[tuple[str, dict[str, Any]]]]:
    """Units by their distance from the root, so that every parent is there before its children."""
    above = {values["code"]: values["parent"] for _, values in rows}
    depth = {code: len(list(ancestors(code, above))) for code in above}
    for level in sorted(set(depth.values())):
        yield [(key, values) for key, values in rows if depth[values["code"]] == level]


def ancestors(code: str, above: dict[str, str]) -> Iterator[str]:
    """The codes above one, nearest first. Raises Trouble when they run in a circle."""
    seen = {code}
    while code := above.get(code, ""):
        if code in seen:
            raise Trouble("pack-broken", file="units.csv", line="?", what=f"{code} is above itself")
        seen.add(code)
        yield code


def key_value(row: Any, part: str) -> str:
    """One part of the key of a stored row."""
    if part == "unit":
        return row.unit.code if row.unit_id else ""
    return plain(getattr(row, part))


def plain(value: Any) -> str:
    """A value as it stands in a key."""
    return "|".join(value) if isinstance(value, list) else str(value if value is not None else "")


def join(parts: Any) -> str:
    """A key in one string."""
    return " ".join(parts)
