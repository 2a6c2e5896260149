"""A round as rows of the ledger: the round itself, its problems without plain values, its numerators and denominators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.errors import UsageError
from govclean.governance.ledger import About, Head, Ledger, rows_of
from govclean.governance.profiles import Deadlines
from govclean.governance.returns.comparing import Compared
from govclean.governance.returns.known import Known
from govclean.governance.returns.states import COLUMNS
from govclean.governance.returns.survey import Survey
from govclean.governance.returns.tallying import AskedRule, RuleOfField
from govclean.governance.returns.turns import Turn
from govclean.standards.model import Standard
from govclean.validation.catalogue import rule_docs
from govclean.validation.checks.completeness import COLUMN
from govclean.validation.judgement import Judgement
from govclean.wording import Text

Row = Mapping[str, object]

_NO_RECORDS = Text("没有记录", "there are no records")
_OTHERWISE = Text(
    "第 {number} 轮已登记，这次的结果与账本不同：判定日期、期限方案或程序的规则有变化",
    "round {number} is entered already and comes out differently now: another day, other deadlines or other rules",
)
_AS_THEN = Text(
    "用当时的 --as-of 和 --profile 重出清单，或用 --next 登记新的一轮",
    "build it as it was then (--as-of, --profile), or enter a new round with --next",
)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A delivery judged and compared, ready to be entered."""

    turn: Turn
    day: date
    standard: Standard
    deadlines: Deadlines
    mode: str
    judgement: Judgement
    asked: Mapping[RuleOfField, AskedRule]
    survey: Survey
    known: Known
    compared: Compared


def enter(prepared: Prepared, ledger: Ledger) -> Head:
    """Enter a round, and before it the exceptions that ran out; return the head of its entry.

    Raises:
        UsageError: the ledger cannot be written, or has the round with another outcome.
    """
    turn, standard = prepared.turn, prepared.standard
    occasion = ":".join(
        ("round", str(turn.number), turn.whose.department, turn.whose.source, standard.name,
         standard.version, prepared.mode, turn.sha256)
    )  # fmt: skip
    about = About(standard.name, standard.version, occasion=occasion)
    expired = list(_expired(prepared))
    if expired and not turn.entered:
        before = About(standard.name, standard.version, occasion=f"expired:{occasion}")
        ledger.enter("exception", {"exceptions": rows_of("exceptions", expired)}, before)
    rows = {"rounds": _round(prepared), "problems": _problems(prepared), "tallies": _tallies(prepared)}
    try:
        return ledger.entry(ledger.enter("round", rows, about)).head
    except UsageError as error:
        if not turn.entered:
            raise
        told = _OTHERWISE.fill(number=turn.number)
        raise UsageError(told, where=str(ledger.path), hint=_AS_THEN) from error


def _expired(prepared: Prepared) -> Iterator[Row]:
    granted = prepared.known.granted()
    kept = ("problem", "department", "source", "standard", "record", "field", "rule", "value", "reason",
            "approver", "expires_on")  # fmt: skip
    for problem in sorted(prepared.compared.expired):
        held = {name: granted[problem][name] for name in kept}
        yield {**held, "state": "expired", "day": prepared.day.isoformat()}


def _whose(prepared: Prepared) -> dict[str, object]:
    whose = prepared.turn.whose
    return {
        "round": prepared.turn.number,
        "department": whose.department,
        "source": whose.source,
        "standard": whose.standard,
    }


def _round(prepared: Prepared) -> pa.Table:
    inputs = prepared.judgement.inputs
    row = {
        **_whose(prepared),
        "day": prepared.day.isoformat(),
        "version": prepared.standard.version,
        "batch": prepared.turn.delivery.batch,
        "sha256": prepared.turn.sha256,
        "mode": prepared.mode,
        "records": sum(file.rows for file in inputs),
        "set_aside": sum(file.rows_set_aside for file in inputs),
        "records_in_error": sum(file.rows_with_errors for file in inputs),
        "records_in_warning": sum(file.rows_with_warnings for file in inputs),
        "records_storable": _storable(prepared),
        "profile": prepared.deadlines.name,
        "due_on": prepared.deadlines.due("problem.error", prepared.day).day.isoformat(),
    }
    return rows_of("rounds", [row])


