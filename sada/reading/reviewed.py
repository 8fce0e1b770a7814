"""What counts as reviewed: judgements a person corrected, and judgements a person confirmed. Nothing else teaches.

Of a corrected judgement the machine's answer is what stood before the first correction that still holds; readings made
later never touch it (`reading.read_again`), so the comparison stays with the version that was reviewed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Min

from sada.reading.read_items import as_text
from sada.store.models import Confirmation, Correction, Item, Reading, Review
from sada.understand.learned import LEARNT
from sada.understand.learned_train import Example
from sada.understand.lexicon import Lexicon
from sada.understand.read import read_many
from sada.understand.sureness import THRESHOLDS

LISTS = ("units", "baladiyat", "services", "families")
WHOSE = ("responsible", "agencies")  # whose matter it is: kept in `Reading.more`, decided like the others
FIELDS = ("relevance", *LISTS, "kind", "tone", "needs_answer", "community", "urgency", *WHOSE)
SURE = 0.5  # the threshold of judgements that have none of their own
BATCH = 500


@dataclass(slots=True)
class _Judged:
    """One judgement of one item as people left it."""

    said: Any = None
    truth: Any = None
    version: str = ""
    first_at: datetime | None = None
    at: datetime | None = None
    steps: int = field(default=0)

    def take(self, was: Any, value: Any, version: str, at: datetime) -> None:
        """The next correction or confirmation in time."""
        if not self.steps:
            self.said, self.version, self.first_at = was, version, at
        self.truth, self.at, self.steps = value, at, self.steps + 1


def codes(value: Any) -> list[str]:
    """An answer as a list of codes: of one, where only one can be."""
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    return sorted(map(str, value)) if isinstance(value, list | tuple) else [str(value)]


def protected(item_ids: Sequence[int]) -> dict[int, set[str]]:
    """The judgements of items that a person decided: no later reading touches them."""
    found: dict[int, set[str]] = defaultdict(set)
    for item, marks in Reading.objects.filter(pk__in=item_ids).values_list("pk", "corrected"):
        found[item] |= set(marks)
    standing = Confirmation.objects.filter(item__in=item_ids, undone_at=None)
    for item, values in standing.values_list("item_id", "values"):
        found[item] |= set(values)
    return found


def keep_reviews(item_ids: Sequence[int]) -> int:
    """Bring the reviews of some items in line with their corrections and confirmations; returns how many there are."""
    judged = _judged(item_ids)
    items = {i.pk: i for i in Item.objects.filter(pk__in=item_ids).select_related("reading").defer("search", "text")}
    rows = [_row(items[pk], name, state) for (pk, name), state in judged.items() if pk in items]
    Review.objects.filter(item__in=item_ids).delete()
    Review.objects.bulk_create(rows)
    return len(rows)


def keep_all_reviews() -> int:
    """The same for every item ever reviewed: the sweeper's way, the row is the truth."""
    items = {*Correction.objects.values_list("item_id", flat=True)}
    items |= {*Confirmation.objects.values_list("item_id", flat=True)}
    items |= {*Review.objects.values_list("item_id", flat=True)}
    ordered = sorted(items)
    return sum(keep_reviews(ordered[at : at + BATCH]) for at in range(0, len(ordered), BATCH))


def _judged(item_ids: Sequence[int]) -> dict[tuple[int, str], _Judged]:
    steps: list[tuple[datetime, int, str, Any, Any, str]] = []
    corrections = Correction.objects.filter(item__in=item_ids, undone_at=None, field__in=FIELDS)
    for item, name, was, value, version, at in corrections.values_list(
        "item_id", "field", "was", "value", "version", "at"
    ):
        steps.append((at, item, name, was, value, version))
    for said in Confirmation.objects.filter(item__in=item_ids, undone_at=None):
        steps += [(said.at, said.item_id, name, value, value, said.version) for name, value in said.values.items()]
    found: dict[tuple[int, str], _Judged] = defaultdict(_Judged)
    for at, item, name, was, value, version in sorted(steps, key=lambda step: step[0]):
        found[item, name].take(was, value, version, at)
    return _without_consequences(found)


def _without_consequences(found: dict[tuple[int, str], _Judged]) -> dict[tuple[int, str], _Judged]:
    """Of an item that does not concern us only the relevance was judged: the rest is a matter of form."""
    nothing = {item for (item, name), state in found.items() if name == "relevance" and state.truth == "none"}
    return {key: state for key, state in found.items() if key[0] not in nothing or key[1] == "relevance"}


def _row(item: Item, name: str, state: _Judged) -> Review:
    sure = item.reading.confidence.get(name)  # a judgement that carries none was said without reserve
    return Review(
        item=item, field=name, said=codes(state.said), truth=codes(state.truth),
        confidence=1.0 if sure is None else float(sure),
        is_sure=sure is None or sure >= THRESHOLDS.get(name, SURE), version=state.version, medium=item.medium,
        outlet_id=item.outlet_id, first_at=state.first_at, at=state.at,
    )  # fmt: skip


def examples(lexicon: Lexicon) -> list[Example]:
    """Every reviewed item that is not invented, in the order of the first review, with what the rules say of it now."""
    order = dict(
        Review.objects.filter(field__in=LEARNT, item__invented=False)
        .values("item_id").annotate(first=Min("first_at")).order_by("first", "item_id").values_list("item_id", "first")
    )  # fmt: skip
    keys = list(order)
    found: list[Example] = []
    for at in range(0, len(keys), BATCH):
        found += _examples(keys[at : at + BATCH], lexicon)
    return found


def _examples(keys: Sequence[int], lexicon: Lexicon) -> Iterable[Example]:
    items = {i.pk: i for i in Item.objects.filter(pk__in=keys).select_related("outlet", "place").defer("search")}
    truth: dict[int, dict[str, frozenset[str]]] = defaultdict(dict)
    for item, name, value in Review.objects.filter(item__in=keys, field__in=LEARNT).values_list(
        "item_id", "field", "truth"
    ):
        truth[item][name] = frozenset(value)
    known = [items[pk] for pk in keys if pk in items]
    texts = [as_text(item) for item in known]
    for item, text, base in zip(known, texts, read_many(texts, lexicon), strict=True):
        place = getattr(item, "place", None)
        yield Example(item.pk, place.story_id if place else -item.pk, text, base, truth[item.pk])
