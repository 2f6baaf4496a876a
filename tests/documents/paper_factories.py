"""Made-up papers for the tests: offices and roles, no people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from danvan_desktop.documents.decision import AnnexRowData, DecisionData
from danvan_desktop.documents.follow_up import FollowUpData, FollowUpNoteData
from danvan_desktop.documents.page import IssuerData, SignatureData
from danvan_desktop.documents.registration import (
    RegistrationFormData,
    RegistrationListData,
    RegistrationRowData,
)
from danvan_desktop.documents.scoring import ScoreLineData, ScoreSheetData

ISSUERS = {
    "party": IssuerData(
        ("Đảng bộ tỉnh Mẫu",), ("Đảng ủy xã Yên Nghĩa",), "Đảng ủy xã Yên Nghĩa", "Yên Nghĩa", "ĐU"
    ),
    "state": IssuerData(
        ("Ủy ban nhân dân", "tỉnh Mẫu"),
        ("Ủy ban nhân dân", "xã Yên Nghĩa"),
        "Chủ tịch Ủy ban nhân dân xã Yên Nghĩa",
        "Yên Nghĩa",
        "UBND",
    ),
    "front": IssuerData(
        ("Ủy ban MTTQ Việt Nam", "xã Yên Nghĩa"),
        ("Ban Thường trực",),
        "Ban Thường trực Ủy ban MTTQ Việt Nam xã Yên Nghĩa",
        "Yên Nghĩa",
        "MTTQ-BTT",
    ),
    "youth": IssuerData(
        ("Tỉnh Đoàn Mẫu",),
        ("Ban Chấp hành Đoàn xã Yên Nghĩa",),
        "Ban Thường vụ Đoàn xã Yên Nghĩa",
        "Yên Nghĩa",
        "ĐTN",
    ),
    "farmers": IssuerData(
        ("Hội Nông dân tỉnh Mẫu",),
        ("Hội Nông dân xã Yên Nghĩa",),
        "Ban Thường vụ Hội Nông dân xã Yên Nghĩa",
        "Yên Nghĩa",
        "HND",
    ),
    "association": IssuerData(
        ("Hội mẫu tỉnh Mẫu",), ("Hội mẫu xã Yên Nghĩa",), "Hội mẫu xã Yên Nghĩa", "Yên Nghĩa", "HM"
    ),
}

SIGNATURES = {
    "party": SignatureData("Bí thư", "Người ký (mẫu)", "on_behalf", "Ban Thường vụ"),
    "state": SignatureData("Phó Chủ tịch", "Người ký (mẫu)", "for_head", "Chủ tịch"),
    "front": SignatureData("Chủ tịch", "Người ký (mẫu)", "on_behalf", "Ban Thường trực"),
    "youth": SignatureData("Bí thư", "Người ký (mẫu)", "on_behalf", "Ban Thường vụ"),
    "farmers": SignatureData("Chủ tịch", "Người ký (mẫu)", "on_behalf", "Ban Thường vụ"),
    "association": SignatureData("Chủ tịch", "Người ký (mẫu)"),
}

BODIES = {
    "party": "Ban Thường vụ Đảng ủy",
    "state": "Chủ tịch Ủy ban nhân dân xã Yên Nghĩa",
    "front": "Ban Thường trực Ủy ban MTTQ Việt Nam xã Yên Nghĩa",
    "youth": "Ban Thường vụ Đoàn xã Yên Nghĩa",
    "farmers": "Ban Thường vụ Hội Nông dân xã Yên Nghĩa",
    "association": "Ban Chấp hành Hội mẫu xã Yên Nghĩa",
}

LONG_ISSUER = IssuerData(
    ("Ủy ban Mặt trận Tổ quốc Việt Nam Thành phố Hồ Chí Minh",),
    ("Ủy ban Mặt trận Tổ quốc Việt Nam đặc khu Côn Đảo và các đơn vị trực thuộc",),
    "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam đặc khu Côn Đảo",
    "Thành phố Hồ Chí Minh",
    "MTTQ-BTT",
)

LONG_NAME = (
    "Vận động Nhân dân tự nguyện hiến đất, tháo dỡ tường rào, góp ngày công mở rộng đường trục "
    "thôn, chỉnh trang ngõ xóm sáng - xanh - sạch - đẹp - an toàn gắn với xây dựng nông thôn mới "
    "kiểu mẫu năm 2026"
)


def annex_rows(count: int) -> tuple[AnnexRowData, ...]:
    sectors = ("Kinh tế", "Văn hóa - xã hội", "Quốc phòng - an ninh", "Xây dựng hệ thống chính trị")
    return tuple(
        AnnexRowData(
            f"Đoạn đường tự quản số {index:02d}" if index % 3 else LONG_NAME,
            f"Chi hội Nông dân thôn {index}",
            f"Thôn {index}, xã Yên Nghĩa",
            sectors[index % 4],
            "Mô hình “Dân vận khéo”" if index % 2 else "Điển hình “Dân vận khéo”",
            "Duy trì" if index % 5 == 0 else "",
        )
        for index in range(1, count + 1)
    )


def decision(family: str = "state", **changes: Any) -> DecisionData:
    data = DecisionData(
        issuer=ISSUERS[family],
        number="05",
        day=date(2026, 2, 5),
        year=2026,
        subject="Về việc công nhận mô hình, điển hình “Dân vận khéo” năm 2026",
        deciding_body=BODIES[family],
        bases=(
            "Căn cứ chức năng, nhiệm vụ, quyền hạn của cơ quan ban hành",
            "Căn cứ kế hoạch thực hiện phong trào thi đua “Dân vận khéo” năm 2026 của xã",
            "Xét đề nghị của Tổ thẩm định mô hình, điển hình “Dân vận khéo” xã Yên Nghĩa",
        ),
        articles=(
            "Công nhận 06 mô hình, điển hình “Dân vận khéo” năm 2026 (có danh sách kèm theo).",
            "Giao các đơn vị, cá nhân được công nhận tiếp tục duy trì, nhân rộng mô hình; bộ phận "
            "tham mưu công tác dân vận theo dõi, hướng dẫn và báo cáo kết quả.",
            "Văn phòng, các chi bộ, cơ quan, đơn vị, cá nhân có tên trong danh sách chịu trách "
            "nhiệm thi hành quyết định này kể từ ngày ký.",
        ),
        signature=SIGNATURES[family],
        receivers=("Như Điều 3", "Thường trực Đảng ủy xã (báo cáo)", "Lưu: Văn thư"),
        annex_title="Mô hình, điển hình “Dân vận khéo” được công nhận năm 2026",
        annex_rows=annex_rows(6),
    )
    return replace(data, **changes)


def registration_form(family: str = "state", **changes: Any) -> RegistrationFormData:
    data = RegistrationFormData(
        issuer=ISSUERS[family],
        day=date(2026, 3, 12),
        year=2026,
        subject_line="Xây dựng mô hình, điển hình “Dân vận khéo” năm 2026",
        signature=SignatureData("Đại diện đơn vị đăng ký", note="(Ký, ghi rõ họ tên)"),
        addressees=("Khối Dân vận xã Yên Nghĩa",),
        subject="Chi hội Nông dân thôn Đông",
        subject_kind="Tập thể",
        address="Thôn Đông, xã Yên Nghĩa",
        person_in_charge="Chi hội trưởng (mẫu)",
        sector="Văn hóa - xã hội",
        newness="Đăng ký mới",
        level="Cấp xã",
        registered_with="Đảng ủy xã Yên Nghĩa",
        registered_on=date(2026, 3, 10),
        name="Đoạn đường nông dân tự quản",
        situation="Đường trục thôn dài 1,2 km chưa có người chăm sóc thường xuyên, rác thải "
        "còn đọng lại sau phiên chợ.\nCác hộ hai bên đường đã đồng thuận tham gia.",
        goals="100 % hộ hai bên đường ký cam kết; mỗi tháng hai buổi vệ sinh chung.",
        content="Họp chi hội, phân công từng đoạn; trồng hoa; nhắc nhau phân loại rác tại nguồn.",
        place="Đường trục thôn Đông; 86 hộ.",
        forces="Chủ trì: Chi hội Nông dân. Phối hợp: Ban công tác Mặt trận, Chi đoàn. "
        "Tham gia: các hộ dân.",
        resources="Đóng góp tự nguyện của các hộ và ngày công của hội viên.",
        time="Từ tháng 3 đến tháng 11 năm 2026.",
        products="Đoạn đường 1,2 km sạch, có hoa hai bên; biên bản họp; ảnh trước và sau.",
        sustaining="Duy trì hằng năm; có thể làm ở các thôn khác.",
        confirmation=SignatureData("", authority="Xác nhận\ncủa chi ủy thôn Đông"),
    )
    return replace(data, **changes)


def registration_rows(count: int) -> tuple[RegistrationRowData, ...]:
    return tuple(
        RegistrationRowData(
            row.name,
            row.sector,
            row.subject,
            row.address,
            "Chi hội trưởng (mẫu)",
            "Vận động hội viên giữ gìn vệ sinh, trồng hoa, phân loại rác tại nguồn.",
            "Duy trì" if index % 3 == 0 else "Mới",
            "Cấp xã",
            row.note,
        )
        for index, row in enumerate(annex_rows(count), start=1)
    )


def registration_list(family: str = "state", **changes: Any) -> RegistrationListData:
    data = RegistrationListData(
        issuer=ISSUERS[family],
        day=date(2026, 3, 20),
        year=2026,
        subject_line="Đăng ký mô hình, điển hình “Dân vận khéo” năm 2026",
        rows=registration_rows(8),
        signature=SIGNATURES[family],
        attached="(Kèm theo Công văn số 12-CV/ĐU ngày 20 tháng 3 năm 2026)",
        summary="Tổng số: 08 mô hình, điển hình.",
        receivers=("Ban Tuyên giáo và Dân vận Tỉnh ủy", "Lưu: Văn thư"),
    )
    return replace(data, **changes)


ASSESSORS = (
    SignatureData("Đại diện đơn vị tự đánh giá", note="(Ký, ghi rõ họ tên)"),
    SignatureData("Người thẩm định", note="(Ký, ghi rõ họ tên)"),
)
SHEET_FIELDS = (
    ("Tên mô hình", "Đoạn đường nông dân tự quản"),
    ("Đơn vị, cá nhân", "Chi hội Nông dân thôn Đông"),
    ("Lĩnh vực", "Văn hóa - xã hội"),
    ("Cấp đề nghị công nhận", "Cấp xã"),
)


def grade_sheet(family: str = "state", **changes: Any) -> ScoreSheetData:
    data = ScoreSheetData(
        issuer=ISSUERS[family],
        day=date(2026, 10, 8),
        year=2026,
        subject_line="Mô hình “Dân vận khéo” năm 2026",
        points=False,
        fields=SHEET_FIELDS,
        conditions=(
            ScoreLineData("1", "Đã đăng ký với cấp ủy hoặc cơ quan dân vận cùng cấp", ("Đạt",) * 3),
            ScoreLineData("2", "Được lựa chọn công khai, dân chủ", ("Đạt", "Đạt", "Đạt")),
        ),
        lines=(
            ScoreLineData(
                "1",
                "Tuyên truyền, vận động phù hợp với đối tượng, được người dân đồng thuận",
                ("Đạt", "Đạt", "Đạt"),
            ),
            ScoreLineData(
                "2",
                "Có sản phẩm, kết quả cụ thể kiểm tra được",
                ("Đạt", "Đạt một phần", "Đạt một phần"),
                note="Thiếu ảnh sau khi làm",
            ),
            ScoreLineData("3", "Có khả năng duy trì, nhân rộng", ("Đạt", "Đạt", "Đạt")),
        ),
        totals=(ScoreLineData("", "Số tiêu chí đạt", ("3/3", "2/3", "2/3"), section=True),),
        rule="Các điều kiện đều đạt và không có tiêu chí nào chưa đạt.",
        remarks=(("Nhận xét", "Mô hình thiết thực, cần bổ sung ảnh minh chứng."),),
        result="Đạt, đề nghị công nhận cấp xã.",
        signatures=ASSESSORS,
    )
    return replace(data, **changes)


def points_sheet(family: str = "state", **changes: Any) -> ScoreSheetData:
    lines = []
    for section in range(1, 4):
        lines.append(
            ScoreLineData(
                "I" * section,
                f"Nhóm tiêu chí {section}",
                ("30", "28,5", "28,5"),
                maximum="30",
                section=True,
            )
        )
        lines += [
            ScoreLineData(
                f"{section}.{item}",
                "Kết quả thực hiện so với mục tiêu đã đăng ký, có số liệu và minh chứng kèm theo",
                ("10", "9,5", "9,5"),
                maximum="10",
            )
            for item in range(1, 4)
        ]
    total = ScoreLineData("", "Tổng điểm", ("90", "85,5", "85,5"), "90", "Loại tốt", section=True)
    changes = {
        "points": True,
        "lines": tuple(lines),
        "totals": (total,),
        "result": "Đạt 85,5 điểm, loại tốt.",
        "rule": "",
        **changes,
    }
    return grade_sheet(family, **changes)


def follow_up(family: str = "state", **changes: Any) -> FollowUpData:
    data = FollowUpData(
        issuer=ISSUERS[family],
        day=date(2026, 8, 3),
        year=2026,
        subject_line="Việc thực hiện mô hình “Dân vận khéo” năm 2026",
        name="Đoạn đường nông dân tự quản",
        subject="Chi hội Nông dân thôn Đông",
        signature=SignatureData("Người theo dõi", note="(Ký, ghi rõ họ tên)"),
        address="Thôn Đông, xã Yên Nghĩa",
        person_in_charge="Chi hội trưởng (mẫu)",
        sector="Văn hóa - xã hội",
        newness="Đăng ký mới",
        summary="Vận động hội viên giữ gìn vệ sinh, trồng hoa, phân loại rác tại nguồn.",
        status="Đang hoạt động",
        notes=follow_up_notes(3),
    )
    return replace(data, **changes)


def follow_up_notes(count: int) -> tuple[FollowUpNoteData, ...]:
    return tuple(
        FollowUpNoteData(
            date(2026, 1 + index % 12, 1 + index % 28),
            f"Buổi thứ {index}: tổng vệ sinh đoạn đường, có mặt 42 hộ, trồng thêm 30 m hoa.",
        )
        for index in range(count)
    )
