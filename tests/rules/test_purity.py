"""The method stands on the standard library alone, so that it can be read, and tested, without the house."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

RULES = Path(__file__).parents[2] / "hederssak" / "rules"
FILES = sorted(RULES.rglob("*.py"))
BANNED_CALLS = {"now", "utcnow", "today"}


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module or ""


def test_there_are_rules_to_look_at() -> None:
    assert len(FILES) > 20


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(RULES)))
def test_a_rule_imports_nothing_but_the_standard_library_and_other_rules(file: Path) -> None:
    for name in _imported(ast.parse(file.read_text())):
        assert name.startswith("hederssak.rules") or name.partition(".")[0] in sys.stdlib_module_names, name


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(RULES)))
def test_a_rule_never_reads_the_clock(file: Path) -> None:
    tree = ast.parse(file.read_text())
    calls = {
        node.func.attr for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert not calls & BANNED_CALLS
