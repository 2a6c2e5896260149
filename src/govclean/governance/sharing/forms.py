"""The form in which a column is handed over: as it is, masked, hashed with a key, or generalised.

What cannot be brought into the form is left empty: a value never goes out because it was not understood.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.governance.sharing.agreement import Granted, Target
from govclean.values.columns import matches, on_distinct
from govclean.values.date_reading import plain_days
from govclean.values.digests import Algorithm, Key, keyed_hashes
from govclean.values.divisions import Division
from govclean.values.identifiers.resident_id import areas, birth_dates
from govclean.values.masking import STARS, mask_address, mask_text
from govclean.values.semantic import Reason, SemanticType, Sensitivity

ALGORITHM: Algorithm = "sm3"
OLDEST = 90  # years: from here on one band, since the very old are few

SOURCES: Mapping[Target, tuple[str, ...]] = {
    "age_band": ("date", "datetime", "cn.resident_id"),
    "year": ("date", "datetime", "cn.resident_id"),
    "county": ("cn.division", "cn.resident_id", "cn.address"),
}
"""From which semantic types each generalisation can be made."""

Make = Callable[[pa.StringArray], pa.StringArray]
_NULL = pa.scalar(None, pa.string())


@dataclass(frozen=True, slots=True)
class Shaping:
    """What the forms need beside the values."""

    agreement: str  # number: the same value has another hash in another agreement
    day: date  # ages are those of this day
    key: Key | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Shape:
    """What is known of the values of an item."""

    name: str
    kind: SemanticType | None
    sensitivity: Sensitivity = "none"

    @property
    def type_name(self) -> str:
        """Return the name of the semantic type; empty where none is known."""
        return self.kind.name if self.kind else ""


def maker(granted: Granted, shape: Shape, shaping: Shaping) -> Make:
    """Return what brings the values of an item into the form that was granted.

    Raises:
        ValueError: a keyed hash without a key, or a generalisation the type does not allow; checked before.
    """
    if granted.form == "plain":
        return lambda values: values
    if granted.form == "masked":
        return lambda values: masked(values, shape)
    if granted.form == "keyed_hash":
        if shaping.key is None:
            msg = "a keyed hash needs a key"
            raise ValueError(msg)
        key, context = shaping.key, context_of(shaping.agreement, shape.name)
        return lambda values: keyed_hashes(values, key, ALGORITHM, context)
    return _generaliser(granted, shape, shaping.day)


def context_of(agreement: str, item: str) -> str:
    """Return what keeps the hashes of one agreement and item apart from all others."""
    return f"share:{agreement}:{item}"


def masked(values: pa.StringArray, shape: Shape) -> pa.StringArray:
    """Return values masked as their type says; what the type would show whole is starred but for its first character.

    >>> masked(pa.array(["张三丰", "01", None]), Shape("name", None)).to_pylist()
    ['张**', '0*', None]
    """
    plain = mask_text(values)
    if shape.kind is None or type(shape.kind).sensitivity == "none":
        return plain
    by_type = shape.kind.mask(values)
    return pc.if_else(pc.equal(by_type, values), plain, by_type)


def age_bands(days: pa.StringArray, today: date, width: int) -> pa.StringArray:
    """Return days of birth YYYYMMDD as bands of whole years; null where there is no such day, or it is to come.

    >>> age_bands(pa.array(["19850305", "19200101", "20990101", "2026", None]), date(2026, 11, 23), 10).to_pylist()
    ['40-49', '90+', None, None, None]
    """
    number = pc.if_else(pa.array(_real(days)), days, _NULL).cast(pa.int32())
    ages = pc.divide(pc.subtract(int(f"{today:%Y%m%d}"), number), 10_000)
    ages = pc.if_else(pc.less_equal(number, int(f"{today:%Y%m%d}")), ages, pa.scalar(None, pa.int32()))
    low = pc.multiply(pc.divide(ages, width), width)
    band = pc.binary_join_element_wise(low.cast(pa.string()), pc.add(low, width - 1).cast(pa.string()), "-")
    oldest = OLDEST - OLDEST % width
    return pc.if_else(pc.greater_equal(low, oldest), f"{oldest}+", band)


def _generaliser(granted: Granted, shape: Shape, today: date) -> Make:
    if granted.target is None or shape.type_name not in SOURCES[granted.target]:
        msg = f"{shape.name} cannot be generalised to {granted.target}"
        raise ValueError(msg)
    if granted.target == "county":
        return _COUNTIES[shape.type_name]
    days: Make = birth_dates if shape.type_name == "cn.resident_id" else _days
    if granted.target == "year":
        return lambda values: _year(days(values))
    return lambda values: age_bands(days(values), today, granted.band)


def _days(values: pa.StringArray) -> pa.StringArray:
    """Return the days of dates and times as YYYYMMDD; null where they cannot be read."""
    return plain_days(pc.replace_substring_regex(values, _TIME, r"\1"))[0]


def _year(days: pa.StringArray) -> pa.StringArray:
    return pc.if_else(pa.array(_real(days)), pc.utf8_slice_codeunits(days, 0, 4), _NULL)


def _real(days: pa.StringArray) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return where eight digits are a month and a day that some year has."""
    return matches(days, "[0-9]{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")


def _county_of_code(codes: pa.StringArray) -> pa.StringArray:
    """Return the six digits of each code's county or the division above it; null for what is no code."""
    good = on_distinct(codes, lambda values: Division(digits="any").judge(values)) == Reason.GOOD
    return pc.if_else(pa.array(good), pc.utf8_slice_codeunits(codes, 0, 6), _NULL)


def _county_of_address(addresses: pa.StringArray) -> pa.StringArray:
    """Return the names of province, city and county at the head of each address; null where none is known."""
    heads = pc.utf8_slice_codeunits(mask_address(addresses), 0, -len(STARS))
    return pc.if_else(pc.equal(heads, ""), _NULL, heads)


_TIME = r"^([0-9]{8}|[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2})(?:[T ]?[0-9]{2}:?[0-9]{2}.*)$"
_COUNTIES: Mapping[str, Make] = {
    "cn.division": _county_of_code,
    "cn.resident_id": areas,
    "cn.address": _county_of_address,
}
