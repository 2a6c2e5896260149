"""From findings to the lines of a report: each rule on each field with its count, commonest values and first rows."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from govclean.standards.model import Standard
from govclean.validation.catalogue import rule_docs
from govclean.validation.checks.completeness import PLACEHOLDER
from govclean.validation.findings import SEVERITIES, Severity
from govclean.validation.judgement import RuleSummary
from govclean.validation.showing import Mask, mask_of, masks_of
from govclean.wording import Text, same

_GROUP = ("rule", "field", "severity")


def summarise(
    findings: pa.Table, standard: Standard, rows: int, *, show_values: bool = False
) -> tuple[RuleSummary, ...]:
    """Return one line for each rule on each field, worst first: by severity, then by count.

    Args:
        findings: all findings, in source order.
        rows: the records judged, which every share is a share of.
        show_values: whether the commonest values are shown as supplied instead of masked.
    """
    plain = findings.select(["row", "value", "suggestion"])
    for name in _GROUP:
        plain = plain.append_column(name, findings[name].cast(pa.string()))
    groups = plain.group_by(list(_GROUP)).aggregate([("row", "count")]).to_pylist()
    masks = None if show_values else masks_of(standard)
    lines = [_line(_members(plain, group), group, standard, rows, masks) for group in groups]
    return tuple(
        sorted(lines, key=lambda line: (SEVERITIES.index(line.severity), -line.count, line.rule, line.field))
    )


def _members(findings: pa.Table, group: Mapping[str, str]) -> pa.Table:
    chosen = pc.and_(
        pc.equal(findings["rule"], group["rule"]),
        pc.and_(
            pc.equal(findings["field"], group["field"]), pc.equal(findings["severity"], group["severity"])
        ),
    )
    return findings.filter(chosen)


def _line(
    members: pa.Table,
    group: Mapping[str, str],
    standard: Standard,
    rows: int,
    masks: Mapping[str, Mask] | None,
) -> RuleSummary:
    rule, field = rule_docs()[group["rule"]], group["field"]
    severity: Severity = group["severity"]  # type: ignore[assignment]  # the column holds nothing else
    share = members.num_rows / rows if rows else 0.0
    return RuleSummary(
        rule=rule.id,
        title=rule.title,
        field=field,
        field_title=standard.field(field).title if field else Text("整条记录", "whole record"),
        dimension=rule.dimension,
        severity=severity,
        count=members.num_rows,
        share=share,
        top_values=_top_values(members["value"], field, None if rule is PLACEHOLDER else masks),
        first_rows=tuple(members["row"].slice(0, 5).to_pylist()),
        hint=_hint(rule.repair, members, field, masks),
        tolerated=_tolerated(standard, rule.id, field, share),
    )


def _top_values(
    values: pa.ChunkedArray, field: str, masks: Mapping[str, Mask] | None
) -> tuple[tuple[str, int], ...]:
    counted = pa.Table.from_struct_array(pc.drop_null(values).value_counts())
    top = counted.take(pc.select_k_unstable(counted, 3, [("counts", "descending"), ("values", "ascending")]))
    return tuple(zip(_shown(top["values"], field, masks), top["counts"].to_pylist(), strict=True))


def _shown(values: pa.ChunkedArray, field: str, masks: Mapping[str, Mask] | None) -> list[str]:
    column = pa.array(values.to_pylist(), pa.string())
    if masks is not None:
        column = mask_of(field, masks)(column)
    return [str(value) for value in column.to_pylist()]


def _hint(repair: Text, members: pa.Table, field: str, masks: Mapping[str, Mask] | None) -> Text:
    """Return the rule's advice, with the first suggestion as an example where there is one."""
    advised = members.filter(members["suggestion"].is_valid()).slice(0, 1)
    if not advised.num_rows:
        return repair
    before = _shown(advised["value"], field, masks)[0] if advised["value"][0].is_valid else "∅"
    after = _shown(advised["suggestion"], field, masks)[0]
    return Text("{advice} 例：{pair}", "{advice} E.g. {pair}").fill(
        advice=repair, pair=same(f"{before} → {after}")
    )


def _tolerated(standard: Standard, rule: str, field: str, share: float) -> bool:
    for key in (f"{rule}@{field}", rule):
        setting = standard.rules.get(key)
        if setting is not None and setting.max_share is not None:
            return share <= setting.max_share
    return False
