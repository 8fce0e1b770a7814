"""The pack and the people who edit what it brought."""

import shutil

import pytest

from sada.ops.pack import PACKS, load_pack
from sada.ops.trouble import Trouble
from sada.store.models import Family, Holiday, Service, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def pack(tmp_path):
    return shutil.copytree(PACKS / "saudi", tmp_path / "saudi")


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_saudi_pack_brings_the_tree_and_at_least_150_services(pack):
    done = load_pack(folder=pack)
    assert done.new > 500
    assert Unit.objects.filter(kind="amana").count() == 17
    assert Service.objects.count() >= 150
    sabya = Unit.objects.get(code="jazan.sabya")
    assert sabya.path == "/ministry/jazan/sabya/"
    assert sabya.parent.code == "jazan"


def test_a_second_load_of_the_same_pack_does_nothing(pack):
    load_pack(folder=pack)
    assert load_pack(folder=pack).skipped


def test_a_row_still_as_the_pack_left_it_follows_the_pack(pack):
    load_pack(folder=pack)
    change(pack / "families.csv", "Street lighting", "Lighting of streets")
    done = load_pack(folder=pack)
    assert Family.objects.get(code="lighting").name_en == "Lighting of streets"
    assert (done.new, done.updated, done.kept) == (0, 1, 0)


def test_an_edited_row_stays_as_people_made_it(pack):
    load_pack(folder=pack)
    Family.objects.filter(code="lighting").update(name_en="Lamps")
    change(pack / "families.csv", "Street lighting", "Lighting of streets")
    done = load_pack(folder=pack)
    assert Family.objects.get(code="lighting").name_en == "Lamps"
    assert (done.updated, done.kept) == (0, 1)


def test_a_deleted_holiday_does_not_come_back_and_a_moved_one_is_not_doubled(pack):
    load_pack(folder=pack)
    count = Holiday.objects.count()
    first, second = Holiday.objects.all()[:2]
    first.delete()
    second.starts = second.starts.replace(day=second.starts.day - 1)
    second.save()
    with open(pack / "holidays.csv", "a", encoding="utf-8") as file:
        file.write("ministry,إجازة,One more day,2031-01-01,2031-01-01,test,\n")
    assert load_pack(folder=pack).new == 1
    assert Holiday.objects.count() == count


def test_a_wrong_line_is_named_and_nothing_is_loaded(pack):
    change(pack / "holidays.csv", "2024-02-22", "2024-02-32")
    with pytest.raises(Trouble, match=r"holidays.csv, line 2"):
        load_pack(folder=pack)
    assert not Unit.objects.exists()
