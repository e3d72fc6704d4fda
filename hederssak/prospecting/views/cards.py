"""A contact to call, put into words for the reader."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from hederssak.prospecting.queries.hitlist import number_of
from hederssak.prospecting.queries.now import Card
from hederssak.prospecting.texts import calling
from hederssak.rules.phones import dialable


@dataclass(frozen=True)
class Shown:
    """One card: everything that one needs to call, as text."""

    entry_id: str
    name: str
    role: str
    why: str
    number: str
    dial: str
    touches: list[tuple[dt.date, str]]
    fit: str
    is_new: bool


def shown(card: Card, zone: ZoneInfo) -> Shown:
    """Return a card in words."""
    entry, fit = card.line.entry, card.line.fit
    number = number_of(entry.contact)
    return Shown(
        entry_id=str(entry.pk),
        name=entry.contact.name,
        role=calling.role(entry),
        why=calling.why_now(card.line.place.why, entry, zone, due=card.line.due),
        number=number,
        dial=dialable(number),
        touches=[(one.at.astimezone(zone).date(), calling.touch(one.kind, one.said)) for one in card.touches],
        fit=calling.fit(fit.verdict, is_let_in=fit.is_let_in, met=fit.met, asked=fit.asked),
        is_new=card.line.place.candidate.is_new,
    )
