"""The rule book on the terminal: the page of one rule or semantic type, and the list of all."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text as Line

from govclean.cleansing.catalogue import CLEANSING_RULES
from govclean.cleansing.ruling import AnyRule
from govclean.documents import did_you_mean
from govclean.errors import UsageError
from govclean.governance.catalog.catalogue import RULES as CATALOG_RULES
from govclean.governance.catalog.ruling import CatalogRule
from govclean.reports.layout import fit, visible, widest, wrapped
from govclean.standards.parameters import keys_of
from govclean.validation.catalogue import CHECKS, DIMENSION_TITLES, RULES, check_kinds
from govclean.validation.checking import RuleDoc
from govclean.values.catalogue import TYPES
from govclean.values.semantic import SemanticType
from govclean.wording import Language, Text

_Page = RuleDoc | AnyRule | CatalogRule | type[SemanticType]

_WIDTH = 90
_INDENT = 10

_UNKNOWN = Text("没有规则或数据类型“{code}”", 'there is no rule or semantic type "{code}"')
_LIST_HINT = Text("govclean explain 列出全部", "govclean explain lists all of them")
_SEVERAL = Text("“{code}”可指：{codes}", '"{code}" may mean {codes}')
_ONE_OF_THEM = Text("请写全代码", "write the whole id")
_LABELS = {
    "dimension": Text("维度", "dimension"),
    "severity": Text("级别", "severity"),
    "why": Text("缘由", "why"),
    "action": Text("动作", "does"),
    "example": Text("示例", "example"),
    "wrong": Text("错", "wrong"),
    "right": Text("对", "right"),
    "repair": Text("修复", "repair"),
    "asked": Text("写法", "in YAML"),
    "basis": Text("依据", "basis"),
    "sensitivity": Text("敏感度", "sensitive"),
    "keys": Text("参数", "keys"),
    "reasons": Text("问题", "finds"),
}
_SEVERITIES = {
    "error": Text("错误", "error"),
    "warning": Text("警告", "warning"),
    "info": Text("提示", "info"),
}
_SENSITIVITIES = {
    "none": Text("不敏感", "no"),
    "low": Text("较低", "low"),
    "high": Text("高，显示时脱敏", "high, masked"),
}
_STANDARD_WORD = Text("{title}（GB/T 36344）", "{title} (GB/T 36344)")
_CLEANSING = Text("清洗规则", "cleansing rules")
_ACTIONS = {
    "repair": Text("无损修复", "repairs without loss"),
    "repair_if_unambiguous": Text(
        "只有一种读法且结果合格时修复", "repairs where one reading gives a good value"
    ),
    "treat_as_missing": Text(
        "视为缺失，原值保留在变更记录中", "empties the cell; the value is kept in the changes"
    ),
    "suggest": Text("只列出候选作为建议，不改值", "suggests candidates; changes nothing"),
    "derive": Text(
        "派生要素写入 features 表，不改值", "derives columns of the features table; changes nothing"
    ),
}
_CATALOG = Text("目录规则", "catalog rules")
_TYPES = Text("数据类型", "semantic types")
_FOOT = Text("govclean explain 代码 查看说明", "govclean explain CODE shows one of them")


def page_of(code: str, language: Language) -> RenderableType:
    """Return the page of a rule or semantic type, named whole or by its last part.

    Raises:
        UsageError: nothing is called so, or several things are.
    """
    pages: dict[str, _Page] = {rule.id: rule for rule in RULES}
    pages |= {rule.id: rule for rule in CLEANSING_RULES}
    pages |= {rule.id: rule for rule in CATALOG_RULES}
    pages |= {kind.name: kind for kind in TYPES}
    found = [code] if code in pages else [name for name in pages if name.rpartition(".")[2] == code.lower()]
    if len(found) > 1:
        raise UsageError(_SEVERAL.fill(code=code, codes=", ".join(found)), hint=_ONE_OF_THEM)
    if not found:
        short = [name.rpartition(".")[2] for name in pages]
        near = did_you_mean(code, [*pages, *short])
        raise UsageError(
            _UNKNOWN.fill(code=code), hint=Text(near.zh, near.en.strip()) if near.en else _LIST_HINT
        )
    page = pages[found[0]]
    if isinstance(page, RuleDoc):
        return Group(*_rule_lines(page, language))
    if isinstance(page, CatalogRule):
        return Group(*_catalog_lines(page, language))
    if isinstance(page, type):
        return Group(*_type_lines(page, language))
    return Group(*_cleansing_lines(page, language))


def index_page(language: Language) -> RenderableType:
    """Return the ids of all rules by dimension, then the semantic types, each with its title."""
    names = [rule.id for rule in (*RULES, *CLEANSING_RULES, *CATALOG_RULES)] + [kind.name for kind in TYPES]
    room = widest(names, 8, 40)
    lines: list[Line] = []
    for dimension, title in DIMENSION_TITLES.items():
        lines.append(Line(title.say(language), "bold"))
        lines += [
            _entry(rule.id, rule.title, room, language) for rule in RULES if rule.dimension == dimension
        ]
    lines.append(Line(_CLEANSING.say(language), "bold"))
    lines += [_entry(rule.id, rule.title, room, language) for rule in CLEANSING_RULES]
    lines.append(Line(_CATALOG.say(language), "bold"))
    lines += [_entry(rule.id, rule.title, room, language) for rule in CATALOG_RULES]
    lines.append(Line(_TYPES.say(language), "bold"))
    lines += [_entry(kind.name, kind.title, room, language) for kind in TYPES]
    return Group(*lines, Line(), Line(_FOOT.say(language), "dim"))


def _entry(name: str, title: Text, room: int, language: Language) -> Line:
    return Line(f"  {fit(name, room)}  {title.say(language)}")


def _rule_lines(rule: RuleDoc, language: Language) -> Iterator[Line]:
    yield Line(f"{rule.id}  {rule.title.say(language)}", "bold")
    dimension = _STANDARD_WORD.fill(title=DIMENSION_TITLES[rule.dimension])
    yield from _fact("dimension", dimension.say(language), language)
    yield from _fact("severity", _SEVERITIES[rule.severity].say(language), language)
    yield from _reasons(rule, language)
    if rule.id in check_kinds():
        yield from _fact("asked", _asked(rule.id), language)


def _catalog_lines(rule: CatalogRule, language: Language) -> Iterator[Line]:
    yield Line(f"{rule.id}  {rule.title.say(language)}", "bold")
    yield from _fact("basis", rule.basis, language)
    yield from _fact("severity", _SEVERITIES[rule.severity].say(language), language)
    yield from _reasons(rule, language)


def _reasons(rule: RuleDoc | CatalogRule, language: Language) -> Iterator[Line]:
    for name, words in (
        ("why", rule.why),
        ("wrong", rule.wrong),
        ("right", rule.right),
        ("repair", rule.repair),
    ):
        mark = {"wrong": "✗ ", "right": "✓ "}.get(name, "")
        yield from _fact(name, mark + words.say(language), language)


def _cleansing_lines(rule: AnyRule, language: Language) -> Iterator[Line]:
    yield Line(f"{rule.id}  {rule.title.say(language)}", "bold")
    yield from _fact("action", _ACTIONS[rule.action].say(language), language)
    yield from _fact("why", rule.why.say(language), language)
    yield from _fact("example", f"{visible(rule.before)} → {visible(rule.after) or '∅'}", language)


def _asked(name: str) -> str:
    """Return how a standard asks for the check, optional arguments in brackets."""
    kind = next(kind for kind in CHECKS if kind.rule.id == name)
    words = [f"{key}: …" for key in sorted(kind.required)] + [f"[{key}: …]" for key in sorted(kind.optional)]
    return f"{name}: {{{', '.join(words)}}}"


def _type_lines(kind: type[SemanticType], language: Language) -> Iterator[Line]:
    yield Line(f"{kind.name}  {kind.title.say(language)}", "bold")
    if kind.basis:
        yield from _fact("basis", kind.basis, language)
    yield from _fact("sensitivity", _SENSITIVITIES[kind.sensitivity].say(language), language)
    keys = keys_of(kind.name)
    if keys:
        yield from _fact("keys", ", ".join(keys), language)
    for number, (reason, words) in enumerate(kind.reasons.items()):
        yield from _fact("reasons" if not number else "", f"{reason.rule}  {words.say(language)}", language)


def _fact(name: str, words: str, language: Language) -> Iterator[Line]:
    label = _LABELS[name].say(language) if name else ""
    for number, line in enumerate(wrapped(words, _WIDTH - _INDENT - 4)):
        yield Line(f"  {fit('' if number else label, _INDENT)}  {line}")
