"""The letter by which somebody chooses a new password."""

from __future__ import annotations

import datetime as dt

from django.utils import translation

from hederssak.lib.ids import new_id
from hederssak.org.models import Member, User
from hederssak.org.texts import password_letter
from hederssak.outbox.actions import Letter, write_mail


def send_password_letter(user: User, *, to: str, link: str, now: dt.datetime) -> None:
    """Write to a user in their language; nothing is sent to one who is a member nowhere any more."""
    member = Member.objects.filter(user=user, left_on=None).order_by("pk").first()
    if member is None:
        return
    with translation.override(member.language):
        subject, text = password_letter(name=member.first_name, link=link)
    letter = Letter(to=to, subject=subject, text=text)
    write_mail(letter, key=f"password:{new_id()}", organization_id=member.organization_id, now=now)