def _storable(prepared: Prepared) -> int | None:
    """Return how many records have a key that is there, good and no other record's; None where the standard has none."""
    if not prepared.standard.record_id:
        return None
    keys = prepared.survey.keys[prepared.survey.good]
    _, counts = np.unique(keys, return_counts=True)
    return int((counts == 1).sum())


def _problems(prepared: Prepared) -> pa.Table:
    found, gone = prepared.compared.numbered, prepared.compared.gone
    rows = pa.concat_tables([found.select(COLUMNS), gone.select(COLUMNS).cast(found.select(COLUMNS).schema)])
    for name, value in _whose(prepared).items():
        rows = rows.append_column(name, pa.array([value]).take(pa.array(np.zeros(rows.num_rows, np.int64))))
    return rows


def _tallies(prepared: Prepared) -> pa.Table:
    failed = _counted(prepared.compared.numbered)
    excepted = _counted(
        prepared.compared.numbered.filter(pc.equal(prepared.compared.numbered["state"], "excepted"))
    )
    rows = [_tally(one, prepared, failed, excepted) for one in prepared.asked.values()]
    records = sum(file.rows for file in prepared.judgement.inputs)
    for (rule, field), count in failed.items():
        if (rule, field) not in prepared.asked:  # found while reading; of every line that was read
            doc = rule_docs()[rule]
            told = {
                "dimension": doc.dimension,
                "severity": doc.severity,
                "tested": True,
                "evaluated": records,
            }
            counts = {"failed": count, "excepted": excepted[rule, field]}
            rows.append({"rule": rule, "field": field, **told, **counts})
    shared = _whose(prepared) | {
        "version": prepared.standard.version,
        "batch": prepared.turn.delivery.batch,
    }
    rows.sort(key=lambda row: (str(row["rule"]), str(row["field"])))
    return rows_of("tallies", [{**shared, **row} for row in rows])


def _tally(
    asked: AskedRule, prepared: Prepared, failed: Counter[RuleOfField], excepted: Counter[RuleOfField]
) -> dict[str, object]:
    place = (asked.rule, asked.field)
    told: dict[str, object] = {
        "rule": asked.rule,
        "field": asked.field,
        "dimension": asked.dimension,
        "severity": asked.severity,
    }
    if asked.rule == COLUMN.id:
        lacking = _records_without(asked.field, prepared.judgement)
        return {**told, "tested": True, "evaluated": lacking, "failed": lacking, "excepted": 0}
    why = untested(asked, prepared.judgement, prepared.survey)
    if why is not None:
        return {**told, "tested": False, "why_untested": why}
    evaluated = prepared.survey.evaluated.get(place, 0)
    counts = {"failed": failed[place], "excepted": excepted[place]}
    return {**told, "tested": True, "evaluated": evaluated, **counts}


def untested(asked: AskedRule, judgement: Judgement, survey: Survey) -> str | None:
    """Return why no file of a delivery could be asked a rule; None where one was."""
    if asked.rule == COLUMN.id or (asked.rule, asked.field) in survey.evaluated:
        return None
    columns = judgement.inputs[0].mapped or {}
    why = asked.why_untested(columns, ())
    return why.zh if why is not None else _NO_RECORDS.zh


def _records_without(field: str, judgement: Judgement) -> int:
    """Return how many records a mandatory field is missing from because their file has no column for it."""
    return sum(file.rows for file in judgement.inputs if field not in (file.mapped or {}))


def _counted(problems: pa.Table) -> Counter[RuleOfField]:
    pairs = zip(problems["rule"].to_pylist(), problems["field"].to_pylist(), strict=True)
    return Counter(pairs)
