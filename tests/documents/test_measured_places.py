"""Where every element of the head and foot stands, to 0.5 mm, in every profile.

What is expected is reckoned here from the profile alone: sizes, shares, rules, room.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pytest

from danvan_desktop.documents import profiles
from danvan_desktop.documents.decision import recognition_decision
from danvan_desktop.documents.letter import LetterData, letter
from danvan_desktop.documents.profile_format import Profile, TextStyle
from tests.documents import paper_factories as made
from tests.documents import pdf_reading as pdf
from tests.documents.pdf_reading import Line

CLOSE = 0.5 * pdf.MM
WIDTH, HEIGHT = 210 * pdf.MM, 297 * pdf.MM
COLUMN_GAP = 4 * pdf.MM
BELOW_BASELINE = 0.22
"""Share of a line's height that lies under its letters."""
BEFORE_SUBJECT = 6
"""Points between the number of a letter and its subject (NĐ 30/2020, Phụ lục I)."""
COLON = 0.278
"""Width of a colon as a share of its size."""
FACTOR = 1.2
IDS = profiles.profile_ids()


@dataclass(frozen=True)
class Sheet:
    """A decision without its list, drawn in a profile and read back."""

    profile: Profile
    lines: list[Line]
    rules: list[Line]

    @property
    def left(self) -> float:
        return self.profile.page.left_mm * pdf.MM

    @property
    def width(self) -> float:
        return WIDTH - self.left - self.profile.page.right_mm * pdf.MM

    @property
    def top(self) -> float:
        return HEIGHT - self.profile.page.top_mm * pdf.MM

    @property
    def left_middle(self) -> float:
        return self.left + (self.profile.header.left_share * self.width - COLUMN_GAP) / 2

    @property
    def right_middle(self) -> float:
        return self.left + self.width * (1 + self.profile.header.left_share) / 2

    def line(self, text: str) -> Line:
        return next(one for one in self.lines if one.text.strip() == text)

    def beginning(self, text: str) -> Line:
        return next(one for one in self.lines if one.text.startswith(text))

    def rule_under(self, line: Line) -> Line | None:
        """The rule within 9 points under a line."""
        near = [
            one
            for one in self.rules
            if 0 < line.baseline - one.baseline < 9 and one.left < line.middle < one.right
        ]
        return near[0] if near else None


@pytest.fixture(params=IDS)
def sheet(request: pytest.FixtureRequest) -> Sheet:
    profile = profiles.load(request.param)
    paper = recognition_decision(made.decision(profile.family, annex_rows=()), profile).pdf()
    return Sheet(profile, pdf.text_lines(paper), pdf.rules(paper))


def near(value: float) -> object:
    return pytest.approx(value, abs=CLOSE)


def stacked(top: float, lines: list[tuple[Line, float]]) -> float:
    """Checks that the lines stand one under another from `top`; gives where the last one ends."""
    for line, height in lines:
        top -= height
        assert line.baseline == near(top + BELOW_BASELINE * height), line.text
    return top


def shown(text: str, style: TextStyle) -> str:
    return text.upper() if style.capitals else text


def issuer_lines(sheet: Sheet) -> list[tuple[Line, float]]:
    """The lines of the left block with their heights."""
    head, issuer = sheet.profile.header, made.ISSUERS[sheet.profile.family]
    number = sheet.beginning(sheet.profile.number.label.strip())
    block = [
        one
        for one in sheet.lines
        if one.right < sheet.left + head.left_share * sheet.width
        and number.baseline + 1 < one.baseline < sheet.top
    ]
    parents = len(issuer.parent_lines)
    heights = [head.parent.size * head.line_factor] * parents
    rest = len(block) - parents - bool(head.mark)
    heights += [head.issuer.size * head.line_factor] * rest
    heights += [head.mark_size * 1.1] * bool(head.mark)
    return list(zip(block, heights, strict=True))


def test_left_block_of_the_header(sheet: Sheet) -> None:
    head = sheet.profile.header
    block = issuer_lines(sheet)
    end = stacked(sheet.top, block)
    for line, _ in block:
        assert line.middle == near(sheet.left_middle), line.text
    last = block[-1][0]
    rule = sheet.rule_under(last)
    if head.mark:
        assert last.text.strip() == head.mark
    if head.issuer_rule == 0:
        assert rule is None
        return
    assert rule is not None
    assert 1 / 3 <= head.issuer_rule <= 1 / 2
    assert rule.right - rule.left == near((last.right - last.left) * head.issuer_rule)
    assert rule.middle == near(sheet.left_middle)
    assert rule.baseline == near(end - 3)


