"""What learning from corrections brings: labelled items stand in for reviewed ones. Measures only; nothing is kept.

python -m bench.learning [--rounds N] [--reviewed 150]

Each round draws municipal items of the gold by chance: so many are "reviewed", the next 150 are never shown. Twice:
`ungated` trains every head on all reviewed items and lets it read, as no installation does; `as shipped` runs what
`sada learn` runs (a third held out, a head takes over only when better beyond chance and no class worse). Figures are
of the 150 unseen items, means over the rounds; "worse" counts the rounds in which macro-F1 fell.
"""

import argparse
import json
import os
import sys

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
import numpy as np

from bench.testdata import material
from sada.understand.batch import to_text
from sada.understand.learned import LEARNT, RULES
from sada.understand.learned_features import features
from sada.understand.learned_train import Example, compare_on, learn, train
from sada.understand.lexicon import shipped
from sada.understand.read import read_many

UNSEEN = 150


def labelled() -> list[Example]:
    """Every municipal item of both gold files, with its label as the truth."""
    out: list[Example] = []
    for part in ("articles", "posts"):
        lines = (material() / f"gold/{part}_dev.jsonl").read_text(encoding="utf-8").splitlines()
        items = [item for item in map(json.loads, lines) if item["label"]["municipal"] != "none"]
        texts = [to_text(item) for item in items]
        for item, text, base in zip(items, texts, read_many(texts, shipped()), strict=True):
            out.append(Example(len(out), len(out), text, base, truth(item["label"])))
    return out


def truth(label: dict) -> dict[str, frozenset[str]]:
    """A label in our words."""
    yes = {True: frozenset(["yes"]), False: frozenset(["no"])}
    return {
        "relevance": frozenset([label["municipal"]]), "kind": frozenset([label["kind"]]),
        "tone": frozenset([label["tone"]]), "needs_answer": yes[label["answer"]], "community": yes[label["community"]],
        "families": frozenset(label["services"]),
    }  # fmt: skip


def one_round(examples: list[Example], reviewed: int, seed: int) -> list[tuple[str, str, float, float, int, int]]:
    """(way, judgement, before, after, gained, lost) of each judgement both ways."""
    order = [examples[n] for n in np.random.default_rng(seed).permutation(len(examples))]
    shown, unseen = order[:reviewed], order[reviewed : reviewed + UNSEEN]
    words = {e.key: features(e.text) for e in shown}
    shipped_way = learn(shown, RULES, "bench").learned
    found = []
    for judgement in LEARNT:
        free = RULES.replaced(judgement, train(judgement, shown, words), "bench")
        for way, model in (("ungated", free), ("as shipped", shipped_way)):
            v = compare_on(judgement, unseen, RULES, model)
            found.append((way, judgement, v.before, v.after, v.gained, v.lost))
    return found


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--reviewed", type=int, default=150)
    args = parser.parse_args()
    if not (material() / "gold").is_dir():
        print(f"NOT MEASURED: nothing at {material()} (SADA_TESTDATA names the folder).")
        return 0
    examples = labelled()
    rows = [row for seed in range(args.rounds) for row in one_round(examples, args.reviewed, seed)]
    print(f"{len(examples)} items, {args.reviewed} reviewed, {UNSEEN} unseen, {args.rounds} rounds")
    for way in ("ungated", "as shipped"):
        for judgement in LEARNT:
            found = np.array([row[2:] for row in rows if row[:2] == (way, judgement)])
            change = found[:, 1] - found[:, 0]
            low, high = np.percentile(change, [5, 95])
            print(
                f"{way:10} {judgement:12} macro-F1 {found[:, 0].mean():.3f} -> {found[:, 1].mean():.3f}  "
                f"change {change.mean():+.3f} [{low:+.3f}, {high:+.3f}]  "
                f"better {int((change > 1e-9).sum())} worse {int((change < -1e-9).sum())}  "
                f"items right {found[:, 2].mean():+.1f} wrong {found[:, 3].mean():+.1f}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
