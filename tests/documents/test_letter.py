"""A paper of words: letter, proposal, report, decision; each profile in its own way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from danvan_desktop.documents import profiles
from danvan_desktop.documents.invitation import InvitationData, invitation
from danvan_desktop.documents.letter import AnnexData, LetterData, TableData, letter
from danvan_desktop.documents.page import IssuerData, SignatureData
from danvan_desktop.documents.paper_table import TableColumn, TableRow
from danvan_desktop.documents.profile_format import Profile
from tests.documents import pdf_reading as pdf

DAY = date(2026, 2, 5)
COLUMNS = (TableColumn("STT", 1, centred=True), TableColumn("Nội dung", 5))
TABLE = TableData(COLUMNS, (TableRow(("1", "Một việc (mẫu)")),))


def profile(family: str) -> Profile:
    return profiles.choose(family, DAY)


def report(**changes: object) -> LetterData:
    plain = LetterData(
        issuer=IssuerData(
            ("Đảng bộ tỉnh Mẫu",), ("Đảng ủy xã Mẫu",), "Đảng ủy xã Mẫu", "Mẫu", "ĐU"
        ),
        kind="Báo cáo",
        kind_sign="BC",
        number="05",
        day=DAY,
        year=2026,
        subject="Kết quả phong trào (mẫu)",
        signature=SignatureData("Bí thư", "Người ký (mẫu)"),
        receivers=("Như trên", "Lưu"),
        body="I. TÌNH HÌNH\n1. Việc đã làm\nĐã làm xong.\n{bảng}\nCâu cuối;",
        tables=(TABLE,),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def text(data: LetterData, family: str = "party") -> str:
    return pdf.whole_text(letter(data, profile(family)).pdf())


def test_table_stands_where_the_text_asks_for_it() -> None:
    found = text(report())
    places = [found.index(one) for one in ("Đã làm xong.", "Một việc (mẫu)", "Câu cuối")]
    assert places == sorted(places)


@pytest.mark.parametrize(("family", "end"), [("party", "Câu cuối."), ("state", "Câu cuối./.")])
def test_last_line_gets_the_end_sign_of_the_profile(family: str, end: str) -> None:
    assert end in text(report(), family)


def test_letter_has_its_subject_under_its_number_and_no_title() -> None:
    found = text(report(kind="", kind_sign="CV", subject="đăng ký mô hình (mẫu)"))
    assert found.index("05-CV/ĐU") < found.index("V/v đăng ký mô hình (mẫu)")
    assert "CÔNG VĂN" not in found


def test_letter_of_a_state_body_has_no_sign_of_its_own() -> None:
    found = text(report(kind="", kind_sign="CV", subject="đăng ký mô hình (mẫu)"), "state")
    assert "Số: 05/ĐU" in found


def test_paper_without_a_number_prints_none() -> None:
    assert "Số" not in text(report(kind="Chương trình", kind_sign="", numbered=False))


@pytest.mark.parametrize(
    ("family", "proposal", "word"),
    [
        ("party", True, "Kính trình: Ban Thường vụ"),
        ("party", False, "Kính gửi: Ban Thường vụ"),
        ("state", True, "Kính gửi: Ban Thường vụ"),
    ],
)
def test_word_of_address_is_the_profiles(family: str, proposal: bool, word: str) -> None:
    assert word in text(report(addressees=("Ban Thường vụ",), proposal=proposal), family)


def test_several_addressees_stand_one_below_the_other() -> None:
    found = text(report(addressees=("Chi bộ 1;", "Chi bộ 2")))
    assert "- Chi bộ 1;" in found
    assert "- Chi bộ 2." in found


def test_decision_prints_bases_verb_and_articles_instead_of_a_body() -> None:
    data = report(
        kind="Quyết định",
        kind_sign="QĐ",
        bases=("Căn cứ một;", "Căn cứ hai"),
        deciding_body="Ban Thường vụ Đảng ủy",
        articles=("Lập tổ.", "Thi hành."),
        body="",
        tables=(),
    )
    found = text(data, "state")
    assert "Căn cứ một;" in found
    assert "Căn cứ hai." in found
    assert "Điều 1. Lập tổ." in found
    assert "Điều 2. Thi hành./." in found


def test_annex_names_the_paper_it_belongs_to() -> None:
    annex = AnnexData("Danh sách", "Mô hình (mẫu)", TABLE)
    found = text(report(annexes=(annex,)), "state")
    assert "Kèm theo Báo cáo số 05/BC-ĐU ngày 05 tháng 02 năm 2026" in found


def test_long_addressee_stands_further_left_and_is_not_broken() -> None:
    name = "Ban Thường vụ Đảng ủy và Ban Thường trực MTTQ xã Mẫu"
    paper = letter(report(addressees=("Chi bộ 1", name)), profile("party")).pdf()
    assert f"- {name}." in {line.text for line in pdf.text_lines(paper)}


def test_last_line_that_looks_like_a_heading_is_text_and_is_ended() -> None:
    paper = letter(report(body="Việc một.\n2. Việc hai", tables=()), profile("party")).pdf()
    assert pdf.faces(paper)["2. Việc hai."] == ("Tinos-Regular", 14)


def test_long_letter_without_a_title_has_its_headings_as_bookmarks() -> None:
    body = "\n".join(f"{one}. PHẦN\n" + "Một đoạn.\n" * 40 for one in ("I", "II", "III"))
    paper = letter(report(kind="", body=body, tables=()), profile("state")).pdf()
    assert [one.title for one in pdf.reader(paper).outline] == ["I. PHẦN", "II. PHẦN", "III. PHẦN"]


@pytest.mark.parametrize("end", ["", ".", "./.", ",", "; "])
def test_request_of_an_invitation_is_ended_by_the_sign_of_the_profile_alone(end: str) -> None:
    plain = report()
    data = InvitationData(
        issuer=plain.issuer,
        number="05",
        day=DAY,
        year=2026,
        subject="Họp (mẫu)",
        guests=(),
        each=False,
        on=None,
        starts="",
        venue="",
        chair="",
        signature=plain.signature,
        opening="Kính mời:",
        request=f"Đề nghị đến đúng giờ{end}",
    )
    assert "đúng giờ./. " in pdf.whole_text(invitation(data, profile("state")).pdf())
