"""Template words for what a pack keeps."""

from collections.abc import Mapping
from typing import Any

from django import template

from hederssak.salesmeetings import texts

register = template.Library()


@register.filter
def kept_money(kept: Mapping[str, str] | None) -> str:
    """Write kept money; a dash for the unknown."""
    return texts.money(kept)


@register.filter
def pack_summary(kept: Mapping[str, Any]) -> str:
    """Say what moved, was won and let go."""
    return texts.summary(kept)


@register.filter
def pack_questions(kept: Mapping[str, Any]) -> str:
    """Say how many deals had a question."""
    return texts.questions_of(kept)
