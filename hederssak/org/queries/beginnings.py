"""Whether the house is inhabited: what stands before anybody can sign in."""

from django.conf import settings

from hederssak.org.models import Member, Organization

DEMO_ADDRESSES = {who: f"{who}@nordvik.example" for who in ("anna", "eva", "vera")}


def is_set_up() -> bool:
    """Say whether a company of its own is in this installation, the demo company aside."""
    return Organization.objects.filter(is_demo=False).exists()


def is_empty() -> bool:
    """Say whether there is no organization at all, not even the demo company."""
    return not Organization.objects.exists()


def demo_member(who: str) -> Member | None:
    """Return one of the three whom a visitor can be in the demo company; None anywhere else and for anyone else."""
    address = DEMO_ADDRESSES.get(who)
    if not settings.DEMO or address is None:
        return None
    return (
        Member.objects.select_related("user")
        .filter(organization__is_demo=True, email=address, user__isnull=False, left_on=None)
        .first()
    )


def demo_members() -> dict[str, Member]:
    """Return those whom a visitor can be, by the word in their address; empty where no demo company stands."""
    found = {who: demo_member(who) for who in DEMO_ADDRESSES}
    return {who: member for who, member in found.items() if member is not None}
