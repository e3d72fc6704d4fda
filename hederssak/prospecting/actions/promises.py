"""Writing a promise, signing it, and beginning anew together when it has died (R0)."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import translation

from hederssak.lib.addresses import page
from hederssak.lib.rows import save_only
from hederssak.org.access import leads
from hederssak.org.models import Member, Team
from hederssak.prospecting.actions.breaking import post
from hederssak.prospecting.models import Assumption, Promise, Signature
from hederssak.prospecting.queries.people import facts_of_team
from hederssak.prospecting.queries.promises import is_signer, promise_on, signers_of
from hederssak.prospecting.texts import letters
from hederssak.rules.collapse import Assumed
from hederssak.rules.promise import Terms, check_terms, may_restart, quarter_of


class SaysNothingError(Exception):
    """A promise that does not say what counts as an exception leaves everything open."""

    code = "says_nothing"


class NotYoursToSignError(PermissionDenied):
    """Only those who promise sign: the reps of the team and its manager."""

    code = "not_yours_to_sign"


class NoLongerOpenError(Exception):
    """The promise is over or was replaced meanwhile."""

    code = "no_longer_open"


class StillAliveError(Exception):
    """Only a system that has died is restarted; one that lives is kept, or agreed anew for the next quarter."""

    code = "still_alive"


class AlreadyBegunError(Exception):
    """The day on which it is to begin again has passed, or lies beyond the quarter."""

    code = "already_begun"


def write_promise(
    team: Team, terms: Terms, *, exceptions: str, follow_every: int, first_day: dt.date, by: Member, now: dt.datetime
) -> Promise:
    """Write what the team promises for the quarter of a day; one that stood for it is replaced and signed anew.

    Raises:
        NotAQuarter: the terms make no sense.
        SaysNothingError: it does not say what counts as an exception.

    """
    _require_lead(by, team)
    check_terms(terms)
    if not exceptions.strip():
        raise SaysNothingError
    with transaction.atomic():
        old = promise_on(team, first_day) or _of_quarter(team, first_day)
        first = old.first_day if old else first_day
        promise = _make(team, terms, exceptions, follow_every, (first, old), by=by, now=now)
        if old is not None and old.restarts_id:
            save_only(promise, restarts_id=old.restarts_id)
        _ask_to_sign(promise, by=by, now=now)
    return promise


def sign(promise: Promise, *, by: Member, now: dt.datetime) -> Signature:
    """Put one's own name under a promise; nobody can do so for somebody else, and a second time changes nothing.

    Raises:
        NotYoursToSignError: it is another team's.
        NoLongerOpenError: it was replaced, or its quarter is over.

    """
    if not is_signer(by, promise.team):
        raise NotYoursToSignError
    with transaction.atomic():
        fresh = Promise.objects.select_for_update().get(pk=promise.pk)
        if fresh.replaced_at is not None or fresh.last_day < now.date():
            raise NoLongerOpenError
        signature, _made = Signature.objects.get_or_create(
            promise=fresh,
            member=by,
            defaults={
                "organization_id": fresh.organization_id,
                "as_manager": leads(by, promise.team),
                "signed_at": now,
            },
        )
    return signature


def restart(promise: Promise, *, first_day: dt.date, by: Member, now: dt.datetime) -> Promise:
    """Begin a promise that has died again from a day on, on the same terms, to be signed by all anew.

    From that day on nothing that was broken before counts any longer.

    Raises:
        StillAliveError: the team's system has not collapsed.
        AlreadyBegunError: the day has passed or lies beyond the promise.
        NoLongerOpenError: somebody restarted it meanwhile.

    """
    _require_lead(by, promise.team)
    facts = facts_of_team(promise.team, now=now)
    if not may_restart(facts.state):
        raise StillAliveError
    if not facts.today <= first_day <= promise.last_day:
        raise AlreadyBegunError
    if promise.replaced_at is not None:
        raise NoLongerOpenError
    terms = Terms(promise.blocks, promise.meetings, promise.desirable)
    with transaction.atomic():
        anew = _make(
            promise.team, terms, promise.exceptions, promise.follow_every, (first_day, promise), by=by, now=now
        )
        save_only(anew, restarts_id=promise.pk)
        _ask_to_sign(anew, by=by, now=now)
    return anew


def assume(assumed: Assumed, *, by: Member, now: dt.datetime) -> None:
    """Set what the organization assumes of a collapse until it can measure it; a manager or the director does."""
    if by.role not in {"manager", "director"}:
        raise PermissionDenied
    Assumption.objects.update_or_create(
        organization_id=by.organization_id,
        defaults={
            "margin_per_meeting": assumed.margin_per_meeting.amount,
            "drop": assumed.drop,
            "weeks": assumed.weeks,
            "set_by": by,
            "set_at": now,
        },
    )


def _make(
    team: Team,
    terms: Terms,
    exceptions: str,
    follow_every: int,
    beginning: tuple[dt.date, Promise | None],
    *,
    by: Member,
    now: dt.datetime,
) -> Promise:
    """Replace the old one, if there is one, and write the new; of two at once the database lets one through."""
    first_day, old = beginning
    if old is not None:
        gone = Promise.objects.filter(pk=old.pk, replaced_at=None).update(replaced_at=now)
        if not gone:
            raise NoLongerOpenError
    try:
        with transaction.atomic():
            return Promise.objects.create(
                organization_id=team.organization_id,
                team=team,
                first_day=first_day,
                last_day=old.last_day if old else quarter_of(first_day).last,
                blocks=terms.blocks,
                meetings=terms.meetings,
                desirable=terms.desirable,
                exceptions=exceptions.strip()[:500],
                follow_every=max(1, follow_every),
                written_by=by,
                written_at=now,
            )
    except IntegrityError as error:
        raise NoLongerOpenError from error


def _ask_to_sign(promise: Promise, *, by: Member, now: dt.datetime) -> None:
    """Write to each whose name belongs under it; whoever wrote it knows."""
    link = f"{settings.PUBLIC_URL}{page('prospecting:promise')}"
    for member in signers_of(promise.team):
        if member.pk != by.pk:
            with translation.override(member.language):
                said = letters.sign_please(member.first_name, promise.team.name, link)
            post(member, said, key=f"sign:{promise.pk}:{member.pk}", now=now)


def _of_quarter(team: Team, day: dt.date) -> Promise | None:
    return Promise.objects.filter(team=team, replaced_at=None, last_day=quarter_of(day).last).first()


def _require_lead(by: Member, team: Team) -> None:
    if not leads(by, team):
        raise PermissionDenied
