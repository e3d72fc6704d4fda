"""The figures of quality, each beside its twin (R7, R8, R9), and whether what is booked loosens."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hederssak.lib import charts, clock, formats
from hederssak.org.actions import look_at_person
from hederssak.org.middleware import MemberRequest
from hederssak.rules.quality import Count, Month
from hederssak.rules.shares import Share
from hederssak.targets import texts
from hederssak.targets.queries.quality import (
    NoSuchFiguresError,
    Quality,
    Whose,
    people_of,
    quality_of,
    whose_figures,
)
from hederssak.targets.texts import quality as words
from hederssak.targets.texts.costs import month_name

PAGE = "quality"
SHARES = {
    "right": (Count.RIGHT, Count.JUDGED),
    "step": (Count.STEPPED, Count.ON_DEAL),
    "new": (Count.NEW, Count.WITH_COMPANY),
    "polite": (Count.POLITE, Count.PROPOSALS),
}
BOOKED = (Count.FITS, Count.TIMED, Count.EVIDENCED)


@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """Show a rep's own figures, or those of a team to its manager and the director."""
    return _page(request, _whose(request, team=request.GET.get("team", "")))


@require_safe
def person(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Show a rep's own page to the manager of their team; the rep reads who looked."""
    whose = _whose(request, person=pk)
    assert whose.member is not None  # noqa: S101 (a person was asked for)
    look_at_person(viewer=request.member, subject=whose.member, page=PAGE, now=clock.read())
    return _page(request, whose)


def _whose(request: MemberRequest, *, team: str = "", person: uuid.UUID | None = None) -> Whose:
    try:
        return whose_figures(request.member, team=team, person=person)
    except NoSuchFiguresError as error:
        raise Http404 from error


def _page(request: MemberRequest, whose: Whose) -> HttpResponse:
    found = quality_of(whose)
    context: dict[str, Any] = {
        "nav_at": "targets",
        "here": PAGE,
        "team": whose.team,
        "tab_team": whose.team,
        "teams": [] if whose.member else whose.teams,
        "subject": whose.member,
        "is_own": whose.member is not None and whose.member.pk == request.member.pk,
        "found": found,
        "people": people_of(whose, request.member),
    }
    if found is not None:
        context |= _shown(found, request.member.organization.currency)
    return render(request, "targets/quality.html", context)


def _shown(found: Quality, currency: str) -> dict[str, Any]:
    lead = found.year["lead"]
    return {
        "lead_now": found.now[Count.NEWLY_QUALIFIED],
        "lead_year": lead.figure.count,
        "went_on": lead.twin.count,
        "acts": _acts(found, currency),
        "pairs": [_lead(found), *(_pair(found, code) for code in SHARES), _margin(found, currency), _load(found)],
        "lead_chart": _lead_chart(found),
        "booked_chart": _booked_chart(found),
        "pressed": words.pressed(found.pressure) if found.pressure is not None else "",
        "months": [_month(first, counts) for first, counts in reversed(found.months)],
        "counted_on": found.row.counted_at,
    }


def _acts(found: Quality, currency: str) -> list[dict[str, str]]:
    """Return what deserves a look: a question with its evidence, and where to do something about it."""
    acts = [{"what": words.loosened(one), "route": "loosened"} for one in found.loosened]
    margin, required = found.row.margins.get("all"), found.row.required
    if margin and required and (margin["high"] or margin["value"]) < required:
        said = {"is": texts.money(margin["value"], currency), "required": texts.money(required, currency)}
        acts.append({"what": _("A meeting brings %(is)s and would need %(required)s.") % said, "route": "margin"})
    polite = found.year["polite"].figure
    if polite.count:
        said = {"count": formats.number(polite.count), "cases": formats.number(polite.cases)}
        what = _("%(count)s of %(cases)s proposals went to something that was not qualified.") % said
        acts.append({"what": what, "route": "polite"})
    if found.row.unqualified * 2 > found.row.open:
        said = {"count": formats.number(found.row.unqualified), "cases": formats.number(found.row.open)}
        what = _("%(count)s of %(cases)s open opportunities are not qualified.") % said
        acts.append({"what": what, "route": "load"})
    return acts


def _pair(found: Quality, code: str) -> dict[str, Any]:
    pair, (count, cases) = found.year[code], SHARES[code]
    return {
        "name": words.name(code),
        "figure": words.share(pair.figure),
        "of": words.of(pair.figure),
        "twin": words.twin(code, pair.twin),
        "spark": _spark(found, count, cases),
        "inflated": words.inflated(code),
    }


def _lead(found: Quality) -> dict[str, Any]:
    pair = found.year["lead"]
    each = formats.number(pair.figure.count / len(found.months), 1)
    return {
        "name": words.name("lead"),
        "figure": formats.number(pair.figure.count),
        "of": _("%(each)s a month") % {"each": each},
        "twin": words.twin("lead", pair.twin),
        "spark": charts.spark([float(counts[Count.NEWLY_QUALIFIED]) for _, counts in found.months]),
        "inflated": words.inflated("lead"),
    }


def _margin(found: Quality, currency: str) -> dict[str, Any]:
    """Return R8: what a meeting brings, beside what it has to; and right meetings beside the rest."""
    margins, required = found.row.margins, found.row.required
    everything = margins.get("all")
    return {
        "name": words.name("margin"),
        "figure": texts.money(everything["value"], currency) if everything else "–",
        "of": _between(everything, currency),
        "twin": _("required: %(required)s") % {"required": texts.money(required, currency)}
        if required
        else _("required: needs a quota and a signed promise"),
        "more": [
            _("right meetings %(value)s") % {"value": _brings(margins.get("right"), currency)},
            _("the rest %(value)s") % {"value": _brings(margins.get("rest"), currency)},
        ],
        "inflated": words.inflated("margin"),
    }


def _between(margin: dict[str, Any] | None, currency: str) -> str:
    if not margin:
        return ""
    cases = {"meetings": formats.number(margin["meetings"]), "deals": formats.number(margin["deals"])}
    if margin["low"] is None:
        return _("%(meetings)s meetings, %(deals)s deals") % cases
    ends = {"low": texts.money(margin["low"], currency), "high": texts.money(margin["high"], currency)}
    return _("%(low)s to %(high)s, %(meetings)s meetings, %(deals)s deals") % (cases | ends)


def _brings(margin: dict[str, Any] | None, currency: str) -> str:
    if not margin:
        return "–"
    said = {"value": texts.money(margin["value"], currency), "meetings": formats.number(margin["meetings"])}
    return _("%(value)s (%(meetings)s meetings)") % said


def _load(found: Quality) -> dict[str, Any]:
    row = found.row
    return {
        "name": words.name("load"),
        "figure": formats.number(row.unqualified),
        "of": _("of %(open)s open") % {"open": formats.number(row.open)},
        "twin": words.carried(row.carried_days) if row.carried_days is not None else _("nothing waits"),
        "inflated": words.inflated("load"),
    }


def _spark(found: Quality, count: Count, cases: Count) -> str:
    shares = [counts[count] / counts[cases] if counts[cases] else None for _, counts in found.months]
    return charts.spark(shares) if any(one is not None for one in shares) else ""


def _lead_chart(found: Quality) -> charts.Drawing | None:
    lead, twin = found.year["lead"].figure.count, found.year["lead"].twin
    if not lead:
        return None
    return charts.draw(
        charts.Lines(
            title=_("%(lead)s newly qualified in twelve months, %(on)s of them have gone on")
            % {"lead": formats.number(lead), "on": formats.number(twin.count)},
            note=_("Those of the last months have had little time to go on."),
            series=[
                charts.Series(_("Newly qualified"), _line(found, Count.NEWLY_QUALIFIED)),
                charts.Series(_("Gone on since"), _line(found, Count.WENT_ON), tone="kept", dashed=True),
            ],
            x=charts.Axis(name=_("Month"), say=_say_month),
            y=charts.Axis(name=_("Opportunities"), say=formats.number, include=(0,)),
        )
    )


def _booked_chart(found: Quality) -> charts.Drawing | None:
    """Return fit, timing and evidence of what was booked, month by month, as far as it was asked."""
    months = [(first, counts) for first, counts in found.months if counts[Count.BOOKED]]
    if len(months) < 2:
        return None
    if found.loosened:
        title = words.loosened(found.loosened[0])
    elif all(one.can_tell for one in found.loosening):
        title = _("Nothing says that what is booked has loosened.")
    else:
        title = _("Too few meetings were asked about to say whether it loosens.")
    return charts.draw(
        charts.Lines(
            title=title,
            series=[
                charts.Series(
                    words.booked(what),
                    [(float(first.toordinal()), counts[what] / counts[Count.BOOKED]) for first, counts in months],
                    tone=("accent", "ink", "dim")[place],
                    dashed=place > 0,
                )
                for place, what in enumerate(BOOKED)
            ],
            x=charts.Axis(name=_("Month"), say=_say_month),
            y=charts.Axis(name=_("Share of booked meetings"), say=formats.percent, include=(0, 1)),
        )
    )


def _line(found: Quality, count: Count) -> Sequence[tuple[float, float]]:
    return [(float(first.toordinal()), float(counts[count])) for first, counts in found.months]


def _say_month(ordinal: float) -> str:
    return month_name(dt.date.fromordinal(round(ordinal)))


def _month(first: dt.date, counts: Month) -> dict[str, Any]:
    def said(count: Count, cases: Count) -> str:
        return words.share(Share(min(counts[count], counts[cases]), counts[cases]))

    return {
        "first": month_name(first),
        "lead": counts[Count.NEWLY_QUALIFIED],
        "went_on": counts[Count.WENT_ON],
        "held": counts[Count.HELD],
        "right": said(Count.RIGHT, Count.JUDGED),
        "step": said(Count.STEPPED, Count.ON_DEAL),
        "qualified": said(Count.QUALIFIED_AFTER, Count.OPEN_YET),
        "new": said(Count.NEW, Count.WITH_COMPANY),
    }
