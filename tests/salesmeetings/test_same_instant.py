"""The same instant gives the same pack, then and after whatever came later."""

from __future__ import annotations

import datetime as dt
import difflib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hederssak.cadence.models import SalesMeeting
from hederssak.crm.models import Contact
from hederssak.history.actions import Source
from hederssak.history.models import Origin
from hederssak.honesty.actions import answer_objection, judge_these, object_to
from hederssak.honesty.models import Flag, Objection, Threshold
from hederssak.lib.rows import save_only
from hederssak.org.models import Member
from hederssak.pipeline.actions import (
    EvidenceDraft,
    NextStepDraft,
    OpportunityEdit,
    SeatDraft,
    change_opportunities,
    edit_opportunity,
    finish_next_step,
    let_go,
    meet_criteria,
    name_buyer_event,
    park,
    seat_contacts,
    set_next_step,
    take_back,
    wake,
)
from hederssak.pipeline.models import BuyingRole, Criterion, LetGoReason, Opportunity, Stage, State
from hederssak.rules.promises import State as Told
from hederssak.salesmeetings.actions.cases import offer_case, tell_case
from hederssak.salesmeetings.actions.cases import take_back as take_case_back
from hederssak.salesmeetings.actions.promising import (
    Draft,
    give_promises,
    make_smaller,
    settle,
)
from hederssak.salesmeetings.actions.promising import (
    take_back as take_press_back,
)
from hederssak.salesmeetings.models import Case, MeetingPromise
from hederssak.salesmeetings.queries import pack_as_of
from hederssak.salesmeetings.queries.cases import open_offer
from tests.cast import Cast
from tests.pipeline.deals import make_account, make_deal, make_stages
from tests.salesmeetings.mondays import DAY, HOUR, LAST, NEXT, make_mondays

START = LAST - 3 * DAY
MOMENTS = 22
"""Every eight hours from the Friday before the last meeting until after the next begins."""


@dataclass
class Scene:
    """Two deals, what there is to do with them, and the meeting whose pack is composed."""

    cast: Cast
    stages: dict[str, Stage]
    deals: list[Opportunity]
    contact: Contact
    meetings: tuple[SalesMeeting, SalesMeeting]

    def source(self, now: dt.datetime, *, hours: int) -> Source:
        """Return a source that learns of something some hours after it happened."""
        return Source(origin=Origin.FILE, known_at=now, after=now - 9 * DAY, before=now - hours * HOUR)


def owner(deal: Opportunity) -> Member:
    """Return who has the deal."""
    assert deal.owner is not None
    return deal.owner


Act = Callable[[Scene, Opportunity, dt.datetime, int], object]


def _edit(scene: Scene, deal: Opportunity, now: dt.datetime, **values: Any) -> None:
    edit_opportunity(opportunity=deal, values=values, by=owner(deal), now=now)


def _push(scene: Scene, deal: Opportunity, now: dt.datetime, n: int) -> None:
    _edit(scene, deal, now, close_date=dt.date(2026, 12, 1) + n * 7 * DAY)


def _raise(scene: Scene, deal: Opportunity, now: dt.datetime, n: int) -> None:
    _edit(scene, deal, now, amount=Decimal(100_000 * (n + 1)) if n else None)


def _move(scene: Scene, deal: Opportunity, now: dt.datetime, n: int) -> None:
    if deal.state != State.LET_GO:
        _edit(scene, deal, now, stage=list(scene.stages.values())[n % 6])


def _move_in_the_crm(scene: Scene, deal: Opportunity, now: dt.datetime, n: int) -> None:
    if deal.state != State.LET_GO:
        values = {"stage": list(scene.stages.values())[n % 6], "close_date": dt.date(2027, 1, 1) + n * DAY}
        edit = OpportunityEdit(opportunity=deal, values=values)
        change_opportunities([edit], organization=deal.organization, source=scene.source(now, hours=n * 5), now=now)


def _hand_over(scene: Scene, deal: Opportunity, now: dt.datetime, n: int) -> None:
    _edit(scene, deal, now, owner=(scene.cast.anna, scene.cast.mikko, scene.cast.otto)[n % 3])


def _leave(scene: Scene, deal: Opportunity, now: dt.datetime, n: int) -> None:
    if deal.is_open:
        let_go(opportunity=deal, reason=LetGoReason.TIMING, by=owner(deal), today=now.date(), now=now)
    elif deal.state == State.LET_GO:
        take_back(opportunity=deal, by=owner(deal), now=now)


