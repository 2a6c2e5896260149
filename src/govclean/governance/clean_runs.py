"""Clean the files of a call into output folders, and take a run back."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from itertools import product
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from govclean.cleansing.changes import undo
from govclean.errors import GovcleanError, UsageError
from govclean.extracts.batches import LINE, ROW
from govclean.extracts.publishing import LAST, publish
from govclean.governance.clean_options import Call
from govclean.governance.clean_tables import RAW
from govclean.governance.cleaned import Cleaned, write_run
from govclean.governance.cleaning import clean_file
from govclean.governance.opening import JudgeOptions, Opened, Progress, open_all
from govclean.standards.model import Standard
from govclean.wording import Text, same

TABLES = ("cleaned", "changes", "quarantine", "suggestions", "features")
FORMS = ("parquet", "csv", "xlsx")

Export = Callable[[Path, Cleaned], None]  # what is written beside the Parquet tables, given their folder


def clean_files(
    paths: Sequence[str],
    standard: Standard,
    options: JudgeOptions,
    output: Path,
    *,
    export: Export | None = None,
    progress: Progress | None = None,
) -> tuple[list[Cleaned], list[GovcleanError]]:
    """Clean each file into `output`, or into a folder of it named after the file where there are several.

    Raises:
        UsageError: the output folder or the reference points cannot be used.
        ExtractError: the reference points cannot be read.
    """
    call = Call.of(standard, options)
    errors: list[GovcleanError] = []
    opened = list(open_all(paths, standard, options, errors))
    cleaned = []
    for one, folder in zip(opened, _folders(opened, output, alone=len(paths) == 1), strict=True):
        try:
            with publish(folder) as hidden:
                done = clean_file(one, call, hidden, progress)
                if export:
                    export(hidden, done)
                write_run(hidden, done, call)
                written = {path.name for path in hidden.iterdir()}
            _drop_stale(folder, written)
            cleaned.append(done)
        except GovcleanError as error:
            errors.append(error)
    return cleaned, errors


def rehearse(
    paths: Sequence[str], standard: Standard, options: JudgeOptions, progress: Progress | None = None
) -> tuple[list[tuple[Cleaned, pa.Table]], list[GovcleanError]]:
    """Return what cleaning would do, with the changes of each file; nothing is left behind, features are not derived.

    Raises:
        UsageError: the reference points cannot be used.
        ExtractError: the reference points cannot be read.
    """
    call = Call.of(standard, options, rehearsal=True)
    errors: list[GovcleanError] = []
    done = []
    for opened in open_all(paths, standard, options, errors):
        with tempfile.TemporaryDirectory(prefix="govclean-") as name:
            folder = Path(name)
            cleaned = clean_file(opened, call, folder, progress)
            done.append((cleaned, pq.read_table(folder / "changes.parquet")))
    return done, errors


def restore(folder: Path) -> pa.Table:
    """Return the records of a cleaning run as they were supplied: `_row`, then the source's columns, in source order.

    Records that could not be read as such are not among them; their text stands in `quarantine`.

    Raises:
        UsageError: the folder holds no complete cleaning run, or its tables were altered.
    """
    run = _run(folder)
    header, mapped = run["inputs"][0]["header"], run["inputs"][0]["mapped"]
    cleaned, changes = (pq.read_table(folder / f"{name}.parquet") for name in ("cleaned", "changes"))
    try:
        original = undo(cleaned, changes)
    except ValueError as altered:
        raise UsageError(_ALTERED, where=str(folder), found=same(str(altered))) from altered
    original = original.rename_columns([mapped.get(name, name) for name in original.column_names])
    quarantine = pq.read_table(folder / "quarantine.parquet")
    quarantine = quarantine.filter(pc.is_null(quarantine[RAW]))
    columns = [ROW, LINE, *header]
    return (
        pa.concat_tables([original.select(columns), quarantine.select(columns)])
        .sort_by(ROW)
        .drop_columns([LINE])
    )


def _folders(opened: Sequence[Opened], output: Path, *, alone: bool) -> list[Path]:
    if alone and len(opened) == 1:
        return [output]
    names: list[str] = []
    for one in opened:
        name, number = one.extract.name, 2
        while name in names:
            name, number = f"{one.extract.name}-{number}", number + 1
        names.append(name)
    return [output / name for name in names]


def _drop_stale(folder: Path, written: AbstractSet[str]) -> None:
    """Take away the tables of an earlier run that this one did not write: they would not belong to its records."""
    for table, form in product(TABLES, FORMS):
        if f"{table}.{form}" not in written:
            (folder / f"{table}.{form}").unlink(missing_ok=True)


def _run(folder: Path) -> dict[str, list[dict[str, dict[str, str]]]]:
    path = folder / LAST
    if not path.is_file():
        raise UsageError(_NO_RUN, where=str(folder), hint=_NAME_RUN)
    run = json.loads(path.read_text(encoding="utf-8"))
    if run.get("command") != "clean":
        raise UsageError(_NO_RUN, where=str(path), hint=_NAME_RUN)
    return dict(run)


_NO_RUN = Text("这里没有完整的清洗结果", "there is no complete cleaning run here")
_NAME_RUN = Text("请指定 govclean clean -o 写出的目录", "name the folder that govclean clean -o wrote")
_ALTERED = Text(
    "清洗结果被改动过，无法还原", "the tables were altered after the run and cannot be taken back"
)
