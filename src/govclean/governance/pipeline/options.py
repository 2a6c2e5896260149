"""How the drops of a run are read and judged, and that as facts a result depends on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from govclean.errors import ExtractError
from govclean.governance.opening import JudgeOptions
from govclean.governance.pipeline.config import Project
from govclean.governance.pipeline.drops import Drop
from govclean.governance.pipeline.made import Told
from govclean.values.digests import digests_of_file
from govclean.wording import Language, Text, same


def options_of(drop: Drop, project: Project, day: date, language: Language) -> JudgeOptions:
    """Return how a drop is read and judged."""
    source, standard = drop.source, drop.registry.standard
    fields = {field.name for field in standard.fields}
    common = {name: header for name, header in project.columns.items() if name in fields}
    return JudgeOptions(
        columns={**common, **source.columns},
        references=dict(source.reference),
        as_of=day,
        max_error_rate=drop.registry.settings.max_error_rate,
        sheet=source.sheet,
        encoding=source.encoding,
        separator=source.separator,
        language=language,
    )


def told_of(options: JudgeOptions) -> Told:
    """Return what of the options a result depends on; of files they name also the content.

    Raises:
        ExtractError: such a file cannot be read.
    """
    return {
        "columns": dict(options.columns),
        "references": {name: file_told(path) for name, path in options.references.items()},
        "as_of": options.day.isoformat(),
        "max_error_rate": options.max_error_rate,
        "sheet": options.sheet,
        "encoding": options.encoding,
        "separator": options.separator,
        "language": options.language,
    }


def files_told(paths: Mapping[str, str | None]) -> Told:
    """Return for each name the file it stands for, None where none does.

    Raises:
        ExtractError: a file cannot be read.
    """
    return {name: None if path is None else file_told(path) for name, path in paths.items()}


def file_told(path: str) -> Told:
    """Return a file as something a result depends on: its path, also as `STANDARD:FILE`, and its SHA-256.

    Raises:
        ExtractError: it cannot be read.
    """
    named = re.match(r"[A-Za-z]\w+:(.+)", path)
    file = named[1] if named else path
    try:
        return {"path": path, "sha256": digests_of_file(file).sha256}
    except OSError as error:
        raise ExtractError(_UNREADABLE, where=file, found=same(error.strerror or str(error))) from None


_UNREADABLE = Text("govclean.yaml 提到的文件无法读取", "a file that govclean.yaml names cannot be read")