def _sleep(scene: Scene, deal: Opportunity, now: dt.datetime, n: int) -> None:
    if deal.state == State.OPEN:
        wake_on = (now + (n + 1) * DAY).date()
        park(opportunity=deal, reason="?", wake_on=wake_on, by=owner(deal), today=now.date(), now=now)
    elif deal.state == State.PARKED:
        wake(opportunity=deal, by=owner(deal), now=now)


def _step(scene: Scene, deal: Opportunity, now: dt.datetime, n: int) -> None:
    if n % 3 == 2:
        finish_next_step(opportunity=deal, was_done=n > 4, by=owner(deal), now=now)
        return
    draft = NextStepDraft(what="Ring", due_on=(now + n * DAY).date(), agreed_with_buyer=n % 2 == 0)
    set_next_step(opportunity=deal, draft=draft, by=owner(deal), now=now)


def _prove(scene: Scene, deal: Opportunity, now: dt.datetime, n: int) -> None:
    criteria = list(Criterion.objects.filter(organization=deal.organization).order_by("stage__position"))
    source = scene.source(now, hours=n * 3)
    draft = EvidenceDraft(opportunity=deal, criterion=criteria[n % 2], text=f"Mejl {n}", source=source)
    meet_criteria([draft], organization=deal.organization, now=now)


def _seat(scene: Scene, deal: Opportunity, now: dt.datetime, n: int) -> None:
    role = (BuyingRole.DECIDES, BuyingRole.USES)[n % 2]
    met_at = now - n * HOUR if n > 3 else None
    source = scene.source(now, hours=0)
    draft = SeatDraft(opportunity=deal, contact=scene.contact, role=role, source=source, met_at=met_at)
    seat_contacts([draft], organization=deal.organization, now=now)


def _wait_for_the_board(scene: Scene, deal: Opportunity, now: dt.datetime, n: int) -> None:
    day = dt.date(2026, 12, 1) + n * 5 * DAY
    name_buyer_event(opportunity=deal, what="Styrelsemöte", on_day=day, by=owner(deal), now=now)


def _object(scene: Scene, deal: Opportunity, now: dt.datetime, n: int) -> None:
    objection = Objection.objects.filter(opportunity=deal, answered_at=None).first()
    if objection:
        answer_objection(objection=objection, upheld=n % 2 == 0, answer="Nej", by=scene.cast.ada, now=now)
        return
    judge_these(organization=deal.organization, opportunities=[deal], now=now)
    flag = Flag.objects.filter(opportunity=deal).order_by("code").first()
    if flag:
        object_to(opportunity=deal, code=flag.code, why="Fel", by=owner(deal), now=now)


def _learn(scene: Scene, deal: Opportunity, now: dt.datetime, n: int) -> None:
    Threshold.objects.create(
        organization=deal.organization, code="pushes", value=n + 1, cases=20, is_default=False, learned_at=now
    )


def _change_team(scene: Scene, deal: Opportunity, now: dt.datetime, n: int) -> None:
    save_only(scene.cast.mikko, team=(scene.cast.norr, scene.cast.syd)[n % 2])


def leader(scene: Scene, case: Case) -> Member:
    """Return who leads the team to which a case is offered."""
    return scene.cast.eva if case.team_id == scene.cast.norr.pk else scene.cast.maj


def _offer(scene: Scene, deal: Opportunity, now: dt.datetime, n: int) -> None:
    offered = open_offer(deal, now=now)
    if offered:
        take_case_back(case=offered, by=leader(scene, offered), now=now)
    elif owner(deal).team_id:
        offer_case(opportunity=deal, question="?", by=owner(deal), now=now)


def _tell(scene: Scene, deal: Opportunity, now: dt.datetime, n: int) -> None:
    offered = open_offer(deal, now=now)
    if offered:
        tell_case(case=offered, by=leader(scene, offered), now=now)


def _promise(scene: Scene, deal: Opportunity, now: dt.datetime, n: int) -> None:
    draft = Draft(owner=owner(deal), text=f"Löfte {n}", due=(now + n * DAY).date(), opportunity=deal)
    give_promises([draft], team=scene.cast.norr, by=scene.cast.eva, now=now)


