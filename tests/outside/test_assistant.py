"""The assistant's protocol against a real server on loopback: the answer, and every way in which it can fail."""

import http.server
import json
import threading
import time

import pytest

from sada.outside.assistant import Assistant
from sada.ports import AssistantFailed


class Server(http.server.BaseHTTPRequestHandler):
    """Answers as its `plan` says; keeps what it was asked."""

    plan = {}
    asked = []

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        type(self).asked.append((self.path, self.headers.get("Authorization"), json.loads(body)))
        time.sleep(self.plan.get("wait", 0))
        said = self.plan.get("body")
        if said is None:
            said = json.dumps({"choices": [{"message": {"role": "assistant", "content": self.plan.get("text", "")}}]})
        self.send_response(self.plan.get("status", 200))
        for name, value in self.plan.get("head", {}).items():
            self.send_header(name, value)
        self.end_headers()
        for piece in said if isinstance(said, list) else [said]:
            self.wfile.write(piece.encode())
            self.wfile.flush()
            time.sleep(self.plan.get("drip", 0))

    def log_message(self, *_):
        """Quiet."""


@pytest.fixture
def server():
    """`server(status=…)`: the address of a server that answers so."""
    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    Server.asked.clear()

    def plan(**given):
        Server.plan = given
        return f"http://127.0.0.1:{running.server_port}/v1/"

    yield plan
    running.shutdown()
    running.server_close()


def fault(address, **more):
    with pytest.raises(AssistantFailed) as failed:
        Assistant(address, **{"seconds": 2, **more}).complete([{"role": "user", "content": "س"}])
    return failed.value.reason


def test_one_question_one_answer(server):
    said = Assistant(server(text="نص الرد"), key="k-1", model="m-1").complete([{"role": "user", "content": "اكتب"}])
    assert said == "نص الرد"
    [(path, key, body)] = Server.asked
    assert (path, key) == ("/v1/chat/completions", "Bearer k-1")
    assert body["model"] == "m-1"
    assert body["messages"] == [{"role": "user", "content": "اكتب"}]
    assert body["stream"] is False


def test_without_a_key_none_is_sent(server):
    Assistant(server(text="نص")).complete([])
    assert Server.asked[0][1] is None


@pytest.mark.parametrize(
    ("plan", "reason"),
    [
        ({"status": 401}, "refused"),
        ({"status": 429}, "busy"),
        ({"status": 500}, "status"),
        ({"status": 302, "head": {"Location": "http://127.0.0.1:9/"}}, "status"),  # it goes nowhere else
        ({"body": "<html>"}, "not_understood"),
        ({"body": "{}"}, "not_understood"),
        ({"body": '{"choices": []}'}, "not_understood"),
        ({"body": '{"choices": [{"message": {"content": null}}]}'}, "empty"),
        ({"text": "  "}, "empty"),
        ({"body": "x" * ((1 << 20) + 1)}, "not_understood"),
    ],
)
def test_what_goes_wrong_is_told_by_its_reason(server, plan, reason):
    assert fault(server(**plan)) == reason


def test_a_slow_and_a_dripping_answer_are_not_waited_for(server):
    assert fault(server(wait=3), seconds=1) == "timeout"
    assert fault(server(body=["x"] * 30, drip=0.1), seconds=1) == "timeout"


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/v1", "http://no-such-host.invalid/v1", "ftp://a/v1", "nonsense"]
)
def test_what_cannot_be_reached(address):
    assert fault(address) == "unreachable"
