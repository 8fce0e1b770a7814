"""The archived copy: the bytes as they came, for those who may see what is masked, and recorded."""

import hashlib

import pytest
from django.urls import reverse

from sada.store.models import Act, RawItem

pytestmark = pytest.mark.django_db
BYTES = '{"title": "إنارة", "phone": "0551234567"}'.encode()


@pytest.fixture
def mention(cast):
    mention = cast.mention()
    RawItem.objects.create(
        sha256=hashlib.sha256(BYTES).digest(), content_type="application/json", bytes=BYTES, received_at=cast.at,
        fate="understood", item=mention.item,
    )  # fmt: skip
    return mention


def taken(client, mention):
    return client.post(reverse("inbox:archived", args=[mention.pk]))


def test_the_bytes_come_as_they_were_received_and_the_log_says_who_took_them(client, cast, mention):
    client.force_login(cast.saleh)
    reply = taken(client, mention)
    assert reply.content == BYTES
    assert reply["Content-Disposition"].endswith(f'-{hashlib.sha256(BYTES).hexdigest()[:12]}.json"')
    act = Act.objects.get(name="personal.unmasked")
    assert (act.by, act.subject_id) == (cast.saleh, mention.item_id)


def test_whoever_may_not_see_what_is_masked_may_not_take_them(client, cast, mention):
    client.force_login(cast.rakan)
    assert taken(client, mention).status_code == 403
    client.force_login(cast.huda)
    assert taken(client, mention).status_code == 404
    assert not Act.objects.filter(name="personal.unmasked").exists()


def test_the_pane_offers_them_only_where_there_are_any(client, cast, mention):
    client.force_login(cast.saleh)
    address = reverse("inbox:archived", args=[mention.pk])
    assert address in client.get(reverse("inbox:read", args=[mention.pk])).content.decode()
    RawItem.objects.all().delete()
    assert address not in client.get(reverse("inbox:read", args=[mention.pk])).content.decode()
    assert taken(client, mention).status_code == 404
