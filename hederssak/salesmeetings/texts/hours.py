"""What is said of the week's booking hours and HIT lists."""

from __future__ import annotations

from django.utils.translation import ngettext

from hederssak.lib import formats


def hours(*, hours: int, swapped: int, waiting: int, empty: int) -> str:
    """Return what is said of the week's booking hours and of the lists to call from, as sums of the team."""
    stand = ngettext("One booking hour this week.", "%(count)s booking hours this week.", hours)
    away = ngettext("One is swapped for two.", "%(count)s are swapped for two each.", swapped)
    lists = ngettext("One contact waits on the HIT lists.", "%(count)s contacts wait on the HIT lists.", waiting)
    bare = ngettext(
        "One list is empty: fill it before its first hour.",
        "%(count)s lists are empty: fill them before their first hours.",
        empty,
    )
    said = [stand % {"count": formats.spelled(hours).capitalize()}]
    if swapped:
        said.append(away % {"count": formats.spelled(swapped).capitalize()})
    said.append(lists % {"count": formats.spelled(waiting).capitalize()})
    if empty:
        said.append(bare % {"count": formats.spelled(empty).capitalize()})
    return " ".join(said)
