"""The folder PostgreSQL keeps its data in: judged before use, made whole or not at all, never deleted."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sada.ops.pgbinaries import MAJOR

# What initdb leaves in every cluster: template1, template0 and postgres have fixed numbers since PostgreSQL 15.
WHOLE = ("PG_VERSION", "postgresql.conf", "global/pg_control", "pg_wal", "base/1", "base/4", "base/5")
FIRST_OWN_DATABASE = 16384  # object numbers below this are PostgreSQL's own

# Written when the folder is made; later changes by hand are kept.
CONFIGURATION = """
# Sada
listen_addresses = ''
port = 5432
max_connections = 100
shared_buffers = '256MB'
wal_compression = 'pglz'
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
logging_collector = on
log_directory = '%(log)s'
log_filename = 'postgresql-%%a.log'
log_truncate_on_rotation = on
log_rotation_age = '1d'
log_rotation_size = 0
"""

State = Literal["absent", "sound", "half", "damaged", "newer", "older"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found: the state, the version written there, and the first part that is missing."""

    state: State
    version: int = 0
    missing: str = ""


def judge(data: Path) -> Judgement:
    """Look at a data folder without touching it.

    half: what an interrupted initdb leaves, with no database of ours in it. damaged: parts are missing, but there is
    a database, so the folder may be somebody's only copy.
    """
    if not data.exists() or not any(data.iterdir()):
        return Judgement("absent")
    missing = next((part for part in WHOLE if not (data / part).exists()), "")
    version = written_version(data)
    if version and version != MAJOR:
        return Judgement("newer" if version > MAJOR else "older", version)
    if not missing and version and (data / "global" / "pg_control").stat().st_size:
        return Judgement("sound", version)
    return Judgement("damaged" if has_databases(data) else "half", version, missing or "PG_VERSION")


def written_version(data: Path) -> int:
    """The major version in PG_VERSION, 0 when it cannot be read."""
    try:
        return int((data / "PG_VERSION").read_text().strip())
    except (OSError, ValueError):
        return 0


def has_databases(data: Path) -> bool:
    """Whether any database was ever created in the folder."""
    base = data / "base"
    numbers = [int(entry.name) for entry in base.iterdir() if entry.name.isdigit()] if base.is_dir() else []
    return any(number >= FIRST_OWN_DATABASE for number in numbers)


def set_aside(data: Path) -> Path:
    """Rename the folder to the first free name beside it, and return that."""
    number = 1
    while (aside := data.with_name(f"{data.name.split('.')[0]}.half-{number}")).exists():
        number += 1
    return data.rename(aside)
