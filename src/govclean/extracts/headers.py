"""Where the header of a sheet or text file stands, what its columns are called, and where the footer begins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from govclean.extracts.batches import LINE, ROW
from govclean.wording import Text

Row = Sequence[str]
Range = tuple[int, int, int, int]
"""A merged range: first row, first column, last row, last column, all from 0 and inclusive."""

SEARCHED = 30
"""How many rows are looked at for the header."""

TOTALS = {
    "合计",
    "总计",
    "小计",
    "共计",
    "累计",
    "总合计",
    "以下空白",
    "以下无正文",
    "total",
    "grandtotal",
    "subtotal",
}
SIGNED = re.compile(
    r"(制\s*表|填\s*表|填\s*报|审\s*核|复\s*核|审\s*批|负\s*责|经\s*办|打\s*印|导\s*出|统\s*计\s*负\s*责|单\s*位\s*负\s*责|联\s*系)"
    r"(人|人员|单位|部门|日期|时间|电话|科室)?\s*(（签字）|（盖章）|（签章）|\(签字\)|\(盖章\))?\s*[:：].*"
)
REMARK = re.compile(r"(备\s*注|注|说\s*明|附\s*注)\s*\d*\s*[:：].*", re.DOTALL)
LABEL = re.compile(r"[^:：]{1,12}[:：].*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Heading:
    """The header: its titles as they stand, the row it begins in (from 0), how many rows it takes, what to tell."""

    titles: tuple[str, ...]
    start: int
    depth: int
    notes: tuple[Text, ...]


def find_heading(rows: Sequence[Row], depth: int | None = None, merged: Sequence[Range] = ()) -> Heading:
    """Return the heading of a table whose first rows are given, all of one width or shorter.

    Title rows above it (one filled cell, or labels such as `单位：` in less than half of the columns) are passed over.

    Args:
        depth: how many rows the header takes, where the user said so.
        merged: merged ranges, row numbers counted like the rows given.
    """
    start = _start(rows[:SEARCHED], merged)
    deep = depth or _depth(start, merged, len(rows))
    width = max(len(row) for row in rows[start : start + deep])
    levels = [
        _filled_in(rows, number, width, merged) for number in range(start, min(start + deep, len(rows)))
    ]
    titles = tuple("_".join(_steps(level[c] for level in levels)) for c in range(width))
    notes = []
    if above := sum(_extent(row) > 0 for row in rows[:start]):
        notes.append(
            Text(
                f"表头前有 {above} 行标题，已跳过", f"{above} title row(s) above the header were passed over"
            )
        )
    if deep > 1:
        notes.append(
            Text(f"表头共 {deep} 行，已按 上级_下级 合并", f"{deep} header rows were joined as upper_lower")
        )
    return Heading(titles, start, deep, tuple(notes))


def unique(titles: Sequence[str]) -> tuple[tuple[str, ...], list[Text]]:
    """Return column names, each once, with a note for each that had to be made.

    >>> unique(["电话", "", "电话"])[0]
    ('电话', 'column 2', '电话 (2)')
    """
    taken = {ROW, LINE}
    written = {clean(title) for title in titles}
    names: list[str] = []
    notes: list[Text] = []
    for place, title in enumerate(titles, 1):
        plain = clean(title)
        name = plain or f"column {place}"
        number = 2
        while name in taken or (name != plain and name in written):
            name = f"{plain or f'column {place}'} ({number})"
            number += 1
        if name != plain:
            notes.append(_renamed(place, plain, name))
        taken.add(name)
        names.append(name)
    return tuple(names), notes


def clean(title: str) -> str:
    r"""Return a column title without byte order marks, line breaks and surrounding space.

    >>> clean(" 姓\n名\u3000")
    '姓名'
    """
    return re.sub(r"[\r\n\ufeff\u200b-\u200f\u2060\0]", "", title).strip()


def is_footer(cells: Row) -> bool:
    """Return whether a row at the end of a table is a total, a signature line or a remark.

    >>> is_footer(["合 计", "", "12"]), is_footer(["制表人：张三", "", ""]), is_footer(["张三", "男", "合计"])
    (True, True, False)
    """
    filled = [cell.strip() for cell in cells if cell.strip()]
    if not filled:
        return False
    first = re.sub(r"\s|[:：]$", "", filled[0])
    if first.lower() in TOTALS:
        return True
    if REMARK.fullmatch(filled[0]):
        return len(filled) <= max(1, len(cells) // 2)
    return SIGNED.fullmatch(filled[0]) is not None and len(filled) <= max(1, (len(cells) + 1) // 2)


def _start(rows: Sequence[Row], merged: Sequence[Range]) -> int:
    width = max((_extent(row) for row in rows), default=0)
    first = next((n for n, row in enumerate(rows) if _extent(row)), 0)
    if width < 2:
        return first
    for number in range(first, len(rows)):
        if not _is_title(rows[number], number, width, merged):
            return number if number == first or _full(rows[number], number, width, merged) else first
    return first


def _is_title(row: Row, number: int, width: int, merged: Sequence[Range]) -> bool:
    filled = [cell for cell in row if cell.strip()]
    if len(filled) <= 1:
        spread = any(r[0] == number and r[3] - r[1] + 1 >= max(2, width - 1) for r in merged)
        return width > 2 or spread or len(row) < width or not filled or not row[0].strip()
    labels = sum(LABEL.fullmatch(cell.strip()) is not None for cell in filled)
    return labels == len(filled) and len(filled) <= width / 2


def _full(row: Row, number: int, width: int, merged: Sequence[Range]) -> bool:
    """Return whether a row below a title can be the header: half of its columns or more have a name."""
    over = {c for r in merged if r[0] <= number <= r[2] for c in range(r[1], r[3] + 1)}
    filled = {c for c, cell in enumerate(row) if cell.strip()} | over
    return len(filled) >= max(2, width / 2)


def _depth(start: int, merged: Sequence[Range], available: int) -> int:
    depth, row = 1, start
    while row < start + depth:
        for first, left, last, right in merged:
            if first == row and last > row:
                depth = max(depth, last - start + 1)
            elif first == row and right > left:
                depth = max(depth, row - start + 2)
        row += 1
    return min(depth, max(1, available - start))


def _filled_in(rows: Sequence[Row], number: int, width: int, merged: Sequence[Range]) -> list[str]:
    """Return a header row with each merged range's title in all of its cells."""
    cells = [*rows[number], *[""] * (width - len(rows[number]))]
    for first, left, last, right in merged:
        if first <= number <= last:
            title = rows[first][left] if left < len(rows[first]) else ""
            cells[left : right + 1] = [title] * (min(right + 1, width) - left)
    return cells


def _steps(titles: Iterable[str]) -> list[str]:
    """Return the titles of one column from the top, each step once."""
    steps: list[str] = []
    for title in titles:
        plain = clean(title)
        if plain and (not steps or steps[-1] != plain):
            steps.append(plain)
    return steps


def _extent(row: Row) -> int:
    return max((place for place, cell in enumerate(row, 1) if cell.strip()), default=0)


def _renamed(place: int, plain: str, name: str) -> Text:
    if not plain:
        return Text(
            f"第 {place} 列没有列名，称为“{name}”", f"column {place} has no name; it is called {name!r}"
        )
    return Text(
        f"第 {place} 列列名“{plain}”重复，称为“{name}”",
        f"column {place} repeats {plain!r}; it is called {name!r}",
    )
