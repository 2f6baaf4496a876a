"""Kinds of place, of organisation and of subject: the closed lists of the program.

Sectors, levels and titles are programme data and live in `programmes`; what is here is the same
in every programme. Holds no records.
"""

from __future__ import annotations

from enum import StrEnum


class SubjectKind(StrEnum):
    """Whose initiative it is, or who is the exemplar."""

    COLLECTIVE = "collective"
    INDIVIDUAL = "individual"
    HOUSEHOLD = "household"

    @property
    def label(self) -> str:
        return _SUBJECT_LABELS[self]


_SUBJECT_LABELS = {
    SubjectKind.COLLECTIVE: "Tập thể",
    SubjectKind.INDIVIDUAL: "Cá nhân",
    SubjectKind.HOUSEHOLD: "Hộ gia đình",
}


class UnitKind(StrEnum):
    """A place in the tree (địa bàn). Districts and townships exist in papers before 1/7/2025."""

    PROVINCE = "province"
    CITY = "city"
    DISTRICT = "district"
    COMMUNE = "commune"
    WARD = "ward"
    TOWNSHIP = "township"
    SPECIAL_ZONE = "special_zone"
    VILLAGE = "village"
    RESIDENTIAL_GROUP = "residential_group"
    QUARTER = "quarter"
    HAMLET = "hamlet"
    BAN = "ban"
    OTHER = "other"

    @property
    def label(self) -> str:
        return _UNIT_LABELS[self]

    @property
    def tier(self) -> int:
        """0 province, 1 district, 2 commune, 3 below the commune; `OTHER` is 3."""
        return _UNIT_TIERS.get(self, 3)


_UNIT_LABELS = {
    UnitKind.PROVINCE: "Tỉnh",
    UnitKind.CITY: "Thành phố trực thuộc trung ương",
    UnitKind.DISTRICT: "Huyện, quận, thị xã (trước 01/7/2025)",
    UnitKind.COMMUNE: "Xã",
    UnitKind.WARD: "Phường",
    UnitKind.TOWNSHIP: "Thị trấn (trước 01/7/2025)",
    UnitKind.SPECIAL_ZONE: "Đặc khu",
    UnitKind.VILLAGE: "Thôn",
    UnitKind.RESIDENTIAL_GROUP: "Tổ dân phố",
    UnitKind.QUARTER: "Khu phố",
    UnitKind.HAMLET: "Ấp",
    UnitKind.BAN: "Bản",
    UnitKind.OTHER: "Địa bàn khác",
}
_UNIT_TIERS = {
    UnitKind.PROVINCE: 0,
    UnitKind.CITY: 0,
    UnitKind.DISTRICT: 1,
    UnitKind.COMMUNE: 2,
    UnitKind.WARD: 2,
    UnitKind.TOWNSHIP: 2,
    UnitKind.SPECIAL_ZONE: 2,
}


class Channel(StrEnum):
    """The line of bodies a programme belongs to (hệ thống)."""

    PARTY = "party"
    STATE = "state"
    FRONT = "front"
    FARMERS = "farmers"
    WOMEN = "women"
    YOUTH = "youth"
    VETERANS = "veterans"
    TRADE_UNION = "trade_union"
    OTHER = "other"

    @property
    def label(self) -> str:
        return _CHANNEL_LABELS[self]


_CHANNEL_LABELS = {
    Channel.PARTY: "Đảng",
    Channel.STATE: "Chính quyền",
    Channel.FRONT: "Mặt trận Tổ quốc",
    Channel.FARMERS: "Hội Nông dân",
    Channel.WOMEN: "Hội Liên hiệp Phụ nữ",
    Channel.YOUTH: "Đoàn TNCS Hồ Chí Minh",
    Channel.VETERANS: "Hội Cựu chiến binh",
    Channel.TRADE_UNION: "Công đoàn",
    Channel.OTHER: "Hệ thống khác",
}


