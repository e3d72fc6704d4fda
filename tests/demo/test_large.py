"""The large organization is written past the actions and agrees with itself all the same."""

import random
from collections import Counter

import pytest

from hederssak.demo.company_names import company_names
from hederssak.demo.large.loading import load_large
from hederssak.demo.removing import remove_demo
from hederssak.history.models import Change
from hederssak.honesty.models import Flag
from hederssak.lib import checks, clock
from hederssak.meetings.models import CustomerMeeting
from hederssak.org.models import Organization
from hederssak.org.queries import demo_members
from hederssak.pipeline.models import Opportunity
from hederssak.rules.names import order_key, search_key


@pytest.fixture
def large(db: None) -> Organization:
    """A hundredth of it."""
    return load_large(now=clock.read(), seed=1, opportunities=1000, accounts=200)


def test_it_passes_the_checks_and_can_be_taken_away(large: Organization) -> None:
    assert [problem for check in checks.known().values() for problem in check()] == []
    assert remove_demo() == 1
    assert not Change.objects.exists()
    assert not Opportunity.objects.exists()


def test_it_has_the_shares_that_are_promised(large: Organization) -> None:
    states = Counter(Opportunity.objects.values_list("state", flat=True))
    assert states["open"] == 300
    assert Change.objects.count() >= 10_000
    assert CustomerMeeting.objects.count() == 2000
    assert Flag.objects.filter(is_lead=True).count() > 50
    owners = Counter(Opportunity.objects.filter(state="open").values_list("owner", flat=True))
    assert len(owners) > 90
    assert demo_members().keys() == {"anna", "eva", "vera"}


def test_there_are_names_for_all_its_companies() -> None:
    rng = random.Random(1)  # noqa: S311 (names are no secret)
    names = [name for land in ("SE", "FI") for name, _ in company_names(rng, land)]
    assert len(set(names)) == len(names) > 15_000


def test_what_is_sold_to_a_company_is_found_by_the_companys_name(large: Organization) -> None:
    for deal in Opportunity.objects.select_related("account")[:20]:
        assert deal.account is not None
        assert deal.search_key == search_key(f"{deal.account.name} {deal.name}")
        assert deal.order_key == order_key(f"{deal.account.name} {deal.name}")
