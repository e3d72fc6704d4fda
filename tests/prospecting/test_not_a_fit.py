"""Pressing "not a fit" asks which criterion it is; nothing is out of fit until somebody writes it (R5, R6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from hederssak.crm.actions.fit import answer_question
from hederssak.crm.models import Account, FitVerdict
from hederssak.org.models import Member
from hederssak.prospecting.actions.calling import undo_attempt
from hederssak.prospecting.queries.unfit import said_unfit
from hederssak.prospecting.views.unfit import unfit_panel
from hederssak.rules.attempts import Outcome
from hederssak.rules.fit import Answer
from tests.cast import NOW, Cast
from tests.crm.fits import INVESTS, in_force, with_facts
from tests.prospecting.calling import press, put_on_list

pytestmark = pytest.mark.db_both
SAID = "Köper bara i Norge"
SignIn = Callable[[Member], Client]
HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOW + HOUR, tick=False):
        yield


@pytest.fixture
def mill(cast: Cast) -> Account:
    """Let Anna be told by a sawmill that fits so far that it does not."""
    entry = put_on_list(cast.anna, company="Ådals Sågverk")
    assert entry.account is not None
    account = with_facts(entry.account, industry="Sågverk", employees=240)
    in_force(cast.vera)
    press(entry, Outcome.NOT_A_FIT, note=SAID)
    return account


def test_the_companys_page_asks_and_begins_the_answer(cast: Cast, mill: Account, signed_in: SignIn) -> None:
    anna = signed_in(cast.anna)
    page = anna.get(reverse("web:account", args=[mill.pk])).content.decode()
    assert "I telefon ons 18 nov sades det att företaget inte passar: “Köper bara i Norge”." in page
    found = unfit_panel(
        mill,
        [{"is_question": True, "answer": "unknown", "key": INVESTS, "text": "?"}],
        member=cast.anna,
        now=NOW + HOUR,
    )
    assert found is not None
    ((_, address),) = found["questions"]
    begun = anna.get(address).content.decode()
    assert parse_qs(urlsplit(address).query)["answer"] == ["no"]
    assert f"I telefon 18 nov. 2026: {SAID}" in begun or SAID in begun


def test_nothing_is_out_until_somebody_writes_it_and_then_it_asks_no_more(cast: Cast, mill: Account) -> None:
    assert FitVerdict.objects.get(account=mill).verdict == "in"
    answer_question(account=mill, key=INVESTS, answer=Answer.NO, evidence=SAID, by=cast.anna, now=NOW + HOUR)
    assert said_unfit(mill, now=NOW + 2 * HOUR) is None


def test_a_press_that_was_taken_back_asks_nothing(cast: Cast, mill: Account) -> None:
    attempt = said_unfit(mill, now=NOW + HOUR)
    assert attempt is not None
    undo_attempt(attempt, by=cast.anna, now=NOW + HOUR)
    assert said_unfit(mill, now=NOW + HOUR) is None


def test_after_a_quarter_it_asks_no_more(mill: Account) -> None:
    assert said_unfit(mill, now=NOW + dt.timedelta(days=89)) is not None
    assert said_unfit(mill, now=NOW + dt.timedelta(days=91)) is None


def test_whoever_may_not_write_the_company_is_not_asked(cast: Cast, mill: Account, signed_in: SignIn) -> None:
    page = signed_in(cast.otto).get(reverse("web:account", args=[mill.pk])).content.decode()
    assert "Passar det inte?" not in page
