"""Lines of the quick grid: what each cell stands for, what is wrong with it, and saving them.

Owns reading typed words as a registration. The rules of a registration are
`domain/registrations`; the grid itself is the window's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from danvan_desktop.domain.programmes import GivenFrom, Programme, Title
from danvan_desktop.domain.registrations import Newness, RegistrationDraft, problems
from danvan_desktop.domain.text import clean_line, clean_text, search_key
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.services import adoption, matching, registrations
from danvan_desktop.services.matching import Place, PlaceIndex
from danvan_desktop.services.session import Changes, Session


class Cell(StrEnum):
    """The columns of the grid, in its order."""

    NAME = "name"
    PLACE = "place"
    SECTOR = "sector"
    KIND = "kind"
    SUMMARY = "summary"
    PERSON = "person"
    NEWNESS = "newness"


COLUMNS: tuple[Cell, ...] = tuple(Cell)
HEADINGS: dict[Cell, tuple[str, ...]] = {
    Cell.NAME: ("Tên mô hình, điển hình", "Tên mô hình", "Mô hình", "Tên", "Điển hình"),
    Cell.PLACE: (
        "Đơn vị (địa bàn hoặc tổ chức)",
        "Đơn vị, tổ chức",
        "Đơn vị, cá nhân đăng ký",
        "Đơn vị đăng ký",
        "Đơn vị",
        "Địa bàn",
        "Tổ chức",
    ),
    Cell.SECTOR: ("Lĩnh vực",),
    Cell.KIND: ("Tập thể/Cá nhân/Hộ", "Đối tượng", "Loại hình", "Tập thể, cá nhân"),
    Cell.SUMMARY: ("Nội dung chính", "Nội dung", "Tóm tắt nội dung", "Nội dung đăng ký"),
    Cell.PERSON: ("Người phụ trách", "Phụ trách"),
    Cell.NEWNESS: ("Mới/duy trì", "Mới hay duy trì", "Mới, duy trì"),
}
"""For each column its own heading first, then others that pasted tables use."""

_KIND_WORDS = {
    SubjectKind.COLLECTIVE: ("tap the", "tt", "don vi"),
    SubjectKind.INDIVIDUAL: ("ca nhan", "cn"),
    SubjectKind.HOUSEHOLD: ("ho gia dinh", "ho", "hgd", "gia dinh"),
}
_NEW_WORDS = {
    Newness.NEW: ("moi", "dang ky moi", "xay dung moi"),
    Newness.SUSTAINED: ("duy tri", "dt", "nhan rong", "duy tri nhan rong"),
}
_FIELDS = {
    "name": Cell.NAME,
    "subject_name": Cell.NAME,
    "unit": Cell.PLACE,
    "sector": Cell.SECTOR,
    "subject_kind": Cell.KIND,
    "summary": Cell.SUMMARY,
    "person_in_charge": Cell.PERSON,
}


@dataclass(frozen=True)
class CellProblem:
    """Why a cell cannot stand. `missing` when nothing was typed yet; `places` to choose from."""

    what: str
    missing: bool = False
    places: tuple[Place, ...] = ()
    words: tuple[str, ...] = ()
    """Texts of a closed list to choose from."""
    can_add: bool = False
    """True when what was typed may be entered as a new place."""


@dataclass(frozen=True)
class ReadLine:
    """One line as it was understood. `draft` is sound when there are no problems."""

    draft: RegistrationDraft
    problems: dict[Cell, CellProblem] = field(default_factory=dict)
    shown: dict[Cell, str] = field(default_factory=dict)
    """The official wording of what was recognised in a cell of a closed list."""

    @property
    def is_sound(self) -> bool:
        return not self.problems


@dataclass(frozen=True)
class Choices:
    """What the cells of closed lists may hold, as the grid offers it."""

    sectors: tuple[str, ...]
    kinds: tuple[str, ...]
    newness: tuple[str, ...]


class LineReader:
    """Reads lines for one programme, year, title and level; places are looked up once."""

    def __init__(
        self,
        session: Session,
        programme_id: str,
        year: int,
        *,
        title: str = "",
        level: str = "",
    ) -> None:
        self._session = session
        self._plan: Programme = adoption.programme(session, programme_id)
        self._year = year
        self._titles = _in_order(self._plan, title)
        self._level = level or self._plan.levels[0].code
        self.places: PlaceIndex = matching.place_index(session)
        self.choices = Choices(
            tuple(sector.name for sector in self._plan.sectors),
            tuple(kind.label for kind in SubjectKind if self._title_for(kind)),
            tuple(new.label for new in Newness),
        )
        self._sectors = _sector_words(self._plan)

    def read_places_again(self) -> None:
        """After a place was added."""
        self.places = matching.place_index(self._session)

    def read(self, cells: Sequence[str]) -> ReadLine:
        """Understand the cells of one line, in the order of `COLUMNS`."""
        typed = dict(zip(COLUMNS, cells, strict=True))
        found: dict[Cell, CellProblem] = {}
        shown: dict[Cell, str] = {}
        kind = self._kind(typed[Cell.KIND], found, shown)
        place = self._place(typed[Cell.PLACE], found)
        draft = RegistrationDraft(
            name=clean_line(typed[Cell.NAME]),
            unit=place.unit if place else "",
            body=place.body if place else "",
            sector=self._sector(typed[Cell.SECTOR], found, shown),
            subject_kind=kind or SubjectKind.COLLECTIVE,
            summary=clean_text(typed[Cell.SUMMARY]),
            title=self._title_for(kind or SubjectKind.COLLECTIVE),
            level=self._level,
            newness=self._newness(typed[Cell.NEWNESS], found, shown),
            person_in_charge=clean_line(typed[Cell.PERSON]),
        )
        for problem in problems(draft, self._plan, self._year):
            cell = _FIELDS.get(problem.field, Cell.NAME)
            found.setdefault(cell, CellProblem(problem.what, not typed[cell].strip()))
        return ReadLine(draft, {cell: found[cell] for cell in COLUMNS if cell in found}, shown)

    def _kind(
        self, text: str, found: dict[Cell, CellProblem], shown: dict[Cell, str]
    ) -> SubjectKind | None:
        key = search_key(text)
        kind = next((kind for kind, words in _KIND_WORDS.items() if key in words), None)
        if kind is not None and kind.label in self.choices.kinds:
            shown[Cell.KIND] = kind.label
            return kind
        what = "Chưa ghi tập thể, cá nhân hay hộ."
        if kind is not None:
            what = f"Chương trình không có tiêu chí cho {kind.label.lower()}."
        elif key:
            what = f"Không rõ “{_short(text)}” là tập thể, cá nhân hay hộ."
        found[Cell.KIND] = CellProblem(what, not key, words=self.choices.kinds)
        return None

    def _place(self, text: str, found: dict[Cell, CellProblem]) -> Place | None:
        match = self.places.resolve(text)
        if match.place is None:
            found[Cell.PLACE] = _place_problem(text, match.suggestions)
        return match.place

    def _sector(self, text: str, found: dict[Cell, CellProblem], shown: dict[Cell, str]) -> str:
        if not self._plan.sectors:
            return ""
        key = search_key(text).removeprefix("linh vuc ")
        codes = self._sectors.get(key, set())
        if len(codes) == 1:
            code = next(iter(codes))
            shown[Cell.SECTOR] = self._plan.sector(code).name
            return code
        if not key:
            found[Cell.SECTOR] = CellProblem(
                "Chưa chọn lĩnh vực.", True, words=self.choices.sectors
            )
        else:
            what = f"Chương trình không có lĩnh vực “{_short(text)}”."
            near = tuple(name for name in self.choices.sectors if _near(key, name))
            found[Cell.SECTOR] = CellProblem(what, words=near or self.choices.sectors)
        return ""

    def _newness(
        self, text: str, found: dict[Cell, CellProblem], shown: dict[Cell, str]
    ) -> Newness:
        key = search_key(text)
        for new, words in _NEW_WORDS.items():
            if key in words:
                shown[Cell.NEWNESS] = new.label
                return new
        if key:
            what = f"Không rõ “{_short(text)}” là mới hay duy trì."
            found[Cell.NEWNESS] = CellProblem(what, words=self.choices.newness)
        return Newness.NEW

    def _title_for(self, kind: SubjectKind) -> str:
        return next((title.code for title in self._titles if kind in title.subject_kinds), "")


def _place_problem(text: str, near: tuple[Place, ...]) -> CellProblem:
    key = search_key(text)
    if not key:
        return CellProblem("Chưa nhập đơn vị.", missing=True)
    if near and search_key(near[0].name) == key:
        return CellProblem(f"Có nhiều nơi tên “{_short(text)}”: hãy chọn một.", places=near)
    what = f"Chưa có “{_short(text)}” trong danh sách địa bàn, tổ chức."
    return CellProblem(what, places=near, can_add=True)


def save(
    session: Session,
    programme_id: str,
    year: int,
    lines: Iterable[ReadLine],
    progress: registrations.Progress | None = None,
) -> Changes:
    """Enter sound lines, all of them or none. Raises `UserError` for a line that is not sound."""
    drafts = [line.draft for line in lines]
    return registrations.register_many(session, programme_id, year, drafts, progress)


def names_taken(session: Session, programme_id: str, year: int) -> dict[str, str]:
    """Folded names registered for the year already, with the place of each, to warn of twins."""
    from danvan_desktop.services.registration_list import all_rows

    rows = all_rows(session, programme_id, year)
    return {search_key(row.name): row.place_name for row in rows}


def _in_order(plan: Programme, chosen: str) -> list[Title]:
    """Titles that a registration may aim at, the chosen one first."""
    given = [item for item in plan.titles if item.given_from is GivenFrom.REGISTRATION]
    return sorted(given or plan.titles, key=lambda item: item.code != chosen)


def _sector_words(plan: Programme) -> dict[str, set[str]]:
    """Folded words for each sector: name, code, shared code, and the name's first letters."""
    words: dict[str, set[str]] = {}
    for sector in plan.sectors:
        key = search_key(sector.name)
        letters = "".join(word[0] for word in key.split())
        for word in {key, search_key(sector.code), search_key(sector.shared), letters}:
            words.setdefault(word, set()).add(sector.code)
    return words


def _near(key: str, name: str) -> bool:
    """A sector is near what was typed when one holds a word pair of the other."""
    words = search_key(name)
    return key in words or words in key or any(word in words.split() for word in key.split())


def _short(text: str) -> str:
    clean = clean_line(text)
    return clean if len(clean) <= 60 else f"{clean[:57]}..."
