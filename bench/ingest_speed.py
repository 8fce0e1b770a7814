"""How fast articles come in — bytes to stored, searchable, read, grouped, committed — against the usual stack.

python -m bench.ingest_speed [--rounds N] [--articles N] [--whole]

The peer does the same jobs as such systems are usually put together: json, camel_tools (normalise, tokenise), flashtext
over the same gazetteer, scikit-learn TF-IDF of characters per item with a linear model, datasketch MinHash and LSH, and
one INSERT with to_tsvector each, committed every hundred. Both take turns on the same articles in one process, each in
its own tables of one embedded server. Counted is the CPU time of the client and of its own database backend together;
the figure is the median over the rounds. --whole then takes the whole July file in and prints its rate by the clock.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import itertools
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from bench.testdata import material

PACK = Path(__file__).resolve().parent.parent / "sada/store/packs/saudi"
JULY = "data/saudinewsnet-2015-07.jsonl.gz"
FLOOR, AIM = 4.0, 10.0
PEER_TABLES = """
DROP TABLE IF EXISTS peer_article;
CREATE TABLE peer_article (
    id bigserial PRIMARY KEY, url text, outlet text, title text, author text, body text, published text, raw bytea,
    keywords text[], label text, cluster bigint, search tsvector
);
CREATE INDEX ON peer_article USING gin (search);
CREATE INDEX ON peer_article (published);
CREATE INDEX ON peer_article (url);
CREATE INDEX ON peer_article (cluster);
"""
INSERT = """
INSERT INTO peer_article (url, outlet, title, author, body, published, raw, keywords, label, cluster, search)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, to_tsvector('arabic', %s))
"""


def july_lines(limit: int | None = None) -> list[bytes]:
    """Lines of the July file, evenly taken when limited, so that every outlet and day is in."""
    with gzip.open(material() / JULY, "rb") as lines:
        rows = lines.readlines()
    return rows if limit is None else rows[:: max(1, len(rows) // limit)][:limit]


class Peer:
    """The usual stack. Its models are trained and its gazetteer built before anything is timed."""

    def __init__(self, dsn: str, training: list[bytes]) -> None:
        import psycopg
        from flashtext import KeywordProcessor
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import SGDClassifier

        rows = [json.loads(line) for line in training]
        texts = [f"{row['title']} {row['text']}" for row in rows]
        self.vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), max_features=262_144)
        self.model = SGDClassifier(loss="log_loss", max_iter=5, tol=None, random_state=1)
        self.model.fit(self.vectors.fit_transform(texts), [row["outlet"] for row in rows])
        self.keywords = KeywordProcessor()
        for phrase in gazetteer():
            self.keywords.add_keyword(phrase)
        self.connection = psycopg.connect(dsn)
        self.connection.execute(PEER_TABLES)
        self.connection.commit()
        self.pid = self.connection.info.backend_pid
        self.reset()

    def reset(self) -> None:
        """An empty table and an empty index of fingerprints."""
        from datasketch import MinHashLSH

        self.near = MinHashLSH(threshold=0.5, num_perm=128)
        self.connection.execute("TRUNCATE peer_article")
        self.connection.commit()

    def run(self, lines: list[bytes]) -> None:
        """Take the lines in, one by one."""
        for number, line in enumerate(lines, 1):
            self._one(number, line)
            if number % 100 == 0:
                self.connection.commit()
        self.connection.commit()

    def _one(self, number: int, line: bytes) -> None:
        from camel_tools.tokenizers.word import simple_word_tokenize
        from camel_tools.utils.dediac import dediac_ar
        from camel_tools.utils.normalize import normalize_alef_ar, normalize_alef_maksura_ar, normalize_teh_marbuta_ar
        from datasketch import MinHash

        row = json.loads(line)
        whole = f"{row['title']}\n{row['text']}"
        plain = dediac_ar(normalize_teh_marbuta_ar(normalize_alef_maksura_ar(normalize_alef_ar(whole))))
        words = simple_word_tokenize(plain)
        found = sorted(set(self.keywords.extract_keywords(plain)))
        label = self.model.predict(self.vectors.transform([whole]))[0]
        signature = MinHash(num_perm=128)
        signature.update_batch([" ".join(words[n : n + 3]).encode() for n in range(max(1, len(words) - 2))])
        likes = [int(name) for name in self.near.query(signature)]
        self.near.insert(str(number), signature)
        cluster = min(likes, default=number)
        self.connection.execute(
            INSERT,
            [
                row["url"], row["outlet"], row["title"], row["author"], row["text"], row["fetched_at"], line, found,
                str(label), cluster, whole,
            ],
        )  # fmt: skip


def gazetteer() -> list[str]:
    """The names of units and what people call services, as the product's own pack has them."""
    names: set[str] = set()
    for file, columns in (("units.csv", ("name_ar", "short_ar", "variants")), ("services.csv", ("name_ar", "aliases"))):
        with (PACK / file).open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                names |= {name for column in columns for name in row[column].split("|")}
    return sorted(names - {""})


