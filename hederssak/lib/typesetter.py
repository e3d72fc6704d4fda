"""Makes one PDF and ends: run as a process of its own, so that whoever serves pages never carries the typesetter.

Reads JSON from standard input (`source`: a Typst document, `data`: what it reads as `data.json`, `pictures`: SVG by
name) and writes the PDF to standard output.
"""

import json
import sys
import tempfile
from pathlib import Path

import typst


def main() -> None:
    """Set what is given, in a folder that is gone afterwards."""
    given = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "data.json").write_text(json.dumps(given["data"]), encoding="utf-8")
        for name, picture in given["pictures"].items():
            (root / f"{name}.svg").write_text(picture, encoding="utf-8")
        main_file = root / "main.typ"
        main_file.write_text(given["source"], encoding="utf-8")
        sys.stdout.buffer.write(typst.compile(str(main_file), root=folder, ignore_system_fonts=True))


if __name__ == "__main__":
    main()
