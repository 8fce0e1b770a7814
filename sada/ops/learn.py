"""The body of `sada learn`: what was learnt, with its figures, and the way back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from sada.kernel import clock
from sada.ops.console import say
from sada.ops.trouble import Trouble
from sada.reading.learn import Learning, learn_from_reviews
from sada.reading.switch_model import put_to_use
from sada.store.models import LearnedModel

RULES = "rules"
WHY = {
    "better": ("أفضل", "better"),
    "noise": ("لا فرق يتجاوز الصدفة", "no difference beyond chance"),
    "same": ("لا فرق", "no difference"),
    "worse_class": ("تراجع في فئة", "a class would get worse"),
    "too_few": ("المراجَع أقل من أن يُحكم به", "too few reviewed to say"),
    "errors_only": ("صُحح ولم يُؤكَّد ما يكفي", "corrected, but too little confirmed"),
    "few_classes": ("لا فئات كافية", "too few classes"),
}
NAMES = {
    "relevance": "الصلة", "kind": "النوع", "tone": "النبرة", "needs_answer": "يتطلب ردًا", "community": "العمل المجتمعي",
    "families": "المجال",
}  # fmt: skip


def run(dry: bool) -> None:
    """Learn once and say what came of it."""
    done = learn_from_reviews(at=clock.now(), dry=dry)
    say(f"مواد مراجَعة: {done.reviewed}، محجوزة للقياس: {done.held_out}",
        f"{done.reviewed} items reviewed, {done.held_out} of them held out")  # fmt: skip
    for verdict in done.outcome.verdicts:
        _tell(verdict.as_json())
    for judgement, code in done.outcome.not_tried.items():
        say(f"{NAMES[judgement]}: {WHY[code][0]}", f"{judgement}: {WHY[code][1]}")
    _conclude(done, dry)


def _tell(verdict: Mapping[str, Any]) -> None:
    arabic, english = WHY[verdict["code"]]
    figures = f"F1 {verdict['before']:.3f} → {verdict['after']:.3f} ({verdict['low']:+.3f} … {verdict['high']:+.3f})"
    say(f"{NAMES[verdict['judgement']]}: {arabic}",
        f"{verdict['judgement']}: {figures}, p {verdict['p']:.2f}, n {verdict['count']}: {english}")  # fmt: skip


def _conclude(done: Learning, dry: bool) -> None:
    if dry:
        say("تجربة فقط، لم يُحفظ شيء", "A trial: nothing was kept")
    elif done.is_switched and done.model:
        say(f"النموذج {done.model.name} قيد الاستخدام", f"{done.model.name} reads from now on")
    elif done.model:
        say(f"حُفظ {done.model.name} ولم يُستخدم", f"{done.model.name} is kept, and not used")
    else:
        say("لم يُتعلَّم شيء بعد", "Nothing could be learnt yet")


def back_to(name: str) -> None:
    """Put a kept version to use, or `rules` for the rules alone. Raises Trouble for a name that is not kept."""
    model = None if name == RULES else LearnedModel.objects.filter(name=name).first()
    if model is None and name != RULES:
        raise Trouble("no-such-model", name=name)
    in_use = LearnedModel.objects.filter(is_in_use=True).first()
    if in_use != model:
        put_to_use(model, by=None, at=clock.now())
    say(f"المستخدم الآن: {name}", f"In use: {name}")


def show() -> None:
    """Every version kept, the newest first."""
    kept = list(LearnedModel.objects.defer("weights").order_by("-created_at"))
    in_use = next((m.name for m in kept if m.is_in_use), RULES)
    for model in kept:
        click.echo(
            f"  {'*' if model.is_in_use else ' '} {model.name}  {model.created_at:%Y-%m-%d %H:%M}  {model.rules}"
        )
        for verdict in model.figures.get("verdicts", []):
            _tell(verdict)
    say(f"المستخدم الآن: {in_use}", f"In use: {in_use}")
