"""The project's own files, as a test about them sees them."""

import ast
import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "hederssak"
LEFT_OUT = {"__pycache__", "node_modules", "build", "var"}


def files(*suffixes: str, under: Path = ROOT) -> list[Path]:
    """Return the files of the project, without what is made or installed; all of them, or those with a suffix."""
    return sorted(path for path in _walk(under) if not suffixes or path.suffix in suffixes)


def _walk(folder: Path) -> Iterator[Path]:
    for here, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in LEFT_OUT and not _is_hidden(name)]
        yield from (Path(here) / name for name in names if name != ".git")


def _is_hidden(name: str) -> bool:
    return (name.startswith(".") and name != ".ci") or name.endswith(".egg-info")


def name_of(path: Path) -> str:
    """Return a path as one says it in this project."""
    return path.relative_to(ROOT).as_posix()


def line_count(path: Path) -> int:
    """Return how many lines a text file has."""
    return len(path.read_text(encoding="utf-8").splitlines())


def rooms() -> list[str]:
    """Return the names of the rooms."""
    return sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))


def imports(path: Path) -> Iterator[str]:
    """Yield the full name of each module that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
