"""The file that a backup is: a compressed tar with a manifest, the database's copy and what people uploaded."""

import hashlib
import io
import json
import tarfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

MANIFEST = "manifest.json"
FORMAT = 1
BLOCK = 1 << 20


class BadArchiveError(Exception):
    """The file is no backup, or not a whole one; the message is a sentence for the operator."""


@dataclass
class Manifest:
    """What a backup holds, and of which program."""

    version: str
    made_at: str
    engine: str
    migrations: list[tuple[str, str]]
    counts: dict[str, int]
    files: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT


def write(target: Path, manifest: Manifest, parts: Iterable[tuple[str, Path]]) -> int:
    """Write a backup and return its size in bytes; the file appears under its name only when it is whole.

    `parts` are the name in the archive and the file; their checksums go into the manifest.
    """
    unfinished = target.with_name(target.name + ".part")
    unfinished.touch(mode=0o600)
    with tarfile.open(unfinished, "w:gz", compresslevel=6) as archive:
        for name, path in parts:
            with path.open("rb") as file:
                manifest.files[name] = hashlib.file_digest(file, "sha256").hexdigest()
            archive.add(path, name, recursive=False)
        text = json.dumps(asdict(manifest), indent=1).encode()
        about = tarfile.TarInfo(MANIFEST)
        about.size = len(text)
        archive.addfile(about, io.BytesIO(text))
    unfinished.rename(target)
    return target.stat().st_size


def read(source: Path, folder: Path) -> Manifest:
    """Unpack a backup into `folder` and return its manifest, once every file has proved whole."""
    found: dict[str, str] = {}
    text = b""
    try:
        with tarfile.open(source, "r:gz") as archive:
            for member in archive:
                content = archive.extractfile(member)
                if content is None:
                    continue
                if member.name == MANIFEST:
                    text = content.read()
                    continue
                found[member.name] = _unpack(content, _inside(folder, member.name))
        manifest = Manifest(**json.loads(text))
    except (tarfile.TarError, EOFError, OSError, ValueError, TypeError) as error:
        raise BadArchiveError(f"{source} is not a backup of Hederssak, or not a whole one ({error}).") from error
    if manifest.format != FORMAT:
        raise BadArchiveError(f"{source} has format {manifest.format}; this version reads {FORMAT}.")
    if wrong := sorted(name for name in manifest.files | found if manifest.files.get(name) != found.get(name)):
        raise BadArchiveError(f"{source} is damaged: {', '.join(wrong[:5])} is not what was written.")
    manifest.migrations = [(app, name) for app, name in manifest.migrations]
    return manifest


def _inside(folder: Path, name: str) -> Path:
    """Return where a member goes; a name that leads out of the folder is refused."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise BadArchiveError(f"The backup has a file {name!r} that would be written elsewhere.")
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _unpack(content: IO[bytes], path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("wb") as file:
        while block := content.read(BLOCK):
            digest.update(block)
            file.write(block)
    return digest.hexdigest()
