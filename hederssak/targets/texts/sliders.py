"""The words of targets: sliders and ways out."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hederssak.lib import formats
from hederssak.rules.collapse import MadeAnyway
from hederssak.targets.models import Funnel


def money(value: float, currency: str) -> str:
    """Return an amount at a glance."""
    return formats.short_money(formats.whole(value), currency)


def hours(value: float) -> str:
    """Return hours, halves included."""
    return _("%(hours)s h") % {"hours": formats.number(value, 0 if round(value, 1) == round(value) else 1)}


def slider(name: str, stages: list[str]) -> str:
    """Return a slider's label."""
    if name.startswith("chance"):
        return _("Chance to pass %(stage)s") % {"stage": stages[int(name.removeprefix("chance"))]}
    return {
        "goal": _("Goal: margin a month"),
        "deal": _("Margin per deal"),
        "net_hours": _("Hours for meetings a month"),
        "meeting_hours": _("Hours per meeting, all told"),
    }[name]


def stands(name: str, value: float, currency: str) -> str:
    """Return where a slider stands."""
    if name in {"goal", "deal"}:
        return money(value, currency)
    return formats.percent(value / 100) if name.startswith("chance") else hours(value)


def way_out(code: str, value: float, price: float, *, currency: str, stage: str) -> dict[str, str]:
    """Return a way out's name, what it changes, and its price."""
    fewer = max(round(price), 0)
    return {
        "qualify": {
            "name": _("Qualify better before you book"),
            "what": _("%(chance)s pass %(stage)s, and the later steps as much more often.")
            % {"chance": formats.percent(value / 100), "stage": stage},
            "price": ngettext(
                "Price: a call before each meeting, and one meeting fewer.",
                "Price: a call before each meeting, and %(count)s meetings fewer.",
                fewer,
            )
            % {"count": fewer},
        },
        "larger": {
            "name": _("Larger deals"),
            "what": _("%(amount)s per deal.") % {"amount": money(value, currency)},
            "price": _("Price: %(amount)s more in each.") % {"amount": money(price, currency)},
        },
        "hours": {
            "name": _("Fewer other hours"),
            "what": _("%(hours)s a month for meetings.") % {"hours": hours(round(value))},
            "price": _("Price: %(hours)s taken from other things.") % {"hours": hours(round(price))},
        },
        "lower": {
            "name": _("A lower goal"),
            "what": _("%(amount)s a month, reached 8 times in 10.") % {"amount": money(value, currency)},
            "price": _("Price: %(amount)s a month.") % {"amount": money(price, currency)},
        },
    }[code]


def what_if_slider(name: str) -> str:
    """Return the label of a slider of what if."""
    return {
        "target": _("Meetings asked for, a week and rep"),
        "honour": _("Blocks that are kept"),
        "qualify": _("Wrong meetings weeded out before they are booked"),
        "ride": _("Ride-alongs raise the chance to win by"),
        "looseness": _("Pressure that is filled with wrong meetings"),
        "drag": _("Skipped bookings that are made anyway"),
    }[name]


def what_if_stands(name: str, value: float) -> str:
    """Return where a slider of what if stands."""
    return formats.number(value, 1) if name == "target" else formats.percent(value / 100)


def measured_drag(drag: MadeAnyway) -> str:
    """Return what is known of the skipped bookings that are made anyway: measured with its cases, or assumed."""
    fall = {"fall": formats.percent(drag.fall), "cases": formats.number(drag.cases)}
    if drag.cases:
        return (
            ngettext(
                "Measured on %(cases)s collapse here: bookings fell by %(fall)s.",
                "Measured on %(cases)s collapses here: bookings fell by %(fall)s.",
                drag.cases,
            )
            % fall
        )
    return _("Assumed: when half of the hours are skipped, bookings fall by %(fall)s.") % fall


def sources(funnel: Funnel, drag: MadeAnyway, currency: str) -> list[dict[str, str]]:
    """Return each figure that a scenario stands on, and where it comes from."""
    own = _("counted on your own %(deals)s ended deals of a year") % {"deals": formats.number(funnel.closed)}
    each = money(funnel.margin_per_meeting or 0.0, currency)
    return [
        {"what": _("Meetings a week and rep: %(n)s") % {"n": formats.number(funnel.meetings_a_week, 1)}, "source": own},
        {"what": _("Margin per meeting: %(amount)s") % {"amount": each}, "source": own},
        {"what": _("Margin per deal: %(amount)s") % {"amount": money(funnel.deal_margin, currency)}, "source": own},
        {
            "what": _("Meetings that lead to something qualified: %(share)s")
            % {"share": formats.percent(funnel.right_share)},
            "source": _("meetings on deals that were qualified"),
        },
        {
            "what": _("A wrong meeting wins nothing"),
            "source": _("an assumption on the careful side"),
        },
        _drag_source(drag),
        {
            "what": _("Asked for more, reps fill up with wrong meetings"),
            "source": _("Goodhart's law, as strong as the slider says; no figure of your own yet"),
        },
    ]


def _drag_source(drag: MadeAnyway) -> dict[str, str]:
    shares = {name: formats.percent(getattr(drag, name) / 100) for name in ("value", "low", "high")}
    measured = _(
        "%(low)s to %(high)s with 80%% certainty, by the fall that the page of booking hours prices a collapse with"
    )
    return {
        "what": _("Skipped bookings that are made anyway: %(value)s") % shares,
        "source": (measured if drag.cases else _("a rule of thumb, the same as on the page of booking hours")) % shares,
    }


def presets(funnel: Funnel, drag: MadeAnyway) -> list[dict[str, str]]:
    """Return what is worth trying first: a label, and the address's figures."""
    target = formats_plain(funnel.meetings_a_week)
    more = formats_plain(funnel.meetings_a_week * 1.4)
    lost = _("Half of the blocks are skipped, and nothing is booked instead")
    return [
        {"label": _("Half of the blocks are skipped"), "query": f"honour=50&target={target}"},
        *([{"label": lost, "query": f"honour=50&target={target}&drag=0"}] if drag.value else []),
        {"label": _("The meeting target is raised by 40 percent"), "query": f"honour=100&target={more}&looseness=100"},
        {"label": _("Half of the wrong meetings are weeded out"), "query": f"honour=100&target={target}&qualify=50"},
        {"label": _("Ride-alongs raise the chance by a tenth"), "query": f"honour=100&target={target}&ride=10"},
    ]


def formats_plain(value: float) -> str:
    """Return a number as an address has it, in halves."""
    return f"{round(2 * value) / 2:g}"
