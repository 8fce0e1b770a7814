"""The database of this installation: the server of DATABASE_URL, or the embedded one, started when needed."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlparse

from sada.ops.home import home
from sada.ops.pgembed import Pg
from sada.ops.trouble import Trouble

OLDEST = 15  # PostgreSQL before this lacks what the tables use (NULLS NOT DISTINCT, MERGE)


def outside_url() -> str:
    """DATABASE_URL, or nothing."""
    return os.environ.get("DATABASE_URL", "").strip()


@contextmanager
def database(say: Callable[[str, str], None] | None = None) -> Iterator[Pg | None]:
    """Within the block the database answers; the embedded server is yielded. Raises Trouble."""
    if outside_url():
        see_server(outside_url())
        yield None
        return
    server = Pg(home(), say).start()
    try:
        yield server
    finally:
        server.release()


def see_server(url: str) -> int:
    """Log in to the server of DATABASE_URL and return its major version; Trouble when it cannot serve us."""
    import psycopg

    parts = urlparse(url)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise Trouble("database-url-wrong")
    where = f"{parts.hostname or 'socket'}{f':{parts.port}' if parts.port else ''}{parts.path}"
    try:
        with psycopg.connect(url, connect_timeout=8) as connection:
            version = connection.info.server_version // 10000
            encoding = connection.execute("show server_encoding").fetchone()
    except psycopg.OperationalError as error:
        what = str(error).strip().splitlines()[-1].strip()
        raise Trouble("database-unreachable", where=where, what=what) from error
    if version < OLDEST:
        raise Trouble("database-old", found=version, needed=OLDEST)
    if encoding and encoding[0] != "UTF8":
        raise Trouble("database-encoding", found=encoding[0])
    return version
