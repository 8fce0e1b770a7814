"""The web server: granian over WSGI, as a child of `sada up` or alone as `sada serve`."""

import os
import signal
from typing import Any

from sada.ops import warm_up
from sada.ops.lifeline import end_with, follow_supervisor
from sada.ops.trouble import Trouble

DEFAULT_HOST, DEFAULT_PORT = "127.0.0.1", 8000
PORTS = 65536


def address() -> tuple[str, int]:
    """Where to listen: SADA_HOST and SADA_PORT. Raises Trouble for a port that is no number."""
    host, port = os.environ.get("SADA_HOST") or DEFAULT_HOST, os.environ.get("SADA_PORT") or str(DEFAULT_PORT)
    if not port.isdecimal() or not 0 < int(port) < PORTS:
        raise Trouble("address-wrong", host=host, port=port, what="1-65535")
    return host, int(port)


def workers() -> int:
    """Web processes: SADA_WEB_WORKERS, or one for every core, at most four. One process alone computes on one core."""
    named = os.environ.get("SADA_WEB_WORKERS", "")
    return int(named) if named else min(4, os.cpu_count() or 1)


def application() -> Any:
    """The WSGI application, made in a web process, which ends at once when the server above it is gone."""
    end_with(os.getppid(), signal.SIGKILL)
    from django.core.servers.basehttp import get_internal_wsgi_application

    made = get_internal_wsgi_application()
    warm_up.begin()
    return made


def serve() -> None:
    """Serve until told to stop."""
    from granian import Granian
    from granian.constants import Interfaces

    follow_supervisor(grace=10)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sada.settings")
    host, port = address()
    Granian(
        "sada.ops.serve:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers(),
        blocking_threads=4,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        factory=True,
    ).serve()
