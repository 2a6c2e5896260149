"""The catalogue of rules: every change cleansing can make, and which of them a semantic type brings by itself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from govclean.cleansing.derivations import DERIVATIONS
from govclean.cleansing.rules import (
    addresses,
    codes,
    coordinates,
    dates,
    identifiers,
    names,
    numbers,
    organisations,
    phones,
    text,
)
from govclean.cleansing.ruling import Advice, AnyRule, RecordRule, Rule
from govclean.standards.model import Standard

RULES: tuple[Rule, ...] = (
    *text.RULES,
    *identifiers.RULES,
    *codes.RULES,
    *dates.RULES,
    *names.RULES,
    *organisations.RULES,
    *phones.RULES,
    *numbers.RULES,
    *addresses.RULES,
    *coordinates.RULES,
)

RECORD_RULES: tuple[RecordRule, ...] = (*dates.RECORD_RULES, *coordinates.RECORD_RULES)

ADVICE: tuple[Advice, ...] = (*addresses.ADVICE,)

CLEANSING_RULES: tuple[AnyRule, ...] = (*RULES, *RECORD_RULES, *ADVICE, *DERIVATIONS)
"""All that has a page in the rule book and can be switched off under `rules:`."""

# In which order: what hides other dirt goes first, what empties a cell comes last.
_IN_PROSE = (
    "text.undo_mojibake",
    "text.remove_invisible",
    "text.half_width",
    "text.radicals",
    "text.unquote",
    "text.strip",
    "text.collapse_spaces",
)
_IN_CODES = ("text.remove_invisible", "text.half_width", "text.unquote", "text.strip")
_STAND_IN = "text.stand_in_as_missing"
_NUMBERED = ("identifiers.drop_prefix", "identifiers.normalise", "identifiers.plain_form", _STAND_IN)
_RESIDENT = (
    "identifiers.drop_prefix",
    "identifiers.normalise",
    "identifiers.upgrade_15",
    "identifiers.plain_form",
    _STAND_IN,
)
_DATED = ("dates.normalise", "dates.excel_serial", "dates.default_as_missing", _STAND_IN)
_COUNTED = ("numbers.plain_form", _STAND_IN)
_CALLED = ("phones.normalise", _STAND_IN)

OF_TYPE: Mapping[str, tuple[str, ...]] = {
    "cn.resident_id": _RESIDENT,
    "cn.certificate": _RESIDENT,
    "cn.uscc": _NUMBERED,
    "cn.org_code": _NUMBERED,
    "cn.registration_no": _NUMBERED,
    "cn.passport": _NUMBERED,
    "cn.travel_permit": _NUMBERED,
    "cn.officer_card": _NUMBERED,
    "cn.birth_certificate": _NUMBERED,
    "cn.plate": _NUMBERED,
    "cn.person_name": (*_IN_PROSE, "names.drop_note", "names.middle_dot", "names.join_han", _STAND_IN),
    "cn.organisation_name": (*_IN_PROSE, "organisations.full_width_brackets", _STAND_IN),
    "cn.address": (
        *_IN_PROSE,
        "addresses.drop_repetition",
        "addresses.number_sign",
        "addresses.drop_remark",
        "addresses.current_county",
        _STAND_IN,
    ),
    "cn.division": (
        *_IN_CODES,
        "codes.from_label",
        "codes.restore_zeros",
        "codes.successor_division",
        _STAND_IN,
    ),
    "cn.mobile": _CALLED,
    "cn.landline": _CALLED,
    "cn.phone": _CALLED,
    "cn.postcode": (*_IN_CODES, "codes.restore_zeros", _STAND_IN),
    "longitude": ("coordinates.decimal_degrees", _STAND_IN),
    "latitude": ("coordinates.decimal_degrees", _STAND_IN),
    "date": _DATED,
    "datetime": _DATED,
    "amount": _COUNTED,
    "number": _COUNTED,
    "integer": _COUNTED,
    "code": (*_IN_CODES, "codes.from_label", "codes.restore_zeros", "codes.edition", _STAND_IN),
    "text": (*_IN_PROSE, _STAND_IN),
    "key": (*_IN_CODES, _STAND_IN),
}
"""Semantic type → the rules it brings, in their order. Each type's last word is that a stand-in is no value."""


def rule_named(name: str) -> AnyRule:
    """Return the rule of an id.

    Raises:
        LookupError: there is none.
    """
    if name not in _by_id():
        raise LookupError(name)
    return _by_id()[name]


def record_rules(standard: Standard, fields: frozenset[str]) -> tuple[RecordRule, ...]:
    """Return the rules across fields for a file with these fields of a standard: none where there is one field only."""
    if len(fields & {field.name for field in standard.fields}) < 2:
        return ()
    asked = {line.name for line in standard.cleansing}
    return tuple(rule for rule in RECORD_RULES if rule.id in asked or not rule.only_when_asked)


def rule_arguments() -> dict[str, frozenset[str]]:
    """Return for every rule that a standard can place under `cleansing:` the arguments it takes.

    Rules across fields find their fields through the types and the checks of the standard, and take none. Advice and
    derivations have no place in the order of repairs and are not placed.
    """
    of_values = {rule.id: frozenset({"fields"}) for rule in RULES}
    return of_values | {rule.id: frozenset[str]() for rule in RECORD_RULES}


@cache
def _by_id() -> Mapping[str, AnyRule]:
    return {rule.id: rule for rule in CLEANSING_RULES}
