"""Printing many certificates or award papers: whom, what is wrong first, how, and onto what.

    window = BatchWindow(parent, work, source); window.open()

`source` says where the papers come from and what can be done with one of them. Fields are nudged on
the paper itself, for one recipient only. Rules and drawing are `services/certificate_batch`'.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from danvan_desktop.domain.certificate_template import TemplateKind
from danvan_desktop.errors import DanVanError, FieldError, UserError
from danvan_desktop.services import certificate_batch, certificate_templates, print_places
from danvan_desktop.services.certificate_batch import PaperProblem, PreparedPaper, PrintSettings
from danvan_desktop.ui.certificate_batch_frame import BatchFrame
from danvan_desktop.ui.certificate_batch_options import PageRange
from danvan_desktop.ui.certificate_batch_output import BatchOutput
from danvan_desktop.ui.certificate_batch_paper import BatchPaper
from danvan_desktop.ui.certificate_editor import CertificateEditor
from danvan_desktop.ui.certificate_templates_dialog import open_templates
from danvan_desktop.ui.paper_window import show_paper
from danvan_desktop.ui.tasks import Progress
from danvan_desktop.ui.workplace import Workplace

LOOK_AGAIN_MS = 100
"""While other work is running."""
_REMEMBERED = "certificate-batch."
_SIGNER = f"{_REMEMBERED}signer"


@dataclass(frozen=True)
class BatchSource:
    """Where papers come from. Functions take a paper's key.

    `prepare(template, signer)` gives the papers by one template, "" for each its own; the signer is
    asked for where `asks_signer`, since no record names one. `spoil` is None where papers have no
    register, and True when it was done.
    """

    kind: TemplateKind
    title: str
    prepare: Callable[[str, str], tuple[PreparedPaper, ...]]
    open_record: Callable[[str], None]
    spoil: Callable[[QWidget, str], bool] | None = None
    asks_signer: bool = False


class BatchWindow(QDialog):
    """See the module's text."""

    def __init__(self, parent: QWidget | None, work: Workplace, source: BatchSource) -> None:
        super().__init__(parent)
        self.setWindowTitle(source.title)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._work = work
        self._source = source
        self.papers: tuple[PreparedPaper, ...] = ()
        self.found: tuple[PaperProblem, ...] | None = None
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(LOOK_AGAIN_MS)
        self._waiting.timeout.connect(self.check)
        self.editor: CertificateEditor | None = None
        self.output = BatchOutput(self, work, source.title)
        self.frame = BatchFrame(self, source.title)
        self.paper = BatchPaper(self, work, self.frame.canvas)
        self.frame.spoil_button.setVisible(source.spoil is not None)
        self._connect()
        self._offer()
        self.reload()
        screen = self.screen().availableSize()
        self.resize(screen.width() - 40, screen.height() - 60)
        self.frame.people.setFocus()

    def _connect(self) -> None:
        frame, options = self.frame, self.frame.options
        frame.people.currentRowChanged.connect(self._on_person)
        frame.people.itemChanged.connect(self._show_count)
        frame.filter.textChanged.connect(frame.filter_people)
        frame.problems.itemActivated.connect(self._on_problem)
        frame.problems.itemClicked.connect(self._on_problem)
        options.template_changed.connect(self.reload)
        options.signer_edited.connect(self._on_signer)
        options.settings_changed.connect(self._on_settings)
        options.offset_edited.connect(self._on_offset)
        options.test_button.clicked.connect(self._on_test_page)
        options.templates_button.clicked.connect(self._on_templates)
        frame.canvas.opened.connect(self._on_template)
        self.paper.changed.connect(self._show_nudged)
        for button, slot in (
            (frame.all_button, partial(self._on_tick, True)),
            (frame.none_button, partial(self._on_tick, False)),
            (frame.record_button, self._on_record),
            (frame.template_button, self._on_template),
            (frame.spoil_button, self._on_spoil),
            (frame.back_button, self.paper.put_back),
            (frame.preview_button, self._on_preview),
            (frame.file_button, self._on_file),
            (frame.folder_button, self._on_folder),
            (frame.print_button, self._on_print),
            (frame.close_button, self.close),
        ):
            button.clicked.connect(slot)
        for keys, slot in (
            ("Ctrl+P", self._on_print),
            ("Ctrl+S", self._on_file),
            ("Ctrl+T", self._on_test_page),
            ("Alt+Right", partial(self._step, 1)),
            ("Alt+Left", partial(self._step, -1)),
            ("Ctrl+F", frame.filter.setFocus),
        ):
            QShortcut(QKeySequence(keys), self, slot)

    def _offer(self) -> None:
        options, store = self.frame.options, self._work.store
        self._offer_templates()
        options.form["signer"].setVisible(self._source.asks_signer)
        if self._source.asks_signer:
            options.put("signer", store.read(_SIGNER))
        names, usual = self.output.printer.printers()
        options.offer_printers(names, store.read(f"{_REMEMBERED}printer") or usual)

    def _offer_templates(self) -> None:
        rows = certificate_templates.templates(self._work.session, self._source.kind)
        self.frame.options.offer_templates([(row.uid, row.name) for row in rows])

    # papers

    def reload(self) -> None:
        """Prepare the papers again and look for what is wrong with them."""
        options = self.frame.options
        ticked = {
            self.papers[row].data.key for row in self.frame.ticked() if row < len(self.papers)
        }
        known = {one.data.key: one.data.key in ticked for one in self.papers}
        try:
            self.papers = self._source.prepare(options.template(), options.signer())
        except DanVanError as error:
            self.papers = ()
            self._work.messages.error(self, error)
        if self.papers:
            paper = self.papers[0].template
            options.put("stock", paper.stock)
            options.name_two_up(certificate_batch.two_up_words(paper.paper))
            self._show_offset()
        self.frame.show_people(self.papers, known)
        self._show_count()
        self._show_paper()
        self.check()

    def settings(self) -> PrintSettings:
        """How it is printed, as chosen at the right."""
        return self.frame.options.settings()

    def check(self) -> None:
        """Look for what keeps papers from being printed, beside the window."""
        self.found = None
        self.frame.show_problems(None)
        if not self.papers:
            self._take_found(())
        elif self._work.runner.busy:
            self._waiting.start()
        else:
            self._waiting.stop()
            session, papers, settings = self._work.session, self.papers, self.settings()

            def look(progress: Progress) -> tuple[PaperProblem, ...]:
                return certificate_batch.problems(session, papers, settings, progress)

            done = partial(self._on_checked, papers, settings)
            self._work.start("Kiểm tra các giấy", look, done, self)

    def _on_checked(
        self,
        papers: tuple[PreparedPaper, ...],
        settings: PrintSettings,
        found: tuple[PaperProblem, ...],
    ) -> None:
        """What was found holds only while nothing was chosen otherwise meanwhile."""
        if papers is self.papers and settings == self.settings():
            self._waiting.stop()
            self._take_found(found)

    def _take_found(self, found: tuple[PaperProblem, ...]) -> None:
        self.found = found
        self.frame.show_problems(found)
        self._show_paper()

    def chosen_papers(self) -> tuple[PreparedPaper, ...]:
        """The ticked papers. Raises `UserError` when there are none."""
        found = tuple(self.papers[row] for row in self.frame.ticked())
        if not found:
            raise UserError("Chưa chọn người, đơn vị nào để in.", todo="Đánh dấu trong danh sách.")
        return found

    def _show_count(self) -> None:
        ticked = len(self.frame.ticked())
        words = self.papers[0].template.paper.words if self.papers else ""
        self.frame.count.setText(f"Chọn {ticked} trong {len(self.papers)} giấy · {words}")
        for button in (self.frame.print_button, self.frame.file_button, self.frame.folder_button):
            button.setEnabled(ticked > 0)

    # one paper

    def here(self) -> PreparedPaper | None:
        """The paper that is shown."""
        row = self.frame.people.currentRow()
        return self.papers[row] if 0 <= row < len(self.papers) else None

    def _step(self, by: int) -> None:
        people = self.frame.people
        people.setCurrentRow(min(max(people.currentRow() + by, 0), people.count() - 1))

    def _on_person(self) -> None:
        self.paper.keep()
        self._show_paper()

    def _show_paper(self) -> None:
        """The paper as it will be printed, under boxes that can be nudged."""
        one, frame = self.here(), self.frame
        for button in (frame.record_button, frame.template_button, frame.spoil_button):
            button.setEnabled(one is not None)
        if one is None:
            return
        row = frame.people.currentRow()
        bad = {problem.field for problem in self.found or () if problem.place == row}
        self.paper.show(one, bad, self.settings())
        frame.place.setText(f"Giấy {row + 1}/{len(self.papers)}: {one.template.name}")
        self._show_nudged()

    def _show_nudged(self) -> None:
        self.frame.back_button.setEnabled(self.paper.is_nudged)

    # slots

    def _on_tick(self, on: bool) -> None:
        self.frame.tick_shown(on)
        self._show_count()

    def _on_problem(self) -> None:
        found = self.frame.problem()
        if found is not None:
            row, field = found
            self.frame.people.setCurrentRow(row)
            self.paper.choose((field,))
            self.frame.canvas.setFocus()

    def _on_record(self) -> None:
        one = self.here()
        if one is not None:
            self.close()
            self._source.open_record(one.data.key)

    def _on_template(self, field: str | bool = "") -> None:
        """Change the template of the shown paper, at the chosen field."""
        one = self.here()
        if one is None:
            return
        row = certificate_templates.template(self._work.session, one.template_uid)
        if not row.own:
            open_templates(self, self._work, self._source.kind).finished.connect(self._on_edited)
            return
        self.editor = CertificateEditor(self, self._work, row.template, row.uid)
        chosen = (field,) if isinstance(field, str) and field else ()
        self.editor.choose(chosen or self.paper.chosen)
        self.editor.finished.connect(self._on_edited)
        self.editor.open()

    def _on_templates(self) -> None:
        open_templates(self, self._work, self._source.kind).finished.connect(self._on_edited)

    def _on_edited(self) -> None:
        self._offer_templates()
        self.reload()

    def _on_spoil(self) -> None:
        one = self.here()
        spoil = self._source.spoil
        if one is not None and spoil is not None and spoil(self, one.data.key):
            self.reload()

    def _on_settings(self) -> None:
        self._work.store.write(f"{_REMEMBERED}printer", self.settings().printer)
        self._show_offset()
        self._show_paper()
        self.check()

    def _on_signer(self) -> None:
        """Another name: every paper says it, and it is there the next time."""
        signer = self.frame.options.signer()
        if signer != self._work.store.read(_SIGNER):
            self._work.store.write(_SIGNER, signer)
            self.reload()

    def _show_offset(self) -> None:
        if self.papers:
            words = self.papers[0].template.paper.words
            printer = self.settings().printer
            self.frame.options.show_offset(*print_places.offset(self._work.session, printer, words))

    def _on_offset(self) -> None:
        """Keep the offsets of the chosen printer for this size of paper."""
        if not self.papers or not self.settings().printer:
            return
        words, printer = self.papers[0].template.paper.words, self.settings().printer
        try:
            right, down = self.frame.options.offset()
        except FieldError as error:
            self.frame.options.form.show_problem(error)
            return
        session = self._work.session
        if (right, down) != print_places.offset(session, printer, words):
            self._work.run(
                self, partial(print_places.set_offset, session, printer, words, right, down)
            )

    def _on_test_page(self) -> None:
        if self.papers:
            template, printer = self.papers[0].template, self.settings().printer
            make = partial(certificate_batch.trial_page, self._work.session, template, printer)
            show_paper(self._work, self, "Trang in thử", make)

    def _on_preview(self) -> None:
        found = self._chosen()
        if found is not None:
            self.output.preview(found[0], self.settings())

    def _on_file(self) -> None:
        found = self._chosen()
        if found is not None:
            self.output.file(found[0], self.settings())

    def _on_folder(self) -> None:
        found = self._chosen()
        if found is not None:
            self.output.folder(found[0], self.settings())

    def _on_print(self) -> None:
        found = self._chosen()
        if found is not None:
            self.output.to_printer(found[0], self.settings(), found[1])

    def _chosen(self) -> tuple[tuple[PreparedPaper, ...], PageRange] | None:
        """The ticked papers and sheets; None when something is wrong, which is then said."""
        self.paper.keep()
        try:
            return self.chosen_papers(), self.frame.options.pages()
        except DanVanError as error:
            shown = isinstance(error, UserError) and self.frame.options.form.show_problem(error)
            if not shown:
                self._work.messages.error(self, error)
        return None

    # closing

    def reject(self) -> None:
        """Close; what was nudged is kept."""
        self.paper.keep()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.paper.keep()
        super().closeEvent(event)
