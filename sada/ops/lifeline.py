"""A child ends when its parent is gone, even after kill -9, so that nothing keeps the port or the jobs."""

import ctypes
import os
import signal
import sys
import threading
import time

PR_SET_PDEATHSIG = 1  # linux/prctl.h
POLL = 0.5  # seconds; where the kernel cannot tell us we look


def end_with(parent: int, number: int = signal.SIGTERM, grace: float = 10) -> None:
    """Send ourselves `number` once `parent` is no longer our parent; leave for good `grace` seconds later."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, number)
    threading.Thread(target=_watch, args=(parent, number, grace), daemon=True, name="lifeline").start()


def _watch(parent: int, number: int, grace: float) -> None:
    while os.getppid() == parent:
        time.sleep(POLL)
    os.kill(os.getpid(), number)
    time.sleep(grace)
    os._exit(1)


def follow_supervisor(grace: float) -> None:
    """As a child of the supervisor: end with it. Elsewhere: nothing."""
    parent = os.environ.get("SADA_SUPERVISOR", "")
    if parent:
        end_with(int(parent), grace=grace)
