"""A review meeting in the words of its papers: who came, what was voted on how, notes, conclusion.

Every number is that of the meeting's tallies (`meeting_view`). Draws nothing and asks no table
but that of the councils.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.meeting_results import summary_words
from danvan_desktop.domain.text import in_sentence
from danvan_desktop.domain.voting import Presence, Role
from danvan_desktop.models import Council
from danvan_desktop.services.meeting_view import ItemView, MeetingStatus, MeetingView, MemberRow


def council_of(view: MeetingView) -> Council | None:
    """The council that meets, where a decision has set one up: else nobody is its chairman."""
    found: Council | None = None
    if view.row.council:
        found = Council.get_or_none(Council.uid == view.row.council)
    return found if found is not None and found.decision_number else None


def named(one: MemberRow) -> str:
    """ "Name, position"."""
    return f"{one.name}, {one.position}" if one.position else one.name


def person(one: MemberRow, council: Council | None) -> str:
    """ "Name, position - role in the council"."""
    of_council = one.role in (Role.CHAIR, Role.DEPUTY)
    if one.role is Role.MEMBER or (of_council and council is None):
        return named(one)
    return f"{named(one)} - {one.role.label}"


def people(view: MeetingView, presence: Presence, council: Council | None) -> tuple[str, ...]:
    """The members of that presence, with the reason where one is known."""
    return tuple(
        f"{person(one, council)}{f' (lý do: {one.reason})' if one.reason else ''}"
        for one in view.members
        if one.presence is presence
    )


def content(view: MeetingView, held: bool) -> Iterator[str]:
    """By which decision and rules the meeting sat, or that it was not `held` and why."""
    council = council_of(view)
    if council is not None:
        day = f" ngày {format_date(council.decision_date)}" if council.decision_date else ""
        yield f"{council.name} được thành lập theo Quyết định số {council.decision_number}{day}."
    if view.row.follows:
        yield "Cuộc họp biểu quyết vòng hai đối với các mục để lại của cuộc họp trước."
    if view.opening:
        yield view.opening
    if not held:
        yield "Do không đủ thành phần, cuộc họp không tiến hành bình xét."
        return
    yield view.rules.words
    yield from _together(view)


def _together(view: MeetingView) -> Iterator[str]:
    """How the list was voted on: once for all, and which items apart."""
    listed = [item for item in view.standing if item.together and item.tally]
    apart = [item for item in view.standing if not item.together and item.tally]
    if listed and listed[0].tally:
        yield (
            f"Hội nghị biểu quyết chung một lần cho {len(listed):02d} mô hình, điển hình: "
            f"{listed[0].tally.words}."
        )
        if apart:
            yield f"Biểu quyết riêng: {_places(apart)}."
    other = [item for item in view.standing if item.secret != view.rules.secret]
    if other:
        yield f"{'Giơ tay' if view.rules.secret else 'Bỏ phiếu kín'}: {_places(other)}."


def _places(items: Sequence[ItemView]) -> str:
    return "số thứ tự " + ", ".join(str(item.place) for item in items)


def notes(view: MeetingView) -> Iterator[str]:
    """Who did not vote on an item and why, and what absent members wrote, in the list's order."""
    for item in view.items:
        for one in item.recusals:
            reason = one.reason.rstrip(" .;")
            yield about(item, f"{one.member_name} không tham gia biểu quyết; lý do: {reason}.")
        yield from _written_note(item)


def _written_note(item: ItemView) -> Iterator[str]:
    """Inside the numbers of the table, or told beside them, as the denominator says."""
    counts, tally = item.counts, item.tally
    if tally is None or not counts.written_sent or item.void:
        return
    inside = "đã tính trong kết quả" if tally.written_counted else "không tính vào kết quả"
    yield about(
        item,
        f"lấy ý kiến bằng văn bản {counts.written_sent:02d}, thu về "
        f"{counts.written_returned or 0:02d}, đồng ý {counts.written_agreeing or 0:02d}, không "
        f"đồng ý {counts.written_against or 0:02d} ({inside}).",
    )


def reasons(view: MeetingView) -> Iterator[str]:
    """Why an item got a result that its vote alone does not explain."""
    for item in view.standing:
        if item.result is not None and item.reason:
            reason = item.reason.rstrip(" .;")
            yield about(item, f"{in_sentence(item.result_words)}; lý do: {reason}.")


def about(item: ItemView, words: str) -> str:
    """Words under the item's place on the list and its name."""
    return f"{item.place}. {item.name}: {words}"


def conclusion(view: MeetingView) -> str:
    """The results in numbers once the meeting is closed, and what was typed."""
    lines = []
    if view.row.status is MeetingStatus.CLOSED:
        lines.append(summary_words([item.result for item in view.standing if item.result]))
    lines.append(view.conclusion)
    return "\n".join(line for line in lines if line)