def test_right_block_of_the_header_and_its_rule_of_full_length(sheet: Sheet) -> None:
    head = sheet.profile.header
    lines = [sheet.line(text) for text in head.motto_lines]
    heights = [style.size * head.line_factor for style in head.motto_styles]
    end = stacked(sheet.top, list(zip(lines, heights, strict=True)))
    assert [line.middle for line in lines] == [near(sheet.right_middle)] * len(lines)
    rule = sheet.rule_under(lines[-1])
    assert rule is not None
    assert (rule.left, rule.right) == (near(lines[-1].left), near(lines[-1].right))
    assert rule.baseline == near(end - 3)


def test_number_and_date_stand_on_one_line_under_both_blocks(sheet: Sheet) -> None:
    number = sheet.beginning(sheet.profile.number.label.strip())
    day = sheet.beginning("Yên Nghĩa, ngày")
    assert number.middle == near(sheet.left_middle)
    assert day.middle == near(sheet.right_middle)
    assert number.baseline == near(day.baseline)
    head = sheet.profile.header
    left = sheet.top - sum(height for _, height in issuer_lines(sheet)) - 7 * bool(head.issuer_rule)
    right = sheet.top - 7 - sum(style.size * head.line_factor for style in head.motto_styles)
    height = sheet.profile.number.style.size * FACTOR
    assert number.baseline == near(min(left, right) - 4 - height * (1 - BELOW_BASELINE))


def test_title_its_subject_and_its_rule(sheet: Sheet) -> None:
    style, middle = sheet.profile.title, sheet.left + sheet.width / 2
    number = sheet.beginning(sheet.profile.number.label.strip())
    head_end = number.baseline - BELOW_BASELINE * sheet.profile.number.style.size * FACTOR
    kind, subject = sheet.line("QUYẾT ĐỊNH"), sheet.line(made.decision().subject)
    top = head_end - sheet.profile.header.gap_after - style.gap_before
    end = stacked(top, [(kind, style.kind.size * FACTOR), (subject, style.subject.size * FACTOR)])
    assert (kind.middle, subject.middle) == (near(middle), near(middle))
    rule = sheet.rule_under(subject)
    if style.rule == "hyphens":
        hyphens = sheet.line(style.hyphens)
        assert rule is None
        assert hyphens.middle == near(middle)
        stacked(end, [(hyphens, style.subject.size)])
        return
    assert rule is not None
    assert 1 / 3 <= style.rule_share <= 1 / 2
    assert rule.right - rule.left == near((subject.right - subject.left) * style.rule_share)
    assert (rule.middle, rule.baseline) == (near(middle), near(end - 3))


@pytest.mark.parametrize("profile_id", IDS)
def test_rule_of_a_list_stands_under_the_paper_it_belongs_to(profile_id: str) -> None:
    profile = profiles.load(profile_id)
    paper = recognition_decision(made.decision(profile.family), profile).pdf()
    sheet = Sheet(profile, pdf.text_lines(paper, 1), pdf.rules(paper, 1))
    style, middle = profile.title, near(sheet.left + sheet.width / 2)
    attached = profile.annex.attached_style.size * FACTOR
    begin = sheet.beginning("(Kèm theo Quyết định số 05")
    last = next(one for one in sheet.lines if one.text.strip().endswith(")"))
    stack = [
        (sheet.line("DANH SÁCH"), style.kind.size * FACTOR),
        (sheet.line(made.decision().annex_title), style.subject.size * FACTOR),
        (begin, attached),
        (last, attached),
    ]
    end = stacked(sheet.top - style.gap_before, stack)
    assert [one.middle for one, _ in stack] == [middle] * 4
    rule = sheet.rule_under(last)
    if style.rule == "hyphens":
        assert rule is None
        stacked(end, [(sheet.line(style.hyphens), style.subject.size)])
        return
    assert rule is not None
    assert rule.right - rule.left == near((last.right - last.left) * style.rule_share)
    assert (rule.middle, rule.baseline) == (middle, near(end - 3))


