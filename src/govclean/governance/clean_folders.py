"""Output folders of `clean` as input: whose records they hold, and what the department had written."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from govclean.cleansing.changes import CHANGES
from govclean.extracts.publishing import LAST
from govclean.governance.match_columns import Part, supplied_of
from govclean.standards.model import Standard

CLEANED = "cleaned.parquet"


@dataclass(frozen=True, slots=True)
class CleanFolder:
    """One complete cleaning run."""

    path: Path
    source: str  # the stem of the file that was cleaned
    standard: tuple[str, str]  # name and version
    mapped: Mapping[str, str]  # field → header of that file

    @classmethod
    def at(cls, path: Path) -> CleanFolder | None:
        """Return the run whose folder or `cleaned.parquet` stands at a path; None where none does."""
        folder = path.parent if path.name == CLEANED and path.is_file() else path
        last = folder / LAST
        if not (last.is_file() and (folder / CLEANED).is_file()):
            return None
        run = json.loads(last.read_text(encoding="utf-8"))
        if run.get("command") != "clean":
            return None
        (cleaned,) = run["inputs"]
        standard = run["standard"]
        return cls(folder, _stem(cleaned["path"]), (standard["name"], standard["version"]), cleaned["mapped"])

    @property
    def records(self) -> str:
        """The path of the clean records."""
        return str(self.path / CLEANED)

    def is_by(self, standard: Standard) -> bool:
        """Return whether the records were cleaned by this version of a standard, so nothing is left to do."""
        return self.standard == (standard.name, standard.version)

    def restored(self, parts: Sequence[Part]) -> list[Part]:
        """Return the parts of the clean records with what the department had written where cleaning changed it."""
        path = self.path / "changes.parquet"
        changes = pq.read_table(path) if path.is_file() else CHANGES.empty_table()
        numbers = changes["row"].to_numpy()
        made = []
        for part in parts:
            first, end = (
                np.searchsorted(numbers, [part.rows[0], part.rows[-1] + 1]) if len(part.rows) else (0, 0)
            )
            of_part = changes.slice(first, end - first)
            of_part = of_part.filter(pc.is_in(of_part["row"], pa.array(part.rows)))
            made.append(replace(part, before=supplied_of(of_part, part.rows, part.after)))
        return made


def _stem(path: str) -> str:
    """Return the stem of a file as its extract calls itself: `drop.zip!/police.csv` is `police`."""
    return "stdin" if path == "-" else Path(path.replace("\\", "/").rsplit("/", 1)[-1]).stem
