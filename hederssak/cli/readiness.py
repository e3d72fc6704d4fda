"""Whether `prepare` has anything to do, told without starting Django: a second start takes no longer than it must."""

import hashlib
from pathlib import Path

from django.conf import settings

PACKAGE = Path(__file__).resolve().parent.parent
WATCHED = ("*/migrations/*.py", "*/static/**/*", "../requirements/main.txt", "__init__.py")


def is_ready() -> bool:
    """Return whether code, static files and database are the ones that were last prepared."""
    try:
        return _mark().read_text(encoding="ascii") == _fingerprint()
    except OSError:
        return False


def remember() -> None:
    """Note that everything is in step."""
    _mark().write_text(_fingerprint(), encoding="ascii")


def forget() -> None:
    """Let the next start prepare again."""
    _mark().unlink(missing_ok=True)


def _mark() -> Path:
    path: Path = settings.DATA_DIR / "prepared"
    return path


def _fingerprint() -> str:
    digest = hashlib.sha256()
    database = {key: str(value) for key, value in settings.DATABASES["default"].items()}
    paths = [path for pattern in WATCHED for path in sorted(PACKAGE.glob(pattern)) if path.is_file()]
    for path in paths:
        stat = path.stat()
        digest.update(f"{path} {stat.st_mtime_ns} {stat.st_size}\n".encode())
    digest.update(f"{settings.STATIC_ROOT.exists()} {database['ENGINE']} {database['NAME']}".encode())
    if "sqlite" in database["ENGINE"]:  # another file in its place has to be looked at again
        digest.update(str(Path(database["NAME"]).stat().st_ino).encode())
    else:
        digest.update(f"{database['HOST']}:{database['PORT']}".encode())
    return digest.hexdigest()
