"""A pack as a sheet of words, part by part: what paper and terminal show alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hederssak.lib import formats
from hederssak.rules.agenda import Item
from hederssak.salesmeetings.queries.told import Asked, Deal, Ended, Moved, Promised, Told

MOST = 24
"""How many deals that moved are named; the page on the screen has them all."""

Row = dict[str, Any]


def sheet(told: Told, *, is_live: bool, trend: str = "") -> dict[str, Any]:
    """Return all words of the paper, as plain values."""
    minutes = dict.fromkeys(Item, "") | {box.item: _minutes(box.minutes) for box in told.agenda}
    where = {"team": told.team, "week": formats.week(told.week.number)}
    return {
        "language": formats.language(),
        "title": _("Pack %(team)s, %(week)s") % where,
        "head": _("Sales meeting %(team)s, %(week)s") % where + f" · {_instant(told, told.starts_at)}",
        "standing": (_("As it stands %(when)s") if is_live else _("Frozen %(when)s"))
        % {"when": _instant(told, told.as_of)},
        "foot": _("For the team and those who lead it."),
        "opening": told.opening,
        "worth": told.worth,
        "gaps": " ".join(told.gaps),
        "parts": [
            _part(
                _("Promises"),
                minutes[Item.PROMISES],
                intro=told.absent.promises or told.promises_sentence,
                rows=[_promised(one) for one in told.promises],
            ),
            _wins(told, minutes[Item.WINS]),
            _moved(told, minutes[Item.MOVED]),
            _exceptions(told, minutes[Item.EXCEPTIONS], trend),
            _part(
                _("The week's case"),
                minutes[Item.CASES],
                intro=_("One or two deals from which everybody learns get most of the time. These would do:"),
                rows=[_row(one.deal, one.why) for one in told.cases],
            ),
            _part(
                _("Next week"),
                minutes[Item.NEXT_WEEK],
                intro=f"{told.absent.goals} {told.hours or told.absent.blocks}".strip(),
                rows=[
                    {"title": one.name, "about": one.action, "says": one.last, "more": [], "figure": one.amount}
                    for one in told.goals
                ],
            ),
        ],
    }


def _promised(one: Promised) -> Row:
    return {"title": one.owner, "about": one.text, "says": formats.day(one.due), "more": [], "figure": one.said}


def _wins(told: Told, minutes: str) -> dict[str, Any]:
    released = _("Let go: the pipeline is more honest for it")
    subs = [
        _sub(name, [_ended(one) for one in rows])
        for name, rows in ((released, told.let_go), (_("Lost"), told.lost))
        if rows
    ]
    intro = "" if told.wins else _("Nothing was won this time.")
    return _part(_("Wins"), minutes, intro=intro, rows=[_ended(one) for one in told.wins], subs=subs) | {
        "rest": _rest(told.wins.more)
    }


def _moved(told: Told, minutes: str) -> dict[str, Any]:
    intro = "" if told.progressed else _("No buyer has moved a deal forward since last time.")
    subs = []
    if told.busy:
        said = ngettext("In one deal only we did something.", "In %(count)s deals only we did something.", told.busy.of)
        subs.append(_sub(said % {"count": told.busy.of}, []))
    rows = [_progress(one) for one in told.progressed[:MOST]]
    return _part(_("What moved"), minutes, intro=intro, rows=rows, subs=subs) | {
        "rest": _rest(told.progressed.of - MOST)
    }


def _rest(left: int) -> str:
    return ngettext("and one more", "and %(count)s more", left) % {"count": left} if left > 0 else ""


def _exceptions(told: Told, minutes: str, trend: str) -> dict[str, Any]:
    chosen = len(told.exceptions)
    intro = (
        ngettext(
            "The weightiest of %(of)s with a question.", "The %(chosen)s weightiest of %(of)s with a question.", chosen
        )
        % {"chosen": chosen, "of": told.exceptions.of}
        if chosen
        else _("Nothing to ask: each open deal has a next step, a date that holds and somebody who decides.")
    )
    subs = [_before_meeting(told)]
    if told.theatre:
        changed = [_row(one.deal, one.sentence) for one in told.theatre if one.is_question]
        subs.append(_sub(_("From the day before to the start"), changed))
    part = _part(_("Exceptions"), minutes, intro=intro, rows=[_asked(one) for one in told.exceptions], subs=subs)
    return part | ({"picture": "trend.svg", "picture-title": trend} if trend else {})


def _before_meeting(told: Told) -> dict[str, Any]:
    quiet = told.absent.before_meeting or told.before_which or _("No date was pushed and no value raised.")
    rows = [_asked(one) for one in told.before_meeting]
    return _sub(_("Moved shortly before"), rows, intro=quiet)


def _part(
    name: str, minutes: str, *, intro: str = "", rows: Sequence[Row] = (), subs: Sequence[dict[str, Any]] = ()
) -> dict[str, Any]:
    return {
        "name": name,
        "minutes": minutes,
        "intro": intro,
        "rows": list(rows),
        "subs": list(subs),
        "rest": "",
        "picture": "",
        "picture-title": "",
    }


def _sub(name: str, rows: Sequence[Row], *, intro: str = "") -> dict[str, Any]:
    return {"name": name, "intro": intro, "rows": list(rows)}


def _row(deal: Deal, says: str, *, more: Sequence[str] = (), figure: str = "") -> Row:
    about = ", ".join(word for word in (deal.name if deal.company else "", deal.owner) if word)
    return {"title": deal.title, "about": about, "says": says, "more": list(more), "figure": figure}


def _ended(one: Ended) -> Row:
    return _row(one.deal, ", ".join(word for word in (one.why, formats.day(one.on)) if word), figure=one.margin)


def _progress(one: Moved) -> Row:
    return _row(
        one.deal, one.steps[0], more=[" · ".join(one.steps[1:])] if one.steps[1:] else [], figure=_margin(one.deal)
    )


def _asked(one: Asked) -> Row:
    more = [*one.sentences[1:], *([one.explained] if one.explained else [])]
    return _row(one.deal, one.sentences[0], more=more, figure=_margin(one.deal))


def _margin(deal: Deal) -> str:
    return "–" if deal.margin is None else formats.short_money(deal.margin, deal.currency)


def _minutes(count: int) -> str:
    return ngettext("%(count)s minute", "%(count)s minutes", count) % {"count": count}


def _instant(told: Told, instant: dt.datetime) -> str:
    local = instant.astimezone(ZoneInfo(told.zone))
    return f"{formats.day(local.date())} {formats.clock(local)}"
