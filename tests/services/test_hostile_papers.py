"""Every paper of an office whose records hold what breaks papers, read back as PDF and as Word.

Which field a paper prints is learnt from an office with plain records; the same paper of a hostile
one must print the same fields, whole, or refuse by the name of a field.
"""

from __future__ import annotations

import inspect
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import pytest
from docx import Document
from docx.oxml.ns import qn
from reportlab.lib.units import mm

from danvan_desktop.documents import fonts
from danvan_desktop.domain.units import BodyKind
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import Body
from danvan_desktop.services import papers
from danvan_desktop.services.paper_specs import SPECS
from danvan_desktop.services.papers import Paper, PaperKind
from tests.documents.page_faults import Area, read
from tests.services.hostile_office import Hostile, Says, Style, bare, open_hostile
from tests.services.hostile_papers import PAPERS

_STYLES = (Style.SIGNS, Style.WORDS, Style.JOINED, Style.ONE, Style.PAGES)
_STEPS = {"issue_paper", "issue_decision", "issued", "reprint", "choose_form_layout"}
_NO_ROOM = {
    (Style.JOINED, "follow_up_sheet"): "Tên mô hình, điển hình quá dài để phiếu theo dõi nằm trên",
    (Style.PAGES, "follow_up_sheet"): "Nội dung chính quá dài để phiếu theo dõi nằm trên một trang",
    (Style.JOINED, "certificates"): "Địa chỉ, đơn vị quá dài để in vừa chỗ",
    (Style.JOINED, "award_paper"): "Tên tập thể, cá nhân quá dài để in vừa chỗ",
}
"""Papers of one page, which name the field that they have no room for."""
_CERTIFICATES = ("certificates", "award_paper")
"""They list every field with such a letter at once, and remember what they measured."""
_NOT_ALL = "LẦNGHITRƯỚCĐÓ"
"""What a sheet to follow work by says when older notes have no room on its page."""


@dataclass(frozen=True)
class Printed:
    """A paper read back: text of each page of the PDF, of the Word file, what is wrong with it."""

    pages: tuple[str, ...]
    word: str
    faults: tuple[str, ...]


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Hostile]]:
    """The office of a style and a kind of body; the records of each are made once."""
    made: dict[tuple[Style, BodyKind], Hostile] = {}

    def office(style: Style, kind: BodyKind = BodyKind.PARTY_COMMITTEE) -> Hostile:
        if (style, kind) not in made:
            for other in made.values():
                other.place.session.close()
            made.clear()
            folder = tmp_path_factory.mktemp("hostile") / "d"
            made[style, kind] = open_hostile(folder, style, kind)
        return made[style, kind]

    yield office
    for other in made.values():
        other.place.session.close()


@pytest.fixture(scope="module")
def fields(offices: Callable[..., Hostile]) -> dict[str, tuple[set[str], set[str]]]:
    return _learnt(offices(Style.PLAIN), PAPERS)


def _learnt(of: Hostile, names: Iterable[str]) -> dict[str, tuple[set[str], set[str]]]:
    """By paper the fields that its PDF and its Word file print."""
    found = {}
    for name in names:
        seen = _read(PAPERS[name](of))
        assert not seen.faults, name
        marks = {what: mark.upper() for what, mark in of.says.named.items()}
        in_pdf = {what for what, mark in marks.items() if mark in "".join(seen.pages)}
        found[name] = in_pdf, {what for what, mark in marks.items() if mark in seen.word}
    return found


def test_walk_knows_every_paper() -> None:
    made = {
        name
        for name, function in inspect.getmembers(papers, inspect.isfunction)
        if function.__module__ == papers.__name__
        and function.__annotations__["return"] == "Paper"
        and not name.startswith("_")
    }
    walked = {name.split()[0] for name in PAPERS}
    assert made - _STEPS - walked == set()
    kinds = {*PaperKind, *(one.kind for one in SPECS)}
    assert {kind for kind in kinds if not any(name.startswith(kind) for name in walked)} == set()


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("style", _STYLES)
def test_paper_prints_its_records_whatever_they_hold(
    name: str,
    style: Style,
    fields: dict[str, tuple[set[str], set[str]]],
    offices: Callable[..., Hostile],
) -> None:
    assert _told(offices(style), name, *fields[name]) == []


@pytest.mark.parametrize(
    ("kind", "style"),
    [
        (BodyKind.FRONT_COMMITTEE, Style.WORDS),
        (BodyKind.YOUTH_UNION, Style.JOINED),
        (BodyKind.FARMERS_UNION, Style.PAGES),
        (BodyKind.PEOPLES_COMMITTEE, Style.SIGNS),
    ],
)
def test_papers_of_other_bodies_print_their_records(
    kind: BodyKind, style: Style, offices: Callable[..., Hostile]
) -> None:
    learnt = _learnt(offices(Style.PLAIN, kind), _ONE_OF_EACH)
    of = offices(style, kind)
    assert [line for name in _ONE_OF_EACH for line in _told(of, name, *learnt[name])] == []


