"""How fast texts are understood, against what a common pipeline needs only to normalise and cut them into words.

python -m bench.understand_speed [--rounds N]

The peer is camel_tools: dediacritisation, three normalisers and simple_word_tokenize on the same texts. Both take turns
in one process; the figure is the median over the rounds of texts per CPU second, and their ratio within each round.
Needs: pip install --no-deps camel-tools emoji (and what camel_tools.tokenizers.word imports).
"""

import argparse
import gzip
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence

from bench.testdata import material
from sada.understand.lexicon import shipped
from sada.understand.read import read, read_many
from sada.understand.types import Text

ARTICLES, POSTS = 600, 3000
FLOOR, AIM = 0.5, 1.0
LIMITS = {"load seconds": 1.5, "one post, ms (p99)": 5.0, "memory MB": 500.0}


def peer() -> Callable[[str], object]:
    """Normalise and tokenise as the peer's documentation shows."""
    from camel_tools.tokenizers.word import simple_word_tokenize
    from camel_tools.utils.dediac import dediac_ar
    from camel_tools.utils.normalize import (
        normalize_alef_ar,
        normalize_alef_maksura_ar,
        normalize_teh_marbuta_ar,
        normalize_unicode,
    )

    def run(text: str) -> object:
        text = normalize_unicode(text)
        text = dediac_ar(normalize_teh_marbuta_ar(normalize_alef_maksura_ar(normalize_alef_ar(text))))
        return simple_word_tokenize(text)

    return run


def press() -> list[Text]:
    """Every n-th article of the July file, so that all outlets and days are in."""
    with gzip.open(material() / "data/saudinewsnet-2015-07.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    step = max(1, len(rows) // ARTICLES)
    return [Text(r["title"] or "", r["text"] or "", r["author"] or "", r["outlet"]) for r in rows[::step]][:ARTICLES]


def municipal() -> list[Text]:
    """The labelled articles: two of three are municipal, the slowest kind of text."""
    rows = [json.loads(line) for line in (material() / "gold/articles_dev.jsonl").read_text("utf-8").splitlines()]
    return [Text(r["title"], r["text"], r["author"] or "", r["source"]) for r in rows]


def posts() -> list[Text]:
    """The labelled posts, again and again."""
    rows = [json.loads(line) for line in (material() / "gold/posts_dev.jsonl").read_text("utf-8").splitlines()]
    texts = [Text("", r["text"], medium="x") for r in rows]
    return (texts * (POSTS // len(texts) + 1))[:POSTS]


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def against_peer(name: str, texts: Sequence[Text], rounds: int) -> float:
    """Print both rates and the median ratio; return the ratio."""
    lexicon, run = shipped(), peer()
    ours, theirs = [], []
    for n in range(rounds):
        turns = [(ours, lambda: read_many(texts, lexicon)), (theirs, lambda: [run(t.whole) for t in texts])]
        for times, work in turns if n % 2 else reversed(turns):
            times.append(len(texts) / cpu(work))
    ratio = statistics.median(o / t for o, t in zip(ours, theirs, strict=True))
    print(
        f"{name:22} {len(texts):5} texts  sada {statistics.median(ours):8.0f}/s  "
        f"peer {statistics.median(theirs):8.0f}/s  ratio {ratio:.2f}"
    )
    return ratio


def single_posts(texts: Sequence[Text]) -> float:
    """99th percentile of the CPU time of one post read alone, in milliseconds."""
    lexicon = shipped()
    times = [cpu(lambda text=text: read(text, lexicon)) * 1000 for text in texts[:600]]
    return statistics.quantiles(times, n=100)[98]


def main() -> int:
    """Measure and compare with the limits; 1 when one is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    if not (material() / "gold/articles_dev.jsonl").exists():
        print(f"NOT MEASURED: nothing at {material()} (SADA_TESTDATA names the folder).")
        return 0
    load = cpu(shipped)
    ratio = against_peer("press, mixed", press(), args.rounds)
    against_peer("press, mostly ours", municipal(), args.rounds)
    against_peer("posts", posts(), args.rounds)
    measured = {
        "load seconds": load,
        "one post, ms (p99)": single_posts(posts()),
        "memory MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    for name, value in measured.items():
        print(f"{name:22} {value:.2f}  (limit {LIMITS[name]})")
    missed = [name for name, value in measured.items() if value > LIMITS[name]]
    if ratio < FLOOR:
        missed.append(f"ratio {ratio:.2f} < {FLOOR}")
    print("missed: " + ", ".join(missed) if missed else f"all limits kept; aim {AIM}, reached {ratio:.2f}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
