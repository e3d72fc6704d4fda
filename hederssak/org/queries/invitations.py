"""Invitations that still open a door."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from hederssak.lib.secret_keys import key_hash
from hederssak.org.models import Invitation
from hederssak.outbox.queries import problems


def open_invitations(*, now: dt.datetime) -> QuerySet[Invitation]:
    """Return those that were neither used nor withdrawn nor let lie too long, to people who have not left."""
    return Invitation.objects.filter(
        accepted_at=None, withdrawn_at=None, expires_at__gt=now, member__left_on=None, member__user=None
    )


def invitation_of_key(key: str, *, now: dt.datetime) -> Invitation | None:
    """Return the open invitation that a link's key belongs to."""
    found = open_invitations(now=now).filter(key_hash=key_hash(key))
    return found.select_related("member", "organization", "by").first()


def mail_key(invitation: Invitation) -> str:
    """Return by which key the outbox knows an invitation's letter."""
    return f"invitation:{invitation.pk}"


def letter_problem(invitation: Invitation) -> str:
    """Return what the mail server said when the letter could not be delivered; nothing where it was not so."""
    key = mail_key(invitation)
    return problems(invitation.organization_id, keys=[key]).get(key, "")


def invitation_for_address(email: str, *, now: dt.datetime) -> Invitation | None:
    """Return the open invitation to an e-mail address, the latest of several organizations'."""
    found = open_invitations(now=now).filter(member__email__iexact=email)
    return found.select_related("member").order_by("-sent_at").first()
