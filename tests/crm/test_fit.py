"""Companies are judged by the organization's criteria, and by nobody's own."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from hederssak.crm.actions import edit_account
from hederssak.crm.actions.fit import (
    AlreadyAsked,
    AlreadyDecided,
    CriterionDraft,
    ProposalGone,
    answer_question,
    ask_override,
    decide_override,
    judge_changed,
    preview_profile,
    propose_profile,
    put_in_force,
    withdraw_profile,
)
from hederssak.crm.actions.joining import join_accounts
from hederssak.crm.models import Account, FitOverride, FitProfile, FitVerdict
from hederssak.crm.queries import account_story
from hederssak.crm.queries.fit import override_of, overrides_asked, profile_in_force, standing
from hederssak.crm.texts import tell
from hederssak.history.actions import Source
from hederssak.history.models import Origin
from hederssak.rules.fit import Answer, BadCriterion
from tests.cast import NOW, Cast
from tests.crm.fits import INVESTS, in_force, propose, with_facts
from tests.pipeline.deals import make_account

TODAY = NOW.date()
LATER = TODAY + dt.timedelta(days=90)


@pytest.fixture
def mill(cast: Cast) -> Account:
    return with_facts(make_account(cast.nordvik, "Ådals Sågverk", owner=cast.anna), industry="Sågverk", employees=240)


@pytest.fixture
def bank(cast: Cast) -> Account:
    return with_facts(make_account(cast.nordvik, "Holms Bank", owner=cast.anna), industry="Bank", employees=900)


def verdict(account: Account) -> FitVerdict:
    return FitVerdict.objects.get(account=account)


def test_without_a_profile_nobody_is_judged(cast: Cast, mill: Account) -> None:
    assert judge_changed(organization=cast.nordvik, now=NOW) == 0
    assert not FitVerdict.objects.exists()


def test_a_profile_in_force_judges_everyone_with_the_reason_per_criterion(
    cast: Cast, mill: Account, bank: Account
) -> None:
    in_force(cast.vera)
    assert verdict(mill).verdict == "in"
    assert verdict(bank).verdict == "out"
    assert sorted(verdict(bank).answers.values()) == ["no", "unknown", "yes"]
    unknown = make_account(cast.nordvik, "Okänd AB")
    judge_changed(organization=cast.nordvik, now=NOW)
    assert (verdict(unknown).verdict, len(verdict(unknown).ask)) == ("unknown", 3)
    assert (standing(cast.anna).fits, standing(cast.anna).out, standing(cast.anna).unknown) == (1, 1, 1)


def test_changed_facts_are_judged_anew_and_others_are_left_alone(cast: Cast, mill: Account, bank: Account) -> None:
    in_force(cast.vera)
    before = verdict(bank).judged_at
    edit_account(account=mill, values={"employees": 12}, by=cast.anna, now=NOW)
    assert judge_changed(organization=cast.nordvik, now=NOW + dt.timedelta(hours=1)) == 1
    assert (verdict(mill).verdict, verdict(bank).judged_at) == ("out", before)


def test_a_rep_has_no_criteria_of_their_own_and_a_manager_may_only_propose(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        propose(cast.anna)
    proposed = propose(cast.eva)
    with pytest.raises(PermissionDenied):
        put_in_force(proposed, by=cast.eva, now=NOW)
    put_in_force(proposed, by=cast.vera, now=NOW)
    assert profile_in_force(cast.nordvik) == proposed


def test_a_new_proposal_takes_the_place_of_the_one_before(cast: Cast) -> None:
    first, second = propose(cast.eva), propose(cast.vera)
    first.refresh_from_db()
    assert (first.withdrawn_at, first.number, second.number) == (NOW, 1, 2)
    with pytest.raises(ProposalGone):
        put_in_force(first, by=cast.vera, now=NOW)


def test_a_proposal_is_decided_once(cast: Cast) -> None:
    proposed = propose(cast.eva)
    withdraw_profile(proposed, by=cast.eva, now=NOW)
    with pytest.raises(ProposalGone):
        put_in_force(FitProfile.objects.get(pk=proposed.pk), by=cast.vera, now=NOW)


def test_a_manager_takes_back_their_own_proposal_and_nobody_elses(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        withdraw_profile(propose(cast.eva), by=cast.maj, now=NOW)


def test_the_preview_shows_who_moves_before_anything_counts(cast: Cast, mill: Account, bank: Account) -> None:
    in_force(cast.vera)
    banks = [CriterionDraft(field="industry", operator="one_of", values=("Bank",), is_mandatory=True)]
    preview = preview_profile(propose_profile(banks, enough=Decimal("0.5"), by=cast.eva, now=NOW))
    assert preview["moved"] == 2
    assert preview["ways"] == {"in out": 1, "out in": 1}
    assert preview["moves"][0] == [str(mill.pk), "in", "out"]
    assert verdict(mill).verdict == "in"


def test_a_criterion_that_cannot_be_asked_is_refused_and_nothing_is_written(cast: Cast) -> None:
    wrong = CriterionDraft(field="employees", operator="at_least", values=("många",))
    with pytest.raises(BadCriterion):
        propose_profile([wrong], enough=Decimal("0.5"), by=cast.vera, now=NOW)
    assert not FitProfile.objects.exists()


def test_the_database_holds_one_open_proposal(cast: Cast) -> None:
    propose(cast.eva)
    with pytest.raises(IntegrityError):
        FitProfile.objects.create(organization=cast.nordvik, number=9, by=cast.eva, at=NOW)


def test_an_answer_with_evidence_decides_at_once_and_stands_in_the_story(cast: Cast) -> None:
    paper = with_facts(make_account(cast.nordvik, "Bruket AB", owner=cast.anna), employees=80)
    in_force(cast.vera)
    edit_account(account=paper, values={"industry": "Maskiner"}, by=cast.anna, now=NOW)
    answer_question(account=paper, key=INVESTS, answer=Answer.YES, evidence="Styrelsen i mars", by=cast.anna, now=NOW)
    assert verdict(paper).answers[str(INVESTS)] == "yes"
    assert any("yes" in tell(entry).what or "ja" in tell(entry).what for entry in account_story(paper))


def test_an_answer_without_evidence_stays_unknown(cast: Cast, mill: Account) -> None:
    in_force(cast.vera)
    answer_question(account=mill, key=INVESTS, answer=Answer.NO, evidence=" ", by=cast.anna, now=NOW)
    assert verdict(mill).answers[str(INVESTS)] == "unknown"


def test_the_latest_answer_counts(cast: Cast, mill: Account) -> None:
    in_force(cast.vera)
    for hours, said in enumerate((Answer.NO, Answer.YES)):
        at = NOW + dt.timedelta(hours=hours)
        answer_question(account=mill, key=INVESTS, answer=said, evidence="Samtal", by=cast.anna, now=at)
    assert verdict(mill).answers[str(INVESTS)] == "yes"


def test_who_may_not_write_a_company_answers_nothing_about_it(cast: Cast, mill: Account) -> None:
    with pytest.raises(PermissionDenied):
        answer_question(account=mill, key=INVESTS, answer=Answer.YES, evidence="Tips", by=cast.otto, now=NOW)


def test_a_rep_asks_and_their_manager_lets_in_until_a_day(cast: Cast, bank: Account) -> None:
    in_force(cast.vera)
    asked = ask_override(account=bank, why="Bygger eget pannhus", by=cast.anna, now=NOW)
    assert list(overrides_asked(cast.eva)) == [asked]
    assert not overrides_asked(cast.maj).exists()
    decide_override(override=asked, until=LATER, reason="Ett försök", by=cast.eva, now=NOW)
    assert override_of(bank, LATER) == asked
    assert override_of(bank, LATER + dt.timedelta(days=1)) is None


def test_nobody_grants_their_own_and_only_the_own_manager_grants(cast: Cast, bank: Account) -> None:
    asked = ask_override(account=bank, why="Bygger", by=cast.anna, now=NOW)
    for other in (cast.anna, cast.maj, cast.vera, cast.ada):
        with pytest.raises(PermissionDenied):
            decide_override(override=asked, until=LATER, reason="Ja", by=other, now=NOW)


def test_a_company_is_asked_for_once_at_a_time_and_decided_once(cast: Cast, bank: Account) -> None:
    asked = ask_override(account=bank, why="Bygger", by=cast.anna, now=NOW)
    with pytest.raises(AlreadyAsked):
        ask_override(account=bank, why="Bygger", by=cast.anna, now=NOW)
    decide_override(override=asked, until=None, reason="Inte i år", by=cast.eva, now=NOW)
    with pytest.raises(AlreadyDecided):
        decide_override(override=asked, until=LATER, reason="Jo", by=cast.eva, now=NOW)
    assert FitOverride.objects.get().until is None


def test_two_companies_that_are_one_keep_one_verdict(cast: Cast, mill: Account, bank: Account) -> None:
    in_force(cast.vera)
    ask_override(account=bank, why="Bygger", by=cast.anna, now=NOW)
    ask_override(account=mill, why="Nej", by=cast.anna, now=NOW)
    source = Source(origin=Origin.SYSTEM, known_at=NOW, after=NOW, before=NOW)
    join_accounts(gone=bank, kept=mill, source=source, now=NOW)
    assert FitVerdict.objects.get().account == mill
    assert FitOverride.objects.get().why == "Nej"
