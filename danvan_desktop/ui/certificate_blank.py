"""The picture under a template in the editor: chosen, taken away, made straight.

    blank = BlankPicture(editor, work); blank.choose(); blank.straighten()

For pre-printed stock it is a picture of the blank and only a guide; a photograph whose shape is not
the paper's is made straight by its corners at once. Pictures are services'.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from danvan_desktop.domain.certificate_template import Background, Fit
from danvan_desktop.errors import DanVanError
from danvan_desktop.services import blank_pictures, certificate_templates
from danvan_desktop.ui import certificate_edits as edits
from danvan_desktop.ui.corners_dialog import CornersDialog
from danvan_desktop.ui.tasks import Progress
from danvan_desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from danvan_desktop.ui.certificate_editor import CertificateEditor

PICTURES = "Ảnh, bản quét (*.jpg *.jpeg *.png *.webp *.bmp *.gif *.tif *.tiff *.pdf)"
ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif", ".tif", ".tiff", ".pdf")


class BlankPicture(QObject):
    """See the module's text."""

    def __init__(self, editor: CertificateEditor, work: Workplace) -> None:
        super().__init__(editor)
        self._editor = editor
        self._work = work
        self.dialog: CornersDialog | None = None

    def choose(self) -> None:
        """Ask for a picture and put it under the fields."""
        stock = self._editor.now.template.stock
        title = "Chọn ảnh phôi" if stock else "Chọn ảnh nền"
        path = self._work.messages.open_file(self._editor, title, PICTURES)
        if path is None:
            return
        session = self._work.session

        def take(progress: Progress) -> str:
            digest = certificate_templates.take_picture(session, path)
            progress(1, 1, path.name)  # here a cancel takes effect
            return digest

        self._work.start("Đọc ảnh", take, self._on_taken, self._editor)

    def drop(self) -> None:
        """No picture any more."""
        self._put(Background())

    def _on_taken(self, digest: str) -> None:
        template = self._editor.now.template
        self._put(Background(digest, Fit.STRETCH if template.stock else template.background.fit))
        self.straighten_askew()

    def straighten_askew(self) -> None:
        """Ask for the corners where the picture cannot be the sheet alone."""
        try:
            askew = blank_pictures.is_askew(self._work.session, self._editor.now.template)
        except DanVanError:
            # The list of problems tells of a lost picture.
            return
        if askew:
            self.straighten()

    def straighten(self) -> None:
        """Ask where the corners of the sheet are, and take what is between them."""
        background = self._editor.now.template.background
        try:
            content = certificate_templates.picture(self._work.session, background.sha256)
        except DanVanError as error:
            self._work.messages.error(self._editor, error)
            return
        self.dialog = CornersDialog(self._editor, QImage.fromData(content))
        self.dialog.accepted.connect(self._on_corners)
        self.dialog.open()

    def _on_corners(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is None:
            return
        template, session = self._editor.now.template, self._work.session
        try:
            digest = blank_pictures.straighten(
                session, template.background.sha256, dialog.corners, template.paper
            )
        except DanVanError as error:
            self._work.messages.error(self._editor, error)
            return
        self._put(Background(digest, Fit.STRETCH))

    def _put(self, background: Background) -> None:
        self._editor.change(edits.set_template(self._editor.now, background=background))
