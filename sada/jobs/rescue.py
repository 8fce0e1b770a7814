"""Jobs whose worker died are run again. Nothing in the queue does this by itself: such a job would stay "doing"."""

from procrastinate.contrib.django import app

SILENCE = 30.0  # seconds without a heartbeat (one comes every 10) after which a worker counts as dead


@app.periodic(cron="* * * * * */20")
@app.task(name="rescue.stalled", queueing_lock="rescue.stalled", pass_context=False)
async def rescue_stalled(timestamp: int) -> int:
    """Hand every job of a dead worker back to the queue; returns how many."""
    stalled = list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENCE))
    for job in stalled:
        await app.job_manager.retry_job(job)
    return len(stalled)


@app.periodic(cron="17 1 * * *")  # cron is in UTC: 04:17 in Riyadh
@app.task(name="rescue.tidy", queueing_lock="rescue.tidy")
async def tidy_queue(timestamp: int) -> None:
    """Forget jobs that ended well a week ago, so that the queue's table stays small."""
    await app.job_manager.delete_old_jobs(nb_hours=7 * 24)
