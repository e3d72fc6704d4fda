"""A rep's own goals: how the week and the month stand, and the slider to set them with."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hederssak.goals import actions, texts
from hederssak.goals.forms import AnswerForm, GoalForm
from hederssak.goals.models import GoalSpan, GoalSuggestion, ReGoalPrompt
from hederssak.goals.queries.own import Aim, OwnGoals, own_goals
from hederssak.goals.queries.past import past_of, state_of
from hederssak.goals.views.charts import month_chart
from hederssak.lib import clock, formats
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Member, Role

ARC = 100


@dataclass(frozen=True)
class Drawn:
    """A slider as the page draws it: places in percent, and what the script needs to say the chance."""

    top: int
    step: int
    value: int
    chances: str
    words: str
    dots: list[str]
    sold: str
    arc: str
    chance: str


def page(request: MemberRequest, form: GoalForm | None = None, *, now: dt.datetime) -> HttpResponse:
    """Show a rep's own page; a form that was refused stands in it with what was written."""
    context = own_context(request.member, now=now)
    if form is not None:
        context["refused"] = form
    return render(request, "goals/own.html", context, status=422 if form else 200)


def own_context(member: Member, *, now: dt.datetime) -> dict[str, Any]:
    """Return what a page of one rep's goals shows."""
    found = own_goals(member, now=now)
    currency = member.organization.currency
    return {
        "nav_at": "goals",
        "subject": member,
        "found": found,
        "currency": currency,
        "month_name": texts.month(found.month.period.first),
        "aims": [_aim(aim, currency) for aim in (found.week, found.month)],
        "prompt": found.prompt,
        "prompt_chance": texts.chance(found.month.standing.chance(found.prompt.suggested)) if found.prompt else "",
        "chart": month_chart(found, currency),
        **_direction(found, currency),
    }


def _direction(found: OwnGoals, currency: str) -> dict[str, Any]:
    """Return which way the figure goes, how the last months went, and what new goals were followed by."""
    past = past_of(found.ledger)
    state = state_of(found.ledger, found.month.unit)
    unit = found.month.unit

    def pace(value: float) -> str:
        return texts.amount(formats.whole(value), unit, currency)

    return {
        "state": texts.state(state),
        "next_action": texts.next_action(state),
        "past": past,
        "months": [
            {
                "month": month,
                "name": texts.month_and_year(month.goal.first_day),
                "left": texts.left(month.left) if month.left else texts.reached(month.reached),
            }
            for month in past.months
        ],
        "last_left": texts.left(past.last.left) if past.last and past.last.left else "",
        "paces": [pace(value) for value in past.pace] if past.pace else None,
        "stick": _stick(found),
    }


def _stick(found: OwnGoals) -> dict[str, str] | None:
    """Return last month's hockey stick in words, where it was one."""
    stick = found.stick
    if stick is None or not stick.is_one:
        return None
    return {"share": formats.percent(stick.share), "days": formats.percent(stick.of_days)}


def _aim(aim: Aim, currency: str) -> dict[str, Any]:
    return {
        "aim": aim,
        "form": GoalForm(
            auto_id=f"id_{aim.span}_%s",
            initial={
                "span": aim.span,
                "day": aim.period.first,
                "unit": aim.unit,
                "amount": aim.slider.value,
                "action": aim.goal.action if aim.goal else "",
            },
        ),
        "drawn": drawn(aim),
        "chance": texts.chance(aim.chance),
        "currency": currency,
        "symbol": formats.SYMBOL.get(currency, currency),
    }


def drawn(aim: Aim) -> Drawn:
    """Return a slider's figures as the template writes them."""
    slider = aim.slider

    def percent(amount: Decimal) -> str:
        return f"{100 * slider.place(amount):.1f}%"

    return Drawn(
        top=int(slider.top),
        step=int(slider.step),
        value=int(slider.value),
        chances=json.dumps([round(chance, 3) for chance in slider.chances]),
        words=json.dumps(texts.chances()),
        dots=[percent(amount) for amount in slider.dots],
        sold=percent(aim.standing.sold),
        arc=f"{(slider.chance or 0) * ARC:.1f} {ARC}",
        chance=texts.chance(slider.chance),
    )


@require_POST
def set_own(request: MemberRequest) -> HttpResponse:
    """Set the goal of the week or the month; only a rep has one."""
    if request.member.role != Role.REP:
        raise PermissionDenied
    form = GoalForm(request.POST)
    now = clock.read()
    if not form.is_valid():
        return page(request, form, now=now)
    try:
        actions.set_goal(member=request.member, draft=form.draft(), by=request.member, now=now)
    except actions.PeriodOverError:
        messages.warning(request, _("That period is over; the goal in it stays."))
    except actions.NoAmountError:
        form.add_error("amount", _("Write an amount above zero."))
        return page(request, form, now=now)
    else:
        said = _("Your goal for the week is set.") if form.draft().span == GoalSpan.WEEK else ""
        messages.success(request, said or _("Your goal for the month is set."))
    return _back()


@require_POST
def prompt(request: MemberRequest, pk: str) -> HttpResponse:
    """Take the goal that was asked for, or stay."""
    row = get_object_or_404(ReGoalPrompt.objects.select_related("goal__member"), pk=pk, goal__member=request.member)
    form = AnswerForm(request.POST)
    if form.is_valid():
        taken = form.cleaned_data["taken"]
        try:
            actions.answer_prompt(prompt=row, taken=taken, by=request.member, now=clock.read())
        except actions.PeriodOverError:
            messages.warning(request, _("That period is over; the goal in it stays."))
        else:
            messages.success(request, _("The new goal is set.") if taken else _("The goal stays as it is."))
    return _back()


@require_POST
def suggestion(request: MemberRequest, pk: str) -> HttpResponse:
    """Take what the manager suggested, or leave it."""
    row = get_object_or_404(GoalSuggestion.objects.select_related("member"), pk=pk, member=request.member)
    form = AnswerForm(request.POST)
    if form.is_valid():
        taken = form.cleaned_data["taken"]
        try:
            actions.answer_suggestion(suggestion=row, taken=taken, by=request.member, now=clock.read())
        except actions.PeriodOverError:
            messages.warning(request, _("That period is over; the goal in it stays."))
        else:
            messages.success(request, _("The new goal is set.") if taken else _("The goal stays as it is."))
    return _back()


def _back() -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("goals:index"))
