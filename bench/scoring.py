"""Figures of readings against labels, the same as the gold's own score.py, with bootstrap intervals.

A pair is (label, reading): the label as in the gold, the reading as `sada understand` writes it.
"""

import random
from collections import Counter

LEAST = 5  # a class with fewer labels has no F1 worth averaging
ROUNDS = 200


def f1(tp: float, fp: float, fn: float) -> float:
    """Harmonic mean of precision and recall."""
    return 2 * tp / (2 * tp + fp + fn) if tp else 0.0


def binary_f1(pairs: list[tuple[bool, bool]]) -> float:
    """F1 of the true class over (truth, said)."""
    return f1(sum(t and s for t, s in pairs), sum(s and not t for t, s in pairs), sum(t and not s for t, s in pairs))


def class_f1(truth: list[str], said: list[str]) -> dict[str, float]:
    """F1 of every class that the truth holds at least LEAST times."""
    counts = Counter(truth)
    pairs = list(zip(truth, said, strict=True))
    return {c: binary_f1([(t == c, s == c) for t, s in pairs]) for c, n in sorted(counts.items()) if n >= LEAST}


def macro_f1(truth: list[str], said: list[str]) -> float:
    """Mean F1 over those classes."""
    scores = class_f1(truth, said)
    return sum(scores.values()) / len(scores) if scores else 0.0


def micro_f1(truth: list[list[str]], said: list[list[str]]) -> float:
    """F1 over all labels of all items together."""
    both = [(set(t), set(s)) for t, s in zip(truth, said, strict=True)]
    return f1(sum(len(t & s) for t, s in both), sum(len(s - t) for t, s in both), sum(len(t - s) for t, s in both))


def surest(pairs: list[tuple[dict, dict]], field: str) -> float:
    """How many of the surest four fifths are right."""
    ranked = sorted(pairs, key=lambda p: -p[1].get("confidence", {}).get(field, 0))
    kept = ranked[: max(1, len(ranked) * 4 // 5)]
    return sum(label[field] == reading[field] for label, reading in kept) / len(kept) if kept else 0.0


def figures(pairs: list[tuple[dict, dict]]) -> dict[str, float]:
    """Every figure of score.py."""
    concerned = [(t, s) for t, s in pairs if t["municipal"] != "none"]
    subject = [(t, s) for t, s in pairs if t["municipal"] == "main"]
    out = {
        "relevance_f1": binary_f1([(t["municipal"] != "none", s["relevance"] != "none") for t, s in pairs]),
        "relevance_macro_f1": macro_f1([t["municipal"] for t, _ in pairs], [s["relevance"] for _, s in pairs]),
        "units_micro_f1": micro_f1([t["orgs"] for t, _ in concerned], [s["units"] for _, s in concerned]),
        "families_micro_f1": micro_f1([t["services"] for t, _ in subject], [s["families"] for _, s in subject]),
        "kind_macro_f1": macro_f1([t["kind"] for t, _ in subject], [s["kind"] for _, s in subject]),
        "tone_macro_f1": macro_f1([t["tone"] for t, _ in subject], [s["tone"] for _, s in subject]),
        "answer_f1": binary_f1([(t["answer"], s["needs_answer"]) for t, s in pairs]),
    }
    for field in ("kind", "tone"):
        out[f"{field}_accuracy_surest_80"] = surest(subject, field)
    return out


def intervals(pairs: list[tuple[dict, dict]], rounds: int = ROUNDS) -> dict[str, tuple[float, float]]:
    """95 % percentile bootstrap interval of each figure, items drawn with replacement; the same every time."""
    draw = random.Random(1437)
    samples: dict[str, list[float]] = {}
    for _ in range(rounds):
        for name, value in figures(draw.choices(pairs, k=len(pairs))).items():
            samples.setdefault(name, []).append(value)
    edge = rounds // 40
    return {name: (sorted(values)[edge], sorted(values)[-1 - edge]) for name, values in samples.items()}
