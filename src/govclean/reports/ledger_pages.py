"""The ledger on the terminal: its entries, one entry, rows of a table, and what verifying it found."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
from rich.console import Group, RenderableType
from rich.text import Text as Line

from govclean.governance.ledger import Trouble, Verification
from govclean.governance.ledger.sealing import Entry
from govclean.governance.ledger.tables import KINDS, TABLES
from govclean.reports.layout import cut, fit, flow, visible, widest
from govclean.reports.numbers import grouped, short_hash
from govclean.wording import Language, Text, same

_HEADS = (
    ("seq", Text("序号", "entry")),
    ("entered_at", Text("记账时间", "entered at")),
    ("kind", Text("类别", "kind")),
    ("rows", Text("行数", "rows")),
    ("hash", Text("哈希", "hash")),
    ("standard", Text("标准", "standard")),
    ("occasion", Text("事由", "occasion")),
)
_HOLDS = Text("✓ 账本完好", "✓ the ledger stands as it was entered")
_BROKEN = Text("✗ 账本有 {count} 处出入", "✗ {count} things are not as they were entered")
_COUNTS = Text("{entries} 笔 · {rows} 行", "{entries} entries · {rows} rows")
_HEAD = Text("末笔 {head}", "last entry {head}")
_NOTE_IT = Text(
    "请把末笔记在别处，日后用 --expect 比对", "note the last entry elsewhere; --expect compares it later"
)
_MACS_GOOD = Text("密钥校验：{count} 笔已核对", "HMAC: {count} entries compared with the key")
_MACS_UNSEEN = Text(
    "密钥校验：{count} 笔未核对（未给 --key）", "HMAC: {count} entries not compared (no --key)"
)
_NO_MACS = Text("密钥校验：无", "HMAC: none")
_OF_ENTRY = Text("第 {entry} 笔", "entry {entry}")
_WHOLE = Text("账本", "the ledger")
_MORE = Text("共 {total} 行，这里是最后 {count} 行", "{total} rows, these are the last {count}")
_NO_ROWS = Text("没有行", "no rows")
_FACTS = (
    ("entered_at", Text("记账时间", "entered at")),
    ("kind", Text("类别", "kind")),
    ("occasion", Text("事由", "occasion")),
    ("standard", Text("标准", "standard")),
    ("version", Text("版本", "version")),
    ("tool", Text("工具", "tool")),
    ("previous", Text("上一笔哈希", "previous hash")),
)
_HASH, _MAC, _KEY = Text("哈希", "hash"), Text("密钥校验", "HMAC"), Text("密钥编号", "key id")
_ROWS = Text("{count} 行", "{count} rows")
_MOST_TROUBLES = 100


def entries_page(entries: pa.Table, language: Language, width: int) -> RenderableType:
    """Return a line an entry, in the order given."""
    table = [{name: words.say(language) for name, words in _HEADS}]
    table += [_entry_cells(row, language) for row in entries.to_pylist()]
    widths = {name: widest([cells[name] for cells in table], 2, 30) for name, _ in _HEADS}
    lines = [
        "  ".join(
            fit(visible(cells[name]), room, "right" if name in ("seq", "rows") else "left")
            for name, room in widths.items()
        ).rstrip()
        for cells in table
    ]
    return Group(*(Line(cut(f"  {line}", width), "" if n else "dim") for n, line in enumerate(lines)))


def entry_page(entry: Entry, language: Language) -> RenderableType:
    """Return one entry: what it says, how it is sealed, and what it put where."""
    facts = [(words.say(language), str(getattr(entry.facts, name))) for name, words in _FACTS]
    facts += [(_HASH.say(language), entry.hash)]
    if entry.mac is not None:
        facts += [(_MAC.say(language), entry.mac), (_KEY.say(language), str(entry.key_id))]
    room = widest([label for label, _ in facts], 8, 20)
    lines = [Line(_OF_ENTRY.fill(entry=entry.facts.seq).say(language), "bold")]
    lines += [Line(f"  {fit(label, room)}  {visible(value)}") for label, value in facts if value]
    titles = {table.name: table.title for table in TABLES}
    for body in entry.bodies:
        count = _ROWS.fill(count=grouped(body.rows)).say(language)
        title = titles.get(body.name, same("")).say(language)
        lines.append(Line(f"  {fit(body.name, room)}  {title}  {count}  {short_hash(body.digest)}"))
    return Group(*lines)


def bodies_of(entry: Entry) -> pa.Table:
    """Return what one entry put where: table, rows, digest."""
    columns = ("table", "rows", "digest")
    bodies = [(one.name, one.rows, one.digest) for one in entry.bodies]
    return pa.table(dict(zip(columns, map(list, zip(*bodies, strict=True)), strict=True)))


def entry_data(entry: Entry) -> dict[str, object]:
    """Return one entry for a program."""
    facts = {name: getattr(entry.facts, name) for name in entry.facts.__slots__}
    bodies = [{"table": one.name, "rows": one.rows, "digest": one.digest} for one in entry.bodies]
    return {**facts, "bodies": bodies, "key_id": entry.key_id, "hash": entry.hash, "mac": entry.mac}


def rows_page(rows: pa.Table, total: int, language: Language, width: int) -> RenderableType:
    """Return rows as name and value, empty cells left out: a block a row."""
    lines: list[Line] = []
    for row in rows.to_pylist():
        head = f"{row.pop('entry')}.{row.pop('place')}"
        cells = (f"{name} {visible(_cell(value))}" for name, value in row.items() if value not in (None, ""))
        room = width - len(head) - 4
        for number, line in enumerate(flow(cells, room)):
            lines.append(Line(f"  {head if not number else ' ' * len(head)}  {line}"))
    if not total:
        lines.append(Line(f"  {_NO_ROWS.say(language)}", "dim"))
    elif rows.num_rows < total:
        more = _MORE.fill(total=grouped(total), count=grouped(rows.num_rows))
        lines.append(Line(f"  {more.say(language)}", "dim"))
    return Group(*lines)


def verification_page(found: Verification, path: str, language: Language) -> RenderableType:
    """Return the result of a verification: whether all agrees, the head to note, and each trouble."""
    verdict = _HOLDS if found.holds else _BROKEN.fill(count=grouped(len(found.troubles)))
    counts = _COUNTS.fill(entries=grouped(found.entries), rows=grouped(found.rows))
    lines = [Line(f"{verdict.say(language)}  {visible(path)}  {counts.say(language)}", _style(found))]
    lines.append(Line(f"  {_macs(found).say(language)}"))
    if found.head is not None:
        lines.append(Line(f"  {_HEAD.fill(head=str(found.head)).say(language)}"))
    if found.holds:
        lines.append(Line(f"  {_NOTE_IT.say(language)}", "dim"))
    lines += [Line(f"  {line}", "red") for line in trouble_lines(found, language)]
    return Group(*lines)


def trouble_lines(found: Verification, language: Language) -> Iterator[str]:
    """Yield a line a trouble: where it is and what it is; a hundred at most."""
    for trouble in found.troubles[:_MOST_TROUBLES]:
        yield f"{_place(trouble).say(language)}: {trouble.what.say(language)}"
    if len(found.troubles) > _MOST_TROUBLES:
        yield f"… {grouped(len(found.troubles) - _MOST_TROUBLES)}"


def verification_data(found: Verification, language: Language) -> dict[str, object]:
    """Return the result of a verification for a program."""
    return {
        "holds": found.holds,
        "entries": found.entries,
        "rows": found.rows,
        "head": None if found.head is None else str(found.head),
        "entries_keyed": found.keyed,
        "macs_checked": found.macs_checked,
        "troubles": [
            {"entry": one.entry or None, "table": one.table or None, "what": one.what.say(language)}
            for one in found.troubles
        ],
    }


def _entry_cells(row: dict[str, object], language: Language) -> dict[str, str]:
    kinds = {kind.name: kind.title.say(language) for kind in KINDS}
    standard = "@".join(str(part) for part in (row["standard"], row["version"]) if part)
    return {
        "seq": str(row["seq"]),
        "entered_at": str(row["entered_at"]),
        "kind": kinds.get(str(row["kind"]), str(row["kind"])),
        "rows": grouped(int(str(row["rows"]))),
        "hash": short_hash(str(row["hash"])),
        "standard": standard,
        "occasion": str(row["occasion"] or ""),
    }


def _macs(found: Verification) -> Text:
    if not found.keyed:
        return _NO_MACS
    return (_MACS_GOOD if found.macs_checked else _MACS_UNSEEN).fill(count=grouped(found.keyed))


def _place(trouble: Trouble) -> Text:
    where = _OF_ENTRY.fill(entry=trouble.entry) if trouble.entry else _WHOLE
    return (
        Text("{where} {table}", "{where} {table}").fill(where=where, table=trouble.table)
        if trouble.table
        else where
    )


def _style(found: Verification) -> str:
    return "bold green" if found.holds else "bold red"


def _cell(value: object) -> str:
    return ("✓" if value else "✗") if isinstance(value, bool) else str(value)
