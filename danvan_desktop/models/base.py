"""What every table shares: identity, ownership, revision, the hash beside each row.

The models are bound to one open folder at a time by `database.open_database`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from peewee import BooleanField, DatabaseProxy, ForeignKeyField, IntegerField, Model, TextField

from danvan_desktop.domain.canonical import row_hash

database_proxy = DatabaseProxy()

IDENTITY = frozenset({"uid", "owner", "revision", "deleted", "row_hash"})

TABLES: list[type[Record]] = []
"""Every table, parents before children; filled as the modules of tables are imported."""


class Record(Model):
    """A row with a uid and a hash over its other columns."""

    uid = TextField(primary_key=True)
    row_hash = TextField()

    derived: ClassVar[frozenset[str]] = frozenset()
    """Columns computed from others: not hashed, not journalled, not sent."""

    json_columns: ClassVar[frozenset[str]] = frozenset()
    """Columns that hold a JSON object: journalled key by key."""

    class Meta:
        database = database_proxy
        legacy_table_names = False

    if TYPE_CHECKING:
        # peewee makes `unit_id` beside each reference `unit`; only a checker needs to be told.
        def __getattr__(self, name: str) -> Any: ...

    @classmethod
    def table(cls) -> str:
        return str(cls._meta.table_name)

    @classmethod
    def derive(cls, values: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG003
        """The derived columns for these values; tables with search or sort keys override it."""
        return {}

    def fields(self) -> dict[str, Any]:
        """The columns that are hashed, journalled and sent, by name."""
        return {
            name: self.__data__.get(name)
            for name in self._meta.sorted_field_names
            if name not in IDENTITY and name not in self.derived
        }

    def compute_hash(self) -> str:
        return row_hash(self.uid, "", 0, False, self.fields())


class Travelling(Record):
    """A row that goes up the chain: only its owner's office may change it."""

    owner = TextField(index=True)
    revision = IntegerField(default=1)
    deleted = BooleanField(default=False)

    def compute_hash(self) -> str:
        return row_hash(self.uid, self.owner, self.revision, self.deleted, self.fields())


def register(table: type[Record]) -> type[Record]:
    """Class decorator: puts a table into the order in which tables are made and filled."""
    TABLES.append(table)
    return table


def reference(target: Any, **options: Any) -> ForeignKeyField:
    """A foreign key to a record: never cascades, checked when the transaction commits.

    Deferred, because a package brings a parent and its child in one transaction.
    """
    return ForeignKeyField(target, on_delete="RESTRICT", deferrable="INITIALLY DEFERRED", **options)
