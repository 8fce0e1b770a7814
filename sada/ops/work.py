"""The background worker: procrastinate, as a child of `sada up` or alone as `sada worker`, on this or another host."""

import asyncio
import logging
import os
import signal
import warnings
from typing import Any

from sada.ops.lifeline import follow_supervisor

GRACE = 20.0  # seconds running jobs get to end when the worker is told to stop; the rescue repeats what did not
PAUSE = 2.0  # seconds before another round after the database went away

log = logging.getLogger("sada.worker")


def work(concurrency: int | None = None) -> None:
    """Do jobs until told to stop. procrastinate's worker returns when its database restarts: then it starts again."""
    import django

    follow_supervisor(grace=GRACE)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sada.settings")
    django.setup()
    asyncio.run(_rounds(concurrency or int(os.environ.get("SADA_JOBS") or 4)))


async def _rounds(concurrency: int) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    while not stop.is_set():
        try:
            await _until(stop, _round(concurrency))
        except Exception as error:  # noqa: BLE001 - whatever ends a round, the next one must begin
            log.warning("The worker lost its database and will try again: %s", error)
        if not stop.is_set():
            await _until(stop, asyncio.sleep(PAUSE))


async def _until(stop: asyncio.Event, work: Any) -> None:
    """Await `work`, or cancel it when told to stop."""
    task = asyncio.ensure_future(work)
    waiting = asyncio.ensure_future(stop.wait())
    await asyncio.wait({task, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        if not stop.is_set():
            raise


async def _round(concurrency: int) -> None:
    from procrastinate.contrib.django import app

    with warnings.catch_warnings():
        # The advised replace_connector swaps it for the jobs too: what they defer would leave their transaction.
        warnings.simplefilter("ignore", DeprecationWarning)
        own = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
    async with own.open_async():
        await own.run_worker_async(
            concurrency=concurrency,
            install_signal_handlers=False,
            shutdown_graceful_timeout=GRACE,
            delete_jobs="never",
        )
