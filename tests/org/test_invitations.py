"""A letter with a key that works once, within two weeks, for the one it was sent to."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from hederssak.history.models import Change
from hederssak.lib import clock
from hederssak.org.actions import (
    HasLeftError,
    MemberDraft,
    NoAddressError,
    SignsInAlreadyError,
    add_member,
    invite,
    leave,
    withdraw,
)
from hederssak.org.models import Invitation, Member, User
from hederssak.outbox.actions import deliver_due
from hederssak.outbox.models import Outgoing
from tests.cast import NOW, Cast

SignIn = Callable[[Member], Client]
GIVEN = {"name": "Siri Bergman", "password": "tre koppar kaffe"}


@pytest.fixture
def siri(cast: Cast) -> Member:
    return add_member(MemberDraft(name="Siri Bergman", email="siri@example.com"), by=cast.ada, now=clock.read())


def path_of(link: str) -> str:
    return "/" + link.split("/", 3)[3]


def test_the_letter_is_in_the_invited_ones_language(cast: Cast, siri: Member) -> None:
    siri.language = "fi"
    sent = invite(siri, by=cast.ada, now=NOW)
    deliver_due(now=NOW)
    letter = mail.outbox[0]
    assert letter.to == ["siri@example.com"]
    assert "Ada Nyman" in letter.subject
    assert "Hei Siri" in letter.body
    assert sent.link in letter.body


def test_the_key_is_nowhere_in_the_house_once_the_letter_has_left(cast: Cast, siri: Member) -> None:
    sent = invite(siri, by=cast.ada, now=NOW)
    deliver_due(now=NOW)
    key = path_of(sent.link).rstrip("/").rsplit("/", 1)[1]
    assert len(key) > 40
    kept = [*Invitation.objects.values(), *Outgoing.objects.values(), *Change.objects.values()]
    assert key not in repr(kept)


def test_following_the_link_makes_the_sign_in_and_signs_in(cast: Cast, siri: Member, client: Client) -> None:
    link = path_of(invite(siri, by=cast.ada, now=clock.read()).link)
    assert "siri@example.com" in client.get(link).content.decode()
    assert client.post(link, GIVEN).status_code == 302
    siri.refresh_from_db()
    assert siri.user is not None
    assert siri.user.check_password("tre koppar kaffe")
    assert EmailAddress.objects.get(user=siri.user).verified
    assert client.get("/").status_code == 200


def test_the_link_works_once(cast: Cast, siri: Member, client: Client) -> None:
    link = path_of(invite(siri, by=cast.ada, now=clock.read()).link)
    client.post(link, GIVEN)
    again = Client().post(link, GIVEN | {"password": "another long one"})
    assert again.status_code == 404
    assert User.objects.get(email="siri@example.com").check_password("tre koppar kaffe")


def test_the_link_is_too_old_after_two_weeks(cast: Cast, siri: Member, client: Client) -> None:
    link = path_of(invite(siri, by=cast.ada, now=clock.read() - dt.timedelta(days=15)).link)
    assert client.get(link).status_code == 404


def test_inviting_again_stops_the_earlier_link(cast: Cast, siri: Member, client: Client) -> None:
    first = path_of(invite(siri, by=cast.ada, now=clock.read()).link)
    second = path_of(invite(siri, by=cast.ada, now=clock.read()).link)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200


def test_a_withdrawn_invitation_opens_nothing_and_its_letter_stays(cast: Cast, siri: Member, client: Client) -> None:
    sent = invite(siri, by=cast.ada, now=clock.read())
    withdraw(sent.invitation, by=cast.ada, now=clock.read())
    assert client.get(path_of(sent.link)).status_code == 404
    assert deliver_due(now=clock.read()) == 0


def test_whoever_leaves_before_coming_does_not_come(cast: Cast, siri: Member, client: Client) -> None:
    sent = invite(siri, by=cast.ada, now=clock.read())
    leave(siri, by=cast.ada, now=clock.read())
    assert client.get(path_of(sent.link)).status_code == 404
    with pytest.raises(HasLeftError):
        invite(siri, by=cast.ada, now=NOW)


def test_a_weak_password_is_refused(cast: Cast, siri: Member, client: Client) -> None:
    link = path_of(invite(siri, by=cast.ada, now=clock.read()).link)
    assert client.post(link, GIVEN | {"password": "siri@example.com"}).status_code == 422
    assert client.post(link, {}).status_code == 422


def test_a_guessed_link_opens_nothing(cast: Cast, client: Client) -> None:
    assert client.get("/organization/invitations/guess/").status_code == 404


def test_somebody_who_signs_in_elsewhere_keeps_their_password_and_their_second_step(cast: Cast, client: Client) -> None:
    """The link alone must not pass by them: it may have been read by whoever reads that mailbox."""
    guest = add_member(MemberDraft(name="Stig", email="stig@example.com"), by=cast.ada, now=clock.read())
    link = path_of(invite(guest, by=cast.ada, now=clock.read()).link)
    answer = client.post(link, GIVEN)
    assert answer["Location"] == reverse("account_login")
    assert "_auth_user_id" not in client.session
    guest.refresh_from_db()
    assert guest.user == cast.stig.user
    assert cast.stig.user is not None
    assert not User.objects.get(pk=cast.stig.user.pk).check_password(GIVEN["password"])


def test_who_needs_no_invitation_gets_none(cast: Cast) -> None:
    with pytest.raises(SignsInAlreadyError):
        invite(cast.anna, by=cast.ada, now=NOW)
    with pytest.raises(NoAddressError):
        invite(add_member(MemberDraft(name="X"), by=cast.ada, now=NOW), by=cast.ada, now=NOW)


@pytest.mark.parametrize("who", ["anna", "eva", "vera"])
def test_nobody_but_an_administrator_invites(cast: Cast, siri: Member, who: str) -> None:
    with pytest.raises(PermissionDenied):
        invite(siri, by=cast.members[who], now=NOW)


def test_the_link_is_shown_once_to_whoever_invites(cast: Cast, siri: Member, signed_in: SignIn) -> None:
    browser = signed_in(cast.ada)
    page = browser.post(reverse("org:member_invite", args=[siri.pk])).content.decode()
    found = re.search(r'value="(http[^"]+/organization/invitations/[^"]+)"', page)
    assert found
    assert Client().get(path_of(found[1])).status_code == 200
    assert found[1] not in browser.get(reverse("org:member", args=[siri.pk])).content.decode()


def test_the_history_says_who_was_invited_and_who_came(cast: Cast, siri: Member, client: Client) -> None:
    link = path_of(invite(siri, by=cast.ada, now=clock.read()).link)
    client.post(link, GIVEN)
    said = Change.objects.filter(record_id=siri.pk, field="invitation").order_by("known_at")
    assert [(change.new, change.by_id) for change in said] == [("sent", cast.ada.pk), ("accepted", siri.pk)]


def test_a_letter_that_does_not_get_through_is_said_on_the_page(
    cast: Cast, siri: Member, signed_in: SignIn, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "tests.outbox.backends.NobodyAnswers"
    invite(siri, by=cast.ada, now=clock.read())
    browser = signed_in(cast.ada)
    assert "ConnectionRefusedError" not in browser.get(reverse("org:member", args=[siri.pk])).content.decode()
    deliver_due(now=clock.read())
    assert "ConnectionRefusedError" in browser.get(reverse("org:member", args=[siri.pk])).content.decode()
