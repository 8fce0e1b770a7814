"""The rows that a lexicon is made of, shaped like the pack's files: units, families, services as they stand today."""

from __future__ import annotations

from sada.store.models import Family, Service, Unit

Row = dict[str, str]


def lexicon_rows() -> tuple[list[Row], list[Row], list[Row]]:
    """(units, families, services) for `Lexicon.from_rows`. Units taken out of the tree are left out."""
    root = Unit.objects.filter(parent=None).values_list("path", flat=True).first() or "/"
    units = Unit.objects.filter(path__startswith=root).select_related("parent").order_by("path")
    return (
        [_unit(unit) for unit in units],
        [
            {"code": f.code, "name_ar": f.name_ar, "aliases": "|".join(f.aliases)}
            for f in Family.objects.order_by("code")
        ],
        [
            {"code": s.code, "family": s.family_id, "name_ar": s.name_ar, "aliases": "|".join(s.aliases)}
            for s in Service.objects.order_by("code")
        ],
    )


def _unit(unit: Unit) -> Row:
    return {
        "code": unit.code,
        "parent": unit.parent.code if unit.parent else "",
        "kind": unit.kind,
        "name_ar": unit.name_ar,
        "official_ar": unit.name_ar,
        "short_ar": unit.short_ar,
        "variants": "|".join(unit.variants),
        "ambiguous": unit.ambiguous,
    }
