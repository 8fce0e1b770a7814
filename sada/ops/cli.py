"""The `sada` command. Only click is loaded until a command needs more, so that --help is quick."""

import os
import sys
from pathlib import Path

import click

from sada.ops.ingest_command import ingest
from sada.ops.learn_command import learn

FILE = click.Path(path_type=Path, dir_okay=False)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="sada")
def sada() -> None:
    """Sada: what is said about a municipality comes in; an answer goes out; what comes back is measured.

    منصة صدى: يصل ما يقال عن الأمانة، ويخرج الرد، ويقاس الأثر.

    SADA_HOME names the data folder, DATABASE_URL a PostgreSQL server of your own, SADA_HOST and SADA_PORT the address.
    All settings: docs/settings.md.
    """


@sada.command()
@click.option(
    "--demo/--no-demo", default=lambda: os.environ.get("SADA_DEMO", "1") != "0", help="Load the invented demo."
)
def up(demo: bool) -> None:
    """Start everything and keep it running · تشغيل المنصة كاملة

    Database, tables, Saudi pack, demo, web server and worker. Ctrl-C stops them all.
    """
    from sada.ops.up import up as start

    start(demo)


@sada.command()
def serve() -> None:
    """Run the web server alone · خادم الويب وحده

    For installations that run web servers and workers on several hosts; set DATABASE_URL and run `sada migrate` first.
    """
    from sada.ops.database import database
    from sada.ops.home import home, keep_secret, make_home
    from sada.ops.serve import serve as start

    keep_secret(make_home(home()), "secret-key")
    os.environ.setdefault("SADA_STATIC_ROOT", str(home() / "static"))
    with database():
        start()


@sada.command()
@click.option("--jobs", type=click.IntRange(1, 64), default=None, help="Jobs done at the same time (default 4).")
def worker(jobs: int | None) -> None:
    """Run a background worker alone · عامل المهام وحده

    As many as you like, on any host that reaches the database.
    """
    from sada.ops.database import database
    from sada.ops.work import work

    with database():
        work(jobs)


@sada.command()
@click.option("--demo", is_flag=True, help="Load the invented demo as well.")
def migrate(demo: bool) -> None:
    """Make the database ready · تجهيز قاعدة البيانات

    Tables, Saudi pack, catalogues and static files; only what is not done yet. `sada up` does it by itself.
    """
    from sada.ops.console import say
    from sada.ops.database import database
    from sada.ops.home import home, keep_secret, make_home
    from sada.ops.prepare import prepare

    keep_secret(make_home(home()), "secret-key")
    with database(say):
        prepare(demo)
    say("جاهزة", "Ready")


@sada.group()
def demo() -> None:
    """Load or remove the invented demo · بيانات العرض"""


@demo.command("load")
def demo_load() -> None:
    """Load the invented amana, unless it is there · تحميل بيانات العرض"""
    from sada.ops.console import say
    from sada.ops.database import database
    from sada.ops.prepare import bring_demo, prepare

    with database(say):
        prepare(demo=False)
        bring_demo(again=True)
    say("بيانات العرض محمّلة", "The demo is loaded")


@demo.command("remove")
def demo_remove() -> None:
    """Remove everything invented, and nothing else · حذف بيانات العرض"""
    from sada.ops.console import say
    from sada.ops.database import database
    from sada.ops.prepare import load_django, remove_demo

    with database(say):
        load_django()
        remove_demo()
    say("حُذفت بيانات العرض", "The demo is removed")


