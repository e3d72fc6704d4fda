"""What is backed up comes back, whole or not at all, and never over something by mistake."""

import json
import shutil
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.installation import Installation, installed

FILL = """
from pathlib import Path
from django.conf import settings
from tests.cast import make_cast, NOW
from hederssak.history.actions import Made, Source, record_made
from hederssak.history.models import RecordKind
cast = make_cast()
record_made([Made(RecordKind.TEAM, cast.norr, ["name"])], organization_id=cast.nordvik.pk,
            source=Source.page(by=cast.eva, now=NOW))
settings.UPLOAD_DIR.mkdir(parents=True, exist_ok=True)
(settings.UPLOAD_DIR / "export.csv").write_text("Affär;Värde\\n", encoding="utf-8")
"""
SAVED = "saved.tar.gz"
NAMES = "SELECT name FROM org_member ORDER BY name"
CHANGES = "SELECT kind, record_id FROM history_change"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory, database_server: str | None) -> Iterator[Installation]:
    """An installation with the cast in it, and its backup beside; no test alters it."""
    with installed(tmp_path_factory.mktemp("source"), database_server) as made:
        made.python(FILL)
        made.command("backup", str(made.folder / SAVED))
        yield made


@pytest.fixture
def saved(source: Installation) -> Path:
    return source.folder / SAVED


@pytest.fixture
def filled(source: Installation, tmp_path: Path, database_server: str | None) -> Iterator[Installation]:
    """A copy of the filled installation that a test may alter."""
    folder = tmp_path / "filled"
    shutil.copytree(source.folder / "uploads", folder / "uploads")
    with installed(folder, database_server, like=source) as made:
        yield made


@pytest.fixture
def altered(saved: Path, tmp_path: Path) -> Callable[[Callable[[str, bytes], bytes]], Path]:
    """Return a function that rewrites the backup's files."""

    def alter(change: Callable[[str, bytes], bytes]) -> Path:
        unpacked, target = tmp_path / "unpacked", tmp_path / "altered.tar.gz"
        with tarfile.open(saved) as archive:
            archive.extractall(unpacked, filter="data")
            names = archive.getnames()
        with tarfile.open(target, "w:gz") as archive:
            for name in names:
                path = unpacked / name
                path.write_bytes(change(name, path.read_bytes()))
                archive.add(path, name)
        return target

    return alter


def test_everything_comes_back_in_an_empty_installation(
    source: Installation, saved: Path, installation: Installation
) -> None:
    said = installation.command("restore", str(saved)).stdout
    assert "Brought back" in said
    assert installation.rows(NAMES) == source.rows(NAMES)
    assert installation.rows(CHANGES) == source.rows(CHANGES)
    assert (installation.folder / "uploads" / "export.csv").read_text(encoding="utf-8") == "Affär;Värde\n"


def test_what_came_back_can_be_worked_with(saved: Path, installation: Installation) -> None:
    """Sequences count on, triggers stand, no migration is missing."""
    installation.command("restore", str(saved))
    installation.command("check")
    refused = """
from django.db import DatabaseError
from hederssak.history.models import Change
try:
    Change.objects.update(kind="account")
except DatabaseError:
    print("refused")
"""
    assert installation.python(refused).strip() == "refused"
    made = "from hederssak.org.models import User; print(User.objects.create_user('new@example.com').pk)"
    assert int(installation.python(made)) > 0


def test_a_backup_does_not_hold_the_secret_key(source: Installation, saved: Path) -> None:
    with tarfile.open(saved) as archive:
        assert not [name for name in archive.getnames() if "secret" in name]
    assert (source.folder / "secret_key").stat().st_mode & 0o777 == 0o600


def test_the_hour_of_a_backup_is_written_down(source: Installation, saved: Path) -> None:
    assert saved.exists()
    assert (source.folder / "last_backup").read_text(encoding="ascii").startswith("20")


def test_only_its_owner_can_read_a_backup(saved: Path) -> None:
    assert saved.stat().st_mode & 0o077 == 0


