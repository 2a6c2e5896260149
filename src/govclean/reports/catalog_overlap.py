"""What several departments collect, on the terminal: resources that are alike, then items, each with who should lead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text as Line

from govclean.governance.catalog.leading import Candidate, Measure
from govclean.governance.catalog.overlap import Alike, Overlap, Overlaps, Pair
from govclean.reports.layout import cut, fit, visible, widest, wrapped
from govclean.reports.numbers import grouped
from govclean.wording import Language, Text

_MEASURES: dict[Measure, Text] = {
    "coverage": Text("覆盖", "coverage"),
    "quality": Text("质量", "quality"),
    "recency": Text("时效", "recency"),
}


def render_overlaps(
    found: Overlaps, language: Language, *, limit: int = 15, width: int = 100
) -> RenderableType:
    """Return the summary for a rich console.

    Args:
        limit: items and pairs of resources shown; 0 shows all.
    """
    return Group(*_lines(found, language, limit, width))


def _lines(found: Overlaps, language: Language, limit: int, width: int) -> Iterator[Line]:
    facts = {
        "entries": grouped(len(found.catalog.entries)),
        "items": grouped(len(found.overlaps)),
        "pairs": grouped(len(found.alike)),
    }
    yield Line(cut(_HEAD.fill(**facts).say(language), width), "bold")
    if found.alike:
        yield Line()
        yield Line(f"  {_ALIKE.say(language)}", "bold")
        for one in found.alike[: limit or None]:
            yield from _alike(one, language, width)
        yield from _more(len(found.alike), limit, language)
    if found.overlaps:
        yield Line()
        yield Line(f"  {_ITEMS.say(language)}", "bold")
        shown = found.overlaps[: limit or None]
        room = widest([visible(one.item.title) for one in shown], 8, 24)
        for overlap in shown:
            yield from _overlap(overlap, room, language, width)
        yield from _more(len(found.overlaps), limit, language)
        yield Line()
        for line in wrapped(_PROPOSAL.say(language), width - 2):
            yield Line(f"  {line}", "dim")


def _alike(one: Alike, language: Language, width: int) -> Iterator[Line]:
    names = " ┃ ".join(
        f"{visible(entry.provider)}《{visible(entry.title)}》" for entry in (one.left, one.right)
    )
    told = _COMMON.fill(count=len(one.items), share=f"{one.share:.0%}").say(language)
    yield Line(cut(f"    {names}  {told}", width))


def _overlap(one: Overlap, room: int, language: Language, width: int) -> Iterator[Line]:
    lead = _LEAD.fill(name=visible(one.lead.provider)) if one.lead else _UNDECIDED
    links = _LINKS.say(language) if one.item.links else ""
    head = f"    {fit(visible(one.item.title), room)}  {_DEPARTMENTS.fill(count=len(one.providers)).say(language)}{links}"
    yield Line(cut(f"{head}  {lead.say(language)}", width), "" if one.lead else "yellow")
    told = "；".join(
        _candidate(candidate, one.ranking.compared, language) for candidate in one.ranking.candidates
    )
    yield Line(cut(f"      {told}", width), "dim")
    for pair in one.pairs[:1]:
        yield Line(cut(f"      {_values(pair, language)}", width), "dim")


def _candidate(one: Candidate, compared: Sequence[Measure], language: Language) -> str:
    known = [(name, getattr(one, name)) for name in _MEASURES]
    told = (
        f"{_MEASURES[name].say(language)} {value:.0%}{'' if name in compared else '*'}"
        for name, value in known
        if value is not None
    )
    return f"{visible(one.provider)}（{' '.join(told)}）"


def _values(pair: Pair, language: Language) -> str:
    facts = {
        "left": visible(pair.left),
        "right": visible(pair.right),
        "forth": f"{pair.common.left_in_right:.0%}",
        "back": f"{pair.common.right_in_left:.0%}",
    }
    return _VALUES.fill(**facts).say(language)


def _more(count: int, limit: int, language: Language) -> Iterator[Line]:
    if limit and count > limit:
        yield Line(f"    {_MORE.fill(count=grouped(count - limit)).say(language)}", "dim")


_HEAD = Text(
    "目录 {entries} 条：{items} 个信息项由多个部门采集，{pairs} 对资源内容相近",
    "{entries} entries: {items} items collected by several departments, {pairs} pairs of resources alike",
)
_ALIKE = Text("内容相近的资源", "Resources that are alike")
_ITEMS = Text("多部门采集的信息项与建议的数源部门", "Items of several departments, and who should lead them")
_COMMON = Text("相同信息项 {count} 个（{share}）", "{count} items in common ({share})")
_DEPARTMENTS = Text("{count} 个部门", "{count} departments")
_LINKS = Text(" · 关联用", " · joins records")
_LEAD = Text("建议 {name}", "lead: {name}")
_UNDECIDED = Text("难分先后，请人工确定", "no telling who should lead")
_VALUES = Text(
    "值重合：{left} 的 {forth} 也在 {right}，反之 {back}",
    "values: {forth} of {left}'s are in {right} too, {back} the other way",
)
_MORE = Text("…另有 {count} 项（--limit 0 全部列出）", "… and {count} more (--limit 0 lists all)")
_PROPOSAL = Text(
    "按覆盖、质量、时效排序，只比较各方都已知的项；带 * 的已知但未参与比较。建议须经主管部门确认。",
    "By coverage, quality and recency, as far as known of all; * is known and was not compared. The bureau decides.",
)
