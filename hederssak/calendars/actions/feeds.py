"""The secret calendar address of a member: made when it is first asked for, renewed when it got into wrong hands."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from hederssak.calendars.models import Feed
from hederssak.lib.sealing import SealBroken, seal, unseal
from hederssak.lib.secret_keys import key_hash, new_key
from hederssak.org.models import Member

PURPOSE = "calendar feed"


def feed_key(*, by: Member, now: dt.datetime) -> str:
    """Return the key in a member's own calendar address; it is made at the first call.

    A key that can't be unsealed, because the installation's secret key was changed, is replaced by a fresh one.
    """
    feed = Feed.objects.filter(member=by).first()
    if feed is None:
        return renew_feed(by=by, now=now)
    try:
        key: str = unseal(feed.sealed_key, purpose=PURPOSE)
    except SealBroken:
        return renew_feed(by=by, now=now)
    return key


def renew_feed(*, by: Member, now: dt.datetime) -> str:
    """Give a member a new calendar address; the old one is worth nothing from now on."""
    key = new_key()
    values = {"key_hash": key_hash(key), "sealed_key": seal(key, purpose=PURPOSE), "made_at": now}
    with transaction.atomic():
        Feed.objects.update_or_create(member=by, defaults=values | {"organization_id": by.organization_id})
    return key
