"""The letter as DOCX, right to left: one paragraph for each line of the frozen text, in the style «Frozen text»."""

from __future__ import annotations

import io
from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from sada.store.models import Answer
from sada.web.papers.letter import Letter, letter_of

FONT = "IBM Plex Sans Arabic"
TEXT_STYLE = "Frozen text"


def as_docx(answer: Answer) -> bytes:
    """The letter of an approved answer as a Word file."""
    import docx
    from docx.enum.style import WD_STYLE_TYPE
    from docx.opc.pkgwriter import PackageWriter
    from docx.shared import Cm, Pt

    letter = letter_of(answer)
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    style = document.styles.add_style(TEXT_STYLE, WD_STYLE_TYPE.PARAGRAPH)
    style.font.size = Pt(12)
    style.paragraph_format.space_after = Pt(2)
    rtl = letter.language == "ar"
    for name in ("Normal", TEXT_STYLE):
        _style(document.styles[name], rtl)
    if rtl:
        section._sectPr.append(_mark("w:bidi"))
    with translation.override(letter.language):
        _write(document, letter, rtl)
    document.core_properties.title, document.core_properties.author = letter.title, letter.unit
    held = io.BytesIO()
    package = document.part.package
    PackageWriter.write(held, package.rels, package.parts)  # what Document.save does; no row is saved here
    return held.getvalue()


def _write(document: Any, letter: Letter, rtl: bool) -> None:
    header, footer = document.sections[0].header, document.sections[0].footer
    _line(header.paragraphs[0], letter.unit, rtl, bold=True)
    _line(header.add_paragraph(), gettext("Number: %(number)s") % {"number": letter.number}, rtl)
    _line(header.add_paragraph(), gettext("Date: %(date)s") % {"date": letter.dated}, rtl)
    lines = letter.text.split("\n")
    together = letter.end.count("\n") + 2  # the end and the line before it
    for left, line in zip(range(len(lines), 0, -1), lines, strict=True):
        paragraph = document.add_paragraph(style=TEXT_STYLE)
        paragraph.paragraph_format.keep_with_next = left <= together and (left > 1 or not letter.is_signed)
        _line(paragraph, line, rtl)
    if not letter.is_signed:
        for words in ("", letter.signer_title):
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.keep_with_next = True
            _line(paragraph, words, rtl)
        _line(document.add_paragraph(), letter.signer, rtl, bold=True)
    _line(footer.paragraphs[0], f"SHA-256 {letter.sha256}", False, small=True)
    _page_number(footer.add_paragraph(), rtl)


def _line(paragraph: Any, text: str, rtl: bool, *, bold: bool = False, small: bool = False) -> None:
    from docx.shared import Pt

    run = paragraph.add_run(text)
    run.bold = bold
    if small:
        run.font.size = Pt(7.5)
    if rtl:
        paragraph._p.get_or_add_pPr().append(_mark("w:bidi"))
        run._r.get_or_add_rPr().append(_mark("w:rtl"))


def _page_number(paragraph: Any, rtl: bool) -> None:
    """The field PAGE, which the reader's program fills."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()._r
        if kind:
            run.append(_mark("w:fldChar", {"w:fldCharType": kind}))
        else:
            code = _mark("w:instrText")
            code.text = text
            run.append(code)


def _style(style: Any, rtl: bool) -> None:
    """The font for Latin and Arabic alike; Word reads the Arabic one from `cs`."""
    from docx.oxml.ns import qn

    style.font.name = FONT
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for name in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(name), FONT)
    if rtl:
        properties.append(_mark("w:lang", {"w:bidi": "ar-SA"}))


def _mark(name: str, values: dict[str, str] | None = None) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement(name)
    for key, value in (values or {}).items():
        mark.set(qn(key), value)
    return mark
