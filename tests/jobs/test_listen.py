"""A feed on a local server is looked at, taken in once, and its health kept."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from sada.jobs.listen import check_source
from sada.kernel import clock
from sada.listen.check_source import sweep_sources
from sada.store.models import Item, RawItem, Source
from tests.cast import MORNING

ENTRY = """<item><title>أهالي الدوادمي يشكون انقطاع الإنارة</title><link>http://paper.example/{n}</link>
<description>شكا عدد من أهالي الدوادمي من انقطاع الإنارة في شوارعهم منذ أسبوعين، وطالبوا البلدية بإصلاحها.</description>
<pubDate>Sun, 22 Nov 2026 05:00:00 GMT</pubDate></item>"""


@pytest.fixture
def server():
    class Handler(BaseHTTPRequestHandler):
        entries, status, seen = [1], 200, []

        def log_message(self, *args):
            pass

        def do_GET(self):
            type(self).seen.append(self.headers.get("If-None-Match"))
            mark = f'"v{len(self.entries)}"'
            if self.status == 200 and self.headers.get("If-None-Match") == mark:
                self.send_response(304)
                self.end_headers()
                return
            self.send_response(self.status)
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("ETag", mark)
            self.end_headers()
            items = "".join(ENTRY.format(n=n) for n in self.entries)
            self.wfile.write(f'<rss version="2.0"><channel><title>ص</title>{items}</channel></rss>'.encode())

    served = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=served.serve_forever, daemon=True).start()
    served.handler = Handler
    yield served
    served.shutdown()


@pytest.fixture
def source(cast, server, settings):
    port = server.server_address[1]
    settings.FETCH_ALLOW = {f"127.0.0.1:{port}"}
    return Source.objects.create(
        name="صحيفة", kind="feed", address=f"http://127.0.0.1:{port}/rss", next_check_at=MORNING, outlet=cast.outlet()
    )


def look(source, at):
    with clock.at(at):
        check_source(source.pk)
    source.refresh_from_db()


def test_a_due_feed_is_taken_in_and_its_next_time_set(source):
    look(source, MORNING)
    item = Item.objects.get()
    assert item.title == "أهالي الدوادمي يشكون انقطاع الإنارة"
    assert (item.outlet, item.source, item.medium) == (source.outlet, source, "online")
    assert item.reading.kind == "complaint"
    assert (source.checked_at, source.heard_at, source.error) == (MORNING, MORNING, "")
    assert source.next_check_at == MORNING + timedelta(minutes=15)


def test_an_unchanged_feed_adds_nothing_and_says_so_to_the_server(source, server):
    look(source, MORNING)
    look(source, MORNING + timedelta(minutes=15))
    assert server.handler.seen == [None, '"v1"']
    assert (Item.objects.count(), RawItem.objects.count()) == (1, 1)
    assert source.heard_at == MORNING < source.checked_at


def test_a_new_entry_is_added_beside_the_known_one(source, server):
    look(source, MORNING)
    server.handler.entries = [2, 1]
    look(source, MORNING + timedelta(minutes=15))
    assert Item.objects.count() == 2


def test_a_source_that_is_not_due_is_left_alone(source, server):
    look(source, MORNING - timedelta(minutes=1))
    assert server.handler.seen == []


def test_a_broken_source_keeps_its_reason_and_is_tried_again(source, server):
    server.handler.status = 503
    look(source, MORNING)
    assert "503" in source.error
    assert Item.objects.count() == 0
    server.handler.status = 200
    look(source, MORNING + timedelta(minutes=15))
    assert (source.error, Item.objects.count()) == ("", 1)


def test_a_private_address_is_refused_unless_it_is_named(source, settings, server):
    settings.FETCH_ALLOW = set()
    look(source, MORNING)
    assert "refused_address" in source.error
    assert server.handler.seen == []


def test_the_sweeper_queues_what_is_due_once(source):
    assert sweep_sources(at=MORNING) == 1
    assert sweep_sources(at=MORNING) == 0
    assert ProcrastinateJob.objects.filter(queueing_lock=f"source-{source.pk}").count() == 1
    Source.objects.update(is_active=False)
    assert sweep_sources(at=MORNING + timedelta(days=1)) == 0
