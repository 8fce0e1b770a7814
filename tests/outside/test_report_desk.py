"""The interface of a service desk as we assume it, against a local server: portions, pages, busy, broken, unknown."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from sada.outside.report_desk import HttpReportDesk
from sada.ports import FetchFailed


@pytest.fixture
def desk():
    """A desk of 120 reports that answers two a page; `mode` makes it busy, broken or refusing."""

    class Handler(BaseHTTPRequestHandler):
        mode, asked, tokens = "", [], []

        def log_message(self, *args):
            pass

        def do_GET(self):
            kind, (cls, query) = type(self).mode, (type(self), parse_qs(urlsplit(self.path).query))
            cls.asked.append(len(query["reference"]))
            cls.tokens.append(self.headers["Authorization"])
            if kind in ("429", "500", "401", "302"):
                self.send_response(int(kind))
                self.send_header("Retry-After", "30")
                self.send_header("Location", "http://127.0.0.1:1/")
                self.end_headers()
                return
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"not json" if kind == "broken" else json.dumps(self.page(query, kind)).encode())

        def page(self, query, kind):
            known = [one for one in query["reference"] if one.startswith("940-")]
            start = int(query.get("cursor", ["0"])[0])
            rows = [
                {"reference": one, "status": "done", "status_text": "أُغلق", "updated_at": "2026-11-22T09:00:00+03:00",
                 "closure": {"proof": "صُورت بعد الإصلاح", "url": "https://940.example/p"}}
                for one in known[start : start + 2]
            ]  # fmt: skip
            rows += [
                {"reference": "someone-else", "status": "done"},
                {"reference": known[0], "status": "odd"},
                "x",
                None,
            ]
            more = start + 2 < len(known) or kind == "endless"
            return {"reports": rows, "next": str(0 if kind == "endless" else start + 2)} if more else {"reports": rows}

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.handler = Handler
    yield server
    server.shutdown()
    server.server_close()


def ask(desk, references, allowed=lambda address, port: True):
    return HttpReportDesk(f"http://127.0.0.1:{desk.server_address[1]}/api/", "secret", allowed).statuses(references)


def test_states_come_page_by_page_with_their_proof_and_nothing_of_others(desk):
    said = ask(desk, ["940-1", "940-2", "940-3", "unknown", "940-1"])
    assert [one.reference for one in said] == ["940-1", "940-2", "940-3"]
    assert (said[0].state, said[0].proof, said[0].proof_url) == ("done", "صُورت بعد الإصلاح", "https://940.example/p")
    assert said[0].at.isoformat() == "2026-11-22T09:00:00+03:00"
    assert set(desk.handler.tokens) == {"Bearer secret"}


def test_many_are_asked_in_portions(desk):
    assert len(ask(desk, [f"940-{n}" for n in range(60)])) == 60
    assert max(desk.handler.asked) == 50


@pytest.mark.parametrize(
    ("mode", "reason"),
    [
        ("429", "busy"),
        ("500", "status"),
        ("401", "status"),
        ("302", "status"),
        ("broken", "network"),
        ("endless", "too_large"),
    ],
)
def test_a_desk_that_does_not_answer_as_agreed_is_a_failure(desk, mode, reason):
    desk.handler.mode = mode
    with pytest.raises(FetchFailed) as failed:
        ask(desk, ["940-1", "940-2", "940-3"])
    assert failed.value.reason == reason


def test_an_address_that_is_not_allowed_is_never_asked(desk):
    with pytest.raises(FetchFailed):
        ask(desk, ["940-1"], allowed=lambda address, port: False)
    assert desk.handler.asked == []
