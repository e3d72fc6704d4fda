"""The figures of quality: a sentence, what deserves a look, and each figure beside its twin."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hederssak.org.models import Member, PageLook
from hederssak.targets.models import QualityFigures
from tests.cast import NOW, Cast
from tests.routes.targets import figures

SignedIn = Callable[[Member], Client]


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def made(cast: Cast) -> list[QualityFigures]:
    Member.objects.update(language="en")
    return figures(cast)


def page(client: Client, name: str = "quality", *args: object, **asked: str) -> str:
    response = client.get(reverse(f"targets:{name}", args=args), asked)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.mark.usefixtures("made")
def test_it_opens_with_the_lead_figure_and_what_became_of_it(cast: Cast, signed_in: SignedIn) -> None:
    html = page(signed_in(cast.anna))
    assert "<em>Three opportunities</em> newly qualified this month." in html
    assert "22 of the year's 33 have gone on to the next stage." in html
    assert "22 of 33 have gone on to the next stage" in html


@pytest.mark.usefixtures("made")
def test_each_figure_says_its_cases_its_interval_and_its_twin(cast: Cast, signed_in: SignedIn) -> None:
    html = page(signed_in(cast.eva))
    assert "99 of 176, " in html, "right meetings of those that were asked about, with the interval"
    assert "asked of 176 of 220 held" in html
    assert "25% led to something qualified (33 of 132)" in html
    assert "120 meetings, 40 deals" in html


@pytest.mark.usefixtures("made")
def test_what_deserves_a_look_comes_before_the_evidence(cast: Cast, signed_in: SignedIn) -> None:
    html = page(signed_in(cast.eva))
    for sentence in (
        "What is booked fits less often: 38% of the last 48, 88% before.",
        "What is asked for is 1.4 times what usually comes.",
        "11 of 44 proposals went to something that was not qualified.",
        "12 of 20 open opportunities are not qualified.",
        "and would need SEK",
    ):
        assert html.index(sentence) < html.index("Each figure with its twin"), sentence


def test_where_the_interval_reaches_what_is_required_nothing_is_asked(
    cast: Cast, made: list[QualityFigures], signed_in: SignedIn
) -> None:
    assert made
    QualityFigures.objects.update(required=8_500)
    assert "and would need" not in page(signed_in(cast.eva))


@pytest.mark.usefixtures("made")
def test_a_team_without_quota_or_promise_is_told_what_the_required_figure_needs(
    cast: Cast, signed_in: SignedIn
) -> None:
    QualityFigures.objects.update(required=None)
    assert "required: needs a quota and a signed promise" in page(signed_in(cast.eva))


@pytest.mark.usefixtures("made")
def test_a_teams_figures_name_nobody(cast: Cast, signed_in: SignedIn) -> None:
    for reader in (cast.eva, cast.vera):
        html = page(signed_in(reader), team=str(cast.norr.pk))
        figures_of_all = html[html.index("<main") : html.index("What would make a figure look better")]
        assert "Anna" not in figures_of_all
        assert "Mikko" not in figures_of_all


@pytest.mark.usefixtures("made")
def test_the_manager_alone_is_led_to_a_reps_own_page(cast: Cast, signed_in: SignedIn) -> None:
    own = reverse("targets:quality_of", args=[cast.anna.pk])
    assert own in page(signed_in(cast.eva))
    assert own not in page(signed_in(cast.vera))
    assert "Before a talk" not in page(signed_in(cast.anna))


@pytest.mark.usefixtures("made")
def test_a_manager_who_opens_a_reps_page_is_seen_to_have_looked(cast: Cast, signed_in: SignedIn) -> None:
    page(signed_in(cast.eva), "quality_of", cast.anna.pk)
    assert PageLook.objects.get().subject == cast.anna
    page(signed_in(cast.anna), "quality_of", cast.anna.pk)
    assert PageLook.objects.count() == 1


def test_before_the_first_night_it_teaches_what_will_stand_here(cast: Cast, signed_in: SignedIn) -> None:
    Member.objects.update(language="en")
    html = page(signed_in(cast.anna))
    assert "No figures have been counted yet." in html
    assert "Each figure stands with the one that keeps it honest." in html


def test_few_cases_are_said_as_they_are_and_nothing_of_them_in_percent(
    cast: Cast, made: list[QualityFigures], signed_in: SignedIn
) -> None:
    assert made
    QualityFigures.objects.update(months={"2026-11": {"held": 2, "judged": 2, "right": 1}})
    html = page(signed_in(cast.anna))
    assert "1 of 2" in html
    assert "50%" not in html[html.index("Each figure with its twin") :]


@pytest.mark.usefixtures("made")
def test_it_reads_the_figures_and_counts_nothing(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.eva)
    page(client)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page(client)
    assert sum("targets_qualityfigures" in one["sql"] for one in asked.captured_queries) == 2, "figures, and whose"
    assert not [one for one in asked.captured_queries if "meetings_customermeeting" in one["sql"]]
