"""What a cleansing rule is: its page in the rule book and its working form."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import pyarrow as pa

from govclean.standards.fields import Field
from govclean.standards.mentions import Check
from govclean.values.columns import Bools
from govclean.values.semantic import SemanticType
from govclean.wording import Text

Action = Literal["repair", "repair_if_unambiguous", "treat_as_missing"]
"""What a rule does to a cell. What may not be done by itself is no rule but a suggestion of the semantic type."""

EMPTIED = ""
"""What a rule returns for a cell that it empties."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a rule may know besides the values: the field, its type, the column's first values, the checks.

    Args:
        sample: the first values of the column as supplied (up to 1,000, null for empty cells): evidence for readings
            that one value alone does not justify.
        arguments: what the standard's `cleansing:` line says.
        checks: the standard's checks, which say how fields belong together (a birth date and the number it is in).
    """

    field: Field
    semantic: SemanticType
    sample: pa.StringArray
    arguments: Mapping[str, object] = dataclasses.field(default_factory=dict)
    checks: tuple[Check, ...] = ()


Repair = Callable[[pa.StringArray, Setting], pa.StringArray]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule on single values. It is asked only about values that may need it, each distinct value once.

    Args:
        id: family and name, e.g. `codes.restore_zeros`.
        repair: returns for each value (no nulls) its new form, `EMPTIED`, or null to leave it alone. The engine takes
            the result of a `repair_if_unambiguous` rule only where the type then finds the value good, and `EMPTIED`
            only from a `treat_as_missing` rule.
        before: a value it repairs, for the rule book.
        after: what it becomes there.
        looks_for: what stands in every text that the rule changes (RE2, searched anywhere): such texts are shown to
            it though their type finds them good, and no others. Empty for a rule that repairs only what is wrong.
            Types that are no free text never show a good value to any rule.
    """

    id: str
    action: Action
    title: Text
    why: Text
    before: str
    after: str
    repair: Repair
    looks_for: str = ""


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a rule across fields did: the changed rows of one field, with their new values."""

    field: str
    rows: Bools
    values: pa.StringArray  # one a true row, in order


@dataclass(frozen=True, slots=True)
class RecordRule:
    """A rule that needs several fields of a record: the birth date that decides between two readings of a date.

    Args:
        repair: given the columns of the file as cleansed so far (field → column) and the settings of their fields,
            what it did; nothing where the fields it needs are not there.
    """

    id: str
    action: Action
    title: Text
    why: Text
    before: str
    after: str
    repair: Callable[[Mapping[str, pa.StringArray], Mapping[str, Setting]], tuple[Repaired, ...]]
    only_when_asked: bool = False  # runs only where the standard names it under `cleansing:`


AnyRule = Rule | RecordRule
