"""Reading uses the units as people keep them: a name added on screen is understood in the next item."""

import pytest

from sada.reading.lexicon_in_use import lexicon_in_use
from sada.store.models import Unit
from sada.understand.read import read
from sada.understand.types import Text

pytestmark = pytest.mark.django_db
TOLD = Text("", "شكا أهالي حي الزهور من انقطاع الإنارة وطالبوا أمانة الواحة بإصلاحها.")


def test_a_unit_that_people_added_is_understood(cast):
    assert "waha" not in read(TOLD, lexicon_in_use()).units
    root = cast.unit["ministry"]
    Unit.objects.create(
        code="waha", parent=root, path=f"{root.path}waha/", kind="amana", name_ar="أمانة منطقة الواحة",
        name_en="Oasis", short_ar="أمانة الواحة", sort_key="واحه",
    )  # fmt: skip
    assert read(TOLD, lexicon_in_use()).units == ("waha",)


def test_nothing_is_compiled_anew_while_no_row_changes(cast):
    first = lexicon_in_use()
    assert lexicon_in_use() is first
    Unit.objects.filter(code="qassim").update(short_ar="أمانة القصيم الكبرى")
    assert lexicon_in_use() is not first
