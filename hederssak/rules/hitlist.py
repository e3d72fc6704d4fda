"""The HIT list: whom to call in the block, in which order, and why now (R5).

Call-backs promised for now come first: somebody waits for them. Then expected margin per minute decides, with a share
kept for new accounts, so that loyal customers, who answer and are pleasant, don't fill it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from hederssak.rules.fit import Verdict

NEW_SHARE = 0.5
"""The part of the list that is kept for accounts which have not bought yet, unless the organization says otherwise."""
SOON = timedelta(minutes=10)
"""A call-back with a clock time comes first from so long before it on."""


class NotListed(StrEnum):
    """Why a contact can't stand on a HIT list."""

    DO_NOT_CONTACT = "do_not_contact"
    HAS_LEFT = "has_left"
    NO_NUMBER = "no_number"
    OUT_OF_FIT = "out_of_fit"
    WITH_COLLEAGUE = "with_colleague"


class HitListRefused(ValueError):
    """A contact may not enter; `code` says why."""

    def __init__(self, code: NotListed) -> None:
        super().__init__(code.value)
        self.code = code


class Why(StrEnum):
    """Why somebody is called now rather than at another time; the first that holds is said."""

    PROMISED = "promised"
    PROMISED_LATE = "promised_late"
    BY_HAND = "by_hand"
    STEP_DUE = "step_due"
    LOOK_AGAIN = "look_again"
    FIT_UNKNOWN = "fit_unknown"
    NEW_IN_FIT = "new_in_fit"
    TRY_AGAIN = "try_again"
    QUIET_CUSTOMER = "quiet_customer"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Rates:
    """What calls of this rep, or of the team while there is little, have given.

    `reach` is the share of attempts that reach the person, `meeting` the share of conversations that become a meeting;
    `weight` is how many attempts `reach` counts for beside a contact's own. Minutes are for one attempt and for one
    conversation. `fit_unknown` is the share of judged accounts that turned out to fit.
    """

    reach: float = 0.25
    meeting: float = 0.2
    weight: float = 6.0
    attempt_minutes: float = 2.0
    conversation_minutes: float = 6.0
    fit_unknown: float = 0.6

    def __post_init__(self) -> None:
        if not all(0 < share < 1 for share in (self.reach, self.meeting)) or not 0 <= self.fit_unknown <= 1:
            raise ValueError("shares lie between 0 and 1")
        if min(self.weight, self.attempt_minutes, self.conversation_minutes) <= 0:
            raise ValueError("weight and minutes are above 0")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A contact on the list. `margin` is what a meeting with the account is worth on average, in money.

    `tries` and `reached` count attempts at this contact; `call_back` is when it was promised to call, and `is_timed`
    whether to the minute (else that day). `rests_until` is when the next try makes sense. `reason` is what else speaks
    for now, found by whoever knows the deals.
    """

    key: str
    margin: float
    fit: Verdict = Verdict.UNKNOWN
    is_new: bool = True
    tries: int = 0
    reached: int = 0
    call_back: datetime | None = None
    is_timed: bool = False
    rests_until: datetime | None = None
    by_hand: bool = False
    reason: Why | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """One place on the ordered list, with what put it there: chances, and money per minute of calling."""

    candidate: Candidate
    why: Why
    reach: float
    per_minute: float
    is_kept_for_new: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a contact that somebody wants on a list."""

    do_not_contact: bool = False
    has_left: bool = False
    has_number: bool = True
    fit: Verdict = Verdict.UNKNOWN
    is_let_in: bool = False
    with_colleague: bool = False


def require_listable(standing: Standing) -> None:
    """Refuse a contact that can't stand on a HIT list (R5): out of fit needs an override, unknown may enter.

    Raises:
        HitListRefused: With the first reason that holds; `DO_NOT_CONTACT` before all others, it is for ever.
    """
    reasons = {
        NotListed.DO_NOT_CONTACT: standing.do_not_contact,
        NotListed.HAS_LEFT: standing.has_left,
        NotListed.NO_NUMBER: not standing.has_number,
        NotListed.OUT_OF_FIT: standing.fit is Verdict.OUT and not standing.is_let_in,
        NotListed.WITH_COLLEAGUE: standing.with_colleague,
    }
    for code, holds in reasons.items():
        if holds:
            raise HitListRefused(code)


def chance_to_reach(candidate: Candidate, rates: Rates) -> float:
    """Return the chance that the next attempt reaches the person: own attempts weighed with everybody's.

    Six tries in vain at a rate of one in four halve the chance: (6 x 0.25 + 0) / (6 + 6) = 0.125.
    """
    return (rates.weight * rates.reach + candidate.reached) / (rates.weight + max(candidate.tries, candidate.reached))


