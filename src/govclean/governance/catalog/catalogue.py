"""Every rule of the directory, and the checks that apply them, in the order of an entry."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from govclean.governance.catalog.rules import (
    coding,
    filling,
    forming,
    items,
    naming,
    opening,
    repeating,
    sharing,
)
from govclean.governance.catalog.ruling import CatalogRule, Check, WholeCheck

RULES: tuple[CatalogRule, ...] = (
    *filling.RULES,
    *naming.RULES,
    *coding.RULES,
    *forming.RULES,
    *items.RULES,
    *sharing.RULES,
    *opening.RULES,
    *repeating.RULES,
)

CHECKS: tuple[Check, ...] = (
    *filling.CHECKS,
    *naming.CHECKS,
    *coding.CHECKS,
    *forming.CHECKS,
    *items.CHECKS,
    *sharing.CHECKS,
    *opening.CHECKS,
)

WHOLE_CHECKS: tuple[WholeCheck, ...] = repeating.CHECKS


@cache
def rules_by_id() -> Mapping[str, CatalogRule]:
    """Return every rule by its id."""
    return {rule.id: rule for rule in RULES}
