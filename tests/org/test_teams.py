"""Teams and settings are an administrator's."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from hederssak.history.models import Change, RecordKind
from hederssak.org.actions import NotAManagerError, TeamDraft, TeamNameTakenError, add_team, change_team
from hederssak.org.models import Country, Member, Organization, Reach, Team
from tests.cast import NOW, Cast

SignIn = Callable[[Member], Client]


def draft(name: str, manager: Member | None = None) -> TeamDraft:
    return TeamDraft(name=name, country=Country.FI, time_zone="Europe/Helsinki", manager=manager)


def test_a_team_is_made_with_its_history(cast: Cast) -> None:
    team = add_team(draft("Öst", cast.maj), by=cast.ada, now=NOW)
    made = Change.objects.get(kind=RecordKind.TEAM, record_id=team.pk).new
    assert made is not None
    assert made["manager"] == str(cast.maj.pk)


def test_names_differ_by_more_than_case(cast: Cast) -> None:
    with pytest.raises(TeamNameTakenError):
        add_team(draft("NORR"), by=cast.ada, now=NOW)
    with pytest.raises(TeamNameTakenError):
        change_team(cast.syd, draft("norr"), by=cast.ada, now=NOW)
    assert change_team(cast.norr, draft("NORR"), by=cast.ada, now=NOW)


def test_a_rep_can_not_lead(cast: Cast) -> None:
    with pytest.raises(NotAManagerError):
        change_team(cast.norr, draft("Norr", cast.anna), by=cast.ada, now=NOW)


def test_a_change_of_manager_is_in_the_history(cast: Cast) -> None:
    change_team(cast.norr, draft("Norr", cast.maj), by=cast.ada, now=NOW)
    change = Change.objects.get(record_id=cast.norr.pk, field="manager")
    assert (change.old, change.new) == (str(cast.eva.pk), str(cast.maj.pk))


def test_a_manager_does_not_appoint_themselves(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        change_team(cast.syd, draft("Syd", cast.eva), by=cast.eva, now=NOW)


def test_the_first_thing_to_do_is_a_team(cast: Cast, signed_in: SignIn) -> None:
    assert reverse("org:new_team") in signed_in(cast.stig).get(reverse("org:organization")).content.decode()
    assert reverse("org:new_team") not in signed_in(cast.ada).get(reverse("org:organization")).content.decode()


def test_the_team_page_saves(cast: Cast, signed_in: SignIn) -> None:
    given = {"name": "Norr", "manager": str(cast.maj.pk), "country": "FI", "time_zone": "Europe/Helsinki"}
    assert signed_in(cast.ada).post(reverse("org:team", args=[cast.norr.pk]), given).status_code == 302
    norr = Team.objects.get(pk=cast.norr.pk)
    assert (norr.manager_id, norr.country) == (cast.maj.pk, "FI")


def test_settings_are_kept_and_the_margin_is_written_in_percent(cast: Cast, signed_in: SignIn) -> None:
    page = reverse("org:settings")
    browser = signed_in(cast.ada)
    assert 'value="30.00"' in browser.get(page).content.decode()
    given = {
        "name": "Nordvik Teknik AB",
        "country": "SE",
        "time_zone": "Europe/Stockholm",
        "language": "sv",
        "currency": "SEK",
        "reach": "own",
        "margin": "42.5",
    }
    assert browser.post(page, given).status_code == 302
    company = Organization.objects.get(pk=cast.nordvik.pk)
    assert (company.reach, company.margin_rate) == (Reach.OWN, Decimal("0.4250"))
    changed = Change.objects.filter(record_id=company.pk).values_list("field", flat=True)
    assert set(changed) == {"reach", "margin_rate"}


def test_a_margin_above_everything_is_refused(cast: Cast, signed_in: SignIn) -> None:
    assert signed_in(cast.ada).post(reverse("org:settings"), {"margin": "130"}).status_code == 422
