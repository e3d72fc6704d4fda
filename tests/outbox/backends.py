"""Mail servers on a bad day."""

from collections.abc import Sequence
from smtplib import SMTPRecipientsRefused

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class NobodyThere(BaseEmailBackend):
    """Refuses the address for good."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise SMTPRecipientsRefused({message.to[0]: (550, b"no such user") for message in email_messages})


class NobodyAnswers(BaseEmailBackend):
    """Is not there."""

    def send_messages(self, _letters: Sequence[EmailMessage]) -> int:
        raise ConnectionRefusedError
