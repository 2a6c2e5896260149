"""Findings as problems: which record each stands in, what that record is known by, and the number it goes under."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.governance.ledger import Ledger
from govclean.governance.returns.known import Whose
from govclean.governance.returns.looking import Places
from govclean.governance.returns.recognising import Recogniser, as_hex, normal_keys
from govclean.governance.returns.survey import Faults, Survey
from govclean.standards.model import Standard
from govclean.validation.judgement import Input, Judgement
from govclean.validation.showing import mask_of
from govclean.values.columns import text_column

PROBLEMS = pa.schema(
    [
        (
            "place",
            pa.int64(),
        ),  # number of the record over all files of the delivery, from 0; their number for a file's own
        ("path", pa.string()),  # of the file, as given
        ("row", pa.int64()),
        ("line", pa.int64()),
        ("field", pa.string()),
        ("rule", pa.string()),
        ("dimension", pa.string()),
        ("severity", pa.string()),
        ("plain", pa.string()),  # the cell as supplied; only for the workbook that goes back
        ("suggestion", pa.string()),
        ("message", pa.string()),
        ("key", pa.string()),  # of the record, as supplied; only for that workbook
        ("record", pa.string()),  # digest of the key, else of the content
        ("record_shown", pa.string()),
        ("handle", pa.string()),
        ("rest", pa.string()),
        ("left_out", pa.string()),
        ("value", pa.string()),  # digest of the cell
    ]
)
"""The problems of one delivery, in the order of its files and rows; plain values among them never reach the ledger."""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U that could be read as something else."""

NUMBER = re.compile(f"[{ALPHABET}]{{4}}(-[{ALPHABET}]{{4}}){{2}}")
"""How the number of a problem is written."""

_STANDARD_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_CHARACTERS = 12
_TRANSLATED = str.maketrans(_STANDARD_ALPHABET, ALPHABET)
_WHOLE_FILE = "file"


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose problems they are, and what makes their digests."""

    whose: Whose
    standard: Standard
    ledger: Ledger


def places_of(findings: pa.Table, inputs: Sequence[Input]) -> Places:
    """Return the place of the record of each finding; the number of all records for a finding on a file as a whole."""
    start, starts = 0, dict[str, int]()
    for file in inputs:
        starts[file.path] = start
        start += file.rows
    source = findings["source"].combine_chunks()
    of_source = np.array([starts[path] for path in source.dictionary.to_pylist()] or [0], np.int64)
    rows = findings["row"].to_numpy()
    places: Places = of_source[source.indices.to_numpy()] + rows - 1 if len(rows) else rows
    return np.where(rows == 0, start, places)


def faults_of(findings: pa.Table, places: Places, recogniser: Recogniser, records: int) -> Faults:
    """Return which cells are at fault; a record whose fault is in no cell that counts stands there with an empty field."""
    names = ["", *recogniser.fields]
    field = pc.fill_null(pc.index_in(findings["field"].cast(pa.string()), pa.array(names)), 0)
    codes = places * len(names) + field.to_numpy().astype(np.int64)
    found = np.unique(codes[places < records])
    return Faults(found // len(names), np.array(names, np.object_)[found % len(names)])


def problems_of(judgement: Judgement, places: Places, survey: Survey, owner: Owner) -> pa.Table:
    """Return the findings of a delivery as problems (columns of `PROBLEMS`), not yet numbered."""
    findings = judgement.findings
    columns: dict[str, pa.Array] = {
        "place": pa.array(places),
        "path": findings["source"].cast(pa.string()),
        "plain": findings["value"],
        **{name: findings[name] for name in ("row", "line", "suggestion")},
        **{name: findings[name].cast(pa.string()) for name in ("field", "rule", "dimension", "severity")},
        "message": findings["message"].cast(pa.string()),
        **_records(findings, places, survey, judgement, owner),
        "value": _value_digests(findings, owner),
    }
    return pa.table([columns[name] for name in PROBLEMS.names], schema=PROBLEMS)


def _records(
    findings: pa.Table, places: Places, survey: Survey, judgement: Judgement, owner: Owner
) -> dict[str, pa.Array]:
    """Return what the record of each finding is known by."""
    records = len(survey.keys)
    at = np.searchsorted(survey.faulty, places)
    of_file = places == records
    missing = pa.array(of_file)
    keys = survey.shown
    masked = mask_of(owner.standard.record_id or "", judgement.masks)(keys) if len(keys) else keys
    known = {
        "key": keys,
        "record": _digests_of_keys(keys, owner),
        "record_shown": text_column(masked),
        "handle": as_hex(survey.keys[survey.faulty]),
        "rest": as_hex(survey.sound),
        "left_out": pa.array([",".join(names) for names in survey.left_out], pa.string()),
    }
    taken = pa.array(np.where(of_file, 0, at), mask=of_file)
    of_finding = {name: column.take(taken) for name, column in known.items()}
    of_finding["record"] = _or_content(of_finding, findings, missing, owner)
    return of_finding


def _digests_of_keys(keys: pa.StringArray, owner: Owner) -> pa.StringArray:
    return owner.ledger.digests(normal_keys(keys), record_context(owner.standard.name))


def record_context(standard: str) -> str:
    """Return the context of the digests by which the ledger names the records of a standard."""
    return f"record:{standard}"


def value_context(standard: str, field: str) -> str:
    """Return the context of the digests of a field's values."""
    return f"value:{standard}:{field}"


