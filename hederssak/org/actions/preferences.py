"""What a member chooses for themselves."""

from __future__ import annotations

import datetime as dt

from hederssak.history.models import RecordKind
from hederssak.org.actions.changes import change_fields
from hederssak.org.models import Member


def choose_language(*, language: str, by: Member, now: dt.datetime) -> None:
    """Let every page and letter to this member be in another language."""
    change_fields(RecordKind.MEMBER, by, {"language": language}, by=by, now=now)
