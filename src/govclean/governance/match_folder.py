"""Output folders of `match`, read again: to go on from, or to explain a pair."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from govclean.errors import UsageError
from govclean.extracts.publishing import LAST
from govclean.governance.match_columns import column_of
from govclean.governance.match_tables import field_column
from govclean.linkage.blocking import RuleCount
from govclean.linkage.evaluating import Kept
from govclean.linkage.explaining import Seen
from govclean.linkage.linked import Previous
from govclean.linkage.records import Records
from govclean.standards.model import Standard
from govclean.values.columns import text_column
from govclean.wording import Text

MODEL = "model.yaml"
_NO_RUN = Text("这里没有完整的比对结果", "there is no complete matching run here")
_NAME_RUN = Text("请指定 govclean match -o 写出的目录", "name the folder that govclean match -o wrote")

RecordName = tuple[str, str]
"""Source and record id."""


@dataclass(frozen=True, slots=True)
class MatchFolder:
    """One complete matching run."""

    path: Path
    run: Mapping[str, Any]  # run.json

    @classmethod
    def at(cls, path: Path) -> MatchFolder:
        """Return the run whose output stands in a folder.

        Raises:
            UsageError: there is none.
        """
        last = path / LAST
        run = json.loads(last.read_text(encoding="utf-8")) if last.is_file() else {}
        if run.get("command") != "match":
            raise UsageError(_NO_RUN, where=str(path), hint=_NAME_RUN)
        return cls(path, run)

    @property
    def standard(self) -> str:
        """What the standard of the run is found by: its file, or its name where that file is gone."""
        written: dict[str, str] = self.run["standard"]
        return written["path"] if Path(written["path"]).is_file() else written["name"]

    @property
    def sources(self) -> tuple[str, ...]:
        """The names of the sources."""
        return tuple(sorted(one["source"] for one in self.run["inputs"]))

    @property
    def thresholds(self) -> tuple[float, float]:
        """The probabilities of a match and of a review."""
        given = self.run["parameters"]["thresholds"]
        return given["match"], given["review"]

    def table(self, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        """Return one of the tables, or some of its columns."""
        return pq.read_table(self.path / f"{name}.parquet", columns=columns and list(columns))

    def previous(self, *, carry: bool) -> Previous:
        """Return what a further run goes on from.

        Args:
            carry: whether pairs may be taken over. Where not, cluster ids alone are.
        """
        contents = self.table("records", ["source", "record_id", "content_hash"])
        return Previous(
            contents if carry else contents.slice(0, 0), self.table("pairs"), self.table("clusters")
        )

    def records(self, standard: Standard) -> Records:
        """Return the records as they were linked, without what the departments had written."""
        table = self.table("records")
        sources = text_column(table["source"]).dictionary_encode()
        order = np.arange(table.num_rows)
        fields = [field.name for field in standard.fields if field_column(field.name) in table.column_names]
        return Records(
            sources=tuple(sources.dictionary.to_pylist()),
            source=sources.indices.to_numpy(),
            ids=text_column(table["record_id"]),
            columns={name: column_of(table[field_column(name)].chunks, order) for name in fields},
            supplied={},
        )

    def record(self, name: RecordName, standard: Standard) -> dict[str, str | None] | None:
        """Return the values of one record by field; None where there is no such record."""
        found = self._rows("records", {"source": name[0], "record_id": name[1]})
        if not found:
            return None
        return {one.name: found[0].get(field_column(one.name)) for one in standard.fields}

    def cluster_of(self, name: RecordName) -> str:
        """Return the cluster of a record; empty where there is no such record."""
        found = self._rows("clusters", {"source": name[0], "record_id": name[1]})
        return str(found[0]["cluster_id"]) if found else ""

    def pair(self, one: RecordName, other: RecordName) -> Seen | None:
        """Return a pair as it was weighed, given in the order of the records; None where it was not kept."""
        ends = {"left_source": one[0], "left_id": one[1], "right_source": other[0], "right_id": other[1]}
        found = self._rows("pairs", ends)
        return _seen(found[0]) if found else None

    def blocking(self) -> tuple[list[RuleCount], Kept | None, bool]:
        """Return what each rule brought, what it kept of the known pairs, and whether these are those of a truth."""
        rules = [RuleCount(**rule) for rule in self.run["blocking"]]
        measured = self.run["blocking_by_truth"]
        kept = measured or self.run["known_pairs"]
        return (
            rules,
            Kept(kept["known"], tuple(kept["first"]), tuple(kept["each"])) if kept else None,
            bool(measured),
        )

    def _rows(self, name: str, which: Mapping[str, str]) -> list[dict[str, Any]]:
        filters = [(column, "=", value) for column, value in which.items()]
        rows: list[dict[str, Any]] = pq.read_table(self.path / f"{name}.parquet", filters=filters).to_pylist()
        return rows


def _seen(row: Mapping[str, Any]) -> Seen:
    names = [column.removeprefix("level_") for column in row if column.startswith("level_")]
    return Seen(
        weight=row["weight"],
        probability=row["probability"],
        decision=row["decision"],
        conflict=row["conflict"],
        rule=row["blocking_rule"],
        levels={name: row[f"level_{name}"] for name in names},
        weights={name: row[f"weight_{name}"] for name in names},
    )


def named(words: str, sources: Sequence[str]) -> RecordName:
    """Return source and id of a record written `source:id`; with one source the id alone will do.

    Raises:
        UsageError: no source is called so.
    """
    for source in sorted(sources, key=len, reverse=True):
        if words.startswith(f"{source}:"):
            return source, words.removeprefix(f"{source}:")
    if len(sources) == 1:
        return sources[0], words
    raise UsageError(_NO_SOURCE, where="--explain", hint=_SOURCES.fill(names=", ".join(sources)))


def no_such_record(source: str) -> UsageError:
    """Return the error for a record that does not exist; its id may be personal and is not repeated."""
    return UsageError(_NO_RECORD.fill(source=source), where="--explain", hint=_IDS)


def refuse_another_commands(output: Path) -> None:
    """Refuse an output folder that holds a run of another command: its tables would be taken for ours.

    Raises:
        UsageError: it does.
    """
    last = output / LAST
    command = json.loads(last.read_text(encoding="utf-8")).get("command") if last.is_file() else "match"
    if command != "match":
        raise UsageError(_ANOTHER.fill(command=command), where=str(output), hint=_OWN_FOLDER)


_ANOTHER = Text("输出目录中是 {command} 的结果", "the output folder holds a run of {command}")
_OWN_FOLDER = Text("用 -o 另指定一个目录", "name another folder with -o")
_NO_SOURCE = Text("记录应写作 来源:记录编号", "a record is written SOURCE:ID")
_SOURCES = Text("来源有：{names}", "the sources are {names}")
_NO_RECORD = Text("来源“{source}”中没有这条记录", '"{source}" has no such record')
_IDS = Text(
    "记录编号取自 --record-id 的列，未指定时为记录序号（从 1 起）；见 clusters.parquet",
    "ids come from the column of --record-id, else they are record numbers from 1; see clusters.parquet",
)
