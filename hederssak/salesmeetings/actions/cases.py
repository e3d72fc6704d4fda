"""Offering a deal to learn from, taking it up in the meeting, and keeping what was understood (R16)."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction

from hederssak.cadence.models import SalesMeeting
from hederssak.lib.rows import save_only
from hederssak.org.access import leads
from hederssak.org.models import Member, Team
from hederssak.pipeline.models import Opportunity
from hederssak.rules.cases import Reason
from hederssak.rules.names import search_key
from hederssak.salesmeetings.models import Case, Insight
from hederssak.salesmeetings.queries.cases import may_steer, may_write_in, open_offer
from hederssak.salesmeetings.queries.likeness import likeness_of
from hederssak.salesmeetings.queries.meetings import next_meeting
from hederssak.salesmeetings.queries.packs import chosen_case


class CaseRefused(Exception):
    """Raised when a case cannot be offered, taken back or written to; `code` says why."""

    code = ""


class NotYoursError(CaseRefused):
    """Somebody else's deal: it is theirs to offer."""

    code = "not_yours"


class NoTeamError(CaseRefused):
    """Whoever offers is in no team."""

    code = "no_team"


class ToldAlreadyError(CaseRefused):
    """What has been told is not taken back."""

    code = "told_already"


class NothingWrittenError(CaseRefused):
    """An insight needs words."""

    code = "nothing_written"


class NotOfferedError(CaseRefused):
    """The deal is not among the cases of the meeting's pack."""

    code = "not_offered"


def offer_case(*, opportunity: Opportunity, question: str, by: Member, now: dt.datetime) -> Case:
    """Offer one's own deal to be told in the team's next meeting, with a question.

    Offered again it is the same case with the new question. Without a meeting ahead it waits for the next. Raises
    `NotYoursError` and `NoTeamError`.
    """
    if opportunity.owner_id != by.pk:
        raise NotYoursError
    if by.team is None:
        raise NoTeamError
    with transaction.atomic():
        standing = open_offer(opportunity, now=now)
        if standing is not None:
            save_only(standing, question=question, search_key=_key(standing, opportunity, question))
            return standing
        case = Case(
            organization_id=by.organization_id,
            team=by.team,
            opportunity=opportunity,
            teller=by,
            reason=Reason.VOLUNTEERED,
            question=question,
            meeting=next_meeting(by.team, now=now),
            offered_at=now,
            offered_by=by,
        )
        case.search_key = _key(case, opportunity, question)
        case.save(force_insert=True)
        return case


def take_back(*, case: Case, by: Member, now: dt.datetime) -> None:
    """Take back an offered case; its teller and the team's manager may. Raises `ToldAlreadyError` for one told."""
    if not may_steer(by, case):
        raise PermissionDenied
    if case.told_at is not None or case.insights.exists():
        raise ToldAlreadyError
    Case.objects.filter(pk=case.pk, taken_back_at=None).update(taken_back_at=now)


def take_up(*, meeting: SalesMeeting, opportunity: Opportunity, by: Member, now: dt.datetime) -> Case:
    """Make a case of a deal that the meeting's pack has chosen, and return it; a second time it is the same.

    Anyone in the team may, and its manager. Raises `NotOfferedError` where the pack has not chosen it.
    """
    _require_inside(by, meeting.team)
    with transaction.atomic():
        standing = Case.objects.filter(meeting=meeting, opportunity=opportunity, taken_back_at=None).first()
        if standing is not None:
            return standing
        chosen = chosen_case(meeting, opportunity, now=now)
        if chosen is None:
            raise NotOfferedError
        case = Case(
            organization_id=meeting.organization_id,
            team=meeting.team,
            opportunity=opportunity,
            teller_id=opportunity.owner_id,
            reason=chosen["reason"],
            one_in=chosen.get("one_in"),
            basis=chosen.get("basis", ""),
            meeting=meeting,
            offered_at=now,
            offered_by=by,
        )
        case.search_key = _key(case, opportunity, "")
        case.save(force_insert=True)
        return case


def put_question(*, case: Case, question: str, by: Member) -> None:
    """Put another question to a case: its teller, and whoever leads the team."""
    if not may_steer(by, case):
        raise PermissionDenied
    save_only(case, question=question, search_key=_key(case, case.opportunity, question))


def write_insight(*, case: Case, text: str, by: Member, now: dt.datetime) -> Insight:
    """Write down what was understood, in one line; the first one says that the case has been told."""
    _require_inside(by, case.team)
    if not (said := " ".join(text.split())[:500]):
        raise NothingWrittenError
    with transaction.atomic():
        insight = Insight.objects.create(case=case, text=said, at=now, by=by)
        tell_case(case=case, by=by, now=now)
    return insight


def strike_insight(*, insight: Insight, by: Member) -> None:
    """Strike a line: who wrote it, and whoever leads the team."""
    if by.pk != insight.by_id and not leads(by, insight.case.team):
        raise PermissionDenied
    with transaction.atomic():
        case = insight.case
        insight.delete()
        save_only(case, search_key=_key(case, case.opportunity, case.question))


def tell_case(*, case: Case, by: Member, now: dt.datetime) -> None:
    """Note that a case has been told, and what the deal was like then; told twice, the first time stands."""
    _require_inside(by, case.team)
    case.told_at = case.told_at or now
    changes = vars(likeness_of(case.opportunity)) | {"told_at": case.told_at}
    save_only(case, **changes)
    save_only(case, search_key=_key(case, case.opportunity, case.question))


def _require_inside(by: Member, team: Team) -> None:
    """Raise `PermissionDenied` for whoever is neither in the team nor leads it."""
    if not may_write_in(by, team):
        raise PermissionDenied


def _key(case: Case, opportunity: Opportunity, question: str) -> str:
    """Return the words by which a case is found again, folded."""
    account = opportunity.account
    lines = [insight.text for insight in case.insights.all()] if case.told_at else []
    words = [
        question,
        *lines,
        account.name if account else "",
        account.industry if account else "",
        opportunity.name,
        case.competitor,
        case.lost_because,
    ]
    return search_key(" ".join(word for word in words if word))
