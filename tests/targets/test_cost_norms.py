"""What a meeting takes is written by a director or an administrator, and read by all; zero is allowed."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from hederssak.org.models import Member
from hederssak.rules.meeting_hours import Distance, Kind, Norms, NotANorm, usual_norms
from hederssak.targets.actions.cost_norms import set_norms
from hederssak.targets.models import MeetingCost, MemberNorm
from hederssak.targets.queries.cost_norms import norms_of
from tests.cast import NOW, Cast
from tests.routes.targets import NORMS
from tests.targets.held import hold

SignedIn = Callable[[Member], Client]
WHERE = "targets:cost_norms"


def test_until_somebody_writes_the_stated_defaults_hold(cast: Cast, signed_in: SignedIn) -> None:
    assert norms_of(cast.nordvik) == usual_norms("SEK")
    page = signed_in(cast.anna).get(reverse(WHERE)).content.decode()
    assert "700" in page
    assert "<form" not in page.split("<main", 1)[1].split("</main", 1)[0]


def test_what_is_written_holds_for_every_meeting(
    cast: Cast, signed_in: SignedIn, django_capture_on_commit_callbacks: Any
) -> None:
    hold(cast.anna)
    given = NORMS | {
        "hourly": "600",
        "town-0": "Kiruna",
        "road-0": "8",
        "spent-0": "3 000",
        f"hourly-{cast.mikko.pk}": "0",
    }
    with django_capture_on_commit_callbacks(execute=True):
        answer = signed_in(cast.vera).post(reverse(WHERE), given)
    assert answer.status_code == 302
    held = norms_of(cast.nordvik)
    assert (held.hourly, held.prepare[Kind.FIRST]) == (Decimal(600), Decimal("0.5"))
    assert held.towns == {"kiruna": Distance(Decimal(8), Decimal(3000))}
    assert (held.hourly_for(cast.anna.pk), held.hourly_for(cast.mikko.pk)) == (Decimal(600), Decimal(0))
    assert MeetingCost.objects.get().hours == 3


def test_an_hour_may_cost_nothing_and_the_page_says_so(cast: Cast, signed_in: SignedIn) -> None:
    signed_in(cast.ada).post(reverse(WHERE), NORMS | {"hourly": "0"})
    page = signed_in(cast.ada).get(reverse(WHERE)).content.decode()
    assert "An hour costs nothing here" in page


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("hourly", "-5", "Write 0 or more"),
        ("hourly", "", "0 says that it takes nothing"),
        ("prepare_first", "41", "more than one meeting can take"),
        ("travel_hours", "en timme", "Write the amount in figures"),
        ("road-0", "3", "Name the town"),
    ],
)
def test_a_bad_figure_is_refused_with_a_sentence(
    cast: Cast, signed_in: SignedIn, field: str, value: str, said: str
) -> None:
    answer = signed_in(cast.ada).post(reverse(WHERE), NORMS | {field: value})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert norms_of(cast.nordvik) == usual_norms("SEK")


def test_a_town_stands_once(cast: Cast, signed_in: SignedIn) -> None:
    twice = NORMS | {"town-0": "Kiruna", "road-0": "8", "town-1": " kiruna", "road-1": "9"}
    answer = signed_in(cast.ada).post(reverse(WHERE), twice)
    assert answer.status_code == 422
    assert "stands here twice" in answer.content.decode()


@pytest.mark.parametrize(("hourly", "code"), [("-1", "negative"), ("NaN", "negative"), ("1000001", "too_much")])
def test_the_action_refuses_by_a_code(cast: Cast, hourly: str, code: str) -> None:
    usual = usual_norms("SEK")
    wanted = Norms(Decimal(hourly), usual.prepare, usual.after, usual.usual, usual.proposal_hours)
    with pytest.raises(NotANorm) as refused:
        set_norms(wanted, by=cast.vera, now=NOW)
    assert (refused.value.what, refused.value.code) == ("hourly", code)


def test_reps_and_managers_read_only_and_nobody_reads_what_one_person_costs(cast: Cast, signed_in: SignedIn) -> None:
    for member in (cast.anna, cast.eva):
        with pytest.raises(PermissionDenied):
            set_norms(usual_norms("SEK"), by=member, now=NOW)
    MemberNorm.objects.create(organization=cast.nordvik, member=cast.mikko, hourly=Decimal(987))
    assert "987" not in signed_in(cast.eva).get(reverse(WHERE)).content.decode()


def test_somebody_of_another_organization_gets_no_figure(cast: Cast) -> None:
    usual = usual_norms("SEK")
    strange = Norms(
        usual.hourly, usual.prepare, usual.after, usual.usual, usual.proposal_hours,
        hourly_of={cast.stig.pk: Decimal(1), "nobody": Decimal(2)},
    )  # fmt: skip
    set_norms(strange, by=cast.vera, now=NOW)
    assert not MemberNorm.objects.exists()
