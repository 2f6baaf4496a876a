"""The peer of the list: a plain QTableView over a list of fixed rows, as fast as Qt can be."""

from __future__ import annotations

import json
import sys
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView, QWidget

from benchmarks.painting import milliseconds_until_painted

Index = QModelIndex | QPersistentModelIndex
ROWS = 100_000
COLUMNS = 8


class FixedRows(QAbstractTableModel):
    """Text cells from a list in memory and nothing else."""

    def __init__(self, rows: list[tuple[str, ...]]) -> None:
        super().__init__()
        self._rows = rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        return 0 if parent.isValid() else COLUMNS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._rows[index.row()][index.column()]


def main() -> None:
    app = QApplication([])
    app.setStyle("Fusion")
    rows = [
        tuple(f"Ô số {place} của dòng {row}" for place in range(COLUMNS)) for row in range(ROWS)
    ]
    window = QMainWindow()
    window.resize(1366, 768)

    def show_empty() -> QWidget:
        window.show()
        return window

    def open_list() -> QWidget:
        view = QTableView()
        view.setModel(model)
        window.setCentralWidget(view)
        return view.viewport()

    model = FixedRows(rows)
    milliseconds_until_painted(show_empty)
    sys.stdout.write(json.dumps({"first page": milliseconds_until_painted(open_list)}) + "\n")


if __name__ == "__main__":
    main()
