"""How the API refuses: a status, and a code that programs can read."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema

from hederssak.forecast.actions import DealEndedError
from hederssak.goals.actions import NoAmountError, PeriodOverError
from hederssak.imports.actions import ImportRefused
from hederssak.lib.keyset import BadMarkError
from hederssak.pipeline.actions import (
    AlreadyEndedError,
    CompetitorMissingError,
    NamelessStepError,
    ThroughThemselvesError,
    TooManyStepsError,
    WakeInThePastError,
)
from hederssak.rules.hitlist import HitListRefused
from hederssak.rules.promises import NotSmaller
from hederssak.rules.spoken_days import NotUnderstood
from hederssak.rules.spoken_promises import NotAPromise
from hederssak.rules.swaps import SwapRefused
from hederssak.salesmeetings.actions.cases import (
    CaseRefused,
    NothingWrittenError,
    NotOfferedError,
    NotYoursError,
)
from hederssak.salesmeetings.actions.how_promises_went import AlreadySettledError
from hederssak.salesmeetings.actions.laying_aside import ReasonMissingError, ReasonTooLongError, TooEarlyError
from hederssak.salesmeetings.actions.promising import NothingToTakeBackError


class Problem(Schema):
    """Why the API refused: `detail` is a code or, for a body that makes no sense, what is wrong with each field."""

    detail: str


class BadBody(Schema):
    """Which fields of a request make no sense, and why."""

    detail: list[dict[str, Any]]


REFUSALS: dict[int, type[Schema]] = {401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: BadBody}
"""To be declared by each route: `response={200: AccountOut, **REFUSALS}`."""


BY_RULE: dict[type[Exception], int] = {
    AlreadyEndedError: 409,
    AlreadySettledError: 409,
    CaseRefused: 409,
    DealEndedError: 409,
    HitListRefused: 409,
    NotOfferedError: 404,
    NotSmaller: 409,
    NotYoursError: 403,
    NothingToTakeBackError: 409,
    SwapRefused: 409,
    TooEarlyError: 409,
    TooManyStepsError: 409,
}
"""What is refused because of how things stand, 409 with its code; what is somebody else's, 403, or not there, 404."""


def say_problems(api: NinjaAPI) -> None:
    """Let refusals of actions come out as 403, 409 or 422 with a code; 401, 404 and bad bodies the library says."""

    @api.exception_handler(PermissionDenied)
    def not_allowed(request: HttpRequest, refused: PermissionDenied) -> HttpResponse:
        return api.create_response(request, {"detail": getattr(refused, "code", "not_allowed")}, status=403)

    def refused_by_rule(request: HttpRequest, refused: Exception | type[Exception]) -> HttpResponse:
        status = next(BY_RULE[one] for one in type(refused).__mro__ if one in BY_RULE)
        return api.create_response(request, {"detail": getattr(refused, "code", "")}, status=status)

    for refusal in BY_RULE:
        api.add_exception_handler(refusal, refused_by_rule)

    @api.exception_handler(ImportRefused)
    def not_taken(request: HttpRequest, refused: ImportRefused) -> HttpResponse:
        if refused.code == "too_large":
            answer = {"detail": [{"loc": ["body", "tables"], "type": refused.code} | refused.figures]}
            return api.create_response(request, answer, status=422)
        return api.create_response(request, {"detail": refused.code}, status=409)

    def makes_no_sense(request: HttpRequest, refused: Exception | type[Exception]) -> HttpResponse:
        where = next(place for refusal, place in WHERE.items() if isinstance(refused, refusal))
        code: str = getattr(refused, "code", "")
        return api.create_response(request, {"detail": [{"loc": where, "type": code}]}, status=422)

    for refusal in WHERE:
        api.add_exception_handler(refusal, makes_no_sense)


WHERE: dict[type[Exception], list[str]] = {
    BadMarkError: ["query", "after"],
    CompetitorMissingError: ["body", "competitor"],
    NamelessStepError: ["body", "name"],
    NoAmountError: ["body", "amount"],
    NotAPromise: ["body", "text"],
    NothingWrittenError: ["body", "text"],
    NotUnderstood: ["body", "when"],
    PeriodOverError: ["body", "day"],
    ReasonMissingError: ["body", "reason"],
    ReasonTooLongError: ["body", "reason"],
    ThroughThemselvesError: ["body", "through"],
    WakeInThePastError: ["body", "wake_on"],
}
"""Which field of a request a refusal is about."""
