"""A workbook of the national template → entries, nothing lost: each keeps its row, and each value its column.

An entry takes as many rows as it has items. Sheets in use write what belongs to the entry in its first row, repeat it
in every row, or merge the cells over all of them; all three are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from govclean.errors import ExtractError
from govclean.extracts.batches import LINE, Extract
from govclean.extracts.reading import open_extract
from govclean.governance.catalog.catalog import CatalogEntry, understand
from govclean.governance.catalog.domains import Domains
from govclean.governance.catalog.entry import Entry
from govclean.governance.catalog.placing import SheetOrigin
from govclean.governance.catalog.template import (
    ITEMS,
    LISTS,
    MORE,
    keys_of_header,
    split_list,
    way_of_sharing,
)
from govclean.governance.catalog.titles import plain_title
from govclean.wording import Text

Cells = Mapping[str, str]
"""The filled cells of one row by dotted key."""

_IDENTITY = ("title", "code", "provider", "provider_uscc", "abstract")
_MIDNIGHT = " 00:00:00"
_GUIDANCE = frozenset(("必填", "必填项", "选填", "选填项", "条件必填", "非必填", "*"))


@dataclass(slots=True)
class _Gathered:
    """The rows of one entry."""

    cells: dict[str, str]  # what the entry says, first row that says it
    line: int
    items: list[Cells] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    variants: dict[str, list[str]] = field(default_factory=dict)

    def add(self, line: int, cells: Cells) -> None:
        """Take in a further row."""
        for key, value in cells.items():
            if key.startswith(ITEMS):
                continue
            known = self.cells.setdefault(key, value)
            if value != known and value not in self.variants.get(key, ()):
                self.variants.setdefault(key, []).append(value)
        item = {key.removeprefix(ITEMS): value for key, value in cells.items() if key.startswith(ITEMS)}
        if item:
            self.items.append(item)
            self.lines.append(line)


def read_workbook(
    path: str, domains: Domains, sheet: str | None = None
) -> tuple[list[CatalogEntry], list[Text]]:
    """Return the entries of a workbook's sheet, and what was noticed while reading it.

    Raises:
        ExtractError: the file is no workbook that can be opened, or the sheet is no directory.
    """
    extract = open_extract(path, sheet=sheet)
    keys = keys_of_header(extract.header)
    if "title" not in keys.values():
        raise ExtractError(_NO_TEMPLATE, where=path, hint=_NAME_SHEET)
    notes = list(extract.notes)
    rows = list(_rows(extract, keys, domains, notes))
    titles = {key: name.rpartition("_")[2] for name, key in keys.items()}
    entries = [
        _entry(one, SheetOrigin(path, sheet or "", one.line, titles, tuple(one.lines)), domains)
        for one in _gathered(rows)
    ]
    return entries, notes


def _rows(
    extract: Extract, keys: Mapping[str, str], domains: Domains, notes: list[Text]
) -> Iterator[tuple[int, Cells]]:
    """Yield line and filled cells of each row."""
    before = 0
    for task in extract.tasks():
        batch = task()
        notes += [
            Text(f"第 {before + one.line} 行：{one.message.zh}", f"row {before + one.line}: {one.message.en}")
            for one in batch.troubles
        ]
        names = [name for name in keys if name in batch.records.schema.names]
        columns = [batch.records.column(name).to_pylist() for name in names]
        wanted = [keys[name] for name in names]
        for line, *values in zip(batch.records.column(LINE).to_pylist(), *columns, strict=True):
            cells = {
                key: _plain(key, value)
                for key, value in zip(wanted, values, strict=True)
                if value is not None
            }
            if cells and not _GUIDANCE.issuperset(cells.values()):
                yield before + line, _placed(cells, domains)
        before += batch.lines


def _plain(key: str, value: str) -> str:
    return value.removesuffix(_MIDNIGHT) if key == "published_on" else value


def _placed(cells: dict[str, str], domains: Domains) -> Cells:
    """Return the cells with a channel that stands in a plain column 共享方式 under its own key."""
    mode = cells.get("share.mode")
    if mode is not None and "share.channel" not in cells and way_of_sharing(mode, domains) == "share.channel":
        return {("share.channel" if key == "share.mode" else key): value for key, value in cells.items()}
    return cells


def _gathered(rows: Sequence[tuple[int, Cells]]) -> Iterator[_Gathered]:
    """Yield the rows of each entry together."""
    spaced = any(not any(key in cells for key in _IDENTITY) for _, cells in rows)
    one: _Gathered | None = None
    for line, cells in rows:
        begins = any(key in cells for key in _IDENTITY)
        if one is None or (begins and (spaced or not _belongs(one, cells))):
            if one is not None:
                yield one
            one = _Gathered({}, line)
        one.add(line, cells)
    if one is not None:
        yield one


def _belongs(one: _Gathered, cells: Cells) -> bool:
    """Return whether a row that repeats what belongs to the entry is a further item of the one above.

    Equal titles of one provider are one entry, unless its item stands there already under another code: then the whole
    entry was entered twice.
    """
    if any(one.cells.get(key, "") != cells.get(key, "") for key in ("title", "provider")):
        return False
    if one.cells.get("code", "") == cells.get("code", ""):
        return True
    title = plain_title(cells.get("items.title", ""))
    return bool(title) and all(plain_title(item.get("title", "")) != title for item in one.items)


def _entry(one: _Gathered, origin: SheetOrigin, domains: Domains) -> CatalogEntry:
    data = _nested(one.cells)
    data["items"] = [_nested(item) for item in one.items]
    return understand(Entry.model_validate(data), origin, domains, one.variants)


def _nested(cells: Cells) -> dict[str, object]:
    """Return dotted keys as mappings in mappings, and the lists of words as lists."""
    nested: dict[str, object] = {}
    for key, value in cells.items():
        first, dot, rest = key.partition(".")
        if not dot:
            nested[key] = split_list(value, key) if key in LISTS else value
            continue
        inner = nested.setdefault(first, {})
        if isinstance(inner, dict):
            inner |= {rest: value} if first == MORE[:-1] else _joined(inner, _nested({rest: value}))
    return nested


def _joined(inner: Mapping[str, object], new: dict[str, object]) -> dict[str, object]:
    """Return what `new` adds to a mapping, a mapping in it completed instead of replaced."""
    return {
        key: {**old, **value}
        if isinstance(old := inner.get(key), dict) and isinstance(value, dict)
        else value
        for key, value in new.items()
    }


_NO_TEMPLATE = Text(
    "工作表中没有“信息资源名称”一列，不是目录模板", "the sheet has no column 信息资源名称: it is no directory"
)
_NAME_SHEET = Text("用 --sheet 指定目录所在的工作表", "name the sheet that holds the directory with --sheet")
