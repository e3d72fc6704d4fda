import datetime as dt
from fractions import Fraction

from hederssak.rules.comfort import Comfort, Meeting, Pattern, Share, comfort
from hederssak.rules.worktime import WorkCalendar

CALENDAR = WorkCalendar(holidays=frozenset({dt.date(2026, 6, 30)}))
JUNE = dt.date(2026, 6, 30)
MID = dt.date(2026, 6, 10)


def meeting(name: str, **more: object) -> Meeting:
    facts = {"on": MID, "existing_customer": False, "open_qualified": False, "contacts": (name,), "written_on": MID}
    return Meeting(**(facts | more))  # type: ignore[arg-type]  # facts by name


def told(now: list[Meeting], past: list[Meeting]) -> Comfort:
    return comfort(now, [(dt.date(2026, 5, 29), past)], period_ends=JUNE, calendar=CALENDAR)


def new(count: int) -> list[Meeting]:
    return [meeting(f"new {n}") for n in range(count)]


def loyal(count: int) -> list[Meeting]:
    return [meeting(f"loyal {n}", existing_customer=True) for n in range(count)]


def test_the_share_of_loyal_customers_without_a_qualified_deal_is_held_against_the_own_past() -> None:
    said = told(new(4) + loyal(12), new(30) + loyal(4))
    assert said.risen == (Pattern.SAFE_CUSTOMER,)
    assert said.now[Pattern.SAFE_CUSTOMER] == Share(12, 16)
    assert said.new_customers.value == Fraction(1, 4)


def test_who_always_met_loyal_customers_has_not_begun_to_fill_a_number() -> None:
    assert told(new(4) + loyal(12), new(8) + loyal(24)).risen == ()


def test_a_customer_with_a_qualified_deal_open_is_no_comfort() -> None:
    open_deal = [meeting(f"deal {n}", existing_customer=True, open_qualified=True) for n in range(12)]
    assert told(new(4) + open_deal, new(30)).risen == ()


def test_meetings_of_an_agreed_account_plan_are_exempt() -> None:
    plan = [meeting("key", existing_customer=True, planned=True) for _ in range(12)]
    said = told(new(8) + plan, new(30))
    assert said.risen == ()
    assert said.now[Pattern.SAFE_CUSTOMER] == Share(0, 8)


def test_meeting_the_same_person_again_and_again_is_seen() -> None:
    again = [meeting("Kalle") for _ in range(12)]
    assert Pattern.SAME_CONTACT in told(again, new(30)).risen


def test_the_last_two_days_are_working_days() -> None:
    """30 June is a holiday here, so that Friday 26 and Monday 29 are the last two."""
    friday, thursday = dt.date(2026, 6, 26), dt.date(2026, 6, 25)
    assert told([meeting("a", written_on=friday)], []).now[Pattern.LAST_DAYS] == Share(1, 1)
    assert told([meeting("a", written_on=thursday)], []).now[Pattern.LAST_DAYS] == Share(0, 1)
    filled = [meeting(f"m {n}", written_on=friday) for n in range(9)]
    assert told(filled, new(30)).risen == (Pattern.LAST_DAYS,)


def test_few_meetings_say_nothing() -> None:
    assert told(loyal(7), new(30)).risen == ()
    assert told(loyal(30), new(7)).risen == ()


def test_no_meetings_have_no_share() -> None:
    assert told([], []).new_customers.value is None
