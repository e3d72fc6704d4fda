"""Keys that open a door: shown once, kept as a hash only."""

import hashlib
import secrets


def new_key(prefix: str = "") -> str:
    """Return a fresh key of 256 random bits, such as `hs_Jq…`; a prefix lets scanners of leaked secrets know it."""
    return prefix + secrets.token_urlsafe(32)


def key_hash(key: str) -> str:
    """Return what is kept of a key, 64 hexadecimal digits.

    A plain hash will do: nobody can guess 256 bits, so there is nothing for a slow one to slow down.
    """
    return hashlib.sha256(key.encode()).hexdigest()
