"""Every comparison, by the name it has in a standard, and the one that a semantic type brings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from types import MappingProxyType

from govclean.linkage.comparing import Comparison
from govclean.linkage.comparisons.address import Address
from govclean.linkage.comparisons.code import Code
from govclean.linkage.comparisons.date import Date
from govclean.linkage.comparisons.identifier import CHECKED, Identifier
from govclean.linkage.comparisons.latin_name import LatinName
from govclean.linkage.comparisons.name_parts import NameParts
from govclean.linkage.comparisons.organisation_name import OrganisationName
from govclean.linkage.comparisons.person_name import PersonName
from govclean.linkage.comparisons.phone import Phone
from govclean.linkage.comparisons.place_name import PlaceName
from govclean.linkage.comparisons.point import Point
from govclean.linkage.comparisons.text import Exact, FreeText
from govclean.values.parameters import ParameterError
from govclean.wording import Text

COMPARISONS: tuple[type[Comparison], ...] = (
    PersonName,
    LatinName,
    NameParts,
    OrganisationName,
    Address,
    PlaceName,
    Point,
    Identifier,
    Date,
    Phone,
    Code,
    FreeText,
    Exact,
)

Options = Mapping[str, str]

_NONE: Options = MappingProxyType({})

_OF_TYPE: Mapping[str, tuple[str, Options]] = MappingProxyType(
    {
        "cn.person_name": ("person_name", _NONE),
        "cn.organisation_name": ("organisation_name", _NONE),
        "cn.address": ("address", _NONE),
        "cn.division": ("code", MappingProxyType({"prefixes": "6,4,2"})),
        "cn.postcode": ("code", MappingProxyType({"prefixes": "4,2"})),  # GB/T 7626: area, province
        "cn.mobile": ("phone", _NONE),
        "cn.landline": ("phone", _NONE),
        "cn.phone": ("phone", _NONE),
        "date": ("date", _NONE),
        "datetime": ("date", _NONE),
        "code": ("code", _NONE),
        "text": ("text", _NONE),
        **{name: ("identifier", MappingProxyType({"type": name})) for name in CHECKED},
        **dict.fromkeys(
            (
                "cn.passport",
                "cn.travel_permit",
                "cn.officer_card",
                "cn.birth_certificate",
                "cn.plate",
                "key",
            ),
            ("identifier", _NONE),
        ),
    }
)
"""Semantic type → kind of comparison and its options. What is not here, such as numbers, is compared exactly."""

_STRONG = frozenset(
    (
        *("cn.resident_id", "cn.certificate", "cn.passport", "cn.travel_permit", "cn.officer_card"),
        *("cn.birth_certificate", "cn.uscc", "cn.org_code", "cn.registration_no"),
    )
)
_LASTING = frozenset(("cn.resident_id", "cn.birth_certificate", "cn.uscc", "cn.org_code"))

_TAKES_NOT = Text("比较方式 {kind} 没有参数 {names}", "{kind} takes no {names}")


def comparison(kind: str, options: Options = _NONE) -> Comparison:
    """Return the comparison of a kind with its options as a standard writes them.

    >>> [level.name for level in comparison("code", {"prefixes": "4,2"}).levels]
    ['equal', 'first_4', 'first_2', 'differs']

    Raises:
        LookupError: there is no such kind.
        ParameterError: the kind has no such option, or cannot work with its value (a ValueError).
    """
    for one in COMPARISONS:
        if one.kind == kind:
            known = {part.name for part in fields(one)} if is_dataclass(one) else frozenset[str]()
            odd = sorted(options.keys() - known)
            if odd:
                raise ParameterError(_TAKES_NOT.fill(kind=kind, names=", ".join(odd)))
            return one(**options)
    raise LookupError(kind)


def comparison_for(semantic_type: str, kind: str = "", options: Options = _NONE) -> Comparison:
    """Return how values of a type are compared: with the type's own options, unless another kind is asked for.

    >>> comparison_for("cn.resident_id")
    Identifier(type='cn.resident_id')

    Raises:
        LookupError: there is no such kind.
        ParameterError: as `comparison`.
    """
    usual, brought = _OF_TYPE.get(semantic_type, ("exact", _NONE))
    return comparison(kind or usual, {**brought, **options} if kind in ("", usual) else options)


def kind_for(semantic_type: str) -> str:
    """Return the kind of comparison that values of a type get where nothing else is said.

    >>> kind_for("cn.person_name"), kind_for("amount")
    ('person_name', 'exact')
    """
    return _OF_TYPE.get(semantic_type, ("exact", _NONE))[0]


def strong(semantic_type: str) -> bool:
    """Return whether a valid value of the type was issued to one entity alone, so that two that hold it are one.

    A plate is not: it goes to the next car.

    >>> strong("cn.passport"), strong("cn.plate"), strong("cn.phone")
    (True, False, False)
    """
    return semantic_type in _STRONG


def lasting(semantic_type: str) -> bool:
    """Return whether an entity keeps its one value of the type for life, so that two valid values are two entities.

    A passport is not: it is renewed under another number, and a certificate may be of one kind here and another there.

    >>> lasting("cn.resident_id"), lasting("cn.passport")
    (True, False)
    """
    return semantic_type in _LASTING
