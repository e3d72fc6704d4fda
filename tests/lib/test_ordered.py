"""Short lists of names stand as a Nordic reader looks for them, on both databases alike."""

from __future__ import annotations

from hederssak.lib.ordered import ByName
from hederssak.org.models import Team
from hederssak.rules.names import order_key
from tests.cast import Cast

NAMES = ("Ödman", "Zeta", "Ängel", "åse", "Åbo", "abel", "Bo Ek", "Bo Ö", "Østby", "Ærø", "Alm", "9 Nord")


def test_the_nordic_letters_come_after_z_and_capitals_do_not_matter(cast: Cast) -> None:
    for name in NAMES:
        Team.objects.create(organization=cast.elsewhere, name=name)
    made = Team.objects.filter(organization=cast.elsewhere, name__in=NAMES)
    found = list(made.order_by(ByName("name")).values_list("name", flat=True))
    assert found == sorted(NAMES, key=order_key)
    assert list(made.order_by(ByName("name").desc()).values_list("name", flat=True)) == found[::-1]


def test_rows_that_come_once_can_be_in_order(cast: Cast) -> None:
    rows = Team.objects.filter(organization=cast.nordvik).distinct().order_by(ByName("name"), "pk")
    assert [team.name for team in rows] == ["Norr", "Syd"]


def test_a_name_of_what_a_row_points_at_can_order_it(cast: Cast) -> None:
    rows = Team.objects.filter(manager__isnull=False, organization=cast.nordvik).order_by(ByName("manager__name"))
    names = [team.manager.name for team in rows if team.manager]
    assert names == sorted(names, key=order_key)
