"""The nearest known word: what "did you mean" proposes."""

from __future__ import annotations

from collections.abc import Iterable

from govclean.wording import Text


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word within a third of its letters (at least one, at most three) of `word`, or None.

    >>> nearest("requird", ["name", "required", "unique"])
    'required'
    >>> nearest("colour", ["name", "required"]) is None
    True
    """
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - only a mistake needs it

    folded = word.casefold().replace("-", "_")
    ranked = sorted((OSA.distance(folded, other.casefold()), other) for other in set(known))
    if not ranked:
        return None
    distance, best = ranked[0]
    return best if distance <= min(3, max(1, max(len(word), len(best)) // 3)) else None


def did_you_mean(word: str, known: Iterable[str]) -> Text:
    """Return ` Did you mean "required"?`, or nothing where no known word is near.

    >>> did_you_mean("requird", ["required"]).zh
    '是否想写“required”？'
    """
    best = nearest(word, known)
    if best is None:
        return Text("", "")
    return Text("是否想写“{best}”？", ' Did you mean "{best}"?').fill(best=best)
