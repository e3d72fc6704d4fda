"""Saying how a file is to be read, and remembering it for the next file with the same columns."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction

from hederssak.imports.actions.reading import IGNORE, ImportRefused
from hederssak.imports.actions.running import STARTABLE
from hederssak.imports.models import Import, ImportState, MappingProfile
from hederssak.imports.presets import RecordKind, Target
from hederssak.lib.rows import save_only
from hederssak.org.models import Member

CHANGEABLE = frozenset({*STARTABLE, ImportState.REFUSED})


class TwiceMappedError(Exception):
    """Two columns were to fill the same field."""

    code = "twice_mapped"

    def __init__(self, target: str, columns: tuple[str, ...]) -> None:
        """Name the field and the columns."""
        super().__init__(target, columns)
        self.target = target
        self.columns = columns


def change_reading(
    run: Import,
    *,
    kind: RecordKind,
    mapping: Mapping[str, str],
    options: Mapping[str, Any],
    by: Member,
    now: dt.datetime,
    save_as: str = "",
) -> None:
    """Read a file anew: what its rows are, which column fills which field, how days and decimals are written.

    Columns that are not named in `mapping` are kept as custom fields. `save_as` remembers all this under a name.

    Raises:
        TwiceMappedError: where two columns would fill one field.
        ImportRefused: already_run, where the file has been written.
    """
    if run.state not in CHANGEABLE:
        raise ImportRefused("already_run", file=run.file_name)
    kept = {column: name for column, name in mapping.items() if name == IGNORE or Target(name).kind == kind}
    for name, count in Counter(kept.values()).items():
        if name != IGNORE and count > 1:
            raise TwiceMappedError(name, tuple(column for column, other in kept.items() if other == name))
    others = {name: value for name, value in run.options.items() if name in {"encoding", "delimiter", "sheet"}}
    with transaction.atomic():
        save_only(
            run,
            kind=kind.value,
            mapping=kept,
            options={**others, **options},
            survey=None,
            problem=None,
            state=ImportState.MAPPED,
        )
        if save_as:
            MappingProfile.objects.update_or_create(
                organization=run.organization,
                name=save_as,
                defaults={
                    "kind": kind.value,
                    "header_key": run.header_key,
                    "mapping": kept,
                    "options": {**others, **options},
                    "by": by,
                    "saved_at": now,
                },
            )


def drop(run: Import) -> None:
    """Take a file out of its batch before it is run, and forget it.

    Raises:
        ImportRefused: already_run, where the file has been written.
    """
    if run.state not in CHANGEABLE:
        raise ImportRefused("already_run", file=run.file_name)
    stored_as = run.stored_as
    run.delete()
    transaction.on_commit(lambda: default_storage.delete(stored_as))
