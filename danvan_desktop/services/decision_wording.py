"""The words a decision starts from: who decides, on which bases, signed how, sent to whom.

Proposals only, from `resources/templates/bases.toml` (dated by the paper's date) and
`signing.toml` (by kind of body); the clerk edits every line in the draft.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from danvan_desktop.domain.dates import long_date
from danvan_desktop.domain.numbers import two_digits
from danvan_desktop.domain.programmes import Level, Programme
from danvan_desktop.domain.text import in_sentence
from danvan_desktop.domain.units import BodyKind, Channel, SubjectKind
from danvan_desktop.models import Body
from danvan_desktop.paths import resources

_QUOTED = re.compile("“[^”]+”")
_SAID_NUMBER = re.compile(r"(?i)^số:?\s*")


@dataclass(frozen=True)
class Signing:
    """How papers of a kind of body are decided and signed; lines as the clerk would type them.

    `papers_authority` is that of papers which are no decisions: awards are the chairman's own,
    plans and proposals those of the committee, which `issuer` names.
    """

    deciding_body: str
    authority_line: str
    position: str
    receivers: tuple[str, ...]
    papers_authority: str
    issuer: str


def signing(kind: BodyKind, body: str) -> Signing:
    """What is usual for a kind of body; `body` is its name inside a sentence."""
    entry = next(
        one for one in _templates("signing")["bodies"] if kind in one.get("kinds", (kind.value,))
    )
    deciding_body = str(entry["deciding_body"]).replace("{body}", body)
    return Signing(
        deciding_body=deciding_body,
        authority_line=str(entry["authority"]),
        position=str(entry["position"]),
        receivers=tuple(str(one) for one in entry["receivers"]),
        papers_authority=str(entry.get("papers_authority", entry["authority"])),
        issuer=body if "papers_authority" in entry else deciding_body,
    )


def signing_of(body: Body) -> Signing:
    """What is usual for a body of the records."""
    return signing(BodyKind(body.kind), body.name)


def catalogue() -> Sequence[Mapping[str, Any]]:
    """The shipped bases: `text`, `channels`, and where they are bounded `from`, `to`, `source`."""
    found: Sequence[Mapping[str, Any]] = _templates("bases")["bases"]
    return found


def bases(
    channel: Channel,
    body: str,
    plan: Programme,
    year: int,
    on: date,
    own: Sequence[str] = (),
    unused: Collection[str] = (),
) -> tuple[str, ...]:
    """Bases in force on the paper's date without the `unused`, the office's `own`, then the
    programme's paper and the appraisal."""
    shipped = [
        str(entry["text"])
        for entry in catalogue()
        if channel in entry["channels"]
        and entry["text"] not in unused
        and in_force(entry.get("from"), entry.get("to"), on)
    ]
    general = [text.replace("{body}", body) for text in (*shipped, *own)]
    appraisal = f"Xét kết quả thẩm định mô hình, điển hình “Dân vận khéo” đăng ký năm {year}"
    return (*general, f"Căn cứ {paper_in_words(plan)}", appraisal)


def paper_in_words(plan: Programme, typed: str = "") -> str:
    """The programme's own paper inside a sentence, with number and date where they are known.

    `typed` is what the office knows of them: "12-HD/BTT ngày 05/6/2020".
    """
    paper = plan.paper
    number = f" số {paper.number}" if paper.number else ""
    day = f" {long_date(paper.date)}" if paper.date else ""
    if typed:
        number = f" số {_SAID_NUMBER.sub('', typed)}"
        day = "" if "ngày" in typed else day
    title = in_sentence(paper.title)
    about = title if title.startswith("về ") else f"về {title}"
    return f"{paper.kind}{number}{day} của {plan.issuer.name} {about}"


def subjects(plan: Programme) -> str:
    """Who may be recognised under a programme: "tập thể, cá nhân, hộ gia đình"."""
    there = {kind for title in plan.titles for kind in title.subject_kinds}
    return ", ".join(in_sentence(kind.label) for kind in SubjectKind if kind in there)


def titles_of(plan: Programme, codes: Collection[str]) -> list[str]:
    """The names of these titles, once for each, as the programme lists them: "mô hình, điển hình"
    whatever a list begins with."""
    return [title.name for title in plan.titles if title.code in codes]


def subject(titles: Sequence[str], level: str, year: int) -> str:
    """The line under QUYẾT ĐỊNH: "Về việc công nhận mô hình “Dân vận khéo” cấp xã năm 2026"."""
    return f"Về việc công nhận {_listed(titles)} {in_sentence(level)} năm {year}"


def articles(
    titles: Mapping[str, int], level: str, year: int, carrying_out: str, who: str
) -> tuple[str, ...]:
    """The three articles, from how many of each title are recognised; `who` may be: "tập thể".
    `carrying_out` are the offices that carry it out (`carries_out`)."""
    counted = ", ".join(
        f"{two_digits(count)} {in_sentence(name)}" for name, count in titles.items()
    )
    return (
        f"Công nhận {counted} {in_sentence(level)} năm {year} (có danh sách kèm theo).",
        f"Các {who} được công nhận tiếp tục duy trì, nâng cao chất lượng "
        "và chia sẻ cách làm để nơi khác học tập, nhân rộng.",
        f"{carrying_out} và {who} "
        "có tên trong danh sách chịu trách nhiệm thi hành Quyết định này. Quyết định "
        "có hiệu lực kể từ ngày ký.",
    )


def carries_out(channel: Channel, body: str) -> str:
    """Who carries out a decision of a body: its offices in the Party, their heads in the State."""
    if channel is Channel.PARTY:
        return f"Văn phòng, các cơ quan tham mưu, giúp việc của {body}, các đơn vị liên quan"
    if channel is Channel.STATE:
        return "Thủ trưởng các cơ quan, đơn vị liên quan"
    return "Các cơ quan, đơn vị liên quan"


def level_name(levels: Sequence[Level]) -> str:
    """The names of the levels in one decision, joined."""
    return " và ".join(level_words(level) for level in levels)


def level_words(level: Level) -> str:
    """A level inside a sentence."""
    return in_sentence(bare_level(level.name))


def bare_level(name: str) -> str:
    """A level's name without the explanation a programme puts in brackets."""
    return re.sub(r"\s*\([^)]*\)$", "", name)


def _listed(titles: Sequence[str]) -> str:
    """The titles joined; a name in quotation marks that all of them carry is said once."""
    words = [in_sentence(title) for title in dict.fromkeys(titles)]
    shared = set.intersection(*(set(_QUOTED.findall(one)) for one in words)) if words else set()
    if len(words) < 2 or len(shared) != 1:
        return ", ".join(words)
    (name,) = shared
    return f"{', '.join(' '.join(one.replace(name, ' ').split()) for one in words)} {name}"


def in_force(first: date | None, last: date | None, on: date) -> bool:
    """Whether a line with these first and last days is used on a date; None is open."""
    return (first is None or first <= on) and (last is None or on <= last)


@cache
def _templates(name: str) -> Mapping[str, Any]:
    import tomllib

    path = resources() / "templates" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
