"""Questions as the pages that one comes to first show them: said, with their ways out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from hederssak.honesty import texts
from hederssak.honesty.queries.questions import Question
from hederssak.honesty.views import WaysOut
from hederssak.lib import formats
from hederssak.lib.addresses import address_of
from hederssak.org.models import first_name


def said(questions: Iterable[Question], *, zone: ZoneInfo, stages: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return of each question its deal, the owner, the sentences and the buttons that answer it, as texts."""
    ways_out = WaysOut("/")
    return [
        {
            "url": address_of("web:opportunity", one.flag.opportunity_id),
            "title": one.flag.company or one.flag.opportunity,
            "margin": "" if one.flag.margin is None else formats.short_money(one.flag.margin, one.flag.currency),
            "owner": first_name(one.flag.owner) if one.flag.owner else "",
            "sentences": [texts.question(finding, zone=zone, stages=stages) for finding in one.findings[:2]],
            "buttons": ways_out.of(one.findings, one.flag.opportunity_id),
        }
        for one in questions
    ]
