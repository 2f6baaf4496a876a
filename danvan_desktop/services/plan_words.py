"""A programme in the words of the office's own plan: targets, dates of the year, who does what.

Owns the sentences; figures are those of `target_settings`, dates those of `calendar`, so that the
plan, the calendar and the overview never differ. Every line is "- ...;".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.deadlines import Boundary
from danvan_desktop.domain.numbers import format_decimal, two_digits
from danvan_desktop.domain.programmes import Programme, Target
from danvan_desktop.domain.text import in_sentence, search_key
from danvan_desktop.services import addressees, calendar, own_words, target_settings
from danvan_desktop.services.calendar import AgendaItem
from danvan_desktop.services.session import Session

_REGISTRATION_PAPERS = ("registration_form", "registration_list")
_REGISTERING = "dang ky"


def targets(session: Session, plan: Programme) -> list[str]:
    """Each target with whom it is for and its figure."""
    return [f"- {_with_whom(one)};" for one in _targets(session, plan)]


def dates(session: Session, plan: Programme, year: int) -> list[str]:
    """What is due in the year, in order of date; what comes several times is said once, and
    registering without a date opens the list."""
    items = sorted(_items(session, plan, year), key=lambda item: not _opens_the_year(item))
    return [f"- {item.title}: {_when(item, year)};" for item in items]


def assignments(session: Session, plan: Programme, year: int, issuer: str) -> list[str]:
    """For each who is named in the programme: the targets to reach and what to send when.

    What a commune sends upwards is its own duty, in the name of the `issuer` of the plan.
    """
    lines: list[str] = []
    duties = _duties(session, plan, year, issuer)
    for number, (who, does) in enumerate(duties.items(), start=1):
        lines += [f"{number}. {who}", *(f"- {words};" for words in does)]
    return lines


def registration_deadline(session: Session, plan: Programme, year: int) -> str:
    """Until when units send their registration, "" where the year has no such day."""
    found = [item for item in _items(session, plan, year) if item.due is not None]
    for kind in _REGISTRATION_PAPERS:
        for item in found:
            if item.paper == kind:
                return _when(item, year)
    return next((_when(item, year) for item in found if item.code.startswith("dang-ky")), "")


def _duties(session: Session, plan: Programme, year: int, issuer: str) -> dict[str, list[str]]:
    found: dict[str, tuple[str, list[str]]] = {}

    def give(who: str, words: str) -> None:
        found.setdefault(search_key(who), (who, []))[1].append(words)

    place = own_words.commune(session)
    for target in _targets(session, plan):
        if target.who:
            words = _target(target).removeprefix(target.who).strip()
            who = issuer if place and own_words.is_ours(target.who) else target.who
            give(_heading(who), f"Chỉ tiêu: {in_sentence(words)}")
    for item in _items(session, plan, year):
        if item.sender and not (place and own_words.stands_above(item.sender)):
            sender = own_words.of_commune(item.sender, place) if place else item.sender
            if place and (own_words.stands_above(item.receiver) or own_words.is_ours(sender)):
                sender = issuer
            when = _when(item, year, said=True)
            give(_heading(sender), f"{item.title}{_to(item, plan)}: {when}")
    return dict(found.values())


def _targets(session: Session, plan: Programme) -> Sequence[Target]:
    """The programme's targets; for a commune its own and those below it, in its own name."""
    found, place = target_settings.targets(session, plan), own_words.commune(session)
    if not place:
        return found
    return [_of_one(one, place) for one in found if not own_words.stands_above(one.who)]


def _of_one(target: Target, place: str) -> Target:
    """The target for one commune of those it is set for, of which all together are no share."""
    who = own_words.of_commune(target.who, place)
    every = target.unit == "%" and target.at_least == 100 and who != target.who
    return replace(
        target,
        who=who,
        title=own_words.of_commune(target.title, place),
        per="" if own_words.says_communes(target.per) else target.per,
        at_least=None if every else target.at_least,
    )


def _to(item: AgendaItem, plan: Programme) -> str:
    """To whom it goes, in the way that its title leaves open."""
    if not item.receiver:
        return ""
    receiver = addressees.with_place(plan, item.receiver)
    title = search_key(item.title)
    if title.startswith("gui ") and " len " in title:
        return f" ({receiver})"
    return f" về {receiver}" if title.startswith("gui ") else f", gửi {receiver}"


def _heading(who: str) -> str:
    """A name as a heading: no sign in it that would end one."""
    return who.replace(";", ",").rstrip(" .")


def _items(session: Session, plan: Programme, year: int) -> list[AgendaItem]:
    """The first time of each deadline that falls into the year."""
    found: dict[str, AgendaItem] = {}
    for item in calendar.agenda(session, plan.id, date(year, 1, 1), date(year, 12, 31)):
        found.setdefault(item.code, item)
    return list(found.values())


def _opens_the_year(item: AgendaItem) -> bool:
    return item.due is None and _REGISTERING in search_key(item.title)


def _when(item: AgendaItem, year: int, *, said: bool = False) -> str:
    """When in that year, the last day in time named where the wording stops a day before it;
    not again where it was `said` before."""
    if item.boundary is Boundary.ONGOING:
        return "thường xuyên trong năm"
    if item.due is None:
        return f"trong năm {year}"
    due = format_date(item.due)
    if item.first is not None and item.first != item.due:
        return f"từ ngày {format_date(item.first)} đến ngày {due}"
    if item.boundary is Boundary.BEFORE and item.last_on_time is not None:
        if said:
            return f"trước ngày {due}"
        last = format_date(item.last_on_time)
        return f"trước ngày {due} (chậm nhất hết ngày {last})"
    return f"{_BOUNDARIES.get(item.boundary, 'chậm nhất')} ngày {due}"


_BOUNDARIES = {Boundary.ON: "vào", Boundary.AROUND: "dịp"}


def _with_whom(target: Target) -> str:
    """ "Chi bộ trực thuộc: ...", unless the target's own words begin with it."""
    said = f"{_bare(target.title)} ".startswith(f"{_bare(target.who)} ")
    if said or not target.who:
        return _target(target)
    return f"{_heading(target.who)}: {in_sentence(_target(target))}"


def _bare(words: str) -> str:
    """Folded, without the word for several: "Đoàn các xã" and "Đoàn xã" are the same."""
    return " ".join(word for word in search_key(words).split() if word != "cac")


def _target(target: Target) -> str:
    """The target with its figure, which is not said a second time."""
    if target.at_least is None or _says_figure(target.title, _figure(target)):
        return target.title.rstrip(" .;")
    per = "" if target.per in ("", "năm") else f" ({_each(target)})"
    sign = "" if target.unit == "%" else ":"
    return f"{target.title.rstrip(' .;')}{sign} {_at_least(target)}{per}"


def _says_figure(title: str, figure: str) -> bool:
    return any(word.strip("(),.") == figure for word in title.split())


def _figure(target: Target) -> str:
    least = target.at_least or 0
    return two_digits(int(least)) if least == int(least) else format_decimal(least)


def _at_least(target: Target) -> str:
    if target.unit == "%":
        share = f"{format_decimal(target.at_least or 0)}%"
        return f"đạt {share}" if target.at_least == 100 else f"đạt từ {share} trở lên"
    return f"ít nhất {_figure(target)} {target.unit}".strip()


def _each(target: Target) -> str:
    if target.unit == "%":
        return f"trên {target.per}" if target.per.startswith("số ") else target.per
    return target.per if target.per.startswith("mỗi ") else f"mỗi {target.per}"
