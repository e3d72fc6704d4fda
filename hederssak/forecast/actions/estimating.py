"""Computing the forecasts: called by the job only, since it needs scipy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from django.db import transaction

from hederssak.estimates.horizon import Horizon, fit_horizon
from hederssak.estimates.outlook import YARDSTICK, Kept, outlook
from hederssak.estimates.pictures import History, Picture
from hederssak.estimates.scores import Floats
from hederssak.estimates.simple_forecasts import Past
from hederssak.forecast.actions.chances import write_chances
from hederssak.forecast.actions.keeping import judge, kept_of, new_forecast, remembered, save_today
from hederssak.forecast.models import Forecast, Period
from hederssak.forecast.queries.asides import asides_of, called, cycle_of, stage_chances, sums_of
from hederssak.forecast.queries.numbers import history_of, usual_margin
from hederssak.lib.clock import day_in
from hederssak.org.models import Organization, Team
from hederssak.pipeline.models import Criterion
from hederssak.pipeline.queries.lives import Life, Lives, read_lives
from hederssak.rules.periods import Span

WEEK = 7.0
MOST_PICTURES = 130  # weeks that are looked back
REPLAYED = 52  # weekly forecasts that are worked out afterwards where there are none yet
SHORTEST = 1.4  # a working day: what is forecast on a period's last day


@dataclass
class Scope:
    """A team, or with None the whole organization: its deals, their history, and their weekly pictures."""

    team: Team | None
    deals: list[Life]
    history: History
    pictures: list[Picture]


@dataclass
class Board:
    """Everything that the forecasts of one organization are computed from, on one day."""

    organization: Organization
    lives: Lives
    today: dt.date
    now: dt.datetime
    number: float
    start: float
    days: list[float]
    whole: Scope
    scopes: list[Scope]
    usual: float
    year: float
    has_criteria: bool
    horizons: dict[tuple[int, float], Horizon] = field(default_factory=dict)

    def horizon(self, place: int, days: float) -> Horizon:
        """Return the chances within `days` as learnt by the picture at a place, from everybody's deals."""
        key = (place, days)
        if key not in self.horizons:
            upto = self.whole.pictures[: place + 1]
            self.horizons[key] = fit_horizon(self.whole.history, upto, days, self.days[place])
        return self.horizons[key]


def estimate(*, organization: Organization, now: dt.datetime) -> list[Forecast]:
    """Compute today's chances and forecasts of an organization, keep the week's, and judge what is over.

    Whatever the hour, it is said as of this morning; a second run on a day replaces the first. An organization
    without deals gets none.
    """
    board = _board(organization, now)
    if board is None:
        return []
    made = [forecast for scope in board.scopes for forecast in _weekly(board, scope)]
    with transaction.atomic():
        Forecast.objects.bulk_create(made)
        judge(board.organization, board.whole.deals, today=board.today, now=now)
    spans = {Period.MONTH: Span.month_of(board.today), Period.QUARTER: Span.quarter_of(board.today)}
    last = len(board.days) - 1
    within = {period: board.horizon(last, _left(board, span)) for period, span in spans.items()}
    today = [
        _said(board, scope, period, span, within[period], _stated(board, scope))
        for scope in board.scopes
        for period, span in spans.items()
    ]
    with transaction.atomic():
        save_today(board.organization, today, board.today)
        write_chances(
            organization=organization,
            lives=board.lives,
            history=board.whole.history,
            picture=board.whole.pictures[-1],
            within=within,
            usual=board.usual,
            now=now,
        )
    return [*made, *today]


