"""The user guide names only what the program shows: every quoted button, title and message."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs" / "huong-dan-su-dung.md"


def shown_texts() -> str:
    """Every text in the program's code, as one: f-strings give their fixed parts."""
    found = []
    for path in sorted((ROOT / "danvan_desktop").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.append(node.value)
    return "\n".join(found)


def test_every_quoted_word_of_the_guide_is_shown_by_the_program() -> None:
    guide = " ".join(GUIDE.read_text(encoding="utf-8").split())
    quoted = {text for text in re.findall("“([^”]+)”", guide) if text.strip()}
    examples = {"Trước ngày 25/02", "(mẫu)"}
    shown = shown_texts()
    assert len(quoted) > 30
    assert sorted(text for text in quoted - examples if text not in shown) == []
