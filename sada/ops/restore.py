"""`sada restore`: a backup into a new database, verified, and only then put in the place of the old one."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from sada.ops.backup import is_sealed
from sada.ops.clients import client, connection_environment, present_url, with_database
from sada.ops.database import database, see_server
from sada.ops.home import home
from sada.ops.instance import running_pid
from sada.ops.supervise import python
from sada.ops.trouble import Trouble

# pg_restore 17 and newer write this first; a server before 17 does not know it.
NOT_FOR_OLD_SERVERS = b"SET transaction_timeout = 0;\n"
HEAD = 60  # lines in which it can stand


def restore(source: Path, replace: bool) -> str | None:
    """Put the backup in place of the present database; returns the name the old one is kept under. Raises Trouble."""
    see_sound(source)
    running = running_pid(home())
    if running is not None:
        raise Trouble("restore-running", pid=running)
    with database():
        url = present_url()
        see_server(url)
        name = url.split("?")[0].rsplit("/", 1)[-1]
        with maintenance(url) as connection:
            kept = free_name(connection, f"{name}_before_restore")
            occupied = has_tables(url)
            if occupied and not replace:
                raise Trouble("restore-over", kept=kept)
            new = free_name(connection, f"{name}_restored")
            connection.execute(f'create database "{new}"')
            try:
                pour(source, with_database(url, new))
                verify(with_database(url, new))
            except Exception:
                connection.execute(f'drop database "{new}" with (force)')
                raise
            swap(connection, name, new, kept)
    return kept if occupied else None


def see_sound(source: Path) -> None:
    """Raise Trouble unless the file is a backup of ours, whole to the last byte."""
    with open(source, "rb") as file:
        if file.read(5) != b"PGDMP":
            raise Trouble("backup-unreadable", file=source, what="it does not begin like one")
    if not is_sealed(source):
        raise Trouble("backup-unreadable", file=source, what="it is cut short or was changed")


@contextmanager
def maintenance(url: str) -> Iterator[Any]:
    """A connection to the server's own database, where databases are made and renamed."""
    import psycopg

    try:
        with psycopg.connect(with_database(url, "postgres"), autocommit=True) as connection:
            yield connection
    except psycopg.Error as error:
        raise Trouble("restore-failed", what=str(error).strip()) from error


def has_tables(url: str) -> bool:
    """Whether the present database has been used."""
    import psycopg

    with psycopg.connect(url) as connection:
        row = connection.execute("select to_regclass('django_migrations') is not null").fetchone()
    return bool(row and row[0])


def free_name(connection: Any, wanted: str) -> str:
    """The first of wanted_1, wanted_2 … that no database has."""
    taken = {row[0] for row in connection.execute("select datname from pg_database")}
    number = 1
    while f"{wanted}_{number}" in taken:
        number += 1
    return f"{wanted}_{number}"


def pour(source: Path, url: str) -> None:
    """pg_restore's script into psql, as one transaction that stops at the first error."""
    read = subprocess.Popen(
        [client("pg_restore"), "--no-owner", "--no-privileges", "--file=-", source],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    write = subprocess.Popen(
        [client("psql"), "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--file=-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=connection_environment(url),
    )
    complaints: list[bytes] = []
    listener = threading.Thread(target=lambda: complaints.append(write.stderr.read() if write.stderr else b""))
    listener.start()
    pipe(read.stdout, write.stdin)
    error = read.stderr.read() if read.stderr else b""
    statuses = read.wait(), write.wait()
    listener.join()
    if any(statuses):
        raise Trouble("restore-failed", what=(error + b"".join(complaints)).decode(errors="replace").strip()[-600:])


def pipe(script: IO[bytes] | None, psql: IO[bytes] | None) -> None:
    """Hand the script on without what old servers do not know. When psql gives up, its own words say why."""
    assert script is not None and psql is not None
    try:
        for number, line in enumerate(script):
            if number > HEAD or line != NOT_FOR_OLD_SERVERS:
                psql.write(line)
            if number > HEAD:
                break
        while block := script.read(1 << 20):
            psql.write(block)
        psql.close()
    except BrokenPipeError:
        while script.read(1 << 20):
            pass


def verify(url: str) -> None:
    """The restored tables are not newer than this Sada and their log is whole. Raises Trouble."""
    done = subprocess.run(
        python("sada.ops.restore", "verify_here"),
        check=False,
        capture_output=True,
        text=True,
        env=os.environ | {"DATABASE_URL": url},
    )
    if done.returncode:
        raise Trouble("restore-failed", what=done.stderr.strip()[-600:])


def swap(connection: Any, name: str, new: str, kept: str) -> None:
    """Rename: the old one aside, the new one into its place."""
    connection.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = any(%s) and pid <> pg_backend_pid()",
        [[name, new]],
    )
    connection.execute(f'alter database "{name}" rename to "{kept}"')
    try:
        connection.execute(f'alter database "{new}" rename to "{name}"')
    except Exception:
        connection.execute(f'alter database "{kept}" rename to "{name}"')
        raise


def verify_here() -> int:
    """As a child of the restore: look at the database of DATABASE_URL; the exit status tells."""
    from sada.ops.prepare import load_django, pending

    load_django()
    from sada.kernel import acts

    try:
        pending()
        broken, missing = acts.verify(), acts.cut_off()
    except Trouble as trouble:
        sys.stderr.write(trouble.both())
        return 1
    if broken:
        sys.stderr.write(f"the log is broken at entry {broken[0]}")
    elif missing:
        sys.stderr.write("the end of the log is missing")
    return 1 if broken or missing else 0
