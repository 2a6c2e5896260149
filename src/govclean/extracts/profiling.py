"""What is in an extract, column by column: the first look at a file that nobody has described."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from govclean.engines.embedded import in_order
from govclean.extracts.ambiguity import refuse_headless
from govclean.extracts.batches import Batch, Extract
from govclean.extracts.counting import Counts, count
from govclean.extracts.guessing import Guess, guess, nearest
from govclean.standards.listing import list_standards
from govclean.standards.loading import load_standard
from govclean.standards.model import Standard
from govclean.values.columns import matches
from govclean.values.masking import hide_personal
from govclean.values.placeholders import is_placeholder
from govclean.wording import Text

SHOWN = 5
"""How many shapes and values of a column are shown."""

FEW = 20
"""Up to so many distinct values, each often, are taken for the codes of a list."""

_REPEATS = 5  # how often a value of a code list stands at least, on average
_SAMPLE = 1000


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """One column."""

    column: str  # header as it stood
    rows: int
    empty: int
    stand_ins: int  # cells that say 无, -, NULL …: not empty, and no value
    distinct: int  # non-empty values
    distinct_is_exact: bool  # False: estimated to within about half a per cent
    shortest: int | None  # characters; None for an empty column
    longest: int | None
    shapes: tuple[tuple[str, int], ...]  # 9{8}, 汉{3} …, commonest first
    top_values: tuple[tuple[str, int], ...]  # masked, commonest first
    guess: Guess
    codes: tuple[str, ...] = ()  # all distinct values where they are few, repeat, and are nobody's; sorted

    @property
    def filled(self) -> int:
        """Return the number of cells with a value or a stand-in."""
        return self.rows - self.empty

    @property
    def is_key(self) -> bool:
        """Whether no value repeats and no cell is empty."""
        return self.distinct_is_exact and self.rows > 1 and self.distinct == self.rows


@dataclass(frozen=True, slots=True)
class Profile:
    """A whole extract."""

    path: str
    name: str
    format: str
    encoding: str
    rows: int  # records in the source: read + set aside
    set_aside: int
    columns: tuple[ColumnProfile, ...]
    nearest: Standard | None  # the standard that knows most of the columns
    known: int  # how many fields of it stand in the header
    notes: tuple[Text, ...] = ()


def profile(
    extract: Extract,
    standards: Sequence[Standard] | None = None,
    *,
    progress: Callable[[int], None] | None = None,
    workers: int | None = None,
) -> Profile:
    """Return the profile of an extract, read once from beginning to end.

    Args:
        standards: those the columns are compared with; default all that can be named.
        progress: told the number of records read so far.

    Raises:
        ExtractError: the source can no longer be read.
        MappingError: the header is a record.
    """
    refuse_headless(extract.header)
    known = list(standards) if standards is not None else _all_standards()
    sample = extract.sample(_SAMPLE)
    best, fields = nearest(extract.header, known)
    first = [best] if best is not None else []
    guesses = guess(extract.header, sample, first + [one for one in known if one is not best])
    counts = [Counts() for _ in extract.header]
    rows = aside = 0
    for batch, partial in in_order(extract.tasks(), _count, workers):
        for whole, part in zip(counts, partial, strict=True):
            whole.add(part)
        rows, aside = rows + batch[0], aside + batch[1]
        if progress is not None:
            progress(rows)
    return Profile(
        path=extract.path,
        name=extract.name,
        format=extract.format,
        encoding=extract.encoding,
        rows=rows,
        set_aside=aside,
        columns=tuple(_column(guessed, counted) for guessed, counted in zip(guesses, counts, strict=True)),
        nearest=best,
        known=fields,
        notes=tuple(extract.notes),
    )


def _count(batch: Batch) -> tuple[tuple[int, int], list[Counts]]:
    records = batch.records
    columns = [count(records.column(position)) for position in range(records.num_columns - 2)]
    return (batch.rows, batch.rows - records.num_rows), columns


def _column(guessed: Guess, counts: Counts) -> ColumnProfile:
    top = counts.values.most_common(SHOWN)
    shown = _masked(guessed, pa.array([value for value, _ in top], pa.string()))
    return ColumnProfile(
        column=guessed.column,
        rows=counts.rows,
        empty=counts.empty,
        stand_ins=counts.stand_ins,
        distinct=counts.distinct,
        distinct_is_exact=counts.distinct_is_exact,
        shortest=counts.shortest,
        longest=counts.longest,
        shapes=tuple(counts.shapes.most_common(SHOWN)),
        top_values=tuple((value, number) for value, (_, number) in zip(shown, top, strict=True)),
        guess=guessed,
        codes=_codes(guessed, counts),
    )


def _masked(guessed: Guess, values: pa.StringArray) -> list[str]:
    """Return values as they may be shown: by what the column is taken for, and by what each looks like."""
    hidden = guessed.mask.mask(values) if guessed.mask is not None else values
    shown = pc.if_else(pa.array(is_placeholder(values)), values, hide_personal(hidden))
    return [str(value) for value in shown.to_pylist()]


def _codes(guessed: Guess, counts: Counts) -> tuple[str, ...]:
    """Return the values of a column that holds codes; none where a value may be about a person.

    Words such as 高中 or 常住 begin with a surname: a column is one of names when half of its values look like names.
    A value that stands once is a slip, or somebody's.
    """
    few = 1 < counts.distinct <= FEW and counts.rows - counts.empty >= _REPEATS * counts.distinct
    if not few or guessed.field is not None or guessed.kind is not None:
        return ()
    values = pa.array(sorted(value for value, number in counts.values.items() if number > 1), pa.string())
    values = values.filter(pa.array(~is_placeholder(values)))
    hidden = pc.not_equal(hide_personal(values), values).to_numpy(zero_copy_only=False)
    numbers = hidden & matches(values, ".*[0-9０-９].*")
    return () if numbers.any() or 2 * hidden.sum() >= len(values) else tuple(values.to_pylist())


def _all_standards() -> list[Standard]:
    return [load_standard(one.path) for one in list_standards() if one.fault is None]
