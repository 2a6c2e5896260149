"""Which rules run on which field, and in which order: what a type brings, then what the standard adds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pyarrow as pa

from govclean.cleansing.catalogue import ADVICE, OF_TYPE, record_rules, rule_named
from govclean.cleansing.ruling import Advice, AnyRule, RecordRule, Rule, Setting
from govclean.standards.fields import Field
from govclean.standards.mentions import Rule as AskedRule
from govclean.standards.model import Standard
from govclean.wording import Language

FREE_TEXT = frozenset({"text", "cn.person_name", "cn.organisation_name", "cn.address"})
"""Types that find nearly everything good: dirt in their values is looked for apart."""

_PAIRS = "consistency.division_in_address"


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
class AdvicePlan:
    """An advice on one field, with the field of the division codes that belong to it, if there is one."""

    advice: Advice
    field: str
    codes: str | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What is done to the columns a file has."""

    columns: Mapping[str, str]  # field → header
    fields: tuple[FieldPlan, ...]
    record_rules: tuple[RecordRule, ...]
    advice: tuple[AdvicePlan, ...]
    language: Language


def plan(
    standard: Standard,
    columns: Mapping[str, str],
    sample: pa.RecordBatch,
    *,
    as_of: date,
    language: Language = "en",
    datums: Mapping[str, str] | None = None,
) -> Plan:
    """Return the rules for a file that has these columns (field → header); `sample` holds its first records.

    Args:
        datums: what reference points say of the file's coordinates, as in `Setting`.
    """
    fields = [field for field in standard.fields if field.name in columns]
    planned = [
        _field_plan(
            standard,
            Setting(
                field,
                field.semantic_type_on(as_of),
                sample.column(columns[field.name]),
                checks=standard.checks,
                datums=datums or {},
            ),
            language,
        )
        for field in fields
    ]
    present = {field.name: columns[field.name] for field in fields}
    across = tuple(rule for rule in record_rules(standard, frozenset(present)) if is_on(standard, rule))
    return Plan(present, tuple(planned), across, tuple(_advice(standard, fields)), language)


def _field_plan(standard: Standard, setting: Setting, language: Language) -> FieldPlan:
    field, semantic = setting.field, setting.semantic
    ruled = [(rule, arguments) for rule, arguments in _rules(standard, field) if is_on(standard, rule, field)]
    free_text = semantic.name in FREE_TEXT
    return FieldPlan(
        setting=setting,
        rules=tuple(rule for rule, _ in ruled),
        settings=tuple(replace(setting, arguments=told) for _, told in ruled),
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


def _advice(standard: Standard, fields: Sequence[Field]) -> Iterator[AdvicePlan]:
    present = {field.name for field in fields}
    for advice in ADVICE:
        for field in fields:
            if field.semantic_type.name == advice.of_type and is_on(standard, advice, field):
                codes = division_beside(standard, field.name)
                yield AdvicePlan(advice, field.name, codes if codes in present else None)


def division_beside(standard: Standard, address: str) -> str | None:
    """Return the field with the division code of an address, as the checks of the standard pair them."""
    pairs = (check.arguments for check in standard.checks if check.name == _PAIRS)
    return next((str(pair["division"]) for pair in pairs if pair.get("address") == address), None)


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
