"""Learns from what people reviewed: trains, compares with the model in use on what was held out, switches if better."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from sada.kernel.clock import RIYADH
from sada.reading.lexicon_in_use import lexicon_in_use
from sada.reading.reviewed import examples, keep_all_reviews
from sada.reading.switch_model import model_in_use, put_to_use
from sada.store.models import LearnedModel, Review
from sada.understand.learned import Learned
from sada.understand.learned_train import Outcome, learn, split

LOCK = 0x5ADA6  # two learners do not learn at once
NEWS = 25  # judgements reviewed since the last attempt from which learning again is worth it
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Learning:
    """What came of it: the version kept (None when dry or when nothing could be tried), and whether it reads now."""

    outcome: Outcome
    reviewed: int
    held_out: int
    model: LearnedModel | None = None
    is_switched: bool = False


def learn_from_reviews(*, at: datetime, dry: bool = False) -> Learning:
    """Learn once. Every version tried is kept with its figures; only a better one is put to use."""
    if not dry:
        keep_all_reviews()
    lexicon, in_use = lexicon_in_use(), model_in_use()
    found = examples(lexicon)
    held_out = [e.key for e in split(found)[1]]
    outcome = learn(found, in_use, next_name(at))
    if dry or not outcome.verdicts:
        return Learning(outcome, len(found), len(held_out))
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        model = _keep(outcome, in_use, held_out, lexicon.version, at)
        is_switched = outcome.is_better
        if is_switched:
            put_to_use(model, by=None, at=at)
    return Learning(outcome, len(found), len(held_out), model, is_switched)


def is_worth_it() -> bool:
    """Whether enough was reviewed since the last attempt."""
    last = LearnedModel.objects.order_by("-created_at").values_list("created_at", flat=True).first()
    fresh = Review.objects.filter(at__gt=last) if last else Review.objects.all()
    return fresh[:NEWS].count() >= NEWS


def next_name(at: datetime) -> str:
    """`learned-2026-11-24a`, with the next free letter of the day (after z: za, zb …)."""
    stem = f"learned-{at.astimezone(RIYADH).date().isoformat()}"
    used = LearnedModel.objects.filter(name__startswith=stem).count()
    return stem + "z" * (used // len(LETTERS)) + LETTERS[used % len(LETTERS)]


def _keep(outcome: Outcome, in_use: Learned, held_out: list[int], rules: str, at: datetime) -> LearnedModel:
    figures = {
        "compared_with": in_use.name or "rules",
        "verdicts": [v.as_json() for v in outcome.verdicts],
        "not_tried": dict(outcome.not_tried),
        "heads": sorted(h.name for h in outcome.learned.heads),
    }
    return LearnedModel.objects.create(
        name=next_name(at), created_at=at, rules=rules, weights=outcome.learned.to_bytes(),
        trained_on=dict(outcome.trained_on), figures=figures, held_out=held_out,
    )  # fmt: skip
