"""See it whole: a file fits into a head, a function on a screen."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGE, ROOT, files, line_count, name_of

CODE, TEST, TEMPLATE, FUNCTION = 300, 400, 150, 40


def too_long(paths: list[Path], most: int) -> list[str]:
    """Return the files with more lines than allowed."""
    return [f"{name_of(path)} has {line_count(path)} lines" for path in paths if line_count(path) > most]


def code() -> list[Path]:
    """Return the Python of the product and its tools, without migrations."""
    both = [*files(".py", under=PACKAGE), *files(".py", under=ROOT / "tools")]
    return [path for path in both if "migrations" not in path.parts]


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Yield name and length of each function, its decorators and its docstring left out."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first, *rest = node.body
            is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and rest
            told = (first.end_lineno or 0) - first.lineno + 1 if is_docstring else 0
            yield node.name, (node.end_lineno or 0) - node.lineno + 1 - told


def test_no_file_of_the_product_is_longer_than_300_lines() -> None:
    assert too_long(code(), CODE) == []


def test_no_test_file_is_longer_than_400_lines() -> None:
    assert too_long(files(".py", under=ROOT / "tests"), TEST) == []


def test_no_template_is_longer_than_150_lines() -> None:
    assert too_long(files(".html", ".txt", under=PACKAGE), TEMPLATE) == []


@pytest.mark.parametrize("kind", ["style sheets", "scripts"])
def test_no_style_sheet_or_script_of_ours_is_longer_than_300_lines(kind: str) -> None:
    suffix = {"style sheets": ".css", "scripts": ".js"}[kind]
    assert too_long(files(suffix, under=PACKAGE), CODE) == []


def test_no_function_is_longer_than_40_lines() -> None:
    found = [(path, name, lines) for path in code() for name, lines in functions(path) if lines > FUNCTION]
    assert [f"{name_of(path)}: {name} has {lines} lines" for path, name, lines in found] == []
