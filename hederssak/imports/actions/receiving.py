"""Taking files in: each is stored, and what it is and which columns it has is found out. Nothing is written yet."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b, sha256
from pathlib import Path
from typing import IO, Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q

from hederssak.imports import queries
from hederssak.imports.actions.reading import ImportRefused
from hederssak.imports.actions.running import files_of, opened
from hederssak.imports.models import Import, ImportState
from hederssak.imports.presets import RecordKind, header_key, recognize
from hederssak.lib.ids import new_id
from hederssak.lib.sheets import Sheet
from hederssak.lib.sheets.writing import OWN_PREFIX
from hederssak.org.models import Member, Organization

NO_SYSTEM = frozenset({"", "generic"})
FILE = "file"
"""The source of files that come from no system we know."""


@dataclass(frozen=True, kw_only=True)
class GivenFile:
    """A file as it was given: its name, its bytes, and when it left its system, as far as that is known."""

    name: str
    stream: IO[bytes]
    exported_at: dt.datetime | None = None

    def digest(self) -> str:
        """Return the SHA-256 of the bytes and rewind."""
        found = sha256()
        self.stream.seek(0)
        while block := self.stream.read(1 << 20):
            found.update(block)
        self.stream.seek(0)
        return found.hexdigest()


def receive(
    files: Sequence[GivenFile],
    *,
    organization: Organization,
    by: Member | None,
    now: dt.datetime,
    source: str = "",
    options: Mapping[str, Any] | None = None,
) -> list[Import]:
    """Store files that were given together and recognize each; they have one `batch_id`.

    `source` is the system they come from; it is found by their headers unless it is given. `options` stand above what
    a saved mapping says. A file that can't be read becomes an import that is refused and says why.
    """
    batch_id = new_id()
    runs = [_store(given, organization=organization, by=by, now=now, batch_id=batch_id) for given in files]
    for position, run in enumerate(runs):
        run.position = position
        try:
            with opened(run) as sheet:
                _recognize(run, sheet)
            run.options |= options or {}
        except ImportRefused as refused:
            run.state, run.problem = ImportState.REFUSED, refused.as_json()
    systems = Counter(run.preset for run in runs if run.preset not in NO_SYSTEM)
    for run in runs:
        run.source = (source or (systems.most_common(1)[0][0] if systems else FILE))[:80]
    with transaction.atomic():
        for run in runs:
            run.save(force_insert=True)
    return runs


def begun_with(files: Sequence[GivenFile], *, organization: Organization) -> list[Import]:
    """Return the batch of these very files that the shell began and that was interrupted, else nothing.

    It is gone on with, so that a command which was killed can simply be given again. One of which a file was lost is
    not: these are the files that were asked for once more.
    """
    digests = sorted(given.digest() for given in files)
    waiting = Q(state=ImportState.MAPPED, by=None) | Q(state__in=queries.UNFINISHED)
    begun = Import.objects.filter(waiting, organization=organization, sha256__in=digests)
    for batch_id in dict.fromkeys(begun.order_by("-uploaded_at").values_list("batch_id", flat=True)):
        runs = files_of(batch_id, organization)
        if sorted(run.sha256 for run in runs) == digests and not any(run.problem for run in runs):
            return runs
    return []


def _store(
    given: GivenFile, *, organization: Organization, by: Member | None, now: dt.datetime, batch_id: uuid.UUID
) -> Import:
    pk = new_id()
    suffix = Path(given.name).suffix.lower()[:10]
    return Import(
        id=pk,
        organization=organization,
        batch_id=batch_id,
        by=by,
        file_name=Path(given.name).name[-255:],
        stored_as=default_storage.save(f"imports/{pk}{suffix}", File(given.stream)),
        sha256=given.digest(),
        uploaded_at=now,
        exported_at=min(given.exported_at or now, now),
    )


def _recognize(run: Import, sheet: Sheet) -> None:
    """Set kind, preset and mapping: as a person said for such a header, else as it was read last time, else anew."""
    run.header_key = short_key(sheet.header)
    saved = queries.profile_for(run.organization, run.header_key)
    last = queries.last_with_header(run.organization, run.header_key)
    if saved is not None:
        run.kind, run.mapping, run.options = saved.kind, dict(saved.mapping), dict(saved.options)
        run.preset = last.preset if last else ""
    elif last is not None:
        run.kind, run.mapping, run.preset = last.kind, dict(last.mapping), last.preset
    else:
        found = recognize(sheet.header, [row.values for row in sheet.sample()], run.file_name)
        run.preset, run.kind = found.preset, found.record_kind or ""
        run.mapping = {column: target.value for column, target in found.mapping.items()}
    if any(column.startswith(OWN_PREFIX) for column in sheet.header):
        run.options["full"] = False
    if run.kind not in RecordKind._value2member_map_:
        run.problem = ImportRefused("kind_unknown", file=run.file_name).as_json()
        return
    run.state = ImportState.MAPPED


def short_key(header: Sequence[str]) -> str:
    """Return a key of a header that fits a column: the same columns in another order have the same key.

    The columns that we add to refused rows don't count, so that the corrected file is read as the first one was.
    """
    own = [column for column in header if not column.startswith(OWN_PREFIX)]
    return blake2b(header_key(own).encode(), digest_size=16).hexdigest()
