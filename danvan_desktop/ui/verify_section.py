"""“Kiểm tra giấy”: is a certificate or decision true, from its code, with no network.

The code comes as pasted text (a scanner types it), as a picture that is dropped, chosen or pasted,
or as a scan of many pages. Checking is `services/paper_codes`'; nothing is stored.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.domain.paper_code import CodeFacts
from danvan_desktop.errors import DanVanError, UserError
from danvan_desktop.services import paper_codes
from danvan_desktop.services.paper_codes import Checked, Verdict
from danvan_desktop.services.session import Changes
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.dialogs import Banner
from danvan_desktop.ui.editors import MOST_PASTED
from danvan_desktop.ui.file_drop import DropFrame, paths_of
from danvan_desktop.ui.settings_section import FactsCard, SettingsSection
from danvan_desktop.ui.tasks import Progress
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace

_MOST_NAMED = 10
"""Files without a code that one message names."""

PATTERNS = "Ảnh, bản quét (*.png *.jpg *.jpeg *.bmp *.gif *.tif *.tiff *.webp *.pdf)"
_TONES = {
    Verdict.TRUE: Tone.GOOD,
    Verdict.CHANGED: Tone.BAD,
    Verdict.UNKNOWN_ISSUER: Tone.WARN,
    Verdict.REVOKED: Tone.BAD,
}
_COUNTED = {
    Verdict.TRUE: "giấy đúng",
    Verdict.CHANGED: "đã bị sửa",
    Verdict.UNKNOWN_ISSUER: "chưa biết cơ quan cấp",
    Verdict.REVOKED: "không còn hiệu lực",
}


class _PictureDrop(DropFrame):
    """Where a picture of a paper is dropped or pasted."""

    pasted = Signal(QImage)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Kéo ảnh chụp hoặc bản quét của giấy vào đây")
        self.button = QPushButton(icons.icon("open"), "Chọn ảnh...")
        self.button.setToolTip("Chọn ảnh chụp hoặc bản quét PDF (Ctrl+O)")
        self.button.setShortcut("Ctrl+O")
        words = QLabel("Kéo ảnh chụp hoặc bản quét của giấy vào đây")
        theme.role(words, "strong")
        row = QHBoxLayout(self)
        row.addWidget(words, 1)
        row.addWidget(self.button)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        image = _image_of(QGuiApplication.clipboard().mimeData())
        if event.matches(QKeySequence.StandardKey.Paste) and not image.isNull():
            self.pasted.emit(image)
        else:
            super().keyPressEvent(event)


class _CodeBox(QPlainTextEdit):
    """Where the text of a code is pasted; a picture pasted here is read as one."""

    pasted = Signal(QImage)
    files = Signal(list)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasImage() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        image, paths = _image_of(source), paths_of(source)
        if paths:
            self.files.emit(paths)
        elif not image.isNull():
            self.pasted.emit(image)
        else:
            self.insertPlainText(source.text()[:MOST_PASTED])


class VerifySection(SettingsSection):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__(
            work,
            "Kiểm tra giấy",
            "Giấy chứng nhận, quyết định in từ chương trình mang một mã vuông. Kiểm tra ngay trên "
            "máy này, không cần mạng: giấy đúng, đã bị sửa, chưa biết cơ quan cấp, hay đã thu hồi.",
        )
        self.drop = _PictureDrop()
        self.code = _CodeBox()
        self.check_button = QPushButton("Kiểm tra")
        self.results = QVBoxLayout()
        self._assemble()
        for box in (self.drop, self.code):
            box.files.connect(self._on_files)
            box.pasted.connect(self._on_image)
        self.drop.button.clicked.connect(self._on_choose)
        self.check_button.clicked.connect(self._on_check)

    def _assemble(self) -> None:
        self.code.setPlaceholderText(
            "Hoặc dán ảnh chụp màn hình, hay nội dung mã (bắt đầu bằng DVK:)"
        )
        self.code.setAccessibleName("Nội dung mã")
        self.code.setTabChangesFocus(True)
        self.code.setFixedHeight(theme.em() * 5)
        self.check_button.setToolTip("Kiểm tra nội dung mã đã dán (Ctrl+Enter)")
        self.check_button.setShortcut("Ctrl+Return")
        theme.role(self.check_button, "primary")
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.check_button)
        self.rows.addWidget(self.drop)
        self.rows.addWidget(self.code)
        self.rows.addLayout(foot)
        self.rows.addLayout(self.results)
        self.rows.addStretch(1)

    def reload(self, changes: Changes | None) -> None:
        """What was checked stays as it was said."""

    def show_results(self, found: Sequence[Checked], names: Sequence[str] = ()) -> None:
        """A banner and a card for each code, in place of what was shown; of several, how many.

        `names` are those of the files they were read from, where there are several.
        """
        while item := self.results.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        if len(found) > 1:
            counts = Counter(one.verdict for one in found)
            words = ", ".join(f"{count} {_COUNTED[verdict]}" for verdict, count in counts.items())
            total = QLabel(f"{len(found)} mã: {words}.")
            theme.role(total, "strong")
            self.results.addWidget(total)
        named = zip(found, [f"{name}: " for name in names] or [""] * len(found), strict=True)
        # What is wrong stands first: nobody scrolls through fifty papers that are right.
        for one, name in sorted(named, key=lambda pair: pair[0].verdict is Verdict.TRUE):
            words = f"{name}{one.verdict.label}. {one.words}"
            self.results.addWidget(Banner(words, _TONES[one.verdict]))
            if one.facts.kind:
                self.results.addWidget(_card(one.facts))

    def _on_check(self) -> None:
        text = self.code.toPlainText()
        if text.strip():
            self._show(text)

    def _show(self, text: str) -> None:
        try:
            self.show_results((paper_codes.check_text(self.work.session, text),))
        except DanVanError as error:
            self.show_results(())
            self.work.messages.error(self, error)

    def _on_choose(self) -> None:
        self._on_files(
            self.work.messages.open_files(self, "Chọn ảnh hoặc bản quét của giấy", PATTERNS)
        )

    def _on_files(self, paths: list[Path]) -> None:
        if paths:
            self._read(paths)

    def _on_image(self, image: QImage) -> None:
        """A picture from the clipboard goes the way of a file, and is gone afterwards."""
        folder = Path(tempfile.mkdtemp(prefix="danvan-ma-"))
        path = folder / "ảnh đã dán.png"
        image.save(str(path))
        self._read([path], partial(shutil.rmtree, folder, ignore_errors=True))

    def _read(self, paths: list[Path], after: Callable[[], None] | None = None) -> None:
        self.show_results(())
        read = partial(_checked, self.work, paths, after)
        self.work.start("Đọc mã trên giấy", read, self._on_read, self)

    def _on_read(self, read: _Read) -> None:
        self.show_results([one for _, one in read.found], [name for name, _ in read.found if name])
        if len(read.refused) == 1:
            self.work.messages.error(self, read.refused[0])
        elif read.refused:
            which = "\n".join(error.what for error in read.refused[:_MOST_NAMED])
            words = f"Không kiểm tra được {len(read.refused)} tệp."
            self.work.messages.error(self, UserError(words, todo=which))


@dataclass(frozen=True)
class _Read:
    """Codes, each under the name of its file where there are several, and files without any."""

    found: tuple[tuple[str, Checked], ...]
    refused: tuple[UserError, ...]


def _checked(
    work: Workplace, paths: list[Path], after: Callable[[], None] | None, progress: Progress
) -> _Read:
    found: list[tuple[str, Checked]] = []
    refused: list[UserError] = []
    try:
        for path in paths:
            name = path.name if len(paths) > 1 else ""
            try:
                checked = paper_codes.check_file(work.session, path, progress)
                found += [(name, one) for one in checked]
            except UserError as error:
                refused.append(error)
    finally:
        if after is not None:
            after()
    return _Read(tuple(found), tuple(refused))


def _image_of(data: QMimeData | None) -> QImage:
    """The picture on the clipboard; null for none."""
    return QImage(data.imageData()) if data is not None and data.hasImage() else QImage()


def _card(facts: CodeFacts) -> QWidget:
    card = FactsCard(facts.kind_label)
    card.show_facts([pair for pair in _pairs(facts) if pair[1]])
    card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return card


def _pairs(facts: CodeFacts) -> list[tuple[str, str]]:
    return [
        ("Người, đơn vị", facts.recipient),
        ("Nội dung", facts.initiative),
        ("Địa chỉ", facts.unit),
        ("Quyết định số", facts.decision_number),
        ("Ngày", facts.day_words),
        ("Số vào sổ", facts.register_number),
    ]
