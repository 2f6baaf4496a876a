"""What holds for the repository as a whole: its texts, its code, its pins.

Each test names every place that breaks the rule, file and line, not only the first.
"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if shutil.which("git") is None:  # as under Wine
    pytest.skip("git tells what belongs to the repository", allow_module_level=True)

ROOT = Path(__file__).resolve().parent.parent
BINARY = {".gz", ".ttf", ".png", ".ico", ".icns", ".db", ".dvk", ".pdf", ".xlsx", ".docx", ".jpg"}

# Written with [.] so that this file does not match itself.
MACHINE = re.compile(
    r"pypi[.]org|pythonhosted[.]org|npmjs[.]|deb[.]debian[.]org|artifact[-]?registry|pkg[.]dev"
    r"|(?<![\w.~])/(?:root|work|opt|home/[a-z]+)/[a-z]|[A-Z]:\\Users\\[a-z]"
)


@cache
def tracked() -> list[Path]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    names = listing.stdout.decode("utf-8").split("\0")
    return [ROOT / name for name in sorted(names) if name and (ROOT / name).is_file()]


@cache
def texts() -> list[tuple[str, str]]:
    """(path, text) of every tracked text file. Raises on one that is not UTF-8."""
    files = [file for file in tracked() if file.suffix not in BINARY]
    return [(f.relative_to(ROOT).as_posix(), f.read_bytes().decode("utf-8")) for f in files]


@cache
def modules(*folders: str) -> list[tuple[str, str, ast.Module]]:
    """(path, source, tree) of every Python file in the folders."""
    return [
        (path, text, ast.parse(text))
        for path, text in texts()
        if path.endswith(".py") and path.split("/")[0] in folders
    ]


def code() -> list[tuple[str, str, ast.Module]]:
    return modules("danvan_desktop", "installers", "benchmarks")


def test_no_file_names_a_registry_or_a_machine() -> None:
    found = [
        f"{path}:{number}: {match.group()}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        for match in MACHINE.finditer(line)
    ]
    assert found == []


def test_every_text_is_composed_unicode_with_plain_line_ends() -> None:
    found = [
        path
        for path, text in texts()
        if not unicodedata.is_normalized("NFC", text) or "\r" in text or text.startswith("\ufeff")
    ]
    assert found == []


def test_every_module_says_what_it_owns() -> None:
    assert [path for path, _, tree in code() if not ast.get_docstring(tree)] == []


def calls(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            target = node.func
            if isinstance(target, ast.Name):
                yield node.lineno, target.id
            elif isinstance(target, ast.Attribute):
                yield node.lineno, target.attr


def test_the_package_never_prints_and_never_processes_events() -> None:
    found = [
        f"{path}:{line}: {name}"
        for path, _, tree in modules("danvan_desktop")
        for line, name in calls(tree)
        if name in {"print", "processEvents"}
    ]
    assert found == []


def test_no_form_of_a_time_holds_vietnamese() -> None:
    """Windows' Python refuses in it what the code page of the computer does not have."""
    found = [
        f"{path}:{node.lineno}"
        for path, _, tree in code()
        for form in filter(is_form_of_a_time, ast.walk(tree))
        for node in ast.walk(form)
        if isinstance(node, ast.Constant) and re.search("%.*[^\x00-\x7f]", str(node.value))
    ]
    assert found == []


def is_form_of_a_time(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Attribute) and node.func.attr == "strftime"
    return isinstance(node, ast.FormattedValue) and node.format_spec is not None


def test_no_function_is_longer_than_60_lines() -> None:
    found = [
        f"{path}:{node.lineno}: {node.name} has {node.end_lineno - node.lineno + 1} lines"
        for path, _, tree in code()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > 60
    ]
    assert found == []


def test_no_file_is_longer_than_450_lines() -> None:
    lengths = {path: len(text.splitlines()) for path, text, _ in code()}
    assert {path: lines for path, lines in lengths.items() if lines > 450} == {}


def test_no_module_is_named_after_nothing() -> None:
    nothing = {"utils", "helpers", "common", "manager", "misc", "tools"}
    stems = {path: Path(path).stem for path, _, _ in code()}
    assert [path for path, stem in stems.items() if nothing & set(stem.split("_"))] == []


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    found = (re.fullmatch(r"([\w.-]+)==([\w.]+)(?:; .+)?", s) for s in lines if s[:1] != "#")
    return {canonicalize_name(match[1]): match[2] for match in found if match}


def test_every_line_of_the_constraints_is_a_plain_pin() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert len(pins()) == sum(1 for line in lines if not line.startswith("#"))


def closure(roots: list[str]) -> set[str]:
    """Canonical names of what the requirements need here, and what those need."""
    seen: set[str] = set()
    queue = [Requirement(root) for root in roots]
    while queue:
        name = canonicalize_name(queue.pop().name)
        if name in seen:
            continue
        seen.add(name)
        try:
            needed = [Requirement(text) for text in requires(name) or []]
        except PackageNotFoundError:
            continue
        queue += [need for need in needed if not need.marker or need.marker.evaluate({"extra": ""})]
    return seen


def test_everything_the_program_and_its_checks_need_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = closure(project["dependencies"] + project["optional-dependencies"]["dev"])
    assert sorted(needed - pins().keys()) == []


def test_the_pins_meet_the_requirements() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = map(Requirement, project["dependencies"] + project["optional-dependencies"]["dev"])
    found = [
        str(need) for need in asked if pins()[canonicalize_name(need.name)] not in need.specifier
    ]
    assert found == []


def test_every_link_in_a_page_leads_somewhere() -> None:
    found = [
        f"{path}: {link}"
        for path, text in texts()
        if path.endswith(".md")
        for link in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", text)
        if not (ROOT / path).parent.joinpath(link).exists()
    ]
    assert found == []


def test_the_index_of_the_notes_names_every_page() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    pages = [file.name for file in (ROOT / "docs").glob("*.md") if file.name != "README.md"]
    assert [name for name in sorted(pages) if f"]({name})" not in index] == []
