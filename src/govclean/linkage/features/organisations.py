"""Features of organisations' names: the key under which equal names meet, and parts under which one's names meet."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from govclean.linkage.features.characters import or_null
from govclean.linkage.features.feature import Feature
from govclean.linkage.features.once import Once
from govclean.values.organisation_parts import features
from govclean.wording import Text

ORGANISATIONS = ("cn.organisation_name",)

_TO_BE = r"[(（【]\s*筹[建备]?\s*[)）】]\s*$"  # a body in preparation keeps its name when it is there


def _taken_apart(names: pa.StringArray) -> pa.Table:
    return features(pc.replace_substring_regex(names, _TO_BE, "")).combine_chunks()


name_parts = Once(_taken_apart)
"""The table of `values.organisation_parts.features`, made once a column."""


def part(names: pa.StringArray, name: str) -> pa.StringArray:
    """Return one column of `name_parts`; null where a name lacks the part."""
    column = name_parts(names)[name]
    return or_null(column.chunk(0) if column.num_chunks else pa.nulls(0, pa.string()))


def _of(name: str) -> Callable[[pa.StringArray], pa.StringArray]:
    return lambda names: part(names, name)


def _brand(names: pa.StringArray) -> pa.StringArray:
    """Return the brand; of a body without one (郑州市民政局) its field of work, or what is left of its name."""
    return pc.coalesce(*(part(names, name) for name in ("brand", "industry", "short_name")))


FEATURES: tuple[Feature, ...] = (
    Feature("key", Text("机构名称归一形式", "name in one writing"), ORGANISATIONS, _of("key")),
    Feature("brand", Text("字号", "brand"), ORGANISATIONS, _brand),
    Feature("region", Text("名称中的行政区划", "region in the name"), ORGANISATIONS, _of("region")),
    Feature(
        "short",
        Text("简称（不含区划、组织形式和分支）", "name without region, form and branch"),
        ORGANISATIONS,
        _of("short_name"),
    ),
)