def _or_content(
    known: Mapping[str, pa.Array], findings: pa.Table, of_file: pa.BooleanArray, owner: Owner
) -> pa.StringArray:
    """Return the digest of the key; where there is none, of what is sound, of the line, or of the number of the row."""
    number = pc.binary_join_element_wise("row", findings["row"].cast(pa.string()), ":")
    content = pc.coalesce(known["rest"], text_column(findings["value"]), text_column(number))
    content = pc.if_else(of_file, _WHOLE_FILE, content)
    without = pc.is_null(known["record"])
    content = pc.if_else(without, content, pa.scalar(None, pa.string()))
    return pc.coalesce(known["record"], content_digests(text_column(content), owner))


def content_digests(content: pa.StringArray, owner: Owner) -> pa.StringArray:
    """Return the digests of what records without a key are known by."""
    return owner.ledger.digests(content, f"content:{owner.standard.name}")


def whole_file(owner: Owner) -> str:
    """Return the digest under which faults of a file as a whole stand, such as a missing column."""
    return str(content_digests(pa.array([_WHOLE_FILE]), owner)[0].as_py())


def _value_digests(findings: pa.Table, owner: Owner) -> pa.StringArray:
    """Return the digests of the values, each field's in its own context."""
    fields = findings["field"].cast(pa.string()).combine_chunks()
    values = text_column(findings["value"])
    digests = pa.nulls(len(values), pa.string())
    for name in sorted(set(fields.to_pylist())):
        chosen = pc.equal(fields, name)
        of_field = owner.ledger.digests(values.filter(chosen), value_context(owner.standard.name, name))
        digests = pc.replace_with_mask(digests, chosen, of_field)
    return digests


def number(whose: Whose, *names: object) -> str:
    """Return the number of a problem: 60 bits of a digest as twelve characters in groups of four.

    >>> number(Whose("卫健", "实有人口", "population"), "3f9a", "phone", "validity.format", 0)
    'YFN7-VQDW-AKV6'
    """
    told = "\x1f".join(map(str, (whose.department, whose.source, whose.standard, *names)))
    digest = hashlib.sha256(told.encode()).digest()[:8]
    code = base64.b32encode(digest).decode().translate(_TRANSLATED)[:_CHARACTERS]
    return "-".join(code[start : start + 4] for start in range(0, _CHARACTERS, 4))


def new_numbers(problems: pa.Table, whose: Whose, taken: Iterable[str]) -> list[str]:
    """Return a number for each of some problems: equal record, field and rule give the same number in every round.

    Args:
        taken: the numbers of problems that are open elsewhere; of several equal ones each gets its own.
    """
    used = set(taken)
    streams: dict[tuple[str, ...], Iterator[str]] = {}
    made = []
    for names in zip(*(problems[name].to_pylist() for name in ("record", "field", "rule")), strict=True):
        stream = streams.setdefault(names, _numbers(whose, names))
        made.append(next(code for code in stream if code not in used))
    return made


def _numbers(whose: Whose, names: Sequence[str]) -> Iterator[str]:
    repeat = 0
    while True:
        yield number(whose, *names, repeat)
        repeat += 1
