"""Awards of a programme and year: two proposed, two given."""

from __future__ import annotations

from datetime import date

from danvan_desktop.domain.award_money import BASE_SALARY, coefficient_key
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.services import awards, dated_figures
from danvan_desktop.services.awards import AwardDecision, AwardDraft
from danvan_desktop.services.session import Session
from tests.services.judging_factories import Place

DECIDED = date(2015, 1, 5)
_KINDS = (SubjectKind.COLLECTIVE, SubjectKind.INDIVIDUAL)


def give_awards(place: Place) -> None:
    for status in ("đã nhận", "đề nghị"):
        drafts = [
            AwardDraft(
                f"{kind.label} {status} {number} (mẫu)",
                kind,
                "Giấy khen",
                "Có thành tích trong phong trào thi đua “Dân vận khéo” (mẫu)",
                "Đảng ủy xã Mẫu",
            )
            for number, kind in enumerate(_KINDS, 1)
        ]
        awards.propose(place.session, place.plan.id, place.year, drafts)
        if status == "đã nhận":
            found = awards.awards(place.session, place.plan.id, place.year)
            decision = AwardDecision("12", DECIDED, "Đảng ủy xã Mẫu", {})
            awards.decide(place.session, [row.uid for row in found], decision)


def set_figures(session: Session) -> None:
    dated_figures.set_figure(session, BASE_SALARY, "2.340.000", date(2010, 1, 1))
    for kind, coefficient in zip(_KINDS, ("0,3", "0,15"), strict=True):
        key = coefficient_key("Giấy khen", kind.value)
        dated_figures.set_figure(session, key, coefficient, date(2010, 1, 1))
