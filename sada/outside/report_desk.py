"""Asks a service desk (940, Balady) over HTTP how reports stand.

No such interface is published; this is our assumption of one, to be fitted to the real one when it is opened to us:

    GET {base}/reports?reference=A&reference=B[&cursor=…]      Authorization: Bearer {token}
    200 {"reports": [{"reference": "A", "status": "done", "status_text": "أُغلق",
                      "updated_at": "2026-11-22T09:00:00+03:00",
                      "closure": {"proof": "…", "url": "https://…"}}], "next": "cursor or absent"}

A desk that is busy answers 429 or 503 with Retry-After; unknown references are left out of its answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import httpx

from sada.outside.fetch import Allowed, guarded_client, is_public
from sada.ports import FetchFailed, ReportStatus

ASKED, PAGES = 50, 60  # references in one question; pages of one answer
STATES = ("open", "underway", "done", "refused")


class HttpReportDesk:
    """A service desk behind an address. `allowed` says which addresses may be connected to."""

    def __init__(self, base: str, token: str, allowed: Allowed = is_public) -> None:
        self._base, self._client = base.rstrip("/"), guarded_client(allowed)
        self._client.headers.update({"Authorization": f"Bearer {token}", "Accept": "application/json"})

    def statuses(self, references: Sequence[str]) -> list[ReportStatus]:
        """Those of the references that the desk knows, asked in portions; raises FetchFailed."""
        wanted, found = list(dict.fromkeys(references)), []
        for start in range(0, len(wanted), ASKED):
            found += self._portion(wanted[start : start + ASKED])
        return found

    def _portion(self, references: Sequence[str]) -> list[ReportStatus]:
        found: list[ReportStatus] = []
        cursor = ""
        for _ in range(PAGES):
            said = self._asked(references, cursor)
            rows = said.get("reports")
            if not isinstance(rows, list):
                raise FetchFailed("status", "no list of reports")
            found += [one for row in rows if (one := _status(row)) is not None and one.reference in references]
            cursor = str(said.get("next") or "")
            if not cursor:
                return found
        raise FetchFailed("too_large", f"more than {PAGES} pages")

    def _asked(self, references: Sequence[str], cursor: str) -> dict[str, Any]:
        asked = [("reference", one) for one in references] + ([("cursor", cursor)] if cursor else [])
        try:
            answer = self._client.get(f"{self._base}/reports", params=asked, follow_redirects=False)
            if answer.status_code in (httpx.codes.TOO_MANY_REQUESTS, httpx.codes.SERVICE_UNAVAILABLE):
                raise FetchFailed("busy", answer.headers.get("retry-after", "")[:20])
            if not answer.is_success:
                raise FetchFailed("status", str(answer.status_code))
            said = answer.json()
        except httpx.TimeoutException as fault:
            raise FetchFailed("timeout", str(fault)) from fault
        except (httpx.HTTPError, ValueError) as fault:
            raise FetchFailed("network", str(fault)[:200]) from fault
        if not isinstance(said, dict):
            raise FetchFailed("status", "no object")
        return said


def _status(row: Any) -> ReportStatus | None:
    """One report; None for what is none, or says a state that we do not know."""
    if not isinstance(row, dict) or row.get("status") not in STATES or not isinstance(row.get("reference"), str):
        return None
    closure = row.get("closure")
    proven = closure if isinstance(closure, dict) else {}
    url = _text(proven.get("url"))
    return ReportStatus(
        reference=row["reference"],
        state=row["status"],
        text=_text(row.get("status_text"))[:200],
        at=_moment(row.get("updated_at")),
        proof=_text(proven.get("proof"))[:5000],
        proof_url=url[:1000] if url.startswith(("http://", "https://")) else "",
    )


def _text(value: Any) -> str:
    """As text that can be kept."""
    return str(value or "").replace("\0", "")


def _moment(value: Any) -> datetime | None:
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return at if at.tzinfo else None
