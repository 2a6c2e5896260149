"""Every mistake of a standard at once: what `govclean standards check` tells, and what loading refuses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Literal, TypeAlias

from govclean.documents import (
    Entries,
    Items,
    Mistake,
    Words,
    did_you_mean,
    examine,
    in_order,
    place_at,
)
from govclean.documents.tree import Node
from govclean.errors import StandardError
from govclean.standards.extending import lineage, merged, stated_twice
from govclean.standards.fields import Field
from govclean.standards.linkage_references import KnownLinkage, broken_linkage
from govclean.standards.mentions import Check, Rule
from govclean.standards.model import Standard
from govclean.standards.references import ambiguous_names, broken_references, contradictions, mentions_in
from govclean.wording import Text

KnownChecks: TypeAlias = Mapping[str, AbstractSet[str]]
"""The checks that exist on the floors above, each with the names of its arguments."""


def check_standard(
    path: Path | str,
    *,
    known_checks: KnownChecks | None = None,
    known_rules: AbstractSet[str] | None = None,
    known_cleansing: KnownChecks | None = None,
    known_linkage: KnownLinkage | None = None,
) -> list[Mistake]:
    """Return every mistake and warning of a standard's file by line, code lists read; empty when all is well.

    Names of checks and cleansing rules, and the ids under `rules:`, are looked up in what the caller knows of the floors
    above.

    Raises:
        StandardError: the file is no YAML, or what it extends cannot be found.
    """
    standard, found = examine_standard(
        Path(path), known_checks=known_checks, known_rules=known_rules, known_cleansing=known_cleansing
    )
    data = merged(lineage(Path(path))).data
    found += [mistake for mistake in broken_linkage(data, known_linkage) if mistake not in found]
    if standard is None:
        return in_order(found)
    return in_order([*found, *_unreadable_codelists(standard, data), *_unlisted_codes(standard, data)])


def examine_standard(
    path: Path,
    *,
    known_checks: KnownChecks | None = None,
    known_rules: AbstractSet[str] | None = None,
    known_cleansing: KnownChecks | None = None,
) -> tuple[Standard | None, list[Mistake]]:
    """Return the standard (None where there are errors), and what is wrong as far as no code list is needed.

    Raises:
        StandardError: the file is no YAML, or what it extends cannot be found.
    """
    documents = lineage(path)
    whole = merged(documents)
    standard, found = examine(whole, Standard)
    found += [mistake for document in documents for mistake in stated_twice(document)]
    found += [
        *contradictions(whole.data),
        *ambiguous_names(whole.data),
        *broken_references(whole.data),
        *broken_linkage(whole.data),
    ]
    if known_checks is not None:
        found += _unknown_mentions(whole.data, "checks", known_checks)
    if known_cleansing is not None:
        found += _unknown_mentions(whole.data, "cleansing", known_cleansing)
    if known_rules is not None:
        found += _unknown_rules(whole.data, known_rules)
    if standard is None or any(mistake.severity == "error" for mistake in found):
        return None, in_order(found)
    return standard.model_copy(update={"path": str(path)}), in_order(found)


def _unknown_mentions(
    data: Node, section: Literal["checks", "cleansing"], known: KnownChecks
) -> Iterator[Mistake]:
    """Yield what a list names that is not known, and the arguments that what it names does not take."""
    noun, of_all = _SECTIONS[section]
    for name, arguments in mentions_in(data, section):
        if name not in known:
            near = did_you_mean(name, known)
            yield Mistake.at(name.place, _NO_SUCH.fill(noun=noun, name=name[:60], near=near))
            continue
        taken = known[name] | of_all
        for key in arguments:
            if key not in taken:
                near = did_you_mean(key, taken)
                yield Mistake.at(
                    arguments.places[key], _NO_ARGUMENT.fill(noun=noun, name=name, key=key[:60], near=near)
                )


def _unknown_rules(data: Node, known: AbstractSet[str]) -> Iterator[Mistake]:
    rules = data.get("rules") if isinstance(data, Entries) else None
    for key in rules if isinstance(rules, Entries) else ():
        rule = key.partition("@")[0]
        if rule not in known:
            yield Mistake.at(
                place_at(rules, [key], of_key=True),
                _NO_RULE.fill(name=rule[:60], near=did_you_mean(rule, known)),
            )


def _unreadable_codelists(standard: Standard, data: Node) -> Iterator[Mistake]:
    for one in standard.fields:
        try:
            one.semantic_type  # noqa: B018 - building it is the check
        except StandardError as error:
            place = place_at(data, ["fields", standard.fields.index(one), "codelist"])
            yield Mistake.at(place, Text(error.say("zh"), error.say("en")))


def _unlisted_codes(standard: Standard, data: Node) -> Iterator[Mistake]:
    """Yield the codes in conditions that are not on the code list of their field."""
    fields = {one.name: one for one in standard.fields}
    for _, arguments in mentions_in(data, "checks"):
        condition = arguments.get("when")
        for name, node in condition.items() if isinstance(condition, Entries) else ():
            words = node if isinstance(node, Items) else [node]
            yield from _unlisted(fields[name], [word for word in words if isinstance(word, Words)])


def _unlisted(one: Field, words: list[Words]) -> Iterator[Mistake]:
    try:
        table = one.codes
    except StandardError:
        return
    for word in words:
        if table is not None and word not in table.codes:
            near = did_you_mean(table.nearest(str(word)) or "", table.codes)
            text = _NO_CODE.fill(codelist=table.name, code=word[:60], near=near)
            yield Mistake.at(word.place, text, "warning")


_SECTIONS = {
    "checks": (Check.noun, frozenset({"severity"})),
    "cleansing": (Rule.noun, frozenset[str]()),
}
_NO_SUCH = Text("没有名为“{name}”的{noun}。{near}", 'there is no {noun} "{name}".{near}')
_NO_ARGUMENT = Text(
    "{noun}“{name}”没有参数“{key}”。{near}", '{noun} "{name}" takes no argument "{key}".{near}'
)
_NO_RULE = Text("没有规则“{name}”。{near}", 'there is no rule "{name}".{near}')
_NO_CODE = Text(
    "代码表“{codelist}”中没有“{code}”。{near}", 'code list "{codelist}" has no code "{code}".{near}'
)
