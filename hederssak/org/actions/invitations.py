"""Letting people in: a letter with a key that works once, within two weeks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils import translation

from hederssak.history.actions import Altered, Source, record_changed
from hederssak.history.models import RecordKind
from hederssak.lib.addresses import page
from hederssak.lib.rows import save_only
from hederssak.lib.secret_keys import key_hash, new_key
from hederssak.org.access import require_configure
from hederssak.org.models import Invitation, Member, User
from hederssak.org.queries.invitations import mail_key, open_invitations
from hederssak.org.texts import invitation_letter
from hederssak.outbox.actions import Letter, call_back, write_mail

GOOD_FOR = dt.timedelta(days=14)


class NoAddressError(Exception):
    """A member without an e-mail address can't be invited."""

    code = "no_address"


class SignsInAlreadyError(Exception):
    """The member needs no invitation."""

    code = "signs_in_already"


class HasLeftError(Exception):
    """Whoever has left is first brought back."""

    code = "has_left"


class InvitationOverError(Exception):
    """It was used, withdrawn or let lie for too long."""

    code = "invitation_over"


@dataclass(frozen=True)
class Sent:
    """An invitation and its link, which is nowhere else but in the letter."""

    invitation: Invitation
    link: str


def invite(member: Member, *, by: Member, now: dt.datetime) -> Sent:
    """Send a member the letter by which they sign in the first time; earlier letters stop working.

    Raises:
        NoAddressError: there is nowhere to send it.
        SignsInAlreadyError: they are in.
        HasLeftError: they have left.

    """
    require_configure(by)
    if member.user_id:
        raise SignsInAlreadyError
    if not member.email:
        raise NoAddressError
    if member.left_on is not None:
        raise HasLeftError
    key = new_key()
    link = settings.PUBLIC_URL + page("org:accept_invitation", key)
    with transaction.atomic():
        withdraw_all(member, by=by, now=now)
        invitation = Invitation.objects.create(
            organization=by.organization,
            member=member,
            key_hash=key_hash(key),
            by=by,
            sent_at=now,
            expires_at=now + GOOD_FOR,
        )
        write_mail(_letter(invitation, link), key=mail_key(invitation), organization_id=by.organization_id, now=now)
        _say(invitation, None, "sent", by=by, now=now)
    return Sent(invitation, link)


def withdraw(invitation: Invitation, *, by: Member, now: dt.datetime) -> None:
    """Make an invitation's link worth nothing, and call its letter back if it has not left yet."""
    require_configure(by)
    if invitation.accepted_at or invitation.withdrawn_at:
        return
    with transaction.atomic():
        save_only(invitation, withdrawn_at=now)
        call_back(key=mail_key(invitation), organization_id=invitation.organization_id)
        _say(invitation, "sent", "withdrawn", by=by, now=now)


def withdraw_all(member: Member, *, by: Member, now: dt.datetime) -> None:
    """Withdraw whatever invitations of a member are open."""
    for invitation in open_invitations(now=now).filter(member=member):
        withdraw(invitation, by=by, now=now)


def accept(invitation: Invitation, *, name: str = "", password: str | None = None, now: dt.datetime) -> User:
    """Give the invited member their sign-in and return it; without a password they come by an identity provider.

    Whoever signs in to another organization with the same address keeps that sign-in and its password.

    Raises:
        InvitationOverError: somebody was quicker with the same link, or it is too late.

    """
    with transaction.atomic():
        used = open_invitations(now=now).filter(pk=invitation.pk).update(accepted_at=now)
        if not used:
            raise InvitationOverError
        member = invitation.member
        user = User.objects.filter(email=member.email.lower()).first()
        if user is None:
            user = User.objects.create_user(member.email, password, name=name or member.name)
        EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
        save_only(member, user=user)
        _say(invitation, "sent", "accepted", by=member, now=now)
    return user


def _say(invitation: Invitation, old: str | None, new: str, *, by: Member, now: dt.datetime) -> None:
    record_changed(
        [Altered(RecordKind.MEMBER, invitation.member_id, "invitation", old, new)],
        organization_id=invitation.organization_id,
        source=Source.page(by=by, now=now),
    )


def _letter(invitation: Invitation, link: str) -> Letter:
    """Return the letter in the language of whoever is invited."""
    member = invitation.member
    with translation.override(member.language):
        subject, text = invitation_letter(
            name=member.first_name,
            inviter=invitation.by.name,
            organization=invitation.organization.name,
            link=link,
            days=GOOD_FOR.days,
        )
    return Letter(to=member.email, subject=subject, text=text)
