"""The ways out of a question, as the buttons of its row in the list."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from hederssak.honesty.views import Button

register = template.Library()


@register.simple_tag
def ways_out(buttons: Iterable[Button]) -> SafeString:
    """Write the buttons; in Python, because a page has two hundred of them and templates take their time."""
    return mark_safe("".join(map(_link, buttons)))  # noqa: S308 (each part is escaped below)


def _link(button: Button) -> str:
    url, key = escape(button.url), f' data-key="{escape(button.key)}"' if button.key else ""
    there = f'href="{url}"{key} hx-get="{url}" hx-target="closest tr" hx-swap="afterend"'
    return f'<a class="btn small" {there}>{escape(button.label)}</a>\n'
