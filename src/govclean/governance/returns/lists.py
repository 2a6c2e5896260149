"""The lists that go back: the problems of one department in one round, as the form shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.governance.ledger import Head, Ledger
from govclean.governance.ledger.quality_tables import OPEN_STATES
from govclean.governance.profiles import Deadlines, Due
from govclean.governance.returns.entering import Prepared
from govclean.governance.returns.form import FIXED, OUTCOMES, SEVERITIES, Ticket, seals, visible
from govclean.governance.returns.states import DUE
from govclean.validation.findings import SEVERITIES as BY_SEVERITY
from govclean.validation.judgement import Input
from govclean.values.columns import text_column
from govclean.wording import Language, Text

MOST_ROWS = 200_000
"""Problems of one workbook; more make several."""

_SINCE = Text("【第 {first} 轮已提出{answer}，仍未改正】", " [raised in round {first}{answer}; still wrong]")
_ANSWERED = Text("，反馈“{outcome}”", ", answered “{outcome}”")
_AGAIN = Text("【曾经改正或列为例外，现再次出现】", " [was repaired or excepted once, and is back]")
_RECORD = Text("整条记录", "whole record")
_FILE = Text(
    "问题清单_{department}_{standard}_第{round}轮{part}.xlsx",
    "problems_{department}_{standard}_round{round}{part}.xlsx",
)
_UNSAFE = r'\/:*?"<>|'


@dataclass(frozen=True, slots=True)
class ProblemList:
    """One workbook's content.

    Attributes:
        rows: string columns `FIXED` and `seal` (a row a problem), `overdue` (whether its day has passed).
        inputs: the files judged; more than one shows the column of files.
        counts: problems by what became of them, over all parts.
        due: the deadline of each severity that occurs.
        head: of the last entry of the round.
    """

    ticket: Ticket
    title: Text  # of the standard
    basis: tuple[str, ...]
    rows: pa.Table
    inputs: tuple[Input, ...]
    counts: Mapping[str, int]
    due: Mapping[str, Due]
    head: Head
    language: Language


@dataclass(frozen=True, slots=True)
class Entered:
    """A round that stands in the ledger."""

    prepared: Prepared
    head: Head


def lists_of(
    entered: Sequence[Entered], ledger: Ledger, deadlines: Deadlines, language: Language
) -> list[tuple[str, ProblemList]]:
    """Return the lists of all rounds with the names of their files, a department and round after the other.

    A department without a problem gets its list all the same: it says that there is none.
    """
    made: list[tuple[str, ProblemList]] = []
    by_list = sorted(entered, key=_whose_list)
    for _, members in groupby(by_list, key=_whose_list):
        group = list(members)
        rows = _in_order(pa.concat_tables([_rows(one.prepared, language) for one in group]))
        parts = [rows.slice(start, MOST_ROWS) for start in range(0, max(rows.num_rows, 1), MOST_ROWS)]
        for number, part in enumerate(parts, 1):
            one = _list(group, part, (number, len(parts)), ledger, deadlines, language)
            made.append((_name(one, language), one))
    return made


def _whose_list(one: Entered) -> tuple[str, int]:
    return one.prepared.turn.whose.department, one.prepared.turn.number


def _list(
    group: Sequence[Entered],
    rows: pa.Table,
    part: tuple[int, int],
    ledger: Ledger,
    deadlines: Deadlines,
    language: Language,
) -> ProblemList:
    first, last = group[0].prepared, max(group, key=lambda one: one.head.seq)
    standard, day = first.standard, first.day
    ticket = Ticket(
        standard=standard.name,
        version=standard.version,
        department=first.turn.whose.department,
        round=str(first.turn.number),
        day=day.isoformat(),
        rows=str(rows.num_rows),
        part="/".join(map(str, part)),
    ).sealed(ledger)
    shown = pa.table({name: visible(text_column(rows[name])) for name in FIXED})
    shown = shown.append_column("seal", seals(shown, ticket, ledger))
    shown = shown.append_column("overdue", pc.less(rows["due_on"], day.isoformat()))
    counts = sum((one.prepared.compared.counts for one in group), Counter[str]())
    severities = set(rows["severity_word"].to_pylist())
    return ProblemList(
        ticket,
        standard.title,
        standard.basis,
        shown,
        tuple(file for one in group for file in one.prepared.judgement.inputs),
        counts,
        {word: deadlines.due(term, day) for word, term in DUE.items() if word in severities},
        last.head,
        language,
    )


def _rows(prepared: Prepared, language: Language) -> pa.Table:
    """Return the open problems of one delivery as the form shows them, with `severity_word` and `place` to sort by."""
    found = prepared.compared.numbered
    found = found.filter(pc.is_in(found["state"], pa.array(OPEN_STATES)))
    standard = prepared.standard
    registry = f"{standard.title.say(language)} {standard.version}"
    titles = {field.name: field.title.say(language) for field in standard.fields}
    bases = {field.name: field.basis or registry for field in standard.fields}
    lines = pc.if_else(pc.equal(found["row"], 0), None, found["line"].cast(pa.string()))
    return pa.table(
        {
            "problem": found["problem"],
            "path": found["path"],
            "line": lines,
            "key": found["key"],
            "field": _said(found["field"], titles, _RECORD.say(language)),
            "value": found["plain"],
            "message": _messages(found, prepared, language),
            "basis": _said(found["field"], bases, registry),
            "suggestion": found["suggestion"],
            "severity": _said(found["severity"], {k: v.say(language) for k, v in SEVERITIES.items()}, ""),
            "due_on": found["due_on"],
            "severity_word": found["severity"],
            "place": found["place"],
        }
    )


def _messages(found: pa.Table, prepared: Prepared, language: Language) -> pa.StringArray:
    """Return what is wrong, and where the problem is not new what became of it so far."""
    outcomes = prepared.known.outcomes()
    names = ("message", "state", "first_round", "problem")
    rows = zip(*(found[name].to_pylist() for name in names), strict=True)
    return pa.array(
        [
            message + _history(state, first, outcomes.get(problem), language)
            for message, state, first, problem in rows
        ],
        pa.string(),
    )


def _history(state: str, first: int, outcome: str | None, language: Language) -> str:
    if state in ("remaining", "changed"):
        answer = _ANSWERED.fill(outcome=OUTCOMES[outcome]) if outcome else Text("", "")
        return _SINCE.fill(first=first, answer=answer).say(language)
    return _AGAIN.say(language) if state == "again" else ""


def _said(names: pa.ChunkedArray, words: Mapping[str, str], other: str) -> pa.StringArray:
    """Return the words for each name, looked up once for each distinct one."""
    encoded = pc.dictionary_encode(names.combine_chunks())
    told = [words.get(name, other) for name in encoded.dictionary.to_pylist()]
    return pa.array(told, pa.string()).take(encoded.indices)


def _in_order(rows: pa.Table) -> pa.Table:
    """Return the rows with the most severe first, then as they stand in the files."""
    rank = pc.index_in(rows["severity_word"], pa.array(BY_SEVERITY))
    keyed = pa.table(
        {"rank": rank, "path": rows["path"], "place": rows["place"], "n": np.arange(rows.num_rows)}
    )
    order = pc.sort_indices(keyed, [(name, "ascending") for name in keyed.column_names])
    return rows.take(order)


def _name(one: ProblemList, language: Language) -> str:
    """Return the name of a workbook's file."""
    number, of = one.ticket.part.split("/")
    name = _FILE.fill(
        department=_safe(one.ticket.department),
        standard=Text(_safe(one.title.zh), _safe(one.ticket.standard)),
        round=one.ticket.round,
        part="" if of == "1" else f"_{number}",
    )
    return name.say(language)


def _safe(name: str) -> str:
    return "".join(
        "_" if character in _UNSAFE or not character.isprintable() else character for character in name
    )
