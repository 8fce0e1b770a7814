"""Lays an item before the units it concerns: the only writer of Mention's judgement columns."""

from collections.abc import Iterable, Mapping

from sada.store.models import Item, Mention, MentionState, Reading, Relevance, Unit

ROOT = "ministry"


def concerned_codes(reading: Reading) -> list[str]:
    """The codes of units an item is laid before: the baladiya where one is named, else its amana, else the ministry.

    Empty when the item is surely not about municipal work.
    """
    if reading.relevance == Relevance.NONE and "relevance" not in reading.unsure:
        return []
    local: dict[str, str] = {}
    for code in reading.baladiyat:
        local.setdefault(code.split(".", 1)[0], code)
    return [local.get(code, code) for code in reading.units] or list(local.values()) or [ROOT]


def mention_rows(item: Item, reading: Reading, units: Mapping[str, Unit]) -> list[Mention]:
    """Unsaved mentions of one item; codes without a unit of ours fall back to their amana, then to the ministry."""
    found = {}
    for code in concerned_codes(reading):
        unit = units.get(code) or units.get(code.split(".", 1)[0]) or units.get(ROOT)
        if unit is not None:
            found[unit.pk] = Mention(item=item, unit=unit, path=unit.path, **judgements(item, reading))
    return list(found.values())


def judgements(item: Item, reading: Reading) -> dict[str, object]:
    """The reading's columns as a mention repeats them."""
    return {
        "published_at": item.published_at,
        "medium": item.medium,
        "kind": reading.kind,
        "tone": reading.tone,
        "family": reading.families[0] if reading.families else "",
        "needs_answer": reading.needs_answer,
        "is_main": reading.relevance == Relevance.MAIN,
        "is_unsure": bool(reading.unsure),
        "urgency": reading.urgency,
    }


def concern_again(item: Item, reading: Reading) -> None:
    """Bring an item's mentions in line with its reading; decisions already taken stay."""
    wanted = {m.unit_id: m for m in mention_rows(item, reading, _units(concerned_codes(reading)))}
    present = {m.unit_id: m for m in Mention.objects.filter(item=item)}
    Mention.objects.filter(item=item, state=MentionState.WAITING).exclude(unit_id__in=wanted).delete()
    Mention.objects.bulk_create([m for unit, m in wanted.items() if unit not in present])
    Mention.objects.filter(item=item).update(**judgements(item, reading))


def _units(codes: Iterable[str]) -> dict[str, Unit]:
    wanted = {ROOT, *codes, *(c.split(".", 1)[0] for c in codes)}
    return {u.code: u for u in Unit.objects.filter(code__in=wanted)}
