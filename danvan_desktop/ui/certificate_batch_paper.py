"""One paper of a batch on the canvas, as it will be printed, and its fields nudged by hand.

    paper = BatchPaper(window, work, canvas)
    paper.show(one, place, bad, settings)     # a `PreparedPaper`; `bad`: fields that do not print
    paper.keep()                              # before another is shown, and on closing

A nudge is of one recipient only, and stored a moment after the last key. Drawing is
`services/certificate_batch`'s, places are `services/print_places`'.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.certificate_template import CertificateTemplate
from danvan_desktop.errors import DanVanError
from danvan_desktop.services import certificate_batch, print_places
from danvan_desktop.services.certificate_batch import PreparedPaper, PrintSettings
from danvan_desktop.services.paper_pages import PaperPages
from danvan_desktop.ui.certificate_canvas import CertificateCanvas
from danvan_desktop.ui.certificate_edits import Edited, Spot
from danvan_desktop.ui.pdf_view import page_image
from danvan_desktop.ui.workplace import Workplace

KEEP_AFTER_MS = 400
_MM_PER_INCH = 25.4
_LEAST_DOTS = 60.0
Shift = tuple[float, float]


class BatchPaper(QObject):
    """See the module's text."""

    changed = Signal()

    def __init__(self, window: QWidget, work: Workplace, canvas: CertificateCanvas) -> None:
        super().__init__(window)
        self._window = window
        self._work = work
        self._canvas = canvas
        self._one: PreparedPaper | None = None
        self._bad: frozenset[str] = frozenset()
        self._settings = PrintSettings()
        self._nudges: dict[str, Shift] = {}
        self._unkept: dict[str, Shift] = {}
        self._chosen: tuple[str, ...] = ()
        self._keeper = QTimer(self)
        self._keeper.setSingleShot(True)
        self._keeper.setInterval(KEEP_AFTER_MS)
        self._keeper.timeout.connect(self.keep)
        canvas.chosen.connect(self.choose)
        canvas.nudged.connect(self._on_nudged)
        canvas.placed.connect(self._on_placed)
        canvas.drag_ended.connect(self.keep)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the chosen fields."""
        return self._chosen

    @property
    def is_nudged(self) -> bool:
        """Whether a field of this paper stands elsewhere than in its template."""
        return any(any(shift) for shift in self._nudges.values())

    def show(self, one: PreparedPaper, bad: Collection[str], settings: PrintSettings) -> None:
        """Show a paper; fields that cannot be printed are marked and left out."""
        self._one, self._bad, self._settings = one, frozenset(bad), settings
        known = certificate_batch.nudges(self._work.session, [one])
        self._nudges = dict(known.get(one.data.key, {}))
        self._show_boxes()
        self._canvas.show_picture(self._picture())

    def choose(self, ids: tuple[str, ...]) -> None:
        """Choose fields, to be nudged."""
        self._chosen = ids
        self._show_boxes()

    def keep(self) -> None:
        """Store what was moved, and draw the paper anew."""
        self._keeper.stop()
        one, moved = self._one, self._unkept
        self._unkept = {}
        if one is None or not moved:
            return
        session = self._work.session
        for field, (right, down) in moved.items():
            keep = partial(
                print_places.set_nudge,
                *(session, one.template_uid, one.data.key, field, right, down),
            )
            if self._work.run(self._window, keep) is None:
                break
        self.show(one, self._bad, self._settings)
        self.changed.emit()

    def put_back(self) -> None:
        """Every field of this paper where its template has it."""
        self._unkept = dict.fromkeys(self._nudges, (0.0, 0.0))
        self.keep()

    def _show_boxes(self) -> None:
        if self._one is not None:
            moved = _nudged(self._one.template, self._nudges)
            self._canvas.show_state(Edited(moved, self._chosen), self._bad)

    def _picture(self) -> QImage:
        one = self._one
        if one is None:
            return QImage()
        fields = tuple(
            replace(field, visible=field.visible and field.id not in self._bad)
            for field in one.template.fields
        )
        drawable = replace(one, template=replace(one.template, fields=fields))
        try:
            made = certificate_batch.on_screen(self._work.session, drawable, self._settings)
            dots = self._canvas.zoom * self._canvas.devicePixelRatioF() * _MM_PER_INCH
            return page_image(PaperPages(made.content).render(0, max(dots, _LEAST_DOTS)))
        except DanVanError:
            # The list of problems says why as soon as it is known.
            return QImage()

    def _on_nudged(self, right: float, down: float) -> None:
        self._shift(dict.fromkeys(self._chosen, (right, down)))

    def _on_placed(self, spots: Mapping[str, Spot]) -> None:
        if self._one is None:
            return
        now = {one.id: one for one in _nudged(self._one.template, self._nudges).fields}
        self._shift(
            {key: (spot.x - now[key].x, spot.y - now[key].y) for key, spot in spots.items()}
        )

    def _shift(self, by: Mapping[str, Shift]) -> None:
        if self._one is None:
            return
        template = self._one.template
        for key, (right, down) in by.items():
            before, one = self._nudges.get(key, (0.0, 0.0)), template.field(key)
            self._nudges[key] = (
                _limited(before[0] + right, one.x, template.paper.width - one.right),
                _limited(before[1] + down, one.y, template.paper.height - one.bottom),
            )
            self._unkept[key] = self._nudges[key]
        self._show_boxes()
        self._keeper.start()


def _limited(shift: float, before: float, behind: float) -> float:
    """Millimetres to the hundredth, no further than a nudge may go and the paper reaches."""
    back, on = min(before, print_places.MOST), min(behind, print_places.MOST)
    return round(max(min(shift, on), -back), 2)


def _nudged(template: CertificateTemplate, nudges: Mapping[str, Shift]) -> CertificateTemplate:
    """The template as one recipient's paper has it."""
    fields = tuple(
        replace(one, x=one.x + nudges[one.id][0], y=one.y + nudges[one.id][1])
        if one.id in nudges
        else one
        for one in template.fields
    )
    return replace(template, fields=fields)
