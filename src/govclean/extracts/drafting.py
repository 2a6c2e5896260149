"""A draft of a standard for a profiled extract: text to be read, corrected and used.

Each field says in a comment why its type was chosen. Nothing of a value is written down but the codes of columns that
hold few values and none about a person.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pypinyin import lazy_pinyin

from govclean.extracts.header_keys import has_han
from govclean.extracts.profiling import ColumnProfile, Profile
from govclean.extracts.yaml_text import amount, comment, flow, quoted, scalar
from govclean.standards.fields import Field
from govclean.standards.mentions import Check
from govclean.standards.parameters import CODELIST
from govclean.standards.references import NAMING
from govclean.values.tables import table_names
from govclean.wording import Language, Text

_LONGEST_NAME = 40
_KEY_SHAPES = re.compile(r"[9A_./:-]|\{\d+\}")


@dataclass(slots=True)
class _Drafted:
    """A field of the draft: its name, its lines below the name, and the standard's field it is, unchanged."""

    name: str
    title: str
    lines: list[str]
    why: Text
    source: Field | None = None
    unique: bool = False
    codes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Names:
    """The names or titles given out so far: each once, width and case not counted."""

    taken: set[str] = field(default_factory=set)

    def has(self, name: str) -> bool:
        return _folded(name) in self.taken

    def fresh(self, wanted: str) -> str:
        name, number = wanted, 2
        while self.has(name):
            name, number = f"{wanted}_{number}", number + 1
        self.taken.add(_folded(name))
        return name


def draft(profile: Profile, name: str = "", *, language: Language = "zh") -> str:
    """Return a standard for the extract as YAML text that `standards check` accepts.

    Args:
        name: of the standard; default made from the file's name.
        language: of the comments.
    """
    drafted = _fields(profile)
    known = name or _identifier(profile.name, "draft")
    sections = [
        _head(profile, known, language),
        _record_id(profile, drafted),
        _field_section(profile, drafted, language),
        _codelists(drafted, language),
        _checks(profile, drafted, language),
    ]
    return "\n".join(section for section in sections if section)


def _head(profile: Profile, name: str, language: Language) -> str:
    lines = [_DRAFT.fill(name=profile.name, rows=f"{profile.rows:,}").say(language)]
    if profile.nearest is not None:
        known = _NEAREST.fill(
            standard=profile.nearest.name, known=profile.known, columns=len(profile.columns)
        )
        lines.append(known.say(language))
    lines += [_CHECK.say(language)]
    written = "\n".join(f"# {comment(line)}" for line in lines)
    return f"{written}\n\nstandard: {scalar(name)}\nversion: 0.1\ntitle: {scalar(profile.name)}\n"


def _record_id(profile: Profile, drafted: list[_Drafted]) -> str:
    wanted = profile.nearest.record_id if profile.nearest is not None else None
    names = [one.name for one in drafted if one.source is not None and one.name == wanted]
    names += [one.name for one in drafted if one.unique]
    return f"record_id: {names[0]}\n" if names else ""


def _field_section(profile: Profile, drafted: list[_Drafted], language: Language) -> str:
    lines = ["fields:"]
    for column, one in zip(profile.columns, drafted, strict=True):
        told = f"{_column_says(column).say(language)}{_PERIOD.say(language)}{one.why.say(language)}"
        lines += [f"  # {comment(told)}", f"  - name: {one.name}", f"    title: {scalar(one.title)}"]
        lines += [f"    {line}" for line in one.lines]
        lines.append("")
    return "\n".join(lines)


def _codelists(drafted: list[_Drafted], language: Language) -> str:
    lists = [one for one in drafted if one.codes]
    if not lists:
        return ""
    lines = [f"# {_CODES.say(language)}", "codelists:"]
    for one in lists:
        lines.append(f"  {_codelist_name(one.name)}:")
        lines += [f"    {quoted(code)}: {quoted(code)}" for code in one.codes]
    return "\n".join([*lines, ""])


def _checks(profile: Profile, drafted: list[_Drafted], language: Language) -> str:
    """Return the checks of the nearest standard whose fields all stand in the draft as they are there."""
    if profile.nearest is None:
        return ""
    there = {one.name for one in drafted if one.source is not None and one.source in profile.nearest.fields}
    kept = [check for check in profile.nearest.checks if _mentions(check) <= there]
    if not kept:
        return ""
    lines = [f"# {_CHECKS.fill(standard=profile.nearest.name).say(language)}", "checks:"]
    for check in kept:
        arguments = dict(check.arguments) | ({"severity": check.severity} if check.severity else {})
        lines.append(f"  - {check.name}: {flow(arguments)}")
    return "\n".join([*lines, ""])


def _fields(profile: Profile) -> list[_Drafted]:
    names, titles = _Names(), _Names()
    return [_field(column, names, titles) for column in profile.columns]


def _field(column: ColumnProfile, names: _Names, titles: _Names) -> _Drafted:
    found = column.guess.field
    if found is not None and not names.has(found.name) and _can_be_written(found):
        return _known(column, found, names, titles)
    wanted = found.name if found is not None else _identifier(column.column, "column")
    name = names.fresh(wanted)
    title = titles.fresh(comment(column.column).strip() or name)
    if found is not None and _can_be_written(found):
        return _Drafted(name, title, [*_type_lines(found.type, found.parameters)], column.guess.why)
    return _unknown(column, name, title)


