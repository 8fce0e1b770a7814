"""The supervisor and its children, with small programs in their place."""

import os
import signal
import subprocess
import sys
import threading
import time

import psutil
import pytest

from sada.ops import supervise
from sada.ops.supervise import Child, Supervisor
from tests.ops.conftest import ROOT, until

SLEEP = "import time; time.sleep(100)"


def child(tmp_path, code, name="one"):
    return Child(name, [sys.executable, "-c", code], tmp_path / f"{name}.log")


def keep_for(supervisor, seconds):
    threading.Timer(seconds, lambda: supervisor._ask(signal.SIGTERM, None)).start()
    supervisor.keep(lambda: None)
    supervisor.stop()


def test_a_child_that_ends_well_is_started_again(tmp_path):
    one = child(tmp_path, "print('here', flush=True)")
    supervisor = Supervisor([one])
    supervisor.start()
    keep_for(supervisor, 3)
    assert one.log.read_text().count("here") >= 2


def test_the_pauses_between_failures_grow(tmp_path):
    one = child(tmp_path, "raise SystemExit(1)")
    one.failures = 4
    one.start()
    one.process.wait()
    one.tend()
    assert one.process is None
    assert 7 < one.again_at - time.monotonic() <= 8


def test_a_child_that_does_not_listen_is_killed_after_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(supervise, "STOP_LIMIT", 0.5)
    one = child(tmp_path, f"import signal; signal.signal(15, signal.SIG_IGN); print('deaf', flush=True); {SLEEP}")
    supervisor = Supervisor([one])
    supervisor.start()
    assert until(lambda: "deaf" in one.log.read_text(), 10)
    supervisor.stop()
    assert one.process.returncode == -signal.SIGKILL


def test_the_grandchildren_of_a_killed_child_go_with_it(tmp_path):
    code = (
        f"import subprocess,sys; p=subprocess.Popen([sys.executable,'-c','{SLEEP}']); print(p.pid, flush=True); {SLEEP}"
    )
    one = child(tmp_path, code)
    one.start()
    assert until(lambda: one.log.read_text().strip(), 10)
    grandchild = psutil.Process(int(one.log.read_text()))
    one.process.kill()
    one.process.wait()
    one.tend()
    assert until(lambda: not grandchild.is_running() or grandchild.status() == psutil.STATUS_ZOMBIE, 5)


def test_a_long_log_moves_aside(tmp_path, monkeypatch):
    monkeypatch.setattr(supervise, "LOG_LIMIT", 10)
    one = child(tmp_path, SLEEP)
    one.log.write_text("more than ten bytes")
    one.turn_log()
    assert one.log.read_text() == ""
    assert one.log.with_suffix(".1").read_text() == "more than ten bytes"


@pytest.mark.parametrize("kernel_tells", [True, False])
def test_a_child_notices_the_death_of_a_killed_parent(tmp_path, kernel_tells):
    """With the kernel's signal, and without it, by looking."""
    inner = (
        f"import os, sys, time; sys.platform = sys.platform if {kernel_tells} else 'other';"
        "from sada.ops.lifeline import follow_supervisor; follow_supervisor(1); print(os.getpid(), flush=True);"
        "time.sleep(100)"
    )
    outer = (
        "import os, subprocess, sys, time;"
        "os.environ['SADA_SUPERVISOR'] = str(os.getpid());"
        f"subprocess.Popen([sys.executable, '-c', {inner!r}]);"
        "time.sleep(100)"
    )
    parent = subprocess.Popen([sys.executable, "-c", outer], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    inside = psutil.Process(int(parent.stdout.readline()))
    parent.kill()
    parent.wait()
    assert until(lambda: not inside.is_running() or inside.status() == psutil.STATUS_ZOMBIE, 5)


def test_the_wish_to_stop_is_heard(tmp_path):
    supervisor = Supervisor([])
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]
    try:
        supervisor.listen()
        os.kill(os.getpid(), signal.SIGTERM)
        supervisor.keep(lambda: pytest.fail("it went on"))
        assert supervisor.asked == 1
    finally:
        for number, handler in zip((signal.SIGINT, signal.SIGTERM, signal.SIGHUP), before, strict=True):
            signal.signal(number, handler)
