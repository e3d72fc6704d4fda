"""Who has looked at whose page; the subject reads it (principle 1)."""

from __future__ import annotations

import datetime as dt

from hederssak.org.models import Member, PageLook

ONCE_EVERY = dt.timedelta(hours=1)
"""A page that is reloaded or left and come back to within the hour is one visit."""


def look_at_person(*, viewer: Member, subject: Member, page: str, now: dt.datetime) -> None:
    """Note that somebody opened a page about somebody else, once an hour for each page and pair.

    To be called by the view of each page that shows one person's figures. Two requests at the same instant may write
    two rows: better one too many than a visit that nobody reads of.
    """
    if viewer.pk == subject.pk:
        return
    seen = PageLook.objects.filter(
        organization_id=subject.organization_id,
        subject=subject,
        viewer=viewer,
        page=page,
        at__gt=now - ONCE_EVERY,
        at__lte=now,
    )
    if not seen.exists():
        PageLook.objects.create(
            organization_id=subject.organization_id, subject=subject, viewer=viewer, page=page, at=now
        )
