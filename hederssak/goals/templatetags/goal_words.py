"""Amounts, chances and states in templates."""

from decimal import Decimal

from django import template

from hederssak.goals import texts

register = template.Library()


@register.simple_tag
def goal_amount(value: Decimal | None, unit: str, currency: str) -> str:
    """Write an amount in its unit; a dash for the unknown."""
    return "–" if value is None else texts.amount(value, unit, currency)


@register.simple_tag
def goal_part(value: Decimal, unit: str, currency: str) -> str:
    """Write an amount that stands before "of" another."""
    return texts.part(value, unit, currency)


@register.filter
def in_words(chance: float | None) -> str:
    """Write a chance in words."""
    return texts.chance(chance)
