"""The profile is written, looked at with whom it moves, put in force, and answers for each company on its page."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hederssak.crm.actions.fit import ask_override, judge_changed
from hederssak.crm.models import Account, CustomField, FitOverride, FitProfile, FitVerdict
from hederssak.org.models import Member
from tests.cast import NOW, Cast
from tests.crm.fits import INVESTS, in_force, propose, with_facts
from tests.pipeline.deals import make_account

SignedIn = Callable[[Member], Client]


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def mill(cast: Cast) -> Account:
    return with_facts(make_account(cast.nordvik, "Ådals Sågverk", owner=cast.anna), industry="Sågverk", employees=240)


def written(*rows: dict[str, str], enough: str = "60") -> dict[str, str]:
    """Return the editor as it is posted."""
    given = {"enough": enough, "why": "Små har inte råd", "form-TOTAL_FORMS": str(len(rows)), "form-INITIAL_FORMS": "0"}
    for place, row in enumerate(rows):
        given |= {f"form-{place}-{name}": value for name, value in {"weight": "1", **row}.items()}
    return given


def test_an_organization_without_a_profile_is_told_what_it_is_for(cast: Cast, signed_in: SignedIn) -> None:
    page = signed_in(cast.eva).get(reverse("crm:fit")).content.decode()
    assert "Ingen har skrivit ner än vilka vi säljer till." in page
    assert reverse("crm:fit_propose") in page
    assert reverse("crm:fit_propose") not in signed_in(cast.anna).get(reverse("crm:fit")).content.decode()


def test_a_manager_proposes_and_a_director_lets_it_count(
    cast: Cast, mill: Account, signed_in: SignedIn, django_capture_on_commit_callbacks: Any
) -> None:
    CustomField.objects.create(organization=cast.nordvik, kind="account", key="kedja", label="Kedja")
    rows = (
        {"what": "employees", "operator": "between", "text": "50; 1 500"},
        {"what": "relationship", "operator": "none_of", "text": "Tidigare kund", "is_mandatory": "on"},
        {"what": "custom:kedja", "operator": "one_of", "text": "Ja, Kanske", "weight": "0"},
        {"what": "question", "text": "Investerar de inom ett år?", "weight": "0"},
        {"what": ""},
    )
    with django_capture_on_commit_callbacks(execute=True):
        counting = signed_in(cast.eva).post(reverse("crm:fit_propose"), written(*rows), follow=True)
    assert "Räknar vilka det skulle flytta." in counting.content.decode()
    profile = FitProfile.objects.get()
    shown = signed_in(cast.eva).get(reverse("crm:fit_proposal", args=[profile.pk])).content.decode()
    assert "Förslaget flyttar <em>ett företag</em>." in shown
    assert "Anställda: mellan 50 / 1 500" in shown.replace("\xa0", " ")
    assert 'name="put_in_force"' not in shown
    assert list(profile.criteria.values_list("values", flat=True)) == [["50", "1500"], ["former"], ["Ja", "Kanske"], []]
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(cast.vera).post(reverse("crm:fit_decide", args=[profile.pk]), {"put_in_force": ""})
    assert FitVerdict.objects.get(account=mill).verdict == "in"
    assert "av ett företag passar" in signed_in(cast.anna).get(reverse("crm:fit")).content.decode()


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"what": "employees", "operator": "at_least", "text": "många"}, "Skriv ett tal, till exempel 50."),
        ({"what": "employees", "operator": "between", "text": "500; 50"}, "Skriv den lägre gränsen först."),
        ({"what": "industry", "operator": "one_of", "text": ""}, "Skriv vad företaget prövas mot."),
        ({"what": ""}, "Skriv minst ett krav."),
    ],
)
def test_what_cannot_be_asked_is_told_at_its_row_and_nothing_is_lost(
    cast: Cast, signed_in: SignedIn, row: dict[str, str], told: str
) -> None:
    response = signed_in(cast.vera).post(reverse("crm:fit_propose"), written(row))
    assert response.status_code == 422
    assert told in response.content.decode()
    assert "Små har inte råd" in response.content.decode()
    assert not FitProfile.objects.exists()


def test_the_editor_starts_from_the_profile_in_force(cast: Cast, signed_in: SignedIn) -> None:
    in_force(cast.vera)
    page = signed_in(cast.eva).get(reverse("crm:fit_propose")).content.decode()
    assert "Sågverk, Pappersbruk" in page
    assert str(INVESTS) in page


def test_a_proposal_is_taken_back_and_a_decided_one_leads_to_the_profile(cast: Cast, signed_in: SignedIn) -> None:
    profile = propose(cast.eva)
    decision = reverse("crm:fit_decide", args=[profile.pk])
    assert "draget" in signed_in(cast.eva).post(decision, {"withdraw": ""}, follow=True).content.decode()
    assert "redan" in signed_in(cast.vera).post(decision, {}, follow=True).content.decode()
    response = signed_in(cast.vera).get(reverse("crm:fit_proposal", args=[profile.pk]))
    assert response.headers["Location"] == reverse("crm:fit")


def test_the_page_lists_what_to_find_out_of_each_company(cast: Cast, mill: Account, signed_in: SignedIn) -> None:
    with_facts(mill, employees=None)
    in_force(cast.vera)
    page = signed_in(cast.anna).get(reverse("crm:fit")).content.decode()
    assert "Anställda: minst 50" in page
    assert "Om ett vet vi för lite." in page
    assert "Ådals Sågverk" not in signed_in(cast.anna).get(reverse("crm:fit"), {"show": "in"}).content.decode()
    assert signed_in(cast.anna).get(reverse("crm:fit"), {"show": "nonsense"}).status_code == 404


def test_the_company_says_how_it_fits_and_a_question_is_answered_there(
    cast: Cast, mill: Account, signed_in: SignedIn
) -> None:
    in_force(cast.vera)
    address = reverse("crm:fit_answer", args=[mill.pk, INVESTS])
    company = reverse("web:account", args=[mill.pk])
    assert address in signed_in(cast.anna).get(company).content.decode()
    bare = signed_in(cast.anna).post(address, {"key": INVESTS, "answer": "yes", "evidence": ""})
    assert (bare.status_code, "Skriv hur vi vet" in bare.content.decode()) == (422, True)
    given = {"key": INVESTS, "answer": "yes", "evidence": "Styrelsen i mars"}
    page = signed_in(cast.anna).post(address, given, follow=True).content.decode()
    assert "Styrelsen i mars" in page
    assert "En fråga i profilen besvarades: ja" in page


def test_a_rep_asks_and_the_manager_answers_with_a_last_day(cast: Cast, mill: Account, signed_in: SignedIn) -> None:
    with_facts(mill, employees=4)
    in_force(cast.vera)
    company = reverse("web:account", args=[mill.pk])
    ask = reverse("crm:fit_ask", args=[mill.pk])
    assert ask in signed_in(cast.anna).get(company).content.decode()
    assert "tillfrågad" in signed_in(cast.anna).post(ask, {"why": "Bygger nytt"}, follow=True).content.decode()
    assert "redan" in signed_in(cast.anna).post(ask, {"why": "Igen"}, follow=True).content.decode()
    answer = reverse("crm:fit_override", args=[FitOverride.objects.get().pk])
    assert answer in signed_in(cast.eva).get(reverse("crm:fit")).content.decode()
    past = signed_in(cast.eva).post(answer, {"grant": "", "until": "2026-11-18", "reason": "Ja"})
    assert "Välj en dag framåt" in past.content.decode()
    signed_in(cast.eva).post(answer, {"grant": "", "until": "2027-02-28", "reason": "Ett försök"})
    assert "Insläppt till och med 28 feb" in signed_in(cast.anna).get(company).content.decode().replace("\xa0", " ")


def test_a_refusal_needs_a_reason_and_no_day(cast: Cast, mill: Account, signed_in: SignedIn) -> None:
    asked = ask_override(account=mill, why="Bygger nytt", by=cast.anna, now=NOW)
    address = reverse("crm:fit_override", args=[asked.pk])
    assert signed_in(cast.eva).post(address, {"refuse": "", "reason": ""}).status_code == 422
    signed_in(cast.eva).post(address, {"refuse": "", "until": "2027-02-28", "reason": "Inte i år"})
    asked.refresh_from_db()
    assert (asked.until, asked.reason, asked.decided_by) == (None, "Inte i år", cast.eva)


def test_the_list_asks_as_often_for_many_companies_as_for_few(cast: Cast, mill: Account, signed_in: SignedIn) -> None:
    in_force(cast.vera)
    client = signed_in(cast.anna)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(reverse("crm:fit"), {"show": "in"}).status_code == 200
        return len(queries)

    asked()
    few = asked()
    for n in range(80):
        with_facts(make_account(cast.nordvik, f"Sågverk {n}", owner=cast.anna), industry="Sågverk", employees=99)
    judge_changed(organization=cast.nordvik, now=NOW)
    assert asked() == few
