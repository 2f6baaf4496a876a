"""A paper that runs a little over a page is set tighter, as an official does, to save that page.

Owns what gives way and how far: lines and paragraphs of the text and rows of tables as far as the
profile allows, the gaps under the letterhead and around the title, and a little of the room for
signatures on forms; where that is not enough, a point of the print of tables and forms. Running
text keeps its print, signatures of formal papers their room.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial, wraps
from typing import Concatenate, ParamSpec, TypeVar

from danvan_desktop.documents.page import Sheet
from danvan_desktop.documents.profile_format import Profile

_GAPS, _FORM_ROOM = 0.5, 0.75
"""Shares that stay of what no rule has a figure for."""
_PRINT = 10.0
"""Points below which the print of a table is not made smaller."""

_Data = TypeVar("_Data")
_More = ParamSpec("_More")
_Step = Callable[[Profile], Profile]
_Maker = Callable[Concatenate[_Data, Profile, _More], Sheet]


def tight(profile: Profile) -> Profile:
    """The profile with the least room it allows between lines, paragraphs and rows."""
    header, title, body, table = profile.header, profile.title, profile.body, profile.table
    foot = profile.signature
    leading = max(body.least_leading, body.size)
    return replace(
        profile,
        header=replace(header, gap_after=header.gap_after * _GAPS),
        title=replace(
            title, gap_before=title.gap_before * _GAPS, gap_after=title.gap_after * _GAPS
        ),
        body=replace(
            body,
            leading=min(body.leading, leading),
            space_after=min(body.space_after, body.least_space_after),
        ),
        signature=replace(foot, form_space_mm=foot.form_space_mm * _FORM_ROOM),
        table=replace(table, padding=min(table.padding, table.least_padding)),
    )


def smaller(profile: Profile) -> Profile:
    """The profile with the print of tables, and with it of forms, a point smaller."""
    table = profile.table
    size, wide = (max(one - 1, min(one, _PRINT)) for one in (table.size, table.wide_size))
    return replace(profile, table=replace(table, size=size, wide_size=wide))


def tightening(
    make: _Maker[_Data, _More], steps: Sequence[_Step] = (tight, smaller)
) -> _Maker[_Data, _More]:
    """What makes a paper from its data and a profile, so that the paper can be set tighter."""

    @wraps(make)
    def made(data: _Data, profile: Profile, /, *more: _More.args, **named: _More.kwargs) -> Sheet:
        sheet = make(data, profile, *more, **named)
        if not steps:
            return sheet
        step, *further = steps
        again = tightening(make, further)
        return replace(sheet, tighter=partial(again, data, step(profile), *more, **named))

    return made
