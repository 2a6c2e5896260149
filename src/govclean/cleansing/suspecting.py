"""Which cells a rule is asked about at all: nine of ten are clean, and are not touched."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.cleansing.planning import FieldPlan
from govclean.values.columns import Bools, on_distinct, present
from govclean.values.placeholders import is_placeholder
from govclean.values.semantic import Reason


def suspects(plan: FieldPlan, column: pa.StringArray) -> Bools:
    """Return the cells that may need a rule: those their type does not find good, stand-ins, and dirty text.

    A value that its type finds good keeps its meaning: only in free text is it shown to the rules that say what
    they look for, such as blanks and widths.
    """
    semantic = plan.setting.semantic
    verdicts = on_distinct(column, semantic.judge) if semantic.repeats else semantic.judge(column)
    found: Bools = (verdicts != Reason.GOOD) & present(column)
    if semantic.placeholders:
        found |= is_placeholder(column)
    if plan.looks_for:
        dirty = pc.fill_null(pc.match_substring_regex(column, plan.looks_for), fill_value=False)
        found |= np.asarray(dirty.to_numpy(zero_copy_only=False))
    return found
