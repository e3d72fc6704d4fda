"""Writing letters with the facts that they follow from, and delivering them: each once, with patience.

    write_mail(Letter(to=..., subject=..., text=...), key=f"invitation:{invitation.pk}", organization_id=..., now=now)

The row is written in the caller's transaction, so that no letter leaves about something that was rolled back. A job
delivers within a minute.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import asdict, dataclass
from smtplib import SMTPException, SMTPRecipientsRefused
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F

from hederssak.lib.lines import tell
from hederssak.lib.sealing import SealBroken, seal, unseal
from hederssak.outbox.models import Effect, Outgoing
from hederssak.outbox.providers import ChatRefused, post_line
from hederssak.outbox.queries import due

WAITS = tuple(dt.timedelta(minutes=minutes) for minutes in (2, 5, 15, 60, 180, 360, 720, 1440))
"""How long after each failed try the next one comes; after the last, the letter counts as lost."""

CHAT_ADDRESS = "chat address"
"""What the addresses of chats are sealed for."""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A plain-text e-mail, in the language of whoever gets it."""

    to: str
    subject: str
    text: str
    calendar: str = ""
    """An iCalendar invitation that goes with it (RFC 6047), or nothing."""


def write_mail(letter: Letter, *, key: str, organization_id: uuid.UUID, now: dt.datetime) -> Outgoing:
    """Put a letter into the outbox; with a key that has been used, nothing more is written.

    The text is forgotten once it is delivered: it may hold a link that opens a door.
    """
    row, _made = Outgoing.objects.get_or_create(
        organization_id=organization_id,
        key=key,
        defaults={
            "effect": Effect.MAIL,
            "payload": _payload(letter),
            "made_at": now,
            "due_at": now,
        },
    )
    return row


def write_chat(sealed_address: str, text: str, *, key: str, organization_id: uuid.UUID, now: dt.datetime) -> Outgoing:
    """Put a line to a chat into the outbox, for an address that `seal_address` has sealed; the key is as for a letter.

    The address is a secret: whoever knows it writes into the channel. It stays sealed until it is called.
    """
    row, _made = Outgoing.objects.get_or_create(
        organization_id=organization_id,
        key=key,
        defaults={
            "effect": Effect.CHAT,
            "payload": {"address": sealed_address, "text": text},
            "made_at": now,
            "due_at": now,
        },
    )
    return row


def seal_address(address: str) -> str:
    """Return a chat's address as only this installation can read it."""
    return seal(address, purpose=CHAT_ADDRESS)


def call_back(*, key: str, organization_id: uuid.UUID) -> None:
    """Take a letter out of the box that has not left yet, such as an invitation that was withdrawn."""
    Outgoing.objects.filter(organization_id=organization_id, key=key, delivered_at=None).delete()


def deliver_due(*, now: dt.datetime, most: int = 50) -> int:
    """Deliver what is due, at most so many, and return how many have left.

    Two workers don't deliver the same letter: each takes it by one conditional update first. A worker that ends
    between the mail server's yes and ours delivers twice; the Message-ID is the same then, and mailboxes drop it.
    """
    delivered = 0
    for row in due(now=now)[:most]:
        if _claim(row, now):
            left = _deliver(row, now)
            tell(
                "outbox", id=row.pk, organization=row.organization_id, effect=row.effect, tries=row.tries + 1, left=left
            )
            delivered += left
    return delivered


def _payload(letter: Letter) -> dict[str, str]:
    """Return what is kept of a letter until it leaves; an invitation only where there is one."""
    return {name: value for name, value in asdict(letter).items() if value or name != "calendar"}


def _claim(row: Outgoing, now: dt.datetime) -> bool:
    wait = WAITS[min(row.tries, len(WAITS) - 1)]
    mine = due(now=now).filter(pk=row.pk, tries=row.tries)
    return bool(mine.update(tries=F("tries") + 1, due_at=now + wait))


def _deliver(row: Outgoing, now: dt.datetime) -> bool:
    ours = Outgoing.objects.filter(pk=row.pk)
    try:
        if row.effect == Effect.CHAT:
            post_line(unseal(row.payload["address"], purpose=CHAT_ADDRESS), row.payload["text"])
        else:
            _message(row).send()
    except (SMTPException, OSError, ChatRefused, SealBroken) as error:
        lost = row.tries + 1 >= len(WAITS) or _is_refused_for_good(error)
        ours.update(problem=f"{type(error).__name__}: {error}"[:300], failed_at=now if lost else None)
        return False
    left = {name: value for name, value in row.payload.items() if name in {"to", "subject"}}
    ours.update(delivered_at=now, problem="", payload=left)
    return True


def _is_refused_for_good(error: Exception) -> bool:
    """Say whether trying again is no use; by 4xx a mail server only asks for patience (RFC 5321)."""
    if isinstance(error, ChatRefused):
        return error.for_good
    if isinstance(error, SealBroken):
        return True
    return isinstance(error, SMTPRecipientsRefused) and all(code >= 500 for code, _ in error.recipients.values())


def _message(row: Outgoing) -> EmailMessage:
    host = urlsplit(settings.PUBLIC_URL).hostname
    message = EmailMessage(
        subject=row.payload["subject"],
        body=row.payload["text"],
        to=[row.payload["to"]],
        headers={"Message-ID": f"<{row.pk}@{host}>", "Auto-Submitted": "auto-generated"},
    )
    if calendar := row.payload.get("calendar"):
        message.attach("invitation.ics", calendar, "text/calendar; method=REQUEST; charset=utf-8")
    return message
