"""What the first request would wait for is made ready as the web process starts: addresses, templates, lexicon."""

from __future__ import annotations

import gc
import logging
from threading import Thread

log = logging.getLogger("sada.web")
PAGES = ("frame.html", "inbox/list.html", "inbox/pane.html", "cases/list.html", "cases/show.html", "errors/page.html")
FEW = (10_000, 20, 50)  # a page makes some twenty thousand objects; see `_settle`
SAMPLE = "شكا سكان الحي من تعطل الإنارة، وطالبوا البلدية بإصلاحها"


def begin() -> Thread:
    """Warm up beside the server, which answers meanwhile. The thread ends by itself."""
    thread = Thread(target=warm_up, name="warm-up", daemon=True)
    thread.start()
    return thread


def warm_up() -> None:
    """Load what is loaded once. Where the database is away nothing is lost: the first request then does it."""
    from django.db import connections

    try:
        _load()
        _screens()
        _settle()
    except Exception as fault:  # noqa: BLE001 - a process that is not warm still serves
        log.info("Not warmed up: %s", fault)
    finally:
        connections.close_all()


def _load() -> None:
    from django.template.loader import get_template
    from django.urls import get_resolver

    from sada.reading.read_items import Reader
    from sada.understand.read import read_many
    from sada.understand.types import Text

    reader = Reader()
    texts = [Text(SAMPLE, SAMPLE)]
    reader.learned.adjust_many(texts, read_many(texts, reader.lexicon))
    get_resolver().url_patterns  # noqa: B018 - imports every screen
    for name in PAGES:
        get_template(name)


def _screens() -> None:
    """What the screens themselves have to make ready: the tool and the fonts of papers."""
    from django.apps import apps

    for config in apps.get_app_configs():
        getattr(config, "warm_up", lambda: None)()


def _settle() -> None:
    """What was loaded stays until the process ends: the cycle collector need not look through it again. A whole round
    over lexicon, templates and models stops every request of the process for a tenth of a second; and with Python's
    own thresholds it looks twenty times through the objects of one page, a twentieth of its time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*FEW)
