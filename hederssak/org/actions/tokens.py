"""Keys to the API: each member makes their own, and each can do what the member can."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from hederssak.lib.secret_keys import key_hash, new_key
from hederssak.org.models import AccessToken, Member

PREFIX = "hs_"
USED_EVERY = dt.timedelta(minutes=5)
"""How exactly the last use is kept: a row written at each call would cost more than the call."""


def make_token(*, name: str, by: Member, now: dt.datetime) -> tuple[AccessToken, str]:
    """Make a key to the API and return it with its text, which is shown this once."""
    key = new_key(PREFIX)
    token = AccessToken.objects.create(
        organization_id=by.organization_id, member=by, name=name, key_hash=key_hash(key), made_at=now
    )
    return token, key


def revoke_token(token: AccessToken, *, now: dt.datetime) -> None:
    """Make a key worth nothing."""
    AccessToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now)


def revoke_all(member: Member, *, now: dt.datetime) -> None:
    """Make all keys of a member worth nothing."""
    AccessToken.objects.filter(member=member, revoked_at=None).update(revoked_at=now)


def member_of_key(key: str, *, now: dt.datetime) -> Member | None:
    """Return whose key this is and note that it was used; None for one that is wrong, revoked or a leaver's."""
    token = (
        AccessToken.objects.select_related("member__organization", "member__team")
        .filter(key_hash=key_hash(key), revoked_at=None, member__left_on=None)
        .first()
    )
    if token is None:
        return None
    stale = Q(used_at=None) | Q(used_at__lt=now - USED_EVERY)
    if token.used_at is None or token.used_at < now - USED_EVERY:
        AccessToken.objects.filter(stale, pk=token.pk).update(used_at=now)
    return token.member
