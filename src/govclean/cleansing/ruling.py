"""What a cleansing rule is: its page in the rule book and its working form."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from govclean.standards.fields import Field
from govclean.standards.mentions import Check
from govclean.values.columns import Bools
from govclean.values.semantic import SemanticType
from govclean.wording import Text

Action = Literal["repair", "repair_if_unambiguous", "treat_as_missing", "suggest", "derive"]
"""What a rule does: the first three change a cell, an advice suggests candidates, a derivation adds features."""

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
        datums: declared datum of the file's points (nothing where none is declared) → the datum that reference points
            show; only what was decided over the whole file.
    """

    field: Field
    semantic: SemanticType
    sample: pa.StringArray
    arguments: Mapping[str, object] = dataclasses.field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    datums: Mapping[str, str] = dataclasses.field(default_factory=dict)


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


@dataclass(frozen=True, slots=True)
class Advised:
    """What an advice suggests: an entry for each candidate of a cell, by cell."""

    cells: NDArray[np.int64]  # places among the values given
    suggestions: pa.StringArray
    confidence: NDArray[np.float64]  # of 1, shared by the candidates of a cell


@dataclass(frozen=True, slots=True)
class Advice:
    """A rule that changes nothing: it suggests what a value of one type may mean, where that is several things.

    Args:
        of_type: the semantic type it looks at.
        looks_at: the cells it may have something to say about, of a column as cleansed (null for empty cells).
        advise: given these cells and the division codes that stand beside them, if any.
    """

    id: str
    title: Text
    why: Text
    before: str
    after: str  # one of the candidates
    of_type: str
    looks_at: Callable[[pa.StringArray], Bools]
    advise: Callable[[pa.StringArray, pa.StringArray | None], Advised]
    action: Action = "suggest"


@dataclass(frozen=True, slots=True)
class Derivation:
    """What is derived from the values of one type: a column for each element, all text, null where it has none.

    Args:
        of_type: the semantic type it is derived from.
        derive: given a column (null for empty cells) and the division codes that stand beside it, if any.
    """

    id: str
    title: Text
    why: Text
    before: str
    after: str
    of_type: str
    elements: tuple[str, ...]
    derive: Callable[[pa.StringArray, pa.StringArray | None], Sequence[pa.StringArray]]
    action: Action = "derive"


AnyRule = Rule | RecordRule | Advice | Derivation
