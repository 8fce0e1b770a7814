"""Fetching: the open network only, bounded in size and time. A server on this machine plays the outside."""

import gzip
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sada.outside.fetch import WebFetcher, is_public, plain_address
from sada.ports import FetchFailed


class Outside(BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def do_GET(self):
        name = self.path.strip("/")
        if name == "same" and self.headers.get("If-None-Match") == '"v1"':
            self.send_response(304)
            self.end_headers()
            return
        if name.startswith("to:"):
            self.send_response(302)
            self.send_header("Location", name[3:].replace("|", "/"))
            self.end_headers()
            return
        self.send_response(404 if name == "gone" else 200)
        self.send_header("ETag", '"v1"')
        self.send_header("Content-Type", "application/rss+xml")
        if name == "packed":
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.body(name)

    def body(self, name):
        try:
            if name == "big":
                for _ in range(200):
                    self.wfile.write(b"x" * 100_000)
            elif name == "drip":
                for _ in range(60):
                    self.wfile.write(b"x")
                    self.wfile.flush()
                    time.sleep(0.1)
            elif name == "packed":
                self.wfile.write(gzip.compress(b"0" * 20_000_000))
            else:
                self.wfile.write(b"<rss/>")
        except OSError:
            pass


@pytest.fixture(scope="module")
def port():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Outside)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


@pytest.fixture
def near():
    fetcher = WebFetcher(allowed=lambda address, port: str(address) == "127.0.0.1", most=2_000_000, deadline=1)
    yield fetcher
    fetcher.close()


def failed(fetcher, url):
    with pytest.raises(FetchFailed) as caught:
        fetcher.fetch(url)
    return caught.value.reason


HOSTS = (
    "127.0.0.1", "localhost", "2130706433", "0x7f000001", "127.1", "[::ffff:127.0.0.1]", "[::1]", "0.0.0.0", "10.0.0.1",
    "169.254.169.254", "100.64.0.1", "[64:ff9b::7f00:1]", "[fe80::1]", "192.0.0.1", "192.168.1.1", "[2002:7f00:1::]",
)  # fmt: skip


@pytest.mark.parametrize("host", HOSTS)
def test_no_private_address_is_connected_to(host, port):
    assert failed(WebFetcher(), f"http://{host}:{port}/feed") in ("refused_address", "network")


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://a.example/", "//a.example", "javascript:1", "http://", "http://[::"]
)
def test_other_schemes_and_malformed_addresses_are_refused(url):
    assert failed(WebFetcher(), url) in ("refused_address", "network")


def test_an_answer_comes_with_its_marks(near, port):
    found = near.fetch(f"http://127.0.0.1:{port}/feed")
    assert (found.status, found.body, found.etag, found.content_type) == (200, b"<rss/>", '"v1"', "application/rss+xml")


def test_what_has_not_changed_is_not_sent_again(near, port):
    found = near.fetch(f"http://127.0.0.1:{port}/same", etag='"v1"')
    assert (found.status, found.body) == (304, None)


def test_a_redirect_into_the_house_is_refused(near, port):
    assert failed(near, f"http://127.0.0.1:{port}/to:http:||[::1]:{port}|secret") == "refused_address"
    assert near.fetch(f"http://127.0.0.1:{port}/to:|feed").body == b"<rss/>"


def test_too_much_too_slow_and_gone(near, port):
    assert failed(near, f"http://127.0.0.1:{port}/big") == "too_large"
    assert failed(near, f"http://127.0.0.1:{port}/packed") == "too_large"
    assert failed(near, f"http://127.0.0.1:{port}/gone") == "status"
    assert failed(near, f"http://127.0.0.1:{port}/drip") == "timeout"


def test_circles_end(near, port):
    assert failed(near, f"http://127.0.0.1:{port}/to:|to:|to:|to:|to:|to:|to:|to:|feed") in ("network", "status")


def test_no_proxy_of_the_environment_connects_in_our_stead(near, port, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    assert near.fetch(f"http://127.0.0.1:{port}/feed").status == 200


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("::ffff:10.0.0.1", "10.0.0.1"),
        ("64:ff9b::a00:1", "10.0.0.1"),
        ("2002:a00:1::", "10.0.0.1"),
        ("fe80::1%eth0", "fe80::1"),
    ],
)
def test_hidden_addresses_are_unwrapped(text, plain):
    assert str(plain_address(text)) == plain
    assert not is_public(plain_address(text), 80)
