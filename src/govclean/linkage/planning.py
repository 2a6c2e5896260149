"""A standard's `linkage:` as a plan: what it names is looked up, what it leaves out follows from the types."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from govclean.documents import did_you_mean
from govclean.errors import StandardError, UsageError
from govclean.linkage.comparing import Comparison
from govclean.linkage.comparisons.catalogue import COMPARISONS, comparison_for, lasting, strong
from govclean.linkage.features.catalogue import FEATURES, feature
from govclean.linkage.features.feature import Feature
from govclean.standards import linkage as written
from govclean.standards.linkage_references import KnownLinkage
from govclean.standards.model import Standard
from govclean.values.parameters import ParameterError
from govclean.wording import Text

_MOST_RULES = 12  # made by ourselves
_TELLING = {"person_name": ".key", "organisation_name": ".key", "date": "", "phone": "", "address": ".key"}
"""Kinds of value that tell records apart, and the feature by which they meet where a standard names no rule."""


_UNUSED_RULE = Text(
    "分块规则“{name}”未使用：文件没有所需字段", "the rule {name} is not used: the files lack its fields"
)
_UNUSED = Text(
    "比较项“{name}”未使用：文件没有所需字段", "the comparison {name} is not used: the files lack its fields"
)


@dataclass(frozen=True, slots=True)
class Key:
    """One part of a blocking rule: a field or derived field, or a feature of it."""

    field: str
    feature: Feature | None

    @property
    def name(self) -> str:
        """Return it as a standard writes it."""
        return f"{self.field}.{self.feature.name}" if self.feature else self.field


@dataclass(frozen=True, slots=True)
class PlannedRule:
    """One blocking rule."""

    keys: tuple[Key, ...]
    fields: frozenset[str]  # of the standard, that the keys are made of

    @property
    def name(self) -> str:
        """Return the keys with + between them."""
        return " + ".join(key.name for key in self.keys)


@dataclass(frozen=True, slots=True)
class PlannedComparison:
    """One comparison."""

    name: str
    on: tuple[str, ...]  # fields and derived fields
    fields: tuple[str, ...]  # of the standard, that these are made of
    comparison: Comparison
    term_frequency: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be done with the records at hand."""

    settings: written.Linkage
    rules: tuple[PlannedRule, ...]
    comparisons: tuple[PlannedComparison, ...]
    identifiers: tuple[str, ...]
    notes: tuple[Text, ...]  # what the files do not allow


def plan(standard: Standard, supplied: Collection[str]) -> Plan:
    """Return the plan for files that supply some of the standard's fields.

    Raises:
        StandardError: `linkage:` names what does not exist.
        UsageError: the files hold no field to block or to compare on.
    """
    settings = standard.linkage or written.Linkage()
    comparisons = tuple(_comparisons(standard, settings))
    rules = tuple(_rules(standard, settings, comparisons, supplied))
    usable_rules = tuple(rule for rule in rules if rule.fields <= set(supplied))
    usable = tuple(one for one in comparisons if set(one.fields) & set(supplied))
    if not usable_rules or not usable:
        raise _nothing_to_go_by(standard, rules, comparisons, supplied)
    notes = (
        *(_UNUSED_RULE.fill(name=rule.name) for rule in rules if rule not in usable_rules),
        *(_UNUSED.fill(name=one.name) for one in comparisons if one not in usable),
    )
    return Plan(settings, usable_rules, usable, _identifiers(standard, settings), notes)


def known_linkage() -> KnownLinkage:
    """Return what `linkage:` can name, for `standards check`."""
    return KnownLinkage(
        tuple(one.kind for one in COMPARISONS), tuple(one.name for one in FEATURES), _is_feature
    )


def _is_feature(name: str) -> bool:
    try:
        feature(name)
    except LookupError:
        return False
    return True


def _comparisons(standard: Standard, settings: written.Linkage) -> Iterator[PlannedComparison]:
    if not settings.comparisons:
        for field in standard.fields:
            usual = comparison_for(field.type)
            yield PlannedComparison(field.name, (field.name,), (field.name,), usual, term_frequency=True)
        return
    taken: set[str] = set()
    for one in settings.comparisons:
        label = one.name or "_".join(one.on)
        if label in taken:
            raise StandardError(
                Text(f"比较项重名：{label}", f"two comparisons are called {label}"),
                where=one.where,
                hint=Text("用 name: 另取一个名称", "give one another name with `name:`"),
            )
        taken.add(label)
        fields = tuple(field for name in one.on for field in _made_of(settings, name))
        yield PlannedComparison(label, one.on, fields, _comparison(standard, one), one.term_frequency)


