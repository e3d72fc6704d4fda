"""Secrets that have to be read again, such as a calendar's password: sealed before they are kept.

Fernet (AES-128-CBC with HMAC-SHA-256) of the library `cryptography`, with a key made by HKDF of the installation's
secret key, which stands in no database and in no backup. Whoever steals a backup reads none of them; whoever restores
one without the secret key gives these secrets anew.
"""

from __future__ import annotations

import base64
import json
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class SealBroken(Exception):
    """What was sealed can't be read: it was sealed with another secret key, or changed."""


def seal(value: Any, *, purpose: str) -> str:
    """Return a JSON value as text that only this installation can read, and only for the same purpose."""
    return _fernet(settings.SECRET_KEY, purpose).encrypt(json.dumps(value).encode()).decode("ascii")


def unseal(sealed: str, *, purpose: str) -> Any:
    """Return what was sealed.

    Raises:
        SealBroken: the secret key or the purpose is another one, or the text was changed.

    """
    try:
        return json.loads(_fernet(settings.SECRET_KEY, purpose).decrypt(sealed.encode()))
    except InvalidToken as error:
        raise SealBroken(purpose) from error


@lru_cache(maxsize=16)
def _fernet(secret_key: str, purpose: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"hederssak:{purpose}".encode())
    return Fernet(base64.urlsafe_b64encode(derived.derive(secret_key.encode())))