def _board(organization: Organization, now: dt.datetime) -> Board | None:
    today = day_in(organization.time_zone, now)
    lives = read_lives(organization, today=today)
    if not lives.deals:
        return None
    clock, usual = lives.clock, usual_margin(lives.deals)
    number = clock.number_of(today)
    whole = history_of(lives.deals, usual)
    ends = whole.closed[np.isfinite(whole.closed)]
    start = float(np.floor(min(ends.min(), number))) if len(ends) else number
    count = int(min(max((number - start) // WEEK, 0), MOST_PICTURES))
    days = [number - WEEK * back for back in reversed(range(count + 1))]
    teams = list(Team.objects.filter(organization=organization).order_by("name"))
    scopes = [Scope(None, lives.deals, whole, [whole.picture(day) for day in days])]
    for team in teams:
        mine = np.array([life.row.team_id == team.pk for life in lives.deals])
        if mine.any():
            part = whole.part(mine)
            deals = [life for life in lives.deals if life.row.team_id == team.pk]
            scopes.append(Scope(team, deals, part, [part.picture(day) for day in days]))
    year = number - clock.number_of(today - dt.timedelta(days=365))
    criteria = Criterion.objects.filter(organization=organization, is_mandatory=True).exists()
    year = year if year > 250 else 320.0
    return Board(organization, lives, today, now, number, start, days, scopes[0], scopes, usual, year, criteria)


def _left(board: Board, span: Span) -> float:
    return max(board.lives.clock.number_of(span.last, 1.0) - board.number, SHORTEST)


def _weekly(board: Board, scope: Scope) -> list[Forecast]:
    """Return this week's forecast of the four weeks ahead, unless it stands; the first time those of past weeks too."""
    kept = kept_of(board.organization, scope.team)
    monday = board.today - dt.timedelta(days=board.today.weekday())
    if kept and max(one.made_on for one in kept) >= monday:
        return []
    places = [len(board.days) - 1]
    if not kept:
        first = max(0, len(board.days) - 1 - REPLAYED)
        places = [place for place in range(first, len(board.days)) if board.days[place] >= board.start + YARDSTICK]
        places = places or [len(board.days) - 1]
    said = list(kept)
    made: list[Forecast] = []
    for place in places:
        made.append(_week(board, scope, place, said))
        said.append(made[-1])
    return made


def _week(board: Board, scope: Scope, place: int, said: Sequence[Forecast]) -> Forecast:
    now = board.days[place]
    day = board.today if place == len(board.days) - 1 else board.lives.clock.date_of(now) + dt.timedelta(days=1)
    known = _memories(board, scope, said, now)
    past = Past(scope.history, scope.pictures[: place + 1], YARDSTICK, board.start)
    found = outlook(past, board.horizon(place, YARDSTICK), known, year=board.year)
    end = board.lives.clock.date_of(now + YARDSTICK)
    forecast = new_forecast(board.organization, scope.team, Period.WEEKS, Span(day, end), found, now=board.now)
    forecast.made_on, forecast.is_kept, forecast.is_replayed = day, True, day < board.today
    return forecast


def _memories(board: Board, scope: Scope, said: Sequence[Forecast], now: float) -> list[Kept]:
    """Return the weekly forecasts said before a day, with what came where their four weeks were over by then."""
    found = []
    for forecast in sorted(said, key=lambda one: one.made_on):
        day = board.lives.clock.number_of(forecast.made_on)
        over = day + YARDSTICK <= now
        actual = scope.history.won_between(day, day + YARDSTICK) if over else None
        found.append(remembered(forecast, day, actual))
    return found


def _said(board: Board, scope: Scope, period: Period, span: Span, horizon: Horizon, stated: Floats) -> Forecast:
    """Return what is said today of a calendar period: what is won in it already, and what the rest may bring."""
    picture = scope.pictures[-1]
    deals = [scope.deals[row] for row in picture.rows]
    asides = asides_of(deals, picture, has_criteria=board.has_criteria)
    aside = np.array([bool(codes) for codes in asides], dtype=bool)
    past = Past(scope.history, scope.pictures, horizon.days, board.start)
    known = _memories(board, scope, kept_of(board.organization, scope.team), board.number)
    found = outlook(past, horizon, known, aside, stated, board.year)
    forecast = new_forecast(board.organization, scope.team, period, span, found, now=board.now)
    forecast.made_on = board.today
    won = sum(life.margin or 0.0 for life in scope.deals if life.won and _in(life, span, board.today))
    forecast.won_so_far = won
    forecast.quantiles = [round(won + value, 2) for value in found.quantiles]
    forecast.clear = [round(won + value, 2) for value in found.clear]
    sums = sums_of(deals, asides, picture.amount, stated, span, won)
    forecast.weighted, forecast.counts = sums.weighted, sums.counts
    forecast.called = called(board.organization, deals, picture.amount, span, won)
    forecast.counts |= {"closed": int(np.isfinite(scope.history.closed).sum()), "won": int(scope.history.won.sum())}
    forecast.cycle = cycle_of(scope.deals, board.today)
    return forecast


def _in(life: Life, span: Span, today: dt.date) -> bool:
    closed = life.row.closed_on
    return closed is not None and closed in span and closed < today


def _stated(board: Board, scope: Scope) -> Floats:
    """Return the chance of each open deal by the organization's stage table; a stage without one has its own share."""
    return stage_chances(board.lives, scope.history, scope.pictures[-1])
