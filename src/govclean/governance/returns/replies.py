"""What departments answered, row by row: whether the row is as it was sent, and whether the answer can be accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from govclean.governance.ledger import Ledger
from govclean.governance.returns.form import OUTCOMES, REPLIES, seals
from govclean.governance.returns.problems import NUMBER
from govclean.governance.returns.reading import ReturnedForm
from govclean.standards.model import Standard
from govclean.values.columns import text_column
from govclean.values.placeholders import is_placeholder
from govclean.values.semantic import Reason
from govclean.wording import Text

_SERIAL_START = date(1899, 12, 30)  # day 0 of spreadsheets
_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))(?:[ T].*)?")
_SERIAL = re.compile(r"[3-6]\d{4}(?:\.\d+)?")

UNREAD = Text("整行无法识别", "the row could not be read")
NO_NUMBER = Text("没有问题编号", "there is no number")
UNKNOWN = Text("编号不在这份清单中", "the number is not of this list")
TAMPERED = Text("固定各列被改动（校验码不符）", "a fixed cell was changed (its seal is broken)")
TWICE = Text("同一编号有几行，填写不同", "several rows of one number say different things")
NO_OUTCOME = Text("没有选择处理结果", "no outcome was chosen")
OTHER_OUTCOME = Text("处理结果不是下拉选项之一", "the outcome is not one of the list")
NO_NOTE = Text("处理结果为“{outcome}”时须填写说明", 'the outcome "{outcome}" needs a note')
NOT_CORRECTED = Text(
    "处理结果不是“已修正”，不应填写更正值", "there is a corrected value, but the outcome is another"
)
SAME_VALUE = Text("更正值与上报值相同", "the corrected value is the one supplied")
STAND_IN = Text("更正值是占位符", "the corrected value is a stand-in for nothing")
NOT_VALID = Text("更正值不符合数据标准：{why}", "the corrected value is not as the standard says: {why}")
NO_DAY = Text("日期写法无法识别", "the date cannot be read")
LATER = Text("日期晚于导入日", "the date lies after the day of import")


@dataclass(frozen=True, slots=True)
class Refusal:
    """One row that is not taken over, and why; it never holds a value, nor what stands in place of a number."""

    problem: str
    sheet_row: int
    why: Text


@dataclass(frozen=True, slots=True)
class Reply:
    """One row that was answered and is as it was sent; `why_not` says why the answer cannot be accepted."""

    problem: str
    sheet_row: int
    field: str  # of the standard; empty for the whole record
    supplied: str
    outcome: str
    corrected: str
    note: str
    reviewer: str
    day: date | None
    why_not: Text | None = None

    @property
    def said(self) -> tuple[str, ...]:
        """What the department wrote."""
        return (self.outcome, self.corrected, self.note, self.reviewer, str(self.day))


@dataclass(frozen=True, slots=True)
class Answers:
    """What a workbook holds: answers, rows refused as they stand, rows without an answer, rows that are gone."""

    replies: tuple[Reply, ...]
    refused: tuple[Refusal, ...]
    unanswered: int
    missing: int


def answers_in(
    form: ReturnedForm, ledger: Ledger, fields: Mapping[str, str], standard: Standard, today: date
) -> Answers:
    """Return the answers of a workbook, each judged; whoever changed, invented or doubled a row is told.

    Args:
        fields: the numbers of the problems of its list, with the field each stands in.
    """
    rows = form.rows.append_column("right_seal", seals(form.rows, form.ticket, ledger)).to_pylist()
    refused = [Refusal("", number, UNREAD) for number in form.unread]
    answered: dict[str, list[Reply]] = {}
    whole: set[str] = set()
    for row in rows:
        why = _why_refused(row, fields)
        problem = str(row["problem"] or "").strip()
        if why is not None:
            refused.append(Refusal(problem if NUMBER.fullmatch(problem) else "", row["sheet_row"], why))
            continue
        whole.add(problem)
        if any(_cell(row, name) for name in REPLIES):
            answered.setdefault(problem, []).append(_reply(row, problem, fields[problem], today))
    replies = [group[0] for group in answered.values() if len({one.said for one in group}) == 1]
    torn = [one for group in answered.values() if len({one.said for one in group}) > 1 for one in group]
    refused += [Refusal(one.problem, one.sheet_row, TWICE) for one in torn]
    return Answers(
        replies=tuple(_valid(replies, standard, today)),
        refused=tuple(sorted(refused, key=lambda one: (one.sheet_row, one.problem))),
        unanswered=len(whole - answered.keys()),
        missing=max(int(form.ticket.rows) - len(whole) - len(_altered(refused) - whole), 0),
    )


def _altered(refused: Sequence[Refusal]) -> set[str]:
    """Return the numbers whose rows are there, though changed."""
    return {one.problem for one in refused if one.why is TAMPERED}


def _why_refused(row: Mapping[str, Any], fields: Mapping[str, str]) -> Text | None:
    problem = _cell(row, "problem")
    if not problem:
        return NO_NUMBER
    if problem not in fields:
        return UNKNOWN
    return None if row["seal"] == row["right_seal"] else TAMPERED


def _reply(row: Mapping[str, Any], problem: str, field: str, today: date) -> Reply:
    """Return a row as a reply, with what can be seen to be wrong without knowing the field's type."""
    outcome = _outcome(_cell(row, "outcome"))
    day = _day(_cell(row, "day"))
    reply = Reply(
        problem=problem,
        sheet_row=row["sheet_row"],
        field=field,
        supplied=_cell(row, "value"),
        outcome=outcome,
        corrected=_cell(row, "corrected"),
        note=_cell(row, "note"),
        reviewer=_cell(row, "reviewer"),
        day=day,
    )
    return replace(reply, why_not=_why_not(reply, row, today))


