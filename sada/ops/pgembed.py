"""An embedded PostgreSQL in one data folder: no TCP, a password even on its socket, stopped by whoever leaves last.

It must not import Django: settings ask it for their address.
"""

import hashlib
import os
import pwd
import secrets
import tempfile
import time
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import IO
from urllib.parse import quote

from sada.ops import pgbinaries, pgfolder, pgprocess
from sada.ops.home import disk_full, free_bytes, give_to_owner, home, keep_secret, make_home
from sada.ops.locks import alone, share, take
from sada.ops.trouble import Trouble

DATABASE = "sada"
SOCKET_ROOM = 100  # bytes: a socket's path may have 108 on Linux, 104 on macOS
ROOM_FOR_NEW = 150_000_000  # bytes a new data folder needs, with its first log files
ROOM_TO_START = 20_000_000  # one log segment and a little


def embedded_url() -> str:
    """The address of the embedded server of SADA_HOME; nothing is started or made."""
    return Pg(home()).url(DATABASE)


class Pg:
    """The server of one data folder. `say(arabic, english)` is told what a person should know."""

    def __init__(self, folder: Path, say: Callable[[str, str], None] | None = None) -> None:
        self.home = Path(folder).absolute()
        self.data = self.home / "pgdata"
        self.logs = self.home / "pglog"
        self.say = say or (lambda arabic, english: None)
        self._use: IO[str] | None = None

    @cached_property
    def user(self) -> pwd.struct_passwd | None:
        """Whom the server runs as; None for ourselves."""
        return pgbinaries.server_user(self.data)

    @cached_property
    def bin(self) -> Path:
        """The folder of the programs (pg_dump, pg_restore, psql …)."""
        return pgbinaries.programs(self.home, self.user)

    @property
    def socket(self) -> Path:
        """The folder of the socket: in the data folder, or a short one where that path would be too long."""
        inside = self.home / "s"
        if len(os.fsencode(inside / ".s.PGSQL.5432")) <= SOCKET_ROOM:
            return inside
        base = Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir())
        return base / f"sada-{os.geteuid()}-{hashlib.sha256(os.fsencode(self.home)).hexdigest()[:8]}"

    def url(self, database: str = DATABASE) -> str:
        """The address of a database of this server, as for DATABASE_URL."""
        try:
            password = (self.home / "secret").read_text().strip()
        except OSError:
            password = ""
        return f"postgresql://sada:{quote(password)}@/{quote(database)}?host={quote(str(self.socket))}&port=5432"

    dsn = url  # libpq reads the same address

    def start(self, timeout: float = 600) -> "Pg":
        """Start the server unless it runs, and count ourselves among its users. Raises Trouble."""
        make_home(self.home, 0o711 if os.geteuid() == 0 else 0o700)
        with alone(self.home / "start.lock"):
            self._make_folders()
            self._see_to_data()
            self._bring_up(timeout)
            self._see_to_database()
            if self._use is None:
                self._use = share(self.home / "users.lock")
        return self

    def release(self) -> bool:
        """Leave; the last one out stops the server. True when it was stopped."""
        if self._use is None:
            return False
        with alone(self.home / "start.lock"):
            last = take(self._use)
            if last and self.is_alive():
                self._run("pg_ctl", "-D", self.data, "-m", "fast", "-w", "-t", "60", "stop")
            self._use.close()
            self._use = None
        return last

    def is_alive(self) -> bool:
        """Whether the server's process lives (it may be starting or stopping)."""
        return pgprocess.postmaster(self.data) is not None

    def _run(self, program: str, *arguments: object, timeout: float | None = None) -> tuple[int, str]:
        done = pgbinaries.run([self.bin / program, *map(str, arguments)], self.user, timeout)
        return done.returncode, (done.stdout + done.stderr).strip()

    def _make_folders(self) -> None:
        for folder in (self.socket, self.logs):
            self._make_private(folder)
        if not pgbinaries.reaches(self.socket, self.user):
            raise Trouble("home-unreachable", user=self.user.pw_name if self.user else "", folder=self.home)

    def _make_private(self, folder: Path) -> None:
        """A folder of the server's own, closed to others; one that is somebody else's is refused."""
        folder.mkdir(exist_ok=True)
        wanted = self.user.pw_uid if self.user else os.geteuid()
        if folder.is_symlink() or folder.stat().st_uid not in (wanted, os.geteuid()):
            raise Trouble("home-foreign", folder=folder, owner=folder.stat().st_uid)
        if self.user:
            os.chown(folder, self.user.pw_uid, self.user.pw_gid)
        folder.chmod(0o700)

    def _see_to_data(self) -> None:
        """Leave a sound data folder, or raise Trouble."""
        found = pgfolder.judge(self.data)
        if found.state in ("newer", "older"):
            raise Trouble(f"data-{found.state}", folder=self.data, found=found.version, ours=pgbinaries.MAJOR)
        if found.state == "damaged":
            raise Trouble("data-damaged", folder=self.data, missing=found.missing)
        for half in [self.data] * (found.state == "half") + list(self.home.glob("pgdata.new-*")):
            aside = pgfolder.set_aside(half)
            self.say(
                f"وُجد مجلد بيانات لم يكتمل إنشاؤه فنُقل إلى {aside.name}، ويُنشأ مجلد جديد. لم يكن فيه شيء مستعمل.",
                f"A half-written data folder was moved to {aside.name} and a new one is made. Nothing in it was used.",
            )
        if found.state in ("absent", "half"):
            self._create()
        elif free_bytes(self.data) < ROOM_TO_START:
            raise disk_full(self.data)

    def _create(self) -> None:
        """initdb under another name; the real name appears only when the folder is whole."""
        if free_bytes(self.home) < ROOM_FOR_NEW:
            raise disk_full(self.home)
        keep_secret(self.home, "secret")
        new = self.data.with_name(f"pgdata.new-{secrets.token_hex(4)}")  # an orphan of a killed start writes elsewhere
        self._make_private(new)
        password = self.socket / "password"
        password.touch(mode=0o600)
        password.write_text((self.home / "secret").read_text())
        if self.user:
            os.chown(password, self.user.pw_uid, self.user.pw_gid)
        status, output = self._run(
            "initdb", "--no-clean",
            "-D", new, "-U", "sada", "-A", "scram-sha-256", f"--pwfile={password}", "-E", "UTF8",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--lc-ctype=C.UTF-8", "--lc-collate=C",
            "--lc-messages=C",
        )  # fmt: skip
        password.unlink()
        if status:
            raise self._failure(output)
        with open(new / "postgresql.conf", "a") as file:
            file.write(pgfolder.CONFIGURATION % {"log": self.logs})
        if self.data.exists():
            self.data.rmdir()  # it was empty
        new.rename(self.data)

    def _bring_up(self, timeout: float) -> None:
        """Until a real login succeeds: wait for a server that starts, or start one."""
        end = time.monotonic() + timeout
        while not self._answers():
            if self.is_alive():
                time.sleep(0.1)
            else:
                self._launch(timeout)
            if time.monotonic() > end:
                raise Trouble("database-failed", what=f"no answer in {timeout:.0f} s", log=self.logs)

    def _launch(self, timeout: float) -> None:
        pgprocess.see_orphans_off(self.data)
        pgprocess.drop_stale_locks(self.data, self.socket)
        log = self.logs / "start.log"
        options = f"-k '{self.socket}'"
        status, output = self._run(
            "pg_ctl", "-s", "-w", "-t", int(timeout), "-D", self.data, "-l", log, "-o", options, "start"
        )
        if status:
            raise self._failure(output + "\n" + self._end_of_logs())

    def _end_of_logs(self) -> str:
        """The last lines of the newest logs, where the reason stands."""
        newest = sorted(self.logs.glob("*.log"), key=lambda path: path.stat().st_mtime)[-2:]
        return "\n".join(line for path in newest for line in path.read_text(errors="replace").splitlines()[-15:])

    def _failure(self, output: str) -> Trouble:
        if "No space left" in output or "Disk quota exceeded" in output:
            return disk_full(self.home)
        lines = [line for line in output.splitlines() if any(w in line for w in ("FATAL", "PANIC", "error:"))]
        return Trouble("database-failed", what=(lines or output.splitlines() or ["?"])[-1], log=self.logs)

    def _answers(self) -> bool:
        """A real login is the only proof of life."""
        import psycopg

        try:
            psycopg.connect(self.url("postgres"), connect_timeout=5).close()
        except psycopg.OperationalError as error:
            if "password authentication failed" in str(error):
                raise Trouble("secret-lost", file=self.home / "secret") from error
            return False
        return True

    def _see_to_database(self) -> None:
        """Make the database where it is not there."""
        import psycopg

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            row = connection.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone()
            if row is None:
                connection.execute(f"create database {DATABASE}")
        give_to_owner(self.home / "secret")
