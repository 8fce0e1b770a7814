"""The quality gate: understanding may not get worse than `floors.json` says.

python -m bench.gate                      measure, show each figure with its interval and floor; exit 1 below a floor
python -m bench.gate --halves             the same for either half of the items, to see whether rules generalise
python -m bench.gate --set articles.kind_macro_f1=0.62          change a floor; upwards only
python -m bench.gate --set …=0.55 --lower --because "reason"    lower one, with a reason that stays in the file
python -m bench.gate --take-up more_posts=posts_more.jsonl      measure further labels of our own

The file is sealed, so that a floor edited by hand is noticed, and it names the gold it was set on by fingerprint.
Without the gold nothing is measured: it says so and exits 0, or 1 with --require.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from bench import own_labels
from bench.scoring import figures, intervals
from bench.testdata import material
from sada.understand.batch import to_object, to_text
from sada.understand.lexicon import shipped
from sada.understand.read import read_many

FLOORS = Path(__file__).with_name("floors.json")
# The gold's, and labels of our own (labels/README.md); labels that come later are sets of their own.
SETS = ("articles", "posts", "own_articles", "own_posts", "more_articles", "more_posts", "later_posts")


class GateError(Exception):
    """The floors cannot be used as they are."""


def seal(sets: dict) -> str:
    """Fingerprint of the floors."""
    return hashlib.sha256(json.dumps(sets, sort_keys=True).encode()).hexdigest()[:16]


def load(path: Path = FLOORS) -> dict:
    """The floors. Raises GateError when they were changed otherwise than by --set."""
    floors = json.loads(path.read_text(encoding="utf-8"))
    if floors["seal"] != seal(floors["sets"]):
        raise GateError(f"{path.name} was edited by hand: change a floor with --set, lower one with --lower --because.")
    return floors


def save(floors: dict, path: Path = FLOORS) -> None:
    """Write the floors with a fresh seal."""
    floors["seal"] = seal(floors["sets"])
    path.write_text(json.dumps(floors, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def change(floors: dict, name: str, value: float, because: str = "", lower: bool = False) -> None:
    """Set one floor, `articles.kind_macro_f1`. Raises GateError when that lowers it without being told so and why."""
    part, _, figure = name.partition(".")
    if part not in floors["sets"] or not figure:
        raise GateError(f"no such floor: {name}")
    old = floors["sets"][part]["floors"].get(figure)
    if old is not None and value < old:
        if not (lower and because):
            raise GateError(f"{name} would fall from {old} to {value}: that needs --lower and --because.")
        floors.setdefault("lowered", []).append({"floor": name, "from": old, "to": value, "because": because})
    floors["sets"][part]["floors"][figure] = value


def take_up(floors: dict, name: str, file: str) -> None:
    """Make a file of our own labels one of the sets. Raises GateError for a set that is there or may not be."""
    if name in floors["sets"] or name not in SETS:
        raise GateError(f"no new set: {name}")
    floors["sets"][name] = {"labels": file, "fingerprint": fingerprint(own_labels.LABELS / file), "floors": {}}


def fingerprint(path: Path) -> str:
    """SHA-256 of a gold file, shortened."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def gold_pairs(path: Path) -> list[tuple[dict, dict]]:
    """(label, reading) of every item of a gold file."""
    return pairs_of([json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()])


def pairs_of(items: list[dict]) -> list[tuple[dict, dict]]:
    """(label, reading) of labelled items."""
    readings = read_many([to_text(item) for item in items], shipped())
    return [
        ({**item["label"], "id": item["id"]}, to_object(item["id"], reading))
        for item, reading in zip(items, readings, strict=True)
    ]


def halves(pairs: list[tuple[dict, dict]]) -> Iterator[tuple[str, list[tuple[dict, dict]]]]:
    """The items by the parity of their id: rules are written looking at the even half only."""
    for name, even in (("even half", True), ("odd half", False)):
        yield name, [pair for pair in pairs if own_labels.even(pair[0]["id"]) == even]


def report(name: str, pairs: list[tuple[dict, dict]], floors: dict[str, float]) -> list[str]:
    """Print the figures of one set; return those below their floor."""
    spans = intervals(pairs)
    short = []
    print(f"{name}: {len(pairs)} items")
    for figure, value in figures(pairs).items():
        floor = floors.get(figure)
        held = floor is None or value >= floor
        low, high = spans[figure]
        mark = "" if floor is None else f"floor {floor:.2f} {'held' if held else 'BROKEN'}"
        print(f"  {figure:24} {value:.3f}  [{low:.3f}, {high:.3f}]  {mark}")
        if not held:
            short.append(f"{name}.{figure} {value:.3f} < {floor}")
    return short


def measure(floors: dict, by_halves: bool, require: bool) -> int:
    """Measure every set that is there; 0 when all floors hold, 1 otherwise."""
    short, absent = [], []
    for name, part in floors["sets"].items():
        labels = own_labels.LABELS / part["labels"] if "labels" in part else material() / part["gold"]
        texts = own_labels.source(part["labels"]) if "labels" in part else labels
        if not texts.exists():
            absent.append(str(texts))
            continue
        if fingerprint(labels) != part["fingerprint"]:
            raise GateError(f"{labels} is not what these floors were set on.")
        pairs = pairs_of(own_labels.items(part["labels"])) if "labels" in part else gold_pairs(labels)
        short += report(name, pairs, part["floors"])
        if by_halves:
            for half, kept in halves(pairs):
                report(f"{name}, {half}", kept, {})
    for path in absent:
        print(f"NOT MEASURED: {path} is absent (SADA_TESTDATA names its folder).")
    print("; ".join(short) if short else "all measured floors held")
    return 1 if short or (absent and require) else 0


def main(argv: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--halves", action="store_true")
    parser.add_argument("--require", action="store_true")
    parser.add_argument("--set", metavar="NAME=VALUE", action="append", default=[])
    parser.add_argument("--take-up", metavar="NAME=FILE", action="append", default=[])
    parser.add_argument("--lower", action="store_true")
    parser.add_argument("--because", default="")
    args = parser.parse_args(argv)
    try:
        floors = load()
        for wanted in args.set:
            name, _, value = wanted.partition("=")
            change(floors, name, float(value), args.because, args.lower)
        for wanted in args.take_up:
            take_up(floors, *wanted.split("=", 1))
        if args.set or args.take_up:
            save(floors)
            return 0
        return measure(floors, args.halves, args.require)
    except GateError as reason:
        print(reason, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
