"""How the API refuses: a status, and a code that programs can read."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema


class Problem(Schema):
    """Why the API refused: `detail` is a code or, for a body that makes no sense, what is wrong with each field."""

    detail: str


class BadBody(Schema):
    """Which fields of a request make no sense, and why."""

    detail: list[dict[str, Any]]


REFUSALS: dict[int, type[Schema]] = {401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: BadBody}
"""To be declared by each route: `response={200: AccountOut, **REFUSALS}`."""


def say_problems(api: NinjaAPI) -> None:
    """Let refusals of actions come out as 403 with a code; 401, 404 and 422 the library says itself."""

    @api.exception_handler(PermissionDenied)
    def not_allowed(request: HttpRequest, _refused: PermissionDenied) -> HttpResponse:
        return api.create_response(request, {"detail": "not_allowed"}, status=403)