class Ours:
    """The product's own intake, as `sada ingest` calls it."""

    def __init__(self) -> None:
        from django.db import connection

        from sada.listen.outlets import Outlets
        from sada.reading.read_items import Reader

        self.reader, self.outlets, self.connection = Reader(), Outlets(), connection
        self.reader.units  # noqa: B018 - read before the clock runs, as the peer's models are
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            self.pid = cursor.fetchone()[0]

    def reset(self) -> None:
        """Tables without items."""
        with self.connection.cursor() as cursor:
            cursor.execute("TRUNCATE store_intake, store_item, store_rawitem, store_story CASCADE")

    def run(self, lines: list[bytes]) -> None:
        """Take the lines in through the file reader, as a file of them would be."""
        from sada.kernel import clock
        from sada.listen.open_intake import close_intake, intake_key, open_intake
        from sada.listen.receive import Channel
        from sada.ops.ingest import few_collections
        from sada.outside.opening import open_bytes
        from sada.reading.take_in import BATCH, take_in

        opened = open_bytes(b"".join(lines), "july.jsonl")
        now = clock.now()
        channel = Channel(open_intake(intake_key("bench", str(len(lines))), "bench", at=now), self.outlets)
        with few_collections():
            while batch := list(itertools.islice(opened.records, BATCH)):
                take_in(batch, channel, self.reader, at=now)
        close_intake(channel.intake, len(lines), at=now)


def cpu(work: Callable[[], None], backend: int) -> float:
    """CPU seconds of the client and of one database backend."""
    server = psutil.Process(backend)

    def spent() -> float:
        times = server.cpu_times()
        return time.process_time() + times.user + times.system

    start = spent()
    work()
    return spent() - start


def compare(dsn: str, articles: int, rounds: int) -> float:
    """Print both rates; return the median ratio."""
    lines = july_lines(articles)
    ours, peer = Ours(), Peer(dsn, july_lines(1500))
    spent: dict[str, list[float]] = {"ours": [], "peer": []}
    sides: list[tuple[str, Ours | Peer]] = [("ours", ours), ("peer", peer)]
    for number in range(rounds):
        for name, side in sides if number % 2 else reversed(sides):
            side.reset()
            spent[name].append(cpu(lambda side=side: side.run(lines), side.pid))
    ratio = statistics.median(p / o for o, p in zip(spent["ours"], spent["peer"], strict=True))
    for name, times in spent.items():
        middle = statistics.median(times) / len(lines)
        print(f"{name:5} {middle * 1000:6.2f} ms CPU an article  {1 / middle:6.0f} articles a core second")
    print(f"ratio {ratio:.1f} (floor {FLOOR}, aim {AIM}); {len(lines)} articles, {rounds} rounds in turn")
    ours.reset()
    return ratio


def whole() -> None:
    """The July file by the command itself, by the clock."""
    from sada.ops.ingest import run

    run([str(material() / JULY)])


def main() -> int:
    """Measure; 1 when the floor is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--whole", action="store_true")
    args = parser.parse_args()
    if not (material() / JULY).exists():
        print(f"NOT MEASURED: {JULY} is not in {material()} (SADA_TESTDATA names the folder).")
        return 0
    home = Path(tempfile.mkdtemp(prefix="sada-bench-"))
    os.environ |= {"SADA_HOME": str(home), "SADA_POOL": "0"}
    os.environ.pop("DATABASE_URL", None)
    from sada.ops.database import database
    from sada.ops.prepare import prepare

    try:
        with database():
            prepare(demo=False)
            from sada.settings import database_url  # the settings can be read once the server has its password

            ratio = compare(database_url(), args.articles, args.rounds)
            if args.whole:
                whole()
    finally:
        shutil.rmtree(home, ignore_errors=True)
    return 0 if ratio >= FLOOR else 1


if __name__ == "__main__":
    sys.exit(main())
