"""Objections that are not closed go with the record: each package says which of its items are contested (异议标注)."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from govclean.governance.ledger import Ledger
from govclean.governance.objections.objections import MARKED, record_context
from govclean.governance.sharing.granting import Grant
from govclean.governance.sharing.preparing import Prepared

WHOLE = "*"

Contested = Mapping[str, frozenset[str]]
"""Digest of a record → the fields contested in it, `*` for the whole record."""


def contested(ledger: Ledger, grant: Grant) -> Contested:
    """Return the records of the standard with an objection that is marked and not closed."""
    if grant.standard is None:
        return {}
    rows = ledger.latest("objections", standard=grant.standard.name, state=list(MARKED)).to_pylist()
    found: dict[str, set[str]] = {}
    for row in rows:
        if row["record"]:
            found.setdefault(row["record"], set()).add(row["field"] or WHOLE)
    return {record: frozenset(fields) for record, fields in sorted(found.items())}


def marks_of(ledger: Ledger, grant: Grant, held: Contested, prepared: Prepared) -> pa.StringArray:
    """Return for each row of a package the contested items it hands out; null where there are none.

    A field that is not handed out is not named: that it is contested is nobody's business here.
    """
    records, standard = prepared.records, grant.standard
    if records is None or standard is None:
        return pa.nulls(prepared.table.num_rows, pa.string())
    handed = {column.item.name for column in prepared.columns} | {WHOLE}
    words = {record: "、".join(sorted(fields & handed)) or None for record, fields in held.items()}
    digests = ledger.digests(records, record_context(standard.name)).dictionary_encode()
    said = pa.array([words.get(one) for one in digests.dictionary.to_pylist()], pa.string())
    return said.take(digests.indices)
