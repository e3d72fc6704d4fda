"""Template words for money, days and weeks as the reader's country writes them."""

from django import template

register = template.Library()
