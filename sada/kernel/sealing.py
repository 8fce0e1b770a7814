"""Seals what must never be read in the database or a backup of it: keys of accounts. Opened only where used."""

import base64
import json
from collections.abc import Mapping

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_PURPOSE = b"sada account keys v1"


class BrokenSeal(Exception):
    """What was sealed cannot be opened: it was altered, or the house's secret key is another one than then."""


def seal(values: Mapping[str, str]) -> bytes:
    """The values, encrypted and authenticated under a key derived from the house's secret key."""
    return _box().encrypt(json.dumps(dict(values), ensure_ascii=False).encode())


def unseal(sealed: bytes) -> dict[str, str]:
    """What was sealed; raises BrokenSeal."""
    try:
        opened = _box().decrypt(bytes(sealed))
    except InvalidToken:
        raise BrokenSeal from None
    values: dict[str, str] = json.loads(opened)
    return values


def _box() -> Fernet:
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=_PURPOSE)
    return Fernet(base64.urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))
