"""Words in the two languages a user reads: Chinese and English, of equal rank."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Chinese and in English.

    >>> Text("第 {n} 行", "line {n}").fill(n=3).say("zh")
    '第 3 行'
    """

    zh: str
    en: str

    def say(self, language: Language) -> str:
        """Return the words in one language."""
        return self.zh if language == "zh" else self.en

    def fill(self, **facts: object) -> Text:
        """Return the words with their `{places}` filled; a fact that is a Text is said in each language."""
        return Text(
            self.zh.format(**{name: _in(fact, "zh") for name, fact in facts.items()}),
            self.en.format(**{name: _in(fact, "en") for name, fact in facts.items()}),
        )

    def __str__(self) -> str:
        return self.en


def same(words: str) -> Text:
    """Return words that read the same in both languages: names, codes, paths."""
    return Text(words, words)


def _in(fact: object, language: Language) -> object:
    return fact.say(language) if isinstance(fact, Text) else fact
