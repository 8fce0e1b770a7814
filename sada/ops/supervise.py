"""Keeps the children running: restarts one that ends, stops all together, kills what does not stop."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

POLL = 0.2  # seconds between looks
STEADY = 60.0  # a child that lived this long starts afresh with short pauses
LONGEST_PAUSE = 30.0
STOP_LIMIT = 25.0  # seconds: longer than the worker's own grace
LOG_LIMIT = 10_000_000  # bytes; then the log moves to .1


@dataclass
class Child:
    """One program the supervisor keeps alive; its output goes to `log`."""

    name: str
    command: Sequence[str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    again_at: float = 0.0
    environment: dict[str, str] = field(default_factory=dict)

    def start(self) -> None:
        """Start it in a session of its own: Ctrl-C reaches the supervisor alone."""
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                env=os.environ | {"SADA_SUPERVISOR": str(os.getpid())} | self.environment,
            )
        self.started = time.monotonic()
        self.again_at = 0.0

    def tend(self) -> None:
        """Start it again when it has ended, whatever its exit status, after a pause that grows with its failures."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            self.sweep()
            self.failures = 1 if now - self.started > STEADY else self.failures + 1
            self.process, self.again_at = None, now + min(0.5 * 2 ** (self.failures - 1), LONGEST_PAUSE)
        if self.process is None and now >= self.again_at:
            self.start()
        self.turn_log()

    def sweep(self) -> None:
        """Kill what is left of its session: the grandchildren of a killed child."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def turn_log(self) -> None:
        """Move a long log aside. The child appends, so cutting the file in place is safe."""
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.with_suffix(".1").write_bytes(self.log.read_bytes())
            os.truncate(self.log, 0)

    def tail(self, lines: int = 12) -> str:
        """The last lines of its log."""
        text = self.log.read_text(errors="replace") if self.log.exists() else ""
        return "\n".join(text.splitlines()[-lines:])


class Supervisor:
    """Runs the children until a signal asks to stop."""

    def __init__(self, children: Sequence[Child]) -> None:
        self.children = children
        self.asked = 0

    def listen(self) -> None:
        """Take Ctrl-C, SIGTERM and SIGHUP as the wish to stop; a second Ctrl-C stops at once."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if number == signal.SIGHUP and signal.getsignal(number) == signal.SIG_IGN:
                continue  # nohup
            signal.signal(number, self._ask)

    def _ask(self, number: int, frame: object) -> None:
        self.asked += 1

    def start(self) -> None:
        """Start every child."""
        for child in self.children:
            child.start()

    def keep(self, watch: Callable[[], None]) -> None:
        """Tend the children, and call `watch` each round, until asked to stop."""
        while not self.asked:
            for child in self.children:
                child.tend()
            watch()
            time.sleep(POLL)

    def stop(self) -> None:
        """Ask every child to end; kill what has not after the limit, or at a second Ctrl-C."""
        living = [child for child in self.children if child.process is not None]
        asked = self.asked
        for child in living:
            if child.process is not None and child.process.poll() is None:
                child.process.terminate()
        end = time.monotonic() + STOP_LIMIT
        while any(child.process and child.process.poll() is None for child in living):
            if time.monotonic() > end or self.asked > max(asked, 1):
                break
            time.sleep(0.05)
        for child in living:
            child.sweep()
            if child.process is not None:
                child.process.wait()


def python(module: str, function: str) -> list[str]:
    """The command that calls a function of ours with this interpreter; an exit status it returns is handed on."""
    return [sys.executable, "-c", f"import sys; from {module} import {function}; sys.exit({function}())"]
