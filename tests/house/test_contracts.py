"""Who may import whom, what may call the clock: the checks run, and fail on planted violations."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(BIN / "lint-imports"), "--no-cache", "--config", str(folder / ".importlinter")],
        cwd=folder,
        capture_output=True,
        text=True,
        env={"PATH": str(BIN), "PYTHONPATH": str(folder)},
        check=False,
    )


def ruff(source: str, name: str) -> str:
    done = subprocess.run(
        [str(BIN / "ruff"), "check", "--stdin-filename", str(ROOT / name), "--output-format", "concise", "-"],
        input=source,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


def test_the_import_contracts_hold():
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(ROOT / "sada", folder / "sada", ignore=shutil.ignore_patterns("__pycache__", "static", "templates"))
    shutil.copy(ROOT / ".importlinter", folder)
    return folder


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("understand/planted.py", "import django"),
        ("rules/planted.py", "import sada.understand"),
        ("figures/planted.py", "import sada.rules"),
        ("reading/planted.py", "import sada.desk"),
        ("desk/planted.py", "import sada.web"),
        ("web/planted.py", "import sada.outside"),
        ("outside/planted.py", "import sada.store"),
        ("store/models/planted.py", "x = 1"),
        ("drawer/__init__.py", "x = 1"),
    ],
)
def test_a_planted_violation_breaks_a_contract(copy, module, line):
    path = copy / "sada" / module
    path.parent.mkdir(exist_ok=True)
    path.write_text(f'"""Planted."""\n{line}\n', encoding="utf-8")
    try:
        assert lint_imports(copy).returncode != 0
    finally:
        path.unlink()
        if path.parent.name == "drawer":
            path.parent.rmdir()


@pytest.mark.parametrize(
    "line",
    [
        "from datetime import datetime\nx = datetime.now()",
        "from django.utils import timezone\nx = timezone.now()",
        "import time\nx = time.time()",
        "from django.core.mail import send_mail",
    ],
)
def test_the_clock_and_the_mail_are_banned_elsewhere(line):
    assert "TID251" in ruff(f'"""x"""\n\n{line}\n', "sada/desk/planted.py")
    allowed = "sada/kernel/mail.py" if "mail" in line else "sada/kernel/clock.py"
    assert "TID251" not in ruff(f'"""x"""\n\n{line}\n', allowed)
