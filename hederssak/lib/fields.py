"""Form fields that take what people write."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hederssak.lib import formats
from hederssak.lib.sheets.numbers import parse_number
from hederssak.lib.sheets.refusals import BadValue


class DayField(forms.DateField):
    """A day, picked from the browser's own calendar or written as in an ISO date or 24.12.2026."""

    def __init__(self, **kwargs: Any) -> None:
        """Use the browser's picker: it is translated, works by keyboard and needs no script."""
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"])
        super().__init__(**kwargs)


class AmountField(forms.DecimalField):
    """An amount as people write it: "1 234,50", "1.234.000 kr", "2 mn" is refused with words on how to write it."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "short"})

    def prepare_value(self, value: Any) -> Any:
        """Show an amount with the reader's separators, without decimals that are zero."""
        if isinstance(value, Decimal):
            return formats.number(value, 0 if value == value.to_integral_value() else 2)
        return value

    def to_python(self, value: Any) -> Any:
        """Return the amount, or None for nothing written.

        To whoever reads in English the pages write 68,000 themselves, so it comes back as thousands. Nobody's page
        writes 68.000, which a Dane means as thousands and an Englishman does not: it stays in doubt and is asked about.
        """
        if value in self.empty_values:
            return None
        text = str(value)
        is_ours = formats.language() == "en" and "," in text
        try:
            return parse_number(text, decimal="." if is_ours else None)
        except BadValue as bad:
            raise ValidationError(_("Write the amount in figures, such as 1 250 000."), code="amount") from bad
