"""A case's way through the stages, as it is drawn."""

import datetime as dt

from hederssak.pipeline.actions import edit_opportunity
from hederssak.pipeline.models import StageKind
from hederssak.salesmeetings.queries.courses import BELOW, course_of
from tests.cast import NOW, Cast
from tests.pipeline.deals import make_deal, make_stages

DAY = dt.timedelta(days=1)


def test_a_deal_that_is_lost_ends_below_all_its_stages(cast: Cast) -> None:
    stages = make_stages(cast.nordvik)
    deal = make_deal(cast.anna, stages["Behov"], now=NOW - 60 * DAY)
    lost = next(stage for stage in stages.values() if stage.kind == StageKind.LOST)
    edit_opportunity(opportunity=deal, values={"stage": stages["Offert"]}, by=cast.anna, now=NOW - 30 * DAY)
    edit_opportunity(opportunity=deal, values={"stage": lost}, by=cast.anna, now=NOW - DAY)
    steps = course_of(str(deal.pk), team=cast.norr, as_of=NOW)
    assert [step.stage for step in steps] == ["Behov", "Offert", lost.name]
    assert steps[-1].position == BELOW < min(step.position for step in steps[:-1])
