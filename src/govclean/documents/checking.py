"""A document checked against a model: the object, or every mistake at once, each with its line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Self, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from govclean.documents.clauses import clause
from govclean.documents.nearest import did_you_mean
from govclean.documents.tracing import Trace, trace
from govclean.documents.tree import Document, Place
from govclean.documents.written import Written
from govclean.errors import StandardError
from govclean.wording import Language, Text

MOST_TOLD = 50

Model = TypeVar("Model", bound=Written)


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing in a file that a person must change (error) or should look at (warning)."""

    path: str
    line: int
    column: int
    text: Text
    severity: Literal["error", "warning"] = "error"

    @classmethod
    def at(cls, place: Place | None, text: Text, severity: Literal["error", "warning"] = "error") -> Self:
        """Return the mistake at a place; without a place, at the beginning of a file not known."""
        path, line, column = place or ("", 1, 1)
        return cls(path, line, column, text, severity)

    @property
    def where(self) -> str:
        """Return `file:line`."""
        return f"{self.path}:{self.line}"

    def say(self, language: Language) -> str:
        """Return `file:line: what is wrong`."""
        return f"{self.where}: {self.text.say(language)}"


def check(document: Document, model: type[Model]) -> Model:
    """Return the model's object for a document.

    Raises:
        StandardError: the document does not fit the model; every mistake is told on a line of its own.
    """
    checked, found = examine(document, model)
    if checked is None:
        raise refusal(found)
    return checked


def mistakes(document: Document, model: type[Written]) -> list[Mistake]:
    """Return every mistake of a document against a model, by line; empty when it fits."""
    return examine(document, model)[1]


def examine(document: Document, model: type[Model]) -> tuple[Model | None, list[Mistake]]:
    """Return the model's object, or None and every mistake by line."""
    if document.data is None:
        return None, [Mistake(document.path, 1, 1, Text("文件是空的。", "the file is empty."))]
    try:
        return model.model_validate(document.data), []
    except ValidationError as error:
        told = error.errors(include_url=False)
        return None, in_order(_mistake(document, model, one) for one in told)


def in_order(found: Iterable[Mistake]) -> list[Mistake]:
    """Return mistakes by file and line, each told once."""
    return sorted(set(found), key=lambda one: (one.path, one.line, one.column, one.text.en))


def refusal(found: Iterable[Mistake]) -> StandardError:
    """Return the error that tells all these mistakes, at most fifty, each on its line."""
    every = list(found)
    first, *others = every[:MOST_TOLD]
    more = len(every) - MOST_TOLD
    rest = Text("\n……另有 {more} 处。", "\n… and {more} more.").fill(more=more) if more > 0 else Text("", "")
    text = Text(
        "\n".join([first.text.zh, *(one.say("zh") for one in others)]) + rest.zh,
        "\n".join([first.text.en, *(one.say("en") for one in others)]) + rest.en,
    )
    return StandardError(text, where=first.where)


def _mistake(document: Document, model: type[Written], error: ErrorDetails) -> Mistake:
    about_key = error["type"] == "extra_forbidden"
    found = trace(model, document.data, error["loc"], of_key=about_key)
    words = {"missing": _missing, "extra_forbidden": _unknown}.get(error["type"])
    text = words(found) if words else _value(found, clause(error))
    return Mistake.at(found.place or Place(document.path, 1, 1), text)


def _missing(found: Trace) -> Text:
    return Text("{part}缺少“{key}”。", '{part} lacks the key "{key}".').fill(part=found.called, key=found.key)


def _unknown(found: Trace) -> Text:
    reason = found.owner.why_not(found.key, found.data)
    if reason is not None:
        return Text("{part}：{reason}", "{part}: {reason}").fill(part=found.called, reason=reason)
    known = [key for key in found.owner.known_keys(found.data) if key not in found.data]
    return Text("{part}没有“{key}”这个键。{near}", '{part} has no key "{key}".{near}').fill(
        part=found.called, key=found.key[:60], near=did_you_mean(found.key, known)
    )


def _value(found: Trace, words: Text) -> Text:
    key = Text("", "")
    if found.key:
        key = Text("的“{key}”", ': "{key}"').fill(key=found.key)
    if found.item:
        key = Text("{key}第 {item} 项", "{key} item {item}").fill(key=key, item=found.item)
    told = Text("{part}{key}{words}", "{part}{key} {words}").fill(part=found.called, key=key, words=words)
    return Text(_ended(told.zh, "。"), _ended(told.en, "."))


def _ended(sentence: str, mark: str) -> str:
    return sentence if sentence.endswith(("。", ".", "？", "?")) else sentence + mark
