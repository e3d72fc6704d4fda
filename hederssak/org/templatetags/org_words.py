"""What this room's codes are called, in templates."""

from django import template
from django.utils.functional import Promise

from hederssak.org.texts import ROLES

register = template.Library()


@register.filter
def role(code: str) -> Promise:
    """Return what a role is called."""
    return ROLES[code]
