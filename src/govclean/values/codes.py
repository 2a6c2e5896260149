"""Codes of a code list: sex, ethnic group, industry, status, currency."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.values.columns import Bools, first_reason, matches, on_distinct, present
from govclean.values.masking import hide_personal, mask_text
from govclean.values.parameters import ParameterError, require_choice
from govclean.values.placeholders import PLACEHOLDERS
from govclean.values.semantic import Reason, SemanticType, Verdicts
from govclean.values.suggesting import suggest_readings
from govclean.values.tables import CodeTable
from govclean.wording import Text


@dataclass(frozen=True)
class Code(SemanticType):
    """A code of one code list, written exactly as the list writes it.

    A label, an alias, a code without its zero or in full width is not the code, but a suggestion is known
    for it. Right for sex (GB/T 2261.1): `1`. Wrong: `男`, `01`, `3`.

    Args:
        codes: the code list.
        on: `any` takes every code that was ever on the list, `current` only those valid `today`.
        today: the day that `current` means.
    """

    codes: CodeTable
    on: str = "current"
    today: date = field(default_factory=date.today)

    name: ClassVar[str] = "code"
    title: ClassVar[Text] = Text("代码", "code of a code list")
    basis: ClassVar[str] = "the code list of the field"
    repeats: ClassVar[bool] = True
    reasons: ClassVar = {
        Reason.CODELIST: Text("不在代码表内", "not on the code list"),
        Reason.RETIRED: Text("代码已停用", "the code has been retired"),
    }

    def __post_init__(self) -> None:
        require_choice("on", self.on, ("current", "any"))
        if not isinstance(self.codes, CodeTable):
            raise ParameterError(_NO_TABLE)
        if self.codes.codes & PLACEHOLDERS:
            object.__setattr__(self, "placeholders", False)

    def judge(self, column: pa.StringArray) -> Verdicts:
        """Return CODELIST for what was never on the list, RETIRED for what no longer is."""
        return on_distinct(column, self._judge)

    def suggest(self, values: pa.StringArray) -> pa.StringArray:
        """Return the code that a label, an alias or a misspelt code means, or that followed a retired one."""
        distinct = [value for value in pc.unique(values).to_pylist() if value is not None]
        meant = dict(zip(distinct, map(self._valid, self.codes.nearest_of_all(distinct)), strict=True))
        return suggest_readings(self, values, meant.get)

    def mask(self, values: pa.StringArray) -> pa.StringArray:
        """Return what is on the list, or short as a code, in clear; a name in the wrong column is starred."""
        distinct = pc.unique(values).drop_null()
        known = [value for value in distinct.to_pylist() if self._is_known(value)]
        clear = pc.is_in(values, value_set=pa.array(known, pa.string()))
        short = pa.array(matches(values, r"[0-9A-Za-z .\-]{1,6}") & ~matches(values, ".*[A-Za-z]{4}.*"))
        wide = pa.array(_has_width(values, self.codes.widths) & matches(values, "[0-9]*"))
        return pc.if_else(
            clear, values, pc.if_else(pc.or_(short, wide), hide_personal(values), mask_text(values))
        )

    def parameters(self) -> dict[str, object]:
        """Return the name of the code list."""
        return {"codes": self.codes.name}

    def _judge(self, values: pa.StringArray) -> Verdicts:
        known = pc.is_in(values, value_set=self.codes.code_array).to_numpy(zero_copy_only=False)
        retired = np.zeros(len(values), np.bool_)
        if self.on == "current":
            valid = pa.array(sorted(self.codes.current(self.today)), pa.string())
            retired = known & ~pc.is_in(values, value_set=valid).to_numpy(zero_copy_only=False)
        return first_reason((present(values) & ~known, Reason.CODELIST), (retired, Reason.RETIRED))

    def _valid(self, code: str | None) -> str | None:
        if code is None or self.on == "any" or code in self.codes.current(self.today):
            return code
        return self.codes.successor(code, self.today)

    def _is_known(self, value: str) -> bool:
        return value in self.codes.texts or self.codes.resolve(value) is not None


_NO_TABLE = Text("参数 codes 应为一张代码表", "codes must be a code table")


def _has_width(values: pa.StringArray, widths: frozenset[int]) -> Bools:
    allowed = pa.array(sorted(widths), pa.int32())
    found: Bools = pc.is_in(pc.utf8_length(values), value_set=allowed).to_numpy(zero_copy_only=False)
    return found
