"""What every test may use. The database is an embedded PostgreSQL of the tests' own, started when one is asked for."""

import contextlib
import fcntl
import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlparse

import pytest

ROOT = Path(__file__).resolve().parent.parent
pytest_plugins = ["tests.cast"]  # the people and places of the tests, as the fixture `cast`
TEST_HOME = Path(
    os.environ.get("SADA_TEST_HOME")
    or Path(tempfile.gettempdir()) / f"sada-tests-{os.geteuid()}-{hashlib.sha256(os.fsencode(ROOT)).hexdigest()[:8]}"
)
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright runs its own loop beside the live server


def pytest_configure(config):
    """Refuse to run against a database that is not a test database; bring the compiled catalogues to their sources."""
    url = os.environ.get("DATABASE_URL", "")
    name = urlparse(url).path.lstrip("/")
    if url and "test" not in name:
        pytest.exit(f"DATABASE_URL names the database '{name}', which is not a test database.", returncode=4)
    if not hasattr(config, "workerinput"):
        from django.utils.translation import trans_real

        from sada.ops.messages import compile_catalogues

        if compile_catalogues():  # what pytest-django has read by now is what stood there before
            trans_real._translations.clear()
            trans_real._default = None
    from django.conf import settings

    # pytest-django has read the settings before this file: the plain storage needs no collected files.
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"


@pytest.fixture(scope="session")
def pg():
    """The embedded server of the tests; it stops with the last test process that uses it."""
    from sada.ops.pgembed import Pg

    server = Pg(TEST_HOME)
    speed_up(server)
    server.start()
    yield server
    server.release()


def speed_up(server):
    """Test data may be lost in a crash, so the tests' server does not wait for the disk."""
    with_settings = server.home / "fast"
    if with_settings.exists():
        return
    server.start()
    with open(server.data / "postgresql.auto.conf", "a") as file:
        file.write("fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n")
    server.release()
    with_settings.touch()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request):
    """Point Django at the tests' server, where DATABASE_URL names none, and at a migrated template to copy."""
    if os.environ.get("DATABASE_URL"):
        return
    from django.conf import settings

    server = request.getfixturevalue("pg")
    from sada.settings import database

    url = server.url("sada")
    entry = settings.DATABASES["default"]
    entry.update({key: value for key, value in database(url).items() if key != "OPTIONS"})
    entry.setdefault("TEST", {})["TEMPLATE"] = migrated_template(server, url)
    entry["TEST"]["NAME"] = f"test_sada_{os.getpid()}"  # several runs at once do not meet


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Tests that run without a transaction empty every table afterwards; the log refuses that, but not here."""
    from django.db import connection

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE store_act DISABLE TRIGGER act_not_emptied")
        cursor.execute("ALTER TABLE store_logend DISABLE TRIGGER logend_not_emptied")


def drop_abandoned(connection, known):
    """Databases of test processes that were killed."""
    import psutil

    for name in known:
        number = name.removeprefix("test_sada_")
        if number.isdigit() and not psutil.pid_exists(int(number)):
            connection.execute(f"drop database if exists {name} with (force)")


def migrations_digest():
    """Changes whenever a migration of ours or an installed package does."""
    digest = hashlib.sha256()
    for path in sorted(ROOT.glob("sada/*/migrations/*.py")) + sorted(ROOT.glob("requirements/base.txt")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def migrated_template(server, url):
    """The name of a database that has every migration; made once and kept, since migrating takes seconds."""
    import psycopg

    name = f"template_{migrations_digest()}"
    with open(TEST_HOME / "template.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with psycopg.connect(url, autocommit=True) as connection:
            known = [row[0] for row in connection.execute("select datname from pg_database")]
            drop_abandoned(connection, known)
            if name in known:
                return name
            for old in known:
                if old.startswith("template_"):
                    with contextlib.suppress(psycopg.errors.ObjectInUse):
                        connection.execute(f"drop database {old}")
            connection.execute(f"create database {name}_new")
        environment = os.environ | {"DATABASE_URL": server.url(f"{name}_new"), "SADA_POOL": "0"}
        done = subprocess.run(
            [sys.executable, "-m", "django", "migrate", "-v0", "--skip-checks", "--settings=sada.settings"],
            check=False, env=environment, cwd=ROOT, capture_output=True, text=True,
        )  # fmt: skip
        with psycopg.connect(url, autocommit=True) as connection:
            if done.returncode:
                connection.execute(f"drop database {name}_new")
                pytest.exit(f"The migrations fail:\n{done.stderr[-2000:]}", returncode=1)
            connection.execute(f"alter database {name}_new rename to {name}")
    return name


@pytest.fixture(scope="session")
def testdata():
    """The folder of real material (SADA_TESTDATA, or ../shared beside the repository)."""
    folder = Path(os.environ.get("SADA_TESTDATA") or ROOT.parent / "shared")
    if not (folder / "gold").is_dir():
        pytest.skip(f"real material is not in {folder}: set SADA_TESTDATA")
    return folder
