from hederssak.rules.findings import Severity
from hederssak.rules.honesty.codes import Code
from tests.rules.honesty.opportunities import DIALOGUE, NEW, PROPOSAL, flags, found, opportunity


def test_an_unqualified_opportunity_beyond_the_first_stage_is_asked_about() -> None:
    finding = found(opportunity(qualified=False, stage=DIALOGUE))[Code.UNQUALIFIED]
    assert finding.severity is Severity.QUESTION


def test_it_presses_once_a_proposal_is_out() -> None:
    assert found(opportunity(qualified=False, stage=PROPOSAL))[Code.UNQUALIFIED].severity is Severity.PRESSING


def test_in_the_first_stage_nothing_need_be_qualified() -> None:
    assert not flags(opportunity(qualified=False, stage=NEW))


def test_an_organization_without_criteria_is_not_judged_by_them() -> None:
    assert Code.UNQUALIFIED not in found(opportunity(qualified=None))


def test_a_proposal_before_a_decision_maker_was_met_is_asked_about() -> None:
    assert Code.DECISION_MAKER_NOT_MET in flags(opportunity(decision_maker_met=False))


def test_before_the_proposal_the_decision_maker_may_wait() -> None:
    assert not flags(opportunity(decision_maker_met=False, stage=DIALOGUE))


def test_a_tender_may_not_meet_its_decision_maker() -> None:
    assert not flags(opportunity(decision_maker_met=False, is_tender=True))


def test_where_nobody_said_who_decides_it_is_noted() -> None:
    findings = found(opportunity(decision_maker_met=None))
    assert not findings[Code.DECISION_MAKER_NOT_MET].is_flag
    assert findings[Code.DECISION_MAKER_NOT_MET].figures["is_known"] is False


def test_a_tender_is_to_be_qualified_like_any_other() -> None:
    assert Code.UNQUALIFIED in flags(opportunity(qualified=False, is_tender=True))