def _known(column: ColumnProfile, found: Field, names: _Names, titles: _Names) -> _Drafted:
    title = titles.fresh(found.title.zh)
    lines = []
    if not titles.has(column.column):
        lines.append(f"aliases: {flow([titles.fresh(column.column)])}")
    lines += _type_lines(found.type, _as_observed(found, column.guess.parameters))
    if found.required:
        lines.append("required: true")
    if found.unique:
        lines.append("unique: true")
    if found.sensitivity != found.semantic_type.sensitivity:
        lines.append(f"sensitivity: {found.sensitivity}")
    if found.basis:
        lines.append(f"basis: {scalar(found.basis)}")
    return _Drafted(names.fresh(found.name), title, lines, column.guess.why, found, found.unique)


def _unknown(column: ColumnProfile, name: str, title: str) -> _Drafted:
    kind = column.guess.kind
    if kind is not None:
        lines = [*_type_lines(kind.name, column.guess.parameters or {})]
        unique = column.is_key and kind.name in ("cn.resident_id", "cn.uscc", "cn.org_code")
        return _Drafted(
            name, title, [*lines, *(["unique: true"] if unique else [])], column.guess.why, unique=unique
        )
    if column.codes:
        lines = ["type: code", f"{CODELIST}: {_codelist_name(name)}"]
        return _Drafted(name, title, lines, _FEW.fill(count=len(column.codes)), codes=column.codes)
    longest = column.longest or 0
    if column.is_key and all(_KEY_SHAPES.sub("", shape) == "" for shape, _ in column.shapes):
        lines = ["type: key", f"max_length: {longest}", "unique: true"]
        return _Drafted(name, title, lines, _KEY, unique=True)
    return _Drafted(
        name, title, ["type: text", *([f"max_length: {longest}"] if longest else [])], column.guess.why
    )


def _type_lines(kind: str, parameters: Mapping[str, object]) -> Iterator[str]:
    yield f"type: {kind}"
    for key, value in parameters.items():
        listed = isinstance(value, (list, tuple))
        yield f"{key}: {flow(value) if listed else amount(value)}"


def _as_observed(found: Field, observed: Mapping[str, object] | None) -> Mapping[str, object]:
    """Return a field's parameters with the form of date the values have; bounds in another form are left out."""
    if not observed or observed.get("format") == found.parameters.get("format"):
        return found.parameters
    kept = {key: value for key, value in found.parameters.items() if str(value).strip("0123456789-/ :")}
    return {**kept, **observed}


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().strip()


def _can_be_written(found: Field) -> bool:
    """Return whether the field's code list, if it has one, is there without the standard it comes from."""
    return not found.codelist or found.codelist in table_names()


def _mentions(check: Check) -> set[str]:
    """Return the fields that a check names."""
    named: set[str] = set()
    for key, value in check.arguments.items():
        if key in NAMING:
            named |= {str(one) for one in value} if isinstance(value, (list, tuple)) else {str(value)}
        elif key == "when" and isinstance(value, Mapping):
            named |= set(value)
    return named


def _identifier(words: str, fallback: str) -> str:
    """Return a name for a field: the words in small letters, Chinese ones in pinyin.

    >>> _identifier("备注", "column"), _identifier("XQ Code", "column"), _identifier("2号", "column")
    ('bei_zhu', 'xq_code', 'column_2_hao')
    """
    spelt = "_".join(lazy_pinyin(words)) if has_han(words) else words
    ascii_only = re.sub("[^a-z0-9]+", "_", spelt.casefold()).strip("_")[:_LONGEST_NAME].strip("_")
    if not ascii_only:
        return fallback
    return ascii_only if ascii_only[0].isalpha() else f"{fallback}_{ascii_only}"


def _codelist_name(name: str) -> str:
    return f"{name}_codes"


def _column_says(column: ColumnProfile) -> Text:
    share = f"{column.empty / column.rows:.0%}" if column.rows else "-"
    about = "" if column.distinct_is_exact else "≈"
    return _COLUMN.fill(column=column.column, empty=share, distinct=f"{about}{column.distinct:,}")


_DRAFT = Text(
    "由“{name}”的 {rows} 条记录起草的标准；请逐项核对后使用。",
    'A standard drafted from {rows} records of "{name}"; go through it before it is used.',
)
_NEAREST = Text(
    "最接近的标准是 {standard}：{columns} 列中有 {known} 列是它的字段；只差几项的，可改写为 extends: {standard}。",
    "The nearest standard is {standard}: {known} of {columns} columns are its fields; `extends: {standard}` may be shorter.",
)
_CHECK = Text("改后自查：govclean standards check 本文件", "Check it with: govclean standards check FILE")
_COLUMN = Text(
    "“{column}”列：空 {empty}，不同值 {distinct} 个", 'column "{column}": {empty} empty, {distinct} distinct'
)
_PERIOD = Text("；", "; ")
_FEW = Text("只有 {count} 种取值，按代码表处理", "only {count} values, taken for codes")
_KEY = Text("没有重复，由字母和数字组成，按内部编号处理", "no value repeats, letters and digits: a key")
_CODES = Text(
    "代码表取自文件中出现的值，含义照抄，请改为规范名称。",
    "Codes as they stand in the file; the labels repeat them, to be replaced by names.",
)
_CHECKS = Text(
    "取自标准 {standard}：所涉字段都在本文件中。",
    "Taken from {standard}: all fields they name stand in this file.",
)
