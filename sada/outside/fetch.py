"""Fetches from the open network and from nowhere else: no private machine, no endless answer, no endless wait.

The check stands where the connection is made, so redirects and names that change their address cannot pass it.
"""

from __future__ import annotations

import ipaddress
import ssl
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore
import httpx

from sada.ports import Fetched, FetchFailed

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Allowed = Callable[[Address, int], bool]

MOST_BYTES = 32 << 20
DEADLINE = 60.0  # seconds for the whole answer, however slowly it drips
REDIRECTS = 5
AGENT = "Sada/0.1 (municipal press office; feed reader)"
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def is_public(address: Address, port: int) -> bool:
    """Whether an address is one of the open network; the port is not limited."""
    return address.is_global and not address.is_multicast and port > 0


def plain_address(text: str) -> Address:
    """An address without the forms in which an IPv4 one hides in an IPv6 one."""
    address = ipaddress.ip_address(text.split("%", maxsplit=1)[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return address.ipv4_mapped
        if address in _NAT64:
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if address.sixtofour:
            return address.sixtofour
    return address


class Refused(httpcore.ConnectError):
    """The address is not one of the open network."""


class _GuardedNetwork(httpcore.SyncBackend):
    """Connects to allowed addresses only, and to the very address that was checked."""

    def __init__(self, allowed: Allowed) -> None:
        super().__init__()
        self._allowed = allowed

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """As httpcore's; each address the name resolves to is checked, then connected to by number."""
        import socket

        fault: Exception = httpcore.ConnectError(f"no address for {host}")
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(str(error)) from error
        for *_, place in found:
            address = plain_address(str(place[0]))
            if not self._allowed(address, port):
                fault = Refused(f"{host} is {address}, which is not on the open network")
                continue
            try:
                return super().connect_tcp(str(address), port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                fault = error
        raise fault


def guarded_client(allowed: Allowed, *, follow_redirects: bool = True) -> httpx.Client:
    """A client that connects to allowed addresses only."""
    transport = httpx.HTTPTransport(retries=0)
    transport._pool = httpcore.ConnectionPool(  # httpx takes no network backend of its own
        ssl_context=ssl.create_default_context(), network_backend=_GuardedNetwork(allowed), max_connections=10
    )
    return httpx.Client(
        transport=transport,
        trust_env=False,  # a proxy from the environment would make the connection in our stead
        follow_redirects=follow_redirects,
        max_redirects=REDIRECTS,
        timeout=httpx.Timeout(20, connect=10),
        headers={"User-Agent": AGENT, "Accept-Encoding": "gzip, deflate"},
    )


class WebFetcher:
    """Fetches over HTTP. `allowed` says which addresses may be connected to: the open network unless told otherwise."""

    def __init__(self, allowed: Allowed = is_public, most: int = MOST_BYTES, deadline: float = DEADLINE) -> None:
        self._client, self._most, self._deadline = guarded_client(allowed), most, deadline

    def close(self) -> None:
        """Close the connections kept open."""
        self._client.close()

    def fetch(self, url: str, *, etag: str = "", last_modified: str = "") -> Fetched:
        """The answer of an http or https address; raises FetchFailed."""
        if not url.startswith(("http://", "https://")):
            raise FetchFailed("refused_address", "only http and https")
        marks = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        try:
            with self._client.stream("GET", url, headers={k: v for k, v in marks.items() if v}) as answer:
                return self._answer(answer)
        except httpx.TimeoutException as fault:
            raise FetchFailed("timeout", str(fault)) from fault
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, ValueError) as fault:
            reason = "refused_address" if "not on the open network" in str(fault) else "network"
            raise FetchFailed(reason, str(fault)) from fault

    def _answer(self, answer: httpx.Response) -> Fetched:
        head = answer.headers
        kept = (head.get("content-type", ""), head.get("etag", "")[:300], head.get("last-modified", "")[:100])
        if answer.status_code == httpx.codes.NOT_MODIFIED:
            return Fetched(str(answer.url), answer.status_code, None, *kept)
        if not answer.is_success:
            raise FetchFailed("status", str(answer.status_code))
        return Fetched(str(answer.url), answer.status_code, self._body(answer), *kept)

    def _body(self, answer: httpx.Response) -> bytes:
        """The body, decompressed, within the size and time limits.

        Chunks are taken as they come: a fixed size would wait for a dripping server to fill it.
        """
        end = time.monotonic() + self._deadline
        body = bytearray()
        for chunk in answer.iter_bytes():
            body += chunk
            if len(body) > self._most:
                raise FetchFailed("too_large", f"more than {self._most} bytes")
            if time.monotonic() > end:
                raise FetchFailed("timeout", f"more than {self._deadline:.0f} s")
        return bytes(body)
