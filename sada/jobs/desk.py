"""Jobs of the desk: letters and clocks."""

from procrastinate.contrib.django import app

from sada.desk.be_present import forget_absent
from sada.desk.mail_notices import mail_notices
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
    """Every minute: clocks that ring, notices that go by e-mail, letters whose time has come."""
    sweep(at=clock.now())
    mail_notices(at=clock.now())
    sweep_letters(at=clock.now())
    forget_absent(at=clock.now())
