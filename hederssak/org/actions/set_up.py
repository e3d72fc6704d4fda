"""The first start: the company and its first administrator, made once in the browser."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass
from pathlib import Path

from allauth.account.models import EmailAddress
from django.db import connection, transaction

from hederssak.history.actions import Made, Source, record_made
from hederssak.history.models import RecordKind
from hederssak.org.countries import HABITS
from hederssak.org.models import Country, Member, Organization, Role, User
from hederssak.org.queries import is_set_up

KEY_FILE = "setup_key"


class AlreadySetUpError(Exception):
    """There is a company in this installation; further people come by invitation."""

    code = "already_set_up"


class WrongSetUpKeyError(Exception):
    """The key is not the one in the data folder."""

    code = "wrong_set_up_key"


@dataclass(frozen=True, kw_only=True)
class FirstCompany:
    """What the set-up page asks for; the rest follows from the country."""

    name: str
    country: Country
    language: str
    admin_name: str
    email: str
    password: str


def set_up_key(folder: Path) -> str:
    """Return the key that opens the set-up page, made at the first asking and readable by the operator alone.

    Whoever can read the server's data folder may set it up. Where a visitor comes from says nothing: behind a
    reverse proxy everybody comes from this machine (docs/decisions/0007-set-up-key.md).
    """
    path = folder / KEY_FILE
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(16), encoding="ascii")
    return path.read_text(encoding="ascii").strip()


def set_up(wanted: FirstCompany, *, key: str, folder: Path, now: dt.datetime) -> Member:
    """Make the company and its administrator, and return the latter; the key is void after that.

    Raises:
        AlreadySetUpError: somebody was quicker, or it was done long ago.
        WrongSetUpKeyError: the key is not the operator's.

    """
    with transaction.atomic():
        _one_at_a_time()
        if is_set_up():
            raise AlreadySetUpError
        if not secrets.compare_digest(key.strip().encode(), set_up_key(folder).encode()):
            raise WrongSetUpKeyError
        member = _make(wanted, now)
    (folder / KEY_FILE).unlink(missing_ok=True)
    return member


def _make(wanted: FirstCompany, now: dt.datetime) -> Member:
    habits = HABITS[wanted.country]
    organization = Organization.objects.create(
        name=wanted.name,
        country=wanted.country,
        currency=habits.currency,
        time_zone=habits.time_zone,
        language=wanted.language,
        created_at=now,
    )
    user = User.objects.create_user(wanted.email, wanted.password, name=wanted.admin_name)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    member = Member.objects.create(
        organization=organization,
        user=user,
        name=wanted.admin_name,
        email=user.email,
        role=Role.ADMIN,
        language=wanted.language,
    )
    record_made(
        [
            Made(RecordKind.ORGANIZATION, organization, ("name", "country", "currency", "time_zone", "language")),
            Made(RecordKind.MEMBER, member, ("name", "email", "role", "language")),
        ],
        organization_id=organization.pk,
        source=Source.page(by=member, now=now),
    )
    return member


def _one_at_a_time() -> None:
    """Let two who press the button together come one after the other; SQLite's transactions do so by themselves."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE org_organization IN SHARE ROW EXCLUSIVE MODE")
