"""Signing in by a refresh token (RFC 6749, 6), as Microsoft and Google do; and getting one by a person's yes."""

from __future__ import annotations

import datetime as dt
from base64 import urlsafe_b64encode
from collections.abc import Callable, Generator, Mapping
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

import httpx

from hederssak.calendars.providers.calls import Caller
from hederssak.calendars.providers.protocol import AccessRevoked, CalendarAway, Refused

EARLY = dt.timedelta(minutes=1)
SCOPES = {
    "microsoft": "offline_access Calendars.ReadWrite",
    "google": "https://www.googleapis.com/auth/calendar.events",
}
MORE = {"google": {"access_type": "offline", "prompt": "consent"}, "microsoft": {"prompt": "select_account"}}
"""Google gives a refresh token only when asked for offline access, and again only when the person says yes again."""


class OAuth(httpx.Auth):
    """Puts an access token into each call, and gets a fresh one when it is about to end or is not taken any more.

    A service may give a new refresh token along, which takes the old one's place; `on_saved` keeps what has to be
    kept before anything else is done with it.
    """

    requires_response_body = True

    def __init__(
        self,
        app: Mapping[str, str],
        secret: dict[str, Any],
        *,
        now: dt.datetime,
        on_saved: Callable[[dict[str, Any]], None],
    ) -> None:
        """Take what the installation is to the service, and what the member gave."""
        self.app, self.secret, self.now, self.on_saved = app, secret, now, on_saved

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Send the request with a token that is good."""
        refreshed = False
        if not self._is_good():
            yield from self._refresh()
            refreshed = True
        request.headers["Authorization"] = f"Bearer {self.secret['access_token']}"
        answer = yield request
        if answer.status_code == 401 and not refreshed:
            yield from self._refresh()
            request.headers["Authorization"] = f"Bearer {self.secret['access_token']}"
            yield request

    def _is_good(self) -> bool:
        until = self.secret.get("good_until")
        return bool(self.secret.get("access_token") and until) and (
            dt.datetime.fromisoformat(str(until)) - EARLY > self.now
        )

    def _refresh(self) -> Generator[httpx.Request, httpx.Response, None]:
        form = {
            "grant_type": "refresh_token",
            "refresh_token": self.secret["refresh_token"],
            "client_id": self.app["client_id"],
            "client_secret": self.app["secret"],
        }
        answer = yield httpx.Request("POST", self.app["token"], data=form)
        self.secret = kept(answer, before=self.secret, now=self.now)
        self.on_saved(self.secret)


def kept(answer: httpx.Response, *, before: Mapping[str, Any], now: dt.datetime) -> dict[str, Any]:
    """Return what is to be kept of a token endpoint's answer (RFC 6749, 5).

    Raises:
        AccessRevoked: the person has taken the permission back, or it has ended.
        Refused: the service does not know this installation.
        CalendarAway: it does not answer now.

    """
    if answer.status_code == 429 or answer.status_code >= 500:
        raise CalendarAway("away")
    said = _json(answer)
    if answer.status_code != 200:
        raise AccessRevoked("grant") if said.get("error") == "invalid_grant" else Refused("not_set_up")
    good_until = now + dt.timedelta(seconds=int(said.get("expires_in", 0)))
    refresh = said.get("refresh_token") or before.get("refresh_token")
    if not refresh:
        raise AccessRevoked("grant")
    return {"refresh_token": refresh, "access_token": said["access_token"], "good_until": good_until.isoformat()}


def sign_in_url(service: str, app: Mapping[str, str], *, back: str, state: str, verifier: str) -> str:
    """Return where a person says yes; `verifier` is the secret of this one sign-in (PKCE, RFC 7636)."""
    digest = urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "client_id": app["client_id"],
        "response_type": "code",
        "redirect_uri": back,
        "scope": SCOPES[service],
        "state": state,
        "code_challenge": digest,
        "code_challenge_method": "S256",
        **MORE[service],
    }
    return f"{app['authorize']}?{urlencode(asked)}"


def redeem(app: Mapping[str, str], *, code: str, back: str, verifier: str, now: dt.datetime) -> dict[str, Any]:
    """Return what is to be kept after a person has said yes; raises as `kept` does."""
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "code_verifier": verifier,
        "client_id": app["client_id"],
        "client_secret": app["secret"],
    }
    try:
        answer = Caller.guarded().call("POST", app["token"], data=form)
    except AccessRevoked as error:  # 401: it is this installation that it does not know (RFC 6749, 5.2)
        raise Refused("not_set_up") from error
    return kept(answer, before={}, now=now)


def _json(answer: httpx.Response) -> dict[str, Any]:
    try:
        said = answer.json()
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
