"""Thiết lập, Giới thiệu: versions, where the data lies, what the program is built with."""

from __future__ import annotations

import platform
from importlib import metadata

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QGridLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from danvan_desktop import __version__, paths
from danvan_desktop.services.session import Session
from danvan_desktop.ui import theme

LIBRARIES = (
    ("PySide6-Essentials", "LGPL-3.0"),
    ("shiboken6", "LGPL-3.0"),
    ("peewee", "MIT"),
    ("sqlcipher3", "zlib"),
    ("reportlab", "BSD-3-Clause"),
    ("rl_accel", "BSD-3-Clause"),
    ("pillow", "MIT-CMU"),
    ("openpyxl", "MIT"),
    ("lxml", "BSD-3-Clause"),
    ("defusedxml", "PSF-2.0"),
    ("XlsxWriter", "BSD-2-Clause"),
    ("pypdfium2", "Apache-2.0, BSD-3-Clause"),
    ("cryptography", "Apache-2.0, BSD-3-Clause"),
    ("msgspec", "BSD-3-Clause"),
    ("zstandard", "BSD-3-Clause"),
    ("rapidfuzz", "MIT"),
    ("tomlkit", "MIT"),
)
"""Every run-time dependency of `pyproject.toml` with its licence; a test keeps them the same."""


class AboutSettings(QWidget):
    """See the module's text."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._grid = QGridLayout()
        self.licences = QPlainTextEdit()
        title = QLabel("Dân vận khéo")
        theme.role(title, "heading")
        words = QLabel("Theo dõi phong trào thi đua “Dân vận khéo”. Giấy phép Apache 2.0.")
        theme.role(words, "soft")
        head = QLabel("Thư viện và phông chữ đi kèm")
        theme.role(head, "heading")
        self.licences.setReadOnly(True)
        self.licences.setAccessibleName("Thư viện và giấy phép")
        self._grid.setColumnStretch(1, 1)
        self._grid.setHorizontalSpacing(theme.gap() * 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.gap(), 0, 0)
        layout.setSpacing(theme.gap())
        layout.addWidget(title)
        layout.addWidget(words)
        layout.addLayout(self._grid)
        layout.addWidget(head)
        layout.addWidget(self.licences, 1)

    def reload(self, changes: object) -> None:
        """Versions are read when the page is first looked at."""
        del changes
        if self._grid.count():
            return
        facts = (
            ("Phiên bản", __version__),
            ("Python", platform.python_version()),
            ("Qt", qVersion()),
            ("Máy", platform.platform()),
            ("Thư mục dữ liệu", str(self._session.folder.root)),
        )
        for row, (name, value) in enumerate(facts):
            self._grid.addWidget(QLabel(name), row, 0)
            shown = QLabel(value)
            shown.setTextFormat(Qt.TextFormat.PlainText)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(shown, row, 1)
        self.licences.setPlainText("\n".join([*_libraries(), "", *_fonts()]))


def _libraries() -> list[str]:
    return [f"{name} {_version(name)} - {licence}" for name, licence in LIBRARIES]


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "(không đọc được phiên bản)"


def _fonts() -> list[str]:
    """The fonts' licence texts lie beside them; each begins with whose it is."""
    found = sorted((paths.resources() / "fonts").glob("OFL-*.txt"))
    return [f"{path.stem.removeprefix('OFL-')} - SIL Open Font License 1.1" for path in found]
