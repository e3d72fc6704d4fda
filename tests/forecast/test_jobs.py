"""The night's jobs run for every organization, twice without harm."""

from hederssak.forecast.jobs import forecast_everything, forecast_one
from hederssak.forecast.models import Chance, Forecast
from hederssak.queue.actions import enqueue
from hederssak.queue.tasks import timetable
from hederssak.targets.jobs import count_everything, count_one
from tests.cast import Cast
from tests.pipeline.deals import make_deal, make_stages


def test_they_stand_in_the_timetable() -> None:
    assert {forecast_everything.module_path, count_everything.module_path} <= set(timetable())


def test_a_second_night_leaves_one_of_each(cast: Cast) -> None:
    deal = make_deal(cast.anna, make_stages(cast.nordvik)["Behov"])
    for _ in range(2):
        count_everything.call()
        forecast_everything.call()
    assert Chance.objects.filter(opportunity=deal).count() == 1
    assert Forecast.objects.filter(team=cast.norr).count() == 3
    count_one.call(str(cast.nordvik.pk))
    enqueue(forecast_one, str(cast.nordvik.pk))
