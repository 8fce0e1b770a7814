"""Figures of print: what still has time is in no count, what waits is censored, too few say nothing."""

from sada.figures.press import OVERDUE, PRINTED, WAITING, Followed, printing


def test_the_share_leaves_out_what_still_has_time():
    rows = [Followed(PRINTED, 2, False)] * 15 + [Followed(OVERDUE, 9)] * 5 + [Followed(WAITING, 0)] * 30
    found = printing(rows)
    assert (found.sent, found.printed.part, found.printed.whole, found.printed.state) == (50, 15, 20, "ok")


def test_altered_is_said_of_prints_whose_text_is_known():
    rows = [Followed(PRINTED, 1, True), Followed(PRINTED, 1, False), Followed(PRINTED, 1, None), Followed(OVERDUE, 9)]
    found = printing(rows)
    assert (found.altered.part, found.altered.whole, found.altered.state) == (1, 2, "too_few")


def test_days_count_what_waits_as_waiting():
    rows = [Followed(PRINTED, 2, None)] * 4 + [Followed(OVERDUE, 30)] * 6
    found = printing(rows)
    assert found.days.state == "not_reached"
    assert printing([Followed(PRINTED, 3)] * 8).days.value == 3
    assert printing([]).days.state == "too_few"
