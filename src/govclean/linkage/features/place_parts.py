"""Names of places taken apart: region in front, the name itself, and the sign that tells its branches apart.

嵩岳超市（花园路店）, 金水区嵩岳超市 and 嵩岳超市二七路店 are three ways to a chain and two of its shops.
"""

from __future__ import annotations

import re

import pyarrow as pa

from govclean.linkage.comparing import JOINER
from govclean.linkage.features.once import Once
from govclean.values.localities.numerals import NUMERAL, to_arabic
from govclean.values.organisation_regions import lead
from govclean.values.organisation_writing import fold

PARTS = ("name", "region", "stem", "mark", "bare", "signs")
"""Parts, `JOINER` between them in what `place_parts` returns.

- `name`: everything, without brackets and other signs.
- `region`, `stem`, `mark`: division in front; what follows; which branch, phase, gate or block.
- `bare`, `signs`: the stem without numbers, compass points and single letters; these, in their order.
"""

_BRACKETED = re.compile(r"\(([^()]*)\)?")
_BODY = (
    "银行|信用社|药房|超市|便利店|酒店|宾馆|饭店|公司|医院|大学|学院|中学|小学|学校|幼儿园|"
    "邮政|快递|驿站|诊所|书店|小区|广场|大厦"
)
_UNIT = (
    "分店|店|支行|分行|分理处|营业[厅部所]|分校|校区|院区|分院|分园|园区|分公司|分局|门市部?|服务点|网点|"
    "[东西南北正侧后]大?门|[东西南北中]区|[A-Z0-9]+[区座栋馆]|[0-9]+期|[0-9]+号楼"
)
_MARKED = re.compile(rf"(.{{2,}}?(?:{_BODY}))(.*(?:{_UNIT}))")
_TAIL = re.compile(r"(.{2,}?)([东西南北正侧后]大?门|[东西南北中]区|[A-Z0-9]+[区座栋馆]|[0-9]+期|[0-9]+号楼)")
_SIGN = re.compile(r"[0-9]+|[东西南北上下左右前后]|(?<![A-Z])[A-Z](?![A-Z])")
_ORDINAL = re.compile(f"第([0-9{NUMERAL}]+)|([0-9{NUMERAL}]+)(?=[期号中小区院附])")
_SHORTEST = 2  # characters of a name that a region may stand before
_NOISE = re.compile(r"[^\w]+|_")


def _taken_apart(values: pa.StringArray) -> pa.StringArray:
    encoded = values.dictionary_encode()
    distinct = [_parts(folded) for folded in fold(encoded.dictionary)]
    return pa.array(distinct, pa.string()).take(encoded.indices)


place_parts = Once(_taken_apart)
"""The `PARTS` of each name as one text, `JOINER` between them; null where no name is left. Made once a column."""


def _parts(folded: str) -> str | None:
    name = _NOISE.sub("", folded)
    if not name:
        return None
    marks = _BRACKETED.findall(folded)
    whole = _NOISE.sub("", _BRACKETED.sub("", folded)) or name
    region, rest, _ = lead(whole)
    if len(rest) < _SHORTEST:
        region, rest = "", whole
    stem, mark = _marked(_ORDINAL.sub(lambda found: to_arabic(found[1] or found[2]), rest))
    mark = "".join(_NOISE.sub("", one) for one in (mark, *marks))
    signs = "".join(_SIGN.findall(stem))
    return JOINER.join((name, region, stem, mark, _SIGN.sub("", stem), signs))


def _marked(name: str) -> tuple[str, str]:
    """Return a name and what tells its branches apart, empty where nothing does."""
    found = _MARKED.fullmatch(name) or _TAIL.fullmatch(name)
    return (found[1], found[2]) if found else (name, "")
