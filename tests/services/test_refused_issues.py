"""What may not be issued: the field is named in words, and no row and no file has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest

from danvan_desktop.domain.paper_stages import PaperStage
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import Award, Body, Decision
from danvan_desktop.services import (
    awards,
    certificates,
    paper_desk,
    papers,
    recognition,
    units,
)
from danvan_desktop.services.awards import AwardDecision
from danvan_desktop.services.decision_view import AboveDraft, LineDraft
from danvan_desktop.services.paper_specs import SPECS, PaperSpec
from danvan_desktop.services.papers import PaperKind
from danvan_desktop.services.session import Session
from tests.documents.pdf_reading import whole_text
from tests.services.hostile_office import DECIDED, TODAY, Hostile, Style, open_hostile
from tests.services.hostile_papers import begun

NUMBERED = [one for one in SPECS if one.numbered]
SIGNED = [one for one in SPECS if any(part.key == "signer" for part in one.wordings)]
REGISTERED = date(2030, 2, 10)
EARLIEST = {
    PaperKind.RECOGNITION_PROPOSAL: (DECIDED, "cuộc họp bình xét"),
    PaperKind.COUNT_MINUTES: (DECIDED, "cuộc họp bình xét"),
    PaperKind.PUBLIC_NOTICE: (DECIDED, "cuộc họp bình xét"),
    PaperKind.VISIT_MINUTES: (TODAY, "buổi thẩm định"),
    PaperKind.VISIT_REPORT: (TODAY, "buổi thẩm định"),
    PaperKind.RESULT_REPORT: (REGISTERED, "việc đăng ký"),
    PaperKind.ACHIEVEMENT_REPORT: (REGISTERED, "việc đăng ký"),
    PaperKind.SCORE_SHEET: (REGISTERED, "việc đăng ký"),
    PaperKind.AWARD_MONEY: (TODAY, "quyết định khen thưởng"),
    PaperKind.CEREMONY_PROGRAMME: (TODAY, "quyết định khen thưởng"),
}


@pytest.fixture(scope="module")
def of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hostile]:
    found = open_hostile(tmp_path_factory.mktemp("office") / "d", Style.PLAIN)
    yield found
    found.place.session.close()


def id_of(spec: PaperSpec) -> str:
    return spec.kind.value


def state(session: Session) -> dict[str, str]:
    """Every table and every kept file by a hash of what is in it."""
    run = session.database.execute_sql
    tables = [name for (name,) in run("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {name: repr(sorted(map(repr, run(f'SELECT * FROM "{name}"')))) for name in tables}
    for path in session.folder.root.rglob("*"):
        if path.is_file() and path.parent != session.folder.root:
            found[str(path)] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


@contextmanager
def refused(of: Hostile, field: str, words: str = "") -> Iterator[None]:
    """The field is named, in words, and nothing at all has changed."""
    before = state(of.place.session)
    with pytest.raises(FieldError, match=words) as caught:
        yield
    assert caught.value.field == field
    assert caught.value.what.endswith(".")
    assert state(of.place.session) == before


@contextmanager
def saved(of: Hostile, spec: PaperSpec, signer: str = "Người ký (mẫu)") -> Iterator[str]:
    """A draft of a paper, taken away afterwards."""
    draft = begun(spec, of)
    if "signer" in draft.texts:
        draft = replace(draft, texts={**draft.texts, "signer": signer})
    uid = paper_desk.save(of.place.session, draft).uid
    yield uid
    if paper_desk.get(of.place.session, uid).stage is PaperStage.SIGNED:
        paper_desk.move(of.place.session, uid, PaperStage.DRAFT, "Thử xong")
    paper_desk.remove(of.place.session, uid)


@pytest.mark.parametrize("spec", SIGNED, ids=id_of)
def test_paper_without_a_signer_is_not_signed(of: Hostile, spec: PaperSpec) -> None:
    sign = partial(paper_desk.sign, of.place.session)
    with saved(of, spec, " ") as uid, refused(of, "signer", "Chưa ghi người ký"):
        sign(uid, "0771" if spec.numbered else "", TODAY)


@pytest.mark.parametrize("spec", NUMBERED, ids=id_of)
@pytest.mark.parametrize(
    ("number", "words"),
    [("", "Chưa nhập số"), ("số", "không đọc được"), ("0", "không đọc được"), ("1" * 61, "60")],
)
def test_paper_with_a_number_nobody_can_read_is_not_signed(
    of: Hostile, spec: PaperSpec, number: str, words: str
) -> None:
    with saved(of, spec) as uid, refused(of, "number", words):
        paper_desk.sign(of.place.session, uid, number, TODAY)


@pytest.mark.parametrize("spec", NUMBERED, ids=id_of)
def test_number_that_another_paper_of_the_series_has_is_refused(
    of: Hostile, spec: PaperSpec
) -> None:
    session = of.place.session
    with saved(of, spec) as first, saved(of, spec) as second:
        paper_desk.sign(session, first, "0772", TODAY)
        with refused(of, "number", "Số 772 đã dùng"):
            paper_desk.sign(session, second, "772", TODAY)


@pytest.mark.parametrize("typed", ["Số: 0778-KH/ĐU", "Kế hoạch số\u00a00778\u2013KH/ĐU."])
def test_number_copied_whole_is_printed_with_one_label(of: Hostile, typed: str) -> None:
    plan = next(one for one in SPECS if one.kind is PaperKind.PLAN)
    session = of.place.session
    with saved(of, plan) as uid:
        paper_desk.sign(session, uid, typed, TODAY)
        draft = paper_desk.get(session, uid)
        assert draft.number == "0778-KH/ĐU"
        lines = whole_text(paper_desk.paper(session, draft).content)
        assert "Số 0778-KH/ĐU" in lines
        with saved(of, plan) as other, refused(of, "number", "Số 778 đã dùng"):
            paper_desk.sign(session, other, "778", TODAY)


def test_number_of_the_recognition_is_taken_for_every_other_decision(of: Hostile) -> None:
    for spec in SPECS:
        if spec.sign == "QĐ":
            with saved(of, spec) as uid, refused(of, "number", "Số 05 đã dùng"):
                paper_desk.sign(of.place.session, uid, "5", TODAY)


@pytest.mark.parametrize("spec", SPECS, ids=id_of)
def test_day_in_the_future_or_before_what_a_paper_rests_on_is_refused(
    of: Hostile, spec: PaperSpec
) -> None:
    number = "0773" if spec.numbered else ""
    with saved(of, spec) as uid:
        with refused(of, "date", "tương lai"):
            paper_desk.sign(of.place.session, uid, number, TODAY + timedelta(days=1))
        if spec.kind in EARLIEST:
            day, words = EARLIEST[spec.kind]
            with refused(of, "date", f"Ngày ký trước {words} ngày {day:%d/%m/%Y}"):
                paper_desk.sign(of.place.session, uid, number, day - timedelta(days=1))


@pytest.mark.parametrize("kind", [PaperKind.INVITATION, PaperKind.BALLOT], ids=str)
def test_paper_that_a_meeting_begins_with_is_signed_before_it(of: Hostile, kind: PaperKind) -> None:
    wanted = next(one for one in SPECS if one.kind is kind)
    with saved(of, wanted) as uid:
        number = "0774" if wanted.numbered else ""
        paper_desk.sign(of.place.session, uid, number, DECIDED - timedelta(days=1))
        assert paper_desk.get(of.place.session, uid).stage is PaperStage.SIGNED


@pytest.mark.parametrize("spec", SPECS, ids=id_of)
def test_paper_that_is_not_signed_is_not_issued(of: Hostile, spec: PaperSpec) -> None:
    with saved(of, spec) as uid:
        before = state(of.place.session)
        with pytest.raises(UserError, match="không chuyển sang"):
            paper_desk.issue(of.place.session, uid)
        assert state(of.place.session) == before


@contextmanager
def being(of: Hostile, **days: date) -> Iterator[None]:
    """The body has its first or last day on such a day."""
    Body.update(**days).where(Body.uid == of.place.body).execute()
    yield
    Body.update(valid_from=None, valid_to=None).where(Body.uid == of.place.body).execute()


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ({"valid_to": DECIDED}, "chỉ có đến hết ngày 10/12/2030, trước ngày ký"),
        ({"valid_from": TODAY}, "chỉ có từ ngày 15/12/2030, sau ngày ký"),
    ],
)
def test_paper_of_a_body_that_was_not_there_that_day_is_not_signed(
    of: Hostile, days: dict[str, date], words: str
) -> None:
    plan = next(one for one in SPECS if one.kind is PaperKind.PLAN)
    session, day = of.place.session, DECIDED + timedelta(days=1)
    with saved(of, plan) as uid, being(of, **days), refused(of, "date", words):
        paper_desk.sign(session, uid, "0779", day)
    with drafted(of) as uid, being(of, **days), refused(of, "date", words):
        recognition.set_number_and_date(session, uid, "79", day)


def test_body_that_was_merged_makes_no_new_paper(of: Hostile) -> None:
    session, plan = of.place.session, next(one for one in SPECS if one.kind is PaperKind.PLAN)
    home = units.body(session, of.place.body)
    heir = units.add_body(session, units.BodyDraft("Đảng ủy mới (mẫu)", home.kind, home.unit)).uid
    assert begun(plan, of).request.body == home.uid
    with being(of, valid_to=DECIDED):
        assert begun(plan, of).request.body == heir
    units.remove_body(session, heir)


@contextmanager
def drafted(of: Hostile, signer: str = "Người ký (mẫu)") -> Iterator[str]:
    """A draft decision on the registration that waits."""
    session, key = of.place.session, (of.place.plan.id, of.place.year)
    draft = recognition.propose_draft(session, *key, of.place.body, [of.waiting])
    uid = recognition.draft_decision(session, replace(draft, signer=signer)).uid
    yield uid
    recognition.withdraw_draft(session, uid)


@pytest.mark.parametrize(
    ("number", "day", "field", "words"),
    [
        ("", TODAY, "number", "Chưa nhập số quyết định"),
        ("số mới", TODAY, "number", "không đọc được"),
        ("5", TODAY, "number", "Số 05 đã dùng"),
        ("77", TODAY + timedelta(days=1), "date", "sau hôm nay"),
        ("77", DECIDED - timedelta(days=1), "date", "trước ngày họp bình xét 10/12/2030"),
        ("77", REGISTERED - timedelta(days=1), "date", "trước ngày đăng ký 10/02/2030"),
    ],
)
def test_decision_with_a_wrong_number_or_day_is_not_issued(
    of: Hostile, number: str, day: date, field: str, words: str
) -> None:
    with drafted(of) as uid, refused(of, field, words):
        recognition.set_number_and_date(of.place.session, uid, number, day)


def test_decision_before_its_proposal_is_not_issued_unknowingly(of: Hostile) -> None:
    proposal = next(one for one in SPECS if one.kind is PaperKind.RECOGNITION_PROPOSAL)
    with saved(of, proposal) as paper, drafted(of) as uid:
        paper_desk.sign(of.place.session, paper, "0774", TODAY)
        with refused(of, "date", "trước ngày tờ trình đề nghị công nhận 15/12/2030"):
            recognition.set_number_and_date(of.place.session, uid, "77", DECIDED)


def test_award_decision_before_its_proposal_is_not_signed(of: Hostile) -> None:
    kinds = (PaperKind.AWARD_PROPOSAL, PaperKind.AWARD_DECISION)
    proposal, decision = (next(one for one in SPECS if one.kind is kind) for kind in kinds)
    with saved(of, proposal) as first, saved(of, decision) as second:
        paper_desk.sign(of.place.session, first, "0775", TODAY)
        with refused(of, "date", "tờ trình đề nghị khen thưởng ngày 15/12/2030"):
            paper_desk.sign(of.place.session, second, "0776", DECIDED)


def test_decision_without_a_signer_is_not_kept_as_issued(of: Hostile) -> None:
    session = of.place.session
    Decision.update(signer="").where(Decision.uid == of.decision).execute()
    with refused(of, "signer", "Chưa ghi người ký"):
        papers.issue_decision(session, of.decision)
    Decision.update(signer="Người ký (mẫu)").where(Decision.uid == of.decision).execute()


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"issuer_name": " "}, "issuer_name", "Chưa nhập cơ quan ban hành"),
        ({"number": ""}, "number", "Chưa nhập số quyết định"),
        ({"number": "số"}, "number", "không đọc được"),
        ({"date": TODAY + timedelta(days=1)}, "date", "sau hôm nay"),
        ({"date": REGISTERED - timedelta(days=1)}, "date", "trước ngày đăng ký"),
        ({"date": DECIDED - timedelta(days=1)}, "date", "trước ngày họp bình xét"),
    ],
)
def test_decision_from_above_with_a_wrong_field_is_not_entered(
    of: Hostile, changes: dict[str, object], field: str, words: str
) -> None:
    plan = of.place.plan
    line = LineDraft(of.waiting, plan.titles[0].code, plan.levels[0].code)
    draft = AboveDraft(plan.id, of.place.year, "Tỉnh ủy (mẫu)", "9-QĐ/TU", TODAY, (line,))
    with refused(of, field, words):
        recognition.enter_from_above(of.place.session, replace(draft, **changes))  # type: ignore[arg-type]


def test_decision_from_above_is_entered_once_however_its_number_is_typed(of: Hostile) -> None:
    plan = of.place.plan
    before = Decision.get_by_id(of.decision)
    entered = Decision.update(origin="above", issuer_name="Tỉnh ủy (mẫu)", number="9-QĐ/TU")
    entered.where(Decision.uid == of.decision).execute()
    line = LineDraft(of.waiting, plan.titles[0].code, plan.levels[0].code)
    draft = AboveDraft(plan.id, of.place.year, "Tỉnh ủy (mẫu)", "Số 09 - QĐ/TU", TODAY, (line,))
    with refused(of, "number", "Quyết định số 9-QĐ/TU .* đã được nhập"):
        recognition.enter_from_above(of.place.session, draft)
    before.save()


@pytest.mark.parametrize(
    ("number", "day", "giver", "field", "words"),
    [
        ("", TODAY, "Đảng ủy (mẫu)", "number", "Chưa nhập số quyết định"),
        ("số", TODAY, "Đảng ủy (mẫu)", "number", "không đọc được"),
        ("12", DECIDED, None, "number", "Số 12 .* ngày 15/12/2030"),
        ("Số: 012/QĐ-UBND", DECIDED, None, "number", "Số 012/QĐ-UBND .* ngày 15/12/2030"),
        ("13", TODAY + timedelta(days=1), "Đảng ủy (mẫu)", "date", "sau hôm nay"),
        ("13", TODAY, " ", "giver_name", "Chưa nhập cơ quan khen thưởng"),
    ],
)
def test_award_decision_with_a_wrong_field_is_not_entered(
    of: Hostile, number: str, day: date, giver: str | None, field: str, words: str
) -> None:
    given = Award.get_by_id(of.awards[0]).giver_name if giver is None else giver
    proposed = [
        row.uid
        for row in awards.awards(of.place.session, of.place.plan.id, of.place.year)
        if row.uid not in of.awards
    ]
    with refused(of, field, words):
        awards.decide(of.place.session, proposed, AwardDecision(number, day, given, {}))


def test_award_before_the_recognition_it_is_for_is_not_entered(of: Hostile) -> None:
    session = of.place.session
    line = recognition.decision(session, of.decision).lines[0].uid
    proposed = Award.get(Award.status == "proposed")
    Award.update(recognition=line).where(Award.uid == proposed.uid).execute()
    with refused(of, "date", "trước quyết định công nhận ngày 15/12/2030"):
        awards.decide(session, [proposed.uid], AwardDecision("13", DECIDED, "Đảng ủy (mẫu)", {}))
    Award.update(recognition=None).where(Award.uid == proposed.uid).execute()


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), TODAY - timedelta(days=1)])
def test_certificate_outside_its_days_is_not_given(of: Hostile, day: date) -> None:
    session = of.place.session
    lines = [line.uid for line in recognition.decision(session, of.decision).lines]
    with refused(of, "on", "từ ngày quyết định đến hôm nay"):
        certificates.issue(session, of.decision, lines, on=day)


def test_certificate_of_a_draft_is_not_given(of: Hostile) -> None:
    session = of.place.session
    with drafted(of) as uid:
        line = recognition.decision(session, uid).lines[0].uid
        before = state(session)
        with pytest.raises(UserError, match="chưa có số, ngày"):
            certificates.issue(session, uid, [line])
        with pytest.raises(UserError, match="chưa có số, ngày"):
            papers.issue_decision(session, uid)
        assert state(session) == before