def margin_per_minute(candidate: Candidate, rates: Rates) -> float:
    """Return fit x chance to reach x chance of a meeting x margin, for each minute that it takes (R5).

    Worked: fits, reached one time in four, one conversation in five a meeting, 10 000 a meeting; 2 minutes for the
    attempt and a quarter of 6 for the conversation: 1 x 0.25 x 0.2 x 10 000 / 3.5 = 143 a minute.
    """
    fit = {Verdict.IN: 1.0, Verdict.UNKNOWN: rates.fit_unknown, Verdict.OUT: 1.0}[candidate.fit]
    reach = chance_to_reach(candidate, rates)
    minutes = rates.attempt_minutes + reach * rates.conversation_minutes
    return fit * reach * rates.meeting * candidate.margin / minutes


def is_callable(candidate: Candidate, *, now: datetime, until: datetime) -> bool:
    """Return whether it makes sense to call before `until`: not resting longer, no promise for later than that."""
    return max(candidate.rests_until or now, candidate.call_back or now) < until


def in_order(
    candidates: Iterable[Candidate],
    *,
    now: datetime,
    until: datetime,
    rates: Rates | None = None,
    new_share: float = NEW_SHARE,
) -> list[Place]:
    """Return whom to call between `now` and `until`, in order (R5).

    Promised call-backs whose time has come stand first, the oldest promise before the younger. In what follows, each
    beginning of the list holds at least `new_share` new accounts as long as there are any, in order of money per
    minute; promises for later in the block wait at the end until their time comes.
    """
    rates = rates or Rates()
    there = [one for one in candidates if is_callable(one, now=now, until=until)]
    due = sorted((one for one in there if _is_due(one, now)), key=lambda one: (one.call_back or now, one.key))
    later = sorted((one for one in there if _is_ahead(one, now)), key=lambda one: (one.call_back or now, one.key))
    rest = [one for one in there if one.call_back is None and (one.rests_until or now) <= now]
    places = [_place(one, rates, now) for one in due]
    places += _shared(sorted((_place(one, rates, now) for one in rest), key=_best_first), new_share)
    return places + [_place(one, rates, now) for one in later]


def count_callable(candidates: Iterable[Candidate], *, now: datetime, until: datetime) -> int:
    """Return how many can be called between `now` and `until` (readiness before a block)."""
    return sum(is_callable(one, now=now, until=until) for one in candidates)


def _is_due(one: Candidate, now: datetime) -> bool:
    return one.call_back is not None and one.call_back - (SOON if one.is_timed else timedelta()) <= now


def _is_ahead(one: Candidate, now: datetime) -> bool:
    waits = one.call_back is None and one.rests_until is not None and one.rests_until > now
    return waits or (one.call_back is not None and not _is_due(one, now))


def _place(one: Candidate, rates: Rates, now: datetime) -> Place:
    return Place(one, _why(one, now), chance_to_reach(one, rates), margin_per_minute(one, rates))


def _best_first(place: Place) -> tuple[float, int, str]:
    """Return what orders by money per minute, then by fewer tries; the key keeps equal ones where they were."""
    return -place.per_minute, place.candidate.tries, place.candidate.key


def _shared(places: Sequence[Place], new_share: float) -> list[Place]:
    """Return the places so that each beginning holds its share of new accounts, as long as there are any."""
    new = [place for place in places if place.candidate.is_new]
    known = [place for place in places if not place.candidate.is_new]
    listed: list[Place] = []
    new_listed = 0
    while new or known:
        owed = new_listed < new_share * (len(listed) + 1) - 1e-9
        best_is_new = bool(new) and (not known or _best_first(new[0]) <= _best_first(known[0]))
        if new and (owed or best_is_new):
            place = new.pop(0)
            listed.append(place if best_is_new else _kept(place))
            new_listed += 1
        else:
            listed.append(known.pop(0))
    return listed


def _kept(place: Place) -> Place:
    return Place(place.candidate, place.why, place.reach, place.per_minute, is_kept_for_new=True)


def _why(one: Candidate, now: datetime) -> Why:
    """Return the first reason that holds."""
    if one.call_back is not None:
        late = one.call_back.astimezone(now.tzinfo).date() < now.date()
        return Why.PROMISED_LATE if late else Why.PROMISED
    reasons = (
        (one.by_hand, Why.BY_HAND),
        (one.tries > 0, Why.TRY_AGAIN),
        (one.is_new and one.fit is Verdict.UNKNOWN, Why.FIT_UNKNOWN),
        (one.is_new, Why.NEW_IN_FIT),
    )
    return one.reason or next((why for holds, why in reasons if holds), Why.KNOWN)
