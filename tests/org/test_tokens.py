"""Keys to the API are shown once, kept as a hash, and are worth what their member is worth."""

import datetime as dt
from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from hederssak.org.actions import make_token, member_of_key, revoke_token
from hederssak.org.models import AccessToken, Member
from tests.cast import NOW, Cast

SignIn = Callable[[Member], Client]


def test_a_key_opens_for_its_member(cast: Cast) -> None:
    _token, key = make_token(name="report", by=cast.anna, now=NOW)
    assert member_of_key(key, now=NOW) == cast.anna
    assert member_of_key(key + "x", now=NOW) is None
    assert member_of_key("", now=NOW) is None


def test_only_its_hash_is_kept(cast: Cast) -> None:
    _token, key = make_token(name="report", by=cast.anna, now=NOW)
    assert key.startswith("hs_")
    assert key not in repr(list(AccessToken.objects.values()))


def test_a_revoked_key_opens_nothing(cast: Cast) -> None:
    token, key = make_token(name="report", by=cast.anna, now=NOW)
    revoke_token(token, now=NOW)
    assert member_of_key(key, now=NOW) is None


def test_the_last_use_is_kept_to_five_minutes(cast: Cast) -> None:
    token, key = make_token(name="report", by=cast.anna, now=NOW)
    for minutes in (0, 1, 4, 6):
        member_of_key(key, now=NOW + dt.timedelta(minutes=minutes))
        token.refresh_from_db()
        assert token.used_at == NOW + dt.timedelta(minutes=6 if minutes == 6 else 0)


def test_the_page_shows_a_new_key_once_and_only_ones_own(cast: Cast, signed_in: SignIn) -> None:
    browser = signed_in(cast.anna)
    page = browser.post(reverse("org:tokens"), {"name": "Weekly report"}).content.decode()
    assert "hs_" in page
    again = browser.get(reverse("org:tokens")).content.decode()
    assert "Weekly report" in again
    assert "hs_" not in again
    assert "Weekly report" not in signed_in(cast.eva).get(reverse("org:tokens")).content.decode()


def test_a_colleagues_key_can_not_be_revoked(cast: Cast, signed_in: SignIn) -> None:
    token, key = make_token(name="report", by=cast.anna, now=NOW)
    assert signed_in(cast.ada).post(reverse("org:token_revoke", args=[token.pk])).status_code == 404
    assert member_of_key(key, now=NOW) == cast.anna
