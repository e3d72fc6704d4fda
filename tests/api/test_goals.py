"""The API tells quotas and the board of goals to those whom the table of DATA lets read them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client

from hederssak.goals.actions import GoalDraft, set_goal
from hederssak.goals.actions.quotas import QuotaDraft, set_quotas
from hederssak.goals.models import GoalSpan, Quota
from hederssak.org.actions import make_token
from hederssak.org.models import Member
from hederssak.rules.goals.quotas import Span
from tests.cast import NOW, Cast

TODAY = NOW.date()
Ask = Callable[..., Any]


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ask(client: Client) -> Ask:
    """Return a function that asks the API as a member, or gives it something."""

    def asking(member: Member, path: str, given: Any = None) -> Any:
        key = make_token(name="test", by=member, now=NOW)[1]
        headers = {"authorization": f"Bearer {key}"}
        if given is None:
            return client.get(f"/api/v1{path}", headers=headers)
        return client.post(f"/api/v1{path}", given, content_type="application/json", headers=headers)

    return asking


def asked_of(cast: Cast) -> None:
    """Let the director ask something of Norr, of each of its reps and of Otto."""
    whom = (cast.norr, cast.anna, cast.mikko, cast.otto)
    drafts = [QuotaDraft(whose=one, span=Span.MONTH, day=TODAY, amount=Decimal(200_000)) for one in whom]
    set_quotas(drafts, by=cast.vera, now=NOW)


def whose(answer: Any) -> set[str]:
    return {(one["member"] or one["team"])["name"] for one in answer.json()["items"]}


def test_each_reads_the_quotas_that_are_about_them(cast: Cast, ask: Ask) -> None:
    asked_of(cast)
    assert whose(ask(cast.anna, "/quotas")) == {cast.anna.name}
    assert whose(ask(cast.eva, "/quotas")) == {"Norr", cast.anna.name, cast.mikko.name}
    assert whose(ask(cast.maj, "/quotas")) == {cast.otto.name}
    assert len(whose(ask(cast.vera, "/quotas"))) == len(whose(ask(cast.ada, "/quotas"))) == 4
    assert whose(ask(cast.stig, "/quotas")) == set()
    assert whose(ask(cast.vera, "/quotas?year=2025")) == set()


def test_the_director_sets_several_at_once_and_takes_one_away(cast: Cast, ask: Ask) -> None:
    def given(amount: int) -> dict[str, Any]:
        about = {"span": "quarter", "day": TODAY.isoformat()}
        return {
            "items": [
                {**about, "team": str(cast.norr.pk), "amount": "1500000"},
                {**about, "member": str(cast.anna.pk), "amount": str(amount)},
            ]
        }

    assert ask(cast.vera, "/quotas", given(600_000)).json() == {"count": 2}
    assert Quota.objects.get(member=cast.anna).first_day.isoformat() == "2026-10-01"
    assert ask(cast.vera, "/quotas", given(0)).status_code == 200
    assert not Quota.objects.filter(member=cast.anna).exists()
    assert ask(cast.eva, "/quotas", given(1)).status_code == 403


@pytest.mark.parametrize("who", [(), ("member", "team")])
def test_a_quota_is_of_one(cast: Cast, ask: Ask, who: tuple[str, ...]) -> None:
    named = {"member": str(cast.anna.pk), "team": str(cast.norr.pk)}
    item = {"span": "month", "day": TODAY.isoformat(), "amount": "1", **{name: named[name] for name in who}}
    assert ask(cast.vera, "/quotas", {"items": [item]}).status_code == 422


def test_the_board_names_the_team_to_its_manager_and_gives_the_director_sums(cast: Cast, ask: Ask) -> None:
    draft = GoalDraft(span=GoalSpan.MONTH, day=TODAY, amount=Decimal(200_000), action="Fem möten i Falun")
    set_goal(member=cast.anna, draft=draft, by=cast.anna, now=NOW)
    [norr] = ask(cast.eva, "/goals/board").json()
    assert [line["member"]["name"] for line in norr["lines"]] == [cast.anna.name, cast.mikko.name]
    anna, mikko = norr["lines"]
    assert (Decimal(anna["month"]["goal"]), mikko["month"]["goal"], norr["with_month"]) == (200_000, None, 1)
    sums = {one["name"]: one for one in ask(cast.vera, "/goals/board").json()}
    assert (Decimal(sums["Norr"]["goals"]), sums["Norr"]["lines"]) == (200_000, [])
    assert ask(cast.anna, "/goals/board").status_code == 403
    assert ask(cast.ada, "/goals/board").status_code == 403
