"""Times that can be chosen, as cards; and the page that says why there are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render

from hederssak.org.middleware import MemberRequest
from hederssak.prospecting.forms.times import TimesForm
from hederssak.prospecting.models import Block
from hederssak.prospecting.queries.paying import Offers
from hederssak.prospecting.texts import blocks as said
from hederssak.prospecting.texts import swaps as texts
from hederssak.rules.blocks import Slot
from hederssak.rules.replacement_times import Offer, Pair
from hederssak.rules.swaps import SwapRefused


@dataclass(frozen=True)
class Card:
    """Times that can be chosen together, with what speaks for them."""

    value: str
    times: list[str]
    reasons: list[str]
    chosen: bool


def page_of(form: TimesForm, offers: Offers, zone: ZoneInfo) -> dict[str, object]:
    """Return what a page shows that offers times: the cards, best first, one of them chosen."""
    chosen = form.data.get("times", "")
    cards = [_card(one, zone) for one in (offers.pairs or offers.singles)]
    values = [TimesForm.written(slots) for slots, _times, _reasons in cards]
    at = values.index(chosen) if chosen in values else 0
    return {
        "nav_at": "prospecting",
        "form": form,
        "week_number": offers.week.number,
        "cards": [
            Card(value, times, reasons, number == at)
            for number, (value, (_slots, times, reasons)) in enumerate(zip(values, cards, strict=True))
        ],
    }


def _card(one: Pair | Offer, zone: ZoneInfo) -> tuple[Sequence[Slot], list[str], list[str]]:
    offers = (one.first, one.second) if isinstance(one, Pair) else (one,)
    slots = [offer.slot for offer in offers]
    return slots, [said.time(slot, zone) for slot in slots], texts.speaks_for(offers)


def refused(request: MemberRequest, why: SwapRefused, zone: ZoneInfo, block: Block | None) -> HttpResponse:
    """Say why it can't be done, and what would be allowed."""
    context = {"nav_at": "prospecting", "sentence": texts.refusal(why, zone), "code": why.code, "hour": block}
    return render(request, "prospecting/refused.html", context, status=409 if request.method == "POST" else 200)
