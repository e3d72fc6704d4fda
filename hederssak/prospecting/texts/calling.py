"""What the page of calls and the HIT list say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hederssak.lib import formats
from hederssak.prospecting.models import HitEntry
from hederssak.rules.attempts import Leaves, Outcome
from hederssak.rules.fit import Verdict
from hederssak.rules.hitlist import NotListed, Why


def outcome(code: str) -> str:
    """Return how an attempt ended, as a button and a list say it."""
    return {
        Outcome.NO_ANSWER: _("No answer"),
        Outcome.GATEKEEPER: _("Switchboard"),
        Outcome.CONVERSATION: _("Conversation"),
        Outcome.CALL_BACK: _("Call back"),
        Outcome.MEETING: _("Meeting booked"),
        Outcome.NOT_A_FIT: _("Not a fit"),
        Outcome.DO_NOT_CONTACT: _("Do not contact"),
    }[Outcome(code)]


def why_now(why: Why, entry: HitEntry, zone: ZoneInfo, *, due: dt.date | None = None) -> str:
    """Return in a line why this contact is called now (R5); `due` is the day that the reason is about."""
    note = entry.note
    if why in {Why.PROMISED, Why.PROMISED_LATE}:
        return _promised(why, entry, zone)
    if why is Why.BY_HAND and note:
        return note
    said = {
        Why.STEP_DUE: _("The next step in the deal is due."),
        Why.LOOK_AGAIN: _("We let a deal go here, and said that we would look again about now."),
        Why.FIT_UNKNOWN: _("New to us. Nobody knows yet whether they fit: ask."),
        Why.NEW_IN_FIT: _("New to us, and the right sort of company."),
        Why.TRY_AGAIN: ngettext(
            "Called %(count)s time in vain; another hour may do it.",
            "Called %(count)s times in vain; another hour may do it.",
            entry.tries,
        )
        % {"count": formats.number(entry.tries)},
        Why.QUIET_CUSTOMER: _("A customer whom nobody has met for three months."),
        Why.KNOWN: _("A customer of ours."),
        Why.BY_HAND: _("You put them on the list yourself."),
    }[why]
    if why is Why.QUIET_CUSTOMER and due:
        said = _("A customer whom nobody has met since %(day)s.") % {"day": formats.date(due)}
    return f"{said} {note}".strip()


def _promised(why: Why, entry: HitEntry, zone: ZoneInfo) -> str:
    assert entry.call_back_at is not None  # noqa: S101 (a promise has a time)
    at = entry.call_back_at.astimezone(zone)
    if why is Why.PROMISED_LATE:
        said = _("You promised to call on %(day)s.") % {"day": formats.day(at.date())}
    elif entry.call_back_timed:
        said = _("You promised to call today at %(clock)s.") % {"clock": formats.clock(at)}
    else:
        said = _("You promised to call today.")
    return f"{said} {entry.note}".strip()


def touch(code: str, said: str) -> str:
    """Return what happened, in a few words, with what was written then."""
    kinds = {
        "held": _("Customer meeting"),
        "call": _("Telephone call"),
        "email": _("E-mail"),
        "task": _("Task"),
        "note": _("Note"),
        "other": _("In touch"),
    }
    kind = outcome(code) if code in set(Outcome) else kinds.get(code, _("In touch"))
    return f"{kind}. {said}" if said else kind


def fit(verdict: Verdict, *, is_let_in: bool, met: int, asked: int) -> str:
    """Return whether the company fits, and how many criteria say so."""
    said = {
        Verdict.IN: _("Right company"),
        Verdict.OUT: _("Out of fit, let in by your manager") if is_let_in else _("Out of fit"),
        Verdict.UNKNOWN: _("Fit unknown"),
    }[verdict]
    if not asked:
        return said
    some = _("%(met)s of %(asked)s criteria") % {"met": formats.number(met), "asked": formats.number(asked)}
    return f"{said}: {some}"


def not_listed(code: NotListed) -> str:
    """Return why somebody can't stand on a list, and what would be allowed."""
    return {
        NotListed.DO_NOT_CONTACT: _("They have asked to be left alone, for ever."),
        NotListed.HAS_LEFT: _("They have left the company."),
        NotListed.NO_NUMBER: _("There is no number to call: add one on their page."),
        NotListed.OUT_OF_FIT: _("The company is out of fit. Ask your manager for an exception on its page."),
        NotListed.WITH_COLLEAGUE: _("A colleague has them on a list."),
    }[code]


