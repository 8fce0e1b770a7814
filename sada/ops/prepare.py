"""Makes the database and the files ready for this version; does only what is not done yet."""

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sada.ops.console import as_trouble, complain, say
from sada.ops.home import home
from sada.ops.lifeline import follow_supervisor
from sada.ops.trouble import Trouble

MIGRATION_LOCK = 0x5ADA2  # one process at a time prepares a database


def load_django() -> None:
    """Load the settings and the tables."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sada.settings")
    os.environ.setdefault("SADA_STATIC_ROOT", str(home() / "static"))
    django.setup()


def prepare(demo: bool) -> None:
    """Catalogues, tables, pack, static files, and the demo when wished."""
    from sada.ops.messages import compile_catalogues

    if compile_catalogues():
        say("تُرجمت الفهارس", "Catalogues compiled")
    load_django()
    with only_one():
        migrate()
        bring_pack()
        if demo:
            bring_demo()
    collect_static()


def see_screens() -> None:
    """Load every address: a copy with a broken screen fails here, with a sentence, and not in the web server's log."""
    from django.urls import get_resolver

    get_resolver().url_patterns  # noqa: B018 - reading it loads the screens


@contextmanager
def only_one() -> Iterator[None]:
    """Wait until no other process prepares this database."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATION_LOCK])


def pending() -> list[str]:
    """The migrations still to run. Raises Trouble when the database has some of ours that this copy does not know."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    loader = executor.loader
    unknown = sorted(name for app, name in loader.applied_migrations if app == "store" and
                     (app, name) not in loader.disk_migrations)  # fmt: skip
    if unknown:
        raise Trouble("database-newer", found=unknown[-1])
    plan = executor.migration_plan(loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def migrate() -> None:
    """Bring the tables to this version."""
    from django.core.management import call_command

    waiting = pending()
    if waiting:
        say(f"إعداد جداول قاعدة البيانات ({len(waiting)})", f"Setting up the tables ({len(waiting)} steps)")
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
        call_command("createcachetable", verbosity=0)


def bring_pack() -> None:
    """The Saudi pack: units, services, calendar, outlets."""
    from sada.ops.pack import load_pack

    done = load_pack()
    if not done.skipped:
        say(
            f"الحزمة السعودية: {done.new} جديد، {done.updated} محدّث، {done.kept} أبقيناه كما عدّلتموه",
            f"Saudi pack: {done.new} new, {done.updated} updated, {done.kept} left as edited",
        )


def bring_demo(again: bool = False) -> None:
    """The invented amana, unless it is there, or was removed (`again` loads it all the same).

    Its log-ins are kept for `sada up` to print.
    """
    from sada.ops import demo

    if demo.was_removed() and not again:
        (home() / "demo.json").unlink(missing_ok=True)  # removed on screen, which knows no data folder
        return
    if demo.load_demo().is_new:
        say("بيانات العرض: أمانة متخيَّلة", "The demo: an invented amana")
    (home() / "demo.json").write_text(json.dumps([list(entry) for entry in demo.LOG_INS], ensure_ascii=False))


def remove_demo() -> None:
    """Take everything invented out again."""
    from sada.ops import demo

    demo.remove_demo()
    (home() / "demo.json").unlink(missing_ok=True)


def see_migrated() -> None:
    """Raise Trouble unless the tables are at this version."""
    if pending():
        raise Trouble("not-migrated")


def collect_static() -> None:
    """Gather and compress the static files when one of them changed."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    digest = hashlib.sha256(str(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            digest.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    say("جمع ملفات الواجهة", "Collecting static files")
    call_command("collectstatic", verbosity=0, interactive=False, skip_checks=True)
    stamp.write_text(digest.hexdigest())


def main() -> int:
    """As a child of `sada up`: prepare, and leave with the exit status of what went wrong."""
    follow_supervisor(grace=2)
    try:
        prepare(demo="--demo" in sys.argv[1:])
        see_screens()
    except Exception as error:  # noqa: BLE001 - the person gets a sentence, never a traceback
        trouble = as_trouble(error)
        complain(trouble)
        return trouble.status
    return 0
