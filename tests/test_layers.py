"""Who may import whom, read from the syntax tree, so that a breach is named by file and line.

Looks inside functions too. The import-linter contracts in `pyproject.toml` say the same of our own
layers and follow chains of imports; this test also knows the owner of every library.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "danvan_desktop"

# Library -> the folder or the file that alone may import it. A library not named here is refused.
OWNERS = {
    "peewee": "models/",
    "playhouse": "models/",
    "sqlcipher3": "models/",
    "reportlab": "documents/",
    "rl_accel": "documents/",
    "pypdfium2": "documents/",
    "PIL": "documents/",
    "docx": "documents/",
    "docxtpl": "documents/",
    "jinja2": "documents/",
    "markupsafe": "documents/",
    "zxingcpp": "documents/",
    "openpyxl": "exchange/",
    "xlsxwriter": "exchange/",
    "lxml": "exchange/",
    "defusedxml": "exchange/",
    "msgspec": "exchange/",
    "zstandard": "exchange/",
    "cryptography": "services/signing.py",
    "rapidfuzz": "services/",
    "tomlkit": "services/",
    "PySide6": "ui/",
    "shiboken6": "ui/",
}

# Layer -> the layers it may import besides itself.
BELOW = {
    "domain": set(),
    "models": {"domain"},
    "documents": {"domain"},
    "exchange": {"domain"},
    "services": {"models", "documents", "exchange", "domain"},
    "ui": {"services", "domain"},
}

# Modules beside the layers. The two roots may import every layer and nobody imports them.
ROOTS = {"cli", "__main__"}
FREE = {"errors", "paths", "saving"}
FREE_FOR_DOMAIN = {"errors"}


def imports(source: str, package: str) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of every import in the source, relative ones made absolute."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: -node.level + 1 or None] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                yield node.lineno, f"{base}.{alias.name}"


def fault(path: str, imported: str) -> str | None:
    """What is wrong with `imported` in the file `path` (relative to the package), or None."""
    top, *rest = imported.split(".")
    if top == "danvan_desktop":
        return own_fault(path, rest[0] if rest else "__version__")
    if top in sys.stdlib_module_names:
        return None
    owner = OWNERS.get(top)
    if owner is None:
        return f"{top} is not among the libraries of any layer"
    return None if path.startswith(owner) else f"{top} belongs to {owner}"


def own_fault(path: str, target: str) -> str | None:
    layer, inside, _ = path.partition("/")
    if target.startswith("__version"):
        return None
    if not inside:  # a module beside the layers
        root = layer.removesuffix(".py") in ROOTS
        return None if root or target in FREE else f"{layer} may not import {target}"
    free = FREE_FOR_DOMAIN if layer == "domain" else FREE
    allowed = BELOW[layer] | {layer} | free
    return None if target in allowed else f"{layer} may not import {target}"


def breaches(path: str, source: str) -> list[str]:
    folder = Path("danvan_desktop", path).parent.as_posix().replace("/", ".")
    found = ((line, fault(path, name)) for line, name in imports(source, folder))
    return sorted({f"danvan_desktop/{path}:{line}: {what}" for line, what in found if what})


def test_every_module_keeps_to_its_layer() -> None:
    files = sorted(PACKAGE.rglob("*.py"))
    found = [
        breach
        for file in files
        for breach in breaches(
            file.relative_to(PACKAGE).as_posix(), file.read_text(encoding="utf-8")
        )
    ]
    assert found == []


@pytest.mark.parametrize(
    ("path", "line", "what"),
    [
        ("domain/scoring.py", "import peewee", "peewee belongs to models/"),
        ("domain/scoring.py", "import danvan_desktop.paths", "domain may not import paths"),
        ("services/units.py", "from cryptography import x509", "cryptography belongs to services/"),
        ("services/units.py", "import requests", "requests is not among the libraries"),
        ("ui/tables.py", "from danvan_desktop.models import units", "ui may not import models"),
        ("ui/tables.py", "from danvan_desktop import documents", "ui may not import documents"),
        ("ui/tables.py", "from ..exchange import package", "ui may not import exchange"),
        ("ui/deep/tables.py", "from ... import cli", "ui may not import cli"),
        ("models/units.py", "def f():\n    import reportlab", "reportlab belongs to documents/"),
        ("paths.py", "from danvan_desktop import domain", "paths.py may not import domain"),
    ],
)
def test_a_breach_is_named_with_file_and_line(path: str, line: str, what: str) -> None:
    (found,) = breaches(path, line)
    number = 2 if "\n" in line else 1
    assert found.startswith(f"danvan_desktop/{path}:{number}: {what}")


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("domain/text.py", "from danvan_desktop.errors import FieldError"),
        ("models/units.py", "from peewee import CharField"),
        ("services/signing.py", "from cryptography.hazmat.primitives import serialization"),
        ("ui/tables.py", "from danvan_desktop.services import units"),
        ("ui/tables.py", "from . import theme"),
        ("cli.py", "from danvan_desktop.models import database"),
    ],
)
def test_what_a_layer_needs_is_allowed(path: str, line: str) -> None:
    assert breaches(path, line) == []
