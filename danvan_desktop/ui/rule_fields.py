"""The settings of a vote as fields of a form, and the sentence they come to.

    section = rule_fields.add(form)                 # a folded section
    form.set_values(rule_fields.values_of(rules))
    rules = rule_fields.rules_from(values)          # FieldError on the field that is wrong

Owns the fields and their words; what a rule means is `domain/vote_rules`'.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from danvan_desktop.domain.vote_rules import (
    Denominator,
    TieRule,
    VoteRules,
    parse_quorum,
    parse_share,
    share_text,
)
from danvan_desktop.errors import FieldError
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.fields import LineField
from danvan_desktop.ui.form import Form, Section

NAMES = (
    "secret",
    "whole_list",
    "denominator",
    "strict",
    "threshold",
    "tie",
    "quorum_strict",
    "quorum",
    "secretary_votes",
    "written",
    "recused_leave",
    "free_results",
)
_MORE_THAN = "Trên (>)"
_AT_LEAST = "Từ mức đó trở lên (≥)"
_BARS = ((True, _MORE_THAN), (False, _AT_LEAST))
_YES_NO = ((True, "Có"), (False, "Không"))


def add(form: Form, title: str = "Quy tắc biểu quyết") -> Section:
    """Put the fields into a folded section at the end of the form."""
    section = form.section(title, folded=True)
    form.add_row(
        _choice("secret", "Hình thức", ((False, "Giơ tay"), (True, "Bỏ phiếu kín"))),
        _choice("whole_list", "Biểu quyết", ((True, "Chung cả danh sách"), (False, "Từng mục"))),
        _choice("tie", "Khi ngang phiếu", [(one, one.label.capitalize()) for one in TieRule]),
        to=section,
    )
    form.add_row(
        _choice("denominator", "Tính tỷ lệ trên", _denominators()),
        _choice("strict", "Đạt khi", _BARS),
        LineField("threshold", "Mức cần đạt", required=True, limit=20, hint="1/2, 2/3, 75%"),
        to=section,
    )
    form.add_row(
        _choice("quorum_strict", "Số có mặt cần", ((True, "Trên (>)"), (False, "Ít nhất (≥)"))),
        LineField(
            "quorum", "Mức có mặt", required=True, limit=20, hint="Tỷ lệ 2/3, hoặc số người 4"
        ),
        _choice("secretary_votes", "Thư ký có biểu quyết", _YES_NO),
        to=section,
    )
    form.add_row(
        _choice("written", "Lấy ý kiến người vắng bằng văn bản", _YES_NO),
        _choice("recused_leave", "Người không biểu quyết ra khỏi mẫu số", _YES_NO),
        _choice("free_results", "Được kết luận khác kết quả phiếu", _YES_NO),
        to=section,
    )
    return section


def values_of(rules: VoteRules) -> dict[str, Any]:
    """What the fields show for these rules."""
    return {
        "secret": rules.secret,
        "whole_list": rules.whole_list,
        "denominator": rules.denominator,
        "strict": rules.strict,
        "threshold": share_text(rules.threshold),
        "tie": rules.tie,
        "quorum_strict": rules.quorum.strict,
        "quorum": rules.quorum.text,
        "secretary_votes": rules.secretary_votes,
        "written": rules.written,
        "recused_leave": rules.recused_leave,
        "free_results": rules.free_results,
    }


def rules_from(values: Mapping[str, Any]) -> VoteRules:
    """The rules that stand in the fields. Raises `FieldError` for a share that cannot be."""
    return VoteRules(
        denominator=values["denominator"],
        threshold=parse_share(values["threshold"], "threshold", "Mức cần đạt"),
        strict=values["strict"],
        secret=values["secret"],
        whole_list=values["whole_list"],
        quorum=parse_quorum(values["quorum"], strict=values["quorum_strict"]),
        secretary_votes=values["secretary_votes"],
        written=values["written"],
        tie=values["tie"],
        recused_leave=values["recused_leave"],
        free_results=values["free_results"],
    )


def words(form: Form) -> str:
    """The sentence of the fields as they stand, or what is still wrong with them."""
    try:
        rules = rules_from({name: form[name].value() for name in NAMES})
    except FieldError as error:
        return str(error)
    return f"{rules.words} Cuộc họp cần {rules.quorum.words} có mặt."


def _choice(name: str, label: str, choices: Any) -> ChoiceField:
    return ChoiceField(name, label, choices, required=True)


def _denominators() -> list[tuple[Denominator, str]]:
    return [(one, one.label.capitalize()) for one in Denominator]
