"""Is the port free, and if not, who holds it."""

import contextlib
import errno
import socket
import time

import psutil

from sada.ops.trouble import Trouble

PATIENCE = 6.0  # seconds: what a killed Sada left behind is gone by then


def see_port_free(host: str, port: int) -> None:
    """Return when the address can be opened; raise Trouble when it stays busy or cannot be."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            _try(host, port)
            return
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise Trouble("address-wrong", host=host, port=port, what=error.strerror or error) from error
        name, ends = holder(port)
        if not ends or time.monotonic() > end:
            raise Trouble("port-busy", port=port, holder=name, other=port + 1)
        time.sleep(0.2)


def _try(host: str, port: int) -> None:
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)
        probe.listen(1)


def holder(port: int) -> tuple[str, bool]:
    """Who listens on the port, for people, and whether it may end by itself: a web server of ours without a supervisor,
    or one that nobody can name, for it may have ended since the port was tried."""
    with contextlib.suppress(psutil.AccessDenied, psutil.NoSuchProcess):
        for connection in psutil.net_connections("tcp"):
            taken = connection.status == psutil.CONN_LISTEN and connection.laddr and connection.laddr.port == port
            if taken and connection.pid:
                process = psutil.Process(connection.pid)
                return f"{process.name()}, {connection.pid}", is_left_over(process)
    return "unknown program · برنامج غير معروف", True


def is_left_over(process: psutil.Process) -> bool:
    """A web process of ours that no `sada up` stands above any more."""
    ours = "sada.ops.serve" in " ".join(process.cmdline()) or "multiprocessing" in " ".join(process.cmdline())
    above = [" ".join(parent.cmdline()) for parent in process.parents()]
    return ours and not any("sada" in line and " up" in line for line in above)
