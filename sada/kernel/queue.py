"""Defers jobs by name. The row is the truth, the queue is only haste: a sweeper finds what a lost job left behind."""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued


def hurry(task: str, key: str, **ids: int | str) -> bool:
    """Defer the task named `task` within the caller's transaction; `key` keeps it from being queued twice.

    Returns False when a job with the same key already waits. The defer stands in its own savepoint:
    a duplicate would otherwise abort the caller's transaction.
    """
    try:
        with transaction.atomic():
            app.configure_task(task, queueing_lock=key, allow_unknown=True).defer(**ids)
    except AlreadyEnqueued:
        return False
    return True
