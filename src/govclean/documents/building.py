"""A parser's events → the tree of one document, within limits on depth, size and what aliases expand to.

Tags are refused, so nothing but text, lists and mappings can arise. A key that stands twice in a mapping is
refused: one of the two would be lost in silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from yaml import Mark, events

from govclean.documents.tree import Entries, Items, Node, Place, Words
from govclean.errors import StandardError
from govclean.wording import Text

MAX_DEPTH = 40
MAX_NODES = 100_000
MAX_ALIASES = 50

_NULL = ("", "~", "null")


class Builder:
    """Builds the tree of one document; the first thing it does not accept is raised as a StandardError."""

    def __init__(self, parsed: Iterator[events.Event], path: str) -> None:
        self.events = parsed
        self.path = path
        self.anchors: dict[str, tuple[Node, int] | None] = {}  # node and size; None while it is being built
        self.nodes = 0
        self.aliases = 0

    def document(self) -> Node:
        """Return the tree of the only document in the stream; None when there is none."""
        next(self.events)  # the stream begins
        if isinstance(next(self.events), events.StreamEndEvent):
            return None
        node = self._node(next(self.events), 1)
        next(self.events)  # the document ends
        following = next(self.events)
        if not isinstance(following, events.StreamEndEvent):
            raise self._refused(
                following,
                Text("一个文件只能有一份文档", "a second document begins; one file holds one document"),
                Text("把“---”之后的内容移到另一个文件", "move what follows `---` to a file of its own"),
            )
        return node

    def _node(self, event: events.Event, depth: int) -> Node:
        if isinstance(event, events.AliasEvent):
            return self._alias(event)
        anchor, before = cast("events.NodeEvent", event).anchor, self.nodes
        self._check(event, depth)
        if anchor is not None:
            self.anchors[anchor] = None
        node: Node
        if isinstance(event, events.ScalarEvent):
            empty = event.implicit[0] and event.value in _NULL
            node = None if empty else Words(event.value, self._place(event))
        elif isinstance(event, events.SequenceStartEvent):
            node = self._items(event, depth)
        else:
            node = self._entries(event, depth)
        if anchor is not None:
            self.anchors[anchor] = (node, self.nodes - before)
        return node

    def _items(self, start: events.Event, depth: int) -> Items:
        nodes: list[Node] = []
        places: list[Place] = []
        while not isinstance(event := next(self.events), events.SequenceEndEvent):
            places.append(self._place(event))
            nodes.append(self._node(event, depth + 1))
        return Items(nodes, self._place(start), places)

    def _entries(self, start: events.Event, depth: int) -> Entries:
        nodes: dict[str, Node] = {}
        places: dict[str, Place] = {}
        while not isinstance(event := next(self.events), events.MappingEndEvent):
            key = self._key(event, places)
            places[key] = self._place(event)
            nodes[key] = self._node(next(self.events), depth + 1)
        return Entries(nodes, self._place(start), places)

    def _key(self, event: events.Event, places: dict[str, Place]) -> str:
        if not isinstance(event, events.ScalarEvent) or not event.value:
            raise self._refused(event, Text("键必须是文字", "a key must be a text"))
        self._check(event, 1)
        key = str(event.value)
        if key == "<<":
            raise self._refused(
                event,
                Text("不支持合并键“<<”", "merge keys `<<` are not supported"),
                Text("请写全，或使用 extends", "write the keys out, or use `extends`"),
            )
        if key in places:
            twice = Text(
                "键“{key}”重复（首次见第 {line} 行）", 'the key "{key}" stands twice (first on line {line})'
            )
            raise self._refused(
                event,
                twice.fill(key=key[:60], line=places[key].line),
                Text("保留其中一个", "keep one of them"),
            )
        return key

    def _alias(self, event: events.AliasEvent) -> Node:
        self.aliases += 1
        if self.aliases > MAX_ALIASES:
            raise self._refused(
                event,
                Text("别名（*）超过 {limit} 处", "more than {limit} aliases (*) are used").fill(
                    limit=MAX_ALIASES
                ),
                Text("请把内容写全", "write the content out instead"),
            )
        anchor = str(event.anchor)
        if anchor not in self.anchors:
            raise self._refused(event, Text("别名未定义", "an alias (*) has no anchor (&) before it"))
        target = self.anchors[anchor]
        if target is None:
            raise self._refused(event, Text("别名引用了自身", "an alias (*) refers to what it stands in"))
        node, size = target
        self._count(event, size)
        return node

    def _check(self, event: events.Event, depth: int) -> None:
        if getattr(event, "tag", None) is not None:
            raise self._refused(
                event,
                Text("不接受标签（!…）", "tags (!…) are not accepted"),
                Text("删去标签；需要文字时加引号", "remove the tag; put in quotes what must stay a text"),
            )
        if depth > MAX_DEPTH:
            too_deep = Text("嵌套超过 {limit} 层", "nested deeper than {limit} levels")
            raise self._refused(event, too_deep.fill(limit=MAX_DEPTH))
        self._count(event, 1)

    def _count(self, event: events.Event, size: int) -> None:
        self.nodes += size
        if self.nodes > MAX_NODES:
            too_many = Text(
                "内容（别名展开后）超过 {limit} 项", "more than {limit} values, aliases written out"
            )
            raise self._refused(
                event,
                too_many.fill(limit=f"{MAX_NODES:,}"),
                Text(
                    "较长的代码表请放在 CSV 文件中引用", "keep long code lists in CSV files and refer to them"
                ),
            )

    def _place(self, event: events.Event) -> Place:
        mark = cast("Mark", event.start_mark)
        return Place(self.path, mark.line + 1, mark.column + 1)

    def _refused(self, event: events.Event, what: Text, hint: Text | None = None) -> StandardError:
        return StandardError(what, where=str(self._place(event)), hint=hint)
