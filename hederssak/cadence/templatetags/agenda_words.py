"""An agenda's items in the reader's language."""

from django import template

from hederssak.cadence import texts
from hederssak.rules.agenda import Item

register = template.Library()


@register.filter
def agenda_item(code: str) -> str:
    """Return the name of an item of the agenda."""
    return texts.item(Item(code))
