"""Giới thiệu: versions, where the data lies, what the program is built with."""

from __future__ import annotations

import platform
from importlib import metadata

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from danvan_desktop import __version__, paths
from danvan_desktop.services.session import Changes
from danvan_desktop.ui import theme
from danvan_desktop.ui.settings_section import FactsCard, SettingsSection
from danvan_desktop.ui.workplace import Workplace

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
    ("python-docx", "MIT"),
    ("docxtpl", "LGPL-2.1"),
    ("jinja2", "BSD-3-Clause"),
    ("markupsafe", "BSD-3-Clause"),
    ("zxing-cpp", "Apache-2.0"),
    ("cryptography", "Apache-2.0, BSD-3-Clause"),
    ("msgspec", "BSD-3-Clause"),
    ("zstandard", "BSD-3-Clause"),
    ("rapidfuzz", "MIT"),
    ("tomlkit", "MIT"),
)
"""Every run-time dependency of `pyproject.toml` with its licence; a test keeps them the same."""


class AboutSection(SettingsSection):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__(
            work,
            "Giới thiệu",
            "Dân vận khéo: theo dõi phong trào thi đua “Dân vận khéo”. Phần mềm nguồn mở, "
            "giấy phép Apache 2.0; dùng không cần mạng, số liệu ở lại trên máy này.",
        )
        self.facts = FactsCard("Phiên bản")
        self.licences = QPlainTextEdit()
        head = QLabel("Thư viện và phông chữ đi kèm")
        theme.role(head, "heading")
        self.licences.setReadOnly(True)
        self.licences.setAccessibleName("Thư viện và giấy phép")
        for widget in (self.facts, head):
            self.rows.addWidget(widget)
        self.rows.addWidget(self.licences, 1)

    def reload(self, changes: Changes | None) -> None:
        """Versions are read when the section is first looked at."""
        del changes
        if self.facts.facts():
            return
        self.facts.show_facts(
            [
                ("Chương trình", __version__),
                ("Python", platform.python_version()),
                ("Qt", qVersion()),
                ("Máy", platform.platform()),
                ("Thư mục dữ liệu", str(self.work.session.folder.root)),
            ]
        )
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
