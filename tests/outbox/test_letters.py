"""A letter is written with its facts, leaves once, and is tried again with patience."""

import datetime as dt
import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, Message

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.core import mail
from django.db import transaction
from pytest_django import Settings

from hederssak.outbox.actions import WAITS, Letter, call_back, deliver_due, write_mail
from hederssak.outbox.models import Outgoing
from hederssak.outbox.queries import problems
from tests.cast import NOW, Cast

LETTER = Letter(to="anna@example.com", subject="Välkommen", text="Öppna https://sales.example.com/k/hemlig")
HOUR = dt.timedelta(hours=1)


class Postbox(MessageHandler):
    """A mail server that keeps what it gets, or refuses with a given answer."""

    def __init__(self) -> None:
        super().__init__()
        self.letters: list[EmailMessage] = []
        self.answer = ""

    def handle_message(self, message: Message) -> None:
        self.letters.append(message_from_bytes(message.as_bytes(), policy=policy.default))

    async def handle_RCPT(  # noqa: N802 (the server looks for this name)
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.answer:
            return self.answer
        envelope.rcpt_tos.append(address)
        return "250 OK"


@pytest.fixture
def postbox(settings: Settings) -> Iterator[Postbox]:
    box = Postbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield box
    server.stop()


def write(cast: Cast, key: str = "k1") -> Outgoing:
    return write_mail(LETTER, key=key, organization_id=cast.nordvik.pk, now=NOW)


def test_a_letter_gets_through_a_mail_server(cast: Cast, postbox: Postbox) -> None:
    row = write(cast)
    assert deliver_due(now=NOW) == 1
    letter = postbox.letters[0]
    assert (letter["To"], letter["Subject"]) == ("anna@example.com", "Välkommen")
    assert str(row.pk) in letter["Message-ID"]
    assert "hemlig" in letter.get_content()


def test_it_leaves_once(cast: Cast) -> None:
    write(cast)
    write(cast)
    assert deliver_due(now=NOW) == 1
    assert deliver_due(now=NOW + HOUR) == 0
    assert len(mail.outbox) == 1


def test_another_organizations_letter_of_the_same_key_is_another_letter(cast: Cast) -> None:
    write(cast)
    write_mail(LETTER, key="k1", organization_id=cast.elsewhere.pk, now=NOW)
    assert deliver_due(now=NOW) == 2


def test_what_was_rolled_back_is_never_said(cast: Cast) -> None:
    with transaction.atomic():
        write(cast)
        transaction.set_rollback(True)
    assert deliver_due(now=NOW) == 0


def test_the_text_is_forgotten_when_it_has_left(cast: Cast) -> None:
    row = write(cast)
    deliver_due(now=NOW)
    row.refresh_from_db()
    assert row.payload == {"to": "anna@example.com", "subject": "Välkommen"}


def test_a_mail_server_that_is_busy_is_asked_again_later(cast: Cast, postbox: Postbox) -> None:
    row = write(cast)
    postbox.answer = "451 try later"
    assert deliver_due(now=NOW) == 0
    assert "451" in problems(cast.nordvik.pk, keys=["k1"])["k1"]
    assert deliver_due(now=NOW + WAITS[0] / 2) == 0
    postbox.answer = ""
    assert deliver_due(now=NOW + WAITS[0]) == 1
    row.refresh_from_db()
    assert (row.tries, row.problem) == (2, "")


def test_nobody_at_the_address_is_not_asked_again(cast: Cast, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "tests.outbox.backends.NobodyThere"
    row = write(cast)
    deliver_due(now=NOW)
    row.refresh_from_db()
    assert row.failed_at == NOW
    assert deliver_due(now=NOW + 1000 * HOUR) == 0


def test_a_mail_server_that_is_gone_is_given_up_after_two_days(cast: Cast, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "tests.outbox.backends.NobodyAnswers"
    row = write(cast)
    now = NOW
    for wait in WAITS:
        assert deliver_due(now=now) == 0
        now += wait
    row.refresh_from_db()
    assert (row.tries, row.failed_at is not None) == (len(WAITS), True)
    assert sum(WAITS, dt.timedelta()) > dt.timedelta(days=1)


def test_a_letter_that_has_not_left_can_be_called_back(cast: Cast) -> None:
    write(cast)
    call_back(key="k1", organization_id=cast.nordvik.pk)
    assert deliver_due(now=NOW) == 0
