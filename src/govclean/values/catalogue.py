"""Every semantic type, and how one is built from its name and the parameters of a standard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from types import MappingProxyType

from govclean.values.addresses import Address
from govclean.values.codes import Code
from govclean.values.coordinates import Latitude, Longitude
from govclean.values.dates import Date, DateTime
from govclean.values.divisions import Division
from govclean.values.identifiers import IDENTIFIERS
from govclean.values.names import PersonName
from govclean.values.numbers import Amount, Decimals, Integer
from govclean.values.organisations import OrganisationName
from govclean.values.phones import Landline, Mobile, Phone
from govclean.values.postcodes import Postcode
from govclean.values.semantic import SemanticType
from govclean.values.text import FreeText, Key

TYPES: tuple[type[SemanticType], ...] = (
    *IDENTIFIERS,
    PersonName,
    OrganisationName,
    Division,
    Address,
    Mobile,
    Landline,
    Phone,
    Postcode,
    Longitude,
    Latitude,
    Date,
    DateTime,
    Amount,
    Decimals,
    Integer,
    Code,
    FreeText,
    Key,
)
BY_NAME: Mapping[str, type[SemanticType]] = MappingProxyType({kind.name: kind for kind in TYPES})


def semantic_type(name: str, **parameters: object) -> SemanticType:
    """Return the type of a name with its parameters.

    >>> semantic_type("text", max_length=10).parameters()
    {'max_length': 10}

    Raises:
        LookupError: there is no such type.
        TypeError: the type has no such parameter, or lacks one it needs.
        ParameterError: a parameter has a value the type cannot work with.
    """
    return _kind(name)(**parameters)


def parameters_of(name: str) -> frozenset[str]:
    """Return the names of the parameters a type takes; `today` among them where a rule depends on the day.

    >>> sorted(parameters_of("cn.mobile"))
    ['prefixes']

    Raises:
        LookupError: there is no such type.
    """
    kind = _kind(name)
    return frozenset(part.name for part in fields(kind) if part.init) if is_dataclass(kind) else frozenset()


def _kind(name: str) -> type[SemanticType]:
    if name not in BY_NAME:
        raise LookupError(name)
    return BY_NAME[name]
