"""The features table: one row for each record of `cleaned`, in its order, to be joined to it on `_row`.

Wide: each element that the type of a field derives is a column `<field>_<element>`, text, null where the value has
none: `address_township_code`, `name_brand`. What each type derives stands in `derivations.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from govclean.cleansing.derivations import DERIVATIONS
from govclean.cleansing.planning import division_beside, is_on
from govclean.cleansing.ruling import Derivation
from govclean.standards.model import Standard
from govclean.values.columns import text_column


@dataclass(frozen=True, slots=True)
class FeaturePlan:
    """What is derived from the columns of a cleaned table.

    Args:
        derived: field → its derivation and the field of its division codes, if there is one.
    """

    derived: Mapping[str, tuple[Derivation, str | None]]

    @property
    def schema(self) -> pa.Schema:
        """The columns of the table."""
        names = [
            f"{field}_{name}"
            for field, (derivation, _) in self.derived.items()
            for name in derivation.elements
        ]
        return pa.schema([("_row", pa.int64()), *((name, pa.string()) for name in names)])

    @property
    def needs(self) -> list[str]:
        """The columns of `cleaned` that it is made from."""
        codes = [codes for _, codes in self.derived.values() if codes]
        return list(dict.fromkeys(["_row", *self.derived, *codes]))


def feature_plan(standard: Standard, columns: Mapping[str, str]) -> FeaturePlan:
    """Return what can be derived for a file that has these columns (field → header); `rules:` may switch it off."""
    derived = {}
    for field in standard.fields:
        for derivation in DERIVATIONS:
            fits = field.name in columns and field.semantic_type.name == derivation.of_type
            if fits and is_on(standard, derivation, field):
                codes = division_beside(standard, field.name)
                derived[field.name] = (derivation, codes if codes in columns else None)
    return FeaturePlan(derived)


def features_of(plan: FeaturePlan, cleaned: pa.Table) -> pa.Table:
    """Return the features of some records of `cleaned` (the columns the plan needs); safe to run in several threads."""
    made: list[pa.Array] = [cleaned["_row"]]
    for field, (derivation, codes) in plan.derived.items():
        beside = text_column(cleaned[codes]) if codes else None
        made += derivation.derive(text_column(cleaned[field]), beside)
    return pa.table(made, schema=plan.schema)
