"""The grammar of a local part, read on its skeleton: which runs are road, house number, building, room ….

A local part is read from left to right in two kinds of pieces. A *number* says what it is by the sign after it
(号 楼 单元 层 室) or by its place (`3-1-201`). A *segment* is the text up to the next number, blank or bracket: zone,
township, community and road end at their signs, what is left of it is an estate, a place or a remark.

Every run that is no separator goes to an element, to a note or to the rest: nothing is lost.
The signs are those of `skeletons.py`, the patterns over them those of `patterns.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from govclean.values.localities import patterns
from govclean.values.localities.patterns import MORE, ONE, SEPARATORS

ELEMENTS = (
    "zone", "township", "community", "road", "house_no", "lead", "estate", "building", "unit", "floor", "room", "place",
)  # fmt: skip
NOTES, RESTS = 3, 3
SPANS = (*ELEMENTS, *(f"note{n}" for n in range(NOTES)), *(f"rest{n}" for n in range(RESTS)))
_PLACES = {name: 2 * number for number, name in enumerate(SPANS)}
_NOTHING = (-1, -1) * len(SPANS)


@lru_cache(maxsize=200_000)
def scan(skeleton: str, *, below_township: bool = False) -> tuple[int, ...]:
    """Return where each of `SPANS` begins and ends in a skeleton, in runs; -1, -1 where it is missing.

    Args:
        below_township: whether the township was read before; then no zone and no township follow.

    >>> edges = scan("xR9hy9hl9s")
    >>> at = 2 * SPANS.index("building")
    >>> edges[at : at + 2]
    (5, 8)
    """
    edges = list(_NOTHING)
    for name, span in _Scan(skeleton, below_township=below_township).read().items():
        edges[_PLACES[name] : _PLACES[name] + 2] = span
    return tuple(edges)


class _Scan:
    """One reading of one skeleton."""

    def __init__(self, skeleton: str, *, below_township: bool) -> None:
        self.text = skeleton
        self.below_township = below_township
        self.at = 0
        self.found: dict[str, tuple[int, int]] = {}

    def read(self) -> dict[str, tuple[int, int]]:
        while self.at < len(self.text):
            if self.text[self.at] == "(":
                self._bracket()
            elif self._number_at(self.at):
                self._number()
            elif self.text[self.at] in SEPARATORS:
                self.at += 1
            else:
                self._segment()
        return self.found

    def has(self, *names: str) -> bool:
        return not self.found.keys().isdisjoint(names)

    def just(self, name: str) -> bool:
        """Return whether an element ends right here."""
        return name in self.found and self.found[name][1] == self.at

    def follows(self, pattern: re.Pattern[str]) -> bool:
        return pattern.match(self.text, self.at) is not None

    def lives_in_houses(self) -> bool:
        """Return whether the estate is one of buildings (小区), not one high building (大厦)."""
        begin, end = self.found.get("estate", (0, 0))
        return begin < end and "M" not in self.text[begin:end]

    # --- what is found is kept ------------------------------------------------------------------

    def _keep(self, name: str, end: int) -> None:
        """Give the runs up to `end` to an element; what is already taken goes on to place, then to the rest."""
        begin, held = self.at, self.found.get(name)
        if held is None:
            self.found[name] = (begin, end)
        elif held[1] == begin and name in _GROWING:
            self.found[name] = (held[0], end)
        elif name == "place":
            return self._add("rest", begin, end, RESTS)
        else:
            return self._keep("place", end)
        self.at = end
        return None

    def _add(self, kind: str, begin: int, end: int, most: int) -> None:
        """Add a stretch to notes or rest; the last one takes all that follows."""
        count = sum(name.startswith(kind) for name in self.found)
        self.at = end
        if count < most:
            self.found[f"{kind}{count}"] = (begin, end)
        else:
            self.at = len(self.text)
            self.found[f"{kind}{most - 1}"] = (self.found[f"{kind}{most - 1}"][0], self.at)

    def _bracket(self) -> None:
        begin = self.at + 1
        end = next((at for at in range(begin, len(self.text)) if self.text[at] in "()"), len(self.text))
        if begin < end:
            self._add("note", begin, end, NOTES)
        else:
            self.at = end

    # --- numbers --------------------------------------------------------------------------------

    def _number_at(self, at: int) -> bool:
        if self.text[at] not in patterns.FIRST_OF_NUMBER:
            return False
        if patterns.NUMBER.match(self.text, at):
            return True
        inside = any(self.found.get(name, (0, 0))[1] == at for name in ("building", "unit", "floor"))
        return (
            inside
            and at > 0
            and "room" not in self.found
            and patterns.BEFORE_WORDS.match(self.text, at) is not None
        )

    def _number(self) -> None:
        if "-" in self.text and (chain := patterns.CHAIN.match(self.text, self.at)) and self._chain(chain):
            return None
        if "H" in self.text and (highway := patterns.HIGHWAY.match(self.text, self.at)):
            return self._keep("road", highway.end())
        sign = patterns.SIGN_AFTER.match(self.text, self.at)
        after = sign[1] if sign else " "
        for signs, name, pattern, allowed in _NUMBERS:
            if after in signs and (found := pattern.match(self.text, self.at)) and allowed(self):
                return self._keep(name, found.end())
        if bare := patterns.BARE.match(self.text, self.at):
            return self._keep(self._bare_is(), bare.end())
        unread = patterns.NUMBER.match(self.text, self.at)
        end = max(unread.end() if unread else 0, self.at + 1)
        return self._keep("place", end + (self.text[end : end + 1] in {*"lbzu"}))

    def _chain(self, chain: re.Match[str]) -> bool:
        """Give `3-1-201` to building, unit and room, `1-201` to those of them that are still missing."""
        names = self._chain_names(chain[0].count("-") + 1)
        if not names or self.has(*names):
            return False
        for name in names:
            while self.text[self.at] in "-#":
                self.at += 1
            end = self.text.find("-", self.at, chain.end())
            self._keep(name, chain.end() if end < 0 else end)
        return True

    def _chain_names(self, count: int) -> tuple[str, ...]:
        if count == 4:
            return ("building", "unit", "floor", "room")
        if count == 3:
            return ("unit", "floor", "room") if self.has("building") else ("building", "unit", "room")
        if self.has("building"):
            return ("floor", "room") if self.has("unit") else ("unit", "room")
        return ("building", "room") if self.has("house_no", "estate", "lead") else ()

    def _bare_is(self) -> str:
        if self.has("building", "unit", "floor", "estate", "house_no", "lead") and not self.has("room"):
            return "room"
        return "house_no" if self.has("road", "community") and not self.has("house_no") else "place"

    # --- segments -------------------------------------------------------------------------------

    def _segment(self) -> None:
        end = self._segment_end()
        while self.at < end:
            crossing = self.just("road") and patterns.CROSSING.match(self.text, self.at, end)
            if crossing or patterns.REMARK.match(self.text, self.at, end):
                return self._add("note", self.at, end, NOTES)
            if (
                self.just("road")
                and not self.has("house_no")
                and (bare := patterns.BARE_AFTER_ROAD.match(self.text, self.at, end))
            ):
                self._keep("house_no", bare.end())  # 花园路12正弘大厦
                continue
            for name, pattern in _NAMES:
                found = pattern.match(self.text, self.at, end)
                if found and self._fits(name, found.end(), end):
                    self._keep(name, found.end())
                    break
            else:
                self._tail(end)
        return None

    def _segment_end(self) -> int:
        at = self.at + 1
        while at < len(self.text) and self.text[at] not in SEPARATORS and not self._number_at(at):
            at += 1
        return at

    def _fits(self, name: str, ends: int, end: int) -> bool:
        if self.below_township and name in {"zone", "township"}:
            return False
        if name == "zone":
            return not self.found and not (ends == end and patterns.BUILDING_NEXT.match(self.text, end))
        if name == "road":
            return not self.has("road") or self.just("road")
        return not self.has(name, "house_no", "building")

    def _tail(self, end: int) -> None:
        """Give the end of a segment to the element it can only be, or to place."""
        if self.text[end - 1] == "B" and end - self.at > 2 and not self.has("building"):
            end -= 1  # 正弘大厦 主楼
        tail = self.text[self.at : end]
        name = next(
            (name for name, pattern, allowed in _TAILS if pattern.fullmatch(tail) and allowed(self)), ""
        )
        if not name and tail[-1] != "P" and not self.has("building", "estate"):
            if patterns.ESTATE.search(tail) or patterns.BUILDING_NEXT.match(self.text, end):
                name = "estate"
            elif patterns.HOUSE_NEXT.match(self.text, end) and not self.has("road", "house_no", "lead"):
                name = "lead"
        self._keep(name or "place", end)


def _always(_: _Scan) -> bool:
    return True


def _no_building(scan: _Scan) -> bool:
    return not scan.has("building") or scan.just("building")


def _names_a_storey(scan: _Scan) -> bool:
    """Return whether `5楼` is a storey and not building 5."""
    if scan.has("building"):
        return not scan.just("building") or not scan.follows(patterns.UNIT_NEXT)
    return (
        scan.has("house_no", "estate", "place")
        and not scan.lives_in_houses()
        and not scan.follows(patterns.UNIT_NEXT)
    )


def _no_house(scan: _Scan) -> bool:
    return not scan.has("house_no", "building", "unit")


def _inside_a_building(scan: _Scan) -> bool:
    return scan.has("building", "unit", "floor") and not scan.has("room")


def _inside_a_place(scan: _Scan) -> bool:
    return scan.has("house_no", "estate") and not scan.has("building")


def _after_a_house(scan: _Scan) -> bool:
    return scan.has("house_no") and not scan.has("building")


def _grows_community(scan: _Scan) -> bool:
    return scan.just("community") or not scan.has("community")


Allowed = Callable[[_Scan], bool]
_GROWING = frozenset({"place", "community", "building", "road"})
# The signs that may follow, the element, how it is written, and when it can be that element.
_NUMBERS: tuple[tuple[str, str, re.Pattern[str], Allowed], ...] = tuple(
    (signs, name, re.compile(pattern), allowed)
    for signs, name, pattern, allowed in (
        ("fl", "floor", "[G-][9n][fl]|(?:A?9|n)f", _always),
        ("hsc", "room", f"{ONE}{MORE}*(?:h[sc](?!x)|[sc])", _always),
        ("hu", "unit", f"(?:{ONE}h?|d)u", _always),
        ("m", "unit", f"{ONE}m", _always),
        ("l", "floor", "(?:A?9|n)l", _names_a_storey),
        ("h#lbz", "building", f"{ONE}{MORE}?(?:h[bz](?!x)|hl|#?[lbz])", _no_building),
        ("#", "building", f"{ONE}{MORE}?#", _inside_a_place),
        ("Z", "community", "o?[9n]Z", _grows_community),
        ("h", "room", f"{ONE}{MORE}*h(?![yl])", _inside_a_building),
        ("h", "building", f"{ONE}h(?![jy])", _after_a_house),
        ("w", "house_no", f"{ONE}{MORE}*w(?:{ONE}w)?(?:{ONE}{MORE}*h)?", _no_house),
        ("h#", "house_no", f"{ONE}{MORE}*(?:h|#)(?:j{ONE}h?)?y?", _no_house),
        ("jy", "house_no", f"{ONE}j{ONE}h?|9y", _no_house),
        ("j", "place", f"j{ONE}h?", _always),
    )
)
_NAMES = (
    ("zone", patterns.ZONE),
    ("township", patterns.TOWNSHIP),
    ("community", patterns.COMMUNITY),
    ("road", patterns.ROAD),
)
_TAILS: tuple[tuple[str, re.Pattern[str], Allowed], ...] = (
    ("building", patterns.NAMED_BUILDING, lambda scan: not scan.has("building")),
    ("room", patterns.NAMED_ROOM, _inside_a_building),
    ("community", patterns.GROUP, lambda scan: scan.just("community")),
)
