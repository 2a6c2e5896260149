"""Where the records of each party went: a ribbon from each party to each outcome, as wide as the records it carries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from govclean.reports.drawing import cut_to, room
from govclean.reports.drawing_shapes import HEAD, SERIES, Picture, titled
from govclean.reports.numbers import grouped, percent
from govclean.wording import Language, Text

_TITLE = Text("核对流向", "Reconciliation")
_DESCRIPTION = Text(
    "左为各方记录，右为核对结果，带宽为记录数。", "Records of each party on the left, outcomes on the right."
)
_RIBBON = Text(
    "{left} → {right}：{count} 条（占该方 {share}）", "{left} → {right}: {count} ({share} of that party)"
)
_WIDTH, _TOP, _FOOT = 860, HEAD, 24
_LEFT, _RIGHT, _BAR = 200, 520, 14
_LEAST, _GAP, _SPAN = 17.0, 9.0, 330.0  # px: of a node, between nodes, all records of the higher side


@dataclass(frozen=True, slots=True)
class Node:
    """A party or an outcome: what it is called, and a word before the name."""

    title: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """Parties, outcomes, and how many records went from one to the other by their places."""

    left: Sequence[Node]
    right: Sequence[Node]
    counts: Mapping[tuple[int, int], int]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A node where it stands; a small one has more room than its ribbons need."""

    top: float
    height: float
    records: int


def draw_flow(flow: Flow, language: Language, title: str = "", told: str = "") -> str:
    """Return the flow as an SVG document.

    Raises:
        ValueError: nothing flows.
    """
    whole = sum(flow.counts.values())
    if not whole:
        msg = "a flow takes at least one record"
        raise ValueError(msg)
    scale = _SPAN / whole
    left = _placed([_sum(flow, 0, k) for k in range(len(flow.left))], scale)
    right = _placed([_sum(flow, 1, k) for k in range(len(flow.right))], scale)
    low = max(column[-1].top + column[-1].height for column in (left, right))
    left, right = (_centred(column, low) for column in (left, right))
    told = told or _DESCRIPTION.say(language)
    picture = Picture(_WIDTH, round(low + _FOOT), title or _TITLE.say(language), told, language)
    titled(picture, _WIDTH)
    _draw_ribbons(picture, flow, (left, right), scale)
    for node, at in zip(flow.left, left, strict=True):
        picture.bar(_LEFT - _BAR, at.top, _BAR, at.height, "base")
        picture.text(_LEFT - _BAR - 8, _beside(at), _named(node, at, _LEFT - _BAR - 20), "", "end")
    for place, (node, at) in enumerate(zip(flow.right, right, strict=True)):
        picture.bar(_RIGHT, at.top, _BAR, at.height, f"series{_series(place)}")
        picture.text(_RIGHT + _BAR + 8, _beside(at), _named(node, at, _WIDTH - _RIGHT - _BAR - 16))
    return picture.whole()


def _sum(flow: Flow, side: int, place: int) -> int:
    return sum(count for key, count in flow.counts.items() if key[side] == place)


def _placed(records: Sequence[int], scale: float) -> list[_Placed]:
    placed: list[_Placed] = []
    top = float(_TOP)
    for count in records:
        placed.append(_Placed(top, max(count * scale, _LEAST), count))
        top += placed[-1].height + _GAP
    return placed


def _centred(column: list[_Placed], low: float) -> list[_Placed]:
    down = (low - column[-1].top - column[-1].height) / 2
    return [_Placed(one.top + down, one.height, one.records) for one in column]


def _beside(at: _Placed) -> float:
    return at.top + at.height / 2 + 4.5


def _series(place: int) -> int:
    return place % SERIES + 1


def _named(node: Node, at: _Placed, width: float) -> str:
    count = grouped(at.records)
    code = f"{node.code} " if node.code else ""
    return f"{code}{cut_to(node.title, width - room(code + count) - 8)} {count}"


def _draw_ribbons(
    picture: Picture, flow: Flow, columns: tuple[list[_Placed], list[_Placed]], scale: float
) -> None:
    """Draw the ribbons; those of a node stand one below the other, in the middle of it where it is small."""
    used = [[_begin(at, scale) for at in column] for column in columns]
    for (here, there), count in sorted(flow.counts.items()):
        if not count:
            continue
        wide = count * scale
        ends = []
        for side, place in ((0, here), (1, there)):
            ends.append(used[side][place])
            used[side][place] += wide
        told = _RIBBON.fill(
            left=flow.left[here].title,
            right=flow.right[there].title,
            count=grouped(count),
            share=percent(count / columns[0][here].records),
        )
        start, end = ((x, y, max(wide, 1.2)) for x, y in zip((_LEFT, _RIGHT), ends, strict=True))
        picture.ribbon(start, end, f"series{_series(there)} ribbon", told.say(picture.language))


def _begin(at: _Placed, scale: float) -> float:
    return at.top + (at.height - at.records * scale) / 2
