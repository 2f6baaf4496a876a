"""What a leader changed in Word, carried into the wordings: changed, new and dropped lines."""

from __future__ import annotations

import pytest

from danvan_desktop.services.leader_changes import Change, carried

TEXTS = {
    "subject": "Thực hiện phong trào năm 2026",
    "body": "Việc thứ nhất của tổ.\nViệc thứ hai của tổ.\nViệc thứ ba của tổ.",
}
LONG = ("body",)


@pytest.mark.parametrize(
    ("change", "key", "text"),
    [
        (
            Change("Việc thứ hai của tổ.", "Việc thứ hai của chi hội."),
            "body",
            "Việc thứ nhất của tổ.\nViệc thứ hai của chi hội.\nViệc thứ ba của tổ.",
        ),
        (
            Change("Việc thứ hai của tổ.", ""),
            "body",
            "Việc thứ nhất của tổ.\nViệc thứ ba của tổ.",
        ),
        (
            Change("", "Việc làm thêm.", "Việc thứ hai của tổ."),
            "body",
            "Việc thứ nhất của tổ.\nViệc thứ hai của tổ.\nViệc làm thêm.\nViệc thứ ba của tổ.",
        ),
        (
            Change("V/v Thực hiện phong trào năm 2026", "V/v Tiếp tục phong trào năm 2026"),
            "subject",
            "Tiếp tục phong trào năm 2026",
        ),
    ],
    ids=["changed", "dropped", "new", "printed with more around it"],
)
def test_change_goes_into_the_wording_that_has_its_line(
    change: Change, key: str, text: str
) -> None:
    made, left = carried(TEXTS, LONG, [change])
    assert (made, left) == ({**TEXTS, key: text}, ())


@pytest.mark.parametrize(
    "change",
    [
        Change("Dòng của bảng", "Dòng khác của bảng"),
        Change("", "Một dòng nữa", "Thực hiện phong trào năm 2026"),
        Change("", "Một dòng nữa", "Dòng không có trong lời văn"),
    ],
    ids=["line of a table", "new line where one has room", "new line behind a table"],
)
def test_change_without_a_place_is_left_to_a_person(change: Change) -> None:
    assert carried(TEXTS, LONG, [change]) == (TEXTS, (change,))


def test_several_changes_are_carried_one_after_the_other() -> None:
    changes = [
        Change("", "Mở đầu thêm.", "Việc thứ nhất của tổ."),
        Change("Việc thứ nhất của tổ.", "Việc đầu tiên của tổ."),
        Change("Việc thứ ba của tổ.", ""),
    ]
    made, left = carried(TEXTS, LONG, changes)
    assert made["body"] == "Việc đầu tiên của tổ.\nMở đầu thêm.\nViệc thứ hai của tổ."
    assert left == ()