def refusals(refused: Mapping[NotListed, int]) -> list[str]:
    """Return how many were left out for which reason."""
    return [f"{formats.number(count)}: {not_listed(code)}" for code, count in refused.items()]


def gone(code: str) -> str:
    """Return why somebody has left a list."""
    return {
        Leaves.MEETING: _("Meeting booked"),
        Leaves.TALKED: _("Talked with"),
        Leaves.NOT_A_FIT: _("Not a fit"),
        Leaves.DO_NOT_CONTACT: _("Do not contact"),
        Leaves.NEVER_REACHED: _("Never reached"),
        Leaves.BY_HAND: _("Taken off"),
    }[Leaves(code)]


def role(entry: HitEntry) -> str:
    """Return who somebody is: their title and company."""
    company = entry.account.name if entry.account else ""
    return ", ".join(part for part in (entry.contact.title, company) if part)


HALF = 50
ALL = 100


def kept_for_new(percent: int) -> str:
    """Return how much of a HIT list is kept for companies that have not bought yet."""
    if not percent:
        return _("Nothing of the HIT list is kept for new companies.")
    if percent == HALF:
        return _("Half of each HIT list is kept for new companies.")
    if percent == ALL:
        return _("New companies come first on each HIT list.")
    return _("%(percent)s %% of each HIT list is kept for new companies.") % {"percent": formats.number(percent)}


def unfit(day: dt.date, note: str) -> str:
    """Return what somebody said of a company on the telephone."""
    if note:
        return _("On the telephone on %(day)s it was said to be no fit: “%(note)s”.") % {
            "day": formats.day(day),
            "note": note,
        }
    return _("On the telephone on %(day)s it was said to be no fit.") % {"day": formats.day(day)}


def unfit_evidence(day: dt.date, note: str) -> str:
    """Return the same as the evidence of an answer, to be changed by whoever writes it."""
    said = _("On the telephone on %(date)s") % {"date": formats.date(day)}
    return f"{said}: {note}" if note else said


def filling(callable_: int, usual: int) -> str:
    """Return how long the list is that a time is set aside for, and how long it needs to be."""
    if not callable_:
        return _("Nobody stands on the list for your next hour yet.")
    said = ngettext(
        "One stands on the list for your next hour.", "%(count)s stand on the list for your next hour.", callable_
    ) % {"count": formats.spelled(callable_).capitalize()}
    if callable_ >= usual:
        return f"{said} {_('It will last.')}"
    return f"{said} {_('You usually need %(usually)s.') % {'usually': formats.spelled(usual)}}"


def ready(callable_: int, usual: int, starts_at: dt.datetime | None, zone: ZoneInfo, *, today: dt.date) -> str:
    """Return whether the list will last through the next block, in a sentence."""
    count = formats.spelled(callable_).capitalize()
    if starts_at is None:
        return ngettext("%(count)s to call.", "%(count)s to call.", callable_) % {"count": count}
    at = starts_at.astimezone(zone)
    when = _("today at %(clock)s") if at.date() == today else _("on %(day)s at %(clock)s")
    when %= {"day": formats.day(at.date()), "clock": formats.clock(at)}
    said = _("%(count)s to call in the hour %(when)s.") % {"count": count, "when": when}
    if not usual:
        return said
    usually = formats.spelled(usual)
    need = _("You usually need %(usually)s.") % {"usually": usually}
    return f"{said} {need}"
