"""Who the key belongs to, and who has looked at them."""

from __future__ import annotations

import datetime as dt
import uuid

from ninja import Router, Schema

from hederssak.api.v1.problems import REFUSALS
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Member, PageLook
from hederssak.org.queries import looks_at

router = Router(tags=["me"])


class OrganizationOut(Schema):
    """The organization of a member."""

    id: uuid.UUID
    name: str
    country: str
    currency: str
    time_zone: str


class TeamOut(Schema):
    """A team by name."""

    id: uuid.UUID
    name: str


class MemberOut(Schema):
    """A member, as they are to themselves."""

    id: uuid.UUID
    name: str
    email: str
    role: str
    language: str
    team: TeamOut | None
    organization: OrganizationOut


class LookOut(Schema):
    """Somebody opened a page about the member."""

    viewer: str
    page: str
    at: dt.datetime

    @staticmethod
    def resolve_viewer(look: PageLook) -> str:
        """Return the name of whoever looked."""
        return look.viewer.name


@router.get("", response={200: MemberOut, **REFUSALS}, operation_id="me")
def me(request: MemberRequest) -> Member:
    """Return the member whose key this is."""
    return request.member


@router.get("/looks", response={200: list[LookOut], **REFUSALS}, operation_id="looks_at_me")
def looks(request: MemberRequest) -> list[PageLook]:
    """Return who has looked at the member's page, the latest first."""
    return looks_at(request.member)
