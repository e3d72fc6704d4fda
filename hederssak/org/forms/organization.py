"""Members, teams and settings, as an administrator writes them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hederssak.lib.ordered import ByName
from hederssak.org.actions import MemberDraft, OrganizationDraft, TeamDraft
from hederssak.org.countries import CURRENCIES, TIME_ZONES
from hederssak.org.models import Country, Member, Reach, Role, Team
from hederssak.org.queries import possible_managers
from hederssak.org.texts import COUNTRIES, LANGUAGES, REACHES, ROLES

COUNTRY_CHOICES = [(code, COUNTRIES[code]) for code in Country]
ROLE_CHOICES = [(code, ROLES[code]) for code in Role]
REACH_CHOICES = [(code, REACHES[code]) for code in Reach]
ZONE_CHOICES = [(zone, zone.replace("_", " ")) for zone in TIME_ZONES]
CURRENCY_CHOICES = [(code, code) for code in CURRENCIES]


class MemberForm(forms.Form):
    """A person; the address is locked once they sign in with it."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail address"), required=False, help_text=_("Without one, they can't be invited.")
    )
    role = forms.ChoiceField(label=_("Role"), choices=ROLE_CHOICES)
    team = forms.ModelChoiceField(label=_("Team"), queryset=Team.objects.none(), required=False, empty_label=_("none"))
    language = forms.ChoiceField(label=_("Language of pages and letters"), choices=list(LANGUAGES.items()))

    def __init__(self, given: QueryDict | None, *, by: Member, member: Member | None = None) -> None:
        """Offer the teams of whoever writes, and begin with what is known of the member."""
        start = {"language": by.organization.language}
        if member:
            known = ("name", "email", "role", "team", "language")
            start = {name: getattr(member, name) for name in known}
        super().__init__(given, initial=start)
        team = self.fields["team"]
        assert isinstance(team, forms.ModelChoiceField)  # noqa: S101 (for the type checker)
        team.queryset = Team.objects.filter(organization_id=by.organization_id).order_by(ByName("name"))
        if member and member.user_id:
            self.fields["email"].disabled = True
            self.fields["email"].help_text = _("They sign in with it.")

    def draft(self) -> MemberDraft:
        """Return what was written, as the actions take it."""
        given = self.cleaned_data
        return MemberDraft(
            name=given["name"],
            email=given["email"],
            role=Role(given["role"]),
            team=given["team"],
            language=given["language"],
        )


class TeamForm(forms.Form):
    """A team and who leads it."""

    name = forms.CharField(label=_("Name"), max_length=120)
    manager = forms.ModelChoiceField(
        label=_("Led by"),
        queryset=Member.objects.none(),
        required=False,
        empty_label=_("nobody yet"),
        help_text=_("Whoever has the role of sales manager can lead a team."),
    )
    country = forms.ChoiceField(
        label=_("Country"),
        choices=COUNTRY_CHOICES,
        help_text=_("Its public holidays and quiet weeks pause all clocks."),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=ZONE_CHOICES)

    def __init__(self, given: QueryDict | None, *, by: Member, team: Team | None = None) -> None:
        """Offer the managers of whoever writes, and begin with what is known of the team."""
        start: Any = {"country": by.organization.country, "time_zone": by.organization.time_zone}
        if team:
            start = {name: getattr(team, name) for name in ("name", "manager", "country", "time_zone")}
        super().__init__(given, initial=start)
        manager = self.fields["manager"]
        assert isinstance(manager, forms.ModelChoiceField)  # noqa: S101 (for the type checker)
        manager.queryset = possible_managers(by)

    def draft(self) -> TeamDraft:
        """Return what was written, as the actions take it."""
        given = self.cleaned_data
        return TeamDraft(
            name=given["name"],
            country=Country(given["country"]),
            time_zone=given["time_zone"],
            manager=given["manager"],
        )


class OrganizationForm(forms.Form):
    """The organization's settings."""

    name = forms.CharField(label=_("Name of the company"), max_length=200)
    country = forms.ChoiceField(label=_("Country"), choices=COUNTRY_CHOICES)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=ZONE_CHOICES)
    language = forms.ChoiceField(label=_("The company's language"), choices=list(LANGUAGES.items()))
    currency = forms.ChoiceField(
        label=_("Currency"), choices=CURRENCY_CHOICES, help_text=_("In which sums are shown; each deal keeps its own.")
    )
    reach = forms.ChoiceField(
        label=_("What reps may read of companies, deals and meetings"), choices=REACH_CHOICES, widget=forms.RadioSelect
    )
    margin = forms.DecimalField(
        label=_("Contribution margin where a deal does not say it"),
        min_value=Decimal(0),
        max_value=Decimal(100),
        decimal_places=2,
        help_text=_("In percent of revenue. What comes out of it is always marked as assumed."),
    )

    def __init__(self, given: QueryDict | None, *, by: Member) -> None:
        """Begin with what holds now."""
        now = by.organization
        start: dict[str, Any] = {
            name: getattr(now, name) for name in ("name", "country", "time_zone", "language", "currency", "reach")
        }
        start["margin"] = (now.margin_rate * 100).quantize(Decimal("0.01"))
        super().__init__(given, initial=start)

    def draft(self) -> OrganizationDraft:
        """Return what was written, as the action takes it."""
        given = self.cleaned_data
        return OrganizationDraft(
            name=given["name"],
            country=Country(given["country"]),
            currency=given["currency"],
            time_zone=given["time_zone"],
            language=given["language"],
            reach=Reach(given["reach"]),
            margin_rate=(given["margin"] / 100).quantize(Decimal("0.0001")),
        )
