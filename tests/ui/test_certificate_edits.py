"""What the template editor does to a template, without a window."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain import certificate_checks
from danvan_desktop.domain.certificate_shipped import Shipped, shipped
from danvan_desktop.domain.certificate_template import (
    CertificateTemplate,
    Paper,
    PaperSize,
    Source,
    TemplateKind,
)
from danvan_desktop.ui import certificate_edits as edits
from danvan_desktop.ui.certificate_edits import Edited, Spot
from danvan_desktop.ui.certificate_guides import Guide, Guides

TEMPLATE = shipped()[0].template
MILLIMETRES = st.floats(-400, 400).map(lambda value: round(value, 2))


def spot(state: Edited, name: str) -> Spot:
    return Spot.of(state.template.field(name))


@given(MILLIMETRES, MILLIMETRES)
def test_moving_there_and_back_changes_nothing(right: float, down: float) -> None:
    state = edits.choose(Edited(TEMPLATE), ("recipient", "title"))
    back = edits.moved(edits.moved(state, right, down), -right, -down)
    assert back == state


def test_moving_leaves_the_other_fields_where_they_are() -> None:
    state = edits.choose(Edited(TEMPLATE), ("title",))
    moved = edits.moved(state, 3, -2)
    before, after = spot(state, "title"), spot(moved, "title")
    assert after == Spot(before.x + 3, before.y - 2, before.width, before.height)
    others = [one for one in moved.template.fields if one.id != "title"]
    assert others == [one for one in TEMPLATE.fields if one.id != "title"]


def test_a_field_never_gets_smaller_than_two_millimetres() -> None:
    state = edits.choose(Edited(TEMPLATE), ("title",))
    shrunk = spot(edits.grown(state, -500, -500), "title")
    assert (shrunk.width, shrunk.height) == (edits.SMALLEST, edits.SMALLEST)


def test_added_fields_get_names_of_their_own_and_stand_in_the_middle() -> None:
    state = Edited(CertificateTemplate("Mẫu", TemplateKind.AWARD))
    for _ in range(3):
        state = edits.added(state, Source.RECIPIENT)
    assert [one.id for one in state.template.fields] == ["recipient", "recipient-2", "recipient-3"]
    first = state.template.fields[0]
    assert first.x + first.width / 2 == pytest.approx(297 / 2)
    assert state.chosen == ("recipient-3",)


def test_doubled_fields_are_chosen_and_removed_ones_gone() -> None:
    state = edits.doubled(edits.choose(Edited(TEMPLATE), ("title", "signer")))
    assert state.chosen == ("signer-2", "title-2") or set(state.chosen) == {"title-2", "signer-2"}
    assert edits.removed(state).template == TEMPLATE


def test_on_a3_everything_is_where_it_was_in_proportion() -> None:
    paper = replace(TEMPLATE.paper, size=PaperSize.A3)
    grown = edits.on_paper(Edited(TEMPLATE), paper).template
    for before, after in zip(TEMPLATE.fields, grown.fields, strict=True):
        middle, was = after.x + after.width / 2, before.x + before.width / 2
        assert middle / 420 == pytest.approx(was / 297, abs=1e-4)
        assert after.bottom / 297 == pytest.approx(before.bottom / 210, abs=1e-4)
        assert after.floor <= after.wrap_size <= after.size


def test_a_dragged_field_catches_on_the_middle_of_the_paper() -> None:
    guides = Guides(CertificateTemplate("Mẫu", TemplateKind.AWARD, Paper()), set())
    (right, down), lines = guides.catch_move(Spot(99.0, 60.0, 100.0, 10.0), 1.0)
    assert (right, down) == (-0.5, 0.0)
    assert lines == (Guide(True, 148.5),)


def test_a_dragged_field_catches_on_another_ones_edge_and_nothing_far_away() -> None:
    fields = (replace(TEMPLATE.field("signer"), x=60.0, y=50.0, width=80.0, height=7.0),)
    guides = Guides(CertificateTemplate("Mẫu", TemplateKind.AWARD, fields=fields), set())
    (right, down), lines = guides.catch_move(Spot(60.3, 50.4, 33.3, 30.0), 0.5)
    assert (right, down) == (pytest.approx(-0.3), pytest.approx(-0.4))
    assert lines == (Guide(True, 60.0), Guide(False, 50.0))
    assert guides.catch_move(Spot(5.1, 3.1, 1.0, 1.0), 0.01) == ((0.0, 0.0), ())


def test_a_dragged_edge_catches_on_the_safe_area() -> None:
    guides = Guides(CertificateTemplate("Mẫu", TemplateKind.AWARD, Paper()), set())
    caught, lines = guides.catch_size(Spot(40.0, 50.0, 236.5, 12.0), "r", 1.0)
    assert caught == Spot(40.0, 50.0, 237.0, 12.0)
    assert lines == (Guide(True, 277.0),)


@given(MILLIMETRES, MILLIMETRES)
def test_fields_that_touch_are_not_called_overlapping_after_a_drag(
    right: float, down: float
) -> None:
    bare = replace(TEMPLATE, safe=0.0, fields=TEMPLATE.fields[:1])
    first = bare.fields[0]
    below = replace(first, id="below", y=round(first.y + first.height, 2))
    state = edits.choose(Edited(replace(bare, fields=(first, below))), (first.id, "below"))
    moved = edits.moved(state, right / 3, down / 3).template
    assert not any("chồng lên" in one.words for one in certificate_checks.problems(moved))


def test_register_number_of_an_award_is_said_to_stay_open() -> None:
    award = next(one.template for one in shipped() if one.template.kind is TemplateKind.AWARD)
    made = edits.added(Edited(award), Source.REGISTER_NUMBER).template
    found = [one for one in certificate_checks.problems(made) if "ghi tay" in one.words]
    assert [(one.field, one.warning) for one in found] == [("register-number", True)]


@pytest.mark.parametrize("paper", [Paper(PaperSize.A3), Paper(landscape=False)])
@pytest.mark.parametrize("one", [one for one in shipped() if one.template.paper == Paper()])
def test_code_keeps_its_size_on_every_paper_and_its_white_around(
    one: Shipped, paper: Paper
) -> None:
    made = edits.on_paper(Edited(one.template), paper).template
    code = made.field("code")
    assert (code.width, code.height) == (20.0, 20.0)
    assert certificate_checks.problems(made) == ()


@pytest.mark.parametrize("one", [one for one in shipped() if one.template.paper == Paper()])
@pytest.mark.parametrize(
    "paper",
    [
        Paper(PaperSize.A3, landscape=False),
        Paper(PaperSize.OWN, own_width=250.0, own_height=180.0),
        Paper(PaperSize.OWN, own_width=180.0, own_height=250.0),
    ],
)
def test_paper_of_any_usual_shape_begins_without_a_problem(one: Shipped, paper: Paper) -> None:
    made = edits.on_paper(Edited(one.template), paper).template
    assert certificate_checks.problems(made) == ()


@pytest.mark.parametrize("sides", [(150.0, 105.0), (105.0, 150.0), (100.0, 600.0), (600.0, 100.0)])
def test_small_or_narrow_paper_begins_with_sizes_in_their_order(
    sides: tuple[float, float],
) -> None:
    paper = Paper(PaperSize.OWN, own_width=sides[0], own_height=sides[1])
    for one in shipped():
        made = edits.on_paper(Edited(one.template), paper).template
        assert [one.words for one in certificate_checks.errors(made)] == []


def test_paper_turned_there_and_back_has_the_letters_it_had() -> None:
    upright = edits.on_paper(Edited(TEMPLATE), Paper(landscape=False))
    back = edits.on_paper(upright, Paper()).template
    assert back.safe == TEMPLATE.safe
    for before, after in zip(TEMPLATE.fields, back.fields, strict=True):
        assert (after.size, after.wrap_size) == (before.size, before.wrap_size)
        assert after.floor == pytest.approx(before.floor, abs=0.5)


def test_words_before_a_code_give_way_too() -> None:
    code = replace(TEMPLATE.field("code"), x=250.0, y=100.0)
    words = replace(TEMPLATE.field("foot"), x=40.0, y=100.0, width=208.0)
    narrow = Paper(PaperSize.OWN, own_width=150.0, own_height=210.0)
    state = Edited(replace(TEMPLATE, fields=(words, code)))
    made, symbol = edits.on_paper(state, narrow).template.fields
    assert (made.x, made.right) == (pytest.approx(20.2), pytest.approx(symbol.x - 2.0))


def test_code_beside_words_or_too_small_is_warned_about() -> None:
    code = TEMPLATE.field("code")
    near = replace(TEMPLATE.field("title"), x=code.right + 1, y=code.y, width=40.0, height=15.0)
    small = replace(code, width=18.0, height=18.0)
    made = replace(TEMPLATE, fields=(small, replace(near, x=small.right + 1)))
    assert [one.words for one in certificate_checks.problems(made) if one.field == "code"] == [
        "Mã QR nhỏ hơn 20 mm: bản quét thường khó đọc.",
        "Mã QR cách tên giấy dưới 1,8 mm, máy khó đọc.",
    ]
