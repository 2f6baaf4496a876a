"""“Mẫu mới”: from the paper in hand to a template whose fields are then dragged to their places.

    dialog = NewTemplateDialog(parent, work); dialog.accepted -> dialog.result_value (template)

Asked are the size, whether all is drawn or only words onto pre-printed stock, and for stock a scan
of the blank, which lies under the fields as a guide. Keeps the picture; the template is not saved.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.certificate_shipped import shipped
from danvan_desktop.domain.certificate_template import (
    LARGEST_SIDE,
    SMALLEST_SIDE,
    Background,
    CertificateTemplate,
    Fit,
    Paper,
    PaperSize,
    TemplateKind,
)
from danvan_desktop.domain.text import search_key
from danvan_desktop.errors import FieldError
from danvan_desktop.services import certificate_templates
from danvan_desktop.ui import certificate_edits as edits
from danvan_desktop.ui.certificate_blank import ENDINGS, PICTURES
from danvan_desktop.ui.certificate_edits import Edited
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.fields import LineField, NumberField
from danvan_desktop.ui.file_drop import FileDropArea
from danvan_desktop.ui.workplace import Workplace

DRAWN, STOCK = "drawn", "stock"
_WAYS = (
    (DRAWN, "In cả viền, hình và chữ lên giấy trắng"),
    (STOCK, "Chỉ in chữ lên phôi in sẵn"),
)
_EMPTY = ""


@dataclass(frozen=True)
class NewTemplate:
    """What was asked. `look` is the id of one of the program's own, "" for an empty paper."""

    name: str
    kind: TemplateKind
    paper: Paper
    stock: bool
    look: str
    guide: Path | None


class NewTemplateDialog(FormDialog[NewTemplate]):
    """See the module's text."""

    def __init__(
        self, parent: QWidget | None, work: Workplace, kind: TemplateKind = TemplateKind.CERTIFICATE
    ) -> None:
        super().__init__(
            parent, work.messages, title="Mẫu mới", submit=self._make, save_text="Đặt các ô"
        )
        self._work = work
        form = self.form
        form.add(
            LineField(
                "name",
                "Tên mẫu",
                required=True,
                limit=120,
                placeholder="Giấy chứng nhận phôi A3 của xã",
            )
        )
        form.add_row(
            ChoiceField(
                "kind", "Loại giấy", [(one, one.label) for one in TemplateKind], required=True
            ),
            ChoiceField("size", "Khổ giấy", [(one, one.label) for one in PaperSize], required=True),
            ChoiceField("landscape", "Chiều giấy", [(True, "Ngang"), (False, "Dọc")]),
        )
        form.add_row(_side("own_width", "Chiều rộng của giấy"), _side("own_height", "Chiều cao"))
        form.add(ChoiceField("way", "Cách in", _WAYS, required=True))
        form.add(ChoiceField("look", "Bắt đầu từ", hint="Các ô được phóng theo khổ giấy đã chọn."))
        form.add(
            FileDropArea(
                "guide",
                "Ảnh chụp hoặc quét phôi",
                work.messages,
                patterns=PICTURES,
                endings=ENDINGS,
                most=1,
                hint="Bản quét (PDF, ảnh) hay ảnh chụp bằng điện thoại. Ảnh nằm mờ dưới các ô để "
                "đặt chữ cho đúng chỗ, không in ra giấy.",
            )
        )
        form["kind"].set_value(kind)
        form["size"].set_value(PaperSize.A4)
        form["landscape"].set_value(True)
        form["way"].set_value(DRAWN)
        self._offer_looks()
        self.begin()
        form["kind"].changed.connect(self._on_kind)
        for name in ("size", "way"):
            form[name].changed.connect(self._show_asked)
        self._show_asked()
        form["name"].setFocus()

    def _on_kind(self) -> None:
        self._offer_looks()

    def _offer_looks(self) -> None:
        kind = _chosen(self.form["kind"])
        looks = [
            (one.id, one.template.name)
            for one in shipped()
            if one.template.kind == kind and one.template.paper.size is PaperSize.A4
        ]
        field = self.form["look"]
        assert isinstance(field, ChoiceField)
        field.set_choices([*looks, (_EMPTY, "Giấy trống, tự thêm ô")])
        field.set_value(looks[0][0] if looks else _EMPTY)

    def _show_asked(self) -> None:
        own = _chosen(self.form["size"]) is PaperSize.OWN
        self.form["own_width"].setVisible(own)
        self.form["own_height"].setVisible(own)
        self.form["landscape"].setVisible(not own)
        self.form["guide"].setVisible(_chosen(self.form["way"]) == STOCK)

    def input(self, values: dict[str, Any]) -> NewTemplate:
        size = values["size"]
        own = size is PaperSize.OWN
        for name in ("own_width", "own_height"):
            if own and values[name] is None:
                raise FieldError(name, "Chưa nhập kích thước của giấy.")
        paper = Paper(size, bool(values["landscape"]))
        if own:
            paper = Paper(size, True, float(values["own_width"]), float(values["own_height"]))
        stock = values["way"] == STOCK
        files = values["guide"] if stock else ()
        return NewTemplate(
            values["name"],
            values["kind"],
            paper,
            stock,
            values["look"] or _EMPTY,
            files[0] if files else None,
        )

    def _make(self, asked: NewTemplate) -> CertificateTemplate:
        names = {
            search_key(one.name) for one in certificate_templates.templates(self._work.session)
        }
        if search_key(asked.name) in names:
            raise FieldError("name", f"Đã có mẫu giấy tên “{asked.name}”.", todo="Đặt tên khác.")
        digest = ""
        if asked.guide is not None:
            digest = certificate_templates.take_picture(self._work.session, asked.guide)
        return begun(asked, digest)


def begun(asked: NewTemplate, digest: str = "") -> CertificateTemplate:
    """The template that the editor opens with; `digest` is that of the blank's picture.

    On stock there is no border, and what the program's own look calls pre-printed is left out.
    """
    look = next((one.template for one in shipped() if one.id == asked.look), None)
    if look is None:
        safe = 15.0
        made = CertificateTemplate(asked.name, asked.kind, asked.paper, safe=safe)
    else:
        made = edits.on_paper(Edited(look), asked.paper).template
    made = replace(made, name=asked.name, kind=asked.kind)
    return edits.on_stock(made, Background(digest, Fit.STRETCH)) if asked.stock else made


def _chosen(field: Any) -> Any:
    """A choice's value while it may be half typed."""
    try:
        return field.value()
    except FieldError:
        return None


def _side(name: str, label: str) -> NumberField:
    return NumberField(
        name,
        label,
        points=True,
        minimum=Decimal(str(SMALLEST_SIDE)),
        maximum=Decimal(str(LARGEST_SIDE)),
        unit="mm",
    )
