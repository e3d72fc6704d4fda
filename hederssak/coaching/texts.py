"""Reasons, aspects and figures of coaching in the reader's language (R18)."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from hederssak.coaching.models import RideAlong
from hederssak.lib import formats
from hederssak.org.models import Member
from hederssak.rules.coaching import Aspect, Group, Kept, Level, Reason, Why

FEW = 8
"""So many deals have to be decided before and since, or the page says that it is too early."""
RATHER, NEARLY = 0.75, 0.9


def aspect(code: str) -> str:
    """Return what is looked at, in a few words."""
    return {
        Aspect.PURPOSE: _("The purpose"),
        Aspect.INSIGHT: _("The insight"),
        Aspect.QUESTIONS: _("The questions"),
        Aspect.PICTURE: _("The picture"),
        Aspect.NEXT_STEP: _("The next step"),
    }[Aspect(code)]


def asks(code: str) -> str:
    """Return the question that an observation answers."""
    return {
        Aspect.PURPOSE: _("Did the meeting keep to its purpose?"),
        Aspect.INSIGHT: _("Did they hear something they did not know?"),
        Aspect.QUESTIONS: _("Did the questions get the customer talking?"),
        Aspect.PICTURE: _("Was it shown, in a picture or a case?"),
        Aspect.NEXT_STEP: _("Was a next step taken, with a day?"),
    }[Aspect(code)]


def level(code: str) -> str:
    """Return how it went, in a plain word."""
    return {Level.YES: _("Yes"), Level.PARTLY: _("Partly"), Level.NOT_YET: _("Not yet")}[Level(code)]


def reason(found: Reason, currency: str) -> str:
    """Return one reason why it is somebody's turn, with its evidence."""
    if found.why == Why.NEVER:
        return _("Not followed yet.")
    if found.why == Why.ASKED:
        return _("Has asked you along.")
    if found.why in {Why.OVERDUE, Why.LONGEST}:
        return _since(found)
    if found.why == Why.WEAK_STAGE:
        return _weak(found)
    return _near(found, currency)


def group(code: Group) -> str:
    """Return how somebody stands in the order, in a word."""
    return {
        Group.DUE: _("it is time"),
        Group.CALLED_FOR: _("there is a reason"),
        Group.IN_TURN: _("in turn"),
        Group.PLANNED: _("planned"),
        Group.AWAY: _("away"),
    }[code]


def pace(weeks: int) -> str:
    """Return the agreed pace in words."""
    said = ngettext("every week", "every %(weeks)s weeks", weeks)
    return said % {"weeks": formats.number(weeks)}


def kept(found: Kept, weeks: int) -> str:
    """Return the manager's own figure as a sentence."""
    said = ngettext(
        "%(followed)s of %(due)s followed in the last week",
        "%(followed)s of %(due)s followed in the last %(weeks)s weeks",
        weeks,
    )
    return said % {"followed": found.followed, "due": found.due, "weeks": formats.number(weeks)}


def moved(figures: dict[str, object]) -> str:
    """Say whether the practised figure moved, or that it is too early."""
    before, after = _share(figures, "before"), _share(figures, "after")
    if after["trials"] < FEW or before["trials"] < FEW:
        said = ngettext(
            "Too early to say: one deal has been decided there since.",
            "Too early to say: %(n)s deals have been decided there since.",
            int(after["trials"]),
        )
        if not after["trials"]:
            return _("Too early to say: no deal has been decided there since.")
        return said % {"n": formats.spelled(int(after["trials"]))}
    rose = figures["rose"]
    assert isinstance(rose, float)  # noqa: S101 (written by the night's count)
    if rose >= NEARLY:
        return _("It has moved up, as far as one can tell.")
    if rose >= RATHER:
        return _("It has probably moved up.")
    if rose <= 1 - NEARLY:
        return _("It has gone down, as far as one can tell. Something else may be going on.")
    return _("It has not moved so that one could tell.")


