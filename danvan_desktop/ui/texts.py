"""Vietnamese for what Qt says by itself (standard buttons, context menus, the print dialog).

Qt ships no `qtbase_vi.qm`. Owns the table and the translator; a page never needs it.
"""

from __future__ import annotations

from PySide6.QtCore import QTranslator

QT_TEXTS = {
    "OK": "Đồng ý",
    "&OK": "Đồng ý",
    "Save": "Lưu",
    "&Save": "Lưu",
    "Save All": "Lưu tất cả",
    "Open": "Mở",
    "&Open": "Mở",
    "&Yes": "Có",
    "Yes to &All": "Có với tất cả",
    "&No": "Không",
    "N&o to All": "Không với tất cả",
    "Abort": "Dừng",
    "Retry": "Thử lại",
    "Ignore": "Bỏ qua",
    "Close": "Đóng",
    "&Close": "Đóng",
    "Cancel": "Hủy",
    "&Cancel": "Hủy",
    "Discard": "Không lưu",
    "Don't Save": "Không lưu",
    "Close without Saving": "Đóng, không lưu",
    "Help": "Trợ giúp",
    "Apply": "Áp dụng",
    "Reset": "Đặt lại",
    "Restore Defaults": "Về mặc định",
    "Show Details...": "Xem chi tiết...",
    "Hide Details...": "Ẩn chi tiết...",
    "&Undo": "Hoàn tác",
    "&Redo": "Làm lại",
    "Cu&t": "Cắt",
    "&Copy": "Sao chép",
    "Copy &Link Location": "Sao chép đường dẫn",
    "&Paste": "Dán",
    "Delete": "Xóa",
    "&Delete": "Xóa",
    "Select All": "Chọn tất cả",
    "Clear": "Xóa hết",
    "Directory:": "Thư mục:",
    "&Choose": "Chọn",
    "Choose": "Chọn",
    "File &name:": "Tên tệp:",
    "Files of type:": "Loại tệp:",
    "Look in:": "Xem trong:",
    "Save As": "Lưu thành",
    "Back": "Quay lại",
    "Forward": "Tiến",
    "Parent Directory": "Thư mục trên",
    "Create New Folder": "Tạo thư mục",
    "&New Folder": "Thư mục mới",
    "&Rename": "Đổi tên",
    "Name": "Tên",
    "Size": "Cỡ",
    "Type": "Loại",
    "Date Modified": "Ngày sửa",
    "List View": "Dạng danh sách",
    "Detail View": "Dạng chi tiết",
    "Show &hidden files": "Hiện tệp ẩn",
    "&Show this message again": "Lần sau vẫn hiện",
    "Print": "In",
    "&Print": "In",
    "Print...": "In...",
    "Printer": "Máy in",
    "&Name:": "Tên:",
    "P&roperties": "Thuộc tính",
    "Location:": "Nơi đặt:",
    "Preview": "Xem trước",
    "Type:": "Loại:",
    "Output &file:": "Ra tệp:",
    "Options >>": "Tùy chọn >>",
    "Print range": "Phạm vi in",
    "Print all": "In tất cả",
    "Pages from": "Từ trang",
    "to": "đến",
    "Current Page": "Trang hiện tại",
    "Selection": "Phần được chọn",
    "Copies": "Số bản",
    "Copies:": "Số bản:",
    "Options": "Tùy chọn",
    "Collate": "Xếp theo bộ",
    "Reverse": "Thứ tự ngược",
    "Color Mode": "Màu",
    "Color": "Màu",
    "Grayscale": "Đen trắng",
    "None": "Không",
    "Page size:": "Cỡ giấy:",
    "Orientation": "Hướng giấy",
    "Portrait": "Dọc",
    "Landscape": "Ngang",
    "Width:": "Rộng:",
    "Height:": "Cao:",
    "Margins": "Lề",
    "Step &up": "Tăng",
    "Step &down": "Giảm",
}


class VietnameseTexts(QTranslator):
    """Answers Qt's own texts by the words alone, whatever widget asks for them."""

    def isEmpty(self) -> bool:
        return False

    def translate(
        self,
        context: str | bytes,  # noqa: ARG002
        sourceText: str | bytes,  # noqa: N803
        disambiguation: str | bytes | None = None,  # noqa: ARG002
        n: int = -1,  # noqa: ARG002
    ) -> str:
        source = sourceText.decode("utf-8") if isinstance(sourceText, bytes) else sourceText
        # None becomes a null string, which lets Qt go on with its own words.
        return QT_TEXTS.get(source)  # type: ignore[return-value]
