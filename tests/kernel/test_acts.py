"""The log: append-only, chained, and every tampering found."""

import pytest
from django.db import IntegrityError, connection, transaction

from sada.kernel import acts
from sada.store.models import Act
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
