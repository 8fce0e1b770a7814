"""The log: append-only, chained, and every tampering found."""

import pytest
from django.db import IntegrityError, connection, transaction

from sada.kernel import acts
from sada.store.models import Act, LogEnd
from tests.cast import MORNING as NOON

pytestmark = pytest.mark.django_db


def three(cast):
    for name in ("unit.changed", "person.changed", "calendar.changed"):
        acts.record(
            name, by=cast.sami, on=cast.unit["riyadh"], at=NOON, after={"on": NOON.date(), "ar": "نعم"}, note="ملاحظة"
        )
    return list(Act.objects.order_by("id"))


def test_entries_are_chained_and_verify(cast):
    first, second, third = three(cast)
    assert (first.previous, second.previous, third.previous) == (acts.START, first.hash, second.hash)
    assert acts.verify() == []


def test_the_database_refuses_to_change_or_delete_an_entry(cast):
    first, *_ = three(cast)
    for change in (lambda: Act.objects.filter(pk=first.pk).update(note="x"), first.delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


@pytest.mark.parametrize("table", ["store_act", "store_logend"])
def test_the_database_refuses_to_empty_the_log_or_its_mark(cast, table):
    three(cast)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        trigger = "act_not_emptied" if table == "store_act" else "logend_not_emptied"
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {trigger}")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table} CASCADE")
    assert Act.objects.count() == 3


def test_the_mark_of_the_end_moves_with_the_log_and_no_hand_moves_it(cast):
    *_, third = three(cast)
    end = LogEnd.objects.get()
    assert (end.entries, end.last, end.hash) == (3, third.pk, third.hash)
    back = {"entries": 2, "last": 1}
    for change in (
        end.delete,
        lambda: LogEnd.objects.update(**back),
        lambda: LogEnd.objects.update(entries=9, last=99),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def cut(which):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE store_act DISABLE TRIGGER act_append_only")
        cursor.execute("DELETE FROM store_act WHERE id = ANY(%s)", [which])
        cursor.execute("ALTER TABLE store_act ENABLE TRIGGER act_append_only")


def test_a_tail_that_was_cut_off_is_found_even_when_the_chain_goes_on(cast):
    assert acts.cut_off() == 0
    _, second, third = three(cast)
    assert acts.cut_off() == 0
    cut([second.pk, third.pk])
    assert (acts.verify(), acts.cut_off()) == ([], 2)
    acts.record("unit.changed", by=cast.sami, on=cast.unit["riyadh"], at=NOON)
    assert (acts.verify(), acts.cut_off()) == ([], 2)


def test_an_end_without_its_mark_is_found(cast):
    three(cast)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE store_logend")
    assert acts.cut_off() == -1


def test_tampering_past_the_trigger_is_found(cast):
    _, second, _ = three(cast)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE store_act DISABLE TRIGGER act_append_only")
        cursor.execute("UPDATE store_act SET note = 'غير ذلك' WHERE id = %s", [second.pk])
        cursor.execute("ALTER TABLE store_act ENABLE TRIGGER act_append_only")
    assert acts.verify() == [second.pk]


def test_a_removed_entry_is_found(cast):
    _, second, third = three(cast)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE store_act DISABLE TRIGGER act_append_only")
        cursor.execute("DELETE FROM store_act WHERE id = %s", [second.pk])
        cursor.execute("ALTER TABLE store_act ENABLE TRIGGER act_append_only")
    assert acts.verify() == [third.pk]


def test_an_act_without_a_sentence_is_refused(cast):
    with pytest.raises(KeyError):
        acts.record("unit.eaten", by=None, on=cast.unit["riyadh"], at=NOON)


def test_the_entries_of_a_thing_are_found_by_the_thing(cast):
    three(cast)
    acts.record("unit.changed", by=None, on=cast.unit["qassim"], at=NOON)
    assert [a.name for a in acts.of(cast.unit["riyadh"])] == ["unit.changed", "person.changed", "calendar.changed"]
