"""What one part of a standard says of another: names that must exist, names that must not mean two things."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Mapping

from govclean.documents import Entries, Items, Mistake, Place, Words, did_you_mean
from govclean.documents.tree import Node
from govclean.standards.codelists import is_known
from govclean.standards.extending import entries_of
from govclean.values.tables import table_names
from govclean.wording import Text

NAMING = frozenset(
    {"field", "fields", "id", "uscc", "earlier", "later", "division", "address", "type", "key", "except"}
)
"""Arguments of checks whose values are names of fields; the keys of `when` are names of fields too."""

_ELSEWHERE = {"extract": "key"}  # where `extract` stands, `key` names a column of that other extract


def broken_references(data: Node) -> Iterator[Mistake]:
    """Yield every place that names a field or code list the standard does not have."""
    if not isinstance(data, Entries):
        return
    fields = {
        str(field["name"]) for field in entries_of(data, "fields") if isinstance(field.get("name"), Words)
    }
    for _, arguments in mentions_in(data, "checks", "cleansing"):
        for name in _named(arguments):
            yield from _unless_known(name, name.place, fields)
    yield from _in_columns(data, fields)
    yield from _in_rules(data, fields)
    yield from _codelists(data)


def ambiguous_names(data: Node) -> Iterator[Mistake]:
    """Yield the titles and aliases that would lead from one column header to two fields."""
    first: dict[tuple[str, str], tuple[str, Place]] = {}
    for field in entries_of(data, "fields"):
        for kind, words in _headers(field):
            key = (kind, unicodedata.normalize("NFKC", words).casefold().strip())
            name, place = first.setdefault(key, (str(field.get("name")), words.place))
            if name != str(field.get("name")):
                text = _AMBIGUOUS.fill(words=words, name=field.get("name"), other=name, place=place)
                yield Mistake.at(words.place, text)


def contradictions(data: Node) -> Iterator[Mistake]:
    """Yield the fields that are required by one key and not by the other."""
    for field in entries_of(data, "fields"):
        required, obligation = field.get("required"), field.get("obligation")
        if isinstance(required, Words) and isinstance(obligation, Words):
            wanted = "true" if obligation == "M" else "false"
            if required.casefold() in ("true", "false") and required.casefold() != wanted:
                yield Mistake(
                    *required.place, _CONTRADICTION.fill(name=field.get("name"), obligation=obligation)
                )


def mentions_in(data: Node, *lists: str) -> Iterator[tuple[Words, Entries]]:
    """Yield the name and the arguments of each check or rule; what has another shape is told by the model."""
    for key in lists:
        listed = data.get(key) if isinstance(data, Entries) else None
        for node in listed if isinstance(listed, Items) else ():
            if isinstance(node, Words):
                yield node, Entries({}, node.place, {})
            elif isinstance(node, Entries) and len(node) == 1:
                ((name, arguments),) = node.items()
                place = node.places[name]
                empty = Entries({}, place, {})
                yield Words(name, place), arguments if isinstance(arguments, Entries) else empty


def _named(arguments: Entries) -> Iterator[Words]:
    passed_over = {key for sign, key in _ELSEWHERE.items() if sign in arguments}
    for key in NAMING & set(arguments) - passed_over:
        node = arguments[key]
        yield from (word for word in (node if isinstance(node, Items) else [node]) if isinstance(word, Words))
    condition = arguments.get("when")
    if isinstance(condition, Entries):
        yield from (Words(name, condition.places[name]) for name in condition)


def _unless_known(name: str, place: Place, fields: Collection[str]) -> Iterator[Mistake]:
    if name not in fields:
        yield Mistake.at(place, _NO_FIELD.fill(name=name[:60], near=did_you_mean(name, fields)))


def _in_columns(data: Entries, fields: Collection[str]) -> Iterator[Mistake]:
    columns = data.get("columns")
    if isinstance(columns, Entries):
        for name in columns:
            yield from _unless_known(name, columns.places[name], fields)


def _in_rules(data: Entries, fields: Collection[str]) -> Iterator[Mistake]:
    rules = data.get("rules")
    if isinstance(rules, Entries):
        for key in rules:
            _, at, name = key.partition("@")
            if at:
                yield from _unless_known(name, rules.places[key], fields)


def _codelists(data: Entries) -> Iterator[Mistake]:
    defined = data.get("codelists")
    own: Mapping[str, object] = defined if isinstance(defined, Entries) else {}
    used = [name for field in entries_of(data, "fields") if isinstance(name := field.get("codelist"), Words)]
    files = [source for source in own.values() if isinstance(source, Words)]
    for name in (*used, *files):
        if not is_known(name, own):
            near = did_you_mean(name, (*own, *table_names()))
            yield Mistake.at(name.place, _NO_CODELIST.fill(name=name[:200], near=near))
    if isinstance(defined, Entries):
        unused = [name for name in defined if name not in used]
        yield from (Mistake.at(defined.places[name], _UNUSED.fill(name=name), "warning") for name in unused)


def _headers(field: Entries) -> Iterator[tuple[str, Words]]:
    """Yield what a column header may say to mean this field; titles come before aliases in mapping."""
    title, aliases = field.get("title"), field.get("aliases")
    titles = title.values() if isinstance(title, Entries) else [title]
    yield from (("title", words) for words in titles if isinstance(words, Words))
    if isinstance(aliases, Items):
        yield from (("alias", words) for words in aliases if isinstance(words, Words))


_NO_FIELD = Text("没有字段“{name}”。{near}", 'there is no field "{name}".{near}')
_NO_CODELIST = Text("没有代码表“{name}”。{near}", 'there is no code list "{name}".{near}')
_UNUSED = Text("代码表“{name}”没有字段使用。", 'the code list "{name}" is used by no field.')
_AMBIGUOUS = Text(
    "“{words}”既是字段“{name}”又是字段“{other}”（{place}）的名称，无法由表头区分。",
    '"{words}" names both field "{name}" and field "{other}" ({place}); a header cannot tell them apart.',
)
_CONTRADICTION = Text(
    "字段“{name}”的 required 与 obligation: {obligation} 矛盾。",
    'field "{name}": `required` contradicts `obligation: {obligation}`.',
)
