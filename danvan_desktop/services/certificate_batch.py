"""Printing certificates and award papers: many at once, problems first, onto paper or stock.

What each paper says and its template are `certificate_papers`'; where fields are nudged and how a
printer shifts is `print_places`. Draws through `documents/certificate`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from danvan_desktop.documents.certificate import PaperProblem, PrintLook
from danvan_desktop.documents.certificate import certificates as draw
from danvan_desktop.documents.certificate import problems as find_problems
from danvan_desktop.documents.certificate import write_certificates as write
from danvan_desktop.documents.certificate_sheet import two_up_words
from danvan_desktop.documents.certificate_trial_page import trial_page as draw_trial_page
from danvan_desktop.domain.certificate_template import CertificateTemplate
from danvan_desktop.domain.text import file_name
from danvan_desktop.errors import UserError
from danvan_desktop.saving import replacing, replacing_many
from danvan_desktop.services import (
    blank_pictures,
    certificate_templates,
    paper_parts,
    print_places,
)
from danvan_desktop.services.certificate_papers import (
    Asked,
    PreparedPaper,
    choose_prefix,
    keep,
    of_awards,
    of_certificates,
    remember_signer,
)
from danvan_desktop.services.paper_kinds import Paper, Progress
from danvan_desktop.services.session import Session

__all__ = [
    "Asked",
    "Order",
    "PaperProblem",
    "PreparedPaper",
    "PrintSettings",
    "choose_prefix",
    "each_file",
    "keep",
    "nudges",
    "of_awards",
    "of_certificates",
    "on_screen",
    "one_file",
    "ordered",
    "problems",
    "remember_signer",
    "save_file",
    "suggested_name",
    "trial_page",
    "two_up_words",
]


class Order(StrEnum):
    """In which order papers leave the printer.

    `STACKED` is for two on a sheet: cut the pile once, lay one half on the other, and it is in
    order.
    """

    GIVEN = "given"
    REVERSED = "reversed"
    STACKED = "stacked"

    @property
    def label(self) -> str:
        return _ORDERS[self]


_ORDERS = {
    Order.GIVEN: "Theo thứ tự danh sách",
    Order.REVERSED: "Ngược lại (máy in nhả giấy ngửa)",
    Order.STACKED: "Cắt đôi rồi chồng lên nhau",
}


@dataclass(frozen=True)
class PrintSettings:
    """How a batch is printed. `printer` names whose offsets hold: `ELSEWHERE` for a file that
    goes to another computer, None for none.

    `stock` prints only words, onto pre-printed paper; `two_up` puts two papers on a sheet.
    """

    stock: bool = False
    two_up: bool = False
    order: Order = Order.GIVEN
    printer: str | None = None


USUAL = PrintSettings()


def problems(
    session: Session,
    papers: Sequence[PreparedPaper],
    settings: PrintSettings = USUAL,
    progress: Progress | None = None,
) -> tuple[PaperProblem, ...]:
    """Everything that keeps a paper of the batch from being printed, in the order given."""
    look = _look(session, papers, settings)
    return tuple(find_problems([one.drawn for one in papers], look, progress=progress))


def one_file(
    session: Session,
    papers: Sequence[PreparedPaper],
    settings: PrintSettings = USUAL,
    progress: Progress | None = None,
) -> Paper:
    """All papers as one PDF. Raises `UserError` that lists every problem; then nothing is made."""
    _require_some(papers)
    look = _look(session, papers, settings)
    content = draw([one.drawn for one in ordered(papers, settings)], look, progress=progress)
    return paper_parts.finished(content, _title(papers))


def suggested_name(papers: Sequence[PreparedPaper]) -> str:
    """What the file of all papers is called, unless the official says otherwise."""
    return file_name(_title(papers), "pdf")


def save_file(
    session: Session,
    papers: Sequence[PreparedPaper],
    path: Path,
    settings: PrintSettings = USUAL,
    progress: Progress | None = None,
) -> Path:
    """All papers as one PDF at `path`, each page written as it is drawn.

    Raises as `one_file` does, and when the file cannot be written; what was at `path` stays then.
    """
    look = _look(session, papers, settings)
    drawn = [one.drawn for one in ordered(papers, settings)]
    with replacing(path) as making, making.open("wb") as target:
        write(target, drawn, look, progress=progress)
    return path


def on_screen(session: Session, one: PreparedPaper, settings: PrintSettings = USUAL) -> Paper:
    """A paper for looking at: shifted for no printer, on stock over the blank's faint picture.

    Raises `UserError` for its problems.
    """
    look = replace(_look(session, [one], replace(settings, printer=None)), two_up=False)
    if settings.stock and one.template.stock and one.template.background.sha256:
        look = replace(look, stock=False, pictures=blank_pictures.guides(session, one.template))
    return paper_parts.finished(draw([one.drawn], look), _title([one]))


def each_file(
    session: Session,
    papers: Sequence[PreparedPaper],
    folder: Path,
    settings: PrintSettings = USUAL,
    progress: Progress | None = None,
) -> tuple[Path, ...]:
    """A PDF for each paper, named by its number and recipient; files of that name are replaced.

    Raises `UserError` that lists every problem before the first file is written. All files or
    none: they are put in place when the last one is made.
    """
    _require_some(papers)
    look = replace(_look(session, papers, settings), two_up=False)
    found = find_problems([one.drawn for one in papers], look)
    if found:
        raise UserError(
            "Chưa lưu được tệp nào:\n" + "\n".join(one.sentence for one in found[:8]),
            todo="Hãy sửa các ô nêu trên rồi lưu lại.",
        )
    names = [_file_name(place, len(papers), one) for place, one in enumerate(papers)]
    with replacing_many(folder, names) as making:
        for place, (one, name) in enumerate(zip(papers, names, strict=True)):
            making.joinpath(name).write_bytes(draw([one.drawn], look))
            if progress is not None:
                progress(place + 1, len(papers), one.data.recipient)
    return tuple(folder / name for name in names)


def ordered(papers: Sequence[PreparedPaper], settings: PrintSettings) -> tuple[PreparedPaper, ...]:
    """The papers as they go to the printer."""
    if settings.order is Order.REVERSED:
        return tuple(reversed(papers))
    if settings.order is Order.STACKED and settings.two_up:
        half = (len(papers) + 1) // 2
        pairs = zip(papers[:half], [*papers[half:], None], strict=False)
        return tuple(one for pair in pairs for one in pair if one is not None)
    return tuple(papers)


def trial_page(
    session: Session, template: CertificateTemplate, printer: str = print_places.ELSEWHERE
) -> Paper:
    """A page with a grid and the template's boxes, shifted as the printer's offsets say."""
    right, down = print_places.offset(session, printer, template.paper.words)
    content = draw_trial_page(template, right=right, down=down, printer=printer)
    return paper_parts.finished(content, f"Trang in thử {template.name}")


def nudges(
    session: Session, papers: Sequence[PreparedPaper]
) -> Mapping[str, Mapping[str, tuple[float, float]]]:
    """How fields of these papers were moved by hand, each under the template it is printed by."""
    wanted = [(one.template_uid, one.data.key) for one in papers]
    return print_places.nudges(session, wanted)


def _look(session: Session, papers: Sequence[PreparedPaper], settings: PrintSettings) -> PrintLook:
    _require_some(papers)
    first = papers[0].template
    right, down = 0.0, 0.0
    if settings.printer is not None:
        right, down = print_places.offset(session, settings.printer, first.paper.words)
    return PrintLook(
        stock=settings.stock,
        right=right,
        down=down,
        two_up=settings.two_up,
        pictures=certificate_templates.pictures(session, *{one.template for one in papers}),
        nudges=nudges(session, papers),
    )


def _require_some(papers: Sequence[PreparedPaper]) -> None:
    if not papers:
        raise UserError("Chưa chọn giấy nào để in.")


def _title(papers: Sequence[PreparedPaper]) -> str:
    first = papers[0]
    what = first.template.kind.label
    if len(papers) == 1:
        return f"{what} {first.data.recipient}"
    return f"{what} Quyết định {first.data.decision_number}".strip()


def _file_name(place: int, total: int, one: PreparedPaper) -> str:
    """ "007 Giấy chứng nhận Chi hội Nông dân thôn Mẫu.pdf": sorts as the batch, never twice."""
    digits = max(len(str(total)), 2)
    return file_name(
        f"{place + 1:0{digits}d} {one.template.kind.label} {one.data.recipient}", "pdf"
    )
