"""Made-up papers for the tests: offices and roles, no people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from danvan_desktop.documents.decision import AnnexRowData, DecisionData
from danvan_desktop.documents.page import IssuerData, SignatureData

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
