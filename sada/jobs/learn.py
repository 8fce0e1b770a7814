"""Jobs of learning: at night from what was reviewed by day; after a switch the old items again, a batch a job."""

from procrastinate.contrib.django import app

from sada.kernel import clock, queue
from sada.reading import read_again as again
from sada.reading.learn import is_worth_it, learn_from_reviews
from sada.reading.read_items import Reader


@app.periodic(cron="37 0 * * *")  # cron is in UTC: 03:37 in Riyadh
@app.task(name="reading.learn", queueing_lock="learn")
def learn(timestamp: int = 0) -> None:
    """Every night: learn, when enough was reviewed since the last time."""
    if is_worth_it():
        learn_from_reviews(at=clock.now())


@app.task(name="reading.read_again")
def read_again(before: int | None = None) -> None:
    """One batch of old items, then the next."""
    after = again.read_again(Reader(), before)
    if after is not None:
        queue.hurry("reading.read_again", f"read-again-{after}", before=after)


@app.periodic(cron="47 * * * *")
@app.task(name="reading.sweep_read_again", queueing_lock="sweep-read-again")
def sweep_read_again(timestamp: int = 0) -> None:
    """Every hour: where a lost job left items to another version, begin again from the newest."""
    if again.is_behind(Reader()):
        queue.hurry("reading.read_again", "read-again")
