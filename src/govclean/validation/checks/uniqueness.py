"""Uniqueness 唯一性: one thing, one record. Every member of a group of duplicates is reported."""

from __future__ import annotations

from govclean.standards.fields import Field
from govclean.validation.checking import Asked, CheckKind, RuleDoc, TableCheck
from govclean.wording import Text

KEY = RuleDoc(
    "uniqueness.key",
    Text("主键重复", "key is not unique"),
    Text(
        "同一主键在一个批次中出现多次：可能是重复报送，也可能是不同的人或单位错用了同一号码。",
        "The same key stands more than once in a delivery: a repeated record, or one number used for two.",
    ),
    Text("两条记录的公民身份号码相同", "two records with the same resident number"),
    Text("每个公民身份号码只有一条记录", "each resident number once"),
    Text(
        "整行相同的删去多余的一条；内容不同的请核实号码属于谁。",
        "Where the records are equal, drop one; where they differ, find out whose number it is.",
    ),
)
RECORD = RuleDoc(
    "uniqueness.record",
    Text("整条记录重复", "whole record repeated"),
    Text(
        "除流水号外各项完全相同的记录，多为重复导出或重复粘贴。",
        "Records equal in every field (serial numbers apart) come from exporting or pasting twice.",
    ),
    Text("第 12 行与第 3,407 行完全相同", "record 12 equals record 3,407"),
    Text("只保留一条", "one of them is kept"),
    Text("请核对导出过程，保留一条。", "Check the export and keep one."),
    severity="warning",
)


def unique_field(field: Field) -> TableCheck:
    """Return the check that a field's values do not repeat."""
    return TableCheck(
        KEY,
        field.name,
        Text("{title}在本批次中重复出现", "{title} stands more than once in this file").fill(
            title=field.title
        ),
        "repeated",
        (field.name,),
    )


def key(asked: Asked) -> tuple[TableCheck, ...]:
    """`{fields: [a, b]}`: the fields taken together do not repeat; the finding stands on the first."""
    names = asked.names("fields")
    titles = Text("＋".join(asked.title(n).zh for n in names), " + ".join(asked.title(n).en for n in names))
    message = Text("{titles}在本批次中重复出现", "{titles} stands more than once in this file").fill(
        titles=titles
    )
    return (TableCheck(KEY, names[0], message, "repeated", names, severity=asked.severity),)


def record(asked: Asked) -> tuple[TableCheck, ...]:
    """`{except: [fields]}`: no two records are equal in every column, these fields apart."""
    message = Text("与本批次另一条记录完全相同", "equals another record of this file")
    return (
        TableCheck(
            RECORD, "", message, "repeated", (), leave_out=asked.names("except"), severity=asked.severity
        ),
    )


KINDS = (
    CheckKind(KEY, key, frozenset({"fields"})),
    CheckKind(RECORD, record, frozenset(), frozenset({"except"})),
)
RULES = (KEY, RECORD)