class BodyKind(StrEnum):
    """An organisation of a channel at a unit (tổ chức): it issues papers and is the second axis."""

    PARTY_COMMITTEE = "party_committee"
    PARTY_BOARD = "party_board"
    MASS_MOBILISATION_BOARD = "mass_mobilisation_board"
    PARTY_CELL = "party_cell"
    MASS_MOBILISATION_GROUP = "mass_mobilisation_group"
    PEOPLES_COMMITTEE = "peoples_committee"
    FRONT_COMMITTEE = "front_committee"
    FRONT_WORK_COMMITTEE = "front_work_committee"
    FARMERS_UNION = "farmers_union"
    WOMENS_UNION = "womens_union"
    YOUTH_UNION = "youth_union"
    VETERANS_ASSOCIATION = "veterans_association"
    TRADE_UNION = "trade_union"
    BRANCH = "branch"
    POLICE = "police"
    ARMY = "army"
    SCHOOL = "school"
    AGENCY = "agency"
    COOPERATIVE = "cooperative"
    OTHER = "other"

    @property
    def label(self) -> str:
        return _BODY_LABELS[self]

    @property
    def profile(self) -> str:
        """Id of the document profile that such a body uses until the office chooses another."""
        return _BODY_PROFILES.get(self, "state-2020")

    @property
    def abbreviation(self) -> str:
        """The body's part of a paper's number ("QĐ/ĐU"); empty where usage differs by place."""
        return _BODY_ABBREVIATIONS.get(self, "")


_BODY_LABELS = {
    BodyKind.PARTY_COMMITTEE: "Cấp ủy (Tỉnh ủy, Huyện ủy, Đảng ủy)",
    BodyKind.PARTY_BOARD: "Ban của cấp ủy (Ban Xây dựng Đảng, Ban Tuyên giáo và Dân vận)",
    BodyKind.MASS_MOBILISATION_BOARD: "Ban Dân vận, Khối Dân vận",
    BodyKind.PARTY_CELL: "Chi bộ, đảng bộ bộ phận",
    BodyKind.MASS_MOBILISATION_GROUP: "Tổ Dân vận",
    BodyKind.PEOPLES_COMMITTEE: "Ủy ban nhân dân",
    BodyKind.FRONT_COMMITTEE: "Ủy ban MTTQ Việt Nam",
    BodyKind.FRONT_WORK_COMMITTEE: "Ban Công tác Mặt trận",
    BodyKind.FARMERS_UNION: "Hội Nông dân",
    BodyKind.WOMENS_UNION: "Hội Liên hiệp Phụ nữ",
    BodyKind.YOUTH_UNION: "Đoàn TNCS Hồ Chí Minh",
    BodyKind.VETERANS_ASSOCIATION: "Hội Cựu chiến binh",
    BodyKind.TRADE_UNION: "Công đoàn",
    BodyKind.BRANCH: "Chi hội, chi đoàn, tổ hội",
    BodyKind.POLICE: "Công an",
    BodyKind.ARMY: "Quân sự",
    BodyKind.SCHOOL: "Trường học",
    BodyKind.AGENCY: "Cơ quan, đơn vị sự nghiệp",
    BodyKind.COOPERATIVE: "Hợp tác xã, tổ hợp tác",
    BodyKind.OTHER: "Tổ chức khác",
}
_BODY_PROFILES = {
    BodyKind.PARTY_COMMITTEE: "party-2026",
    BodyKind.PARTY_BOARD: "party-2026",
    BodyKind.MASS_MOBILISATION_BOARD: "party-2026",
    BodyKind.PARTY_CELL: "party-2026",
    BodyKind.MASS_MOBILISATION_GROUP: "party-2026",
    BodyKind.FRONT_COMMITTEE: "front",
    BodyKind.FRONT_WORK_COMMITTEE: "front",
    BodyKind.FARMERS_UNION: "farmers",
    BodyKind.YOUTH_UNION: "youth",
    BodyKind.WOMENS_UNION: "association",
    BodyKind.VETERANS_ASSOCIATION: "association",
    BodyKind.TRADE_UNION: "association",
}
_BODY_ABBREVIATIONS = {
    BodyKind.PARTY_COMMITTEE: "ĐU",
    BodyKind.PARTY_BOARD: "BXDĐ",
    BodyKind.MASS_MOBILISATION_BOARD: "BDV",
    BodyKind.PARTY_CELL: "CB",
    BodyKind.PEOPLES_COMMITTEE: "UBND",
    BodyKind.FRONT_COMMITTEE: "MTTQ-BTT",
    BodyKind.FARMERS_UNION: "HND",
    BodyKind.WOMENS_UNION: "BTV",
    BodyKind.YOUTH_UNION: "ĐTN",
    BodyKind.VETERANS_ASSOCIATION: "CCB",
    BodyKind.TRADE_UNION: "CĐ",
}
