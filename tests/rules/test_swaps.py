"""R2: one for two, with the worked example and the laws."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hederssak.rules.blocks import Busy, Slot, WeeklyRule, occurrences, time_in
from hederssak.rules.replacement_times import Wish, pairs
from hederssak.rules.swaps import Payer, Request, SwapRefused, decide, may_be_moved, pay_week
from hederssak.rules.weeks import Week, local_instant
from hederssak.rules.worktime import Period, WorkCalendar

STOCKHOLM = ZoneInfo("Europe/Stockholm")
TUESDAY = date(2026, 3, 10)
NOW = local_instant(date(2026, 3, 9), time(8), STOCKHOLM)
W12 = Week(2026, 12)


def slot(day: date, hour: int, minutes: int = 120) -> Slot:
    """Return a time by the clock in Stockholm."""
    return Slot.at(local_instant(day, time(hour), STOCKHOLM), minutes)


BLOCK = slot(TUESDAY, 9)
WEDNESDAY, THURSDAY = W12.days[2], W12.days[3]
TWO = (slot(WEDNESDAY, 9), slot(THURSDAY, 13))
REGULAR = tuple(WeeklyRule(day, day, time(9), 120, date(2026, 1, 1), None, STOCKHOLM) for day in (1, 3))


def payer(*busy: Busy, planned: int = 0, absences: tuple[Period, ...] = ()) -> Payer:
    """Make somebody with regular times on Tuesdays and Thursdays at nine."""
    calendar = WorkCalendar(absences=absences)
    own = occurrences(REGULAR, calendar, W12.previous().monday, W12.plus(2).sunday)
    return Payer(calendar, STOCKHOLM, (*(Busy(one.slot, "block") for one in own), *busy), planned)


def request(**said: object) -> Request:
    """Ask to give up the Tuesday."""
    plain = {"block": BLOCK, "kind": "regular", "state": "planned", "offered": "ons, fre"}
    return Request(**{**plain, "replacements": TWO, **said})  # type: ignore[arg-type]  # the test's words are any


def refusal(payer: Payer, now: datetime = NOW) -> SwapRefused:
    """Return why a swap is refused."""
    with pytest.raises(SwapRefused) as caught:
        decide(request(), payer, now=now)
    return caught.value


def test_the_worked_example_leaves_four_blocks_in_week_12() -> None:
    who = payer()
    assert decide(request(), who, now=NOW) == W12
    in_week = [one.slot for one in who.busy if one.slot.starts_at.astimezone(STOCKHOLM).date() in W12]
    assert len([*in_week, *TWO]) == 4
    assert all(one.minutes >= BLOCK.minutes for one in TWO)


@pytest.mark.parametrize(
    ("said", "code", "allowed"),
    [
        ({"kind": "replacement"}, "replacement", {"week": Week(2026, 11)}),
        ({"kind": "planning"}, "not_regular", {}),
        ({"state": "swapped"}, "not_planned", {"state": "swapped"}),
        ({"offered": "  "}, "no_other_times", {}),
        ({"replacements": TWO[:1]}, "not_two", {}),
        ({"replacements": (TWO[0], TWO[0])}, "overlaps", {"kind": "replacement", "slot": TWO[0]}),
        ({"replacements": (TWO[0], slot(W12.days[4], 9, 119))}, "too_short", {"minutes": 120}),
        ({"replacements": (TWO[0], slot(W12.next().days[2], 9))}, "wrong_week", {"week": W12}),
        ({"replacements": (TWO[0], slot(W12.days[4], 23))}, "wrong_week", {"week": W12}),
        ({"replacements": (TWO[0], slot(W12.days[5], 9))}, "not_working", {"day": W12.days[5]}),
        ({"replacements": (TWO[0], slot(THURSDAY, 10))}, "overlaps", {"kind": "block", "slot": slot(THURSDAY, 9)}),
    ],
)
def test_a_refusal_says_which_rule_and_what_is_allowed(
    said: dict[str, object], code: str, allowed: dict[str, object]
) -> None:
    with pytest.raises(SwapRefused) as caught:
        decide(request(**said), payer(), now=NOW)
    refused = caught.value
    assert (refused.code, refused.allowed) == (code, allowed)


def test_a_time_that_has_begun_is_not_given_up() -> None:
    assert refusal(payer(), now=BLOCK.starts_at).code == "begun"


def test_four_in_the_calendar_are_enough() -> None:
    assert decide(request(), payer(planned=2), now=NOW) == W12
    refused = refusal(payer(planned=3))
    assert (refused.code, refused.allowed) == ("enough_planned", {"planned": 3})


def test_a_customer_in_the_way_is_told() -> None:
    visit = Busy(slot(WEDNESDAY, 10, 60), "meeting", "7", "Sågen")
    refused = refusal(payer(visit))
    assert refused.allowed == {"kind": "meeting", "slot": visit.slot}


def test_a_week_with_two_working_days_does_not_pay() -> None:
    easter = WorkCalendar(holidays=frozenset({date(2026, 4, 3), date(2026, 4, 6)}))
    assert pay_week(easter, Week(2026, 14)) == Week(2026, 15)
    christmas = WorkCalendar(holidays=frozenset(date(2026, 12, day) for day in (24, 25)))
    away = WorkCalendar(holidays=christmas.holidays, absences=(Period(date(2026, 12, 23), date(2026, 12, 23)),))
    assert pay_week(christmas, Week(2026, 51)) == Week(2026, 52)
    assert pay_week(away, Week(2026, 51)) == Week(2026, 53)


def test_debt_waits_for_whoever_is_on_leave() -> None:
    leave = WorkCalendar(absences=(Period(date(2026, 3, 16), date(2026, 9, 13)),))
    assert pay_week(leave, Week(2026, 11)) == Week(2026, 38)
    for_good = WorkCalendar(absences=(Period(date(2026, 3, 16), date(2036, 9, 13)),))
    with pytest.raises(SwapRefused, match="no_week"):
        pay_week(for_good, Week(2026, 11))


def test_only_a_replacement_that_lies_ahead_is_moved_inside_its_week() -> None:
    assert may_be_moved(TWO[0], "replacement", "planned", payer()) == W12
    for kind, state in (("regular", "planned"), ("replacement", "missed")):
        with pytest.raises(SwapRefused):
            may_be_moved(TWO[0], kind, state, payer())


def wish(who: Payer) -> Wish:
    """Look for two times in week 12."""
    return Wish(W12, 120, who, usual=(time(9),), own_days=frozenset({W12.days[1], THURSDAY}))


def test_five_pairs_are_five_choices_and_the_first_is_the_usual_time_on_free_days() -> None:
    found = pairs(wish(payer()), now=NOW)
    assert len(found) == 5
    best = [one.starts_at.astimezone(STOCKHOLM) for one in found[0].slots]
    assert [(one.date(), one.hour) for one in best] == [(WEDNESDAY, 9), (W12.days[4], 9)]
    assert len({pair.slots for pair in found}) == 5
    assert len({one for pair in found for one in pair.slots}) >= 5
    assert "usual_time" in found[0].first.reasons


def test_a_full_week_offers_nothing() -> None:
    full = Busy(Slot(slot(W12.days[0], 0).starts_at, slot(W12.days[4], 22).ends_at), "calendar")
    assert pairs(wish(payer(full)), now=NOW) == []


BUSY = st.builds(
    lambda day, half, length: Busy(
        Slot.at(slot(W12.days[day], 7).starts_at + timedelta(minutes=30 * half), length), "x"
    ),
    st.integers(0, 4),
    st.integers(0, 20),
    st.integers(15, 480),
)


def booked(times: set[Slot], *, until: Week) -> int:
    """Return the minutes from the swap's week to the end of another, as time that passes only once."""
    span = Slot(BLOCK.starts_at, until.bounds(STOCKHOLM)[1])
    return time_in(span, times) // timedelta(minutes=1)


AWAY = st.integers(0, 60).map(lambda days: (Period(date(2026, 3, 16), date(2026, 3, 16) + timedelta(days=days)),))


@given(st.lists(BUSY, max_size=8))
def test_whatever_is_offered_would_be_accepted(busy: list[Busy]) -> None:
    who = payer(*busy)
    for pair in pairs(wish(who), now=NOW):
        assert decide(request(replacements=pair.slots), who, now=NOW) == W12


@given(AWAY, st.lists(BUSY, max_size=6))
def test_a_swap_never_lowers_the_booked_minutes_until_the_week_that_pays(
    away: tuple[Period, ...], busy: list[Busy]
) -> None:
    who = payer(*busy, absences=away)
    week = pay_week(who.calendar, Week.of(TUESDAY))
    own = {BLOCK, *(one.slot for one in who.busy if one.kind == "block")}
    for pair in pairs(Wish(week, BLOCK.minutes, who), now=NOW):
        assert decide(request(replacements=pair.slots), who, now=NOW) == week
        after = (own - {BLOCK}) | set(pair.slots)
        assert len(after) == len(own) + 1
        assert booked(after, until=week) >= booked(own, until=week) + BLOCK.minutes
