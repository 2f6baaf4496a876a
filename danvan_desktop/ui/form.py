"""`Form`: named fields in the order of the paper form, in rows and sections that fold away.

    form = Form()
    form.add(LineField("name", "Tên mô hình", required=True))
    form.add_row(ChoiceField("sector", ...), ChoiceField("kind", ...))     # side by side
    more = form.section("Mười mục nội dung", folded=True)
    form.add(TextField("goals", "Mục tiêu"), to=more)
    values = form.values()              # dict by field name; raises the first FieldError, and
                                        # shows every reason beside its field
    form.show_problem(error)            # a service's FieldError at its field
    form.set_values({"name": "..."}); form.is_changed(); form.texts(); form.set_texts(draft)

Tab follows the order fields are added. Owns placing, not meaning: rules are the domain's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.fields import Field


class Section(QWidget):
    """A heading that opens and closes what is under it."""

    def __init__(self, title: str, *, folded: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self.button = QToolButton()
        self.button.setText(title)
        self.button.setCheckable(True)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        font = self.button.font()
        font.setBold(True)
        self.button.setFont(font)
        self.content = QWidget()
        self.rows = QVBoxLayout(self.content)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(theme.gap())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.gap(), 0, 0)
        layout.setSpacing(theme.gap())
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.content)
        self.button.toggled.connect(self._on_toggled)
        self.button.setChecked(not folded)
        self._on_toggled(not folded)

    def set_folded(self, folded: bool) -> None:
        """Close or open it."""
        self.button.setChecked(not folded)

    def set_note(self, note: str) -> None:
        """Words after the title: "(3/10 mục đã có nội dung)"."""
        self.button.setText(f"{self._title}  {note}".rstrip())

    def _on_toggled(self, opened: bool) -> None:
        self.content.setVisible(opened)
        self.button.setIcon(icons.icon("fold-down" if opened else "fold-right"))


class Form(QWidget):
    """See the module's text."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: dict[str, Field] = {}
        self._section_of: dict[str, Section] = {}
        self._saved: dict[str, str] = {}
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(theme.gap())

    # building

    def add(self, field: Field, *, to: Section | None = None) -> Field:
        """Put a field on a row of its own, at the end or in a section; returns it."""
        self._enlist(field, to)
        (to.rows if to is not None else self.rows).addWidget(field)
        return field

    def add_row(self, *fields: Field, to: Section | None = None) -> None:
        """Put fields side by side, each as wide as the others."""
        row = QHBoxLayout()
        row.setSpacing(theme.gap() * 2)
        for field in fields:
            self._enlist(field, to)
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        (to.rows if to is not None else self.rows).addLayout(row)

    def section(self, title: str, *, folded: bool = False) -> Section:
        """A section at the end; give it to `add(..., to=section)`."""
        made = Section(title, folded=folded)
        self.rows.addWidget(made)
        return made

    def finish(self) -> None:
        """Call after the last field: room stays below, and what is shown counts as saved."""
        self.rows.addStretch(1)
        self.mark_saved()

    def _enlist(self, field: Field, section: Section | None) -> None:
        assert field.name not in self._fields, field.name
        self._fields[field.name] = field
        if section is not None:
            self._section_of[field.name] = section
        field.changed.connect(self.changed)

    # looking

    def __getitem__(self, name: str) -> Field:
        return self._fields[name]

    def __iter__(self) -> Iterator[Field]:
        return iter(self._fields.values())

    def values(self) -> dict[str, Any]:
        """Every field's value by name. Shows all reasons, then raises the first FieldError."""
        values: dict[str, Any] = {}
        first: FieldError | None = None
        for name, field in self._fields.items():
            try:
                values[name] = field.value()
                field.set_problem("")
            except FieldError as error:
                field.set_problem(str(error))
                first = first or error
        if first is not None:
            self._reveal(self._fields[first.field])
            raise first
        return values

    def texts(self) -> dict[str, str]:
        """What stands in the fields, as typed; for drafts."""
        return {name: field.text() for name, field in self._fields.items()}

    def is_changed(self) -> bool:
        """True when something differs from what was last set or saved."""
        return self.texts() != self._saved

    # showing

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Fill the fields named in `values`, and take that as saved."""
        for name, value in values.items():
            self._fields[name].set_value(value)
        self.clear_problems()
        self.mark_saved()

    def set_texts(self, texts: Mapping[str, str]) -> None:
        """Put a draft back; it counts as changed."""
        for name, text in texts.items():
            if name in self._fields:
                self._fields[name].set_text(text)

    def mark_saved(self) -> None:
        """What is shown now is what is stored."""
        self._saved = self.texts()

    def set_read_only(self, read_only: bool) -> None:
        """All fields at once."""
        for field in self._fields.values():
            field.set_read_only(read_only)

    def clear_problems(self) -> None:
        """Take all reasons away."""
        for field in self._fields.values():
            field.set_problem("")

    def show_problem(self, error: UserError) -> bool:
        """Show a FieldError at its field and go there; False when no field here has its name."""
        field = self._fields.get(error.field) if isinstance(error, FieldError) else None
        if field is None:
            return False
        field.set_problem(str(error))
        self._reveal(field)
        return True

    def _reveal(self, field: Field) -> None:
        section = self._section_of.get(field.name)
        if section is not None:
            section.set_folded(False)
        field.setFocus()
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(field, theme.gap(), theme.em() * 2)
