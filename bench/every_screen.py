"""Server time and number of queries of every screen, for somebody of each role who sees the whole kingdom.

python -m bench.every_screen [--rounds N] [--markdown]

A fresh embedded database is filled with the pack and the demo and every page and fragment of the table of doors
(tests/web/doors.py) is asked for, in process, through all of the middleware. Counted are the median of the rounds by
the clock and the mean of the CPU time of the process and of its database backend together, which other work on the
machine does not lengthen; the two work one after the other, so on an idle machine both figures are the same.
Then the July file is taken in, cases are opened from it until there are twice as many, facts are doubled, and the same
addresses are asked for again. A screen whose number of queries grew with the rows fails, and so does one whose CPU time
is above the aim in either state.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from bench.testdata import material

JULY = "data/saudinewsnet-2015-07.jsonl.gz"
AIM = 100.0  # milliseconds
# Who mostly uses a screen: the first of these that may.
ROLES = ("officer", "spokesperson", "manager", "supervisor", "administrator", "auditor", "expert")
OWN = ("home", "preferences", "notices", "counts", "account_change_password", "mfa_index")
# Addresses with a query string that cost more than the plain ones.
MORE = (
    ("inbox: a filter and words", "officer", "/inbox/?kind=complaint&q=الإنارة"),
    ("inbox: page far down", "officer", "/inbox/?tone=negative&page=4"),
    ("cases: late ones", "officer", "/cases/?view=open&phase=late"),
    ("search: a common word", "officer", "/search/?q=المياه"),
    ("search: a misspelt word", "officer", "/search/?q=الانااره"),
    ("measures: since January", "supervisor", "/measures/?period=year"),
    ("measures: by service", "supervisor", "/measures/?by=family"),
)


@dataclass(frozen=True, slots=True)
class Screen:
    """One address and the role that asks for it."""

    name: str
    role: str
    address: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What asking took: milliseconds by the clock and of CPU, queries, the most repeats of one statement, kilobytes."""

    ms: float
    cpu: float
    queries: int
    repeats: int
    kilobytes: float


def people() -> dict[str, Any]:
    """One person of each role at the root, who reaches every row its role may reach."""
    from sada.store.models import Membership, Person, Unit

    root, made = Unit.objects.get(parent=None), {}
    for role in ROLES:
        who, _ = Person.objects.get_or_create(username=f"bench.{role}", defaults={"name_ar": role, "language": "ar"})
        Membership.objects.get_or_create(person=who, unit=root, role=role)
        made[role] = who
    return made


def screens(persons: dict[str, Any]) -> Iterator[Screen]:
    """Every address that is read, with the fullest row of its kind."""
    from django.urls import reverse

    from sada.rules.access import may
    from tests.web.doors import DOORS

    yield from (Screen(name, "officer", reverse(name)) for name in OWN)
    for name, door in DOORS.items():
        if door.post is not None:
            continue
        role = next(role for role in ROLES if not door.act or may(role, door.act))
        for state, row in rows(door, persons[role]):
            parts = {"pk": row.pk} if row is not None else {}
            items = iter(items_of(row)) if "item" in door.more.values() else iter(())
            parts |= {key: next(items) if value == "item" else value for key, value in door.more.items()}
            query = "&".join(f"{key}={value}" for key, value in door.query.items())
            said = f"{name} ({state})" if state else name
            yield Screen(said, role, reverse(name, kwargs=parts) + (f"?{query}" if query else ""))
    yield from (Screen(*more) for more in MORE)


def rows(door: Any, person: Any) -> list[tuple[str, Any]]:
    """The rows an address is asked for: the fullest; of answers one in each state."""
    from django.db.models import Count

    from sada.kernel import access

    if not door.noun:
        return [("", None)]
    if door.noun in ("outgoing", "view"):
        return []
    found = access.rows_for(person, door.act, door.noun)
    if door.noun == "answer":
        return [(row.state, row) for row in found.order_by("state", "-pk").distinct("state")]
    fullest = {
        "case": lambda: found.annotate(n=Count("case_items")),
        "story": lambda: found.annotate(n=Count("places")),
        "fact": lambda: found.annotate(n=Count("uses")),
        "mention": lambda: found.annotate(n=Count("item__place__story__places")),
        "item": lambda: found.annotate(n=Count("place__story__places")),
    }.get(door.noun)
    best = (fullest().order_by("-n", "pk") if fullest else found.order_by("pk")).first()
    return [("", best)] if best is not None else []


def items_of(row: Any) -> list[int]:
    """The ids of the items of a story or a case."""
    from sada.store.models import StoryItem

    if row._meta.model_name == "story":
        return list(StoryItem.objects.filter(story=row).values_list("item", flat=True))
    return list(row.case_items.values_list("item", flat=True))


