"""The paper in the editor as the engine draws it, a moment after every change.

    live = LivePage(window, work, frame); live.show(template)      # soon; nothing when unchanged
    live.draw()                                                    # now
    live.problems                                                  # by field id, of the paper shown

Owns whose paper is shown and when it is drawn; drawing is `services/certificate_trial`'s.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.certificate_template import Border, CertificateTemplate
from danvan_desktop.errors import DanVanError
from danvan_desktop.services import certificate_trial
from danvan_desktop.services.paper_pages import PaperPages
from danvan_desktop.ui.certificate_frame import CertificateFrame
from danvan_desktop.ui.pdf_view import page_image
from danvan_desktop.ui.workplace import Workplace

DRAW_AFTER_MS = 60
_MM_PER_INCH = 25.4
_LEAST_DOTS, _MOST_DOTS = 60.0, 220.0
_BORDER_DOTS = 18.0


class LivePage(QObject):
    """See the module's text."""

    problems_changed = Signal()

    def __init__(
        self,
        window: QWidget,
        work: Workplace,
        frame: CertificateFrame,
        template: CertificateTemplate,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._work = work
        self._frame = frame
        self._template = template
        self._drawn: tuple[object, ...] = ()
        self.problems: dict[str, str] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAW_AFTER_MS)
        self._timer.timeout.connect(self._on_time)
        frame.who.activated.connect(self.draw)
        frame.canvas.zoom_changed.connect(self._on_zoom)
        for key, words in certificate_trial.people(work.session, template.kind):
            frame.who.addItem(words, key)

    @property
    def who(self) -> str:
        """Whose paper is shown."""
        return str(self._frame.who.currentData() or certificate_trial.SAMPLE)

    def show(self, template: CertificateTemplate) -> None:
        """Draw this template soon, if it is another than the one that stands there."""
        self._template = template
        if self._drawn != self._wanted() and not self._timer.isActive():
            self._timer.start()

    def draw(self) -> None:
        """Draw now and put it under the boxes."""
        self._timer.stop()
        self._drawn = self._wanted()
        image, problems = QImage(), {}
        try:
            made = certificate_trial.trial(self._work.session, self._template, self.who)
            dots = self._frame.canvas.zoom * self._ratio() * _MM_PER_INCH
            dots = min(max(dots, _LEAST_DOTS), _MOST_DOTS)
            image = page_image(PaperPages(made.content).render(0, dots))
            problems = made.problems
        except DanVanError as error:
            problems = {"": error.what}
        self._frame.canvas.show_picture(image)
        if problems != self.problems:
            self.problems = problems
            self.problems_changed.emit()

    def border_picture(self, border: Border) -> QImage:
        """A small picture of a border."""
        pdf = certificate_trial.border_picture(border)
        return page_image(PaperPages(pdf).render(0, _BORDER_DOTS * self._ratio()))

    def _ratio(self) -> float:
        return self._frame.canvas.devicePixelRatioF()

    def _wanted(self) -> tuple[object, ...]:
        return self._template, self.who, self._frame.canvas.zoom

    def _on_time(self) -> None:
        if self._window.isVisible():
            self.draw()

    def _on_zoom(self) -> None:
        self.show(self._template)
