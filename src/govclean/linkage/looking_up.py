"""What cross checks look at beyond plain fields: features such as `household_address.door`, here and in other registries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from govclean.linkage.deriving import Deriving
from govclean.linkage.planning import key_of
from govclean.linkage.records import Column, Records
from govclean.standards.linkage import CrossCheck
from govclean.standards.model import Standard


def with_features(
    records: Records, standard: Standard, deriving: Deriving, checks: Sequence[CrossCheck]
) -> Records:
    """Return the records with a column for each feature that a check names."""
    names = {name for check in checks for name in (check.field, check.per) if "." in name}
    made = {}
    for name in sorted(names):
        key = key_of(standard, name, standard.path)
        if key.field in records.columns:
            made[name] = deriving.key(key)
    return replace(records, columns={**records.columns, **made})


def with_features_there(
    registries: Mapping[str, Records], standard: Standard, checks: Iterable[CrossCheck]
) -> dict[str, Records]:
    """Return other registries with the features that checks compare with ours: derived there as they are here."""
    found = dict(registries)
    for check in checks:
        there = found.get(check.registry)
        field = check.key.partition(".")[0]
        ours = key_of(standard, check.field, standard.path) if "." in check.key else None
        if there is None or ours is None or ours.feature is None or field not in there.columns:
            continue
        column: Column = there.columns[field]
        derived = column.mapped(ours.feature.derive(column.values))
        found[check.registry] = replace(there, columns={**there.columns, check.key: derived})
    return found