def test_authority_position_name_and_receivers(sheet: Sheet) -> None:
    style, data = sheet.profile.signature, made.SIGNATURES[sheet.profile.family]
    foot = foot_top(sheet)
    acting = str(getattr(style.acting, data.acting)) if data.acting else ""
    stack = [(sheet.line(shown(data.position, style.position)), style.position.size * FACTOR)]
    if data.authority:
        authority = sheet.line((acting + data.authority).upper())
        stack = [(authority, style.authority.size * FACTOR), *stack]
    end = stacked(foot, stack)
    name = sheet.line(data.signer)
    stacked(end - style.space_mm * pdf.MM, [(name, style.name.size * FACTOR)])
    middle = sheet.left + sheet.width * (1 - style.share / 2)
    for line in (*(one for one, _ in stack), name):
        assert line.middle == near(middle), line.text


def test_receivers_stand_at_the_margin_level_with_the_signature(sheet: Sheet) -> None:
    style = sheet.profile.receivers
    heading = sheet.line(style.heading)
    items = [sheet.beginning("- Như Điều 3"), sheet.beginning("- Lưu")]
    between = sheet.beginning("- Thường trực Đảng ủy xã (báo cáo)")
    height = style.item_style.size * FACTOR
    listed = [(one, height) for one in (items[0], between, items[1])]
    stacked(foot_top(sheet), [(heading, style.heading_style.size * FACTOR), *listed])
    assert [one.left for one, _ in listed] == [near(sheet.left)] * 3
    assert heading.left == near(sheet.left)
    assert items[0].text.endswith(style.separator)
    assert items[1].text.endswith(style.last)
    rule = sheet.rule_under(heading)
    assert (rule is not None) == style.heading_style.underline


def foot_top(sheet: Sheet) -> float:
    """Where the foot begins: 8 points under the last line of text."""
    body = sheet.profile.body
    heading = sheet.line(sheet.profile.receivers.heading)
    above = [one for one in sheet.lines if one.baseline > heading.baseline + 5]
    last = min(above, key=lambda one: one.baseline)
    return last.baseline - (body.leading - body.size) - 8


@pytest.mark.parametrize("profile_id", IDS)
def test_subject_of_a_letter_stands_under_its_number(profile_id: str) -> None:
    profile = profiles.load(profile_id)
    data = letter_data(profile)
    paper = letter(data, profile).pdf()
    sheet = Sheet(profile, pdf.text_lines(paper), pdf.rules(paper))
    number = sheet.beginning(profile.number.label.strip())
    about = sheet.line("V/v đăng ký mô hình")
    size = profile.letter.about_style.size
    stacked(
        number.baseline - BELOW_BASELINE * profile.number.style.size * FACTOR - BEFORE_SUBJECT,
        [(about, size * FACTOR)],
    )
    assert about.middle == near(sheet.left_middle)
    addressed = sheet.line(f"{profile.letter.address}: Các chi bộ")
    assert addressed.middle == near(sheet.left + sheet.width / 2)


@pytest.mark.parametrize("last", ["Ủy ban nhân dân xã", "Các cơ quan, đơn vị trực thuộc " * 4])
@pytest.mark.parametrize("profile_id", IDS)
def test_dashes_before_addressees_stand_under_the_colon(profile_id: str, last: str) -> None:
    profile = profiles.load(profile_id)
    data = replace(letter_data(profile), addressees=("Các chi bộ", last))
    paper = letter(data, profile).pdf()
    sheet = Sheet(profile, pdf.text_lines(paper), pdf.rules(paper))
    word = sheet.line(f"{profile.letter.address}:")
    dashes = [sheet.beginning(f"- {name[:9]}") for name in data.addressees]
    colon = word.right - COLON * profile.body.size
    assert [one.left for one in dashes] == [near(colon)] * 2
    widest, right = max(one.right for one in dashes), sheet.left + sheet.width
    assert widest <= right + CLOSE
    room = 0 if len(last) > 80 else right - widest
    assert word.left - sheet.left == near(room)


