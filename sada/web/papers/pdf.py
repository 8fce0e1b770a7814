"""HTML to PDF by WeasyPrint: A4, IBM Plex Sans Arabic from our own files, tagged for screen readers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

import sada.web
from sada.kernel.refusals import Refusal

FONTS = Path(sada.web.__file__).parent / "static" / "vendor" / "plex"
WEIGHTS = (400, 500, 700)


class NoPango(Refusal):
    """The system library that shapes Arabic on paper is not installed."""

    sentence = _(
        "PDF papers need the library Pango, which is not installed on the server. Ask the administrator to install "
        "libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0. The DOCX works without it."
    )


def tool() -> Any:
    """WeasyPrint; imported when first needed, since it takes a second or two. Raises NoPango."""
    try:
        import weasyprint
    except OSError as error:
        raise NoPango from error
    return weasyprint


def pdf(template: str, context: Mapping[str, Any], attached: Mapping[str, str] | None = None) -> bytes:
    """The template as PDF, with `attached` texts by name inside it. It fetches nothing but our own fonts."""
    weasyprint = tool()
    fonts = [(weight, _path(weight).as_uri()) for weight in WEIGHTS]
    allowed = {address: weight for weight, address in fonts}
    html = render_to_string(template, {**context, "fonts": fonts})
    files = [weasyprint.Attachment(string=text, name=name) for name, text in (attached or {}).items()]
    document = weasyprint.HTML(string=html, url_fetcher=_only(allowed))
    written: bytes = document.write_pdf(pdf_variant="pdf/ua-1", attachments=files)
    return written


def warm() -> None:
    """What the first paper would wait for: the tool and the fonts."""
    tool()
    for weight in WEIGHTS:
        font(weight)


def _path(weight: int) -> Path:
    return (FONTS / f"plex-arabic-{weight}.woff2").resolve()


@cache
def font(weight: int) -> bytes:
    """A font unpacked once for the process: a third of the time of a paper went into it."""
    from fontTools.ttLib import woff2

    unpacked = BytesIO()
    woff2.decompress(BytesIO(_path(weight).read_bytes()), unpacked)
    return unpacked.getvalue()


def _only(allowed: Mapping[str, int]) -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Ours(URLFetcher):  # type: ignore[misc]
        """Fetches the fonts and nothing else."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url not in allowed:
                raise ValueError(url)
            return URLFetcherResponse(url, font(allowed[url]), {"Content-Type": "font/ttf"})

    return Ours()
