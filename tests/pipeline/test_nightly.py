"""Every night a picture is kept, once; every morning what was to sleep until then wakes."""

import datetime as dt

import time_machine

from hederssak.history.models import Snapshot
from hederssak.pipeline.actions import park
from hederssak.pipeline.jobs import snapshot_pipelines, wake_sleepers
from hederssak.pipeline.models import State
from tests.cast import NOW, Cast
from tests.pipeline.deals import make_deal, make_stages


def test_a_night_has_one_picture_however_often_the_job_runs(cast: Cast) -> None:
    make_deal(cast.anna, make_stages(cast.nordvik)["Behov"])
    night = NOW.replace(hour=23, minute=50)
    for at in (night, night + dt.timedelta(minutes=2), night + dt.timedelta(days=1)):
        with time_machine.travel(at, tick=False):
            snapshot_pipelines.call()
    assert Snapshot.objects.filter(organization=cast.nordvik).count() == 2


def test_a_sleeper_wakes_on_its_own_morning(cast: Cast) -> None:
    deal = make_deal(cast.anna, make_stages(cast.nordvik)["Behov"])
    wake_on = NOW.date() + dt.timedelta(days=5)
    park(opportunity=deal, reason="Budget", wake_on=wake_on, by=cast.anna, today=NOW.date(), now=NOW)
    for days, state in ((4, State.PARKED), (5, State.OPEN)):
        with time_machine.travel(NOW + dt.timedelta(days=days), tick=False):
            wake_sleepers.call()
        deal.refresh_from_db()
        assert deal.state == state
