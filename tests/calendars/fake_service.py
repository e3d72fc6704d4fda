"""What the fakes of Microsoft and Google have in common: tokens, throttling, and a log of changes to ask about."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from werkzeug.wrappers import Request, Response

Handler = Callable[..., Response]
CLIENT_ID, CLIENT_SECRET = "hederssak", "between us"


def answer(said: Any = None, status: int = 200, **headers: str) -> Response:
    """Return JSON, or nothing."""
    body = "" if said is None else json.dumps(said)
    return Response(body, status, {"Content-Type": "application/json", **headers})


@dataclass
class FakeService:
    """Holds events and numbers their changes; a subclass speaks a service's language about them.

    What a test may play: `throttled` answers of 429 with their Retry-After, `fail_page` (the page that ends in 503),
    `repeats` (events that are said twice), `forget_tokens`, `revoke`, `expire_access`.
    """

    events: dict[str, dict[str, Any]] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    clock: int = 0
    oldest: int = 0
    page: int = 100
    throttled: list[str] = field(default_factory=list)
    fail_page: int = 0
    repeats: bool = False
    access: set[str] = field(default_factory=lambda: {"access-0"})
    refresh: str = "refresh-0"
    revoked: bool = False
    minted: int = 0
    log: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    routes: list[tuple[str, str, Handler]] = field(default_factory=list)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        request = Request(environ)
        self.log.append(f"{request.method} {request.path}")
        return self.answer_to(request)(environ, start_response)

    def answer_to(self, request: Request) -> Response:
        """Return the answer to a request, refusals of every service first."""
        if request.path == "/token":
            return self.token(request)
        if request.headers.get("Authorization", "").removeprefix("Bearer ") not in self.access or self.revoked:
            return self.refuse(401, "InvalidAuthenticationToken")
        if self.throttled:
            return self.refuse(429, "TooManyRequests", **{"Retry-After": self.throttled.pop(0)})
        for method, pattern, handler in self.routes:
            found = re.fullmatch(pattern, request.path)
            if found and method == request.method:
                return handler(request, *found.groups())
        return self.refuse(404, "notFound")

    def refuse(self, status: int, code: str, **headers: str) -> Response:
        """Return a refusal as the service words it; each is noted, so that a test may ask for none."""
        self.refused.append(f"{status} {code}")
        return answer({"error": {"code": code, "message": code}}, status, **headers)

    def token(self, request: Request) -> Response:
        """Give a fresh access token for a refresh token (RFC 6749, 6 and 5.2)."""
        form = request.form
        if (form.get("client_id"), form.get("client_secret")) != (CLIENT_ID, CLIENT_SECRET):
            return answer({"error": "invalid_client"}, 401)
        if form.get("grant_type") == "authorization_code":
            if form.get("code") != "the-code" or not form.get("code_verifier") or not form.get("redirect_uri"):
                return answer({"error": "invalid_grant"}, 400)
        elif form.get("grant_type") != "refresh_token":
            return answer({"error": "unsupported_grant_type"}, 400)
        elif self.revoked or form.get("refresh_token") != self.refresh:
            return answer({"error": "invalid_grant"}, 400)
        self.minted += 1
        self.access.add(f"access-{self.minted}")
        return answer(
            {"access_token": f"access-{self.minted}", "expires_in": 3600, "token_type": "Bearer", **self.more()}
        )

    def more(self) -> dict[str, str]:
        """Return what the service gives beside an access token: Microsoft a new refresh token each time."""
        return {"refresh_token": self.refresh}

    def touch(self, name: str) -> None:
        """Number a change."""
        self.clock += 1
        self.changed[name] = self.clock
        if name in self.events:
            self.events[name]["etag"] = f'"{self.clock}"'

    def since(self, number: int) -> list[str]:
        """Return what changed since a number, in order; said twice where the test wants that."""
        names = [name for name, at in sorted(self.changed.items(), key=lambda one: one[1]) if at > number]
        return [*names, *names[:2]] if self.repeats else names

    def cut(self, names: list[str], start: int) -> tuple[list[str], int | None]:
        """Return one page and where the next begins."""
        end = start + self.page
        return names[start:end], end if end < len(names) else None

    def fails(self) -> bool:
        """Say whether this page is the one that is to fail, counting down."""
        if self.fail_page:
            self.fail_page -= 1
            return self.fail_page == 0
        return False

    def forget_tokens(self) -> None:
        """Know no sync token any more that was given so far."""
        self.clock += 1
        self.oldest = self.clock

    def expire_access(self) -> None:
        """Take no access token any more that was given so far."""
        self.access.clear()
