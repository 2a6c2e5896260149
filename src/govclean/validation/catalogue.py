"""The catalogue of checks: every rule a finding can carry, and every check a standard can ask for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from govclean.validation.checking import CheckKind, RuleDoc
from govclean.validation.checks import completeness, consistency, timeliness, uniqueness, validity
from govclean.validation.findings import Dimension
from govclean.wording import Text

RULES: tuple[RuleDoc, ...] = (
    *completeness.RULES,
    *validity.RULES,
    *uniqueness.RULES,
    *consistency.RULES,
    *timeliness.RULES,
)

CHECKS: tuple[CheckKind, ...] = (
    *completeness.KINDS,
    *uniqueness.KINDS,
    *consistency.KINDS,
    *timeliness.KINDS,
)

# The words of GB/T 36344-2018 beside ours; the standard counts uniqueness under accuracy (准确性).
DIMENSION_TITLES: Mapping[Dimension, Text] = {
    "completeness": Text("完整性", "completeness"),
    "validity": Text("规范性", "validity"),
    "uniqueness": Text("唯一性（准确性）", "uniqueness"),
    "consistency": Text("一致性", "consistency"),
    "timeliness": Text("时效性", "timeliness"),
}


@cache
def rule_docs() -> Mapping[str, RuleDoc]:
    """Return every rule by its id."""
    return {rule.id: rule for rule in RULES}


@cache
def check_kinds() -> Mapping[str, CheckKind]:
    """Return every check a standard can ask for by its name."""
    return {kind.rule.id: kind for kind in CHECKS}


def check_arguments() -> dict[str, frozenset[str]]:
    """Return for every check a standard can ask for the arguments it takes; what `standards check` lints against."""
    return {kind.rule.id: kind.arguments for kind in CHECKS}
