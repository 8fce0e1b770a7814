"""Lists as files: CSV that Excel reads as UTF-8, and XLSX that opens from right to left in Arabic."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from sada.web.say.dates import is_arabic

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would compute instead of showing
_WIDEST = 60
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def plain(value: Any) -> Any:
    """A cell's value: instants in Riyadh without a zone, texts that a spreadsheet will not take for a formula."""
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None)
    if value is None or isinstance(value, int | float | date):
        return value
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def as_csv(name: str, head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A download named `name`.csv, with the mark by which Excel knows UTF-8."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    writer = csv.writer(response)
    writer.writerow([str(cell) for cell in head])
    for row in rows:
        writer.writerow([_text(plain(cell)) for cell in row])
    return _named(response, f"{name}.csv")


def as_xlsx(name: str, head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A download named `name`.xlsx: head row frozen and filtered, dates as dates, right to left in Arabic."""
    import xlsxwriter

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    if is_arabic():
        sheet.right_to_left()
    bold = book.add_format({"bold": True, "bg_color": "#DFF6E7", "border": 1, "text_wrap": True, "valign": "vcenter"})
    styles = {
        datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "center"}),
        date: book.add_format({"num_format": "yyyy-mm-dd", "align": "center"}),
    }
    widths = [len(str(cell)) for cell in head]
    sheet.write_row(0, 0, [str(cell) for cell in head], bold)
    count = _fill(sheet, rows, styles, widths)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(width + 2, _WIDEST))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(count, 1), len(widths) - 1)
    book.close()
    return _named(HttpResponse(content.getvalue(), content_type=XLSX), f"{name}.xlsx")


def _fill(sheet: Any, rows: Iterable[Sequence[Any]], styles: dict[type, Any], widths: list[int]) -> int:
    n = 0
    for n, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            value = _shown(cell)
            sheet.write(n, column, value, styles.get(type(value)))
            widths[column] = max(widths[column], len(_text(value)))
    return n


def _shown(cell: Any) -> Any:
    # A workbook keeps texts as texts (no formulas, see above), so nothing needs to be put before them.
    return str(cell) if isinstance(cell, str) else plain(cell)


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    return "" if value is None else str(value)


def _named(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