def _why_not(reply: Reply, row: Mapping[str, Any], today: date) -> Text | None:
    if not reply.outcome:
        return OTHER_OUTCOME if _cell(row, "outcome") else NO_OUTCOME
    if reply.outcome != "corrected":
        if reply.corrected:
            return NOT_CORRECTED
        if not reply.note:
            return NO_NOTE.fill(outcome=OUTCOMES[reply.outcome])
    elif reply.corrected and reply.corrected == reply.supplied:
        return SAME_VALUE
    return _why_not_day(reply, _cell(row, "day"), today)


def _why_not_day(reply: Reply, said: str, today: date) -> Text | None:
    if said and reply.day is None:
        return NO_DAY
    return LATER if reply.day is not None and reply.day > today else None


def _valid(replies: Sequence[Reply], standard: Standard, today: date) -> Iterator[Reply]:
    """Yield the replies in the order of their numbers, each corrected value judged by the type of its field."""
    wrong: dict[str, Text] = {}
    judged = [one for one in replies if one.corrected and one.why_not is None]
    known = {field.name for field in standard.fields}
    for field in sorted({one.field for one in judged} & known):
        members = [one for one in judged if one.field == field]
        kind = standard.field(field).semantic_type_on(today)
        values = text_column([one.corrected for one in members])
        verdicts = kind.judge(values).tolist()
        for one, verdict, empty in zip(members, verdicts, is_placeholder(values).tolist(), strict=True):
            if empty:
                wrong[one.problem] = STAND_IN
            elif verdict != Reason.GOOD:
                wrong[one.problem] = NOT_VALID.fill(why=kind.reasons[Reason(verdict)])
    for one in sorted(replies, key=lambda one: one.problem):
        yield replace(one, why_not=wrong[one.problem]) if one.problem in wrong else one


def _outcome(said: str) -> str:
    """Return the outcome that a cell says in either language; nothing for another word."""
    words = {word: name for name, words in OUTCOMES.items() for word in (words.zh, words.en)}
    return words.get(said, "")


def _cell(row: Mapping[str, Any], name: str) -> str:
    return str(row[name] or "").strip()


def _day(said: str) -> date | None:
    """Return the day a cell says, however a spreadsheet gives it: 2026-12-1, 2026年12月1日, 20261201, 46357.

    >>> _day("2026年12月1日") == _day("46357") == _day("2026-12-01 00:00:00") == date(2026, 12, 1)
    True
    """
    if _SERIAL.fullmatch(said):
        return _SERIAL_START + timedelta(days=int(float(said)))
    found = _DAY.fullmatch(said)
    if found is None:
        return None
    try:
        return date(*(int(part) for part in found.groups() if part))
    except ValueError:
        return None
