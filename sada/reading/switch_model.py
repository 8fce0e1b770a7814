"""Which learned model reads: the one in use, and the change to another or back to the rules alone."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from django.db import transaction

from sada.kernel import access, acts, queue
from sada.kernel.refusals import WrongState
from sada.store.models import LearnedModel, Person
from sada.understand.learned import RULES, Learned


def model_in_use() -> Learned:
    """What was learnt and reads now; the rules alone where nothing was, or where it was switched off."""
    name = LearnedModel.objects.filter(is_in_use=True).values_list("name", flat=True).first()
    return _loaded(name) if name else RULES


@lru_cache(maxsize=4)
def _loaded(name: str) -> Learned:
    return Learned.from_bytes(bytes(LearnedModel.objects.values_list("weights", flat=True).get(name=name)))


def switch_model(model: LearnedModel | None, *, by: Person, at: datetime) -> None:
    """A person puts a version to use, or with None the rules alone. What waits is read again in the background."""
    access.require(by, "model.switch")
    put_to_use(model, by=by, at=at)


def put_to_use(model: LearnedModel | None, *, by: Person | None, at: datetime) -> None:
    """The same without asking whether: for the nightly learning and the command, which are no person."""
    with transaction.atomic():
        before = LearnedModel.objects.select_for_update().filter(is_in_use=True).first()
        if before == model:
            raise WrongState
        if before is not None:
            LearnedModel.objects.filter(pk=before.pk).update(is_in_use=False, replaced_at=at)
        if model is not None:
            LearnedModel.objects.filter(pk=model.pk).update(is_in_use=True, switched_at=at, replaced_at=None)
            model.refresh_from_db()
        queue.hurry("reading.read_again", "read-again")
        names = [row.name if row else "rules" for row in (before, model)]
        acts.record(
            "model.switched", by=by, on=model or before or LearnedModel(), at=at, before={"model": names[0]},
            after={"model": names[1]},
        )  # fmt: skip
