"""Jobs of the replies in the press: looking for prints, waking what is due."""

from procrastinate.contrib.django import app

from sada.desk.look_for_replies import look_for_replies as look
from sada.desk.sweep_replies import sweep_replies as sweep
from sada.kernel import clock


@app.task(name="desk.look_for_replies")
def look_for_replies() -> None:
    """Look now: something was heard from an outlet that owes us print."""
    look(at=clock.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="desk.sweep_replies", queueing_lock="sweep-replies")
def sweep_replies(timestamp: int = 0) -> None:
    """Every five minutes: letters to follow, prints to find, days that passed."""
    look(at=clock.now())
    sweep(at=clock.now())