def _tell_of_a_promise(scene: Scene, deal: Opportunity, now: dt.datetime, n: int) -> None:
    promise = MeetingPromise.objects.filter(state=Told.OPEN).order_by("given_at").first()
    if promise is None:
        _promise(scene, deal, now, n)
    elif n % 4 == 3:
        make_smaller(promise, f"Mindre {n}", by=scene.cast.eva, now=now)
    else:
        settle(promise, (Told.KEPT, Told.BROKEN, Told.DROPPED)[n % 3], by=scene.cast.eva, now=now)


def _call_off(scene: Scene, deal: Opportunity, now: dt.datetime, n: int) -> None:
    save_only(scene.meetings[0], called_off_at=now)


ACTS: tuple[Act, ...] = (
    _push,
    _raise,
    _move,
    _move_in_the_crm,
    _hand_over,
    _leave,
    _sleep,
    _step,
    _prove,
    _seat,
    _wait_for_the_board,
    _object,
    _learn,
    _change_team,
    _call_off,
    _offer,
    _tell,
)


def make_scene(cast: Cast) -> Scene:
    """Make the deals a while ago; one came from a file in the middle of its stage."""
    stages = make_stages(cast.nordvik)
    first = make_deal(cast.mikko, stages["Lösning"], now=START - 40 * DAY)
    second = make_deal(cast.anna, stages["Offert"], now=START - 20 * DAY, stage_since=dt.date(2026, 10, 5), margin=None)
    contact = make_account(cast.nordvik, "Kemi").contacts.create(
        organization=cast.nordvik, name="Ulla", created_at=START, changed_at=START
    )
    return Scene(cast, stages, [first, second], contact, make_mondays(cast.norr))


@contextmanager
def taken_back() -> Iterator[None]:
    """Take an example's rows away again."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.slow
@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.permutations(ACTS),
    st.lists(st.sampled_from((*ACTS[:9], _tell_of_a_promise)), min_size=5, max_size=5),
    st.lists(st.tuples(st.integers(0, 1), st.integers(0, 7)), min_size=MOMENTS, max_size=MOMENTS),
)
def test_a_pack_is_the_same_then_and_after_what_came_later(
    cast: Cast, all_once: list[Act], some_again: list[Act], choices: list[tuple[int, int]]
) -> None:
    with taken_back():
        scene = make_scene(cast)
        then: list[tuple[dt.datetime, str]] = []
        for place, (act, (which, n)) in enumerate(zip([*all_once, *some_again], choices, strict=True)):
            now = START + place * 8 * HOUR
            act(scene, scene.deals[which], now, n)
            then.append((now, composed(scene, now)))
        for as_of, pack in then:
            assert differences(composed(scene, as_of), pack) == [], as_of
    for row in (cast.mikko, cast.anna):
        row.refresh_from_db()


def differences(now: str, then: str) -> list[str]:
    """Return the lines in which two packs differ."""
    return [line for line in difflib.ndiff(now.splitlines(), then.splitlines()) if line[0] in "+-"]


def composed(scene: Scene, as_of: dt.datetime) -> str:
    """Return the coming meeting's pack as text that shows where two differ."""
    return json.dumps(pack_as_of(scene.meetings[1], as_of=as_of), indent=1, sort_keys=True)


def test_the_story_is_long_enough_to_cross_both_meetings() -> None:
    assert START < LAST < NEXT < START + MOMENTS * 8 * HOUR + 4 * DAY


def test_a_press_on_a_promise_that_was_taken_back_stands_in_the_pack_of_then(cast: Cast) -> None:
    scene = make_scene(cast)
    minute = dt.timedelta(minutes=1)
    given, told = NEXT - DAY, NEXT - 2 * HOUR
    promise, slip = give_promises(
        [Draft(owner=cast.anna, text=text, due=NEXT.date()) for text in ("Offert", "Ofert")],
        team=cast.norr,
        by=cast.anna,
        now=given,
    )
    then = [(given, composed(scene, given))]
    take_press_back(slip, by=cast.anna, now=given + minute)
    then.append((given + minute, composed(scene, given + minute)))
    settle(promise, Told.BROKEN, by=cast.anna, now=told)
    then.append((told, composed(scene, told)))
    take_press_back(promise, by=cast.anna, now=told + minute)
    then.append((told + minute, composed(scene, told + minute)))
    assert [pack.count('"promise":') for _at, pack in then] == [2, 1, 1, 1]
    assert [pack.count('"broken"') for _at, pack in then] == [0, 0, 1, 0]
    for as_of, pack in then:
        assert differences(composed(scene, as_of), pack) == [], as_of
