"""A ward that sends, a province that receives, and files as a dishonest sender could sign them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from danvan_desktop.domain.canonical import row_hash
from danvan_desktop.domain.units import BodyKind, UnitKind
from danvan_desktop.exchange.package import write_package
from danvan_desktop.exchange.rows import Row
from danvan_desktop.paths import DataFolder
from danvan_desktop.services import exchange, office, signing, units
from danvan_desktop.services.session import Clock, Session, open_session
from tests import factories

PLAN = factories.PROGRAMME

Tables = dict[str, dict[str, Row]]
Forge = Callable[[Tables, str], None]
"""Changes the rows of a file, given the sender's uid."""


def reopen(folder: DataFolder) -> Session:
    return open_session(folder, Clock.fixed(factories.DAY))


def make_province(root: Path) -> DataFolder:
    """The level above, with the ward in its tree and the programme adopted; closed again."""
    session = open_session(DataFolder(root), Clock.fixed(factories.DAY))
    body = units.BodyDraft("Ban Tuyên giáo và Dân vận (mẫu)", BodyKind.PARTY_BOARD, "")
    province = units.UnitDraft("Tỉnh Mẫu", UnitKind.PROVINCE)
    below = (units.UnitDraft("Phường Mẫu", UnitKind.WARD),)
    office.create_office(session, office.OfficeDraft(province, (), (body,), units_below=below))
    factories.adopt(session, PLAN)
    session.close()
    return session.folder


def changed(row: Row, *, owner: str = "", revision: int = 0, **fields: Any) -> Row:
    """The row with other values and a hash that fits them."""
    new = replace(
        row,
        owner=owner or row.owner,
        revision=revision or row.revision,
        fields={**row.fields, **fields},
    )
    return replace(
        new, hash=row_hash(new.uid, new.owner, new.revision, new.deleted, dict(new.fields))
    )


def forged(
    sender: Session,
    path: Path,
    forge: Forge,
    *,
    key: bytes | None = None,
    header: Callable[[Any], Any] | None = None,
    year: int = 2026,
) -> Path:
    """A file of the ward with its rows changed, rightly signed with its own or another key."""
    selected = exchange.select(sender, PLAN, year)
    tables: Tables = {
        name: {row.uid: row for row in exchange._rows(rows.values())}
        for name, rows in selected.items()
    }
    forge(tables, sender.office_uid)
    private = key or office.private_key(sender)
    made = exchange._header(sender, PLAN, year, "")
    if key is not None:
        made = replace(made, public_key=_public(key))
    if header is not None:
        made = header(made)
    write_package(
        path,
        made,
        {name: list(rows.values()) for name, rows in tables.items()},
        lambda data: signing.sign(private, data),
        exchange.schemas(),
    )
    return path


def _public(private: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def change_first(table: str, **fields: Any) -> Forge:
    """Change the first row of a table."""

    def forge(tables: Tables, sender: str) -> None:
        uid = next(iter(tables[table]))
        tables[table][uid] = changed(tables[table][uid], **fields)

    return forge
