"""What a call of `clean` asks for beside how to read and judge, and what its files share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Self

from govclean.governance.clean_datums import ReferencePoints, read_reference_points
from govclean.governance.opening import JudgeOptions, references_of
from govclean.standards.model import Standard
from govclean.validation.checking import Reference


@dataclass(frozen=True, slots=True)
class CleanOptions(JudgeOptions):
    """How to read, judge and clean, where the standard leaves it open."""

    features: bool = False  # write what the parsers know of addresses and names of organisations
    reference_points: str | None = None  # a file of points whose places in CGCS2000 are known

    @classmethod
    def of(
        cls, options: JudgeOptions, *, features: bool = False, reference_points: str | None = None
    ) -> Self:
        """Return options of reading and judging with those of cleaning."""
        judging = {one.name: getattr(options, one.name) for one in fields(JudgeOptions)}
        return cls(**judging, features=features, reference_points=reference_points)


@dataclass(frozen=True, slots=True)
class Call:
    """What all files of a call are cleaned by."""

    standard: Standard
    options: CleanOptions
    references: Mapping[str, Reference]
    points: ReferencePoints | None

    @classmethod
    def of(cls, standard: Standard, options: JudgeOptions, *, rehearsal: bool = False) -> Self:
        """Return a call, its reference points read; a rehearsal leaves no table, so it derives no features.

        Raises:
            UsageError: the standard has no key or no coordinates by which points could be compared.
            ExtractError: the reference points cannot be read, or lack a column that is needed.
        """
        told = options if isinstance(options, CleanOptions) else CleanOptions.of(options)
        told = replace(told, features=told.features and not rehearsal)
        points = (
            read_reference_points(told.reference_points, standard, told) if told.reference_points else None
        )
        return cls(standard, told, references_of(told), points)
