"""Where an entry was written: a line of a YAML file, or a row and column of a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from govclean.documents import place_at
from govclean.documents.tree import Node

Key: TypeAlias = str | int
"""A key of an entry or the number of an item, from 0: `("items", 2, "length")`."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One place.

    >>> str(Spot("人社.yaml", 12)), str(Spot("目录.xlsx", 5, "人社", "信息资源代码"))
    ('人社.yaml:12', '目录.xlsx[人社]:5')
    """

    path: str
    line: int  # of the file, or row of the sheet, from 1
    sheet: str = ""  # where one was asked for by name
    column: str = ""  # title of the sheet's column

    def __str__(self) -> str:
        return f"{self.path}[{self.sheet}]:{self.line}" if self.sheet else f"{self.path}:{self.line}"


class Origin(Protocol):
    """What knows where the parts of one entry were written."""

    def at(self, keys: tuple[Key, ...] = ()) -> Spot:
        """Return where the value under these keys stands, or the part it should stand in."""


@dataclass(frozen=True, slots=True)
class YamlOrigin:
    """An entry of a YAML file; parts it took over from a standard stand in the standard's file."""

    path: str
    node: Node

    def at(self, keys: tuple[Key, ...] = ()) -> Spot:
        """Return the line of a value, of the part it should stand in, or of the entry."""
        found = place_at(self.node, keys)
        return Spot(found.path, found.line) if found else Spot(self.path, 1)


@dataclass(frozen=True, slots=True)
class SheetOrigin:
    """An entry of a workbook: its rows, and the column each key stands in."""

    path: str
    sheet: str
    row: int
    columns: Mapping[str, str] = field(default_factory=dict)  # dotted key → title
    item_rows: tuple[int, ...] = ()

    def at(self, keys: tuple[Key, ...] = ()) -> Spot:
        """Return the cell of a value; its column is empty where the sheet has no such column."""
        row = self.row
        words = [key for key in keys if isinstance(key, str)]
        for number in (key for key in keys if isinstance(key, int)):
            row = self.item_rows[number] if keys[0] == "items" and number < len(self.item_rows) else row
        return Spot(self.path, row, self.sheet, self.columns.get(".".join(words), ""))
