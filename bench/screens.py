"""Server time and queries of the screens, in process, on the data of SADA_HOME or DATABASE_URL as it stands.

python -m bench.screens [--rounds N]

For demo size run it on a fresh `sada up`; for the large case `sada ingest` the July file first. Each page is fetched by
the demo person who uses it; the first answer warms templates and caches and is not counted.
"""

import argparse
import os
import statistics
import sys
import time

LIMIT = 200.0  # milliseconds; no page may take longer at demo size
PAGES = {
    "demo.officer": [
        "/inbox/", "/inbox/?kind=complaint", "/inbox/new/", "inbox", "/cases/?view=mine", "/cases/?view=all", "case",
        "answer", "/facts/", "fact", "/stories/", "story", "/search/?q=الإنارة", "/notices",
    ],
    "demo.monitor": ["/inbox/", "/reading_quality/", "/reading_quality/unsure/"],
    "demo.spokesperson": ["/cases/?view=approve", "/cases/templates"],
    "demo.manager": ["/overview/", "/measures/"],
    "demo.supervisor": ["/overview/", "/measures/", "/inbox/", "/stories/", "/search/?q=الإنارة"],
    "demo.administrator": [
        "/administration/units", "/administration/people", "/administration/calendar", "/administration/policies",
        "/administration/sources", "/administration/log", "/administration/system",
    ],
}  # fmt: skip


def rows(person):
    """The address of one row of each kind that the person sees."""
    from sada.kernel import access

    def newest(act, noun=""):
        return access.rows_for(person, act, noun).order_by("-pk").values_list("pk", flat=True).first()

    return {
        "inbox": f"/inbox/{newest('item.see', 'mention')}/",
        "case": f"/cases/{newest('case.see')}/",
        "answer": f"/cases/answers/{newest('case.see', 'answer')}/",
        "fact": f"/facts/{newest('fact.see')}/",
        "story": f"/stories/{newest('story.see')}/",
    }


def measure(client, url, rounds):
    """(status, median milliseconds, queries) of one page."""
    from django.db import connection

    queries = []

    def count(execute, sql, params, many, context):
        queries.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        status = client.get(url).status_code
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        client.get(url)
        times.append((time.perf_counter() - start) * 1000)
    return status, statistics.median(times), len(queries)


def table(rounds):
    """Print the table; the pages that failed or took too long."""
    from django.test import Client

    from sada.store.models import Item, Mention, Person

    print(f"{Item.objects.count()} items, {Mention.objects.count()} mentions; median of {rounds}, ms; queries")
    wrong = []
    for username, pages in PAGES.items():
        person, client = Person.objects.get(username=username), Client(HTTP_HOST="127.0.0.1")
        client.force_login(person)
        known = rows(person)
        for page in pages:
            url = known.get(page, page)
            client.get(url)
            status, took, queries = measure(client, url, rounds)
            print(f"  {username[5:]:14} {url:36} {took:7.1f} {queries:4}")
            if status != 200 or took > LIMIT:
                wrong.append(f"{url}: {status}, {took:.0f} ms")
    return wrong


def main():
    """Measure on the server of SADA_HOME, started if it is not running, or on DATABASE_URL."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    os.environ.update({"DJANGO_SETTINGS_MODULE": "sada.settings", "SADA_PLAIN_STATIC": "1", "SADA_POOL": "0"})
    server = None
    if not os.environ.get("DATABASE_URL"):
        from sada.ops.home import home
        from sada.ops.pgembed import Pg

        server = Pg(home())
        server.start()
    try:
        import django

        django.setup()
        wrong = table(rounds)
    finally:
        if server is not None:
            server.release()
    print("slow or broken: " + "; ".join(wrong) if wrong else f"no page over {LIMIT:.0f} ms")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