@pytest.mark.parametrize("place", ["Chánh Phú Hòa", "Tân Khánh Trung Thành"])
@pytest.mark.parametrize("profile_id", IDS)
def test_date_of_a_long_place_keeps_its_size_under_the_title(profile_id: str, place: str) -> None:
    profile = profiles.load(profile_id)
    data = made.decision(profile.family, annex_rows=(), day=date(2026, 12, 30))
    data = replace(data, issuer=replace(data.issuer, place=place))
    paper = recognition_decision(data, profile).pdf()
    sheet = Sheet(profile, pdf.text_lines(paper), pdf.rules(paper))
    written = f"{place}, ngày 30 tháng 12 năm 2026"
    faces = pdf.faces(paper)
    assert faces[written] == ("Tinos-Italic", profile.place_date.size)
    assert {faces[one.text.strip()][1] for one, _ in issuer_lines(sheet)} <= {
        profile.header.parent.size,
        profile.header.issuer.size,
        profile.header.mark_size,
    }
    day, title = sheet.line(written), sheet.line(profile.header.motto_lines[0])
    number = sheet.beginning(profile.number.label.strip())
    issuer = issuer_lines(sheet)[0][0]
    assert (day.middle, number.middle) == (near(title.middle), near(issuer.middle))
    assert day.right <= sheet.left + sheet.width + CLOSE
    assert number.right < day.left


@pytest.mark.parametrize("profile_id", IDS)
def test_name_of_ninety_letters_stands_whole_above_the_number(profile_id: str) -> None:
    profile = profiles.load(profile_id)
    style, data = profile.header.issuer, made.decision(profile.family, annex_rows=())
    name = "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam phường Phan Rang - Tháp Chàm Đông Bắc"
    data = replace(data, issuer=replace(data.issuer, issuer_lines=(name,)))
    paper = recognition_decision(data, profile).pdf()
    sheet = Sheet(profile, pdf.text_lines(paper), pdf.rules(paper))
    parents, mark = len(data.issuer.parent_lines), bool(profile.header.mark)
    block = [one for one, _ in issuer_lines(sheet)]
    lines = block[parents : len(block) - mark]
    assert " ".join(one.text.strip() for one in lines) == name.upper()
    assert len(lines) <= 5
    faces = pdf.faces(paper)
    for one in lines:
        face, size = faces[one.text.strip()]
        assert (face, one.middle) == ("Tinos-Bold", near(sheet.left_middle))
        assert style.floor <= size <= style.size


@pytest.mark.parametrize("profile_id", IDS)
def test_long_lines_go_on_below_before_they_get_smaller_than_the_rule(profile_id: str) -> None:
    profile = profiles.load(profile_id)
    name = "Phan Rang - Tháp Chàm Đông Bắc"
    data = made.decision(
        profile.family, annex_rows=(), deciding_body=f"Chủ tịch Ủy ban nhân dân phường {name}"
    )
    data = replace(data, issuer=replace(data.issuer, place=name))
    faces = pdf.faces(recognition_decision(data, profile).pdf())
    assert next(size for text, (_, size) in faces.items() if text.startswith(name)) >= 13
    assert next(size for text, (_, size) in faces.items() if text.startswith("CHỦ TỊCH")) >= 13


def letter_data(profile: Profile) -> LetterData:
    base = made.decision(profile.family)
    return LetterData(
        issuer=base.issuer,
        kind="",
        kind_sign="",
        number="12",
        day=base.day,
        year=2026,
        subject="đăng ký mô hình",
        signature=base.signature,
        addressees=("Các chi bộ",),
        body="Đề nghị các đơn vị đăng ký",
    )


@pytest.mark.parametrize("profile_id", IDS)
def test_page_number_stands_top_centre_from_the_second_page(profile_id: str) -> None:
    profile = profiles.load(profile_id)
    data = made.decision(profile.family, annex_rows=(), articles=("Nội dung dài. " * 600,))
    paper = recognition_decision(data, profile).pdf()
    page = profile.page
    middle = (WIDTH + (page.left_mm - page.right_mm) * pdf.MM) / 2
    style = profile.page_number
    first = [one.text.strip() for one in pdf.text_lines(paper)]
    assert "1" not in first
    for index in range(1, pdf.page_count(paper)):
        number = next(
            one for one in pdf.text_lines(paper, index) if one.text.strip() == str(index + 1)
        )
        assert number.middle == near(middle)
        assert number.baseline == near(HEIGHT - style.from_top_mm * pdf.MM - style.size / 3)
