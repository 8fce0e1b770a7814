"""Jobs of the desk: letters and clocks."""

import logging

from procrastinate.contrib.django import app

from sada.desk.be_present import forget_absent
from sada.desk.mail_notices import mail_notices
from sada.desk.remind_reviews import remind_reviews as remind
from sada.desk.send_letter import send_letter as send_one
from sada.desk.send_letter import sweep_letters
from sada.desk.sweep_clocks import sweep_clocks as sweep
from sada.kernel import clock


@app.task(name="desk.send_letter")
def send_letter(outgoing_id: int) -> None:
    """Try one letter."""
    send_one(outgoing_id, at=clock.now())


@app.periodic(cron="* * * * *")
@app.task(name="desk.sweep_clocks", queueing_lock="sweep-clocks")
def sweep_clocks(timestamp: int = 0) -> None:
    """Every minute: letters whose time has come, clocks that ring, notices that go by e-mail. A fault in one stops none
    of the others; the job fails all the same, so that the fault is seen."""
    faults = []
    for run in (sweep_letters, sweep, mail_notices, forget_absent):
        try:
            run(at=clock.now())
        except Exception as fault:
            logging.getLogger(__name__).exception("a part of the sweep failed")
            faults.append(fault)
    if faults:
        raise ExceptionGroup("parts of the sweep failed", faults)


@app.periodic(cron="11 * * * *")
@app.task(name="desk.remind_reviews", queueing_lock="remind-reviews")
def remind_reviews(timestamp: int = 0) -> None:
    """Every hour: accounts on networks whose review is due."""
    remind(at=clock.now())
