"""Sending the minutes by themselves: to everybody of the team, in each one's language, and to the team's chat (R16)."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils import translation

from hederssak.lib.addresses import page
from hederssak.org.models import Member
from hederssak.outbox.actions import Letter, write_chat, write_mail
from hederssak.salesmeetings.models import MinutesSent, Run
from hederssak.salesmeetings.queries.minutes import Minutes, chat_of, due_for_minutes, minutes_of
from hederssak.salesmeetings.texts import minutes as texts


class NotEndedError(Exception):
    """Minutes are of a team's meeting that has ended."""

    code = "not_ended"


def send_due_minutes(*, now: dt.datetime) -> int:
    """Send the minutes of each meeting that has ended, in any organization; return how many meetings that were."""
    runs = due_for_minutes(now=now)
    for run in runs:
        send_minutes(run, now=now)
    return len(runs)


def send_minutes(run: Run, *, now: dt.datetime) -> list[MinutesSent]:
    """Send the minutes to whoever has not got them, and return those; a second time nobody gets them twice.

    Raises:
        NotEndedError: the meeting is still on, or it is no meeting of a team.

    """
    if run.ended_at is None or run.meeting is None:
        raise NotEndedError
    with transaction.atomic():
        Run.objects.select_for_update(of=("self",)).get(pk=run.pk)
        minutes = minutes_of(run, run.meeting)
        known = set(MinutesSent.objects.filter(run=run).values_list("member_id", flat=True))
        rows = [
            MinutesSent(run=run, member=member, was_there=was_there, at=now)
            for member, was_there in minutes.readers
            if member.pk not in known
        ]
        MinutesSent.objects.bulk_create(rows)
        for row in rows:
            _post(minutes, row.member, was_there=row.was_there, now=now)
        if rows and not known:
            _post_to_chat(minutes, now=now)
    return rows


def address_of_minutes(minutes: Minutes) -> str:
    """Return where the minutes are read."""
    return f"{settings.PUBLIC_URL}{page('salesmeetings:minutes', minutes.meeting.pk)}"


def _post(minutes: Minutes, to: Member, *, was_there: bool, now: dt.datetime) -> None:
    """Write the letter to one who has an address and signs in. Nobody reads mail in the demo company."""
    if not to.email or to.user_id is None or to.left_on is not None or minutes.meeting.team.organization.is_demo:
        return
    with translation.override(to.language):
        text = texts.letter(minutes, reader=to, was_there=was_there, address=address_of_minutes(minutes))
        letter = Letter(to=to.email, subject=texts.subject(minutes), text=text)
    key = f"minutes:{minutes.run.pk}:{to.pk}"
    write_mail(letter, key=key, organization_id=minutes.run.organization_id, now=now)


def _post_to_chat(minutes: Minutes, *, now: dt.datetime) -> None:
    """Write the line to the team's chat, in the organization's language."""
    chat, organization = chat_of(minutes.meeting), minutes.meeting.team.organization
    if chat is None or organization.is_demo:
        return
    with translation.override(organization.language):
        text = texts.chat(minutes, address=address_of_minutes(minutes))
    write_chat(chat.address, text, key=f"chat:{minutes.run.pk}", organization_id=organization.pk, now=now)
