"""What happened to a company's facts and to the people there, newest first."""

from __future__ import annotations

from hederssak.crm.models import Account
from hederssak.history.models import Change, RecordKind
from hederssak.history.queries import Entry, entry_of
from hederssak.org.models import Member

MOST = 40


def account_story(account: Account) -> list[Entry]:
    """Return the latest changes of a company and its contacts, with names for identifiers."""
    contacts = list(account.contacts.values_list("pk", "name"))
    subjects = [account.pk, *(pk for pk, _name in contacts)]
    own = Change.objects.filter(organization_id=account.organization_id, subject_id__in=subjects)
    changes = own.exclude(kind__in=[RecordKind.MEETING, RecordKind.ACTIVITY])  # the page lists these by themselves
    rows = list(changes.select_related("private").order_by("-before_at", "-pk")[:MOST])
    members = Member.objects.filter(organization_id=account.organization_id).values_list("pk", "name")
    names = {str(pk): name for pk, name in [*contacts, *members, (account.pk, account.name)]}
    return [entry_of(change, names) for change in rows]
