"""What `sada check` says of the log."""

import pytest
from django.db import connection

from sada.ops.check import log

pytestmark = pytest.mark.django_db


@pytest.fixture
def emptied(cast):
    """A case whose log its owner has emptied, past the trigger."""
    cast.case()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE store_act")


def test_a_log_that_tells_of_every_case_is_whole(cast):
    cast.case()
    assert log().good


def test_a_log_that_was_emptied_is_not_called_whole(emptied):
    found = log()
    assert not found.good
    assert found.english == "Entries cut off the end of the log: 1"


def test_a_log_that_was_begun_anew_is_not_called_whole(emptied):
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE store_logend")
    assert log().english == "Cases missing from the log: 1"
