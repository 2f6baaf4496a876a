"""Whether a folder lies where SQLite can be trusted: not on a share, a stick or a synced folder."""

from __future__ import annotations

import sys
from pathlib import Path, PurePath

from danvan_desktop.errors import StorageError

_NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "davfs", "vboxsf", "sshfs"}
    | {"fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.vmhgfs-fuse"}
)
_REMOVABLE = frozenset({"vfat", "exfat", "msdos", "iso9660", "udf"})
_SYNCED = ("onedrive", "google drive", "googledrive", "dropbox", "icloud drive")
_DRIVE_REMOVABLE, _DRIVE_REMOTE, _DRIVE_CDROM = 2, 4, 5


def check_location(folder: Path) -> None:
    """Raise `StorageError` when the program must not work in `folder`.

    A link is followed first: what counts is where the bytes lie.
    """
    real = folder.resolve()
    reason = synced_folder(folder) or synced_folder(real) or _mount_reason(real)
    if reason:
        raise StorageError(
            f"Không thể đặt dữ liệu tại {folder}: {reason}.",
            safe="Chưa có tệp nào được tạo ở đó.",
            todo="Chọn thư mục trên ổ cứng của máy này; tệp ở nơi khác có thể chép vào rồi mở.",
        )


def synced_folder(folder: PurePath) -> str:
    """Reason when the path lies in a folder that a cloud program copies behind our back."""
    for part in folder.parts:
        if part.lower().startswith(_SYNCED):
            return f"thư mục “{part}” được đồng bộ lên mạng nên dễ làm hỏng dữ liệu"
    return ""


def _mount_reason(folder: Path) -> str:
    if sys.platform == "win32":
        return _windows_reason(folder)
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8")
    except OSError:
        return ""
    return mount_reason(folder, mounts)


def mount_reason(folder: Path, mounts: str) -> str:
    """Reason by the file system of the longest mount point above `folder`.

    `mounts` is the text of `/proc/self/mounts`.
    """
    best, kind = -1, ""
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) < 3:
            continue
        point = Path(fields[1].replace("\\040", " "))
        if folder.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), fields[2]
    return _kind_reason(kind in _NETWORK, kind in _REMOVABLE)


def _windows_reason(folder: Path) -> str:
    import ctypes

    drive = folder.drive
    if drive.startswith("\\\\"):
        return _kind_reason(True, False)
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    kind = kernel.GetDriveTypeW(drive + "\\")
    return _kind_reason(kind == _DRIVE_REMOTE, kind in (_DRIVE_REMOVABLE, _DRIVE_CDROM))


def _kind_reason(network: bool, removable: bool) -> str:
    if network:
        return "đây là ổ mạng"
    if removable:
        return "đây là ổ tháo lắp (USB, đĩa)"
    return ""
