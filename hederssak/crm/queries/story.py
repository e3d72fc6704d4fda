"""What happened to a company's facts and to the people there, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from hederssak.crm.models import Account, Contact
from hederssak.history.models import Change, RecordKind
from hederssak.history.queries import Entry, entry_of, identifiers_in
from hederssak.org.models import Member

MOST = 40


def account_story(account: Account, people: Sequence[Contact] | None = None) -> list[Entry]:
    """Return the latest changes of a company and its contacts, with names for identifiers.

    `people` are all its contacts, where they are at hand already.
    """
    if people is None:
        people = list(account.contacts.only("name"))
    contacts = [(person.pk, person.name) for person in people]
    subjects = [account.pk, *(pk for pk, _name in contacts)]
    own = Change.objects.filter(organization_id=account.organization_id, subject_id__in=subjects)
    changes = own.exclude(kind__in=[RecordKind.MEETING, RecordKind.ACTIVITY])  # the page lists these by themselves
    rows = list(changes.select_related("private").order_by("-before_at", "-pk")[:MOST])
    mentioned = {pk for change in rows for pk in identifiers_in(change)} - set(subjects)
    here = Member.objects.filter(organization_id=account.organization_id, pk__in=mentioned)
    members = here.values_list("pk", "name") if mentioned else ()
    names = {str(pk): name for pk, name in [*contacts, *members, (account.pk, account.name)]}
    return [entry_of(change, names) for change in rows]
