"""Draws a chart: Vega-Lite to SVG on the server, without a script, clean under the content security policy; cached."""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from pathlib import Path

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from sada.web.measures.charts import Chart

VERSION = "5.20"
_OPENING = re.compile(r"<svg\b[^>]*?viewBox=\"([^\"]*)\"[^>]*>", re.DOTALL)
_STYLE = re.compile(r"\sstyle=\"[^\"]*\"")
_LABELS = re.compile(r"\s(?:aria-[\w-]+|role)=\"[^\"]*\"")


def draw(chart: Chart) -> SafeString:
    """The chart as an <svg> that scales with its place and is one image to those who hear the page."""
    return mark_safe(_drawn(json.dumps(chart.spec, sort_keys=True), chart.says))  # noqa: S308 - texts are escaped by vega


@lru_cache(maxsize=400)
def _drawn(spec: str, says: str) -> str:
    import vl_convert

    _know_font()
    svg = vl_convert.vegalite_to_svg(spec, vl_version=VERSION)
    svg = _LABELS.sub("", _STYLE.sub("", svg))
    opening = f'<svg class="chart-svg" viewBox="\\1" role="img" aria-label="{escape(says)}" direction="ltr">'
    return _OPENING.sub(opening, svg, count=1)


@cache
def _know_font() -> None:
    """The renderer measures Arabic words with the face that the page shows them in."""
    import vl_convert

    vl_convert.register_font_directory(str(Path(__file__).parent / "fonts"))
