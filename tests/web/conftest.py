"""What the tests of the screens share: a browser that has logged in, and a real Chromium."""

import os
import shutil
from pathlib import Path

import pytest

from sada.kernel import clock
from tests.cast import MORNING

CHROMIUM = os.environ.get("SADA_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


@pytest.fixture
def moment():
    """The time on the screens' clock; a file that wants another has its own."""
    return MORNING


@pytest.fixture
def screen_language():
    """The language of the screens; a file that wants English has its own."""
    return "ar"


@pytest.fixture
def as_(client, cast, moment, screen_language):
    """`as_("saleh")`: a browser in which Saleh has logged in."""

    def enter(name, language=screen_language, **columns):
        person = cast.person[name]
        for column, value in {"language": language, **columns}.items():
            setattr(person, column, value)
        person.save()
        client.force_login(person)
        return client

    with clock.at(moment):
        yield enter


@pytest.fixture(scope="module")
def chromium():
    """One browser for the file."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"Chromium is not at {CHROMIUM}: set SADA_CHROMIUM")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
