"""`sada up`: everything, from an empty folder to an open page, and down again in order."""

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

import click

from sada.ops.console import complain, say
from sada.ops.database import database
from sada.ops.home import home, keep_secret, make_home
from sada.ops.instance import only_instance, write_note
from sada.ops.lifeline import end_with
from sada.ops.listening import see_port_free
from sada.ops.pgembed import Pg
from sada.ops.serve import address
from sada.ops.supervise import Child, Supervisor, python
from sada.ops.trouble import Trouble

FIRST_ANSWER = 90.0  # seconds the web server gets to answer
LOOK = 1.0  # seconds between looks at the database


def up(demo: bool) -> None:
    """Start everything and keep it running until Ctrl-C or SIGTERM. Raises Trouble."""
    take_signals()
    if os.environ.get("SADA_WITH_PARENT"):  # `make up`: when make is killed we go too
        end_with(os.getppid(), grace=60)
    folder = make_home(home(), 0o711 if os.geteuid() == 0 else 0o700)
    host, port = address()
    os.environ["SADA_HOME"] = str(folder)
    os.environ.setdefault("SADA_STATIC_ROOT", str(folder / "static"))
    with only_instance(folder, page(host, port)) as note:
        see_port_free(host, port)
        keep_secret(folder, "secret-key")
        say("تشغيل قاعدة البيانات", "Starting the database")
        with database(say) as server:
            run_preparation(demo)
            run_children(folder, server, note)
    click.echo("\nStopped  ·  توقفت المنصة")


def take_signals() -> None:
    """Until the supervisor listens, every wish to stop is a KeyboardInterrupt; nohup's wish to ignore SIGHUP stands."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler)


def page(host: str, port: int) -> str:
    """The address to open in a browser."""
    return f"http://{'127.0.0.1' if host in ('0.0.0.0', '::') else host}:{port}/"  # noqa: S104 - compared, not bound


def run_preparation(demo: bool) -> None:
    """Prepare in a process of its own, so that the supervisor stays small. Its words go to the screen."""
    command = python("sada.ops.prepare", "main") + ["--demo"] * demo
    done = subprocess.run(command, check=False, env=os.environ | {"SADA_SUPERVISOR": str(os.getpid())})
    if done.returncode > 0:
        sys.exit(done.returncode)  # it has said why
    if done.returncode:
        raise Trouble("preparation-killed", signal=-done.returncode)


def run_children(folder: Path, server: Pg | None, note: IO[str]) -> None:
    """Web server and worker, until asked to stop."""
    logs = folder / "log"
    logs.mkdir(mode=0o700, exist_ok=True)
    web = Child("The web server · خادم الويب", python("sada.ops.serve", "serve"), logs / "web.log")
    worker = Child("The worker · عامل المهام", python("sada.ops.work", "work"), logs / "worker.log")
    supervisor = Supervisor([web, worker])
    supervisor.listen()
    supervisor.start()
    try:
        wait_for_answer(supervisor, web)
        if not supervisor.asked:
            greet(folder)
        supervisor.keep(DatabaseWatch(server).look)
    finally:
        write_note(note, stopping=True, pid=os.getpid())
        supervisor.stop()


def wait_for_answer(supervisor: Supervisor, web: Child) -> None:
    """Until /health answers. Raises Trouble with the end of the log when it does not."""
    end = time.monotonic() + FIRST_ANSWER
    while not supervisor.asked and not answers_at(page(*address())):
        if time.monotonic() > end or (web.process is not None and web.process.poll() is not None):
            raise Trouble("child-fails", name=web.name, log=web.log, tail=web.tail())
        time.sleep(0.1)


def answers_at(url: str) -> bool:
    """Whether the page at /health says that all is well."""
    try:
        connection = http.client.HTTPConnection(url.split("/")[2], timeout=5)
        connection.request("GET", "/health", headers={"Host": known_host()})
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, IndexError, http.client.HTTPException):
        return False


def known_host() -> str:
    """A host name that the settings let through (SADA_HOSTS)."""
    first = (os.environ.get("SADA_HOSTS") or "127.0.0.1").split(",")[0].strip().lstrip(".")
    return "127.0.0.1" if first == "*" else first


class DatabaseWatch:
    """Starts the embedded server again when it was killed."""

    def __init__(self, server: Pg | None) -> None:
        self.server = server
        self.next = 0.0

    def look(self) -> None:
        """Called often; looks once a second."""
        if self.server is None or time.monotonic() < self.next:
            return
        self.next = time.monotonic() + LOOK
        if not self.server.is_alive():
            say("توقفت قاعدة البيانات فجأة، ويُعاد تشغيلها", "The database stopped suddenly and is started again")
            try:
                self.server.start()
            except Trouble as trouble:
                complain(trouble)
                self.next = time.monotonic() + 30


def greet(folder: Path) -> None:
    """The address, and the demo's log-ins when the demo is there."""
    click.echo(f"\nSada is open at  ·  منصة صدى تعمل على العنوان\n\n    {page(*address())}\n")
    log_ins = folder / "demo.json"
    if log_ins.exists():
        click.echo("Demo log-ins  ·  حسابات العرض")
        for entry in json.loads(log_ins.read_text()):
            click.echo("    " + "  ·  ".join(str(part) for part in entry))
    click.echo("\nCtrl-C stops everything  ·  لإيقاف كل شيء: Ctrl-C")
