"""Booking hours: the promise, the board and each person's own."""

from __future__ import annotations

from hederssak.lib import clock
from hederssak.prospecting.actions.breaking import note_breaks
from hederssak.prospecting.actions.outlook import work_out
from hederssak.prospecting.actions.promises import write_promise
from hederssak.prospecting.models import ManagerDuty, Promise
from hederssak.rules.promise import Terms
from hederssak.rules.weeks import Week
from tests.cast import NOW, STOCKHOLM, Cast
from tests.prospecting.weeks import make_weeks
from tests.routes import Any_, House, Route


def norrs_promise(cast: Cast) -> Promise:
    """Write a promise for Norr that nobody has signed yet."""
    return write_promise(
        cast.norr,
        Terms(2, 5, 7),
        exceptions="Falu Verkstad",
        follow_every=2,
        first_day=clock.read().astimezone(STOCKHOLM).date(),
        by=cast.eva,
        now=NOW,
    )


def norrs_weeks(cast: Cast) -> None:
    """Let Norr have hours behind it, some broken, a promise, and a night that has worked it out."""
    now = clock.read()
    last = Week.of_instant(now, STOCKHOLM).previous()
    make_weeks(cast.anna, "kk kk sb kk kk kl ks kb", last=last)
    make_weeks(cast.mikko, "kk kk kk kk ck kk kk kk", last=last)
    norrs_promise(cast)
    note_breaks(organization=cast.nordvik, now=now)
    work_out(organization=cast.nordvik, now=now)
    duty = {"organization": cast.nordvik, "team": cast.norr, "manager": cast.eva, "about": cast.anna}
    ManagerDuty.objects.create(**duty, kind="ask_same_day", due_on=last.sunday)


def evas_duty(cast: Cast) -> ManagerDuty:
    """Let Eva have to ask Anna about an hour."""
    [block] = make_weeks(cast.anna, "b")
    return ManagerDuty.objects.create(
        organization=cast.nordvik,
        team=cast.norr,
        manager=cast.eva,
        kind="ask_same_day",
        about=cast.anna,
        block=block,
        due_on=NOW.date(),
    )


def _promise(house: House) -> dict[str, object]:
    return {"pk": house.of(norrs_promise).pk}


def _duty(house: House) -> dict[str, object]:
    return {"pk": house.of(evas_duty).pk}


def _norr(house: House) -> dict[str, object]:
    return {"team_id": house.cast.norr.pk}


def _weeks(house: House) -> dict[str, object]:
    house.of(norrs_weeks)
    return {}


def _anna(house: House) -> dict[str, object]:
    house.of(norrs_weeks)
    return {"member_id": house.cast.anna.pk}


def _terms(_house: House) -> dict[str, object]:
    return {"quarter": "this", "blocks": 2, "meetings": 5, "exceptions": "Upphandling", "follow_every": 2}


ROUTES: dict[str, Any_] = {
    "prospecting:along": Route(post="eva", fill=_norr),
    "prospecting:assume": Route(
        post="eva maj vera", give=lambda _house: {"margin_per_meeting": "12000", "drop": "50", "weeks": "26"}
    ),
    "prospecting:board": Route(get="eva maj vera", hidden="anna mikko otto ada stig", fill=_weeks),
    "prospecting:duty_back": Route(post="eva", hidden="mikko otto maj vera ada", fill=_duty),
    "prospecting:duty_done": Route(post="eva", hidden="mikko otto maj vera ada", fill=_duty),
    "prospecting:keeping": Route(get="anna mikko otto", hidden="eva maj vera ada stig", fill=_weeks),
    "prospecting:keeping_of": Route(get="anna eva", hidden="mikko otto maj vera ada", fill=_anna),
    "prospecting:promise": Route(get="anna mikko eva otto maj vera", hidden="ada stig", fill=_weeks),
    "prospecting:restart": Route(
        post="eva", hidden="otto maj ada", fill=_promise, give=lambda _house: {"first_day": "2026-12-01"}
    ),
    "prospecting:sign": Route(post="anna mikko eva", hidden="otto maj ada", fill=_promise),
    "prospecting:write_promise": Route(post="eva", fill=_norr, give=_terms),
}
