"""The list of exceptions (例外): records whose difference a person has looked at and allows until a day."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.errors import UsageError
from govclean.linkage.contents import positions_of
from govclean.linkage.grouping import Flags
from govclean.linkage.moments import UNKNOWN, moments
from govclean.linkage.records import Records
from govclean.values.columns import text_column
from govclean.values.layouts import day_number
from govclean.wording import Text, same

EXCEPTIONS = ("source", "record_id", "reason", "expiry")
"""The columns of a list of exceptions; `expiry` is the last day on which it holds."""


def excused(records: Records, exceptions: pa.Table, day: date, where: str = "exceptions") -> Flags:
    """Return which records are excused on a day (bool, one a record); lines on records that are not there do nothing.

    Raises:
        UsageError: a column is missing, or a line without a reason or a last day that can be read.
    """
    missing = [name for name in EXCEPTIONS if name not in exceptions.column_names]
    if missing:
        raise UsageError(_COLUMNS, where=where, found=same(", ".join(missing)), hint=_SAY_COLUMNS)
    source, record_id, reason, expiry = (text_column(exceptions[name]) for name in EXCEPTIONS)
    last = moments(expiry)
    _require(where, pc.fill_null(pc.equal(pc.utf8_trim_whitespace(reason), ""), fill_value=True), _NO_REASON)
    _require(where, pa.array(last == UNKNOWN), _NO_EXPIRY)
    at = positions_of(records, source, record_id)
    holds = (at >= 0) & (np.floor(last) >= day_number(day))
    flags = np.zeros(len(records), np.bool_)
    flags[at[holds]] = True
    return flags


def _require(where: str, wrong: pa.BooleanArray, fault: Text) -> None:
    lines = np.flatnonzero(wrong.to_numpy(zero_copy_only=False))
    if len(lines):
        raise UsageError(fault.fill(count=len(lines), line=int(lines[0]) + 1), where=where)


_COLUMNS = Text("例外清单缺少列", "the list of exceptions lacks columns")
_SAY_COLUMNS = Text(
    "须有 source、record_id、reason、expiry 四列", "it has the columns source, record_id, reason, expiry"
)
_NO_REASON = Text(
    "例外清单有 {count} 行没有写明理由，首行为第 {line} 条",
    "{count} exceptions have no reason, number {line} first",
)
_NO_EXPIRY = Text(
    "例外清单有 {count} 行没有可读的到期日，首行为第 {line} 条（如 2026-12-31）",
    "{count} exceptions have no expiry that can be read, number {line} first (e.g. 2026-12-31)",
)