@sada.command()
@click.argument("source", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@click.option("--details", "with_details", is_flag=True, help='Add "details": who said what, dates, figures, places.')
def understand(source: Path, target: Path, with_details: bool) -> None:
    """Read texts and write what they are about · فهم النصوص

    SOURCE is JSONL, one object a line: id, title, text, and where known author, source, date, medium. TARGET gets one
    object a line in the same order: relevance, units, services, kind, tone, story and the evidence. - stands for
    standard input or output. Needs no database.
    """
    from sada.ops.understand import run

    sys.exit(run(source, target, with_details))


sada.add_command(ingest)


@sada.command()
@click.argument("name", default="saudi")
def pack(name: str) -> None:
    """Bring the tables to a pack · تحميل الحزمة

    Rows that people edited stay as they are; rows they deleted do not come back.
    """
    from sada.ops.console import say
    from sada.ops.database import database
    from sada.ops.prepare import load_django, see_migrated

    with database(say):
        load_django()
        see_migrated()
        from sada.ops.pack import load_pack

        done = load_pack(name)
    say(
        f"{done.new} جديد، {done.updated} محدّث، {done.kept} كما عدّلتموه",
        f"{done.new} new, {done.updated} updated, {done.kept} left as edited",
    )


sada.add_command(learn)


@sada.command()
@click.argument("file", type=FILE, required=False)
def backup(file: Path | None) -> None:
    """Write everything into one file · نسخة احتياطية

    It may run while people work. FILE defaults to backups/ in the data folder. It holds personal data: keep it safe.
    """
    from sada.ops.backup import backup as write
    from sada.ops.console import say
    from sada.ops.home import readable

    path = write(file)
    say(f"كُتبت النسخة في {path}", f"Written to {path} ({readable(path.stat().st_size)})")


@sada.command()
@click.argument("file", type=FILE)
@click.option("--replace", is_flag=True, help="Replace the present database; the old one is kept under another name.")
def restore(file: Path, replace: bool) -> None:
    """Put a backup back · استعادة نسخة احتياطية

    The backup is restored beside the present database and verified first; only then do they change places.
    """
    from sada.ops.console import say
    from sada.ops.restore import restore as put_back

    kept = put_back(file, replace)
    say("تمت الاستعادة", "Restored")
    if kept:
        say(f"القاعدة السابقة محفوظة باسم {kept}", f"The former database is kept as {kept}")


@sada.command()
def check() -> None:
    """Verify log, tables, queue and disk · فحص المنصة

    The exit status is 1 when anything is not as it should be.
    """
    from sada.ops.check import examine
    from sada.ops.database import database

    good = True
    with database():
        for finding in examine():
            good = good and finding.good
            click.echo(f"  {'✓' if finding.good else '✗'} {finding.english}  ·  {finding.arabic}")
    sys.exit(0 if good else 1)


@sada.command("create-admin")
@click.argument("username")
@click.option("--name", "name_ar", default="", help="The person's name in Arabic.")
@click.option("--email", default="")
@click.option("--unit", default="ministry", show_default=True, help="The code of the unit to administer.")
def create_admin(username: str, name_ar: str, email: str, unit: str) -> None:
    """Make a person who can let others in · إنشاء مدير للنظام

    The password is asked for, or taken from SADA_ADMIN_PASSWORD.
    """
    from sada.ops.console import ask_password, say
    from sada.ops.database import database
    from sada.ops.prepare import load_django, see_migrated

    password = os.environ.get("SADA_ADMIN_PASSWORD") or ask_password()
    with database():
        load_django()
        see_migrated()
        from sada.ops.people import create_admin as create

        create(username, password, name_ar, unit, email)
    say(f"أُنشئ الحساب {username}", f"The account {username} is made")


@sada.command()
@click.option("--merge", "merged", multiple=True, type=FILE, help="Take translations from these .po files; repeatable.")
def messages(merged: tuple[Path, ...]) -> None:
    """Collect and compile the catalogues · فهارس الترجمة"""
    from sada.ops.console import say
    from sada.ops.messages import compile_catalogues, update_catalogue
    from sada.ops.prepare import load_django

    load_django()
    counts = update_catalogue(merged=merged)
    compile_catalogues()
    say(
        f"{counts['sentences']} جملة، {counts['missing']} بلا ترجمة، {counts['retired']} لم تعد مستعملة",
        f"{counts['sentences']} sentences, {counts['missing']} not translated, {counts['retired']} no longer used",
    )
    sys.exit(1 if counts["missing"] else 0)


def main() -> None:
    """Run the command; whatever goes wrong becomes a sentence in both languages and an exit status."""
    try:
        sada.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, click.exceptions.Abort):
        click.echo("\nStopped  ·  توقف", err=True)
        sys.exit(130)
    except Exception as error:  # noqa: BLE001 - never a traceback on the screen; SADA_DEBUG=1 shows it
        from sada.ops.console import as_trouble, complain

        trouble = as_trouble(error)
        complain(trouble)
        sys.exit(trouble.status)


if __name__ == "__main__":
    main()
