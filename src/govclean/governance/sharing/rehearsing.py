"""`share --dry-run`: which columns, how many rows, and five rows as they may be shown; nothing is written or entered."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from govclean.governance.opening import Progress
from govclean.governance.profiles import Deadlines
from govclean.governance.sharing.entering import refused
from govclean.governance.sharing.faults import Case, Fault
from govclean.governance.sharing.forms import masked
from govclean.governance.sharing.granting import Grant
from govclean.governance.sharing.handing_out import faults_of
from govclean.governance.sharing.narrowing import Call, over_ceiling
from govclean.governance.sharing.preparing import Column, Counts, prepare
from govclean.values.columns import text_column
from govclean.values.masking import hide_personal

SAMPLE = 5
_HASH_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What would be handed out."""

    columns: tuple[Column, ...]
    counts: Counts
    sample: pa.Table  # five rows at most, fit to be shown
    warnings: tuple[Fault, ...]


def rehearse(grant: Grant, call: Call, deadlines: Deadlines, progress: Progress | None = None) -> Rehearsal:
    """Return what handing out would do.

    Raises:
        UsageError: it would be refused, or the extract lacks a column.
        ExtractError: the extract cannot be read.
        MappingError: its header cannot be mapped without a person's word.
    """
    case = Case(grant, call.day, deadlines)
    found = faults_of(case, call)
    if any(fault.refuses for fault in found):
        raise refused([fault for fault in found if fault.refuses])
    prepared = prepare(grant, call, progress=progress)
    above = over_ceiling(case, prepared.counts.handed_out)
    if above:
        raise refused(above)
    first = prepared.table.slice(0, SAMPLE)
    shown = {
        column.name: _shown(grant, column, text_column(first[column.name])) for column in prepared.columns
    }
    return Rehearsal(prepared.columns, prepared.counts, pa.table(shown), found)


def _shown(grant: Grant, column: Column, values: pa.StringArray) -> pa.StringArray:
    """Return values that go out plain masked where they are sensitive, and of a hash its beginning."""
    if column.granted.form == "keyed_hash":
        return pc.binary_join_element_wise(pc.utf8_slice_codeunits(values, 0, _HASH_DIGITS), "…", "")
    if column.granted.form != "plain":
        return values
    shape = grant.shape(column.item)
    return masked(values, shape) if shape.sensitivity != "none" else hide_personal(values)
