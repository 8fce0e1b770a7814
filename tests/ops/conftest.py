"""What the tests of running Sada share: folders the server's user can reach, and programs that can be killed."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def place():
    """A short folder outside pytest's private one, which PostgreSQL's user could not enter."""
    folder = Path(tempfile.mkdtemp(prefix="sada-ops-"))
    folder.chmod(0o755)
    yield folder
    stop_server(folder)
    shutil.rmtree(folder, ignore_errors=True)


def stop_server(folder):
    """End every PostgreSQL that a test left running below the folder."""
    import psutil

    for process in psutil.process_iter():
        try:
            mine = process.name().startswith("postgres") and Path(process.cwd()).is_relative_to(folder)
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
        if mine:
            process.kill()


@pytest.fixture
def environment(place):
    """The environment of a Sada of its own."""
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("SADA_", "DJANGO", "DATABASE", "PG"))
    }
    return kept | {"SADA_HOME": str(place / "home"), "SADA_PORT": str(free_port()), "PYTHONPATH": str(ROOT)}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_python(code, *arguments):
    """A Python process one can talk to and kill."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd="/",
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )


def sada(environment, *arguments, timeout=120):
    """Run the command; (exit status, everything it printed)."""
    done = subprocess.run(
        [sys.executable, "-m", "sada.ops.cli", *map(str, arguments)],
        check=False,
        capture_output=True,
        text=True,
        env=environment,
        timeout=timeout,
        stdin=subprocess.DEVNULL,
        cwd=ROOT,
    )
    return done.returncode, done.stdout + done.stderr


def until(condition, seconds=30):
    """Wait until the condition holds; its last value."""
    end = time.monotonic() + seconds
    while not (value := condition()) and time.monotonic() < end:
        time.sleep(0.1)
    return value
