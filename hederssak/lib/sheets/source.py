"""The bytes of a file, from a path or from an upload, readable from the start as often as needed."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from hederssak.lib.sheets.refusals import SheetRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

SPOOL_BYTES = 8_000_000


@dataclass(frozen=True)
class Limits:
    """How much of a file is taken; bytes unless said otherwise."""

    columns: int = 2_000
    unpacked: int = 300_000_000
    cells: int = 12_000_000
    line: int = 8_000_000


class Source:
    """A file's bytes and its name. A path is opened anew each time; a stream is rewound."""

    def __init__(self, origin: Path | str | IO[bytes], name: str | None = None) -> None:
        """Hold the origin; a stream that can't be rewound is copied to a temporary file first."""
        self.path = Path(origin) if isinstance(origin, Path | str) else None
        self.name = name or (self.path.name if self.path else str(getattr(origin, "name", "") or "upload"))
        self._stream: IO[bytes] | None = None
        self._spool: IO[bytes] | None = None
        if not isinstance(origin, Path | str):
            self._stream = origin if _rewinds(origin) else self._copy(origin)

    def _copy(self, origin: IO[bytes]) -> IO[bytes]:
        self._spool = tempfile.SpooledTemporaryFile(max_size=SPOOL_BYTES)  # noqa: SIM115 - closed in close()
        shutil.copyfileobj(origin, self._spool)
        return self._spool

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """Give the bytes from the start.

        Raises:
            SheetRefused: unreadable, where a path's file is gone or its disk fails.
        """
        if self.path is not None:
            try:
                with self.path.open("rb") as stream:
                    yield stream
            except OSError as error:
                raise SheetRefused("unreadable", file=self.name) from error
        else:
            assert self._stream is not None  # noqa: S101 - set whenever path is None
            self._stream.seek(0)
            yield self._stream

    def head(self, count: int = 65_536) -> bytes:
        """Give the first bytes."""
        with self.open() as stream:
            return stream.read(count)

    def close(self) -> None:
        """Drop the temporary copy, if there is one. What the caller opened is the caller's to close."""
        if self._spool is not None:
            self._spool.close()


def _rewinds(stream: IO[bytes]) -> bool:
    seekable = getattr(stream, "seekable", None)
    return bool(seekable()) if callable(seekable) else hasattr(stream, "seek")
