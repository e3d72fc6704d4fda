"""What is said of how a team's meetings go."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hederssak.lib import formats
from hederssak.rules.agenda import Item
from hederssak.rules.meeting_course import ON_TIME, Course


def sentence(team: str, course: Course) -> str:
    """Return how the last meetings went, in one sentence."""
    said = {"team": team, "n": formats.spelled(course.meetings), "late": _minutes(course.late)}
    begins_late = round(course.late) > ON_TIME
    if course.over is None or round(course.over) <= ON_TIME:
        if begins_late:
            return _("%(team)s begins its meetings %(late)s late and ends them on time.") % said
        return _("%(team)s begins and ends its meetings on time.") % said
    said["over"] = _minutes(course.over)
    if begins_late:
        return _("%(team)s begins its meetings %(late)s late and ends them %(over)s over their time.") % said
    return _("%(team)s begins its meetings on time and ends them %(over)s over their time.") % said


def basis(course: Course) -> str:
    """Return what the sentence stands on."""
    said = {"n": formats.spelled(course.meetings), "present": course.present, "expected": course.expected}
    if course.meetings == 1:
        return _("One meeting so far; %(present)s of %(expected)s came.") % said
    return (
        _("This is the median of the last %(n)s meetings. %(present)s of %(expected)s who were expected came.") % said
    )


def shares(course: Course) -> str:
    """Return what the time goes to, as the finding of its chart."""
    said = {"share": formats.percent(course.shares.get(Item.CASES, 0.0))}
    if course.cases_are_short:
        return _("The cases get %(share)s of the time; more than half is meant for them") % said
    return _("The cases get %(share)s of the time, as they should") % said


def clock(course: Course, late: int) -> str:
    """Return how often the meetings began late, as the finding of its chart."""
    said = {"late": formats.spelled(late).capitalize(), "of": formats.spelled(course.meetings)}
    if not late:
        return _("Each of the last %(of)s meetings began on time") % said
    return ngettext(
        "One of the last %(of)s meetings began late", "%(late)s of the last %(of)s meetings began late", late
    ) % (said)


def _minutes(value: float) -> str:
    count = round(value)
    return ngettext("one minute", "%(n)s minutes", count) % {"n": formats.spelled(count)}
