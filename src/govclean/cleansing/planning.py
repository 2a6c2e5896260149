"""Which rules run on which field, and in which order: what a type brings, then what the standard adds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from govclean.cleansing.catalogue import OF_TYPE, record_rules, rule_named
from govclean.cleansing.ruling import AnyRule, RecordRule, Rule, Setting
from govclean.standards.fields import Field
from govclean.standards.mentions import Rule as AskedRule
from govclean.standards.model import Standard
from govclean.wording import Language

FREE_TEXT = frozenset({"text", "cn.person_name", "cn.organisation_name", "cn.address"})
"""Types that find nearly everything good: dirt in their values is looked for apart."""


@dataclass(frozen=True, slots=True)
class FieldPlan:
    """The value rules of one field, in order, each with its setting."""

    setting: Setting
    rules: tuple[Rule, ...]
    settings: tuple[Setting, ...]
    free_text: bool
    looks_for: str  # what is dirt in values that the type finds good (RE2); empty where nothing is
    language: Language


@dataclass(frozen=True, slots=True)
class Plan:
    """What is done to the columns a file has."""

    columns: Mapping[str, str]  # field → header
    fields: tuple[FieldPlan, ...]
    record_rules: tuple[RecordRule, ...]
    language: Language


def plan(
    standard: Standard,
    columns: Mapping[str, str],
    sample: pa.RecordBatch,
    *,
    as_of: date,
    language: Language = "en",
) -> Plan:
    """Return the rules for a file that has these columns (field → header); `sample` holds its first records."""
    fields = [field for field in standard.fields if field.name in columns]
    planned = [
        _field_plan(standard, field, sample.column(columns[field.name]), as_of, language) for field in fields
    ]
    present = {field.name: columns[field.name] for field in fields}
    across = tuple(rule for rule in record_rules(standard, frozenset(present)) if is_on(standard, rule))
    return Plan(present, tuple(planned), across, language)


def _field_plan(
    standard: Standard, field: Field, sample: pa.StringArray, as_of: date, language: Language
) -> FieldPlan:
    semantic = field.semantic_type_on(as_of)
    ruled = [(rule, arguments) for rule, arguments in _rules(standard, field) if is_on(standard, rule, field)]
    free_text = semantic.name in FREE_TEXT
    return FieldPlan(
        setting=Setting(field, semantic, sample, checks=standard.checks),
        rules=tuple(rule for rule, _ in ruled),
        settings=tuple(Setting(field, semantic, sample, told, standard.checks) for _, told in ruled),
        free_text=free_text,
        looks_for="|".join(
            dict.fromkeys(rule.looks_for for rule, _ in ruled if rule.looks_for and free_text)
        ),
        language=language,
    )


def _rules(standard: Standard, field: Field) -> Iterator[tuple[Rule, Mapping[str, object]]]:
    """Yield what the type brings, unless the standard places it itself, then the standard's lines for the field."""
    asked = [line for line in standard.cleansing if _is_for(line, field)]
    placed = {line.name for line in asked}
    for name in OF_TYPE.get(field.semantic_type.name, ()):
        if name not in placed:
            yield _value_rule(name), {}
    for line in asked:
        rule: AnyRule = rule_named(line.name)
        if isinstance(rule, Rule):
            yield rule, {name: value for name, value in line.arguments.items() if name != "fields"}


def is_on(standard: Standard, rule: AnyRule, field: Field | None = None) -> bool:
    """Return whether `rules:` leaves a rule switched on; the line for `rule@field` goes before that for the rule."""
    keys = (f"{rule.id}@{field.name}", rule.id) if field else (rule.id,)
    return next((standard.rules[key].enabled for key in keys if key in standard.rules), True)


def _is_for(line: AskedRule, field: Field) -> bool:
    fields = line.arguments.get("fields")
    return fields is None or field.name in ([fields] if isinstance(fields, str) else list(map(str, fields)))  # type: ignore[call-overload]


def _value_rule(name: str) -> Rule:
    rule = rule_named(name)
    assert isinstance(rule, Rule)  # noqa: S101 - OF_TYPE names value rules only; a test holds it to that
    return rule