def test_an_installation_with_data_is_left_alone(filled: Installation, saved: Path) -> None:
    before = filled.rows(NAMES)
    assert "There is data here" in filled.command("restore", str(saved), code=1).stderr
    assert filled.rows(NAMES) == before


def test_by_force_the_data_is_replaced_and_what_was_there_is_kept(filled: Installation, saved: Path) -> None:
    filled.python("from hederssak.org.models import Member\nMember.objects.update(name='Nobody')")
    (filled.folder / "uploads" / "later.csv").touch()
    filled.command("restore", str(saved), "--force")
    assert ("Nobody",) not in filled.rows(NAMES)
    assert not (filled.folder / "uploads" / "later.csv").exists()
    [kept] = (filled.folder / "backups").iterdir()
    filled.command("restore", str(kept), "--force")
    assert set(filled.rows(NAMES)) == {("Nobody",)}


def test_a_backup_of_a_newer_version_is_refused_in_plain_words(
    altered: Callable[[Callable[[str, bytes], bytes]], Path], installation: Installation
) -> None:
    def newer(name: str, content: bytes) -> bytes:
        if name != "manifest.json":
            return content
        manifest = json.loads(content)
        return json.dumps({**manifest, "migrations": [*manifest["migrations"], ["org", "9999_later"]]}).encode()

    said = installation.command("restore", str(altered(newer)), code=1).stderr
    assert "newer than this one" in said
    assert "Upgrade first" in said
    assert installation.rows(NAMES) == []


def test_a_backup_of_an_older_version_is_brought_up_to_date(
    filled: Installation, installation: Installation, tmp_path: Path
) -> None:
    filled.command("migrate", "queue", "zero")
    older = tmp_path / "older.tar.gz"
    filled.command("backup", str(older))
    installation.command("restore", str(older))
    assert installation.rows(NAMES) == filled.rows(NAMES)
    assert installation.rows("SELECT count(*) FROM queue_timedtask") == [(0,)]
    installation.command("check")


def test_a_damaged_backup_is_refused_and_nothing_is_changed(
    altered: Callable[[Callable[[str, bytes], bytes]], Path], installation: Installation
) -> None:
    damaged = altered(lambda name, content: content + b"x" if name.endswith(".csv") else content)
    said = installation.command("restore", str(damaged), code=1).stderr
    assert "uploads/export.csv is not what was written" in said
    assert installation.rows(NAMES) == []


def test_a_backup_that_was_cut_short_is_refused(saved: Path, installation: Installation, tmp_path: Path) -> None:
    short = tmp_path / "short.tar.gz"
    short.write_bytes(saved.read_bytes()[:-2000])
    assert "not a whole one" in installation.command("restore", str(short), code=1).stderr


def test_a_file_that_is_no_backup_is_refused(tmp_path: Path, installation: Installation) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("hello", encoding="utf-8")
    assert "is not a backup" in installation.command("restore", str(path), code=1).stderr


def test_a_name_that_leads_out_of_the_folder_is_refused(
    saved: Path, installation: Installation, tmp_path: Path
) -> None:
    evil = tmp_path / "evil.tar.gz"
    with tarfile.open(evil, "w:gz") as archive:
        archive.add(saved, "../escaped")
    assert "written elsewhere" in installation.command("restore", str(evil), code=1).stderr
    assert not (installation.folder / "escaped").exists()


def test_people_go_on_working_while_a_backup_is_made(filled: Installation, installation: Installation) -> None:
    writer = filled.start("shell", "-c", WRITE_ON)
    target = filled.folder / "while-working.tar.gz"
    filled.command("backup", str(target))
    assert writer.poll() is None
    installation.command("restore", str(target))
    assert installation.rows("SELECT count(*) FROM org_team")[0][0] >= 2


WRITE_ON = """
from hederssak.org.models import Organization, Team
organization = Organization.objects.first()
number = 0
while True:
    number += 1
    Team.objects.create(organization=organization, name=f"Team {number}")
"""
