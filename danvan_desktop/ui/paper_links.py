"""How any page leads to a new paper in one click.

    open_new_paper(work, PaperKind.RESULT_REPORT, registration)

Owns the words of the target that the place “Văn bản” reads.
"""

from __future__ import annotations

from danvan_desktop.services.papers import PaperKind
from danvan_desktop.ui.workplace import Workplace

_NEW = "new:"


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
