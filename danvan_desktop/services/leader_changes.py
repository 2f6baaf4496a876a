"""What the leader changed in Word, found again in the wording of the paper.

The Word file that was put back is compared with the one the program makes of the wording, line by
line; a change is carried over where its line is found in one part of the wording.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path

from danvan_desktop.domain.text import clean_text
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
    """A line before and after; `old` is empty for a new line, which follows `after`."""

    old: str
    new: str
    after: str = ""

    @property
    def words(self) -> str:
        if not self.old:
            return f"Thêm: {self.new}"
        return f"Bỏ: {self.old}" if not self.new else f"Cũ: {self.old}\nMới: {self.new}"


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
    from danvan_desktop.documents.word_reading import paragraphs

    tell = progress or _unheard
    tell(0, 0, "Đang đọc tệp Word")
    said = paragraphs(theirs)
    tell(0, 0, "Đang tạo lại tệp Word của dự thảo")
    word = own().word
    if word is None:
        return ()
    with tempfile.TemporaryDirectory(prefix="danvan-lanh-dao-") as folder:
        ours = Path(folder) / "own.docx"
        ours.write_bytes(word())
        tell(0, 0, "Đang so từng dòng")
        return tuple(_compared(paragraphs(ours), said))


def _unheard(_done: int, _total: int, _what: str) -> None:
    """Nobody waits for it."""


def _compared(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Change]:
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for kind, start, end, other, last in matcher.get_opcodes():
        if kind == "equal":
            continue
        news = theirs[other:last]
        takes = _paired(ours[start:end], news)
        for place, old in enumerate(ours[start:end]):
            yield Change(old, clean_text(news[takes[place]]) if place in takes else "")
        for place, new in enumerate(news):
            if place not in takes.values():
                before = theirs[other + place - 1] if other + place else ""
                yield Change("", clean_text(new), before)


def _paired(olds: Sequence[str], news: Sequence[str]) -> dict[int, int]:
    """Which new line an old one became, the likest in order; several may have none."""
    if len(olds) == len(news):
        return {place: place for place in range(len(olds))}
    found: dict[int, int] = {}
    first = 0
    for place, old in enumerate(olds):
        open_ones = range(first, min(len(news), first + _NEAR))
        likeness = {new: SequenceMatcher(None, old, news[new]).ratio() for new in open_ones}
        best = max(likeness, key=lambda new: likeness[new], default=-1)
        if best >= 0 and likeness[best] > _ALIKE:
            found[place], first = best, best + 1
    return found


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
    wanted = change.old or change.after
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
    if not change.old:
        if len(line) * 2 < len(wanted):
            return False
        lines.insert(number + 1, change.new)
    elif not change.new:
        del lines[number]
    else:
        head, tail = before.rstrip(), behind.lstrip()
        lines[number] = change.new.removeprefix(head).removesuffix(tail).strip()
    texts[key] = "\n".join(lines)
    return True
