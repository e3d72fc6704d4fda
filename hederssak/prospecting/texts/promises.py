"""The words of the promise and of the manager's duties (R0)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hederssak.lib import formats
from hederssak.prospecting.models import ManagerDuty, Promise
from hederssak.rules.promise import Duty, DutyLine, Kept, Stage, quarter_number


def quarter(promise: Promise) -> str:
    """Return the quarter of a promise: "the fourth quarter of 2026" in short."""
    return _("Q%(number)s %(year)s") % {
        "number": quarter_number(promise.last_day),
        "year": promise.last_day.year,
    }


def clauses(promise: Promise) -> list[str]:
    """Return the promise as short paragraphs, as it is signed."""
    blocks = ngettext(
        "Each of us holds one booking hour a week, always at the same time.",
        "Each of us holds %(blocks)s booking hours a week, always at the same times.",
        promise.blocks,
    ) % {"blocks": formats.spelled(promise.blocks)}
    meetings = ngettext(
        "Each of us books one customer meeting a week.",
        "Each of us books %(meetings)s customer meetings a week.",
        promise.meetings,
    ) % {"meetings": formats.spelled(promise.meetings)}
    said = [blocks, meetings]
    if promise.desirable:
        said.append(
            _("It would be good with %(desirable)s. That is a wish and no part of the promise.")
            % {"desirable": formats.spelled(promise.desirable)}
        )
    said.append(_("This counts as an exception: %(exceptions)s") % {"exceptions": promise.exceptions})
    said.append(
        _(
            "Whoever has to give up an hour puts in two the next week. "
            "More than one exception in eight weeks is no exception."
        )
    )
    return said


def duties(promise: Promise | None) -> list[str]:
    """Return what the manager promises."""
    every = promise.follow_every if promise else 2
    return [
        _("I hold the hours free: no meeting of ours lies on them."),
        _("I ask the same day when one breaks."),
        ngettext(
            "I follow along: I sit in on an hour, or come along to a customer, every week.",
            "I follow along: I sit in on an hour, or come along to a customer, at least every %(weeks)s weeks.",
            every,
        )
        % {"weeks": formats.number(every)},
    ]


def duty_name(duty: Duty) -> str:
    """Return a duty in a few words."""
    return {
        Duty.HOLD_FREE: _("Hold the hours free"),
        Duty.ASK_SAME_DAY: _("Ask the same day"),
        Duty.FOLLOW_ALONG: _("Follow along"),
        Duty.TALK: _("Talk when it slips"),
    }[duty]


def duty_said(line: DutyLine) -> str:
    """Return how a duty was kept, with its figures."""
    return {
        Duty.HOLD_FREE: _held_free,
        Duty.ASK_SAME_DAY: _asked,
        Duty.FOLLOW_ALONG: _followed,
        Duty.TALK: _talked,
    }[line.duty](line)


def duty_sign(line: DutyLine) -> str:
    """Return the shape beside a duty; a dash where nothing was due."""
    if _nothing_due(line):
        return ""
    return {Kept.KEPT: "kept", Kept.LATE: "look", Kept.BROKEN: "broken", Kept.OPEN: ""}[line.kept]


def duty_word(line: DutyLine) -> str:
    """Return the word that stands with the shape."""
    if _nothing_due(line):
        return _("nothing due")
    return {
        Kept.KEPT: _("kept"),
        Kept.LATE: _("kept late"),
        Kept.BROKEN: _("not kept"),
        Kept.OPEN: _("there is still time"),
    }[line.kept]


def stage_word(stage: Stage) -> str:
    """Return where a promise is on its way."""
    return {
        Stage.WAITING: _("waits for signatures"),
        Stage.IN_FORCE: _("signed by all"),
        Stage.OVER: _("over"),
        Stage.REPLACED: _("replaced"),
    }[stage]


def refusal(code: str) -> str:
    """Say why something about a promise was refused, and what to do instead."""
    return {
        "blocks": _("Promise at least one hour a week, and at most ten."),
        "meetings": _("Write how many meetings are agreed: at least one a week, and at most fifty."),
        "desirable": _("What would be desirable is at least what is agreed. Leave it empty if there is no such wish."),
        "says_nothing": _("Write what counts as an exception, or everything will."),
        "no_longer_open": _("It was replaced or is over. Look at the one that holds now."),
        "still_alive": _("It lives: it is kept rather than begun anew."),
        "already_begun": _("Choose a day from today on, within the quarter."),
    }[code]


def ask_title(duty: ManagerDuty) -> str:
    """Return what a manager is to do about somebody."""
    name = duty.about.first_name if duty.about else ""
    if duty.kind == Duty.TALK:
        return _("Sit down with %(name)s about the booking hours.") % {"name": name}
    return _("Ask %(name)s about %(day)s.") % {"name": name, "day": formats.day(duty.due_on)}


def questions() -> str:
    """Return what to ask in the talk, so that it is no interrogation."""
    return _("What takes the hour? What would make it easier to keep? Is it the right time of the week?")


def _nothing_due(line: DutyLine) -> bool:
    return line.duty in {Duty.ASK_SAME_DAY, Duty.TALK} and not line.due_count


def _held_free(line: DutyLine) -> str:
    if not line.due_count:
        return _("No hour was taken by the company.")
    said = ngettext("The company took one hour.", "The company took %(count)s hours.", line.due_count)
    return said % {"count": formats.spelled(line.due_count)}


def _asked(line: DutyLine) -> str:
    if not line.due_count:
        return _("Nothing has broken.")
    if line.kept_count == line.due_count:
        said = ngettext(
            "One hour broke, and was asked about the same day.",
            "%(due)s hours broke, and each was asked about the same day.",
            line.due_count,
        )
    else:
        said = ngettext(
            "One hour broke, and was not asked about on its day.",
            "%(due)s hours broke; %(kept)s were asked about the same day.",
            line.due_count,
        )
    return said % _figures(line)


def _talked(line: DutyLine) -> str:
    if not line.due_count:
        return _("No talk was due.")
    if line.kept_count == line.due_count:
        said = ngettext("One talk was due, and was held.", "%(due)s talks were due, and all were held.", line.due_count)
    else:
        said = ngettext("One talk is due.", "%(due)s talks were due; %(kept)s were held in time.", line.due_count)
    return said % _figures(line)


def _followed(line: DutyLine) -> str:
    if line.last_day is None:
        return _("Not along yet.")
    return _("Along last on %(day)s.") % {"day": formats.day(line.last_day)}


def _figures(line: DutyLine) -> dict[str, str]:
    return {"due": formats.spelled(line.due_count).capitalize(), "kept": formats.spelled(line.kept_count)}
