"""What each blocking rule brings, on the terminal: records, blocks, pairs, and how many known matches it keeps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.console import Group, RenderableType
from rich.text import Text as Line

from govclean.linkage.blocking import RuleCount
from govclean.linkage.evaluating import Kept
from govclean.reports.layout import fit, widest, wrapped
from govclean.reports.numbers import grouped, percent
from govclean.wording import Language, Text

_TITLES = (
    Text("记录", "records"),
    Text("块", "blocks"),
    Text("最大块", "largest"),
    Text("记录对", "pairs"),
    Text("新增对", "new pairs"),
)
_RULE, _KEPT, _FIRST = Text("规则", "rule"), Text("保留", "keeps"), Text("新增", "first")
_ALL = Text("合计", "all rules")
_LEFT_OUT = Text(
    "超大块：{records} 条记录未按此规则比较（{pairs} 对）",
    "too large a block: {records} records not compared by this rule ({pairs} pairs)",
)
_BY_TRUTH = Text(
    "已知匹配：真值中的 {known} 对，保留 {share}",
    "known matches: the {known} pairs of the truth; {share} of them are kept",
)
_BY_NUMBER = Text(
    "已知匹配：有效号码相同的 {known} 对；不看号码的规则保留 {share}。没有号码的记录，大致也如此",
    "known matches: {known} pairs of one valid number; rules that do not look at numbers keep {share} of them. "
    "Records without a number will fare alike",
)
_NONE = Text(
    "没有已知匹配：未给 --truth，也没有号码相同的记录",
    "no match is known: no --truth, and no two records of one valid number",
)


def render_blocking(
    rules: Sequence[RuleCount], kept: Kept | None, language: Language, *, by_truth: bool, width: int = 100
) -> RenderableType:
    """Return the table of blocking rules for a rich console.

    Args:
        by_truth: whether the known matches are those of a truth; else those that numbers tell.
    """
    return Group(*_lines(rules, kept, language, by_truth=by_truth, width=width))


def _lines(
    rules: Sequence[RuleCount], kept: Kept | None, language: Language, *, by_truth: bool, width: int
) -> Iterator[Line]:
    kept = kept if kept is not None and kept.known else None
    titles = [title.say(language) for title in (*_TITLES, *((_KEPT, _FIRST) if kept else ()))]
    figures = [_figures(rule, kept, place) for place, rule in enumerate(rules)]
    total = ["", "", "", "", grouped(sum(rule.new_pairs for rule in rules))]
    widths = [widest(column, 6, 16) + 2 for column in zip_longest(titles, total, *figures, fillvalue="")]
    names = [_RULE.say(language), *(rule.rule for rule in rules), _ALL.say(language)]
    room = widest(names, 8, max(16, width - 2 - sum(widths)))
    yield Line(f"  {fit(names[0], room)}{_cells(titles, widths)}", "bold")
    for rule, cells in zip(rules, figures, strict=True):
        yield Line(f"  {fit(rule.rule, room)}{_cells(cells, widths)}")
        if rule.left_out_records:
            facts = {"records": grouped(rule.left_out_records), "pairs": grouped(rule.left_out_pairs)}
            yield from (
                Line(f"    {line}", "yellow") for line in _told(_LEFT_OUT.fill(**facts), language, width)
            )
    yield Line(f"  {fit(names[-1], room)}{_cells(total, widths)}", "bold")
    told = _NONE
    if kept is not None:
        words = _BY_TRUTH if by_truth else _BY_NUMBER
        told = words.fill(known=grouped(kept.known), share=percent(kept.share))
    yield from (Line(f"  {line}") for line in _told(told, language, width))


def _told(words: Text, language: Language, width: int) -> list[str]:
    return wrapped(words.say(language), width - 4)


def _figures(rule: RuleCount, kept: Kept | None, place: int) -> list[str]:
    counts = (rule.records, rule.blocks, rule.largest, rule.pairs, rule.new_pairs)
    shares = () if kept is None else (kept.each[place] / kept.known, kept.first[place] / kept.known)
    return [*map(grouped, counts), *map(percent, shares)]


def _cells(words: Sequence[str], widths: Sequence[int]) -> str:
    return "".join(fit(word, room, "right") for word, room in zip(words, widths, strict=False))
