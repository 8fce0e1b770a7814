"""A file of report states: what denies comes first, and a line that cannot be read takes none of the others with it."""

import csv

import pytest

from sada.rules.report_rows import MOST, rows_of
from sada.rules.report_states import denies, state_of

SAYS = {
    "open": "غير منجز|غير منفذ|غير مغلق|غير مكتمل|لم يغلق|لم تتم المعالجة|لم يُنفَّذ بعد|لم يتم إغلاقه|عدم التنفيذ|"
    "أعيد فتحه|تمت إعادة فتح البلاغ|Not done|unresolved|incomplete|not yet resolved|Re-opened|done, but not closed|"
    "وارد|تم الاستلام",
    "refused": "مغلق بدون معالجه|مغلق - لم يُعالَج|مغلق لعدم الاختصاص|مرفوض|ملغى|خارج الاختصاص|تم الرفض|"
    "Closed - not resolved|Closed (no action)|rejected|duplicate",
    "done": "مُغلق|اغلق|مغلقة|البلاغ مغلق|تمّت المعالجة|تمت المعالجه|تمت معالجته|تم التنفيذ|تم الانجاز|تم الحل|"
    "مكتمل|منتهى|المُنْجَز|محلول|مُعالَج|closed|resolved|completed",
    "underway": "قيد التنفيذ|تحت الإغلاق|طلب إغلاق|مغلق جزئيا|سيتم الإغلاق|محال للمقاول|to be closed|partially done",
    "": "غامض|مغلق ولا توجد ملاحظات|تم|abandoned|renewed|",
}


@pytest.mark.parametrize(("state", "words"), [(state, one) for state, said in SAYS.items() for one in said.split("|")])
def test_a_denied_closing_is_none_however_it_is_spelt(state, words):
    assert state_of(words) == state


@pytest.mark.parametrize(
    ("proof", "denied"),
    [
        ("لم يحضر المقاول", True),
        ("تعذّر الوصول إلى الموقع", True),
        ("سيتم لاحقًا", True),
        ("غير منفذ", True),
        ("صورة بعد الإصلاح", False),
        ("محضر الإصلاح رقم 5", False),
        ("أُزيلت، والموقع غير مخالف", False),
        ("", False),
    ],
)
def test_a_remark_that_it_was_not_done_proves_no_closing(proof, denied):
    assert denies(proof) is denied
    rows = rows_of(f"رقم البلاغ,الحالة,الإجراء\nR-1,مغلق,{proof}\n".encode())
    assert [code for _line, code in rows.wrong] == (["proof_denies"] if denied else [])
    assert [one.proof for one in rows.found] == ([] if denied else [proof])


@pytest.mark.parametrize("quoted", ["", '"'])
def test_a_cell_is_too_long_whatever_another_reader_has_allowed_for_its_own_files(quoted):
    before = csv.field_size_limit(10_000_000)
    try:
        rows = rows_of(f"رقم البلاغ,الحالة,الإجراء\nR-1,مغلق,{quoted}{'x' * 140_000}{quoted}\n".encode())
    finally:
        csv.field_size_limit(before)
    assert (rows.found, rows.wrong) == ([], [(2, "unreadable")])


HEADING = "رقم البلاغ,الحالة,التاريخ,الإجراء,الرابط\n"
GOOD = "R-{},مغلق,2026-11-22,صورة,https://a.example/1\n"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("R-2,مغلق,,a\0b,\n", "unreadable"),
        ("R-2,مغلق,," + "x" * 140_000 + ",\n", "unreadable"),
        ('R-2,مغلق,,"لم تُغلق العلامة,\n', "unreadable"),
        ("R-2,مغلق,,,https://a.example/" + "x" * 1000 + "\n", "long_url"),
        ("R-2,مغلق,0001-01-01,,\n", "impossible_date"),
        ("R-2,مغلق,9999-12-31,,\n", "impossible_date"),
        ("R" * 61 + ",مغلق,,,\n", "long_reference"),
        (",مغلق,,,\n", "no_reference"),
        ("R-2,غامض,,,\n", "unknown_state"),
    ],
)
def test_a_bad_line_is_named_and_the_lines_around_it_are_taken_in(line, code):
    rows = rows_of((HEADING + GOOD.format(1) + line + GOOD.format(3) + GOOD.format(4)).encode())
    assert rows.wrong == [(3, code)]
    assert [one.reference for one in rows.found] == ["R-1", "R-3", "R-4"]


def test_cells_of_several_lines_and_stray_marks_are_read_and_lines_are_those_of_the_editor():
    text = HEADING + 'R-1,مغلق,,"صورة\nبعد ""الإصلاح""",\r\nR-2,مغلق,,"صورة" بعد,\r\nR-3,غامض,,,\n'
    rows = rows_of(text.encode())
    assert [one.proof for one in rows.found] == ['صورة\nبعد "الإصلاح"', "صورة بعد"]
    assert rows.wrong == [(5, "unknown_state")]


def test_what_is_beyond_the_most_is_named_and_not_forgotten():
    rows = rows_of((HEADING + "".join(GOOD.format(n) for n in range(MOST + 3))).encode())
    assert (len(rows.found), rows.wrong) == (MOST, [(MOST + 2, "too_many")])
