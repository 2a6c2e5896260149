"""What a check is: its page in the rule book, how a standard asks for it, and its two working forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from govclean.engines.keys import Fingerprints
from govclean.errors import StandardError
from govclean.standards.mentions import Check as AskedCheck
from govclean.standards.model import Standard
from govclean.validation.findings import Dimension, Severity
from govclean.validation.records import Records
from govclean.values.columns import Bools
from govclean.values.dates import Date
from govclean.wording import Text

# The keys of another extract, given the field that holds them: rows × 2, uint64.
Reference = Callable[[str], Fingerprints]
Suggest = Callable[[Records, NDArray[np.int64]], pa.StringArray]


@dataclass(frozen=True, slots=True)
class RuleDoc:
    """A rule's page: what `explain`, the reports and the documentation say of it."""

    id: str
    title: Text
    why: Text
    wrong: Text
    right: Text
    repair: Text
    severity: Severity = "error"

    @property
    def dimension(self) -> Dimension:
        """Return the dimension of quality, which is the first part of the name."""
        return cast("Dimension", self.id.partition(".")[0])


@dataclass(frozen=True, slots=True)
class RowCheck:
    """A check that looks at one record at a time; runs on any batch, in any order."""

    rule: RuleDoc
    field: str  # the finding stands on this field
    message: Text
    fails: Callable[[Records], Bools]
    needs: tuple[str, ...] = ()  # further fields without which it cannot be judged
    suggest: Suggest | None = None
    severity: Severity | None = None  # where the standard says otherwise than the rule's page


@dataclass(frozen=True, slots=True)
class TableCheck:
    """A check that needs every record's key: repeats and contradictions."""

    rule: RuleDoc
    field: str  # "" for a finding on the whole record
    message: Text
    asks: Literal["repeated", "contradicted"]
    key: tuple[str, ...]  # fields taken together; empty for the whole record
    value: str = ""  # `contradicted`: the field that must be the same wherever the key is
    leave_out: tuple[str, ...] = ()  # whole record: fields that may differ
    severity: Severity | None = None

    @property
    def needs(self) -> tuple[str, ...]:
        """Return the further fields without which it cannot be judged."""
        return (*self.key, *((self.value,) if self.value else ()))


AnyCheck = RowCheck | TableCheck


@dataclass(frozen=True, slots=True)
class CheckKind:
    """A check as a standard may ask for it under `checks:`."""

    rule: RuleDoc
    build: Callable[[Asked], tuple[AnyCheck, ...]]
    required: frozenset[str]
    optional: frozenset[str] = frozenset()

    @property
    def arguments(self) -> frozenset[str]:
        """Return every argument it takes."""
        return self.required | self.optional


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of a standard's `checks:` in its context."""

    standard: Standard
    line: AskedCheck
    as_of: date
    references: Mapping[str, Reference]

    @property
    def severity(self) -> Severity | None:
        """Return the severity the standard asks for here, if it does."""
        return self.line.severity

    def text(self, name: str) -> str:
        """Return a one-word argument."""
        return str(self.line.arguments[name])

    def names(self, name: str) -> tuple[str, ...]:
        """Return an argument that is one word or a list of words; empty where it is not given."""
        given = self.line.arguments.get(name, ())
        return (
            (given,) if isinstance(given, str) else tuple(str(word) for word in cast("list[object]", given))
        )

    def condition(self) -> Mapping[str, tuple[str, ...]]:
        """Return `when:` as field → accepted values."""
        given = cast("Mapping[str, object]", self.line.arguments["when"])
        return {
            name: tuple(str(value) for value in values)
            if isinstance(values, (list, tuple))
            else (str(values),)
            for name, values in given.items()
        }

    def title(self, name: str) -> Text:
        """Return a field's title."""
        return self.standard.field(name).title

    def layout(self, name: str) -> str:
        """Return the declared form of a field of dates.

        Raises:
            StandardError: the field is not a date.
        """
        semantic = self.standard.field(name).semantic_type
        if not isinstance(semantic, Date):
            raise StandardError(
                Text("{check} 需要日期型字段，{name} 不是", "{check} needs a date, and {name} is none").fill(
                    check=self.line.name, name=name
                ),
                where=self.line.where,
                found=Text("类型 {type}", "type {type}").fill(type=semantic.name),
            )
        return semantic.format
