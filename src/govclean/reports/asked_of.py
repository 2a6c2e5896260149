"""What a standard asks of a field, in the words of the person who fills it in."""

from __future__ import annotations

from dataclasses import dataclass

from govclean.standards.describing import FieldRow
from govclean.standards.fields import Field
from govclean.wording import Language, Text, same

OBLIGATIONS = {
    "M": Text("必填", "mandatory"),
    "C": Text("条件必填", "conditional"),
    "O": Text("选填", "optional"),
}
_UNIQUE = Text("不得重复", "must not repeat")
_LISTED = Text("见“代码表”：{name}", 'see the sheet "codes": {name}')
_PARAMETERS = {
    "format": Text("格式 {value}", "as {value}"),
    "digits": Text("{value} 位", "{value} digits"),
    "min": Text("不小于 {value}", "from {value}"),
    "max": Text("不大于 {value}", "up to {value}"),
    "min_length": Text("至少 {value} 字", "at least {value} characters"),
    "max_length": Text("至多 {value} 字", "at most {value} characters"),
    "scale": Text("小数 {value} 位", "{value} decimals"),
    "min_decimals": Text("小数至少 {value} 位", "at least {value} decimals"),
    "unit": Text("单位 {value}", "in {value}"),
    "pattern": Text("形式 {value}", "pattern {value}"),
}
_OPEN_END = Text("长期有效填“长期”", "write 长期 where there is no end")

# Numbers that standards print as their own examples (GB 11643-1999, GB 32100-2015), or that nobody can hold.
_EXAMPLES = {
    "cn.resident_id": same("11010519491231002X"),
    "cn.uscc": same("91350100M000100Y43"),
    "cn.org_code": same("D2143569-X"),
    "cn.mobile": same("13800000001"),
    "cn.phone": same("13800000001"),
    "cn.landline": same("0371-65000001"),
    "cn.postcode": same("450000"),
    "cn.division": same("410105"),
    "cn.person_name": same("张三"),
    "cn.organisation_name": same("郑州某某商贸有限公司"),
    "cn.address": same("河南省郑州市金水区花园路1号"),
    "longitude": same("113.665412"),
    "latitude": same("34.757975"),
    "amount": same("100.00"),
    "integer": same("12"),
}
_DAY = {"YYYY": "2026", "MM": "01", "DD": "31", "hh": "08", "mm": "30", "ss": "00"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One field as its form says it."""

    title: str
    obligation: str
    form: str
    example: str
    basis: str
    note: str


def asked_of(field: Field, row: FieldRow, language: Language) -> Asked:
    """Return what is asked of a field."""
    obligation = OBLIGATIONS[row.obligation].say(language)
    if row.unique:
        obligation += f"{'，' if language == 'zh' else ', '}{_UNIQUE.say(language)}"
    return Asked(
        row.title.say(language),
        obligation,
        _form(row, language),
        _example(field, row).say(language),
        row.basis,
        row.note,
    )


def _form(row: FieldRow, language: Language) -> str:
    """Return type and parameters in words."""
    words = [row.type_title]
    if row.codelist:
        words.append(_LISTED.fill(name=row.codelist))
    for name, value in row.parameters:
        if name == "open_end" and value == "True":
            words.append(_OPEN_END)
        elif name in _PARAMETERS:
            words.append(_PARAMETERS[name].fill(value=_shown(value)))
    return ("；" if language == "zh" else "; ").join(word.say(language) for word in words)


def _shown(value: str) -> Text:
    return Text("今天", "today") if value == "today" else same(value)


def _example(field: Field, row: FieldRow) -> Text:
    """Return a value as it should be written: the first current code, a date, or a known example."""
    if field.codes is not None:
        code = first_current(field)
        return same(f"{code}（{field.codes.label(code)}）" if code else "")
    if field.type in ("date", "datetime"):
        form = dict(row.parameters).get("format") or getattr(field.semantic_type, "format", "")
        return same(_day_as(str(form)))
    if field.type == "cn.division":
        digits = dict(row.parameters).get("digits", "6")
        return same({"9": "410105001", "12": "410105001001"}.get(digits, "410105"))
    return _EXAMPLES.get(field.type, same(""))


def first_current(field: Field) -> str:
    """Return the first code of a field's list that is valid today; empty where there is none."""
    if field.codes is None:
        return ""
    valid = field.codes.current()
    return next((code for code in field.codes.rows["code"].to_pylist() if code in valid), "")


def _day_as(form: str) -> str:
    for part, digits in _DAY.items():
        form = form.replace(part, digits)
    return form
