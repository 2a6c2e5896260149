"""Why two records are one, or are not, step by step on the terminal. Values are masked unless asked otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa
from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.text import Text as Line

from govclean.linkage.explaining import Step, Waterfall, share
from govclean.reports.layout import cut, fit, visible, widest, wrapped
from govclean.validation.showing import Mask, mask_of
from govclean.values.masking import hide_personal
from govclean.wording import Language, Text

PRIOR = Text("比较之前", "before comparing")
PRIOR_WHY = Text("任取两条记录恰为同一主体", "any two records being one")
TOTAL = Text("合计", "sum")
_DECISIONS = {
    "match": Text("匹配", "match"),
    "review": Text("待核实", "to review"),
    "non_match": Text("不匹配", "no match"),
}
_STYLES = {"match": "bold green", "review": "bold yellow", "non_match": "bold red"}
_FACTS = Text("概率 {probability} · 权重 {weight} 比特", "probability {probability} · weight {weight} bits")
_RULE = Text("分块规则：{rule}", "brought together by {rule}")
_EMPTY = Text("（空）", "(empty)")
_BITS, _SO_FAR = Text("比特", "bits"), Text("累计", "so far")
_BAR = 14  # cells
_WIDE = 92


@dataclass(frozen=True, slots=True)
class Showing:
    """How an explanation is shown."""

    language: Language
    masks: Mapping[str, Mask]
    show_values: bool = False

    def names(self, waterfall: Waterfall) -> str:
        """Return what the two records are called; ids that are a person's number are masked too."""
        names = [waterfall.left.name, waterfall.right.name]
        shown = names if self.show_values else hide_personal(pa.array(names)).to_pylist()
        return " ┃ ".join(visible(name) for name in shown)

    def decision(self, waterfall: Waterfall) -> str:
        """Return the decision in a word."""
        return _DECISIONS[waterfall.seen.decision].say(self.language)

    def facts(self, waterfall: Waterfall) -> str:
        """Return probability and weight in words."""
        seen = waterfall.seen
        told = _FACTS.fill(probability=share(seen.probability), weight=bits(seen.weight))
        return told.say(self.language)

    def values(self, waterfall: Waterfall, step: Step) -> str:
        """Return the values of both records in the fields of a step."""
        sides = (
            " ".join(self._value(field, side.values.get(field)) for field in step.fields)
            for side in (waterfall.left, waterfall.right)
        )
        return " ┃ ".join(sides)

    def _value(self, field: str, value: str | None) -> str:
        if value is None:
            return _EMPTY.say(self.language)
        if self.show_values:
            return visible(value)
        return visible(mask_of(field, self.masks)(pa.array([value]))[0].as_py())


def render(waterfall: Waterfall, showing: Showing, width: int = 100) -> RenderableType:
    """Return the explanation of a pair for a rich console."""
    return Group(*_lines(waterfall, showing, width))


def bits(weight: float) -> str:
    """Return a weight with its sign and one decimal.

    >>> bits(7.24), bits(-3.0), bits(-0.01)
    ('+7.2', '−3.0', '0.0')
    """
    shown = f"{abs(weight):.1f}"
    return shown if shown == "0.0" else ("+" if weight > 0 else "−") + shown


def _lines(waterfall: Waterfall, showing: Showing, width: int) -> Iterator[Line]:
    language, decision = showing.language, showing.decision(waterfall)
    named, facts = f"{decision}  {showing.names(waterfall)}", showing.facts(waterfall)
    fits = cell_len(named) + 2 + cell_len(facts) <= width
    head = Line(f"{named}  {facts}" if fits else named, "bold")
    head.stylize(_STYLES[waterfall.seen.decision], 0, len(decision))
    yield head
    if not fits:
        yield Line(f"  {facts}", "bold")
    for sentence in waterfall.sentences:
        yield from (Line(f"  {line}") for line in wrapped(sentence.say(language), width - 2))
    yield Line()
    yield from _table(waterfall, showing, width)
    if waterfall.seen.rule:
        yield Line()
        yield Line(f"  {_RULE.fill(rule=waterfall.seen.rule).say(language)}", "dim")


def _table(waterfall: Waterfall, showing: Showing, width: int) -> Iterator[Line]:
    language, steps = showing.language, waterfall.steps
    levels = [step.level.say(language) for step in steps]
    first = widest([PRIOR.say(language), *(step.title.say(language) for step in steps)], 10, 24)
    second = widest([PRIOR_WHY.say(language), *levels], 10, max(20, width - first - 22 - _BAR))
    scale = max((abs(step.weight) for step in steps), default=1) or 1
    wide = width >= _WIDE

    def line(title: str, why: str, weight: str, so_far: str, bar: str = "") -> str:
        words = f"  {fit(title, first)}  {fit(why, second)}{fit(weight, 8, 'right')}"
        return cut(f"{words}{fit(so_far, 8, 'right')}  {bar}".rstrip() if wide else words, width)

    total = waterfall.prior
    yield Line(line("", "", _BITS.say(language), _SO_FAR.say(language)), "dim")
    yield Line(line(PRIOR.say(language), PRIOR_WHY.say(language), bits(total), bits(total)), "dim")
    for step, level in zip(steps, levels, strict=True):
        total += step.weight
        bar = "█" * round(abs(step.weight) / scale * _BAR)
        style = "green" if step.weight > 0 else "red" if step.weight < 0 else "dim"
        yield Line(line(step.title.say(language), level, bits(step.weight), bits(total), bar), style)
        yield Line(cut(f"    {showing.values(waterfall, step)}", width), "dim")
    yield Line(line(TOTAL.say(language), "", bits(waterfall.seen.weight), ""), "bold")
