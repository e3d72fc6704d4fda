"""What every page's frame needs."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from hederssak.forecast.queries.reading import may_see_all
from hederssak.lib.addresses import place
from hederssak.org.access import may_see_imports, may_see_organization
from hederssak.org.models import Member, Role
from hederssak.org.queries.beginnings import demo_member
from hederssak.org.queries.people import follows_a_team
from hederssak.org.views.menu import own_places
from hederssak.org.views.preferences import chosen_theme


@dataclass(frozen=True)
class NavItem:
    """A place in the menu; `key` is the letter that goes there after `g`."""

    code: str
    label: str
    url: str
    key: str


def nav_items(member: Member) -> list[NavItem]:
    """Return the menu of this member, in the order of a week's work. A place that does not stand yet is not in it."""
    items = [NavItem("home", _("Week"), place("web:home"), "w")]
    if member.role != Role.ADMIN:
        items.append(NavItem("goals", _("Goals"), place("goals:index"), "m"))
    else:
        items.append(NavItem("goals", _("Quotas"), place("goals:quotas"), "m"))
    if member.role == Role.REP and member.team_id is not None:
        items.append(NavItem("prospecting", _("Hours"), place("prospecting:mine"), "h"))
        items.append(NavItem("hit_list", _("HIT list"), place("prospecting:hit_list"), "l"))
    follows = member.team_id is not None if member.role == Role.REP else follows_a_team(member)
    leads = member.role in {Role.MANAGER, Role.DIRECTOR} and follows
    in_team = member.role in {Role.REP, Role.MANAGER} and member.team_id is not None
    if leads or (in_team and member.role == Role.REP):
        items.append(NavItem("honesty", _("Questions"), place("honesty:index"), "q"))
    if leads:
        items += _of_leaders(member)
    if leads or in_team:
        items.append(NavItem("salesmeetings", _("Sales meeting"), place("salesmeetings:index"), "s"))
    if may_see_all(member) or follows:
        items.append(NavItem("forecast", _("Forecast"), place("forecast:index"), "f"))
    if follows:
        items.append(NavItem("targets", _("Targets"), place("targets:index"), "t"))
    items.append(NavItem("opportunities", _("Deals"), place("web:opportunities"), "d"))
    items.append(NavItem("accounts", _("Companies"), place("crm:accounts"), "c"))
    if may_see_imports(member):
        items.append(NavItem("imports", _("Imports"), place("imports:index"), "i"))
    if may_see_organization(member):
        items.append(NavItem("organization", _("Organization"), place("org:organization"), "o"))
    return items


def _of_leaders(member: Member) -> list[NavItem]:
    """Return the places of whoever leads: the team's hours, and for its manager whom to follow."""
    hours = NavItem("prospecting", _("Hours"), place("prospecting:board"), "h")
    if member.role != Role.MANAGER:
        return [hours]
    return [hours, NavItem("coaching", _("Coaching"), place("coaching:index"), "r")]


DEMO_ROLES = {Role.REP: "anna", Role.MANAGER: "eva", Role.DIRECTOR: "vera"}


def demo_place(member: Member | None) -> str:
    """Return whom a member can be in the demo company to see a page at work that is empty in their own; "" for nobody.

    An administrator has nobody to be there. Asked only where a page is empty.
    """
    who = DEMO_ROLES.get(Role(member.role), "") if member else ""
    there = demo_member(who) if who else None
    return who if member and there and there.organization_id != member.organization_id else ""


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the frame's context: the member, their menu, and light or dark."""
    member: Member | None = getattr(request, "member", None)
    return {
        "member": member,
        "nav_items": nav_items(member) if member else [],
        "menu_items": own_places(member) if member else [],
        "theme": chosen_theme(request),
        "demo_who": SimpleLazyObject(lambda: demo_place(member)),
    }
