"""What the first request would wait for is made ready as the web process starts, and nowhere else."""

import gc
import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest
from django.db import OperationalError, connections

from sada.ops import serve, warm_up
from sada.reading import lexicon_in_use, read_items
from sada.web.papers import pdf
from tests.cast import make_units

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(autouse=True)
def _the_collector_as_it_was():
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


@pytest.mark.django_db
def test_the_lexicon_is_compiled_before_anybody_asks(monkeypatch):
    make_units()
    monkeypatch.setattr(connections, "close_all", lambda: None)  # the test's own connection lives on
    monkeypatch.setattr(lexicon_in_use, "_compiled", {})
    compiled = lexicon_in_use._compiled
    warm_up.warm_up()
    assert len(compiled) == 1
    (made,) = compiled.values()
    assert lexicon_in_use.lexicon_in_use() is made
    assert pdf.font.cache_info().currsize == len(pdf.WEIGHTS)  # the first paper waits for no font
    assert gc.get_freeze_count() > 50_000  # what was loaded is not looked through again
    assert gc.get_threshold() == warm_up.FEW


def test_a_database_that_is_away_stops_nothing_and_no_connection_is_left(monkeypatch):
    closed = []

    def away():
        raise OperationalError("away")

    monkeypatch.setattr(read_items, "Reader", away)
    monkeypatch.setattr(connections, "close_all", lambda: closed.append(1))
    warm_up.warm_up()
    assert closed == [1]


def test_a_web_process_answers_while_it_warms_up(monkeypatch):
    done, ends = Event(), []
    monkeypatch.setattr(warm_up, "warm_up", lambda: done.wait(20))
    monkeypatch.setattr(serve, "end_with", lambda pid, number: ends.append(number))
    assert callable(serve.application())  # made though the warming is not over
    done.set()
    assert ends == [signal.SIGKILL]


@pytest.mark.parametrize(("cores", "named", "processes"), [(1, "", 1), (2, "", 2), (64, "", 4), (2, "7", 7)])
def test_every_core_has_a_web_process_up_to_four(monkeypatch, cores, named, processes):
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    monkeypatch.setenv("SADA_WEB_WORKERS", named)
    assert serve.workers() == processes


def test_importing_the_web_reads_no_lexicon():
    code = (
        "import django, sys; django.setup(); import sada.web.urls, sada.web.wsgi;"
        "from sada.reading.lexicon_in_use import _compiled; sys.exit(len(_compiled))"
    )
    away = "postgresql://u:p@127.0.0.1:9/d"
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "sada.settings", "SADA_SECRET_KEY": "x", "DATABASE_URL": away}
    done = subprocess.run([sys.executable, "-c", code], env=environment, check=False, cwd=ROOT)
    assert done.returncode == 0
