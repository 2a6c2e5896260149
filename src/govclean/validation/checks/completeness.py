"""Completeness 完整性: what must be there is there. Emptiness is judged here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.standards.fields import Field
from govclean.validation.checking import Asked, CheckKind, RowCheck, RuleDoc
from govclean.validation.records import Records
from govclean.values.columns import Bools, present
from govclean.wording import Text

COLUMN = RuleDoc(
    "completeness.column",
    Text("缺少必填列", "mandatory column missing"),
    Text(
        "目录标准规定的必填（M）数据项整列没有报送，或表头无法对应到该数据项。",
        "A field that the standard makes mandatory (M) has no column in the file, or its header could not be mapped.",
    ),
    Text("表头只有“姓名、性别”，没有“公民身份号码”", "a header without the resident number"),
    Text("补报该列；或在 columns: 中写明由哪一列对应", "the column is supplied, or named under `columns:`"),
    Text(
        "请补报整列；若只是表头写法不同，请在 govclean.yaml 的 columns: 中指明。",
        "Supply the column; if only its header is unusual, name it under `columns:` in govclean.yaml.",
    ),
)
REQUIRED = RuleDoc(
    "completeness.required",
    Text("必填项为空", "mandatory value missing"),
    Text(
        "必填（M）数据项为空时，记录无法入库，也无法与其他部门比对。",
        "Without a mandatory value a record cannot be entered in the registry or compared with other departments'.",
    ),
    Text("姓名 = （空）", "name = (empty)"),
    Text("姓名 = 王小明", "name = 王小明"),
    Text(
        "请从业务系统补录；确无此项的，请在反馈时说明原因。",
        "Fill it in from the system of origin; if it does not exist, say why in the reply.",
    ),
)
PLACEHOLDER = RuleDoc(
    "completeness.placeholder",
    Text("以占位符代替空值", "stand-in for an empty value"),
    Text(
        "“无”“-”“NULL”“不详”等不是数据：统计时会被当作有值，比对时会互相“相等”。",
        "无, -, NULL or 不详 are not data: they count as filled in statistics and equal each other in matching.",
    ),
    Text("联系电话 = 无", "phone = 无"),
    Text("联系电话 = （空）", "phone = (empty)"),
    Text(
        "没有数据时请留空；必填项请补录真实值。",
        "Leave the cell empty where there is nothing; fill in the real value where it is mandatory.",
    ),
    severity="warning",
)
REQUIRED_WHEN = RuleDoc(
    "completeness.required_when",
    Text("条件必填项为空", "conditionally mandatory value missing"),
    Text(
        "条件必填（C）数据项在条件成立时必须填写。",
        "A conditional (C) field must be filled when its condition holds.",
    ),
    Text("人员状态 = 1（死亡），死亡日期 = （空）", "status = 1 (dead), death_date = (empty)"),
    Text("人员状态 = 1（死亡），死亡日期 = 20250110", "status = 1 (dead), death_date = 20250110"),
    Text("请补录该项，或核对作为条件的数据项。", "Fill it in, or check the field that makes it mandatory."),
)
ONE_OF = RuleDoc(
    "completeness.one_of",
    Text("几项中至少填一项", "at least one of several values"),
    Text(
        "这些数据项互为替代，但不能全部为空。",
        "These fields stand in for one another, but not all may be empty.",
    ),
    Text("公民身份号码和证件号码都为空", "neither resident_id nor id_number"),
    Text("填写其中一项", "one of them is filled"),
    Text("请至少补录其中一项。", "Fill in at least one of them."),
)


def mandatory(field: Field) -> RowCheck:
    """Return the check that a mandatory field holds something."""
    return RowCheck(
        REQUIRED,
        field.name,
        Text("{title}必填，但单元格为空", "{title} is mandatory but the cell is empty").fill(
            title=field.title
        ),
        lambda records: ~present(records.supplied(field.name)),
    )


def no_stand_in(field: Field) -> RowCheck:
    """Return the check that an empty cell is empty; a stand-in in a mandatory field is an error."""
    return RowCheck(
        PLACEHOLDER,
        field.name,
        Text("{title}填的是占位符，按空值处理", "{title} holds a stand-in and counts as empty").fill(
            title=field.title
        ),
        lambda records: records.stand_ins(field.name),
        severity="error" if field.required else None,
    )


def required_when(asked: Asked) -> tuple[RowCheck, ...]:
    """`{field, when: {other: [values]}}`: the field is mandatory for these records."""
    name, condition = asked.text("field"), asked.condition()
    message = Text("{title}在此情形下必填", "{title} is mandatory in this case").fill(title=asked.title(name))
    return (
        RowCheck(
            REQUIRED_WHEN,
            name,
            message,
            lambda records: ~records.has_value(name) & ~records.stand_ins(name) & holds(records, condition),
            tuple(condition),
            severity=asked.severity,
        ),
    )


def one_of(asked: Asked) -> tuple[RowCheck, ...]:
    """`{fields: [a, b]}`: at least one of them is filled; the finding stands on the first."""
    names = asked.names("fields")
    titles = Text("、".join(asked.title(n).zh for n in names), ", ".join(asked.title(n).en for n in names))
    return (
        RowCheck(
            ONE_OF,
            names[0],
            Text("{titles}至少填一项", "at least one of {titles} must be filled").fill(titles=titles),
            lambda records: ~np.logical_or.reduce([records.has_value(name) for name in names]),
            names[1:],
            severity=asked.severity,
        ),
    )


def holds(records: Records, condition: Mapping[str, tuple[str, ...]]) -> Bools:
    """Return where every field of a condition has one of its accepted values."""
    met = np.ones(records.rows, np.bool_)
    for name, accepted in condition.items():
        among = pc.is_in(records.filled(name), pa.array(accepted, pa.string()))
        met &= among.to_numpy(zero_copy_only=False)
    return met


KINDS = (
    CheckKind(REQUIRED_WHEN, required_when, frozenset({"field", "when"})),
    CheckKind(ONE_OF, one_of, frozenset({"fields"})),
)
RULES = (COLUMN, REQUIRED, PLACEHOLDER, REQUIRED_WHEN, ONE_OF)
