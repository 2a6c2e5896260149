"""The receipt of a drop (回执) as a page: verdict, the five clears with their reasons, what disagreed, the files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from govclean import __version__
from govclean.governance.intake.judging import CLEARS
from govclean.governance.intake.receipt import Receipt
from govclean.reports.html.page import (
    Badge,
    Block,
    Cell,
    Fact,
    Head,
    Note,
    Page,
    Section,
    Table,
    Tone,
    columns,
    write_page,
)
from govclean.reports.numbers import grouped, percent
from govclean.reports.receipt_words import INTAKE_VERDICTS, NOT_VALIDATED, RECORDS, STATES, UNNAMED, facts_of
from govclean.reports.words import MADE_BY, SEVERITIES, VERDICTS, WHOLE_RECORD
from govclean.wording import Language, Text, same

_TONES: dict[str, Tone] = {
    "accepted": "good", "accepted_with_warnings": "warn", "rejected": "bad", "repeated": "bad", "clear": "good",
    "unclear": "warn", "missing": "bad", "error": "bad", "warning": "warn", "info": "info",
}  # fmt: skip


def write_receipt(receipt: Receipt, language: Language, path: Path) -> None:
    """Write a receipt as one HTML page.

    Raises:
        OSError: the file cannot be written.
    """
    with path.open("wb") as sink:
        write_page(receipt_page(receipt, language), sink)


def receipt_page(receipt: Receipt, language: Language) -> Page:
    """Return the page of a receipt."""
    verdict, head = INTAKE_VERDICTS[receipt.verdict], receipt.head
    foot = [MADE_BY.fill(version=__version__).say(language)]
    if head is not None:
        foot.insert(0, _LEDGER.fill(seq=head.seq, hash=head.hash, at=head.entered_at).say(language))
    return Page(
        title=_TITLE.fill(batch=receipt.batch).say(language),
        subtitle=f"{receipt.department} · {receipt.title or receipt.source or UNNAMED.say(language)}",
        language=language,
        badge=Badge(verdict.mark, verdict.words.say(language), _TONES[receipt.verdict]),
        facts=[Fact(label, value) for label, value in facts_of(receipt, language)],
        sections=[
            Section(
                _FIVE.say(language), [Table(columns(_FIVE_HEADS, language), list(_clears(receipt, language)))]
            ),
            Section(_AGREEMENT.say(language), list(_remarks(receipt, language))),
            Section(_QUALITY.say(language), list(_quality(receipt, language))),
            Section(
                _FILES.say(language), [Table(columns(_FILE_HEADS, language), list(_files(receipt, language)))]
            ),
        ],
        foot=foot,
    )


def _clears(receipt: Receipt, language: Language) -> Iterator[list[str | Cell]]:
    for one in receipt.clears:
        state = STATES[one.state]
        words = f"{state.mark} {state.words.say(language)}"
        reasons = [text.say(language) for text in one.reasons] or ["–"]
        yield [CLEARS[one.name].say(language), Cell(words, tone=_TONES[one.state]), Cell(reasons)]


def _remarks(receipt: Receipt, language: Language) -> Iterator[Block]:
    if not receipt.remarks:
        yield Note(_AGREES.say(language), "good")
        return
    rows: list[list[str | Cell]] = []
    for one in receipt.remarks:
        severity = SEVERITIES[one.severity]
        words = Cell(f"{severity.mark} {severity.words.say(language)}", tone=_TONES[one.severity])
        rows.append([words, one.file or "–", Cell(one.text.say(language).split("\n"), below=one.code)])
    yield Table(columns(_REMARK_HEADS, language), rows)


def _quality(receipt: Receipt, language: Language) -> Iterator[Block]:
    judged = receipt.judgement
    if judged is None:
        yield Note(NOT_VALIDATED.say(language), "warn")
        return
    verdict = VERDICTS[judged.verdict]
    told = _JUDGED.fill(
        standard=judged.standard_title,
        version=judged.version,
        verdict=verdict.words,
        records=grouped(judged.rows),
        errors=grouped(judged.rows_with_errors),
        rate=percent(judged.error_rate),
        limit=percent(judged.max_error_rate),
    )
    yield Note(f"{verdict.mark} {told.say(language)}", _TONES[judged.verdict])
    rows: list[list[str | Cell]] = [
        [
            Cell(SEVERITIES[one.severity].words.say(language), tone=_TONES[one.severity]),
            one.field_title.say(language) if one.field else WHOLE_RECORD.say(language),
            Cell(one.title.say(language), below=one.rule),
            grouped(one.count),
            one.hint.say(language),
        ]
        for one in judged.rules
    ]
    if rows:
        yield Table(columns(_RULE_HEADS, language), rows)


def _files(receipt: Receipt, language: Language) -> Iterator[list[str | Cell]]:
    for one in receipt.files:
        below = (
            ""
            if one.declared and one.path == one.found
            else one.found
            if one.declared
            else _NOT_DECLARED.say(language)
        )
        records = "–" if one.records is None else grouped(one.records)
        yield [Cell(one.path, below=below), grouped(one.bytes), records, one.sha256]


_TITLE = Text("数据接收回执 {batch}", "Receipt {batch}")
_LEDGER = Text("账本第 {seq} 笔，{at}，校验值 {hash}", "ledger entry {seq}, {at}, hash {hash}")
_FIVE = Text("五清", "The five clears")
_FIVE_HEADS: tuple[Head, ...] = (
    (Text("项目", "clear"), "whole"),
    (Text("结论", "judged"), "whole"),
    (Text("说明", "reasons"), "wide"),
)
_AGREEMENT = Text("文件与清单的核对", "Files against the manifest")
_AGREES = Text("文件与清单一致。", "The files agree with the manifest.")
_REMARK_HEADS: tuple[Head, ...] = (
    (Text("级别", "severity"), "whole"),
    (Text("文件", "file"), "name"),
    (Text("说明", "what"), "wide"),
)
_QUALITY = Text("质量检验", "Validation")
_JUDGED = Text(
    "按《{standard}》{version} 检验：{verdict}。{records} 条记录，{errors} 条有错误（{rate}，上限 {limit}）。",
    "Judged by {standard} {version}: {verdict}. {records} records, {errors} with errors ({rate}, limit {limit}).",
)
_RULE_HEADS: tuple[Head, ...] = (
    (Text("级别", "severity"), "whole"),
    (Text("数据项", "field"), "words"),
    (Text("规则", "rule"), "words"),
    (Text("问题数", "findings"), "right"),
    (Text("如何修改", "how to repair"), "wide"),
)
_FILES = Text("文件", "Files")
_FILE_HEADS: tuple[Head, ...] = (
    (Text("文件", "file"), "name"),
    (Text("字节", "bytes"), "right"),
    (RECORDS, "right"),
    (same("SHA-256"), "code"),
)
_NOT_DECLARED = Text("清单未列出", "not declared")