def _comparison(standard: Standard, one: written.Comparison) -> Comparison:
    types = {_type_of(standard, name) for name in one.on}
    try:
        return comparison_for(types.pop() if len(types) == 1 else "text", one.kind, one.options)
    except LookupError:
        near = did_you_mean(one.kind, (known.kind for known in COMPARISONS))
        raise StandardError(
            Text(
                f"没有名为“{one.kind}”的比较方式。{near.zh}", f'there is no comparison "{one.kind}".{near.en}'
            ),
            where=one.where,
        ) from None
    except ParameterError as error:
        raise StandardError(error.what, where=one.where) from None


def _rules(
    standard: Standard,
    settings: written.Linkage,
    comparisons: Sequence[PlannedComparison],
    supplied: Collection[str],
) -> Iterator[PlannedRule]:
    where = standard.path
    for rule in settings.blocking or tuple(_rules_by_type(standard, comparisons, supplied)):
        keys = tuple(key_of(standard, key, where) for key in rule)
        fields = frozenset(name for key in keys for name in _made_of(settings, key.field))
        yield PlannedRule(keys, fields)


def _rules_by_type(
    standard: Standard, comparisons: Sequence[PlannedComparison], supplied: Collection[str]
) -> Iterator[tuple[str, ...]]:
    """Yield a rule for each identifier and for each two fields that tell records apart."""
    at_hand = [one for one in comparisons if set(one.fields) <= set(supplied) and len(one.fields) == 1]
    made = [(one.fields[0],) for one in at_hand if strong(standard.field(one.fields[0]).type)]
    telling = [
        one.fields[0] + _TELLING[one.comparison.kind] for one in at_hand if one.comparison.kind in _TELLING
    ]
    others = [one.fields[0] for one in at_hand if one.comparison.kind in ("text", "identifier", "latin_name")]
    pairs = combinations(telling if len(telling) > 1 else [*telling, *others], 2)
    yield from [*made, *pairs][:_MOST_RULES]


def key_of(standard: Standard, key: str, where: str) -> Key:
    """Return what a name such as `name.pinyin` stands for.

    Raises:
        StandardError: there is no such feature.
    """
    field, _, name = key.partition(".")
    try:
        return Key(field, feature(name, _type_of(standard, field)) if name else None)
    except LookupError:
        near = did_you_mean(name, (known.name for known in FEATURES))
        raise StandardError(
            Text(f"没有特征“{name}”（{key}）。{near.zh}", f'there is no feature "{name}" ({key}).{near.en}'),
            where=where,
        ) from None


def _type_of(standard: Standard, name: str) -> str:
    return standard.field(name).type if _is_field(standard, name) else "text"


def _is_field(standard: Standard, name: str) -> bool:
    return any(field.name == name for field in standard.fields)


def _made_of(settings: written.Linkage, name: str) -> tuple[str, ...]:
    derived = settings.derived.get(name)
    return (name,) if derived is None else derived.join + derived.sorted + derived.cell


def _identifiers(standard: Standard, settings: written.Linkage) -> tuple[str, ...]:
    if settings.identifiers is None:
        return tuple(field.name for field in standard.fields if lasting(field.type) and field.unique)
    return settings.identifiers


def _nothing_to_go_by(
    standard: Standard,
    rules: Sequence[PlannedRule],
    comparisons: Sequence[PlannedComparison],
    supplied: Collection[str],
) -> UsageError:
    needed = "; ".join(sorted(rule.name for rule in rules)) or ", ".join(one.name for one in comparisons)
    held = ", ".join(field.name for field in standard.fields if field.name in supplied) or "–"
    return UsageError(
        Text(
            f"无法比对：文件没有任何一条分块规则所需的字段（需要：{needed}）",
            f"cannot match: the files lack the fields of every blocking rule (any of: {needed})",
        ),
        where=standard.name,
        found=Text(f"文件中可用的字段：{held}", f"these fields in the files: {held}"),
        hint=Text(
            "在标准的 linkage: blocking: 下写一条文件中有的字段，或检查 columns: 的映射",
            "write a rule of fields that the files have under linkage: blocking:, or check the mapping (columns:)",
        ),
    )
