"""Addresses of a whole list, read together, say what each place read alone says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.domain.units import UnitKind
from danvan_desktop.models import Office
from danvan_desktop.services import registration_list, registration_papers, units
from danvan_desktop.services.addresses import address_of, addresses_of
from danvan_desktop.services.session import Session
from danvan_desktop.services.units import UnitDraft
from tests import factories
from tests.ui import desks


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = factories.make_session(tmp_path / "dữ liệu")
    yield made
    made.close()


def places(session: Session) -> dict[str, str]:
    """Uids by name: the office's own with three levels below it, and a ward beside it."""

    def add(name: str, kind: UnitKind, above: str) -> None:
        units.add_unit(session, UnitDraft(name, kind, uids[above]))
        uids.update({row.name: row.uid for row in units.units(session)})

    uids = {row.name: row.uid for row in units.units(session)}
    add("Tổ liên gia 1", UnitKind.OTHER, "Tổ dân phố 2")
    add("Ngõ 5", UnitKind.OTHER, "Tổ liên gia 1")
    add("Phường Khác", UnitKind.WARD, "Tỉnh Mẫu")
    add("Khu phố 9", UnitKind.QUARTER, "Phường Khác")
    return uids


EXPECTED = {
    "Tỉnh Mẫu": "Tỉnh Mẫu",
    "Phường Mẫu": "Phường Mẫu, Tỉnh Mẫu",
    "Tổ dân phố 2": "Tổ dân phố 2",
    "Tổ dân phố 10": "Tổ dân phố 10",
    "Tổ liên gia 1": "Tổ liên gia 1, Tổ dân phố 2",
    "Ngõ 5": "Ngõ 5, Tổ liên gia 1, Tổ dân phố 2",
    "Phường Khác": "Phường Khác, Tỉnh Mẫu",
    "Khu phố 9": "Khu phố 9, Phường Khác",
}


def test_addresses_read_together_are_those_read_alone(session: Session) -> None:
    uids = places(session)
    found = addresses_of([*uids.values(), "không có"])
    assert found == {**{uids[name]: words for name, words in EXPECTED.items()}, "không có": ""}
    assert {uid: address_of(uid) for uid in found} == found


def test_places_of_an_office_without_its_own_have_two_names(session: Session) -> None:
    uids = places(session)
    Office.delete().execute()
    found = addresses_of(uids.values())
    assert found[uids["Ngõ 5"]] == "Ngõ 5, Tổ liên gia 1"
    assert found[uids["Tổ dân phố 2"]] == "Tổ dân phố 2, Phường Mẫu"


def test_list_asks_no_more_for_many_registrations(session: Session) -> None:
    def asked() -> int:
        rows = registration_list.all_rows(session, factories.PROGRAMME, desks.YEAR)
        statements: list[str] = []
        connection = session.database.connection()
        connection.set_trace_callback(statements.append)
        made = registration_papers._list_rows(rows)
        connection.set_trace_callback(None)
        assert [one.address for one in made] == [address_of(row.unit) for row in rows]
        return len(statements)

    desks.fill_plain(session, 2)
    few = asked()
    desks.fill_plain(session, 20)
    assert asked() == few
