"""Code lists with their history: what a code means, since when, and which code came after it.

A code list is a CSV with the columns `code,label,parent,valid_from,valid_to,successors,aliases`. Its key is
(code, valid_from), because a code may live on under another name. `valid_to` is exclusive. Successors and
aliases are separated by `;`; a successor that ends in `?` took over a part only and is never followed.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from govclean.errors import StandardError
from govclean.shipped import shelf
from govclean.values.likeness import LONGEST_LABEL, Likeness
from govclean.values.suggesting import half_width
from govclean.wording import Text, same

COLUMNS = ("code", "label", "parent", "valid_from", "valid_to", "successors", "aliases")
_ALWAYS_THERE = ("code", "label")


@dataclass(frozen=True, eq=False)
class CodeTable:
    """One code list. Everything beyond the columns themselves is computed when first asked for, once.

    >>> sexes = CodeTable.from_mapping("sexes", {"1": "男性", "2": "女性"})
    >>> sexes.label("2"), sexes.code_of("男性"), sexes.label("7")
    ('女性', '1', None)
    """

    name: str
    rows: pa.Table = field(repr=False)
    _current: dict[date | None, frozenset[str]] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def from_rows(cls, name: str, rows: Iterable[Mapping[str, str]]) -> CodeTable:
        """Return a table of rows that have at least `code` and `label`.

        Raises:
            StandardError: no row, an empty code, or the same code twice with the same `valid_from`.
        """
        listed = [{column: row.get(column) or "" for column in COLUMNS} for row in rows]
        return _checked(cls(name, pa.Table.from_pylist(listed, _SCHEMA)), name)

    @classmethod
    def from_mapping(cls, name: str, labels: Mapping[str, str]) -> CodeTable:
        """Return a table of codes and their labels, without history."""
        return cls.from_rows(name, ({"code": code, "label": label} for code, label in labels.items()))

    @classmethod
    def from_csv(cls, path: Path, name: str = "") -> CodeTable:
        """Return the table of a CSV file in UTF-8 or GB18030.

        Raises:
            StandardError: the file is missing, is not such a CSV, or contradicts itself.
        """
        try:
            found = csv.read_csv(io.BytesIO(_utf8(path.read_bytes())), convert_options=_AS_TEXT)
        except (OSError, UnicodeDecodeError, pa.ArrowException) as trouble:
            raise StandardError(_UNREADABLE, where=str(path), found=same(type(trouble).__name__)) from trouble
        missing = [column for column in _ALWAYS_THERE if column not in found.column_names]
        if missing:
            raise StandardError(_MISSING.fill(columns=", ".join(missing)), where=f"{path}:1")
        return _checked(cls(name or path.stem, _all_columns(found)), str(path))

    @cached_property
    def codes(self) -> frozenset[str]:
        """Every code that was ever on the list."""
        return frozenset(self.rows["code"].to_pylist())

    @cached_property
    def code_array(self) -> pa.StringArray:
        """Every code that was ever on the list, once, for `pyarrow.compute.is_in`."""
        return pc.unique(self.rows["code"])

    def current(self, at: date | None = None) -> frozenset[str]:
        """Return the codes valid on a day; without a day, those that nothing has ended."""
        if at not in self._current:
            self._current[at] = frozenset(
                code for code, since, until in self._lives if _lives_on(since, until, at)
            )
        return self._current[at]

    def label(self, code: str) -> str | None:
        """Return the newest label of a code."""
        row = self._newest.get(code)
        return None if row is None else str(self.rows["label"][row])

    def labels(self, code: str) -> tuple[str, ...]:
        """Return every label a code ever had, newest first."""
        return tuple(dict.fromkeys(str(self.rows["label"][row]) for row in self._rows_of.get(code, ())))

    def parent(self, code: str) -> str | None:
        """Return the newest parent of a code; None at the top of the list."""
        row = self._newest.get(code)
        return None if row is None else (str(self.rows["parent"][row]) or None)

    def code_of(self, text: str) -> str | None:
        """Return the one code that a code, label or alias stands for; None when none or several do.

        Among several, the only one still valid wins.
        """
        meant = self._meanings.get(text, ())
        if len(meant) > 1:
            meant = tuple(code for code in meant if code in self.current())
        return meant[0] if len(meant) == 1 else None

    def successors(self, code: str) -> tuple[str, ...]:
        """Return the codes that took over a code as a whole; empty for a code still valid."""
        row = self._newest.get(code)
        listed = "" if row is None else str(self.rows["successors"][row])
        return tuple(part for part in _parts(listed) if not part.endswith("?"))

    def successor(self, code: str, at: date | None = None) -> str | None:
        """Return the one valid code at the end of the line of successors; None when it forks or breaks.

        Each heir is followed in the life it had when it took over: a code may since have been issued anew.
        """
        first = self._newest.get(code)
        ends: set[str] = set()
        seen: set[int] = set()
        waiting = [] if first is None else [first]
        while waiting:
            row = waiting.pop()
            if row in seen:
                continue
            seen.add(row)
            name, since, until = self._lives[row]
            if row != first and _lives_on(since, until, at):
                ends.add(name)
                continue
            heirs = self._heirs(row, until)
            if not heirs or None in heirs:  # the line breaks here
                return None
            waiting += [heir for heir in heirs if heir is not None]
        return ends.pop() if len(ends) == 1 else None

    def _heirs(self, row: int, day: str) -> list[int | None]:
        """Return the rows of the codes that took over one life of a code as a whole, as they were on that day."""
        listed = (part for part in _parts(str(self.rows["successors"][row])) if not part.endswith("?"))
        return [self._row_on(heir, day) for heir in listed]

    def _row_on(self, code: str, day: str) -> int | None:
        """Return the row of a code's life on a day, else of its newest; None for a code not on the list."""
        for row in self._rows_of.get(code, ()):
            _, since, until = self._lives[row]
            if _day(since) <= _day(day) and (not until or _day(day) < _day(until)):
                return row
        return self._newest.get(code)

    def nearest(self, value: str) -> str | None:
        """Return the code that a wrong value most probably means, or None: see `nearest_of_all`."""
        return self.nearest_of_all([value])[0]

    def nearest_of_all(self, values: list[str]) -> list[str | None]:
        """Return for each value the one code it most probably means, or None.

        Tried in order: a code, label or alias; a code that lost or gained zeros; code and label in one cell;
        a label much like the value (`likeness.py`).
        """
        return self._likeness.nearest(values)

    def resolve(self, value: str) -> str | None:
        """Return the code a value stands for without a guess at its spelling, or None."""
        return self._likeness.resolve(value)

    def meanings(self, text: str) -> tuple[str, ...]:
        """Return every code of any period that a code, label or alias stands for."""
        return self._meanings.get(text, ())

    def meant(self, value: str) -> str | None:
        """Return the code that a label, an alias, or code and label in one cell stand for; None when in doubt."""
        plain = half_width(value) if len(value) <= LONGEST_LABEL else ""
        return self.code_of(plain) or self._likeness.both(plain) if plain else None

    def with_zeros(self, value: str) -> str | None:
        """Return the one code that a number which lost or gained zeros in front stands for.

        >>> read_table("gbt3304").with_zeros("1")
        '01'
        """
        return self._likeness.with_zeros(half_width(value))

    def predecessors(self, code: str) -> tuple[str, ...]:
        """Return the codes that a code took over as a whole."""
        return self._predecessors.get(code, ())

    @cached_property
    def texts(self) -> frozenset[str]:
        """Every code, label and alias."""
        return frozenset(self._meanings)

    @cached_property
    def widths(self) -> frozenset[int]:
        """The lengths that codes of this list have, in characters."""
        return frozenset(map(len, self.codes))

    @cached_property
    def _predecessors(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for code in sorted(self.codes):
            for heir in self.successors(code):
                found[heir] = (*found.get(heir, ()), code)
        return found

    @cached_property
    def _lives(self) -> list[tuple[str, str, str]]:
        return list(
            zip(
                *(self.rows[column].to_pylist() for column in ("code", "valid_from", "valid_to")), strict=True
            )
        )

    @cached_property
    def _rows_of(self) -> dict[str, list[int]]:
        rows: dict[str, list[int]] = {}
        newest_first = sorted(
            range(len(self._lives)), key=lambda row: _day(self._lives[row][1]), reverse=True
        )
        for row in newest_first:
            rows.setdefault(self._lives[row][0], []).append(row)
        return rows

    @cached_property
    def _newest(self) -> dict[str, int]:
        return {code: rows[0] for code, rows in self._rows_of.items()}

    @cached_property
    def _meanings(self) -> dict[str, tuple[str, ...]]:
        meanings: dict[str, tuple[str, ...]] = {}
        columns = (self.rows[column].to_pylist() for column in ("code", "label", "aliases"))
        for code, label, aliases in zip(*columns, strict=True):
            for text in {label, *(_parts(aliases) if aliases else ())} - {""}:
                known = meanings.get(text, ())
                meanings[text] = known if code in known else (*known, code)
        return meanings | {code: (code,) for code in self.codes}

    @cached_property
    def _likeness(self) -> Likeness:
        return Likeness(self)


@cache
def read_table(name: str) -> CodeTable:
    """Return a shipped code list by its name, e.g. `gbt2261_1`; read once.

    Raises:
        StandardError: no list of that name is shipped.
    """
    path = shelf() / "codelists" / f"{name}.csv"
    if not path.is_file():
        raise StandardError(_UNKNOWN.fill(name=name), hint=_SHIPPED.fill(names="、".join(table_names())))
    return CodeTable.from_csv(path)


def table_names() -> tuple[str, ...]:
    """Return the names of the code lists that travel with govclean, sorted."""
    return tuple(sorted(path.stem for path in (shelf() / "codelists").glob("*.csv")))


_SCHEMA = pa.schema([(column, pa.string()) for column in COLUMNS])
_AS_TEXT = csv.ConvertOptions(column_types=dict.fromkeys(COLUMNS, pa.string()), strings_can_be_null=False)
_UNREADABLE = Text("代码表无法读取", "the code list cannot be read")
_UNKNOWN = Text("没有名为 {name} 的代码表", "there is no code list {name}")
_SHIPPED = Text("自带的代码表：{names}", "shipped lists: {names}")
_MISSING = Text("代码表缺少列 {columns}", "the code list lacks the columns {columns}")
_EMPTY = Text("代码表为空或有空代码", "the code list is empty or has an empty code")
_TWICE = Text(
    "同一代码、同一启用日期出现两次：{codes}", "a code stands twice with the same valid_from: {codes}"
)


def _utf8(content: bytes) -> bytes:
    try:
        content.decode()
    except UnicodeDecodeError:
        return content.decode("gb18030").encode()
    return content


def _all_columns(found: pa.Table) -> pa.Table:
    empty = pa.chunked_array([pa.repeat("", found.num_rows)])
    held = set(found.column_names)
    return pa.table({column: found[column] if column in held else empty for column in COLUMNS}, _SCHEMA)


def _checked(table: CodeTable, where: str) -> CodeTable:
    rows = table.rows
    if not rows.num_rows or pc.any(pc.equal(rows["code"], "")).as_py():
        raise StandardError(_EMPTY, where=where)
    keys = pc.binary_join_element_wise(rows["code"], rows["valid_from"], "\x1f")
    if pc.count_distinct(keys).as_py() < rows.num_rows:
        counted = pc.value_counts(keys)
        twice = counted.filter(pc.greater(counted.field("counts"), 1)).field("values").slice(0, 5).to_pylist()
        raise StandardError(_TWICE.fill(codes=", ".join(key.split("\x1f")[0] for key in twice)), where=where)
    return table


def _parts(listed: str) -> tuple[str, ...]:
    return tuple(part for part in (piece.strip() for piece in listed.split(";")) if part)


def _day(text: str) -> str:
    """Return `1981`, `1981-07` or `1981-07-01` as eight digits; the first day of what is meant."""
    return (text.replace("-", "") + "0101")[:8] if text else ""


def _lives_on(since: str, until: str, at: date | None) -> bool:
    if at is None:
        return not until
    day = f"{at:%Y%m%d}"
    return _day(since) <= day and (not until or day < _day(until))
