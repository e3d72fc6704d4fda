"""Who reads which pack, what the pages say, and that looking is remembered for oneself alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hederssak.cadence.models import SalesMeeting
from hederssak.lib.rows import save_only
from hederssak.org.models import Member
from hederssak.pipeline.actions import NextStepDraft, edit_opportunity, let_go, set_next_step
from hederssak.pipeline.models import LetGoReason, Opportunity, Stage
from hederssak.salesmeetings.actions import freeze
from hederssak.salesmeetings.models import Freezing, PackLook
from tests.cast import NOW, Cast
from tests.pipeline.deals import make_account, make_deal, make_stages
from tests.salesmeetings.mondays import DAY, HOUR, LAST, NEXT, make_meeting, make_mondays

SignedIn = Callable[[Member], Client]
LONG_AGO = NOW - dt.timedelta(days=60)
PUSHED = {"close_date": dt.date(2027, 2, 1)}


@pytest.fixture(autouse=True)
def _clock() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def stages(cast: Cast) -> dict[str, Stage]:
    return make_stages(cast.nordvik)


@pytest.fixture
def meetings(cast: Cast) -> tuple[SalesMeeting, SalesMeeting]:
    return make_mondays(cast.norr)


@pytest.fixture
def deals(cast: Cast, stages: dict[str, Stage], meetings: tuple[SalesMeeting, SalesMeeting]) -> dict[str, Opportunity]:
    """Make a week: one deal that moved, one won, one let go, one pushed on the morning of the last meeting."""
    owners = {"Kemi Paperi": cast.anna, "Falu Verkstad": cast.mikko, "Umeå El": cast.anna, "Oulu Satama": cast.mikko}
    made = {
        name: make_deal(
            owner, stages["Offert"], now=LONG_AGO, account=make_account(cast.nordvik, name), margin=Decimal(120_000)
        )
        for name, owner in owners.items()
    }
    edit_opportunity(opportunity=made["Oulu Satama"], values=PUSHED, by=cast.mikko, now=LAST - HOUR)
    agreed = NextStepDraft(what="Visa kalkylen", due_on=dt.date(2026, 11, 27), agreed_with_buyer=True)
    set_next_step(opportunity=made["Kemi Paperi"], draft=agreed, by=cast.anna, now=LAST + DAY)
    edit_opportunity(opportunity=made["Umeå El"], values={"stage": stages["Vunnen"]}, by=cast.anna, now=LAST + DAY)
    let_go(
        opportunity=made["Falu Verkstad"],
        reason=LetGoReason.NO_DECISION,
        by=cast.mikko,
        today=(LAST + DAY).date(),
        now=LAST + DAY,
    )
    return made


def read(client: Client, meeting: SalesMeeting, **asked: str) -> str:
    response = client.get(reverse("salesmeetings:pack", args=[meeting.pk]), asked)
    assert response.status_code == 200
    return response.content.decode()


def on_the_wall(client: Client, meeting: SalesMeeting, **asked: str) -> str:
    response = client.get(reverse("salesmeetings:room", args=[meeting.pk]), asked)
    assert response.status_code == 200
    return response.content.decode()


def test_the_first_page_says_when_and_what_is_frozen_when(
    cast: Cast, meetings: tuple[SalesMeeting, SalesMeeting], signed_in: SignedIn
) -> None:
    html = signed_in(cast.eva).get(reverse("salesmeetings:index")).content.decode()
    assert "mån 23 nov kl. 08:30" in html
    assert "Underlaget fryses sön 22 nov kl. 08:30" in html
    assert reverse("cadence:index", args=[cast.norr.pk]) in html


def test_a_team_without_meetings_is_told_how_to_begin(cast: Cast, signed_in: SignedIn) -> None:
    rhythm = reverse("cadence:index", args=[cast.norr.pk])
    assert rhythm in signed_in(cast.eva).get(reverse("salesmeetings:index")).content.decode()
    anna = signed_in(cast.anna).get(reverse("salesmeetings:index")).content.decode()
    assert rhythm not in anna
    assert "Teamets chef anger när det möts." in anna


def test_a_director_goes_from_team_to_team(cast: Cast, signed_in: SignedIn) -> None:
    make_meeting(cast.syd)
    client = signed_in(cast.vera)
    html = client.get(reverse("salesmeetings:index"), {"team": str(cast.syd.pk)}).content.decode()
    assert "mån 23 nov kl. 08:30" in html
    assert f"?team={cast.norr.pk}" in html


@pytest.mark.parametrize("page", ["pack", "room", "document"])
@pytest.mark.parametrize("name", ["otto", "maj", "ada", "stig"])
def test_to_others_there_is_no_such_meeting(
    cast: Cast, meetings: tuple[SalesMeeting, SalesMeeting], signed_in: SignedIn, page: str, name: str
) -> None:
    address = reverse(f"salesmeetings:{page}", args=[meetings[1].pk])
    assert signed_in(cast.members[name]).get(address).status_code == 404


def test_an_administrator_has_no_meetings_even_in_a_team(
    cast: Cast, meetings: tuple[SalesMeeting, SalesMeeting], signed_in: SignedIn
) -> None:
    save_only(cast.ada, team=cast.norr)
    client = signed_in(cast.ada)
    assert client.get(reverse("salesmeetings:index")).status_code == 404
    assert client.get(reverse("salesmeetings:pack", args=[meetings[1].pk])).status_code == 404


def test_the_pack_tells_the_week_in_the_readers_language(
    cast: Cast,
    deals: dict[str, Opportunity],
    meetings: tuple[SalesMeeting, SalesMeeting],
    signed_in: SignedIn,
) -> None:
    html = read(signed_in(cast.eva), meetings[1])
    assert "Sedan mån 16 nov har kunderna fört en affär framåt, och en är vunnen." in html
    assert "Överenskommet med kunden: Visa kalkylen, fre\u00a027\u00a0nov" in html
    assert "De beslutade ingenting" in html
    assert "En affär flyttades dygnet före mötet mån 16 nov." in html
    assert "Ostajat ovat ma 16.11. jälkeen vieneet eteenpäin yhden kaupan" in read(signed_in(cast.mikko), meetings[1])


def test_ways_out_are_offered_to_whom_they_belong(
    cast: Cast,
    deals: dict[str, Opportunity],
    meetings: tuple[SalesMeeting, SalesMeeting],
    signed_in: SignedIn,
) -> None:
    park = reverse("pipeline:parkings", args=[deals["Oulu Satama"].pk])
    assert park in read(signed_in(cast.mikko), meetings[1])
    assert park in read(signed_in(cast.eva), meetings[1])
    assert park not in read(signed_in(cast.anna), meetings[1])
    assert park not in read(signed_in(cast.vera), meetings[1])


def test_a_rep_who_may_open_only_own_deals_reads_of_the_others_without_a_link(
    cast: Cast,
    deals: dict[str, Opportunity],
    meetings: tuple[SalesMeeting, SalesMeeting],
    signed_in: SignedIn,
) -> None:
    save_only(cast.nordvik, reach="own")
    html = read(signed_in(cast.anna), meetings[1])
    assert "Oulu Satama" in html
    assert reverse("web:opportunity", args=[deals["Oulu Satama"].pk]) not in html
    assert reverse("web:opportunity", args=[deals["Kemi Paperi"].pk]) in html


def test_the_first_look_is_remembered_and_told_to_oneself(
    cast: Cast, meetings: tuple[SalesMeeting, SalesMeeting], signed_in: SignedIn
) -> None:
    assert "syns bara för dig" in read(signed_in(cast.anna), meetings[1])
    with time_machine.travel(NOW + HOUR, tick=False):
        assert "Du öppnade det första gången ons 18 nov kl. 09:00." in read(signed_in(cast.anna), meetings[1])
        assert "09:00" not in read(signed_in(cast.eva), meetings[1]).split("<h1>")[1].split("<section>")[0]
    assert PackLook.objects.count() == 2


def test_a_frozen_pack_stays_what_it_was_and_now_shows_what_is(
    cast: Cast,
    deals: dict[str, Opportunity],
    meetings: tuple[SalesMeeting, SalesMeeting],
    signed_in: SignedIn,
) -> None:
    freeze(meeting=meetings[1], freezing=Freezing.DAY_BEFORE, now=NEXT - DAY)
    with time_machine.travel(NEXT - HOUR, tick=False):
        let_go(
            opportunity=deals["Oulu Satama"],
            reason=LetGoReason.TIMING,
            by=cast.mikko,
            today=NEXT.date(),
            now=NEXT - HOUR,
        )
        client = signed_in(cast.eva)
        frozen, now = read(client, meetings[1]), read(client, meetings[1], pack="now")
        assert "Fryst så som det såg ut sön 22 nov kl. 08:30." in frozen
        assert ("2 affärer släpptes" in frozen, "2 affärer släpptes" in now) == (False, True)
        assert client.get(reverse("salesmeetings:pack", args=[meetings[1].pk]), {"pack": "at_start"}).status_code == 404


def test_what_was_changed_between_the_two_packs_is_told(
    cast: Cast,
    deals: dict[str, Opportunity],
    meetings: tuple[SalesMeeting, SalesMeeting],
    signed_in: SignedIn,
) -> None:
    freeze(meeting=meetings[1], freezing=Freezing.DAY_BEFORE, now=NEXT - DAY)
    values = {"amount": Decimal(2_000_000)}
    edit_opportunity(opportunity=deals["Kemi Paperi"], values=values, by=cast.anna, now=NEXT - HOUR)
    freeze(meeting=meetings[1], freezing=Freezing.AT_START, now=NEXT)
    with time_machine.travel(NEXT + HOUR, tick=False):
        html = read(signed_in(cast.eva), meetings[1])
        assert "Värdet höjdes från 1,0" in html
        assert "till 2,0" in html


def test_the_wall_shows_one_item_and_leads_to_the_next(
    cast: Cast,
    deals: dict[str, Opportunity],
    meetings: tuple[SalesMeeting, SalesMeeting],
    signed_in: SignedIn,
) -> None:
    client = signed_in(cast.eva)
    first = on_the_wall(client, meetings[1])
    assert "Vad lovade vi varandra?" in first
    assert 'data-page-key="ArrowRight PageDown" href="?item=wins"' in first
    wins = on_the_wall(client, meetings[1], item="wins")
    assert "Umeå El" in wins
    assert "En affär släpptes: pipelinen blev ärligare." in wins
    assert "Kemi Paperi" not in wins
    assert client.get(reverse("salesmeetings:room", args=[meetings[1].pk]), {"item": "lunch"}).status_code == 404


def test_the_wall_never_has_more_than_five_lines(
    cast: Cast, stages: dict[str, Stage], meetings: tuple[SalesMeeting, SalesMeeting], signed_in: SignedIn
) -> None:
    for place in range(9):
        won = make_deal(cast.anna, stages["Offert"], now=LONG_AGO, name=f"Affär {place}")
        edit_opportunity(opportunity=won, values={"stage": stages["Vunnen"]}, by=cast.anna, now=LAST + DAY)
    html = on_the_wall(signed_in(cast.eva), meetings[1], item="wins")
    assert html.split('<ul class="lines">')[1].split("</ul>")[0].count("<li>") == 5
    assert "och 4 till" in html


def test_a_case_is_offered_with_its_way(
    cast: Cast,
    deals: dict[str, Opportunity],
    meetings: tuple[SalesMeeting, SalesMeeting],
    signed_in: SignedIn,
) -> None:
    html = on_the_wall(signed_in(cast.eva), meetings[1], item="cases")
    assert "Umeå El gick från Offert till Vunnen på 77 dagar" in html


def test_ten_deals_and_fifty_cost_the_same_queries(
    cast: Cast, stages: dict[str, Stage], meetings: tuple[SalesMeeting, SalesMeeting], signed_in: SignedIn
) -> None:
    client = signed_in(cast.eva)

    def queries(more: int) -> int:
        for place in range(more):
            deal = make_deal(cast.anna, stages["Behov"], name=f"Affär {place}", now=LONG_AGO)
            agreed = NextStepDraft(what="Möte", due_on=dt.date(2026, 11, 27), agreed_with_buyer=True)
            set_next_step(opportunity=deal, draft=agreed, by=cast.anna, now=NOW - HOUR)
        with CaptureQueriesContext(connection) as counted:
            read(client, meetings[1])
        return len(counted)

    queries(1)
    assert queries(10) == queries(40)


def test_what_people_wrote_is_escaped(
    cast: Cast, stages: dict[str, Stage], meetings: tuple[SalesMeeting, SalesMeeting], signed_in: SignedIn
) -> None:
    account = make_account(cast.nordvik, "<script>alert(1)</script>")
    make_deal(cast.anna, stages["Vunnen"], account=account, closed_on=dt.date(2026, 11, 17))
    html = read(signed_in(cast.eva), meetings[1])
    assert "&lt;script&gt;" in html
    assert "<script>alert" not in html
