"""PostgreSQL's own client programs (pg_dump, pg_restore, psql), with the password kept off the command line."""

import os
import shutil
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlparse

from sada.ops.pgbinaries import MAJOR, clean_environment, shipped
from sada.ops.trouble import Trouble


def client(program: str, server_version: int = MAJOR) -> Path:
    """The shipped program, which serves every older server; for a newer server the machine's own."""
    if server_version <= MAJOR:
        return shipped() / "bin" / program
    for place in (f"/usr/lib/postgresql/{server_version}/bin/{program}", shutil.which(program)):
        if place and Path(place).exists():
            return Path(place)
    raise Trouble("tool-missing", found=server_version, tool=program)


def connection_environment(url: str) -> dict[str, str]:
    """The environment in which a client program reaches that database."""
    parts = urlparse(url)
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    named = {
        "PGHOST": query.get("host") or unquote(parts.hostname or ""),
        "PGPORT": query.get("port") or str(parts.port or ""),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": unquote(parts.path.strip("/")),
        "PGSSLMODE": query.get("sslmode", ""),
        "PGAPPNAME": "sada",
    }
    return clean_environment() | {name: value for name, value in named.items() if value}


def with_database(url: str, name: str) -> str:
    """The same server, another database."""
    return urlparse(url)._replace(path=f"/{name}").geturl()


def present_url() -> str:
    """The address of this installation's database, as the settings take it."""
    from sada.ops.pgembed import embedded_url

    return os.environ.get("DATABASE_URL", "").strip() or embedded_url()
