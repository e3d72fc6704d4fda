"""`hederssak pack`: the pack at the terminal."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from hederssak.cli.main import main
from hederssak.pipeline.actions import edit_opportunity
from hederssak.pipeline.models import Stage
from hederssak.salesmeetings.actions import freeze
from hederssak.salesmeetings.models import Freezing
from tests.cast import NOW, Cast
from tests.pipeline.deals import make_account, make_deal, make_stages
from tests.salesmeetings.mondays import DAY, HOUR, LAST, NEXT, make_mondays

LONG_AGO = NOW - dt.timedelta(days=60)
NORDVIK = ["pack", "--organization", "nordvik teknik ab", "--language", "sv"]


@pytest.fixture(autouse=True)
def _clock() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def stages(cast: Cast) -> dict[str, Stage]:
    return make_stages(cast.nordvik)


def printed(capsys: pytest.CaptureFixture[str], *options: str) -> str:
    assert main([*NORDVIK, *options]) == 0
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *options: str) -> str:
    assert main([*options, "--language", "sv"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    return err


def test_it_prints_the_sections_of_the_page(
    cast: Cast, stages: dict[str, Stage], capsys: pytest.CaptureFixture[str]
) -> None:
    make_mondays(cast.norr)
    won = make_deal(
        cast.anna, stages["Offert"], now=LONG_AGO, account=make_account(cast.nordvik, "Umeå El"), margin=Decimal(80_000)
    )
    edit_opportunity(opportunity=won, values={"stage": stages["Vunnen"]}, by=cast.anna, now=LAST + DAY)
    text = printed(capsys, "--team", "norr", "--week", "2026-W48")
    assert text.startswith("Säljmöte Norr, v.\u00a048 · mån 23 nov 08:30")
    assert "En affär är vunnen sedan mån 16 nov." in text
    assert "Umeå El (Linje 2, Anna)" in text
    heads = [line.split("  ")[0] for line in text.splitlines() if line[:1].isupper() and line.split("  ")[0].isupper()]
    assert heads == ["LÖFTEN", "VUNNET", "VAD SOM RÖRDE SIG", "UNDANTAG", "VECKANS FALL", "NÄSTA VECKA"]
    assert max(len(line) for line in text.splitlines()) <= 100


def test_it_prints_what_is_frozen_and_with_as_of_what_was_known(
    cast: Cast, stages: dict[str, Stage], capsys: pytest.CaptureFixture[str]
) -> None:
    last, _coming = make_mondays(cast.norr)
    deal = make_deal(cast.anna, stages["Offert"], now=LONG_AGO)
    freeze(meeting=last, freezing=Freezing.AT_START, now=LAST)
    edit_opportunity(opportunity=deal, values={"margin": Decimal(900_000)}, by=cast.anna, now=LAST + HOUR)
    week = ("--team", "Norr", "--week", "2026-W47", "--json")
    assert worth(printed(capsys, *week)) == "300000.00"
    assert worth(printed(capsys, *week, "--as-of", "2026-11-16T10:00")) == "900000.00"
    assert worth(printed(capsys, *week, "--as-of", "2026-11-16")) == "900000.00"
    assert worth(printed(capsys, *week, "--as-of", "2026-11-15")) == "300000.00"


def worth(text: str) -> Any:
    return json.loads(text)["pipeline"]["all"]["sum"]["amount"]


def test_deals_without_dates_and_values_are_said_to_be_so(
    cast: Cast, stages: dict[str, Stage], capsys: pytest.CaptureFixture[str]
) -> None:
    for place in range(3):
        make_deal(
            cast.anna, stages["Lösning"], now=LONG_AGO, name=f"{place}", amount=None, margin=None, close_date=None
        )
    text = printed(capsys, "--team", "Norr", "--week", "2026-W47")
    assert "3 öppna affärer saknar datum och värde, så ingen summa kan sägas." in text
    assert "Norr har inget säljmöte den veckan: underlaget är för måndag kl. 08:30." in text


def test_without_a_week_it_is_the_next_meeting(
    cast: Cast, stages: dict[str, Stage], capsys: pytest.CaptureFixture[str]
) -> None:
    make_mondays(cast.norr)
    assert json.loads(printed(capsys, "--team", "Norr", "--json"))["week"] == "2026-W48"


def test_what_can_t_be_answered_is_refused_with_what_to_write(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    known = ["pack", "--organization", "Nordvik Teknik AB", "--team", "Norr"]
    assert "Annorstädes AB, Nordvik Teknik AB" in refused(capsys, "pack", "--team", "Norr")
    assert "Annorstädes AB" in refused(capsys, "pack", "--organization", "Okänd AB")
    assert "Norr, Syd" in refused(capsys, "pack", "--organization", "Nordvik Teknik AB")
    assert "Norr, Syd" in refused(capsys, *known[:3], "--team", "Öst")
    assert "2026-W47" in refused(capsys, *known, "--week", "47")
    assert "ingen tidpunkt" in refused(capsys, *known, "--as-of", "i går")


def test_a_week_53_is_taken_where_there_is_one(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(printed(capsys, "--team", "Norr", "--week", "2026-W53", "--json"))["week"] == "2026-W53"
    assert "2027-W53" in refused(capsys, *NORDVIK[:3], "--team", "Norr", "--week", "2027-W53")


def test_the_instant_is_the_meetings_where_that_is_over(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    make_mondays(cast.norr)
    found = json.loads(printed(capsys, "--team", "Norr", "--week", "2026-W47", "--json"))
    assert found["as_of"] == LAST.astimezone(dt.UTC).isoformat()
    assert found["as_of"] < NEXT.astimezone(dt.UTC).isoformat()
