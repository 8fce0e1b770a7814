"""Backup and restore, there and back, on the embedded server and on an older one."""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg
import pytest

from sada.ops.pgembed import Pg
from tests.ops.conftest import free_port, sada, stop_server

pytestmark = pytest.mark.slow

ADMIN = {"SADA_ADMIN_PASSWORD": "a-long-password-of-Noura-71"}


def everything(url):
    """Every row of every table of ours, as text."""
    with psycopg.connect(url) as connection:
        tables = [
            row[0] for row in connection.execute("select tablename from pg_tables where schemaname='public' order by 1")
        ]
        return {t: connection.execute(f'select x::text from "{t}" x order by 1').fetchall() for t in tables}


@pytest.fixture(scope="module")
def migrated_home():
    """A home with its tables and its pack, made once and copied for each test."""
    place = Path(tempfile.mkdtemp(prefix="sada-migrated-"))
    place.chmod(0o755)
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("SADA_", "DATABASE", "PG"))}
    code, printed = sada(environment | {"SADA_HOME": str(place / "home")}, "migrate")
    assert code == 0, printed
    yield place / "home"
    shutil.rmtree(place)


@pytest.fixture
def environment(environment, migrated_home):
    subprocess.run(["cp", "-a", migrated_home, environment["SADA_HOME"]], check=True)
    return environment


def filled(environment):
    code, printed = sada(environment | ADMIN, "create-admin", "noura", "--name", "نورة", "--unit", "riyadh")
    assert code == 0, printed


def test_a_backup_brings_everything_back(environment, place):
    filled(environment)
    server = Pg(Path(environment["SADA_HOME"])).start()
    before = everything(server.url())
    assert len(before["store_unit"]) > 250 and len(before["store_act"]) == 1
    file = place / "all.dump"
    code, printed = sada(environment, "backup", file)
    assert code == 0, printed
    assert file.stat().st_mode & 0o777 == 0o600
    with psycopg.connect(server.url()) as connection:
        connection.execute("delete from store_service")
    code, printed = sada(environment, "restore", file)
    assert code == 11 and "--replace" in printed
    code, printed = sada(environment, "restore", file, "--replace")
    assert code == 0, printed
    assert everything(server.url()) == before
    assert everything(server.url("sada_before_restore_1"))["store_service"] == []
    code, printed = sada(environment, "check")
    assert code == 0, printed
    server.release()


def test_a_torn_backup_changes_nothing(environment, place):
    filled(environment)
    file = place / "all.dump"
    sada(environment, "backup", file)
    whole = file.read_bytes()
    torn, changed = place / "torn.dump", place / "changed.dump"
    torn.write_bytes(whole[:-50_000])  # pg_restore takes such a file without a word
    changed.write_bytes(whole[:200_000] + b"?" + whole[200_001:])
    server = Pg(Path(environment["SADA_HOME"])).start()
    before = everything(server.url())
    for broken in (torn, changed):
        code, printed = sada(environment, "restore", broken, "--replace")
        assert code == 11 and broken.name in printed and "Traceback" not in printed
    assert everything(server.url()) == before
    with psycopg.connect(server.url()) as connection:
        names = [row[0] for row in connection.execute("select datname from pg_database where datname like 'sada%'")]
    assert names == ["sada"]
    code, printed = sada(environment, "restore", __file__, "--replace")
    assert code == 11 and "test_backup.py" in printed
    server.release()


def test_a_log_that_was_tampered_with_is_found_and_its_backup_refused(environment, place):
    filled(environment)
    server = Pg(Path(environment["SADA_HOME"])).start()
    with psycopg.connect(server.url()) as connection:
        connection.execute("alter table store_act disable trigger all")
        connection.execute("update store_act set note = 'nothing happened'")
        connection.execute("alter table store_act enable trigger all")
    code, printed = sada(environment, "check")
    assert code == 1 and "✗" in printed and "السجل" in printed
    file = place / "bad.dump"
    sada(environment, "backup", file)
    code, printed = sada(environment, "restore", file, "--replace")
    assert code == 11 and "log is broken" in printed
    server.release()


OLD = Path("/usr/lib/postgresql/15/bin")


@pytest.fixture
def old_server(place):
    """Debian's PostgreSQL 15, the oldest that Sada takes."""
    if not OLD.exists() or os.geteuid() != 0:
        pytest.skip("no PostgreSQL 15 of the system here, or not root")
    user = pwd.getpwnam("postgres")
    data, port = place / "old", free_port()
    data.mkdir()
    shutil.chown(data, user.pw_uid)

    def run(program, *arguments):
        subprocess.run(
            [OLD / program, *arguments], check=True, user=user.pw_uid, group=user.pw_gid, cwd="/", capture_output=True
        )

    run("initdb", "-D", data, "-U", "sada", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
    options = f"-p {port} -k {data} -c listen_addresses=127.0.0.1 -c fsync=off"
    run("pg_ctl", "-w", "-D", data, "-o", options, "-l", data / "log", "start")
    run("createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "sada", "sada")
    yield f"postgresql://sada@127.0.0.1:{port}/sada"
    run("pg_ctl", "-D", data, "-m", "immediate", "stop")
    stop_server(place)


def test_a_server_of_ones_own_is_used_and_backed_up(environment, place, old_server):
    own = environment | {"DATABASE_URL": old_server, "SADA_HOME": str(place / "own")}
    code, printed = sada(own, "migrate")
    assert code == 0, printed
    filled(own)
    before = everything(old_server)
    file = place / "old.dump"
    code, printed = sada(own, "backup", file)
    assert code == 0, printed
    code, printed = sada(own, "restore", file, "--replace")
    assert code == 0, printed
    assert everything(old_server) == before
    assert not (place / "own" / "pgdata").exists()


def test_a_password_that_is_too_weak_or_missing_makes_nobody(environment):
    code, printed = sada(environment | {"SADA_ADMIN_PASSWORD": "short"}, "create-admin", "saleh")
    assert code == 13 and "كلمة المرور" in printed
    code, printed = sada(environment, "create-admin", "saleh")
    assert code == 13 and "SADA_ADMIN_PASSWORD" in printed
    code, printed = sada(environment | ADMIN, "create-admin", "saleh", "--unit", "nowhere")
    assert code == 13 and "nowhere" in printed
