"""What a forecast page takes in."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CallForm(forms.Form):
    """What somebody believes of a deal, in cases out of ten."""

    tenths = forms.TypedChoiceField(
        label=_("In how many cases of ten do you win it?"),
        choices=[(str(n), str(n)) for n in range(11)],
        coerce=int,
        widget=forms.RadioSelect,
    )
