"""Printing many certificates or award papers: whom, what is wrong first, how, and onto what.

    window = BatchWindow(parent, work, source); window.open()

`source` says where the papers come from and what can be done with one of them. Fields are nudged on
the paper itself, for one recipient only. Rules and drawing are `services/certificate_batch`'.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from danvan_desktop.domain.certificate_template import Source, TemplateKind
from danvan_desktop.errors import DanVanError, FieldError, UserError
from danvan_desktop.services import certificate_batch, certificate_templates, print_places
from danvan_desktop.services.certificate_batch import (
    Asked,
    PaperProblem,
    PreparedPaper,
    PrintSettings,
)
from danvan_desktop.ui.certificate_batch_frame import BatchFrame
from danvan_desktop.ui.certificate_batch_output import BatchOutput, Output
from danvan_desktop.ui.certificate_batch_paper import BatchPaper
from danvan_desktop.ui.certificate_batch_source import BatchSource
from danvan_desktop.ui.certificate_editor import CertificateEditor
from danvan_desktop.ui.certificate_templates_dialog import open_templates
from danvan_desktop.ui.paper_window import show_paper
from danvan_desktop.ui.tasks import Progress
from danvan_desktop.ui.workplace import Workplace

LOOK_AGAIN_MS = 100  # while other work is running
_REMEMBERED = "certificate-batch."


class BatchWindow(QDialog):
    """See the module's text."""

    def __init__(self, parent: QWidget | None, work: Workplace, source: BatchSource) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(source.title)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._work = work
        self._source = source
        self.papers: tuple[PreparedPaper, ...] = ()
        self.found: tuple[PaperProblem, ...] | None = None
        self._asked = Asked()
        self._wanted: Output | None = None
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
        self.frame.people.list.setFocus()

    def _connect(self) -> None:
        frame, options, people = self.frame, self.frame.options, self.frame.people
        people.list.currentRowChanged.connect(self._on_person)
        people.list.itemChanged.connect(self._show_count)
        people.problems.itemActivated.connect(self._on_problem)
        people.problems.itemClicked.connect(self._on_problem)
        people.prefix_chosen.connect(self._on_prefix)
        people.fresh_wanted.connect(self._on_fresh)
        options.template_changed.connect(self.reload)
        options.signer_edited.connect(self._on_signer)
        options.settings_changed.connect(self._on_settings)
        options.offset_edited.connect(self._on_offset)
        options.test_button.clicked.connect(self._on_test_page)
        options.templates_button.clicked.connect(self._on_templates)
        frame.canvas.opened.connect(self._on_template)
        self.paper.changed.connect(self._show_nudged)
        self.output.saved.connect(frame.count.setText)
        save = partial(self._on_output, self.output.file)
        print_out = partial(self._on_output, self._to_printer)
        for button, slot in (
            (people.all_button, partial(self._on_tick, True)),
            (people.none_button, partial(self._on_tick, False)),
            (frame.record_button, self._on_record),
            (frame.template_button, self._on_template),
            (frame.spoil_button, self._on_spoil),
            (frame.back_button, self.paper.put_back),
            (frame.preview_button, partial(self._on_output, self.output.preview)),
            (frame.file_button, save),
            (frame.folder_button, partial(self._on_output, self.output.folder)),
            (frame.print_button, print_out),
            (frame.close_button, self.close),
        ):
            button.clicked.connect(slot)
        for keys, slot in (
            ("Ctrl+P", print_out),
            ("Ctrl+S", save),
            ("Ctrl+T", self._on_test_page),
            ("Alt+Right", partial(self._step, 1)),
            ("Alt+Left", partial(self._step, -1)),
            ("Ctrl+F", people.filter.setFocus),
        ):
            QShortcut(QKeySequence(keys), self, slot)

    def _offer(self) -> None:
        options, store = self.frame.options, self._work.store
        self._offer_templates()
        options.hide_signer()
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
            self.papers[row].data.key
            for row in self.frame.people.ticked()
            if row < len(self.papers)
        }
        known = {one.data.key: one.data.key in ticked for one in self.papers}
        try:
            self.papers = self._source.prepare(replace(self._asked, template=options.template()))
        except DanVanError as error:
            self.papers = ()
            self._work.messages.error(self, error)
        if self.papers:
            paper = self.papers[0].template
            options.put("stock", paper.stock)
            options.name_two_up(certificate_batch.two_up_words(paper.paper))
            self._show_offset()
            self._show_signer()
        self.frame.people.show_people(self.papers, known)
        self._show_count()
        self._show_paper()
        self.check()

    def settings(self) -> PrintSettings:
        """How it is printed, as chosen at the right."""
        return self.frame.options.settings()

    def check(self) -> None:
        """Look for what keeps papers from being printed, beside the window."""
        self.found = None
        self.frame.people.show_problems(None)
        self._show_count()
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
            self._work.start("Kiểm tra các giấy", look, done, None)

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
        self.frame.people.show_problems(found)
        self._show_count()
        self._show_paper()
        self._give_wanted()

    def chosen_papers(self) -> tuple[PreparedPaper, ...]:
        """The ticked papers. Raises `UserError` when there are none."""
        found = tuple(self.papers[row] for row in self.frame.people.ticked())
        if not found:
            raise UserError("Chưa chọn người, đơn vị nào để in.", todo="Đánh dấu trong danh sách.")
        return found

    def _show_count(self) -> None:
        ticked = len(self.frame.people.ticked())
        words = self.papers[0].template.paper.words if self.papers else ""
        self.frame.count.setText(f"Chọn {ticked} trong {len(self.papers)} giấy · {words}")
        self.frame.allow_output(ticked > 0 and self.found is not None)

    # one paper

    def here(self) -> PreparedPaper | None:
        """The paper that is shown."""
        row = self.frame.people.list.currentRow()
        return self.papers[row] if 0 <= row < len(self.papers) else None

    def _step(self, by: int) -> None:
        people = self.frame.people.list
        people.setCurrentRow(min(max(people.currentRow() + by, 0), people.count() - 1))

    def _on_person(self) -> None:
        self.paper.keep()
        self._show_paper()

    def _show_paper(self) -> None:
        """The paper as it will be printed, under boxes that can be nudged."""
        one, frame = self.here(), self.frame
        for button in (frame.record_button, frame.template_button, frame.spoil_button):
            button.setEnabled(one is not None)
        row = frame.people.list.currentRow()
        if one is None:
            return
        bad = {problem.field for problem in self.found or () if problem.place == row}
        self.paper.show(one, bad, self.settings())
        frame.place.setText(f"Giấy {row + 1}/{len(self.papers)}: {one.template.name}")
        self._show_nudged()

    def _show_nudged(self) -> None:
        self.frame.back_button.setEnabled(self.paper.is_nudged)
        known = certificate_batch.nudges(self._work.session, self.papers)
        self.frame.people.show_moved(known)

    # slots

    def _on_tick(self, on: bool) -> None:
        self.frame.people.tick_shown(on)
        self._show_count()

    def _on_problem(self) -> None:
        found = self.frame.people.problem()
        if found is not None:
            row, field = found
            self.frame.people.list.setCurrentRow(row)
            self.paper.choose((field,))
            one = self.papers[row]
            asked = one.unsigned and one.template.field(field).source is Source.SIGNER
            (self.frame.options.form["signer"] if asked else self.frame.canvas).setFocus()

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
        self._work.store.write(f"{_REMEMBERED}printer", self.frame.options.printer())
        self._show_offset()
        self._show_paper()
        self.check()

    def _show_signer(self) -> None:
        """Ask who signs where no record says so."""
        unsigned = next((one for one in self.papers if one.unsigned), None)
        if unsigned is not None:
            award = self._source.kind is TemplateKind.AWARD
            deputy = unsigned.deputy if award else None
            self.frame.options.show_signer(unsigned.data.signer, deputy)

    def _on_signer(self) -> None:
        """Another name: every paper without one of its own says it, now and the next time."""
        signer, deputy = self.frame.options.signer()
        first = next((one for one in self.papers if one.unsigned), None)
        if first is None or (signer, deputy) == (first.data.signer, first.deputy):
            return
        self._asked = replace(self._asked, signer=signer, deputy=deputy)
        certificate_batch.remember_signer(self._work.session, self.papers, signer, deputy)
        self.reload()

    def _on_prefix(self, words: str) -> None:
        """Another word before the names of the lines that are marked."""
        chosen = [self.papers[row] for row in self.frame.people.selected()]
        here = self.here()
        papers = [one for one in chosen if here and one.bearer.kind is here.bearer.kind]
        try:
            certificate_batch.choose_prefix(self._work.session, papers, words)
        except DanVanError as error:
            self._work.messages.error(self, error)
        self.reload()

    def _on_fresh(self) -> None:
        self._asked = replace(self._asked, fresh=True)
        self.reload()

    def _show_offset(self) -> None:
        if self.papers:
            words = self.papers[0].template.paper.words
            printer = self.frame.options.printer()
            self.frame.options.show_offset(*print_places.offset(self._work.session, printer, words))

    def _on_offset(self) -> bool:
        """Keep the offsets of the chosen printer for this size of paper; False when unreadable."""
        if not self.papers:
            return True
        words, printer = self.papers[0].template.paper.words, self.frame.options.printer()
        try:
            right, down = self.frame.options.offset()
        except FieldError as error:
            self.frame.options.form.show_problem(error)
            return False
        session = self._work.session
        if (right, down) != print_places.offset(session, printer, words):
            self._work.run(
                self, partial(print_places.set_offset, session, printer, words, right, down)
            )
        return True

    def _on_test_page(self) -> None:
        if self._on_offset() and self.papers:
            template, printer = self.papers[0].template, self.frame.options.printer()
            make = partial(certificate_batch.trial_page, self._work.session, template, printer)
            show_paper(self._work, self, "Trang in thử", make)

    def _on_output(self, out: Output) -> None:
        """Give the papers out; a signer still being typed is taken, and looked at, before."""
        before, self._wanted = self.papers, out
        self._on_signer()
        if self.papers is before:
            self._give_wanted()

    def _give_wanted(self) -> None:
        wanted, self._wanted = self._wanted, None
        papers = self._chosen() if wanted is not None else None
        if wanted is not None and papers is not None:
            wanted(papers, self.settings())

    def _to_printer(self, papers: tuple[PreparedPaper, ...], settings: PrintSettings) -> None:
        self.output.to_printer(papers, settings, self.frame.options.pages())

    def _chosen(self) -> tuple[PreparedPaper, ...] | None:
        """The ticked papers; None when something is wrong, which is then said, and while they are
        still looked through."""
        if self.found is None:
            return None
        self.paper.keep()
        if not self._on_offset():
            return None
        try:
            self.frame.options.pages()
            return self.chosen_papers()
        except DanVanError as error:
            shown = isinstance(error, UserError) and self.frame.options.form.show_problem(error)
            if not shown:
                self._work.messages.error(self, error)
        return None

    # closing

    def reject(self) -> None:
        """Close; what was nudged is kept, and nobody waits for the rest of the check."""
        self.paper.keep()
        self._waiting.stop()
        if self.found is None:
            self._work.runner.cancel()
        super().reject()
