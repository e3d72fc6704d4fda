"""What a team will win: one curve, what it is held against, and what is unclear in it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from hederssak.forecast import texts
from hederssak.forecast.models import Forecast, Period
from hederssak.forecast.queries.asked import Asked, asked_of
from hederssak.forecast.queries.reading import (
    chance_of,
    judged,
    latest,
    quantile,
    said_before,
    track_record,
    won_in,
)
from hederssak.forecast.views.choosing import Chosen, chosen
from hederssak.forecast.views.curves import clear_curve, curve, held_against, short
from hederssak.lib import charts, formats
from hederssak.lib.charts.pen import Tone
from hederssak.org.middleware import MemberRequest
from hederssak.rules.periods import Span

MATTERS = 0.01
"""Share of the middle from which a difference is worth a line."""
TONES: dict[str, Tone] = {"goal": "look", "agreed": "ink"}


@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """Show what a team, or the whole organization, will win this month or quarter."""
    choice = chosen(request)
    organization = request.member.organization
    forecast = latest(organization, choice.team, choice.period)
    context: dict[str, Any] = {
        "nav_at": "forecast",
        "choice": choice,
        "forecast": forecast,
        "periods": [(one, texts.period(one)) for one in (Period.MONTH, Period.QUARTER)],
        "place": choice.team.name if choice.team else organization.name,
    }
    if forecast is not None:
        teams = [choice.team] if choice.team else choice.teams
        asked = asked_of(request.member, teams, Span(forecast.first_day, forecast.last_day))
        context |= _told(forecast, choice, asked, organization.currency)
    return render(request, "forecast/index.html", context)


def _told(forecast: Forecast, choice: Chosen, asked: list[Asked], currency: str) -> dict[str, Any]:
    """Return the finding, the curves, and the lines under them."""
    low, high = (short(quantile(forecast.quantiles, level), currency) for level in (0.1, 0.9))
    record = track_record(judged(forecast.organization, choice.team))
    return {
        "low": low,
        "high": high,
        "is_month": forecast.period == Period.MONTH,
        "goal": _goal(forecast, asked, currency),
        "record": record,
        "cases": forecast.counts.get("closed", 0),
        "basis": texts.method(forecast.method),
        "won": short(forecast.won_so_far, currency),
        "moved": _moved(forecast, currency),
        "chart": curve(
            forecast,
            title=_title(forecast, currency),
            flags=_flags(forecast, choice, asked, currency),
            currency=currency,
        ),
        "clear": _clear(forecast, currency),
        "lines": [
            line
            for line in (
                _aside(forecast, choice, currency),
                _cycle(forecast),
                _calls(forecast, currency),
                _unknown(forecast),
            )
            if line
        ],
    }


def _title(forecast: Forecast, currency: str) -> str:
    """Return what the curve says beside the sum that a CRM shows."""
    middle = quantile(forecast.quantiles, 0.5)
    words = {"middle": short(middle, currency), "gap": short(abs(forecast.weighted - middle), currency)}
    if forecast.weighted > middle * (1 + MATTERS):
        return _("As likely above as below %(middle)s. Stage × value promises %(gap)s more.") % words
    if forecast.weighted < middle * (1 - MATTERS):
        return _("As likely above as below %(middle)s. Stage × value counts %(gap)s less.") % words
    return _("As likely above as below %(middle)s, and stage × value says the same.") % words


def _goal(forecast: Forecast, asked: list[Asked], currency: str) -> dict[str, str] | None:
    """Return the goal (else what was agreed on, else the quota) with its chance in words, for the first sentence."""
    if not asked:
        return None
    first = asked[0]
    chance = texts.odds(chance_of(forecast.quantiles, first.amount))
    return {"code": first.code, "amount": short(first.amount, currency), "odds": chance}


def _flags(forecast: Forecast, choice: Chosen, asked: list[Asked], currency: str) -> list[charts.Flag]:
    """Return what the curve is held against: goal, quota, the period before, and the sum that a CRM shows."""
    names = {"goal": _("own goal"), "agreed": _("agreed on"), "quota": _("quota")}
    found = [held_against(forecast, names[one.code], one.amount, TONES.get(one.code, "dim"), currency) for one in asked]
    before = Span(forecast.first_day, forecast.last_day).before()
    won = won_in(forecast.organization, choice.team, before)
    if won > 0 and not asked:
        name = _("last month") if forecast.period == Period.MONTH else _("last quarter")
        found.append(held_against(forecast, name, won, "dim", currency))
    if forecast.weighted > 0:
        said = _("stage × value says %(amount)s") % {"amount": short(forecast.weighted, currency)}
        found.append(charts.Flag(forecast.weighted, said, "faint"))
    return found


def _moved(forecast: Forecast, currency: str) -> str:
    """Say how the middle has moved since last week; nothing where it hasn't."""
    before = said_before(forecast)
    if before is None:
        return ""
    middle, earlier = quantile(forecast.quantiles, 0.5), quantile(before.quantiles, 0.5)
    if abs(middle - earlier) < MATTERS * max(abs(middle), 1.0):
        return _("The middle stands where it stood a week ago.")
    words = {"amount": short(abs(middle - earlier), currency), "day": formats.day(before.made_on)}
    if middle > earlier:
        return _("The middle has risen by %(amount)s since %(day)s.") % words
    return _("The middle has fallen by %(amount)s since %(day)s.") % words


