"""The words of the figures of quality: what each is called, what it is of, and what would inflate it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hederssak.lib import formats
from hederssak.rules.quality import Count, Loosening
from hederssak.rules.shares import Share

FEW = 5
"""Of fewer cases a share is not said in percent."""


def share(value: Share) -> str:
    """Return a share in percent; of few cases as it is."""
    if value.value is None:
        return "–"
    if value.cases < FEW:
        return _("%(count)s of %(cases)s") % {"count": value.count, "cases": value.cases}
    return formats.percent(value.value)


def of(value: Share) -> str:
    """Return the cases behind a share with its 80 % interval."""
    if value.cases < FEW:
        return ""
    return _("%(count)s of %(cases)s, %(low)s to %(high)s") % {
        "count": formats.number(value.count),
        "cases": formats.number(value.cases),
        "low": formats.percent(value.low),
        "high": formats.percent(value.high),
    }


def name(code: str) -> str:
    """Return what a figure is called."""
    return {
        "lead": _("Newly qualified"),
        "right": _("Right meetings"),
        "step": _("Meetings with a next step agreed"),
        "new": _("Meetings with new companies"),
        "polite": _("Proposals as the polite way out"),
        "margin": _("Margin per meeting"),
        "load": _("Open and not qualified"),
    }[code]


def twin(code: str, value: Share) -> str:
    """Return the twin of a figure in words."""
    said = {"share": share(value), "count": formats.number(value.count), "cases": formats.number(value.cases)}
    return {
        "lead": _("%(count)s of %(cases)s have gone on to the next stage"),
        "right": _("asked of %(count)s of %(cases)s held"),
        "step": _("%(share)s led to something qualified (%(count)s of %(cases)s)"),
        "new": _("%(share)s of all meetings are right"),
        "polite": _("%(share)s of meetings led to something qualified"),
    }[code] % said


def inflated(code: str) -> str:
    """Return what would make a figure look better without being so (R8: hard to game)."""
    return {
        "lead": _("Evidence written down to qualify: its twin falls, because such deals do not go on."),
        "right": _("Asking about the investment only where the answer is known: fewer held meetings are then asked."),
        "step": _("Steps that nobody at the buyer agreed to: nothing is qualified by them."),
        "new": _("Any new company at all: then fewer of the meetings are right."),
        "polite": _("Sending no proposals at all: then less is qualified and won."),
        "margin": _("Leaving meetings unwritten: then the right ones are missing too."),
        "load": _("Letting go of everything: then the newly qualified fall some months later."),
    }[code]


def booked(what: Count) -> str:
    """Return a quality of what is booked, as a line in a chart is called."""
    return {
        Count.FITS: _("fits"),
        Count.TIMED: _("has an investment in sight"),
        Count.EVIDENCED: _("we know how we know"),
    }[what]


def loosened(found: Loosening) -> str:
    """Return what has loosened, as a sentence."""
    said = {"now": share(found.lately), "before": share(found.before), "cases": formats.number(found.lately.cases)}
    return {
        Count.FITS: _("What is booked fits less often: %(now)s of the last %(cases)s, %(before)s before."),
        Count.TIMED: _(
            "Fewer booked meetings have an investment in sight: %(now)s of the last %(cases)s, %(before)s before."
        ),
        Count.EVIDENCED: _(
            "Fewer booked meetings rest on something we know: %(now)s of the last %(cases)s, %(before)s before."
        ),
    }[found.what] % said


def pressed(value: float) -> str:
    """Return how much is asked for beside what usually comes."""
    return _("What is asked for is %(times)s times what usually comes.") % {"times": formats.number(value, 1)}


def carried(days: float) -> str:
    """Return for how long half of what is carried has been."""
    whole = round(days)
    said = ngettext(
        "half of them for more than %(days)s working day", "half of them for more than %(days)s working days", whole
    )
    return said % {"days": formats.number(whole)}
