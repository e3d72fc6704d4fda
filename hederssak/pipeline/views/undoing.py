"""Taking back what was pressed a moment ago: one press, from the notice that said it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from hederssak.lib import clock
from hederssak.org.middleware import MemberRequest
from hederssak.pipeline import actions
from hederssak.pipeline.texts import refusal
from hederssak.pipeline.views.finding import back_of, writable


@dataclass(frozen=True)
class Undoing:
    """How one gesture is taken back: by an action of its own with today's date or not, or by its fields' old values."""

    said: str | Promise
    act: Callable[..., object] = actions.put_back
    fields: Sequence[str] = ()
    needs_today: bool = False


UNDOINGS: Mapping[str, Undoing] = {
    "next-steps": Undoing(_("The step is open again."), actions.reopen_next_step),
    "parkings": Undoing(_("It sleeps again, until the same day."), actions.park_again, needs_today=True),
    "lettings-go": Undoing(_("It is let go again."), actions.let_go_again, needs_today=True),
    "close-dates": Undoing(_("The close date is as it was."), fields=["close_date"]),
    "values": Undoing(_("The value is as it was."), fields=["amount", "margin", "margin_assumed"]),
    "stages": Undoing(_("It stands where it stood."), fields=["stage"]),
}


@require_POST
def undo(request: MemberRequest, pk: str, noun: str) -> HttpResponse:
    """Take a gesture back; what can't be any longer is said."""
    row = writable(request, pk)
    chosen = UNDOINGS[noun]
    now = clock.read()
    extra: dict[str, object] = {"fields": chosen.fields} if chosen.fields else {}
    if chosen.needs_today:
        extra["today"] = clock.day_in(request.member.organization.time_zone, now)
    try:
        chosen.act(opportunity=row, by=request.member, now=now, **extra)
    except actions.NothingToUndoError as refused:
        messages.info(request, refusal(refused.code))
    else:
        messages.success(request, str(chosen.said))
    return HttpResponseRedirect(back_of(request, row))
