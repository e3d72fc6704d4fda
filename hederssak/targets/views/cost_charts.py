"""The drawings of what meetings cost: the flow, and the months."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from hederssak.lib import charts, formats
from hederssak.lib.charts.pen import Tone
from hederssak.rules.useless import Became, End
from hederssak.targets import texts
from hederssak.targets.queries.cost_pages import CostPage, Part

NODES: Final[tuple[tuple[str, str, str, Tone], ...]] = (
    ("right_won", Became.RIGHT, End.WON, "kept"),
    ("right_open", Became.RIGHT, End.OPEN, "accent"),
    ("right_lost", Became.RIGHT, End.LOST, "ink"),
    ("led_on", Became.LED_ON, "", "accent"),
    ("qualified_out", Became.QUALIFIED_OUT, "", "dim"),
    ("too_early", Became.TOO_EARLY, "", "faint"),
    ("useless", Became.USELESS, "", "look"),
)
"""What meetings became, from the top down: code, class, how the deal ended, tone."""


def flow(found: CostPage) -> charts.Drawing:
    """Return what the hours in and around meetings became; what useless ones dragged along stands last."""
    parts = {code: _part(found, became, end) for code, became, end, _tone in NODES}
    useless = parts["useless"]
    nodes = [charts.Node("held", _("Meetings held"), 0, "ink")]
    links = []
    for code, became, end, tone in NODES:
        if parts[code].hours > 0:
            nodes.append(charts.Node(code, texts.outcome(became, end), 1, tone))
            links.append(charts.Link("held", code, float(parts[code].hours)))
    for code, name, hours in (
        ("later", _("Later meetings"), useless.later),
        ("proposals", _("Proposals"), useless.proposals),
    ):
        if hours > 0:
            nodes.append(charts.Node(code, name, 2, "look"))
            links.append(charts.Link("useless", code, float(hours)))
    return charts.draw(
        charts.Flow(
            title=_title(sum((one.hours for one in parts.values()), Decimal(0)), useless.hours),
            note=_("The width is hours: in the meeting, before, on the road, after, and in proposals."),
            nodes=nodes,
            links=links,
            value=charts.Axis(name=_("Time"), say=lambda value: texts.hours(round(value))),
            names=(_("Of what"), _("What it became")),
            empty=_("No meeting has been held yet."),
        )
    )


def months(found: CostPage, currency: str, *, wait: int) -> charts.Drawing:
    """Return what useless meetings have cost month by month, in hours where an hour costs nothing."""
    has_money = any(part.money for part in found.months)

    def say(value: float) -> str:
        return formats.short_money(Decimal(round(value)), currency) if has_money else texts.hours(round(value))

    values = [float(part.money if has_money else part.hours) for part in found.months]
    dearest = max(range(len(values)), key=lambda place: values[place])
    month, amount = texts.month_and_year(found.months[dearest].key), say(values[dearest])
    title = _("Most went in %(month)s: %(amount)s") % {"month": month, "amount": amount}
    return charts.draw(
        charts.Bars(
            title=title if values[dearest] else _("No month has had a useless meeting"),
            bars=[
                charts.Bar(texts.month_name(part.key), value, "look" if place == dearest else "faint")
                for place, (part, value) in enumerate(zip(found.months, values, strict=True))
            ],
            upright=True,
            note=_("The last months will grow: a meeting is given at least %(days)s days to lead somewhere.")
            % {"days": wait},
            y=charts.Axis(name=_("Useless meetings"), say=say),
            label_name=_("Month"),
        )
    )


def _part(found: CostPage, became: str, end: str) -> Part:
    if not end:
        return found.all_of(Became(became))
    ends = {End.LOST.value, End.LET_GO.value} if end == End.LOST else {end}
    whole = Part("")
    for (code, ended), part in found.outcomes.items():
        if code == became and ended in ends:
            whole = whole.plus(part)
    return whole


def _title(held: Decimal, useless: Decimal) -> str:
    if held <= 0:
        return _("No hours have been counted")
    share = round(100 * useless / held)
    if not useless:
        return _("No hours around meetings have gone into useless ones")
    words = {"n": max(share, 1)}
    return _("Of 100 hours around meetings, %(n)s went into useless ones and what they dragged along") % words
