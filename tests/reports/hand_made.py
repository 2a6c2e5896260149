"""A judgement made by hand: what reports are given, without reading a file."""

from __future__ import annotations

import pyarrow as pa

from govclean.validation.findings import FINDINGS
from govclean.validation.judgement import Input, Judgement, RuleSummary
from govclean.values.catalogue import semantic_type
from govclean.wording import Text

NUMBER = "410105198503051231"  # invented; its check digit is wrong
PHONE = "13800000001"
NAME = "王小明"
SOURCE = "drops/警务,人口 1.csv"


def finding(row: int, field: str, rule: str, value: str | None, **more: object) -> dict[str, object]:
    return {
        "row": row,
        "line": row + 1,
        "field": field,
        "column": more.get("column", field),
        "rule": rule,
        "dimension": rule.split(".", maxsplit=1)[0],
        "severity": more.get("severity", "error"),
        "value": value,
        "suggestion": more.get("suggestion"),
        "message": more.get("message", "wrong"),
        "source": more.get("source", SOURCE),
    }


FOUND = [
    finding(1, "resident_id", "validity.check_digit", NUMBER, column="身份证号", suggestion=NUMBER[:-1] + "0"),
    finding(1, "ethnicity", "validity.codelist", "汉族", suggestion="01"),
    finding(2, "name", "validity.format", NAME + "?"),
    finding(2, "phone", "validity.length", PHONE + "1"),
    finding(3, "ethnicity", "validity.codelist", PHONE),
    finding(4, "", "validity.record_shape", f"{NAME},{NUMBER},1", column="", severity="warning"),
    *[finding(row, "status", "validity.retired_code", "=1+1", severity="info") for row in range(5, 35)],
]  # fmt: skip


def findings(rows: list[dict[str, object]]) -> pa.Table:
    plain = pa.schema(
        [(part.name, pa.string() if pa.types.is_dictionary(part.type) else part.type) for part in FINDINGS]
    )
    return pa.Table.from_pylist(rows, plain).cast(FINDINGS)


def summary(
    rule: str, field: str, severity: str, count: int, values: tuple[tuple[str, int], ...]
) -> RuleSummary:
    return RuleSummary(
        rule=rule,
        title=Text("校验码不符", "check digit does not fit"),
        field=field,
        field_title=Text("公民身份号码", "Resident identity number"),
        dimension=rule.split(".", maxsplit=1)[0],
        severity=severity,  # type: ignore[arg-type]
        count=count,
        share=count / 40,
        top_values=values,
        first_rows=tuple(range(1, min(count, 5) + 1)),
        hint=Text("录入错位；不能自动修复，请核对原件。", "A typing error; check the document."),
    )


def judgement(rows: list[dict[str, object]] | None = None, inputs: tuple[Input, ...] = ()) -> Judgement:
    table = findings(FOUND if rows is None else rows)
    summaries = (
        summary("validity.check_digit", "resident_id", "error", 1, (("4101**********1231", 1),)),
        summary("validity.codelist", "ethnicity", "error", 2, (("汉族", 1), ("138****0001", 1))),
        summary("validity.format", "name", "error", 1, (("王**", 1),)),
        summary("validity.length", "phone", "error", 1, (("138*****0011", 1),)),
        summary("validity.record_shape", "", "warning", 1, ()),
        summary("validity.retired_code", "status", "info", 30, (("=1+1", 30),)),
    )
    file = Input(SOURCE, "3f9a" + "0" * 58 + "c1", "csv", "gb18030", 40, 1, 3, 1, unmapped=("备注", PHONE))
    types = {
        "resident_id": semantic_type("cn.resident_id"),
        "name": semantic_type("cn.person_name"),
        "phone": semantic_type("cn.mobile"),
        "status": semantic_type("text"),
    }
    return Judgement(
        standard="population",
        standard_title=Text("人口基础信息库", "Population base registry"),
        version="2026.1",
        as_of="2026-11-23",
        inputs=inputs or (file,),
        verdict="rejected" if table.num_rows else "accepted",
        rules=summaries if table.num_rows else (),
        findings=table,
        masks={name: kind.mask for name, kind in types.items()},
        max_error_rate=0.01,
        seconds=2.14,
    )
