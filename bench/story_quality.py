"""How well stories are grouped: pairs of the July file labelled by reading, and the shape of all groups.

python -m bench.story_quality

The files hold pairs of article ids with 1 (the same release or event) or 0 (different), without any text; pairs on
which a reader hesitated are left out. All were drawn so that the doubtful ones are many.

    story_pairs.tsv         drawn from all degrees of likeness; the first weights were set on them
    story_pairs_others.tsv  other articles, by words in common alone
    story_pairs_read.tsv    five degrees of likeness of title and lead (TF-IDF cosine .15 to .97), each as often as the
                            next; the weights in use and the kinds of notices were set on these and on the two above
    story_pairs_fresh.tsv   other articles, drawn in the same way; its errors were read before the last change
    story_pairs_half.tsv    other articles, half of 240 pairs: two thirds drawn in the same way, a sixth each a text and
                            its likest in another paper, and a text and its likest whose headline names other places
    story_pairs_more.tsv    other articles, half of 342 pairs drawn like the two before; its errors were read
    story_pairs_held.tsv    the other half of the 240, and
    story_pairs_last.tsv    the other half of the 342: counted and never looked at, how well it all carries

Each set is scored twice: within the whole file, where running subjects chain («in the file»), and its own articles as
one batch, where nothing else ties two texts together («alone»).
"""

from __future__ import annotations

import csv
import json
import random
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from bench.ingest_speed import JULY, july_lines
from bench.testdata import material
from sada.ports import Heard
from sada.understand.gather import group
from sada.understand.stories import fingerprint_text
from sada.understand.twins import Fingerprint
from sada.understand.types import Text

FLOORS = {  # in the file, alone
    "story_pairs.tsv": (0.95, 0.92),
    "story_pairs_others.tsv": (0.92, 0.92),
    "story_pairs_read.tsv": (0.92, 0.92),
    "story_pairs_fresh.tsv": (0.91, 0.94),
    "story_pairs_half.tsv": (0.88, 0.9),
    "story_pairs_more.tsv": (0.93, 0.9),
    "story_pairs_held.tsv": (0.9, 0.92),
    "story_pairs_last.tsv": (0.93, 0.94),
}
Judged = list[tuple[bool, bool]]  # (labelled the same, grouped together)


def articles() -> dict[str, Text]:
    """Every article of the July file by its id."""
    rows = [json.loads(line) for line in july_lines()]
    ids = [Heard(title=r["title"], source=r["outlet"], url=r["url"]).key[:12] for r in rows]
    texts = [Text(r["title"], r["text"], r["author"], r["outlet"], r["fetched_at"]) for r in rows]
    return dict(zip(ids, texts, strict=True))


def grouped(texts: Mapping[str, Fingerprint]) -> dict[str, int]:
    """The story of every text of a batch by its id."""
    return dict(zip(texts, group(list(texts.values())), strict=True))


def f1(judged: Judged) -> float:
    """Pairwise F1 of «together»."""
    both = sum(same and said for same, said in judged)
    return 2 * both / (sum(same for same, _ in judged) + sum(said for _, said in judged)) if both else 0.0


def interval(judged: Judged) -> tuple[float, float]:
    """The middle 95 % of 1,000 bootstrap samples."""
    drawn = random.Random(1)
    scores = sorted(f1(drawn.choices(judged, k=len(judged))) for _ in range(1000))
    return scores[25], scores[974]


def pairs(file: str) -> list[tuple[str, str, bool]]:
    """The labelled pairs of a file."""
    with Path(__file__).with_name(file).open(encoding="utf-8") as lines:
        return [(row["one"], row["other"], row["same"] == "1") for row in csv.DictReader(lines, delimiter="\t")]


def judged(labelled: list[tuple[str, str, bool]], story: Mapping[str, int]) -> Judged:
    """What the labels say and whether the articles were grouped together."""
    return [(same, story[one] == story[other]) for one, other, same in labelled]


def report(name: str, verdicts: Judged, floor: float) -> bool:
    """Print the figure of one set of pairs; whether it is below its floor."""
    low, high = interval(verdicts)
    wrong = sum(said and not same for same, said in verdicts)
    missed = sum(same and not said for same, said in verdicts)
    score = f1(verdicts)
    print(f"{name}: {len(verdicts)} pairs  F1 {score:.3f} [{low:.3f}, {high:.3f}]  floor {floor}", end="  ")
    print(f"wrongly joined {wrong}, missed {missed}")
    return score < floor


def main() -> int:
    """Measure; 1 below a floor."""
    if not (material() / JULY).exists():
        print(f"NOT MEASURED: {JULY} is not in {material()} (SADA_TESTDATA names the folder).")
        return 0
    prints = {name: fingerprint_text(text) for name, text in articles().items()}
    whole, short = grouped(prints), False
    for file, floors in FLOORS.items():
        labelled = pairs(file)
        alone = grouped({name: prints[name] for one, other, _ in labelled for name in (one, other)})
        for where, story, floor in zip(("in the file", "alone"), (whole, alone), floors, strict=True):
            short |= report(f"{file} {where}", judged(labelled, story), floor)
    sizes = Counter(Counter(whole.values()).values())
    several = {size: count for size, count in sizes.items() if size > 1}
    told = sum(size * count for size, count in several.items())
    print(f"articles {len(prints)}  stories of two or more {sum(several.values())}  in them {told}")
    print("largest", sorted((size for size, count in sizes.items() for _ in range(count)), reverse=True)[:10])
    return int(short)


if __name__ == "__main__":
    sys.exit(main())
