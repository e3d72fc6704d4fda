"""The ways out of a question, as the buttons of its row in the list."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from hederssak.honesty.views import Button

register = template.Library()

BUTTON = '<a class="btn small" href="{}"{} hx-get="{}" hx-target="closest tr" hx-swap="afterend">{}</a>\n'


@register.simple_tag
def ways_out(buttons: Iterable[Button]) -> SafeString:
    """Write the buttons; in Python, because a page has two hundred of them and templates take their time."""
    return format_html_join("", BUTTON, ((one.url, _key(one), one.url, one.label) for one in buttons))


def _key(button: Button) -> SafeString | str:
    return format_html(' data-key="{}"', button.key) if button.key else ""
