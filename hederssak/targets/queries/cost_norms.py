"""What an organization counts with when it asks what meetings cost."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from hederssak.lib.ordered import ByName
from hederssak.meetings.models import CustomerMeeting, MeetingState
from hederssak.org.models import Member, Organization, Role
from hederssak.rules.meeting_hours import Distance, Kind, Norms, town_key, usual_norms, words_of
from hederssak.targets.models import CostNorms, MemberNorm, TownNorm

FREQUENT_TOWNS = 8
EDITORS = frozenset({Role.DIRECTOR, Role.ADMIN})


def may_set_norms(member: Member) -> bool:
    """Say whether the member may set what hours cost; everybody may read it."""
    return member.role in EDITORS


def norms_row(organization: Organization) -> CostNorms | None:
    """Return what somebody has set; None while the defaults hold."""
    return CostNorms.objects.filter(organization=organization).select_related("by").first()


def norms_of(organization: Organization) -> Norms:
    """Return what holds: what was set, else the defaults."""
    row = norms_row(organization)
    usual = usual_norms(organization.currency)
    if row is None:
        return usual
    return Norms(
        hourly=row.hourly,
        prepare={Kind.FIRST: row.prepare_first, Kind.LATER: row.prepare_later, Kind.OTHER: row.prepare_other},
        after={Kind.FIRST: row.after_first, Kind.LATER: row.after_later, Kind.OTHER: row.after_other},
        usual=Distance(row.travel_hours, row.travel_expenses),
        proposal_hours=row.proposal_hours,
        towns={town_key(one.town): Distance(one.hours, one.expenses) for one in towns_of(organization)},
        hourly_of=dict(MemberNorm.objects.filter(organization=organization).values_list("member_id", "hourly")),
        remote_words=words_of(row.remote_words),
    )


def towns_of(organization: Organization) -> QuerySet[TownNorm]:
    """Return the towns that somebody has given hours and expenses."""
    return TownNorm.objects.filter(organization=organization).order_by("town")


def towns_met_most(organization: Organization) -> list[str]:
    """Return the towns where most meetings were held and that have no hours of their own yet."""
    known = {town_key(one.town) for one in towns_of(organization)}
    held = CustomerMeeting.objects.filter(organization=organization, state=MeetingState.HELD).exclude(account__city="")
    rows = (
        held.exclude(account=None).values_list("account__city").annotate(n=Count("pk")).order_by("-n", "account__city")
    )
    found = [town for town, _n in rows[: FREQUENT_TOWNS + len(known)] if town_key(town) not in known]
    return found[:FREQUENT_TOWNS]


def sellers_of(organization: Organization) -> QuerySet[Member]:
    """Return who holds meetings, by name."""
    here = Member.objects.filter(organization=organization, left_on=None, role__in=[Role.REP, Role.MANAGER])
    return here.order_by(ByName("name"))