def _clear(forecast: Forecast, currency: str) -> charts.Drawing | None:
    """Return the curve without the deals set aside, where that makes a difference."""
    middle, clear = quantile(forecast.quantiles, 0.5), quantile(forecast.clear, 0.5)
    gap = middle - clear
    if gap < MATTERS * max(abs(middle), 1.0):
        return None
    title = ngettext(
        "Without the one deal that is not qualified or stands still it is %(gap)s less.",
        "Without the %(count)s deals that are not qualified or stand still it is %(gap)s less.",
        forecast.counts.get("aside", 0),
    ) % {"count": formats.number(forecast.counts.get("aside", 0)), "gap": short(gap, currency)}
    return clear_curve(forecast, title=title, currency=currency)


def _aside(forecast: Forecast, choice: Chosen, currency: str) -> dict[str, str] | None:
    """Return what the deals set aside are in the sum that a CRM shows, and in this forecast."""
    counts = forecast.counts
    if not counts.get("aside"):
        return None
    return {
        "what": _("%(amount)s of stage × value comes from deals that are not qualified or stand still.")
        % {"amount": short(counts["aside_weighted"], currency)},
        "why": _("This forecast expects %(amount)s of them.") % {"amount": short(forecast.aside, currency)},
        "tag": _("%(aside)s of %(open)s deals, %(reps)s reps")
        % {"aside": formats.number(counts["aside"]), "open": formats.number(counts["open"]), "reps": counts["reps"]},
        "url": f"{reverse('forecast:deals')}?team={choice.key}&only=aside",
        "do": _("Show them"),
    }


def _cycle(forecast: Forecast) -> dict[str, str] | None:
    """Return how long a sale takes and whether that drifts."""
    cycle = forecast.cycle
    if not cycle:
        return None
    days = {"days": formats.number(cycle["lately"])}
    tag = _("%(cases)s won deals in half a year") % {"cases": formats.number(cycle["cases"])}
    if cycle.get("before") is None or cycle.get("low") is None:
        return {"what": _("A sale takes %(days)s days in the median.") % days, "why": "", "tag": tag}
    change = round(cycle["lately"] - cycle["before"])
    why = _("Half a year earlier it took %(days)s.") % {"days": formats.number(cycle["before"])}
    if not cycle["sure"]:
        what = _("A sale takes %(days)s days in the median, about as long as before.") % days
    elif change > 0:
        what = _("A sale takes %(days)s days in the median: %(change)s longer than before.") % (
            days | {"change": change}
        )
    else:
        what = _("A sale takes %(days)s days in the median: %(change)s shorter than before.") % (
            days | {"change": -change}
        )
    ends = {end: formats.number(cycle[end]).replace("-", "\N{MINUS SIGN}") for end in ("low", "high")}
    sure = _("the change lies between %(low)s and %(high)s days, eight times in ten") % ends
    return {"what": what, "why": why, "tag": f"{tag} · {sure}"}


def _calls(forecast: Forecast, currency: str) -> dict[str, str] | None:
    """Return what the reps' own calls add up to."""
    if forecast.called is None:
        return None
    middle = quantile(forecast.quantiles, 0.5)
    return {
        "what": _("The reps' own calls add up to %(amount)s.") % {"amount": short(forecast.called, currency)},
        "why": _("The middle of this forecast is %(amount)s.") % {"amount": short(middle, currency)},
        "tag": "",
    }


def _unknown(forecast: Forecast) -> dict[str, str] | None:
    """Return how many deals have no margin, and how they count."""
    count = forecast.counts.get("unknown", 0)
    if not count:
        return None
    return {
        "what": ngettext("One open deal has no margin.", "%(count)s open deals have no margin.", count)
        % {"count": formats.number(count)},
        "why": _("They count with the usual margin of a won deal."),
        "tag": "",
    }
