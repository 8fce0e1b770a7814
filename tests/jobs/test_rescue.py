"""A job whose worker was killed runs again; one whose worker lives is left alone."""

import pytest
from asgiref.sync import async_to_sync
from django.db import connection

from sada.jobs.rescue import rescue_stalled, tidy_queue

pytestmark = pytest.mark.django_db


def one(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]


def job_of_a_worker(silent_for):
    worker = one(
        "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => %s)) RETURNING id",
        silent_for,
    )
    return one(
        "INSERT INTO procrastinate_jobs (task_name, status, worker_id, queue_name)"
        " VALUES ('x', 'doing', %s, 'default') RETURNING id",
        worker,
    )


def status(job):
    return one("SELECT status FROM procrastinate_jobs WHERE id = %s", job)


@pytest.mark.parametrize(("silent_for", "after"), [(10, "doing"), (29, "doing"), (31, "todo"), (3600, "todo")])
def test_a_job_is_taken_back_when_its_worker_has_been_silent_for_thirty_seconds(silent_for, after):
    job = job_of_a_worker(silent_for)
    rescued = async_to_sync(rescue_stalled.func)(timestamp=0)
    assert status(job) == after
    assert rescued == (after == "todo")


def test_jobs_that_ended_well_are_forgotten_after_a_week():
    one(
        "INSERT INTO procrastinate_jobs (task_name, status, queue_name) VALUES ('old', 'succeeded', 'q'),"
        " ('new', 'succeeded', 'q'), ('failed', 'failed', 'q') RETURNING id"
    )
    one(
        "WITH e AS (INSERT INTO procrastinate_events (job_id, type, at)"
        " SELECT id, 'succeeded', now() - CASE task_name WHEN 'old' THEN interval '8 days' ELSE interval '1 day' END"
        " FROM procrastinate_jobs WHERE status = 'succeeded' RETURNING 1) SELECT count(*) FROM e"
    )
    async_to_sync(tidy_queue.func)(timestamp=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name FROM procrastinate_jobs ORDER BY task_name")
        assert [row[0] for row in cursor.fetchall()] == ["failed", "new"]


def test_a_worker_knows_every_job_of_the_folder():
    from procrastinate.contrib.django import app

    app.perform_import_paths()
    assert {"rescue.stalled", "rescue.tidy"} <= set(app.tasks)
    periodic = {entry.task.name for entry in app.periodic_registry.periodic_tasks.values()}
    assert {"rescue.stalled", "rescue.tidy"} <= periodic
