"""Who is asking the API: a member, by the key in `Authorization: Bearer hs_…`."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.security import HttpBearer

from hederssak.lib import clock
from hederssak.org.actions import member_of_key
from hederssak.org.models import Member


class AccessKey(HttpBearer):
    """A member's key; what it may do is what the member may do.

    A session's cookie is not enough here: a page of somebody else's could use it without the member knowing.
    """

    def authenticate(self, request: HttpRequest, token: str) -> Member | None:
        """Find the member and set `request.member`; None answers 401."""
        member = member_of_key(token, now=clock.read())
        request.member = member  # type: ignore[attr-defined] # MemberRequest says so to the routes
        return member
