"""What a drop is made of: columns under a department's own titles, rows, and what each row really is."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title in the file and the field of the standard it stands for (empty: none)."""

    title: str
    field: str
    group: str = ""  # the upper of two header rows; columns of one group stand side by side


@dataclass(slots=True)
class Row:
    """One record as the department hands it in. `truth` and `variations` never appear in the drop."""

    cells: dict[str, str]
    truth: dict[str, str]
    variations: list[str] = field(default_factory=list)
    taken: bool = False  # carries a planted error already
    written: str = ""  # how the line itself is damaged; empty: not at all
    spans: int = 1  # rows that its cell of `Drop.merged` is merged over, this one included


@dataclass(frozen=True, slots=True)
class Drop:
    """One file of one department."""

    name: str
    standard: str
    columns: tuple[Column, ...]
    rows: list[Row]
    footer: tuple[str, ...] = ()
    title: str = ""
    merged: str = ""  # field whose cells are merged downwards where a row spans several


def columns(*pairs: str) -> tuple[Column, ...]:
    """Return columns written as `title=field`; `group>title=field` under a common heading.

    >>> columns("XM=name", "法定代表人>姓名=legal_representative")[1]
    Column(title='姓名', field='legal_representative', group='法定代表人')
    """
    made = []
    for pair in pairs:
        heading, _, name = pair.partition("=")
        group, _, title = heading.rpartition(">")
        made.append(Column(title, name, group))
    return tuple(made)
