"""`govclean infer FILE`: what is in a file nobody has described yet, and a standard to begin with."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from govclean.cli.options import READING, format_option, output_option
from govclean.cli.output import write_text
from govclean.cli.progress import progress
from govclean.cli.session import Session, width_of_stdout
from govclean.cli.speaking import Command
from govclean.cli.spoken import Argument
from govclean.wording import Text

if TYPE_CHECKING:
    from govclean.extracts.profiling import Profile

_WHAT = Text(
    "探查文件，对照最接近的标准，起草标准。\n\n"
    "探查结果：每列的空值、不同值、长度、形状和最常见的值（脱敏）。草案写入 -o 指定的文件，核对修改后使用。",
    "Profile a file, find the nearest standard, draft one.\n\n"
    "The profile tells empty cells, distinct values, lengths, shapes and commonest values (masked) of each "
    "column. The draft goes to the file named with -o, to be corrected and used.",
)
_FILE = Text("要探查的文件", "the file to profile")
_DRAFT = Text("标准草案写入此文件", "write the draft standard to this file")
_WROTE = Text(
    "标准草案已写入 {path}；改后自查：govclean standards check {path}",
    "draft standard written to {path}; once corrected: govclean standards check {path}",
)
_NEXT = Text("下一步：加 -o 标准.yaml 起草标准", "Next: -o standard.yaml drafts a standard")


def run(session: Session, asked: SimpleNamespace) -> int:
    """Show the profile and write the draft; return the exit code."""
    from govclean.extracts.drafting import draft
    from govclean.extracts.profiling import profile
    from govclean.extracts.reading import open_extract

    extract = open_extract(asked.file, sheet=asked.sheet, encoding=asked.encoding, separator=asked.separator)
    with progress(session) as tell:
        found = profile(extract, progress=None if tell is None else lambda rows: tell(asked.file, rows))
    if asked.output or asked.format == "yaml":
        text = draft(found, language=session.language)
        write_text(text, asked.output)
    if asked.format != "yaml":
        _show(session, found, asked.format)
    if asked.output not in (None, "-"):
        session.note(_WROTE.fill(path=asked.output))
    elif asked.format == "text":
        session.note(_NEXT)
    return 0


def _show(session: Session, found: Profile, form: str) -> None:
    from govclean.reports.profile_page import profile_data, profile_page

    if form == "json":
        session.show_data(profile_data(found, session.language))
    else:
        session.show(profile_page(found, session.language, width_of_stdout()))


COMMAND = Command(
    "infer",
    _WHAT,
    run,
    [
        Argument(["file"], _FILE, metavar="FILE"),
        format_option("text", "json", "yaml", default="text"),
        output_option(_DRAFT),
        *READING,
    ],
)
