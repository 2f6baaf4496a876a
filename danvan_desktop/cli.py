"""The command line: the same use cases as the window, one composition root for both.

Exit codes: 0 done and sound, 1 a defect was found or the request could not be carried out,
2 the words of the command were wrong. Messages are Vietnamese and go to standard error; results
go to standard output. Without a command the window is started.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from danvan_desktop import __version__
from danvan_desktop.errors import DanVanError, UserError
from danvan_desktop.paths import DataFolder, default_data_dir
from danvan_desktop.saving import replacing

_COMMANDS = frozenset(
    (
        "init",
        "programmes",
        "check-programme",
        "export",
        "receive",
        "open",
        "backup",
        "doctor",
        "verify",
        "tour",
    )
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command, or the window. Returns the exit code."""
    _use_utf8()
    options = _parser().parse_args(_with_open(sys.argv[1:] if argv is None else argv))
    try:
        run: Callable[[argparse.Namespace], int] = options.run
        return run(options)
    except DanVanError as error:
        _say(str(error), sys.stderr)
        return 1
    except OSError as error:
        _say(f"Không đọc hoặc ghi được {error.filename or ''}: {error.strerror}.", sys.stderr)
        return 1


def _with_open(words: Sequence[str]) -> list[str]:
    """The words with `open` before a sheet file: a double click gives the file alone."""
    named = list(words)
    at = next((at for at, word in enumerate(named) if word.lower().endswith(".dvp")), -1)
    if at >= 0 and _COMMANDS.isdisjoint(named[:at]):
        named.insert(at, "open")
    return named


def _use_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _say(text: str, stream: Any = None) -> None:
    """A line of output; a windowed program on Windows has no standard output at all."""
    target = stream if stream is not None else sys.stdout
    if target is not None:
        target.write(text + "\n")
        target.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="danvan", description="Dân Vận Khéo: theo dõi phong trào thi đua “Dân vận khéo”."
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("--data-dir", type=Path, default=None, help="thư mục dữ liệu của đơn vị")
    parser.add_argument("--platform", default="", help="nền hiển thị của Qt, ví dụ offscreen")
    parser.add_argument("--selftest", type=Path, metavar="FILE", help="tự kiểm tra, ghi kết quả")
    parser.set_defaults(run=_window)
    commands = parser.add_subparsers(title="lệnh", metavar="LỆNH")

    init = commands.add_parser("init", help="tạo đơn vị trong thư mục dữ liệu")
    source = init.add_mutually_exclusive_group(required=True)
    source.add_argument("--office", type=Path, metavar="FILE", help="tệp mô tả đơn vị (TOML)")
    source.add_argument("--sample", action="store_true", help="đơn vị và số liệu mẫu")
    init.set_defaults(run=_init)

    listing = commands.add_parser("programmes", help="liệt kê các chương trình có sẵn")
    listing.set_defaults(run=_programmes)

    check = commands.add_parser("check-programme", help="kiểm tra tệp chương trình")
    check.add_argument("files", nargs="+", type=Path, metavar="FILE")
    check.set_defaults(run=_check_programme)

    export = commands.add_parser("export", help="xuất tệp .dvk gửi cấp trên")
    export.add_argument("file", type=Path)
    export.add_argument("--programme", required=True, metavar="ID")
    export.add_argument("--year", required=True, type=int)
    export.set_defaults(run=_export)

    receive = commands.add_parser("receive", help="nhận tệp .dvk của đơn vị khác")
    receive.add_argument("file", type=Path)
    receive.add_argument("--trust", metavar="DẤU_KHÓA", default="", help="dấu khóa đã so sánh")
    receive.add_argument("--dry-run", action="store_true", help="chỉ kiểm tra, không ghi")
    receive.add_argument("--json", type=Path, metavar="FILE", help="ghi kết quả ra tệp JSON")
    receive.set_defaults(run=_receive)

    sheets = commands.add_parser("open", help="mở tệp phiếu đánh giá .dvp")
    sheets.add_argument("file", type=Path)
    sheets.set_defaults(run=_open_sheets)

    backup = commands.add_parser("backup", help="sao lưu vào một thư mục")
    backup.add_argument("folder", type=Path, metavar="DIR")
    backup.set_defaults(run=_backup)

    doctor = commands.add_parser("doctor", help="kiểm tra toàn bộ dữ liệu")
    doctor.set_defaults(run=_doctor)

    verify = commands.add_parser("verify", help="kiểm tra mã trên giấy, không cần mạng")
    verify.add_argument("code", help="nội dung mã, hoặc tệp ảnh, bản quét PDF")
    verify.set_defaults(run=_verify)

    tour = commands.add_parser("tour", help="đi qua toàn bộ công việc bằng cửa sổ thật")
    tour.add_argument("out", type=Path, metavar="OUT")
    tour.add_argument("--today", type=date.fromisoformat, default=None, metavar="NĂM-THÁNG-NGÀY")
    tour.add_argument("--programme", action="append", default=[], metavar="ID")
    tour.set_defaults(run=_tour)
    return parser


def _folder(options: argparse.Namespace) -> DataFolder:
    return DataFolder((options.data_dir or default_data_dir()).absolute())


def _open(options: argparse.Namespace, *, beside_window: bool = False) -> Any:
    """An open session with an office in it; `beside_window` reads a copy where a window has it.

    Raises `UserError` before the first start.
    """
    from danvan_desktop.models.lock import FolderInUseError
    from danvan_desktop.services.session import open_for_viewing, open_session

    folder = _folder(options)
    if not folder.database.exists():
        raise UserError(
            f"Chưa có dữ liệu trong thư mục {folder.root}.",
            todo="Chạy “danvan init” hoặc mở chương trình để thiết lập đơn vị trước.",
        )
    try:
        session = open_session(folder)
    except FolderInUseError:
        if not beside_window:
            raise
        session = open_for_viewing(folder)
    if not session.office_uid:
        session.close()
        raise UserError(
            "Chưa thiết lập đơn vị.", todo="Chạy “danvan init” hoặc mở chương trình trước."
        )
    return session


