"""Settings from the environment: typed, and refused when they make no sense.

A setting that is misspelt or malformed stops the start with a sentence that names it, because a setting that is
silently ignored is found out in production.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PREFIX = "HEDERSSAK_"
TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


class BadSettingError(ImproperlyConfigured):
    """A setting has a value that can't be used, or a name that nobody reads."""

    def __init__(self, name: str, problem: str) -> None:
        """Keep the setting's full name beside the sentence."""
        super().__init__(f"{name}: {problem}")
        self.name = name


@dataclass
class Env:
    """Reads `HEDERSSAK_*` and remembers which names were asked for."""

    values: Mapping[str, str] = field(default_factory=lambda: os.environ)
    asked: set[str] = field(default_factory=set)

    def text(self, name: str, default: str = "") -> str:
        """Return a text, or the contents of the file that `<name>_FILE` names (for secrets)."""
        full = PREFIX + name
        self.asked |= {full, full + "_FILE"}
        path = self.values.get(full + "_FILE")
        if path is None:
            return self.values.get(full, default)
        if full in self.values:
            raise BadSettingError(full, f"is set twice, here and through {full}_FILE; keep one of them")
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise BadSettingError(full + "_FILE", f"the file can't be read ({error.strerror})") from error

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return a yes or no."""
        raw = self.text(name, "yes" if default else "no").lower()
        if raw in TRUE:
            return True
        if raw in FALSE:
            return False
        raise BadSettingError(PREFIX + name, f"is {raw!r}; say yes or no")

    def number(self, name: str, default: int, *, least: int, most: int) -> int:
        """Return a whole number within `least` to `most`."""
        raw = self.text(name, str(default))
        try:
            value = int(raw)
        except ValueError as error:
            raise BadSettingError(PREFIX + name, f"is {raw!r}; it takes a whole number") from error
        if not least <= value <= most:
            raise BadSettingError(PREFIX + name, f"is {value}; it takes {least} to {most}")
        return value

    def words(self, name: str, default: str = "") -> list[str]:
        """Return a comma-separated list without blanks."""
        return [word.strip() for word in self.text(name, default).split(",") if word.strip()]

    def choice(self, name: str, default: str, among: tuple[str, ...]) -> str:
        """Return one of the words in `among`."""
        value = self.text(name, default)
        if value not in among:
            raise BadSettingError(PREFIX + name, f"is {value!r}; it takes one of {', '.join(among)}")
        return value

    def refuse_unknown(self) -> None:
        """Raise `BadSettingError` for a `HEDERSSAK_*` name that nothing has asked for."""
        for name in sorted(self.values):
            if name.startswith(PREFIX) and name not in self.asked:
                raise BadSettingError(name, "is not a setting of Hederssak; see docs/operate/settings.md")


PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000; PRAGMA wal_autocheckpoint=8000;"
)
"""The log is worked into the database every 32 MB: at SQLite's own 4 MB a third of an import's time went there.

Each thread of the web server keeps its connection, so the cache of one is 16 MB: pages are no faster with twice that.
"""


def database(url: str, data_dir: Path) -> dict[str, object]:
    """Return Django's settings for `sqlite:///path`, `sqlite:` (in the data folder) or `postgresql://…`.

    SQLite takes its write lock when a transaction begins (IMMEDIATE): a lock that is upgraded half-way fails at once
    under load instead of waiting for its turn.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        path = Path(unquote(parts.path)) if parts.path.strip("/") else data_dir / "hederssak.sqlite3"
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(path),
            "CONN_MAX_AGE": 60,  # to connect anew costs as much as a small answer
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": PRAGMAS,
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        options = dict(parse_qsl(parts.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": options.pop("host", parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": options,
        }
    raise BadSettingError(PREFIX + "DATABASE_URL", f"starts with {parts.scheme!r}; use sqlite:/// or postgresql://")


env = Env()
