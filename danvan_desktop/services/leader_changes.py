"""What the leader changed in Word, found again in the wording of the paper.

The Word file that was put back is compared with the one the program makes of the wording, line by
line; a change is carried over where its line is found in one part of the wording.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path

from danvan_desktop.documents.word_reading import CELL, Line, lines
from danvan_desktop.services import paper_desk
from danvan_desktop.services.paper_desk import LEADER, Draft
from danvan_desktop.services.paper_files import files
from danvan_desktop.services.paper_kinds import Paper, Progress
from danvan_desktop.services.session import Session

_SHORTEST = 2
_ALIKE = 0.5
"""Two lines that share less than this are not the same line changed."""
_NEAR = 40
"""Lines among which a changed one is looked for: a wholly other file would take minutes."""


@dataclass(frozen=True)
class Change:
    """A line before and after; `old` is empty for a new line, which follows `after`.

    `where` is said of what no wording takes: a row of a list, which comes from the records; a note;
    letters of an old font, which print as others.
    """

    old: str
    new: str
    after: str = ""
    where: str = ""

    @property
    def words(self) -> str:
        said = f"Cũ: {self.old}\nMới: {self.new}"
        if not (self.old and self.new):
            said = f"Bỏ: {self.old}" if self.old else f"Thêm: {self.new}"
        return f"{self.where}. {said}" if self.where else said


def changes(session: Session, draft: Draft, progress: Progress | None = None) -> tuple[Change, ...]:
    """What the newest file of the leader says otherwise; empty where none was put back."""
    kept = next((file for file in files(session, draft.uid) if file.role == LEADER), None)
    if kept is None:
        return ()
    return between(partial(paper_desk.paper, session, draft), kept.path, progress)


def between(
    own: Callable[[], Paper], theirs: Path, progress: Progress | None = None
) -> tuple[Change, ...]:
    """What a Word file says otherwise than our own paper; raises `UserError` for what is none."""
    tell = progress or _unheard
    tell(0, 0, "Đang đọc tệp Word")
    said = lines(theirs)
    tell(0, 0, "Đang tạo lại tệp Word của dự thảo")
    word = own().word
    if word is None:
        return ()
    with tempfile.TemporaryDirectory(prefix="danvan-lanh-dao-") as folder:
        ours = Path(folder) / "own.docx"
        ours.write_bytes(word())
        tell(0, 0, "Đang so từng dòng")
        return tuple(_compared(lines(ours), said))


def _unheard(_done: int, _total: int, _what: str) -> None:
    """Nobody waits for it."""


def _compared(ours: Sequence[Line], theirs: Sequence[Line]) -> Iterator[Change]:
    before, after = [one.key for one in ours], [one.key for one in theirs]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, end, other, last in matcher.get_opcodes():
        if kind == "equal":
            continue
        news = theirs[other:last]
        takes = _paired(ours[start:end], news)
        taken = set(takes.values())
        for place, old in enumerate(ours[start:end]):
            new = news[takes[place]] if place in takes else Line("")
            yield Change(*_told(old, new.text), where=old.where or new.strange)
        for place, line in enumerate(news):
            if place not in taken:
                over = theirs[other + place - 1].text if other + place else ""
                yield Change("", line.text, over, line.where or line.strange)


def _paired(olds: Sequence[Line], news: Sequence[Line]) -> dict[int, int]:
    """Which new line an old one became, the likest in order; several may have none."""
    if [bool(one.where) for one in olds] == [bool(one.where) for one in news]:
        return {place: place for place in range(len(olds))}
    found: dict[int, int] = {}
    first = 0
    for place, old in enumerate(olds):
        near = range(first, min(len(news), first + _NEAR))
        likeness = {new: _likeness(old, news[new]) for new in near}
        best = max(likeness, key=lambda new: likeness[new], default=-1)
        if best >= 0 and likeness[best] > _ALIKE:
            found[place], first = best, best + 1
    return found


def _told(old: Line, new: str) -> tuple[str, str]:
    """The line before and after; of a row of a list only the cells that say something else."""
    before, after = old.text.split(CELL), new.split(CELL)
    if not (old.where and new) or len(before) != len(after):
        return old.text, new
    number = before[0].isdigit() and after[0].isdigit()
    pairs = list(zip(before, after, strict=True))[1 if number else 0 :]
    cells = [pair for pair in pairs if pair[0] != pair[1]]
    return CELL.join(one for one, _ in cells), CELL.join(one for _, one in cells)


def _likeness(old: Line, new: Line) -> float:
    """From 0 to 1, by common words for rows of a list, of which there may be thousands; by letters
    for the paragraphs that have some words in common. A row never becomes a paragraph."""
    if bool(old.where) != bool(new.where):
        return 0.0
    words, others = set(old.text.split()), set(new.text.split())
    common = 2 * len(words & others) / (len(words) + len(others))
    if old.where or common < _ALIKE / 2:
        return common
    return SequenceMatcher(None, old.text, new.text).ratio()


def carried(
    texts: Mapping[str, str], long: Collection[str], found: Sequence[Change]
) -> tuple[dict[str, str], tuple[Change, ...]]:
    """The wordings with what could be carried over, and what is left; `long` have room for new
    lines."""
    made = dict(texts)
    left = [change for change in found if not _carried(made, change, long)]
    return made, tuple(left)


def _carried(texts: dict[str, str], change: Change, long: Collection[str]) -> bool:
    """Put one change into the wording; False where its line is not found there.

    A new line goes only into what has room for several (`long`).
    """
    wanted = "" if change.where else change.old or change.after
    places = [
        (len(line), key, number)
        for key, text in texts.items()
        if change.old or key in long
        for number, line in enumerate(text.split("\n"))
        if len(line.strip()) >= _SHORTEST and line.strip() in wanted
    ]
    if not places:
        return False
    _, key, number = max(places)
    lines = texts[key].split("\n")
    line = lines[number].strip()
    before, _, behind = wanted.partition(line)
    if not (change.old and change.new) and len(line) * 2 < len(wanted):
        return False
    if not change.old:
        lines.insert(number + 1, change.new)
    elif not change.new:
        del lines[number]
    elif (said := _said(change.new, before.rstrip(), behind.lstrip())) is not None:
        lines[number] = said
    else:
        return False
    texts[key] = "\n".join(lines)
    return True


def _said(line: str, head: str, tail: str) -> str | None:
    """The words of a line between what the paper puts around them; None under another head.

    Articles that were counted anew stay the same ones.
    """
    found = re.match(re.sub(r"\d+", r"\\d+", re.escape(head)), line)
    if found is None:
        return None
    words = line[found.end() :]
    return (words.removesuffix(tail) if words.endswith(tail) else words.rstrip("./;, ")).strip()
