"""The search over everything: a few letters find companies, people, deals and meetings, as far as one may see."""

from collections.abc import Callable, Sequence

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hederssak.crm.models import Contact
from hederssak.meetings.models import CustomerMeeting
from hederssak.org.models import Member, Reach
from hederssak.web.queries.search import Found, FoundCompany, FoundDeal, FoundMeeting, FoundPerson, search
from tests.cast import NOW, Cast
from tests.meetings.visits import book
from tests.pipeline.deals import make_account, make_deal, make_stages

SignedIn = Callable[[Member], Client]


@pytest.fixture
def visit(cast: Cast) -> CustomerMeeting:
    """Anna's meeting at Ådals Sågverk with Maja Hed, on the deal Linje 2."""
    return book(cast)


def find(member: Member, typed: str) -> Found:
    return search(member, typed, most=5, now=NOW)


def names(rows: Sequence[FoundCompany | FoundPerson | FoundDeal | FoundMeeting]) -> list[str]:
    return [row.title if isinstance(row, FoundMeeting) else row.name for row in rows]


@pytest.mark.parametrize("typed", ["Ådals", "adals", "såg", "SAGVERK", "adals verk"])
def test_a_company_brings_its_deals_and_meetings_however_it_is_typed(
    cast: Cast, visit: CustomerMeeting, typed: str
) -> None:
    found = find(cast.anna, typed)
    assert names([*found.accounts, *found.deals, *found.meetings]) == ["Ådals Sågverk", "Linje 2", "Linje 2"]


@pytest.mark.parametrize("typed", ["maja", "hed", "maja@example", "MAJA@example.com"])
def test_a_person_is_found_by_name_and_address_with_the_meetings_they_attend(
    cast: Cast, visit: CustomerMeeting, typed: str
) -> None:
    found = find(cast.anna, typed)
    assert names([*found.contacts]) == ["Maja Hed"]
    assert [one.pk for one in found.meetings] == [visit.pk]


def test_one_finds_ones_own_meetings_by_their_title(cast: Cast, visit: CustomerMeeting) -> None:
    CustomerMeeting.objects.update(title="Genomgång av offerten")
    assert [one.pk for one in find(cast.anna, "genomgang").meetings] == [visit.pk]
    assert find(cast.mikko, "genomgang").meetings == []


def test_names_that_begin_so_come_first_and_deals_in_play_before_ended_ones(cast: Cast) -> None:
    stages = make_stages(cast.nordvik)
    for name in ("Aberga Kyl", "Norra Berg", "Bergs Plåt"):
        make_account(cast.nordvik, name)
    make_deal(cast.anna, stages["Vunnen"], name="Bergborr")
    make_deal(cast.anna, stages["Behov"], name="Liten bergborr")
    found = find(cast.anna, "berg")
    assert names([*found.accounts]) == ["Bergs Plåt", "Norra Berg", "Aberga Kyl"]
    assert names([*found.deals]) == ["Liten bergborr", "Bergborr"]


@pytest.mark.parametrize(("reach", "seen"), [(Reach.ORGANIZATION, 4), (Reach.TEAM, 0), (Reach.OWN, 0)])
def test_nobody_finds_what_they_may_not_read(cast: Cast, visit: CustomerMeeting, reach: Reach, seen: int) -> None:
    cast.nordvik.reach = reach
    cast.nordvik.save()
    for member, count in ((cast.anna, 4), (cast.otto, seen), (cast.vera, 4)):
        member.organization.reach = reach
        found = find(member, "adals")
        more = find(member, "maja")
        assert len(found.accounts) + len(found.deals) + len(found.meetings) + len(more.contacts) == count
    assert find(cast.stig, "adals").count == 0


@pytest.mark.parametrize("typed", ["", "a", "  ", "%", "__", "'"])
def test_nothing_is_found_by_next_to_nothing(cast: Cast, visit: CustomerMeeting, typed: str) -> None:
    assert find(cast.anna, typed).count == 0


def test_the_page_says_how_many_there_are_and_leads_to_each(
    cast: Cast, visit: CustomerMeeting, signed_in: SignedIn
) -> None:
    with time_machine.travel(NOW, tick=False):
        page = signed_in(cast.anna).get(reverse("web:search"), {"q": "adals"}).content.decode()
    assert "3 träffar." in page
    for address in ("web:account", "web:opportunity", "meetings:meeting"):
        pk = {"web:account": visit.account_id, "web:opportunity": visit.opportunity_id}.get(address, visit.pk)
        assert f'href="{reverse(address, args=[pk])}"' in page


def test_each_find_says_in_a_line_what_it_is(cast: Cast, visit: CustomerMeeting, signed_in: SignedIn) -> None:
    Contact.objects.filter(name="Maja Hed").update(title="Inköpschef")
    Contact.objects.create(
        organization=cast.nordvik,
        name="Adalsten Ek",
        search_key="adalsten ek",
        email="ek@x.se",
        created_at=NOW,
        changed_at=NOW,
    )
    with time_machine.travel(NOW, tick=False):
        pages = [signed_in(cast.anna).get(reverse("web:search"), {"q": typed}) for typed in ("adals", "maja")]
    [company, nowhere, deal, meeting], [person, *_] = [
        [line for _, lines in page.context["sections"] for line in lines] for page in pages
    ]
    assert (company.name, company.note) == ("Ådals Sågverk", "Anna Berg")
    assert nowhere == ("", "Adalsten Ek", "ek@x.se")
    assert (deal.name, deal.note) == ("Linje 2", "Ådals Sågverk, Behov")
    assert (meeting.name, meeting.note.endswith(", Linje 2")) == ("Ådals Sågverk", True)
    assert (person.url.partition("#person-")[0], person.note) == (company.url, "Inköpschef, Ådals Sågverk")


def test_what_is_not_there_is_said_with_what_to_type(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.anna)
    assert "Inget här heter" in client.get(reverse("web:search"), {"q": "zzz"}).content.decode()
    assert "Vem eller vad söker du?" in client.get(reverse("web:search")).content.decode()


def test_while_one_types_only_the_list_comes_back(cast: Cast, visit: CustomerMeeting, signed_in: SignedIn) -> None:
    answer = signed_in(cast.anna).get(reverse("web:search"), {"q": "adals"}, headers={"hx-request": "true"})
    assert "<html" not in answer.content.decode()
    assert "Ådals Sågverk" in answer.content.decode()
    assert answer.headers["Vary"].startswith("HX-Request")


def test_it_takes_no_more_queries_for_many_than_for_one(cast: Cast, visit: CustomerMeeting) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            find(cast.anna, "adals")
        return len(seen)

    before = queries()
    for number in range(30):
        make_account(cast.nordvik, f"Ådals Kyl {number}", owner=cast.anna)
    assert queries() == before
