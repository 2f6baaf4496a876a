"""Quotas of titles: what they allow, what is taken, equals at the edge, decisions beyond them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from danvan_desktop.domain.criteria import Grade
from danvan_desktop.errors import FieldError
from danvan_desktop.services import adoption, programmes, recognition, title_standing
from danvan_desktop.services.title_standing import QuotaStanding
from tests.services.judging_factories import Place, assess, open_place, register
from tests.services.test_recognition import drafted, issued

QUOTA = """[[titles.quotas]]
percent = 40
of = "registered"
rounding = "down"

[titles.criteria]
collective = "mo-hinh\""""
FEEDING = """given_from = "recognition"
from_titles = ["mo-hinh"]
when = "review"

[[titles.quotas]]
percent = 50
of = "recognised"
rounding = "up"

[titles.criteria]
collective = "tieu-bieu\""""


def with_quotas(place: Place) -> Place:
    """The same office with quotas in its programme."""
    source = next(item for item in programmes.shipped() if item.id == place.plan.id)
    text = source.text.replace("version = 1\n", "version = 2\n", 1)
    text = text.replace('[titles.criteria]\ncollective = "mo-hinh"', QUOTA, 1)
    text = text.replace('[titles.criteria]\ncollective = "tieu-bieu"', FEEDING, 1)
    adoption.adopt(place.session, text, "chương trình.toml")
    return replace(place, plan=adoption.programme(place.session, place.plan.id))


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    found = with_quotas(open_place(tmp_path / "dữ liệu"))
    yield found
    found.session.close()


def ready(place: Place, count: int, grade: Grade = Grade.MET) -> list[str]:
    uids = [register(place, f"Mô hình số {number} (mẫu)") for number in range(1, count + 1)]
    for uid in uids:
        assess(place, uid, grade)
    return uids


def quota(place: Place, title: str = "mo-hinh") -> QuotaStanding:
    found = title_standing.of_year(place.session, place.plan.id, place.year)
    return next(one for one in found if one.title == title).quotas[0]


def test_quota_says_its_arithmetic_and_names_equals(place: Place) -> None:
    uids = ready(place, 6)
    found = quota(place)
    assert found.words == "tối đa 40% của 6 đăng ký = 2, làm tròn xuống từ 2,4"
    assert (found.seats, found.taken, found.left, found.unranked) == (2, 0, 2, True)
    assert sorted(found.cut.tied) == sorted(uids)
    assert (found.second_round, found.cut.open_seats) == (True, 2)


def test_drafts_and_issued_decisions_take_seats(place: Place) -> None:
    uids = ready(place, 6)
    issued(place, uids[0])
    assert (quota(place).taken, quota(place).left) == (1, 1)
    drafted(place, uids[1])
    assert (quota(place).taken, quota(place).left, quota(place).second_round) == (2, 0, False)


def test_decision_beyond_the_quota_needs_a_reason_that_is_kept(place: Place) -> None:
    uids = ready(place, 6)
    with pytest.raises(FieldError, match="tối đa 40% của 6 đăng ký = 2") as caught:
        drafted(place, *uids[:3])
    assert caught.value.field == "override_reason"
    decision = drafted(place, *uids[:3], override_reason="Cấp ủy đồng ý (mẫu)")
    assert quota(place).over == 1
    view = recognition.decision(place.session, decision)
    again = replace(view.draft(), override_reason="Cấp ủy đồng ý (mẫu)")
    recognition.edit_decision(place.session, decision, again)


def test_what_is_inside_needs_no_reason(place: Place) -> None:
    uids = ready(place, 6)
    decision = drafted(place, *uids[:2])
    draft = recognition.decision(place.session, decision).draft()
    recognition.edit_decision(place.session, decision, draft)


def test_title_given_from_another_counts_what_holds_that(place: Place) -> None:
    uids = ready(place, 5)
    issued(place, *uids[:3])
    found = title_standing.of_year(place.session, place.plan.id, place.year)
    other = next(one for one in found if one.title == "tieu-bieu")
    assert other.source == (
        "xét từ mô hình “Dân vận khéo” đã được công nhận; chỉ xét khi sơ kết, tổng kết"
    )
    assert other.quotas[0].words == ("tối đa 50% của 3 đã được công nhận = 2, làm tròn lên từ 1,5")


def test_title_without_rules_is_shown_once_registered(tmp_path: Path) -> None:
    plain = open_place(tmp_path)
    assert title_standing.of_year(plain.session, plain.plan.id, plain.year) == ()
    uid = register(plain)
    assess(plain, uid)
    (found,) = title_standing.of_year(plain.session, plain.plan.id, plain.year)
    assert (found.registered, found.recognised, found.ready, found.quotas) == (1, 0, 1, ())
    plain.session.close()