def _window(options: argparse.Namespace) -> int:
    if options.selftest:
        from danvan_desktop.ui.selftest import run

        return run(options.selftest, platform=options.platform)
    from danvan_desktop.ui.start import start

    return start(_folder(options), platform=options.platform)


def _open_sheets(options: argparse.Namespace) -> int:
    from danvan_desktop.ui.start_sheets import start

    return start(options.file.absolute(), _folder(options), platform=options.platform)


def _init(options: argparse.Namespace) -> int:
    from danvan_desktop.services import office, sample
    from danvan_desktop.services.session import open_session

    draft = office.read_office_file(options.office) if options.office else None
    session = open_session(_folder(options))
    try:
        if draft:
            office.create_office(session, draft)
        else:
            sample.create(session)
        row = office.office(session)
        _say(f"Đã tạo đơn vị “{row.name if row else ''}” trong {session.folder.root}.")
    finally:
        session.close()
    return 0


def _programmes(options: argparse.Namespace) -> int:
    from danvan_desktop.services import programmes

    del options
    for source in programmes.shipped():
        _say(f"{source.id}\t{source.name}")
    return 0


def _check_programme(options: argparse.Namespace) -> int:
    from danvan_desktop.services import programmes

    found = programmes.look_through(options.files)
    for defect in (*found.defects, *found.accepted):
        _say(str(defect))
    if not found.defects:
        _say(f"Không có lỗi trong {len(options.files)} tệp.")
    return 1 if found.defects else 0


def _export(options: argparse.Namespace) -> int:
    from danvan_desktop.services import exchange

    session = _open(options)
    try:
        row = exchange.export(session, options.file.absolute(), options.programme, options.year)
        _say(f"Đã xuất {options.file} (lần gửi {row.sequence}, {row.rows} bản ghi).")
    finally:
        session.close()
    return 0


def _receive(options: argparse.Namespace) -> int:
    """Exit 0 only for a sound file; with `--json` the result is written whatever it is."""
    result: dict[str, Any] = {"file": options.file.name, "sound": False, "applied": False}
    try:
        _take_in(options, result)
    except DanVanError as error:
        result["error"] = str(error)
        raise
    finally:
        if options.json:
            text = json.dumps(result, ensure_ascii=False, indent=2, sort_keys=True)
            with replacing(options.json.absolute()) as temporary:
                temporary.write_text(text + "\n", encoding="utf-8")
    return 0


def _take_in(options: argparse.Namespace, result: dict[str, Any]) -> None:
    from danvan_desktop.services import receiving

    session = _open(options)
    try:
        plan = receiving.examine(session, options.file.absolute())
        result |= receiving.report(plan) | {"sound": True}
        for line in receiving.summary(plan):
            _say(line)
        if options.dry_run:
            return
        trust = receiving.matches(plan, options.trust)
        link = plan.choices[0].uid if len(plan.choices) == 1 else ""
        changes = receiving.apply(session, plan, trust=trust, link_to=link)
        result |= {"applied": True, "changed": changes.count}
    finally:
        session.close()


def _backup(options: argparse.Namespace) -> int:
    from danvan_desktop.services import backup

    session = _open(options)
    try:
        row = backup.backup(session, options.folder.absolute())
        _say(f"Đã sao lưu và kiểm tra {row.path} ({row.size} byte).")
        _say("Bản sao lưu có khóa ký của đơn vị: hãy cất giữ như tài liệu mật.")
    finally:
        session.close()
    return 0


def _doctor(options: argparse.Namespace) -> int:
    from danvan_desktop.services import backup

    session = _open(options)
    try:
        problems = backup.doctor(session)
    finally:
        session.close()
    for problem in problems:
        _say(problem)
    if not problems:
        _say("Dữ liệu nguyên vẹn.")
    return 1 if problems else 0


def _verify(options: argparse.Namespace) -> int:
    """0 when every code found is true and counts, 1 when one is not."""
    from danvan_desktop.domain.paper_code import PREFIX
    from danvan_desktop.services import paper_codes
    from danvan_desktop.services.paper_codes import Verdict

    session = _open(options, beside_window=True)
    try:
        if options.code.strip().upper().startswith(PREFIX):
            found: tuple[paper_codes.Checked, ...] = (
                paper_codes.check_text(session, options.code),
            )
        elif os.path.exists(options.code):  # noqa: PTH110 (Path.exists raises for a long text)
            found = paper_codes.check_file(session, Path(options.code))
        else:
            raise UserError(
                f"“{options.code[:60]}” không phải là mã của chương trình, và không có tệp tên đó.",
                todo="Đưa nội dung mã (bắt đầu bằng DVK:), hoặc tệp ảnh, bản quét PDF.",
            )
    finally:
        session.close()
    for one in found:
        named = f": {one.facts.recipient}" if one.facts.recipient else ""
        _say(f"{one.verdict.label}{named}. {one.words}")
        if one.facts.about:
            _say(f"    {one.facts.about}")
    return 0 if all(one.verdict is Verdict.TRUE for one in found) else 1


def _tour(options: argparse.Namespace) -> int:
    from danvan_desktop.ui.tour import run

    return run(
        options.out.absolute(),
        today=options.today,
        programmes=tuple(options.programme),
        platform=options.platform,
        say=_say,
    )


if __name__ == "__main__":
    raise SystemExit(main())
