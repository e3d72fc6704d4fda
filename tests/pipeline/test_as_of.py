"""The pipeline as it was known at an instant is the one that was there then."""

import datetime as dt

from hederssak.pipeline.actions import edit_opportunity, let_go
from hederssak.pipeline.models import LetGoReason, State
from hederssak.pipeline.queries.as_of import opportunities_as_of
from tests.cast import NOW, Cast
from tests.pipeline.deals import make_deal, make_stages

DAY = dt.timedelta(days=1)


def test_every_field_is_wound_back(cast: Cast) -> None:
    stages = make_stages(cast.nordvik)
    deal = make_deal(cast.anna, stages["Behov"])
    edit_opportunity(
        opportunity=deal,
        values={
            "close_date": dt.date(2027, 3, 1),
            "stage": stages["Offert"],
            "amount": None,
            "amount_basis": "Offert 7",
        },
        by=cast.anna,
        now=NOW + DAY,
    )
    let_go(opportunity=deal, reason=LetGoReason.TIMING, by=cast.anna, today=(NOW + 2 * DAY).date(), now=NOW + 2 * DAY)
    (then,) = opportunities_as_of(cast.nordvik, cast.norr, NOW)
    assert (then.state, then.stage, then.close_date) == (State.OPEN, stages["Behov"], dt.date(2026, 12, 18))
    assert then.amount == 1_000_000
    assert (then.stage_since, then.closed_on, then.amount_basis) == (dt.date(2026, 9, 1), None, "")
    (between,) = opportunities_as_of(cast.nordvik, cast.norr, NOW + DAY)
    assert (between.state, between.stage, between.stage_since) == (State.OPEN, stages["Offert"], (NOW + DAY).date())


def test_what_came_later_was_not_known(cast: Cast) -> None:
    make_deal(cast.anna, make_stages(cast.nordvik)["Behov"], now=NOW + DAY)
    assert opportunities_as_of(cast.nordvik, None, NOW) == []


def test_a_deal_that_has_left_the_team_is_still_theirs_then(cast: Cast) -> None:
    deal = make_deal(cast.anna, make_stages(cast.nordvik)["Behov"])
    edit_opportunity(opportunity=deal, values={"owner": cast.otto}, by=cast.eva, now=NOW + DAY)
    assert [row.pk for row in opportunities_as_of(cast.nordvik, cast.norr, NOW)] == [deal.pk]
    assert opportunities_as_of(cast.nordvik, cast.syd, NOW) == []
    assert opportunities_as_of(cast.nordvik, cast.norr, NOW + DAY) == []


def test_everyones_are_there_whether_they_changed_since_or_not(cast: Cast) -> None:
    stages = make_stages(cast.nordvik)
    still, changed = (make_deal(cast.anna, stages["Behov"], name=name) for name in ("A", "B"))
    edit_opportunity(opportunity=changed, values={"name": "C"}, by=cast.anna, now=NOW + DAY)
    found = opportunities_as_of(cast.nordvik, None, NOW)
    assert {(row.pk, row.name) for row in found} == {(still.pk, "A"), (changed.pk, "B")}
