"""Receipts on the terminal: the verdict, the five clears, what disagreed, how the data stood up to the standard."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text as Line

from govclean.governance.intake.judging import CLEARS, Clear
from govclean.governance.intake.receipt import Receipt
from govclean.reports.layout import cut, cut_path, fit, flow, visible, wrapped
from govclean.reports.numbers import grouped
from govclean.reports.receipt_words import INTAKE_VERDICTS, NOT_VALIDATED, STATES, UNNAMED, facts_of
from govclean.reports.words import SEVERITIES, VERDICTS
from govclean.wording import Language, Text

_COLOURS = {
    "accepted": "bold green", "accepted_with_warnings": "bold yellow", "rejected": "bold red", "repeated": "bold red",
    "clear": "green", "unclear": "yellow", "missing": "red", "error": "red", "warning": "yellow", "info": "",
}  # fmt: skip
_LISTED = 30
_MORE = Text("…另有 {count} 项，见回执", "… {count} more in the receipt")
_VALIDATED = Text(
    "质量检验：{verdict}，{records} 条记录，{errors} 条有错误",
    "validation: {verdict}, {records} records, {errors} with errors",
)
_RECEIPT = Text("回执  {folder}/receipt.html", "receipt  {folder}/receipt.html")
_LEDGER = Text("账本第 {seq} 笔", "ledger entry {seq}")


def render_receipt(receipt: Receipt, language: Language, width: int = 100) -> RenderableType:
    """Return a receipt for a rich console; no line is wider than the screen but names of files."""
    verdict = INTAKE_VERDICTS[receipt.verdict]
    title = receipt.title or receipt.source or UNNAMED.say(language)
    head = f"{verdict.mark} {verdict.words.say(language)}  {receipt.batch}"
    lines = [Line(head, _COLOURS[receipt.verdict])]
    lines.append(Line(cut(f"  {visible(receipt.department)} · {visible(title)}", width)))
    facts = [f"{label} {visible(value)}" for label, value in facts_of(receipt, language)]
    lines += [Line(f"  {line}", "dim") for line in flow(facts, width - 2)]
    lines += [Line(), *render_clears(receipt.clears, language, width)]
    if receipt.remarks:
        lines += [Line(), *_remarks(receipt, language, width)]
    lines += [Line(), *_validated(receipt, language, width)]
    if receipt.folder:
        lines.append(Line(f"  {_RECEIPT.fill(folder=receipt.folder).say(language)}"))
    if receipt.head:
        lines.append(Line(f"  {_LEDGER.fill(seq=receipt.head.seq).say(language)}", "dim"))
    return Group(*lines)


def render_clears(clears: tuple[Clear, ...], language: Language, width: int = 100) -> list[Line]:
    """Return the five clears, a line each and their reasons below."""
    lines: list[Line] = []
    for one in clears:
        state = STATES[one.state]
        name, words = CLEARS[one.name].say(language), state.words.say(language)
        lines.append(Line(f"  {state.mark} {fit(name, 14)} {words}", _COLOURS[one.state]))
        for text in one.reasons:
            lines += [Line(f"      {line}") for line in wrapped(visible(text.say(language)), width - 6)]
    return lines


def _remarks(receipt: Receipt, language: Language, width: int) -> Iterator[Line]:
    for one in receipt.remarks[:_LISTED]:
        file = f"{cut_path(visible(one.file), 40)}  " if one.file else ""
        first, *rest = wrapped(file + visible(one.text.say(language)), width - 4) or [""]
        yield Line(f"  {SEVERITIES[one.severity].mark} {first}", _COLOURS[one.severity])
        yield from (Line(f"    {line}") for line in rest)
    if len(receipt.remarks) > _LISTED:
        yield Line(f"    {_MORE.fill(count=grouped(len(receipt.remarks) - _LISTED)).say(language)}", "dim")


def _validated(receipt: Receipt, language: Language, width: int) -> Iterator[Line]:
    judged = receipt.judgement
    if judged is None:
        yield Line(f"  {NOT_VALIDATED.say(language)}")
        return
    told = _VALIDATED.fill(
        verdict=VERDICTS[judged.verdict].words,
        records=grouped(judged.rows),
        errors=grouped(judged.rows_with_errors),
    )
    yield Line(f"  {told.say(language)}", _COLOURS[judged.verdict])
    for rule in judged.rules[:8]:
        where = rule.field_title.say(language) if rule.field else ""
        mark, count = SEVERITIES[rule.severity].mark, fit(grouped(rule.count), 8, "right")
        words = f"{mark} {count}  {where}  {rule.title.say(language)}"
        yield Line(cut(f"    {words}", width))
