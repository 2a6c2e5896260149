"""Features of telephone numbers."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from govclean.linkage.features.feature import Feature
from govclean.linkage.features.phone_parts import read_numbers
from govclean.wording import Text

PHONES = ("cn.phone", "cn.mobile", "cn.landline")

_PARTS = r"^(?:0[0-9]{2,3}-)?(?P<number>[0-9]+)"


def _tail(values: pa.StringArray) -> pa.StringArray:
    """Return the last eight digits of the (first) number without area code and extension."""
    number = pc.struct_field(pc.extract_regex(read_numbers(values), _PARTS), "number")
    return pc.utf8_slice_codeunits(number, -8)


FEATURES: tuple[Feature, ...] = (Feature("tail8", Text("号码后 8 位", "last eight digits"), PHONES, _tail),)
