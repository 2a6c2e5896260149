"""`govclean init [DIR]`: a small project to start from."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

from govclean.cli.output import write_text
from govclean.cli.session import Session
from govclean.cli.speaking import Command
from govclean.cli.spoken import Argument
from govclean.errors import UsageError
from govclean.wording import Text, same

_WHAT = Text(
    "新建一个小项目：govclean.yaml 和一份样例数据。\n\n"
    "样例数据中的人都是虚构的，其中有意放入了几处错误。已有的文件不会被覆盖。",
    "Start a small project: govclean.yaml and a sample drop.\n\n"
    "The people in the sample are invented, some mistakes are planted. No file that is there is overwritten.",
)
_THERE = Text("文件已经存在，未作任何改动", "the file is there already; nothing was changed")
_ELSEWHERE = Text("换一个目录，或先移走该文件", "choose another folder, or move the file away first")
_NO_FOLDER = Text("无法建立目录", "the folder cannot be made")
_MADE = Text("已生成 {path}", "made {path}")
_NEXT = Text("下一步：{change}govclean validate {drop}", "Next: {change}govclean validate {drop}")


def run(session: Session, asked: SimpleNamespace) -> int:
    """Write the files of a new project; return the exit code."""
    from govclean.cli.sample import project_files

    folder = Path(asked.folder)
    files = project_files(session.language)
    for name in files:
        if (folder / name).exists():
            raise UsageError(_THERE, where=str(folder / name), hint=_ELSEWHERE)
    for name, content in files.items():
        _make_folder((folder / name).parent)
        write_text(content, str(folder / name))
        session.note(_MADE.fill(path=folder / name))
    drop = next(name for name in files if name.endswith(".csv"))
    change = "" if folder == Path() else f"cd {folder} && "
    session.note(_NEXT.fill(change=change, drop=drop))
    return 0


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(_NO_FOLDER, where=str(folder), found=same(error.strerror or str(error))) from None


_FOLDER = Text("目录，默认为当前目录", "the folder; this one by default")

COMMAND = Command("init", _WHAT, run, [Argument(["folder"], _FOLDER, default=".", metavar="[DIR]")])
