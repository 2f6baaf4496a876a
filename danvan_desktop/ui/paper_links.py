"""How any page leads to a new paper in one click, and the papers to a part of another page.

    open_new_paper(work, PaperKind.RESULT_REPORT, registration)
    work.go("recognition", part("decisions"))

Owns the words of the targets that the places read.
"""

from __future__ import annotations

from danvan_desktop.services.papers import PaperKind
from danvan_desktop.ui.workplace import Workplace

_NEW, _PART = "new:", "part:"


def new_paper(kind: PaperKind, about: str = "") -> str:
    """The target that begins a paper of a kind, about a record where it needs one."""
    return f"{_NEW}{kind.value}:{about}"


def wanted_paper(target: str) -> tuple[PaperKind, str] | None:
    """Kind and record of such a target; None for any other."""
    if not target.startswith(_NEW):
        return None
    kind, _, about = target.removeprefix(_NEW).partition(":")
    return PaperKind(kind), about


def open_new_paper(work: Workplace, kind: PaperKind, about: str = "") -> None:
    """Go to the papers and begin one."""
    work.go("papers", new_paper(kind, about))


def part(name: str) -> str:
    """The target that opens a part of a page."""
    return f"{_PART}{name}"


def wanted_part(target: str) -> str:
    """The name of the part; "" for any other target."""
    return target.removeprefix(_PART) if target.startswith(_PART) else ""
