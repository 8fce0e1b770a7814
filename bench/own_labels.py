"""Our own labels of real texts: kept as ids and labels only, joined with the texts where the material lies.

An article's id is the first 12 hex digits of the sha1 of `outlet|url|title`; a post's id is its source and row:
`asad:17` is the row that says 17 in asad_speechact_part.csv, `mawqif:17` the row 17 (from 0) of mawqif_train.csv,
`arsarcasm:17` that of arsarcasm2_train.csv.
"""

import csv
import gzip
import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from pathlib import Path

from bench.testdata import material

LABELS = Path(__file__).with_name("labels")
ARTICLES, POSTS = "data/saudinewsnet-2015-07.jsonl.gz", "data/text.tar.xz"
FILES = {"asad": "asad_speechact_part.csv", "mawqif": "mawqif_train.csv", "arsarcasm": "arsarcasm2_train.csv"}


def source(name: str) -> Path:
    """The file that holds the texts of `articles.jsonl` or `posts.jsonl`."""
    return material() / (ARTICLES if name.startswith("articles") else POSTS)


def items(name: str) -> list[dict]:
    """Labelled items with their texts, in the order of the label file. Raises KeyError when a text is missing."""
    labels = [json.loads(line) for line in (LABELS / name).read_text(encoding="utf-8").splitlines()]
    wanted = {row["id"] for row in labels}
    texts = dict(articles(wanted) if name.startswith("articles") else _posts(wanted))
    return [{**texts[row["id"]], **row} for row in labels]


def even(identity: str) -> bool:
    """Whether an item is in the half that is read for errors; the other half is only counted."""
    digits = identity[:4] if ":" not in identity else hashlib.sha1(identity.encode()).hexdigest()[:4]
    return int(digits, 16) % 2 == 0


def article_id(row: dict) -> str:
    """The id of an article of the July file."""
    return hashlib.sha1(f"{row['outlet']}|{row['url']}|{row['title'].strip()}".encode()).hexdigest()[:12]


def articles(wanted: set[str]) -> Iterator[tuple[str, dict]]:
    """The wanted articles of the July file, by id, in the order of the file."""
    with gzip.open(material() / ARTICLES, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if (identity := article_id(row)) in wanted:
                yield identity, {name: row[name] for name in ("title", "text", "author")} | {"source": row["outlet"]}


def _posts(wanted: set[str]) -> Iterator[tuple[str, dict]]:
    with tarfile.open(material() / POSTS) as archive:
        for member in archive:
            name = next((key for key, file in FILES.items() if member.name.endswith(file)), "")
            content = archive.extractfile(member) if name else None
            if content is None:
                continue
            for number, row in enumerate(csv.DictReader(io.TextIOWrapper(content, "utf-8", newline=""))):
                if (identity := f"{name}:{row.get('row') or number}") in wanted:
                    yield identity, {"title": "", "text": row.get("text") or row["tweet"], "medium": "x"}
