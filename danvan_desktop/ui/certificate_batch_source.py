"""Where the papers of a batch window come from, and what can be done with one of them.

Handed in by the list that opens the window; knows no widget of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.certificate_template import TemplateKind
from danvan_desktop.services.certificate_batch import Asked, PreparedPaper


@dataclass(frozen=True)
class BatchSource:
    """Where papers come from. Functions take a paper's key.

    `prepare` gives the papers as they are asked for. `spoil` is None where papers have no register,
    and True when it was done.
    """

    kind: TemplateKind
    title: str
    prepare: Callable[[Asked], tuple[PreparedPaper, ...]]
    open_record: Callable[[str], None]
    spoil: Callable[[QWidget, str], bool] | None = None
