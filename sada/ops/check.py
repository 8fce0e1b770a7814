"""`sada check`: is everything as it should be? Each finding is a sentence; a bad one makes the exit status 1."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from sada.ops.clients import present_url
from sada.ops.database import see_server
from sada.ops.home import free_bytes, home, readable
from sada.ops.instance import running_pid
from sada.ops.prepare import load_django, pending

ROOM = 1_000_000_000  # bytes free under which the disk is called short
HEARTBEAT = timedelta(seconds=60)  # a worker beats every 10 s


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    good: bool
    arabic: str
    english: str


def examine() -> Iterator[Finding]:
    """Every finding, the cheap ones first. The database answers already; raises Trouble when it is of a newer Sada."""
    version = see_server(present_url())
    yield Finding(True, f"قاعدة البيانات تجيب: PostgreSQL {version}", f"The database answers: PostgreSQL {version}")
    yield disk()
    load_django()
    waiting = pending()
    if waiting:
        yield Finding(False, f"جداول تنتظر الإعداد: {len(waiting)}", f"Tables wait to be set up: {', '.join(waiting)}")
        return
    yield Finding(True, "الجداول على هذا الإصدار", "The tables are at this version")
    yield log()
    yield pack()
    yield from queue()
    if running_pid(home()) is not None:
        yield web()


def disk() -> Finding:
    """Room for what comes."""
    free = free_bytes(home())
    return Finding(free > ROOM, f"المتاح على القرص {readable(free)}", f"{readable(free)} free on the disk")


def log() -> Finding:
    """The hash chain of the acts, and that it reaches its end; and every case has left its mark there."""
    from sada.kernel import acts
    from sada.store.models import Act, Case

    broken, count = acts.verify(), Act.objects.count()
    if broken:
        return Finding(False, f"سلسلة السجل مكسورة عند {broken[:5]}", f"The log is broken at entries {broken[:5]}")
    missing = acts.cut_off()
    if missing:
        arabic = f"قُطعت نهاية السجل: {missing}" if missing > 0 else "نهاية السجل لا توافق علامتها"
        english = (
            f"Entries cut off the end of the log: {missing}" if missing > 0 else "The log does not end at its mark"
        )
        return Finding(False, arabic, english)
    told = Act.objects.filter(subject_type="case").values("subject_id")
    unheard = Case.objects.exclude(pk__in=told).count()
    if unheard:
        return Finding(False, f"معاملات لا أثر لها في السجل: {unheard}", f"Cases missing from the log: {unheard}")
    return Finding(True, f"السجل سليم ({count})", f"The log is whole ({count} entries)")


def pack() -> Finding:
    """The pack was loaded."""
    from sada.store.models import Unit

    count = Unit.objects.filter(invented=False).count()
    return Finding(count > 0, f"الجهات: {count}", f"{count} units")


def queue() -> Iterator[Finding]:
    """Jobs that failed, and whether anybody works while Sada runs."""
    from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

    from sada.kernel import clock

    failed = ProcrastinateJob.objects.filter(status="failed").count()
    yield Finding(failed == 0, f"مهام فشلت: {failed}", f"{failed} failed jobs")
    if running_pid(home()) is not None:
        alive = ProcrastinateWorker.objects.filter(last_heartbeat__gt=clock.now() - HEARTBEAT).count()
        yield Finding(alive > 0, f"عمال المهام: {alive}", f"{alive} workers alive")


def web() -> Finding:
    """The running web server's own word."""
    from sada.ops.instance import read_note
    from sada.ops.up import answers_at

    url = str(read_note(home()).get("url", ""))
    good = answers_at(url)
    return Finding(good, f"{url} {'يجيب' if good else 'لا يجيب'}", f"{url} {'answers' if good else 'does not answer'}")
