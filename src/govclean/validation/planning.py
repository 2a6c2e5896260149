"""A standard, the columns a file has, and the day: which checks run, and which cannot and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from govclean.standards.model import RuleSetting, Standard
from govclean.validation.catalogue import check_kinds
from govclean.validation.checking import AnyCheck, Asked, Reference, RowCheck, TableCheck
from govclean.validation.checks import completeness, uniqueness, validity
from govclean.validation.findings import Severity
from govclean.values.semantic import SemanticType
from govclean.wording import Language


@dataclass(frozen=True, slots=True)
class Plan:
    """What is checked in a file: the compiled form of a standard for the columns at hand."""

    columns: Mapping[str, str]  # field → header, in the standard's order
    types: Mapping[str, SemanticType]
    row_checks: tuple[RowCheck, ...]
    table_checks: tuple[TableCheck, ...]
    missing: tuple[str, ...]  # mandatory fields without a column
    untested: tuple[str, ...]  # `check@field` that the standard asks for and this file cannot be asked
    severities: Mapping[int, Severity]  # id of a check → severity in force
    language: Language

    @property
    def tested(self) -> tuple[str, ...]:
        """Return the checks that are made as `check@field`, each once; `check` alone of one on the whole record."""
        checks: tuple[AnyCheck, ...] = (*self.row_checks, *self.table_checks)
        named = (f"{check.rule.id}@{check.field}" for check in checks)
        return tuple(dict.fromkeys(name.removesuffix("@") for name in named))

    def severity(self, check: AnyCheck) -> Severity:
        """Return the severity of a check's findings."""
        return self.severities[id(check)]


def plan(
    standard: Standard,
    columns: Mapping[str, str],
    *,
    as_of: date,
    references: Mapping[str, Reference] | None = None,
    language: Language = "en",
) -> Plan:
    """Return what to check in a file that has these columns (field → header)."""
    asked_for = list(_of_fields(standard)) + list(_of_standard(standard, as_of, references or {}))
    enabled = [check for check in asked_for if _enabled(standard, check)]
    able = [check for check in enabled if {check.field, *check.needs} - {""} <= columns.keys()]
    unable = [check for check in enabled if check not in able]
    return Plan(
        columns={field.name: columns[field.name] for field in standard.fields if field.name in columns},
        types={field.name: field.semantic_type_on(as_of) for field in standard.fields},
        row_checks=tuple(check for check in able if isinstance(check, RowCheck)),
        table_checks=tuple(check for check in able if isinstance(check, TableCheck)),
        missing=tuple(f.name for f in standard.fields if f.required and f.name not in columns),
        untested=(*_without_columns(unable, columns), *_without_reference(standard, references or {})),
        severities={id(check): _severity(standard, check) for check in able},
        language=language,
    )


def _of_fields(standard: Standard) -> Iterator[AnyCheck]:
    for field in standard.fields:
        if field.required:
            yield completeness.mandatory(field)
        if field.semantic_type.placeholders:
            yield completeness.no_stand_in(field)
        yield from validity.as_its_type(field)
        if field.unique:
            yield uniqueness.unique_field(field)


def _of_standard(standard: Standard, as_of: date, references: Mapping[str, Reference]) -> Iterator[AnyCheck]:
    for line in standard.checks:
        build: Callable[[Asked], tuple[AnyCheck, ...]] = check_kinds()[line.name].build
        yield from build(Asked(standard, line, as_of, references))


def _without_columns(unable: list[AnyCheck], columns: Mapping[str, str]) -> Iterator[str]:
    for check in unable:
        if check.field in columns:
            yield f"{check.rule.id}@{check.field}"


def _without_reference(standard: Standard, references: Mapping[str, Reference]) -> Iterator[str]:
    for line in standard.checks:
        extract = line.arguments.get("extract")
        if extract is not None and extract not in references:
            yield f"{line.name}@{line.arguments['field']}"


def _severity(standard: Standard, check: AnyCheck) -> Severity:
    """Return the severity in force: what `rules:` says goes before the line of `checks:`, that before the rule's own."""
    set_to = (setting.severity for setting in _settings(standard, check) if setting.severity)
    return next(set_to, None) or check.severity or check.rule.severity


def _enabled(standard: Standard, check: AnyCheck) -> bool:
    return all(setting.enabled for setting in _settings(standard, check)[:1])


def _settings(standard: Standard, check: AnyCheck) -> list[RuleSetting]:
    """Return what `rules:` says of a check: the line for `rule@field` goes before the line for the rule."""
    keys = (f"{check.rule.id}@{check.field}", check.rule.id)
    return [standard.rules[key] for key in keys if key in standard.rules]
