"""What the parsers know of a value beside its clean form: which semantic type derives which elements."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from govclean.cleansing.ruling import Derivation
from govclean.values.columns import text_column
from govclean.values.localities.normal_form import match_key, normal_form
from govclean.values.localities.parsing import ELEMENTS, parse
from govclean.values.organisation_parts import FEATURES, features
from govclean.wording import Text

_OF_ADDRESS = (
    *ELEMENTS,
    "division", "township_code", "candidates", "status", "evidence", "former", "completeness", "normalised", "match_key",
)  # fmt: skip
_OF_ORGANISATION = tuple("match_key" if name == "key" else name for name in FEATURES.names)


def _address(values: pa.StringArray, codes: pa.StringArray | None) -> Sequence[pa.StringArray]:
    parsed = parse(values, codes=codes)
    made = {"normalised": normal_form(parsed), "match_key": match_key(parsed)}
    made["candidates"] = pc.binary_join(parsed["candidates"], ";")
    return [made[name] if name in made else parsed[name] for name in _OF_ADDRESS]


def _organisation(names: pa.StringArray, _: pa.StringArray | None) -> Sequence[pa.StringArray]:
    elements = (text_column(column) for column in features(names).columns)
    return [pc.if_else(pc.equal(element, ""), None, element) for element in elements]


DERIVATIONS: tuple[Derivation, ...] = (
    Derivation(
        "addresses.elements",
        Text("地址拆分为要素", "an address is taken apart"),
        Text(
            "clean --features 时写入 features 表：省、市、县、开发区、乡镇街道、社区（村）、街路巷、门牌号、小区、楼栋、"
            "单元、楼层、户室、地名、备注，现行区划代码与乡镇街道代码，判定状态、依据与候选，曾用名，完整程度，规范写法，比对键。",
            "With clean --features, into the features table: province, city, county, zone, township, community, road, house"
            " number, estate, building, unit, floor, room, place, note; current division and township codes; status,"
            " evidence and candidates; former names; completeness; the normal form and a key for matching.",
        ),
        "郑州金水区花园路十二号院3幢2-501",
        "河南省郑州市金水区花园路12号院3号楼2单元501室",
        "cn.address",
        _OF_ADDRESS,
        _address,
    ),
    Derivation(
        "organisations.parts",
        Text("名称拆分为区划、字号、行业、组织形式", "a name is taken apart: region, brand, industry, form"),
        Text(
            "clean --features 时写入 features 表：行政区划、字号、行业、组织形式、分支机构、简称，比对键；名称本身不变。",
            "With clean --features, into the features table: region, brand, industry, legal form, branch, short"
            " name, and a key for matching. The name itself stays.",
        ),
        "嵩岳商贸（河南）有限公司金水分公司",
        "河南嵩岳商贸有限公司金水分公司",
        "cn.organisation_name",
        _OF_ORGANISATION,
        _organisation,
    ),
)
"""Every derivation; a field of the type has a column for each element in `features`."""
