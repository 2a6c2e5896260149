"""Consistency 一致性: what several fields, records or extracts say of one thing agrees."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.engines import keys
from govclean.validation.checking import Asked, CheckKind, RowCheck, RuleDoc, Suggest, TableCheck
from govclean.validation.checks.completeness import holds
from govclean.validation.records import Records
from govclean.values.columns import Bools
from govclean.values.counties import names_another_county
from govclean.values.fingerprints import fingerprints
from govclean.values.identifiers import certificates, resident_id, uscc
from govclean.values.layouts import to_days
from govclean.wording import Text

MATCHES_RESIDENT_ID = RuleDoc(
    "consistency.matches_resident_id",
    Text("与公民身份号码不符", "differs from the resident number"),
    Text(
        "公民身份号码第 7–14 位是出生日期，第 17 位奇数为男、偶数为女（GB 11643-1999）；号码校验通过时以号码为准核实。",
        "Digits 7-14 of the number are the date of birth, an odd 17th digit is male (GB 11643-1999).",
    ),
    Text("号码中为 19850305，出生日期 = 19850306", "number says 19850305, birth_date = 19850306"),
    Text("两者一致", "both agree"),
    Text(
        "号码校验通过，建议以号码为准；请核对原件后更正。",
        "The number passes its check, so it is probably right; check the document and correct.",
    ),
)
MATCHES_USCC = RuleDoc(
    "consistency.matches_uscc",
    Text("与统一社会信用代码不符", "differs from the unified social credit code"),
    Text(
        "统一社会信用代码第 9–17 位就是组织机构代码（GB 32100-2015）。",
        "Characters 9-17 of the code are the organisation code (GB 32100-2015).",
    ),
    Text("组织机构代码与信用代码第 9–17 位不同", "org_code differs from characters 9-17"),
    Text("两者一致", "both agree"),
    Text("请核对登记证照，以信用代码为准。", "Check the licence; the credit code takes precedence."),
)
CERTIFICATE = RuleDoc(
    "consistency.certificate_matches_type",
    Text("证件号码与证件类型不符", "certificate number does not fit its type"),
    Text(
        "不同证件的号码形式不同（GA/T 517 列出类型）；不符说明类型选错或号码录错。",
        "Each kind of certificate has its own form of number (kinds by GA/T 517).",
    ),
    Text("证件类型 = 414（普通护照），证件号码为 18 位数字", "type 414 (passport) with an 18-digit number"),
    Text("证件类型 = 111，号码为 18 位公民身份号码", "type 111 with an 18-digit resident number"),
    Text("请核对证件类型与号码。", "Check type and number against the document."),
)
DATE_ORDER = RuleDoc(
    "consistency.date_order",
    Text("日期先后颠倒", "dates out of order"),
    Text("先发生的日期晚于后发生的日期。", "What must come first lies after what follows it."),
    Text("出生日期 = 19850305，死亡日期 = 19800101", "born 19850305, died 19800101"),
    Text("出生日期不晚于死亡日期", "birth not after death"),
    Text("请核对两个日期。", "Check both dates."),
)
IMPLIES = RuleDoc(
    "consistency.implies",
    Text("状态与数据项矛盾", "value contradicts the status"),
    Text(
        "例如已注销的单位必有注销日期，在世人员不应有死亡日期。",
        "A deregistered body has a date of deregistration; a living person has no date of death.",
    ),
    Text("登记状态 = 存续，注销日期 = 20240101", "status active with a date of deregistration"),
    Text("状态与日期相符", "status and date agree"),
    Text("请核对状态与该数据项，改正其中一项。", "Check both and correct one of them."),
)
DIVISION_IN_ADDRESS = RuleDoc(
    "consistency.division_in_address",
    Text("区划代码与地址不符", "division code differs from the address"),
    Text(
        "地址中写明的县（市、区）与区划代码指向的不同；更名、撤并前后的名称视为相同。",
        "The county named in the address is not the one the code stands for (former names and mergers count as equal).",
    ),
    Text("区划代码 = 410105（金水区），地址 = 郑州市二七区……", "code 410105 (金水区), address 郑州市二七区…"),
    Text("代码与地址为同一县（市、区）", "code and address name the same county"),
    Text("请核实地址，改正代码或地址。", "Check the address and correct one of them."),
    severity="warning",
)
EXISTS_IN = RuleDoc(
    "consistency.exists_in",
    Text("在对照数据中不存在", "unknown to the other extract"),
    Text(
        "该值应能在另一份数据（如人口库、标准地址库）中找到。",
        "The value must exist in another extract, such as the population registry or the standard addresses.",
    ),
    Text(
        "法定代表人证件号码在人口库中查无此人",
        "the representative's number is not in the population registry",
    ),
    Text("在对照数据中存在", "it exists there"),
    Text(
        "请核对该值；对照数据未更新的，请说明。",
        "Check the value; say so if the other extract is out of date.",
    ),
)
SAME_KEY = RuleDoc(
    "consistency.same_key_same_value",
    Text("同一主键内容不同", "one key, different values"),
    Text(
        "同一号码对应不同的姓名或名称（一号多人、一码多企），不能合并，须核实。",
        "One number with several names: several persons or bodies share it; they must not be merged.",
    ),
    Text("同一公民身份号码，姓名分别为王小明、李娜", "one resident number with two names"),
    Text("同一号码只有一个姓名", "one number, one name"),
    Text(
        "请核实号码属于谁；确属更名的，请保留最新姓名并说明。",
        "Find out whose number it is; after a change of name keep the newest and say so.",
    ),
)


def matches_resident_id(asked: Asked) -> tuple[RowCheck, ...]:
    """`{field, id, part: birth_date|sex}`: the field agrees with that part of a good number."""
    name, number, part = asked.text("field"), asked.text("id"), asked.text("part")
    message = Text(
        "{title}与公民身份号码所示不一致", "{title} differs from what the resident number says"
    ).fill(title=asked.title(name))

    layout = "" if part == "sex" else asked.layout(name)

    def derived(numbers: pa.StringArray, good: Bools) -> pa.StringArray:
        if part == "sex":
            return resident_id.sexes(numbers, good)
        return _written(resident_id.birth_dates(numbers, good), layout)

    def fails(records: Records) -> Bools:
        comparable = records.usable(name)
        if part == "sex":  # 0 unknown and 9 not stated contradict nothing (GB/T 2261.1)
            comparable &= _is_in(records.filled(name), ("1", "2"))
        numbers = derived(records.filled(number), records.usable(number))
        return comparable & _differ(records.filled(name), numbers)

    return (
        RowCheck(
            MATCHES_RESIDENT_ID,
            name,
            message,
            fails,
            (number,),
            _suggesting(number, derived),
            severity=asked.severity,
        ),
    )


def matches_uscc(asked: Asked) -> tuple[RowCheck, ...]:
    """`{field, uscc}`: the organisation code is characters 9-17 of a good credit code."""
    name, number = asked.text("field"), asked.text("uscc")
    message = Text(
        "{title}与统一社会信用代码第 9–17 位不一致", "{title} differs from characters 9-17 of the credit code"
    )

    def fails(records: Records) -> Bools:
        written = pc.replace_substring(records.filled(name), "-", "")
        codes = uscc.organisation_codes(records.filled(number), records.usable(number))
        return records.usable(name) & _differ(written, codes)

    return (
        RowCheck(
            MATCHES_USCC,
            name,
            message.fill(title=asked.title(name)),
            fails,
            (number,),
            _suggesting(number, uscc.organisation_codes),
            severity=asked.severity,
        ),
    )


def certificate_matches_type(asked: Asked) -> tuple[RowCheck, ...]:
    """`{field, type}`: a number has the form of the kind of certificate its GA/T 517 code names."""
    name, kind = asked.text("field"), asked.text("type")
    message = Text("{title}不符合所填证件类型的号码形式", "{title} has not the form of its certificate type")

    def fails(records: Records) -> Bools:
        both = records.legible(name) & records.usable(kind)
        return both & ~certificates.matches_kind(records.filled(kind), records.filled(name))

    return (
        RowCheck(
            CERTIFICATE, name, message.fill(title=asked.title(name)), fails, (kind,), severity=asked.severity
        ),
    )


def date_order(asked: Asked) -> tuple[RowCheck, ...]:
    """`{earlier, later}`: the first date does not lie after the second; the finding stands on the second."""
    first, second = asked.text("earlier"), asked.text("later")
    message = Text("{second}早于{first}", "{second} lies before {first}").fill(
        first=asked.title(first), second=asked.title(second)
    )

    layouts = (asked.layout(first), asked.layout(second))

    def fails(records: Records) -> Bools:
        days_first, known_first = to_days(records.filled(first), layouts[0])
        days_second, known_second = to_days(records.filled(second), layouts[1])
        known = known_first & known_second & records.usable(first) & records.usable(second)
        return known & (days_first > days_second)

    return (RowCheck(DATE_ORDER, second, message, fails, (first,), severity=asked.severity),)


def implies(asked: Asked) -> tuple[RowCheck, ...]:
    """`{when: {status: [values]}, field, must: filled|empty}`: the field follows the status."""
    name, condition, must_be_empty = asked.text("field"), asked.condition(), asked.text("must") == "empty"
    wanted = Text("应为空", "must be empty") if must_be_empty else Text("应有值", "must be filled")
    message = Text("按所填状态，{title}{wanted}", "with this status {title} {wanted}").fill(
        title=asked.title(name), wanted=wanted
    )

    def fails(records: Records) -> Bools:
        filled = records.has_value(name)
        return holds(records, condition) & (filled if must_be_empty else ~filled)

    return (RowCheck(IMPLIES, name, message, fails, tuple(condition), severity=asked.severity),)


def division_in_address(asked: Asked) -> tuple[RowCheck, ...]:
    """`{division, address}`: the county an address names is the one its division code stands for."""
    code, address = asked.text("division"), asked.text("address")
    message = Text(
        "{code}与{address}中写明的县（市、区）不一致", "{code} is not the county that {address} names"
    ).fill(code=asked.title(code), address=asked.title(address))

    def fails(records: Records) -> Bools:
        return records.usable(code) & names_another_county(records.filled(code), records.filled(address))

    return (RowCheck(DIVISION_IN_ADDRESS, code, message, fails, (address,), severity=asked.severity),)


def exists_in(asked: Asked) -> tuple[RowCheck, ...]:
    """`{field, extract, key}`: the value stands in that column of another extract, where that one is at hand."""
    name, extract = asked.text("field"), asked.text("extract")
    if extract not in asked.references:
        return ()
    known = keys.KeySet(asked.references[extract](asked.text("key")))
    message = Text("{title}在对照数据（{extract}）中不存在", "{title} does not exist in {extract}").fill(
        title=asked.title(name), extract=extract
    )

    def fails(records: Records) -> Bools:
        return records.usable(name) & ~known.holds(fingerprints([records.filled(name)]))

    return (RowCheck(EXISTS_IN, name, message, fails, severity=asked.severity),)


def same_key_same_value(asked: Asked) -> tuple[TableCheck, ...]:
    """`{key, field}`: wherever the key stands, the field says the same."""
    key, name = asked.names("key"), asked.text("field")
    titles = Text("＋".join(asked.title(k).zh for k in key), " + ".join(asked.title(k).en for k in key))
    message = Text("{titles}相同而{title}不同", "same {titles} with a different {title}").fill(
        titles=titles, title=asked.title(name)
    )
    return (TableCheck(SAME_KEY, name, message, "contradicted", key, value=name, severity=asked.severity),)


def _written(births: pa.StringArray, layout: str) -> pa.StringArray:
    """Return YYYYMMDD in another layout of days."""
    if layout == "YYYYMMDD":
        return births
    parts = layout.replace("YYYY", r"\1").replace("MM", r"\2").replace("DD", r"\3")
    return pc.replace_substring_regex(births, r"^(\d{4})(\d{2})(\d{2})$", parts)


def _differ(written: pa.StringArray, derived: pa.StringArray) -> Bools:
    differs: Bools = pc.fill_null(pc.not_equal(written, derived), fill_value=False).to_numpy(
        zero_copy_only=False
    )
    return differs


def _is_in(column: pa.StringArray, values: tuple[str, ...]) -> Bools:
    among: Bools = pc.is_in(column, pa.array(values, pa.string())).to_numpy(zero_copy_only=False)
    return among


def _suggesting(number: str, derived: Callable[[pa.StringArray, Bools], pa.StringArray]) -> Suggest:
    """Return how to suggest what the number says; asked only of rows whose number is good."""

    def suggest(records: Records, rows: NDArray[np.int64]) -> pa.StringArray:
        numbers = records.filled(number).take(pa.array(rows))
        return derived(numbers, np.ones(len(rows), np.bool_))

    return suggest


KINDS = (
    CheckKind(MATCHES_RESIDENT_ID, matches_resident_id, frozenset({"field", "id", "part"})),
    CheckKind(MATCHES_USCC, matches_uscc, frozenset({"field", "uscc"})),
    CheckKind(CERTIFICATE, certificate_matches_type, frozenset({"field", "type"})),
    CheckKind(DATE_ORDER, date_order, frozenset({"earlier", "later"})),
    CheckKind(IMPLIES, implies, frozenset({"when", "field", "must"})),
    CheckKind(DIVISION_IN_ADDRESS, division_in_address, frozenset({"division", "address"})),
    CheckKind(EXISTS_IN, exists_in, frozenset({"field", "extract", "key"})),
    CheckKind(SAME_KEY, same_key_same_value, frozenset({"key", "field"})),
)
RULES = tuple(kind.rule for kind in KINDS)
