"""Fit `sada/understand/data/taught.json`: what posts of our own writing teach about how people speak of a city.

python -m bench.teach_posts            fit, show what it does on posts it was not fitted on, write the file
python -m bench.teach_posts --dry      the same without writing

Taught by `posts_taught.tsv` and `tests/understand/posts_written.tsv` (our own) and, as talk of other things, by the
tweets of ArSarcasm-v2 (MIT) that the rules surely leave; those that bear a label of ours or of the gold stay out.
`posts_held.tsv`, our own too, is only counted. The odd halves of real posts are no part of this.
"""

import argparse
import base64
import csv
import io
import json
import random
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, vstack

from bench import own_labels
from bench.testdata import material
from sada.understand import relevance
from sada.understand.fold import fold
from sada.understand.lexicon import shipped
from sada.understand.read import read
from sada.understand.relevance_posts import service, signs_of
from sada.understand.taught import SIZE, SKIPPED, columns, spoken
from sada.understand.types import Text

HERE = Path(__file__).parent
TARGET = HERE.parent / "sada/understand/data/taught.json"
WRITTEN = HERE.parent / "tests/understand/posts_written.tsv"
FOLDS, SHARPNESS, OTHERS, TWEETS = 8, 3.0, 0.25, 8000  # OTHERS: what a tweet about other things weighs
LEAVES = 0.6  # how surely the rules must leave a tweet

Posts = list[tuple[bool, str]]


def told(path: Path) -> Posts:
    """(ours or not, text) of a table of our own posts."""
    rows = [r.split("\t") for r in path.read_text(encoding="utf-8").splitlines() if r and not r.startswith("#")]
    return [(row[0] not in ("none", "-"), row[-1]) for row in rows]


def tweets() -> Iterator[str]:
    """Tweets of ArSarcasm-v2 that bear no label."""
    files = [p.name for p in own_labels.LABELS.glob("posts*.jsonl")]
    labelled = [i for name in files for i in own_labels.items(name)]
    gold = [json.loads(row) for row in (material() / "gold/posts_dev.jsonl").read_text("utf-8").splitlines() if row]
    out = {item["text"][:60] for item in labelled + gold}
    with tarfile.open(material() / own_labels.POSTS) as archive:
        content = next(archive.extractfile(m) for m in archive if m.name.endswith(own_labels.FILES["arsarcasm"]))
        for row in csv.DictReader(io.TextIOWrapper(content, "utf-8", newline="")):
            if (text := row.get("text") or row["tweet"])[:60] not in out:
                yield text


def _left(text: str) -> bool:
    reading = read(Text("", text, medium="x"), shipped())
    return reading.relevance == "none" and reading.confidence["relevance"] > LEAVES


def rows(texts: list[str]) -> csr_matrix:
    """What `taught.sound` adds up, as a matrix."""
    places, values, ends = [], [], [0]
    for text in texts:
        said = spoken(fold(text))
        for word in said:
            heard = () if word in SKIPPED else columns(word)
            places += heard
            values += [1.0 / len(said) ** 0.5] * len(heard)
        ends.append(len(places))
    return csr_matrix((values, places, ends), shape=(len(texts), SIZE))


def found_in(texts: list[str]) -> list[tuple[bool, dict[str, float] | None]]:
    """What the rules alone say of each, and the signs they found; None where a body is named or nothing is."""
    seen: dict[str, float] = {}
    plain = relevance.of_post

    def listening(found, ours, ground, points, cues):
        seen.clear()
        verdict = plain(found, ours, ground, points, cues, taught=False)
        if not ours:
            own = service(found, points, cues, False) if points else 0.0
            seen.update(signs_of(found, ground, points, cues, own, verdict))
        return verdict

    relevance.of_post = listening
    try:
        return [(read(Text("", t, medium="x"), shipped()).relevance != "none", dict(seen) or None) for t in texts]
    finally:
        relevance.of_post = plain


def fitted(matrix: csr_matrix, truth: np.ndarray, weights: np.ndarray) -> Any:
    """One model of the words."""
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=SHARPNESS, max_iter=500).fit(matrix, truth, sample_weight=weights)


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dry", action="store_true")
    args = parser.parse_args()
    from sklearn.model_selection import StratifiedKFold

    own = told(WRITTEN) + told(HERE / "posts_taught.tsv")
    others = [t for t in tweets() if _left(t)]
    random.Random(1437).shuffle(others)
    aside, others = others[TWEETS:], others[:TWEETS]
    truth = np.array([ours for ours, _ in own])
    own_rows, other_rows = rows([text for _, text in own]), rows(others)
    unheard = np.zeros(len(own))
    for kept, left in StratifiedKFold(FOLDS, shuffle=True, random_state=1).split(own, truth):
        weights = np.concatenate([np.ones(len(kept)), np.full(len(others), OTHERS)])
        model = fitted(
            vstack([own_rows[kept], other_rows]), np.concatenate([truth[kept], np.zeros(len(others))]), weights
        )
        unheard[left] = model.decision_function(own_rows[left])
    weights = np.concatenate([np.ones(len(own)), np.full(len(others), OTHERS)])
    words = fitted(vstack([own_rows, other_rows]), np.concatenate([truth, np.zeros(len(others))]), weights)
    beside = _beside(own, truth, unheard, aside, words.decision_function(rows(aside)))
    kept = _packed(words) | {"beside": beside}
    print({name: round(value, 2) for name, value in beside.items()})
    if not args.dry:
        TARGET.write_text(json.dumps(kept) + "\n", encoding="utf-8")
    return 0


def _packed(words: Any) -> dict:
    weights = words.coef_[0]
    step = float(np.abs(weights).max() / 127)
    table = np.rint(weights / step).astype(np.int8).tobytes()
    packed = base64.b64encode(zlib.compress(table, 9)).decode()
    return {"step": round(step, 7), "start": round(float(words.intercept_[0]), 4), "table": packed}


def _beside(own: Posts, truth: np.ndarray, heard: np.ndarray, aside: list[str], their: np.ndarray) -> dict[str, float]:
    """How the sound counts beside the rules: fitted on sounds of posts that the words were not fitted on."""
    from sklearn.linear_model import LogisticRegression

    pairs = [
        (signs | {"sound": z}, t) for (_, signs), z, t in zip(found_in([x for _, x in own]), heard, truth, strict=True)
        if signs is not None
    ]  # fmt: skip
    count = len(pairs)
    pairs += [(s | {"sound": z}, False) for (_, s), z in zip(found_in(aside), their, strict=True) if s is not None]
    names = sorted(pairs[0][0])
    weights = np.concatenate([np.ones(count), np.full(len(pairs) - count, OTHERS)])
    model = LogisticRegression(C=1.0, max_iter=500).fit(
        [[signs[n] for n in names] for signs, _ in pairs], [t for _, t in pairs], sample_weight=weights
    )
    out = {name: round(float(w), 4) for name, w in zip(names, model.coef_[0], strict=True)}
    return out | {"start": round(float(model.intercept_[0]), 4)}


if __name__ == "__main__":
    raise SystemExit(main())
