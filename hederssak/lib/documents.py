"""Documents as PDF, set by Typst in a process of its own.

Text is handed over as data and never as source, so that nothing that a person wrote can be read as a command.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

TYPESETTER = Path(__file__).with_name("typesetter.py")
PATIENCE = 30
"""Seconds after which a document is given up; a page takes a third of one."""


class DocumentFailedError(Exception):
    """The typesetter could not make the document; its message says where the source is wrong."""

    code = "document_failed"


def pdf(source: str, data: Mapping[str, Any], pictures: Mapping[str, str] | None = None) -> bytes:
    """Return the PDF of a Typst document that reads `data` as `data.json` and `pictures` (SVG) by their name."""
    given = json.dumps({"source": source, "data": data, "pictures": dict(pictures or {})})
    try:
        done = subprocess.run(  # noqa: S603 (our own program, our own interpreter)
            [sys.executable, "-I", str(TYPESETTER)],
            input=given.encode(),
            capture_output=True,
            timeout=PATIENCE,
            check=True,
        )
    except subprocess.CalledProcessError as error:
        raise DocumentFailedError(error.stderr.decode(errors="replace")[-2000:]) from error
    except subprocess.TimeoutExpired as error:
        raise DocumentFailedError(f"no document after {PATIENCE} seconds") from error
    return done.stdout
