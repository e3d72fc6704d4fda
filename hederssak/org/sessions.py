"""Sessions as Django keeps them in its table, found by a query that is written once: every page begins with it."""

from __future__ import annotations

import datetime as dt

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from hederssak.lib import clock
from hederssak.lib.prepared import prepared


@prepared
def _standing(key: str, now: dt.datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now).order_by("pk")[:1]


class SessionStore(db.SessionStore):
    """Django's own store, but for how a session is looked up."""

    def _get_session_from_db(self) -> Session | None:
        """Return the session if it stands; one that has run out is forgotten, so that a new one gets a new key."""
        found = _standing.first(self.session_key or "", clock.read())
        if found is None:
            self._session_key = None
        return found
