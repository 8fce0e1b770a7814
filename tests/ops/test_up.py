"""`sada up` from an empty folder, with its parts killed one after the other."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import ClassVar

import psutil
import pytest

from sada.ops.pgprocess import postmaster
from tests.ops.conftest import ROOT, free_port, sada, stop_server, until

pytestmark = pytest.mark.slow


class Running:
    """One `sada up` and what can be asked of it."""

    all_started: ClassVar[list["Running"]] = []

    def __init__(self, environment, arguments=("--no-demo",)):
        self.environment = environment
        self.home = Path(environment["SADA_HOME"])
        self.url = f"http://127.0.0.1:{environment['SADA_PORT']}"
        self.screen = tempfile.TemporaryFile("w+")  # noqa: SIM115 - for as long as it runs
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "sada.ops.cli", "up", *arguments],
            env=environment,
            cwd=ROOT,
            stdout=self.screen,
            stderr=self.screen,
            start_new_session=True,
        )
        self.all_started.append(self)

    def is_healthy(self):
        try:
            with urllib.request.urlopen(f"{self.url}/health", timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False

    def wait(self, seconds=120):
        """Until it says that it is open: right after a kill the old server may still answer for a moment."""
        assert until(lambda: "Ctrl-C" in self.printed() or self.process.poll() is not None, seconds), self.printed()
        assert self.is_healthy(), self.printed()
        return time.monotonic() - self.began

    def printed(self):
        self.screen.seek(0)
        return self.screen.read()

    def child(self, module):
        for child in psutil.Process(self.process.pid).children():
            with contextlib.suppress(psutil.NoSuchProcess):
                if module in " ".join(child.cmdline()):
                    return child
        return None

    def stop(self, number=signal.SIGINT):
        self.process.send_signal(number)
        return self.process.wait(60)


@pytest.fixture(scope="module")
def settings_of_one():
    folder = Path(tempfile.mkdtemp(prefix="sada-up-"))
    folder.chmod(0o755)
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("SADA_", "DJANGO", "DATABASE", "PG"))
    }
    yield kept | {"SADA_HOME": str(folder / "home"), "SADA_PORT": str(free_port())}
    stop_server(folder)
    subprocess.run(["rm", "-rf", folder], check=True)


@pytest.fixture
def running(settings_of_one):
    one = Running(settings_of_one)
    one.wait()
    yield one
    for each in Running.all_started:
        if each.process.poll() is None:
            each.stop()


def test_an_empty_folder_becomes_an_open_page_and_the_second_start_is_quick(settings_of_one):
    first = Running(settings_of_one)
    assert first.wait() < 180
    assert first.url in first.printed()
    assert first.stop() == 0
    assert not until(first.is_healthy, 1)
    assert postmaster(first.home / "pgdata") is None
    second = Running(settings_of_one)
    assert second.wait() < 20  # ten seconds on a quiet machine; the tests share theirs
    assert second.stop(signal.SIGTERM) == 0


def test_a_killed_web_server_comes_back_with_its_port(running):
    web = running.child("sada.ops.serve")
    web.kill()
    assert until(lambda: (new := running.child("sada.ops.serve")) and new.pid != web.pid, 15)
    assert until(running.is_healthy, 30)


def test_a_killed_worker_comes_back(running):
    worker = running.child("sada.ops.work")
    worker.kill()
    assert until(lambda: (new := running.child("sada.ops.work")) and new.pid != worker.pid, 15)


def test_a_killed_database_comes_back_and_the_page_with_it(running):
    before = postmaster(running.home / "pgdata")
    before.kill()
    assert until(lambda: (now := postmaster(running.home / "pgdata")) and now.pid != before.pid, 30)
    assert until(running.is_healthy, 60)
    said = []
    # the worker starts anew some seconds after the page answers
    assert until(lambda: said.append(sada(running.environment, "check")) or said[-1][0] == 0, 60), said[-1][1]


def test_when_the_supervisor_is_killed_everything_ends_and_a_new_start_works_at_once(running):
    children = psutil.Process(running.process.pid).children(recursive=True)
    running.process.kill()
    running.process.wait()
    again = Running(running.environment)
    again.wait()
    assert until(lambda: not any(child.is_running() and child.status() != "zombie" for child in children), 20)
    assert again.stop() == 0


def test_a_second_instance_is_told_where_the_first_one_is(running):
    code, printed = sada(running.environment, "up", "--no-demo")
    assert code == 3
    assert running.url in printed and str(running.process.pid) in printed
    assert "تعمل فعلًا" in printed and "already runs" in printed and "Traceback" not in printed


def test_a_busy_port_is_named_with_its_holder(environment):
    with socket.socket() as other:
        other.bind(("127.0.0.1", int(environment["SADA_PORT"])))
        other.listen()
        code, printed = sada(environment, "up", "--no-demo")
    assert code == 4
    assert environment["SADA_PORT"] in printed and str(os.getpid()) in printed and "مشغول" in printed
    assert "Traceback" not in printed


@pytest.mark.parametrize("port", ["eighty", "0", "70000", "-1"])
def test_a_port_that_is_no_port_is_said(environment, port):
    code, printed = sada(environment | {"SADA_PORT": port}, "up", "--no-demo")
    assert code == 4 and port in printed and "Traceback" not in printed


def test_a_broken_data_folder_is_a_sentence_and_not_a_traceback(environment):
    data = Path(environment["SADA_HOME"]) / "pgdata"
    (data / "base" / "20000").mkdir(parents=True)
    (data / "PG_VERSION").write_text("18\n")
    code, printed = sada(environment, "up", "--no-demo")
    assert code == 5
    assert "global/pg_control" in printed or "postgresql.conf" in printed
    assert "Traceback" not in printed and (data / "base" / "20000").is_dir()
