"""Naming the chat in which a team's minutes are posted."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation

from hederssak.lib.outside import UrlRefused, checked_form
from hederssak.org.access import leads, may_configure
from hederssak.org.models import Member, Team
from hederssak.outbox.actions import seal_address, write_chat
from hederssak.salesmeetings.models import TeamChat
from hederssak.salesmeetings.texts import minutes as texts

LONGEST = 500


class AddressRefusedError(Exception):
    """The address is none to which a line can be posted."""

    code = "address_refused"


def may_set_chat(member: Member, team: Team) -> bool:
    """Say whether a member says where the minutes are posted: the team's manager, and who administers."""
    return member.organization_id == team.organization_id and (leads(member, team) or may_configure(member))


def set_chat(team: Team, address: str, *, by: Member, now: dt.datetime) -> TeamChat:
    """Keep the address of a chat's incoming webhook, sealed, and post a first line there that says so.

    Raises:
        PermissionDenied: the member neither leads the team nor administers.
        AddressRefusedError: it is no https address, or one inside that the operator has not allowed.

    """
    if not may_set_chat(by, team):
        raise PermissionDenied
    host = _host(address.strip())
    with transaction.atomic():
        chat, _made = TeamChat.objects.update_or_create(
            team=team,
            defaults={
                "organization_id": team.organization_id,
                "address": seal_address(address.strip()),
                "host": host,
                "set_at": now,
                "set_by": by,
            },
        )
        if not team.organization.is_demo:
            with translation.override(team.organization.language):
                line = texts.chat_is_set(team.name)
            key = first_line_of(chat)
            write_chat(chat.address, line, key=key, organization_id=team.organization_id, now=now)
    return chat


def end_chat(team: Team, *, by: Member) -> None:
    """Forget a team's chat; without one nothing happens."""
    if not may_set_chat(by, team):
        raise PermissionDenied
    TeamChat.objects.filter(organization_id=team.organization_id, team=team).delete()


def first_line_of(chat: TeamChat) -> str:
    """Return the key under which the first line to a chat waits in the outbox."""
    return f"chat-set:{chat.pk}:{chat.set_at.timestamp():.0f}"


def _host(address: str) -> str:
    """Return the host of an address that may be called; the network is asked only when a line leaves."""
    allowed = settings.ALLOW_PRIVATE_HOSTS
    try:
        parts = checked_form(address, allowed_hosts=allowed)
    except UrlRefused as refused:
        raise AddressRefusedError from refused
    host = parts.hostname or ""
    if len(address) > LONGEST or (parts.scheme != "https" and host not in allowed):
        raise AddressRefusedError
    return host
