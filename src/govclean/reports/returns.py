"""What `returns` did, on the terminal: each delivery's round with its balance, each workbook with what was refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text as Line

from govclean.governance.returns.building import Built, BuiltRound
from govclean.governance.returns.form import OUTCOMES
from govclean.governance.returns.importing import Imported
from govclean.governance.returns.replies import Refusal
from govclean.reports.layout import cut_path, fit, visible, widest, wrapped
from govclean.reports.numbers import grouped, percent
from govclean.wording import Language, Text

_ROUND = Text("第 {round} 轮  {department} · {source}", "round {round}  {department} · {source}")
_REPEATED = Text("（已登记过，未重复记账）", " (entered before; not entered again)")
_RECORDS = Text("{records} 条记录，{open} 个待处理问题", "{records} records, {open} open problems")
_STATES = {
    "new": Text("新增 {count}", "{count} new"),
    "again": Text("再次出现 {count}", "{count} back again"),
    "remaining": Text("留存 {count}", "{count} remaining"),
    "changed": Text("改后仍错 {count}", "{count} changed and still wrong"),
    "repaired": Text("已修复 {count}", "{count} repaired"),
    "withdrawn": Text("已撤销 {count}", "{count} withdrawn"),
    "carried": Text("未检验 {count}", "{count} not tested"),
    "excepted": Text("例外 {count}", "{count} excepted"),
}
_RATE = Text("修补率 {rate} = {repaired} ÷ {judged}", "repair rate {rate} = {repaired} ÷ {judged}")
_BALANCE = Text(
    "平衡 ✓  上轮待处理 {before} = 留存与改后仍错 {left} + 已修复 {repaired} + 已撤销 {withdrawn}"
    " + 未检验 {carried} + 转为例外 {excepted}",
    "balance ✓  open before {before} = still wrong {left} + repaired {repaired} + withdrawn {withdrawn}"
    " + not tested {carried} + now excepted {excepted}",
)
_BOOK = Text("{rows} 个问题", "{rows} problems")
_NEXT = Text(
    "下一步  把清单交给各部门填写；收回后 govclean returns import 清单.xlsx",
    "Next    hand the lists to the departments; when they come back: govclean returns import LIST.xlsx",
)

_FORM = Text("{department} · {standard} · 第 {round} 轮", "{department} · {standard} · round {round}")
_AGAIN = Text("同一文件已导入过，未重复记账", "this very file was imported before; nothing was entered again")
_NOTHING = Text("没有新的反馈", "nothing that was not known")
_ENTERED = Text("记入账本第 {entry} 笔", "entered as no. {entry}")
_ACCEPTED = Text("采纳 {count}", "{count} accepted")
_REFUSED = Text("退回 {count}", "{count} refused")
_UNANSWERED = Text("未填 {count}", "{count} not answered")
_MISSING = Text("缺行 {count}", "{count} rows missing")
_GRANTED = Text("批准例外 {count}", "{count} exceptions granted")
_REVOKED = Text("撤销例外 {count}", "{count} exceptions revoked")
_PENDING = Text(
    "{count} 个“属实无需修改”待批准：加 --approver 姓名 再导入一次",
    "{count} answers “true as it is” wait for approval: import again with --approver NAME",
)
_OTHER_VERSION = Text(
    "更正值按标准 {version} 检验，清单按 {listed} 出具",
    "corrected values were judged by version {version}; the list was made by {listed}",
)
_ROW = Text("第 {row} 行", "row {row}")
_MORE = Text("…另有 {count} 行，-o 文件.csv 列出全部", "… {count} more, -o FILE.csv lists them all")
_LISTED = 50


def render_built(built: Built, language: Language, width: int = 100) -> RenderableType:
    """Return what was built: a paragraph a delivery, a line a workbook."""
    lines: list[Line] = []
    for one in built.rounds:
        lines += _round(one, language, width)
    room = widest([str(path) for path, _ in built.workbooks], 10, width - 20)
    for path, book in built.workbooks:
        rows = _BOOK.fill(rows=grouped(book.rows.num_rows)).say(language)
        lines.append(Line(f"  {fit(cut_path(str(path), room), room)}  {rows}"))
    lines += [Line(), Line(f"  {_NEXT.say(language)}", "dim")]
    return Group(*lines)


def render_imported(imported: Sequence[Imported], language: Language, width: int = 100) -> RenderableType:
    """Return what was imported: a paragraph a workbook, with the rows that were refused."""
    lines: list[Line] = []
    for one in imported:
        lines += [
            Line(cut_path(visible(one.form.path), width), "bold"),
            *_imported(one, language, width),
            Line(),
        ]
    return Group(*lines[:-1])


def refusals(imported: Sequence[Imported], language: Language) -> Iterator[tuple[str, str, str, str]]:
    """Yield every refused row: file, row of the sheet, number of the problem, why."""
    for one in imported:
        for refused in one.refused:
            yield one.form.path, str(refused.sheet_row), refused.problem, refused.why.say(language)


def _round(one: BuiltRound, language: Language, width: int) -> Iterator[Line]:
    whose, counts = one.turn.whose, one.compared.counts
    head = _ROUND.fill(
        round=one.turn.number, department=visible(whose.department), source=visible(whose.source)
    )
    told = _REPEATED.say(language) if one.repeated else ""
    yield Line(f"{head.say(language)}{told}", "bold")
    records = _RECORDS.fill(records=grouped(one.records), open=grouped(one.compared.open_now)).say(language)
    states = [
        words.fill(count=grouped(counts[state])).say(language)
        for state, words in _STATES.items()
        if counts[state]
    ]
    for line in wrapped(" · ".join([records, *states]), width - 2):
        yield Line(f"  {line}")
    if one.compared.open_before:
        yield from (
            Line(f"  {line}") for text in _of_last(one, language) for line in wrapped(text, width - 2)
        )


def _of_last(one: BuiltRound, language: Language) -> Iterator[str]:
    """Yield the repair rate and the balance of a round that had one before it."""
    counts, compared = one.compared.counts, one.compared
    left = counts["remaining"] + counts["changed"]
    judged = left + counts["repaired"]
    if judged:
        rate = percent(counts["repaired"] / judged)
        told = _RATE.fill(rate=rate, repaired=grouped(counts["repaired"]), judged=grouped(judged))
        yield told.say(language)
    yield _BALANCE.fill(
        before=grouped(compared.open_before),
        left=grouped(left),
        excepted=grouped(compared.was_open),
        **{state: grouped(counts[state]) for state in ("repaired", "withdrawn", "carried")},
    ).say(language)


def _imported(one: Imported, language: Language, width: int) -> Iterator[Line]:
    ticket = one.form.ticket
    whose = _FORM.fill(department=visible(ticket.department), standard=ticket.standard, round=ticket.round)
    entered = _AGAIN if one.repeated else _NOTHING if one.entry is None else _ENTERED.fill(entry=one.entry)
    yield Line(f"  {whose.say(language)}  {entered.say(language)}")
    outcomes = [f"{OUTCOMES[name].say(language)} {count}" for name, count in sorted(one.accepted.items())]
    accepted = _ACCEPTED.fill(count=grouped(sum(one.accepted.values()))).say(language)
    parts = [f"{accepted} ({', '.join(outcomes)})" if outcomes else accepted]
    for words, count in (
        (_REFUSED, len(one.refused)), (_UNANSWERED, one.unanswered), (_MISSING, one.missing),
        (_GRANTED, 0 if one.repeated else one.granted), (_REVOKED, 0 if one.repeated else one.revoked),
    ):  # fmt: skip
        if count:
            parts.append(words.fill(count=grouped(count)).say(language))
    for line in wrapped(" · ".join(parts), width - 2):
        yield Line(f"  {line}")
    if one.pending:
        yield Line(f"  {_PENDING.fill(count=grouped(one.pending)).say(language)}", "yellow")
    if one.other_version:
        told = _OTHER_VERSION.fill(version=one.other_version, listed=ticket.version)
        yield Line(f"  {told.say(language)}", "yellow")
    yield from _refused(one.refused, language)


def _refused(refused: Sequence[Refusal], language: Language) -> Iterator[Line]:
    for one in refused[:_LISTED]:
        row = _ROW.fill(row=one.sheet_row).say(language)
        yield Line(f"    {fit(row, 10)}  {fit(visible(one.problem), 14)}  {one.why.say(language)}", "red")
    if len(refused) > _LISTED:
        yield Line(f"    {_MORE.fill(count=grouped(len(refused) - _LISTED)).say(language)}", "dim")
