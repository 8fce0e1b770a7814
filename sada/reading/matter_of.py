"""Which field and service of a text are a unit's own: a column on two amanat blames each for something else."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter

from sada.store.models import Reading, Unit


def matter_of(reading: Reading, unit: Unit) -> tuple[str, str]:
    """(family, service) that a text speaks of to this unit, "" where none.

    Where it names several amanat, what stands behind a unit's name and before the next one's is that unit's. A service
    that stands beside another's name alone is left open rather than taken for ours; what a person judged holds.
    """
    family, service = (lists[0] if lists else "" for lists in (reading.families, reading.services))
    named = sorted((e["start"], _amana(e["code"])) for e in reading.evidence if e.get("field") == "unit")
    judged = {"families", "services"} & set(reading.corrected)
    if judged or len({code for _, code in named}) < 2:
        return family, service
    starts = [start for start, _ in named]

    def own(field: str) -> list[str]:
        marks = [e for e in reading.evidence if e.get("field") == field]
        ahead = [(e, bisect_right(starts, e["start"]) - 1) for e in sorted(marks, key=lambda e: int(e["start"]))]
        return [e["code"] for e, at in ahead if at >= 0 and named[at][1] == unit.amana_code]

    fields, services = Counter(own("family")), own("service")
    return (fields.most_common(1)[0][0] if fields else family), (services[0] if services else "")


def _amana(code: str) -> str:
    return code.split(".", 1)[0]
