"""Questions as the pages that one comes to first show them: said, with their ways out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from hederssak.honesty import texts
from hederssak.honesty.queries.questions import Question
from hederssak.honesty.views import ways_out_of


def said(questions: Iterable[Question], *, zone: ZoneInfo, stages: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return each question's deal, its owner, the sentences and the buttons that answer it."""
    labels = texts.ways_out()
    return [
        {
            "opportunity": one.flag.opportunity,
            "owner": one.flag.owner,
            "sentences": [texts.question(finding, zone=zone, stages=stages) for finding in one.findings[:2]],
            "buttons": ways_out_of(one.findings, one.flag.opportunity_id, here="/", labels=labels),
        }
        for one in questions
    ]
