"""Which rows an agreement grants: a small declared form, compiled to masks over columns; nothing is ever pasted into SQL.

A cell that is empty, or of another form than the limits it is compared with, fulfils no condition: in doubt a row stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pydantic
from pydantic import BeforeValidator, model_validator

from govclean.documents import Written, wrong
from govclean.values.columns import Bools, matches, present
from govclean.values.placeholders import is_placeholder
from govclean.wording import Text

TestOp = Literal["equals", "in", "starts_with", "between", "filled"]
Columns = Mapping[str, pa.StringArray]  # words of an agreement → column
RowMask = Callable[[Columns], Bools]

_NUMBER = r"-?[0-9]{1,15}(?:\.[0-9]{1,9})?"
_NUMBERS = re.compile(_NUMBER, re.ASCII)
_ENDS = 2


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


class Test(Written):
    """One condition on one field."""

    __test__: ClassVar[bool] = False  # no test of pytest
    noun: ClassVar[Text] = Text("行条件", "row condition")
    named_by: ClassVar[str] = "field"

    field: Annotated[str, pydantic.Field(min_length=1)]
    op: TestOp
    values: Annotated[tuple[str, ...], BeforeValidator(_listed)] = ()

    @model_validator(mode="after")
    def _values_as_the_op_asks(self) -> Self:
        if self.op == "filled":
            fits = not self.values
        elif self.op == "between":
            fits = len(self.values) == _ENDS
        elif self.op == "equals":
            fits = len(self.values) == 1
        else:
            fits = bool(self.values)
        if not fits or "" in self.values:
            raise wrong(_VALUES[self.op])
        if self.op == "between" and not in_order(*self.values):
            raise wrong(_ORDER)
        return self


def in_order(low: str, high: str) -> bool:
    """Return whether two limits can be compared and stand in order: both numbers, or texts of one length.

    >>> in_order("9", "10"), in_order("19800101", "19901231"), in_order("b", "a")
    (True, True, False)
    """
    if _NUMBERS.fullmatch(low) and _NUMBERS.fullmatch(high):
        return float(low) <= float(high)
    return len(low) == len(high) and low <= high


def mask_of(test: Test) -> RowMask:
    """Return what says for each row whether a condition holds.

    >>> young = mask_of(Test(field="age", op="between", values=("0", "17")))
    >>> young({"age": pa.array(["9", "18", None, "婴儿"])}).tolist()
    [True, False, False, False]
    """
    judge = _JUDGES[test.op]
    return lambda columns: judge(columns[test.field], test.values)


def all_of(masks: Sequence[RowMask]) -> RowMask:
    """Return what says where all of some conditions hold."""
    return lambda columns: reduce(np.logical_and, [mask(columns) for mask in masks])


def any_of(masks: Sequence[RowMask]) -> RowMask:
    """Return what says where any of some conditions holds."""
    return lambda columns: reduce(np.logical_or, [mask(columns) for mask in masks])


def area_prefix(code: str) -> str:
    """Return what the codes of a division and of all below it begin with.

    >>> area_prefix("410000"), area_prefix("410105"), area_prefix("410105001000"), area_prefix("4101")
    ('41', '410105', '410105001', '4101')
    """
    head = code[:12]
    for length in (9, 6, 4, 2):
        if len(head) > length and not head[length:].strip("0"):
            head = head[:length]
    return head


def _one_of(column: pa.StringArray, values: Sequence[str]) -> Bools:
    return np.asarray(
        pc.is_in(column, value_set=pa.array(values, pa.string())).to_numpy(zero_copy_only=False)
    )


def _starting(column: pa.StringArray, values: Sequence[str]) -> Bools:
    found = np.zeros(len(column), np.bool_)
    for value in values:
        found |= _true(pc.starts_with(column, value))
    return found


def _between(column: pa.StringArray, values: Sequence[str]) -> Bools:
    low, high = values
    if _NUMBERS.fullmatch(low) and _NUMBERS.fullmatch(high) and not _fixed(low, high):
        rows = matches(column, _NUMBER)
        numbers = pc.if_else(pa.array(rows), column, pa.scalar(None, pa.string())).cast(pa.float64())
        return _true(pc.and_(pc.greater_equal(numbers, float(low)), pc.less_equal(numbers, float(high))))
    alike = pc.equal(pc.utf8_length(column), len(low))
    if _NUMBERS.fullmatch(low):
        alike = pc.and_(alike, pa.array(matches(column, "[0-9]*")))
    return _true(pc.and_(alike, pc.and_(pc.greater_equal(column, low), pc.less_equal(column, high))))


def _fixed(low: str, high: str) -> bool:
    """Return whether limits are codes or dates of one width and not quantities: 8 digits and more, or a leading 0."""
    return len(low) == len(high) and low.isdigit() and high.isdigit() and (len(low) >= 6 or low[0] == "0")


def _filled(column: pa.StringArray, _: Sequence[str]) -> Bools:
    return np.asarray(present(column) & ~is_placeholder(column))


def _true(found: pa.BooleanArray) -> Bools:
    return np.asarray(pc.fill_null(found, fill_value=False).to_numpy(zero_copy_only=False), np.bool_)


_JUDGES: Mapping[str, Callable[[pa.StringArray, Sequence[str]], Bools]] = {
    "equals": _one_of,
    "in": _one_of,
    "starts_with": _starting,
    "between": _between,
    "filled": _filled,
}
_VALUES: Mapping[str, Text] = {
    "equals": Text("equals 要有一个值", "`equals` takes one value"),
    "in": Text("in 至少要有一个值", "`in` takes one value or more"),
    "starts_with": Text("starts_with 至少要有一个值", "`starts_with` takes one value or more"),
    "between": Text("between 要有下限与上限两个值", "`between` takes two values, the low and the high"),
    "filled": Text("filled 不带值", "`filled` takes no values"),
}
_ORDER = Text(
    "下限、上限应同为数字，或为等长文字，且下限不大于上限",
    "the limits must both be numbers, or texts of one length, the low one first",
)