def share(figures: dict[str, object], side: str) -> str:
    """Return a share before or after as counts: "9 of 24 deals went on"."""
    found = _share(figures, side)
    said = ngettext("%(passed)s of one deal went on", "%(passed)s of %(n)s deals went on", int(found["trials"]))
    return said % {"passed": formats.number(found["passed"]), "n": formats.number(found["trials"])}


def interval(figures: dict[str, object], side: str) -> str:
    """Return the interval of a share in words."""
    found = _share(figures, side)
    figures_ = {"low": formats.percent(found["low"]), "high": formats.percent(found["high"])}
    return _("between %(low)s and %(high)s, eight times out of ten") % figures_


def refusal(code: str) -> str:
    """Say why something was refused, and what to do instead."""
    return {
        "already_shared": _("It is shared already, and stays as it was read."),
        "cannot_follow": _("There is nobody to follow into it: it was called off, or lies too far back."),
        "no_criteria": _("Write at least one line by which one sees that it went well, and at most six."),
        "not_a_pace": _("Choose between one week and twenty-six."),
        "not_yet": _("Share it after the meeting. Until then it is kept as your draft."),
        "nothing_seen": _("Mark at least one of the five before you share it."),
        "nothing_to_practise": _("Write what you want to practise, in a few words."),
        "with_oneself": _("A play takes two: choose somebody else."),
    }[code]


def shared_letter(ride: RideAlong, *, by: Member, link: str) -> tuple[str, str]:
    """Return subject and text of the letter that says that what was seen is there to read."""
    with override(ride.rep.language):
        named = {"manager": by.first_name, "day": formats.day(ride.on_day)}
        subject = _("%(manager)s has shared what was seen on %(day)s") % named
        text = _("You read the same as %(manager)s does, and can answer it there.") % named
    return subject, f"{text}\n\n{link}\n"


def where(ride: RideAlong) -> str:
    """Return into what the rep was followed: the customer, or a booking hour."""
    if ride.meeting is not None:
        return ride.meeting.account.name if ride.meeting.account else ride.meeting.title
    return _("a booking hour") if ride.block_id else _("a meeting that is gone")


def clock(ride: RideAlong, zone: str) -> str:
    """Return at what time it begins, where that is known."""
    occasion = ride.meeting or ride.block
    return formats.clock(occasion.starts_at.astimezone(ZoneInfo(zone))) if occasion else ""


def _since(found: Reason) -> str:
    weeks = int(found.weeks or 0)
    if not weeks:
        return _("Followed in the last week.")
    said = ngettext("Followed a week ago.", "Followed %(weeks)s weeks ago.", weeks)
    return said % {"weeks": formats.spelled(weeks)}


def _weak(found: Reason) -> str:
    stage = found.stage
    assert stage is not None  # noqa: S101 (such a reason has one)
    said = _("In %(stage)s %(passed)s of %(n)s deals went on; in the team it is %(share)s.")
    share_ = formats.percent(stage.team_share)
    return said % {"stage": stage.stage, "passed": stage.passed, "n": stage.decided, "share": share_}


def _near(found: Reason, currency: str) -> str:
    meeting = found.meeting
    assert meeting is not None  # noqa: S101 (such a reason has one)
    day = formats.day(meeting.day)
    if found.why == Why.DECIDER:
        return _("Meets the one who decides for the first time on %(day)s.") % {"day": day}
    if found.why == Why.LARGE:
        margin = formats.short_money(formats.whole(meeting.margin or 0), currency)
        return _("A large one on %(day)s: %(margin)s in margin.") % {"day": day, "margin": margin}
    return _("An important one on %(day)s.") % {"day": day}


def _share(figures: dict[str, object], side: str) -> dict[str, float]:
    found = figures[side]
    assert isinstance(found, dict)  # noqa: S101 (written by the night's count)
    return found
