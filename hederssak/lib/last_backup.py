"""When the last back-up was taken: a line in the data folder, which a back-up itself leaves out."""

import datetime as dt
from pathlib import Path

from django.conf import settings

NAME = "last_backup"


def note(at: dt.datetime) -> None:
    """Write down that a back-up was taken."""
    _path().write_text(at.isoformat(timespec="seconds"), encoding="ascii")


def taken_at() -> dt.datetime | None:
    """Return when the last back-up was taken, or None where none is known of."""
    try:
        return dt.datetime.fromisoformat(_path().read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        return None


def _path() -> Path:
    return Path(settings.DATA_DIR) / NAME
