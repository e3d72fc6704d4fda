"""The words of the comfort zone: what a month was like, said as something to think about and never as a fault."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hederssak.lib import formats
from hederssak.rules.comfort import Pattern, Share
from hederssak.rules.shares import Share as Estimate


def pattern(code: Pattern) -> str:
    """Return a pattern's name."""
    return {
        Pattern.SAFE_CUSTOMER: _("Customers with nothing qualified open"),
        Pattern.SAME_CONTACT: _("The same person again in the month"),
        Pattern.LAST_DAYS: _("Written down in the last two days of the month"),
    }[code]


def mark(code: Pattern) -> str:
    """Return a pattern as a word beside one meeting."""
    return {
        Pattern.SAFE_CUSTOMER: _("nothing qualified open"),
        Pattern.SAME_CONTACT: _("met earlier in the month"),
        Pattern.LAST_DAYS: _("written in the last two days"),
    }[code]


def verdict(code: str) -> str:
    """Return what can be said of a pattern beside the own past."""
    return {"risen": _("more than usual"), "usual": _("as usual"), "unknown": _("cannot tell yet")}[code]


def finding(code: Pattern, now: Share, before: Share, month: str) -> str:
    """Return a pattern that has risen, as a sentence with the own past in it."""
    words = {
        "count": formats.number(now.count),
        "of": formats.number(now.of),
        "month": month,
        "usual": formats.percent(float(before.value or 0)),
    }
    return {
        Pattern.SAFE_CUSTOMER: _(
            "%(count)s of %(of)s meetings in %(month)s were with customers that have nothing qualified open;"
            " usually it is %(usual)s."
        ),
        Pattern.SAME_CONTACT: _(
            "In %(month)s %(count)s of %(of)s seats were somebody who had been met in the same month;"
            " usually it is %(usual)s."
        ),
        Pattern.LAST_DAYS: _(
            "%(count)s of %(of)s meetings of %(month)s were written down in its last two days; usually it is %(usual)s."
        ),
    }[code] % words


def ask(code: Pattern) -> str:
    """Return what to ask, so that the answer can be a good one."""
    return {
        Pattern.SAFE_CUSTOMER: _("What are these meetings to lead to? If it is agreed work, mark the account plan."),
        Pattern.SAME_CONTACT: _("Who else there could open the next door?"),
        Pattern.LAST_DAYS: _("Would it help to write them down on the day itself?"),
    }[code]


def share(found: Share, estimate: Estimate) -> str:
    """Return a share with its interval (8 times in 10) and the cases."""
    if not found.of:
        return _("no meeting yet")
    return _("%(share)s (%(low)s to %(high)s; %(count)s of %(of)s)") % {
        "share": formats.percent(float(found.value or 0)),
        "low": formats.percent(estimate.low),
        "high": formats.percent(estimate.high),
        "count": formats.number(found.count),
        "of": formats.number(found.of),
    }


def cases(found: Share, estimate: Estimate) -> str:
    """Return what a share stands on, and what it lies between, 8 times in 10."""
    return _("%(count)s of %(of)s meetings; 8 times in 10 between %(low)s and %(high)s") % {
        "count": formats.number(found.count),
        "of": formats.number(found.of),
        "low": formats.percent(estimate.low),
        "high": formats.percent(estimate.high),
    }