def ask(clients: dict[str, Any], screen: Screen, rounds: int) -> Seen | None:
    """Ask for the address; None for what leads on or has nothing to say."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = clients[screen.role]
    client.get(screen.address)
    with CaptureQueriesContext(connection) as caught:
        reply = client.get(screen.address)
    shapes = Counter(shape(query["sql"]) for query in caught.captured_queries)
    if reply.status_code != 200:
        if reply.status_code not in (204, 302):
            raise SystemExit(f"{screen.name}: {screen.address} answers {reply.status_code}")
        return None
    taken, spent = [], cpu_seconds(connection)
    for _ in range(rounds):
        start = time.perf_counter()
        body = client.get(screen.address)
        taken.append(time.perf_counter() - start)
    spent = (cpu_seconds(connection) - spent) / rounds
    size = len(b"".join(body)) if body.streaming else len(body.content)
    most = max(shapes.values(), default=0)
    return Seen(statistics.median(taken) * 1000, spent * 1000, shapes.total(), most, size / 1024)


def cpu_seconds(connection: Any) -> float:
    """CPU time of this process and of its database backend."""
    backend = psutil.Process(connection.connection.info.backend_pid).cpu_times()
    return time.process_time() + backend.user + backend.system


def shape(sql: str) -> str:
    """A statement without its values, so that a query repeated for each row shows."""
    import re

    return re.sub(r"'(?:[^']|'')*'|\b\d+\b|\((?:%s|,|\s)+\)", "?", sql)


def grow() -> None:
    """The July file through the command, then as many cases again, opened from it, and twice the facts."""
    from django.db import connection

    from sada.desk.open_case import open_case
    from sada.facts.keep_fact import Value, add_fact
    from sada.kernel import clock
    from sada.ops.ingest import run
    from sada.store.models import Case, Fact, Mention, Person

    run([str(material() / JULY)])
    officer, now = Person.objects.get(username="bench.officer"), clock.now()
    waiting = Mention.objects.filter(state="waiting", item__invented=False).order_by("-published_at", "pk")
    for mention in waiting[: Case.objects.count()]:
        open_case(mention, by=officer, owner=None, at=now)
    for fact in list(Fact.objects.select_related("unit")):
        given = Value(fact.value, fact.as_of, fact.valid_until, fact.proof, fact.proof_url)
        add_fact(fact.unit, f"{fact.statement_ar} (2)", given, by=officer, at=now)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as the server does by itself within a minute or two


def sizes() -> str:
    """How many rows of each kind there are."""
    from sada.store import models

    kinds = (models.Item, models.Mention, models.Story, models.Case, models.Answer, models.Fact, models.Act)
    return ", ".join(f"{kind.__name__} {kind.objects.count():,}" for kind in kinds)


def table(known: list[Screen], small: dict[str, Seen], large: dict[str, Seen], markdown: bool) -> int:
    """Print the table; returns how many screens miss the aim."""
    bar = "| " if markdown else ""
    heads = (f"{'screen':42}", f"{'role':13}", "demo ms", "    CPU", "July ms", "    CPU", " queries", "    kB")
    print(" ".join(bar + head for head in heads))
    if markdown:
        print("|---|---|---:|---:|---:|---:|---:|---:|")
    missed = 0
    for screen in known:
        one, two = small.get(screen.name), large.get(screen.name)
        if one is None or two is None:
            continue
        count = f"{one.queries}" if one.queries == two.queries else f"{one.queries}→{two.queries}"
        bad = max(one.cpu, two.cpu) > AIM or two.queries > one.queries
        missed += bad
        figures = (f"{one.ms:7.0f}", f"{one.cpu:7.0f}", f"{two.ms:7.0f}", f"{two.cpu:7.0f}", f"{count:>8}")
        row = (f"{screen.name:42}", f"{screen.role:13}", *figures, f"{two.kilobytes:6.0f}")
        print(
            " ".join(bar + cell for cell in row)
            + (" !" if bad else "")
            + (f" x{two.repeats}" if two.repeats > 3 else "")
        )
    for name, seen in (("demo", small), ("with July", large)):
        times = sorted(one.cpu for one in seen.values())
        print(f"{name}: CPU median {statistics.median(times):.0f} ms, most {times[-1]:.0f} ms, {len(times)} screens")
    return missed


def measure(rounds: int, markdown: bool) -> int:
    """Both states in a prepared database."""
    from django.test import Client

    persons = people()
    clients = {role: Client(SERVER_NAME="127.0.0.1") for role in persons}
    for role, client in clients.items():
        client.force_login(persons[role])
    known = list(screens(persons))
    print(f"Demo: {sizes()}", file=sys.stderr)
    small = {s.name: seen for s in known if (seen := ask(clients, s, rounds))}
    grow()
    print(f"Demo and July: {sizes()}", file=sys.stderr)
    large = {s.name: seen for s in known if (seen := ask(clients, s, rounds))}
    return table(known, small, large, markdown)


def main() -> int:
    """Measure; 1 when a screen misses the aim."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--markdown", action="store_true")
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
            prepare(demo=True)
            missed = measure(args.rounds, args.markdown)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