@pytest.mark.parametrize("name", PAPERS)
def test_letter_that_no_font_has_is_refused_by_field_and_never_drawn(
    name: str,
    fields: dict[str, tuple[set[str], set[str]]],
    offices: Callable[..., Hostile],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    of = offices(Style.EMOJI)
    if any("🌸" in of.says.said(what) for what in fields[name][0]):
        with pytest.raises(UserError, match="không in được: “🌸”") as caught:
            PAPERS[name](of)
        assert "z 🌸 hoa" in str(caught.value).lower()  # a head is in capitals
    if name in _CERTIFICATES:
        return
    asked: list[str] = []
    monkeypatch.setattr(fonts, "missing_glyphs", lambda _font, text: asked.append(text) or set())
    PAPERS[name](of)
    words = bare(" ".join(asked))
    hostile = {what for what in fields[name][0] if "🌸" in of.says.said(what)}
    assert {what for what in hostile if of.says.named[what].upper() not in words} == set()


def _told(of: Hostile, name: str, in_pdf: set[str], in_word: set[str]) -> list[str]:
    """What is wrong with a paper as it is printed or refused."""
    try:
        return list(_wrong(of, PAPERS[name](of), in_pdf, in_word))
    except UserError as error:
        return _refusal(of.says.style, name, error)


def _refusal(style: Style, name: str, error: UserError) -> list[str]:
    """What a paper said that could be printed, or that said no more than it had to."""
    assert error.todo or isinstance(error, FieldError), error.what
    right = _NO_ROOM.get((style, name), "")
    return [] if right and right in error.what else [error.what]


def _wrong(of: Hostile, paper: Paper, in_pdf: set[str], in_word: set[str]) -> Iterator[str]:
    seen = _read(paper)
    yield from seen.faults
    if _NOT_ALL in "".join(seen.pages):
        return
    for what in in_pdf:
        yield from (f"PDF lacks {what}: {line}" for line in _lacking(of.says, what, seen.pages))
    for what in in_word:
        yield from (f"Word lacks {what}: {line}" for line in _lacking(of.says, what, [seen.word]))


def _lacking(says: Says, what: str, pages: Sequence[str]) -> Iterator[str]:
    joined = "".join(pages)
    for line in says.lines(what):
        if line not in joined and not any(_goes_on(line, pages[n:]) for n in range(len(pages))):
            yield line


def _goes_on(line: str, pages: Sequence[str]) -> bool:
    """Whether the line stands on the first of the pages, or begins there and goes on on the next,
    under a repeated header row."""
    if line in pages[0]:
        return True
    cuts = (cut for cut in range(len(line) - 1, 0, -1) if line[:cut] in pages[0])
    return len(pages) > 1 and any(_goes_on(line[cut:], pages[1:]) for cut in cuts)


def _read(paper: Paper) -> Printed:
    assert not set(paper.file_name) & set('\\/:*?"<>|')
    pages, faults = read(paper.content, _area(paper))
    word = _word_text(paper.word()) if paper.word is not None else ""
    return Printed(tuple(map(bare, pages)), bare(word), tuple(faults))


def _area(paper: Paper) -> Area:
    if paper.sheet is None:
        return Area()
    page = paper.sheet.profile.page
    sides = (page.left_mm, page.bottom_mm, page.right_mm, page.top_mm)
    return Area(*(side * mm for side in sides))


def _word_text(content: bytes) -> str:
    body = Document(io.BytesIO(content)).element.body
    return "".join(node.text or "" for node in body.iter(qn("w:t")))


_LONG_NAMES = {
    "words": ("Nhân dân tự quản đường hoa sáng xanh sạch đẹp " * 5)[:200].strip(),
    "one word": "Ộ" * 200,
}
_OF_THE_BODY = ("name", "abbreviation", "place", "header_parent", "header_name")


@pytest.mark.parametrize("long", _LONG_NAMES.values(), ids=_LONG_NAMES)
@pytest.mark.parametrize("field", _OF_THE_BODY)
def test_name_of_the_office_that_no_paper_has_room_for_is_refused_or_printed_whole(
    field: str, long: str, offices: Callable[..., Hostile]
) -> None:
    of = offices(Style.PLAIN)
    usual = getattr(Body.get_by_id(of.place.body), field)
    Body.update({field: long}).where(Body.uid == of.place.body).execute()
    try:
        for name in _ONE_OF_EACH:
            assert _refused_or_whole(PAPERS[name], of, long) == [], name
    finally:
        Body.update({field: usual}).where(Body.uid == of.place.body).execute()


_ONE_OF_EACH = (
    *("registration_form full", "registration_list_pdf", "score_tables", "visit_minutes"),
    *("meeting_invitation", "ballot each", "meeting_minutes", "public_notice", "decision"),
    *("plan proposed", "registration_letter proposed", "award_money proposed", "award_paper"),
)


def _refused_or_whole(draw: Callable[[Hostile], Paper], of: Hostile, long: str) -> list[str]:
    try:
        seen = _read(draw(of))
    except UserError as error:
        return [] if "quá dài" in error.what and error.todo else [error.what]
    text = "".join(seen.pages)
    part = bare(long)[:20] in text and bare(long) not in text
    return [*seen.faults, *(["printed in part"] if part else [])]
