"""What the mathematics and its pictures offer says of itself what it takes and gives."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest
from places import ROOT

PACKAGE = ROOT / "bpcourse"
FOLDERS = (PACKAGE, PACKAGE / "drawing", PACKAGE / "widgets")
FILES = [path for folder in FOLDERS for path in sorted(folder.glob("*.py"))]


def unsaid(tree: ast.Module | ast.ClassDef) -> Iterator[str]:
    """Public functions, classes and methods without a docstring."""
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef | ast.ClassDef) or node.name[0] == "_":
            continue
        if not ast.get_docstring(node) and not sets_a_property(node):
            yield node.name
        if isinstance(node, ast.ClassDef):
            yield from (f"{node.name}.{name}" for name in unsaid(node))


def sets_a_property(node: ast.FunctionDef | ast.ClassDef) -> bool:
    """Whether it is a setter: the property's docstring says what it does."""
    names = [d.attr for d in node.decorator_list if isinstance(d, ast.Attribute)]
    return "setter" in names


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}.{p.stem}")
def test_everything_public_has_a_docstring(path):
    assert list(unsaid(ast.parse(path.read_text("utf-8")))) == []


def test_a_method_without_a_docstring_is_seen():
    text = 'class Layer:\n    "A layer."\n    def forward(self, X): ...'
    assert list(unsaid(ast.parse(text))) == ["Layer.forward"]
