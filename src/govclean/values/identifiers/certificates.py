"""Certificates of any kind that a person may be identified by, told apart by their form.

The kinds are those of GA/T 517-2004 (常用证件代码). A number that looks like a resident number is judged as
one; any other is good when it has the form of some certificate.

Right, wrong, and a number under the wrong kind:

>>> from govclean.values.columns import text_column
>>> numbers = text_column(["11010519491231002X", "E12345678", "110105194912310021", "无证"])
>>> Certificate().judge(numbers).tolist()
[0, 0, 5, 2]
>>> matches_kind(text_column(["111", "414", "111"]), text_column(["E12345678"] * 3)).tolist()
[False, True, False]
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.values.columns import Bools, matches, present
from govclean.values.identifiers.birth_certificate import BirthCertificate
from govclean.values.identifiers.masks import hide_resident
from govclean.values.identifiers.officer_card import OfficerCard
from govclean.values.identifiers.passport import ANY_STATE, Passport
from govclean.values.identifiers.plate import Plate
from govclean.values.identifiers.resident_id import ResidentId
from govclean.values.identifiers.travel_permit import (
    FROM_HONG_KONG_AND_MACAO,
    FROM_TAIWAN,
    TO_HONG_KONG_AND_MACAO,
    TO_TAIWAN,
    TravelPermit,
)
from govclean.values.identifiers.writing import judge_writing, read_plainly
from govclean.values.masking import mask_number
from govclean.values.parameters import require_choice
from govclean.values.semantic import Reason, SemanticType, Sensitivity, Verdicts
from govclean.values.suggesting import keep
from govclean.wording import Text

_RESIDENT = "[1-7][0-9]{16}[0-9X]|[1-7][0-9]{14}"
_FOREIGNER = "9[0-9]{16}[0-9X]|[A-Z]{3}[0-9]{12}"
_LIKE_RESIDENT = "[0-9]{15}|[0-9]{17}[0-9X]|[A-Z]{3}[0-9]{12}"
_OTHER = f"{Passport.form}|{ANY_STATE}|{TravelPermit.form}|{OfficerCard.form}|{BirthCertificate.form}"

# GA/T 517-2004: code → form. Kinds that are not here have no form that is the same everywhere.
FORMS: Mapping[str, str] = {
    "111": _RESIDENT,
    "112": _RESIDENT,
    **dict.fromkeys(("114", "115", "118", "119"), OfficerCard.form),
    "117": BirthCertificate.form,
    "353": Plate.form,
    **dict.fromkeys(("411", "412", "413"), Passport.form),
    "414": f"{Passport.form}|{ANY_STATE}",
    "420": Passport.form,
    "421": Passport.form,
    "511": FROM_TAIWAN,
    "512": FROM_TAIWAN,
    **dict.fromkeys(("513", "515", "518"), TO_HONG_KONG_AND_MACAO),
    "516": FROM_HONG_KONG_AND_MACAO,
    "517": TO_TAIWAN,
    "553": _FOREIGNER,
}


@dataclass(frozen=True)
class Certificate(SemanticType):
    """证件号码 of any kind.

    Args:
        area: as in `ResidentId`.
    """

    name: ClassVar[str] = "cn.certificate"
    title: ClassVar[Text] = Text("证件号码", "number of a certificate")
    basis: ClassVar[str] = "GA/T 517-2004"
    sensitivity: ClassVar[Sensitivity] = "high"
    reasons: ClassVar[Mapping[Reason, Text]] = {
        **ResidentId.reasons,
        Reason.FORMAT: Text("不符合任何一种常用证件的号码格式", "not the form of any common certificate"),
    }

    area: Literal["known", "any"] = "known"

    def __post_init__(self) -> None:
        require_choice("area", self.area, ("known", "any"))

    def parameters(self) -> dict[str, object]:
        """Return `area` where it is not `known`."""
        return {} if self.area == "known" else {"area": self.area}

    def judge(self, column: pa.StringArray) -> Verdicts:
        """Return one reason a row; numbers unlike a resident's are good, DAMAGED or of no known FORMAT."""
        resident = matches(column, _LIKE_RESIDENT)
        odd = present(column) & ~resident & ~matches(column, _OTHER)
        verdicts = np.full(len(column), Reason.GOOD, np.uint8)
        if resident.any():
            verdicts[resident] = self._resident.judge(column.filter(pa.array(resident)))
        if odd.any():
            verdicts[odd] = judge_writing(column.filter(pa.array(odd)), "")
        return verdicts

    def suggest(self, values: pa.StringArray) -> pa.StringArray:
        """Return the suggestion for a resident number, or the number in plain writing where that is good."""
        wrong = keep(values, self.judge(values) != Reason.GOOD)
        plain = read_plainly(wrong)
        legible = present(plain) & (self.judge(plain) == Reason.GOOD)
        return pc.coalesce(self._resident.suggest(wrong), keep(plain, legible))

    def mask(self, values: pa.StringArray) -> pa.StringArray:
        """Return numbers like a resident's without birth date, others with two characters at each end."""
        long = pc.greater(pc.utf8_length(values), 11)
        return pc.if_else(long, hide_resident(values), mask_number(values, 2, 2))

    @property
    def _resident(self) -> ResidentId:
        return ResidentId(area=self.area)


def matches_kind(kind_codes: pa.StringArray, numbers: pa.StringArray) -> Bools:
    """Return where a number has the form of its kind (GA/T 517 code), or its kind has none, or null.

    Only the form counts, also of a number that is not written plainly: whether the number itself is good is
    judged elsewhere.
    """
    fitting = np.ones(len(numbers), np.bool_)
    for kind in pc.unique(kind_codes).to_pylist():
        if kind in FORMS:
            rows = present(numbers) & matches(kind_codes, kind)
            fitting[rows] = _has_form(numbers.filter(pa.array(rows)), FORMS[kind])
    return fitting


def _has_form(numbers: pa.StringArray, form: str) -> Bools:
    fitting = matches(numbers, form)
    if not fitting.all():
        odd = ~fitting
        fitting[odd] = matches(read_plainly(numbers.filter(pa.array(odd))), form)
    return fitting
