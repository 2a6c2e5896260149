"""Open what a department handed in: one table, or each table of a zip."""

from __future__ import annotations

import os
from collections.abc import Iterator

from govclean.errors import ExtractError
from govclean.extracts.archives import members
from govclean.extracts.batches import Extract
from govclean.extracts.delimited import open_delimited
from govclean.extracts.formats import format_of, mismatch
from govclean.extracts.options import Options
from govclean.extracts.sources import Source, source_of
from govclean.wording import Text


def open_extract(
    path: str | os.PathLike[str],
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    separator: str | None = None,
    header_rows: int | None = None,
) -> Extract:
    """Return the one table at a path; `-` is standard input.

    Args:
        sheet: a workbook's sheet; default the first that holds data.
        encoding: of a text file; default found out.
        separator: of a text file: `,`, `;`, `|` or `tab`; default found out.
        header_rows: how many rows the header takes; default found out.

    Raises:
        ExtractError: there is no such file, it is no table, it holds several, or its size is not safe to open.
    """
    source = source_of(path)
    options = Options(sheet, encoding, separator, header_rows)
    extracts = _open_all(source, options)
    if len(extracts) > 1:
        raise ExtractError(
            Text("压缩包内有多个表", "the zip holds several tables"),
            where=source.label,
            found=Text(
                "、".join(e.source.file_name for e in extracts),
                ", ".join(e.source.file_name for e in extracts),
            ),
            hint=Text("请解压后逐个指定", "unpack it and name one of them"),
        )
    return extracts[0]


def open_extracts(path: str | os.PathLike[str], options: Options | None = None) -> list[Extract]:
    """Return the tables at a path: one, or those of a zip in the order of their names.

    Raises:
        ExtractError: as for `open_extract`, for any one of them.
    """
    return _open_all(source_of(path), options or Options())


def each_extract(
    path: str | os.PathLike[str], options: Options | None = None
) -> Iterator[Extract | ExtractError]:
    """Yield the tables at a path one by one; one table of a zip that cannot be read does not hide the others.

    Raises:
        ExtractError: there is no such file, or it cannot be opened at all.
    """
    source, options = source_of(path), options or Options()
    kind = format_of(source, decided=bool(options.encoding or options.separator))
    if kind != "zip":
        yield _open(source, kind, options)
        return
    for inner in members(source):
        try:
            yield _open(inner, format_of(inner), options)
        except ExtractError as error:
            yield error


def _open_all(source: Source, options: Options) -> list[Extract]:
    kind = format_of(source, decided=bool(options.encoding or options.separator))
    if kind != "zip":
        return [_open(source, kind, options)]
    return [_open(inner, format_of(inner), options) for inner in members(source)]


def _open(source: Source, kind: str, options: Options) -> Extract:
    """Open a table by its format; the reader of each is imported when it is needed."""
    extract: Extract
    if kind == "delimited":
        extract = open_delimited(source, options)
    elif kind == "parquet":
        from govclean.extracts.columnar import open_parquet

        extract = open_parquet(source)
    elif kind == "json":
        from govclean.extracts.json_arrays import open_json

        extract = open_json(source)
    elif kind == "jsonl":
        from govclean.extracts.json_lines import open_json_lines

        extract = open_json_lines(source, options)
    else:
        from govclean.extracts.workbooks import open_workbook

        extract = open_workbook(source, kind, options)
    note = mismatch(source, kind)
    if note is not None:
        extract.notes.insert(0, note)
    return extract
