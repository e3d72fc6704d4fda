"""What can be done about fit: propose a profile and put it in force, judge, answer a question, let a company in."""

from hederssak.crm.actions.fit.judging import judge_changed, judge_one
from hederssak.crm.actions.fit.overrides import AlreadyAsked, AlreadyDecided, ask_override, decide_override
from hederssak.crm.actions.fit.profiles import (
    CriterionDraft,
    ProposalGone,
    preview_profile,
    propose_profile,
    put_in_force,
    withdraw_profile,
)
from hederssak.crm.actions.fit.questions import answer_question

__all__ = [
    "AlreadyAsked",
    "AlreadyDecided",
    "CriterionDraft",
    "ProposalGone",
    "answer_question",
    "ask_override",
    "decide_override",
    "judge_changed",
    "judge_one",
    "preview_profile",
    "propose_profile",
    "put_in_force",
    "withdraw_profile",
]
