"""What every browser test of a screen needs: a session without the log-in page, and axe's verdict."""

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore


def session_cookie(person, url):
    """The cookie of a logged-in session of the person, as the log-in page would have made it."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": url}


def axe_faults(page):
    """The serious and critical faults that axe finds; that it looked at all is seen from what passes."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response
    assert found["passes"]
    bad = [f for f in found["violations"] if f["impact"] in {"serious", "critical"}]
    return [f"{f['id']} {f['nodes'][0]['html'][:200]}" for f in bad]
