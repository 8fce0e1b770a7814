"""How well stories are grouped: pairs of the July file labelled by reading, and the shape of all groups.

python -m bench.story_quality

`story_pairs.tsv` holds pairs of article ids with 1 (the same release or event) or 0 (different), without any text. They
were drawn from all degrees of likeness, the doubtful ones (Jaccard .1 to .5, notices, same headline words) most of all,
and the weights of `understand.stories` were set on them: the figure says how well they fit, not how well they carry.
`story_pairs_others.tsv` was drawn and read later, of other articles, by words in common alone: how well they carry.
"""

from __future__ import annotations

import csv
import json
import random
import sys
from collections import Counter
from pathlib import Path

from bench.ingest_speed import JULY, july_lines
from bench.testdata import material
from sada.ports import Heard
from sada.understand.stories import cluster
from sada.understand.types import Text

PAIRS = {"set on": "story_pairs.tsv", "others": "story_pairs_others.tsv"}
FLOORS = {"set on": 0.93, "others": 0.87}
Judged = list[tuple[bool, bool]]  # (labelled the same, grouped together)


def groups() -> tuple[dict[str, int], list[int]]:
    """The story of every article of the July file by its id, and the same in order."""
    rows = [json.loads(line) for line in july_lines()]
    stories = cluster([Text(r["title"], r["text"], r["author"], r["outlet"], r["fetched_at"]) for r in rows])
    ids = [Heard(title=r["title"], source=r["outlet"], url=r["url"]).key[:12] for r in rows]
    return dict(zip(ids, stories, strict=True)), stories


def f1(judged: Judged) -> float:
    """Pairwise F1 of «together»."""
    both = sum(same and said for same, said in judged)
    return 2 * both / (sum(same for same, _ in judged) + sum(said for _, said in judged)) if both else 0.0


def interval(judged: Judged) -> tuple[float, float]:
    """The middle 95 % of 1,000 bootstrap samples."""
    drawn = random.Random(1)
    scores = sorted(f1(drawn.choices(judged, k=len(judged))) for _ in range(1000))
    return scores[25], scores[974]


def pairs(file: str, story: dict[str, int]) -> Judged:
    """The labelled pairs of a file, and whether their articles were grouped together."""
    with Path(__file__).with_name(file).open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return [(row["same"] == "1", story[row["one"]] == story[row["other"]]) for row in rows]


def report(name: str, judged: Judged) -> float:
    """Print the figure of one set of pairs; returns it."""
    low, high = interval(judged)
    wrong = sum(said and not same for same, said in judged)
    missed = sum(same and not said for same, said in judged)
    print(f"{name}: {len(judged)} pairs  F1 {f1(judged):.3f} [{low:.3f}, {high:.3f}]  floor {FLOORS[name]}", end="  ")
    print(f"wrongly joined {wrong}, missed {missed}")
    return f1(judged)


def main() -> int:
    """Measure; 1 below the floor."""
    if not (material() / JULY).exists():
        print(f"NOT MEASURED: {JULY} is not in {material()} (SADA_TESTDATA names the folder).")
        return 0
    story, stories = groups()
    short = [name for name, file in PAIRS.items() if report(name, pairs(file, story)) < FLOORS[name]]
    sizes = Counter(Counter(stories).values())
    grouped = sum(size * count for size, count in sizes.items() if size > 1)
    several = sum(count for size, count in sizes.items() if size > 1)
    print(f"articles {len(stories)}  stories of two or more {several}  in them {grouped}")
    print("largest", sorted((s for s, c in sizes.items() for _ in range(c)), reverse=True)[:10])
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
