"""Texts as characters: replaced one by one by way of the distinct ones, so a column costs what its alphabet costs."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.linkage.comparing import JOINER
from govclean.values.columns import offsets_of, own_bytes, present

Points = NDArray[np.uint32]
Places = NDArray[np.int32]
_ALL = 0x110000


def points_of(values: pa.StringArray) -> tuple[Points, Places]:
    """Return the code points of all values one after the other, and the n + 1 places where each value starts.

    >>> points, starts = points_of(pa.array(["李娜", None, "a"]))
    >>> points.tolist(), starts.tolist()
    ([26446, 23068, 97], [0, 2, 2, 3])
    """
    if values.null_count:
        values = pc.fill_null(values, "")  # a null may have bytes behind it
    data = own_bytes(values)
    points = np.frombuffer(data.tobytes().decode().encode("utf-32-le"), np.uint32)
    begun = np.concatenate([np.zeros(1, np.int32), np.cumsum((data & 0xC0) != 0x80, dtype=np.int32)])
    offsets = offsets_of(values)
    return points, begun[offsets - offsets[0]]


def numbered(points: Points) -> tuple[list[str], NDArray[np.int32]]:
    """Return the distinct characters in the order of their code points, and for each point the place of its own.

    >>> numbered(points_of(pa.array(["娜娜"]))[0])
    (['娜'], array([0, 0], dtype=int32))
    """
    seen = np.zeros(_ALL, np.bool_)
    seen[points] = True
    distinct = np.flatnonzero(seen)
    place = np.zeros(_ALL, np.int32)
    place[distinct] = np.arange(len(distinct), dtype=np.int32)
    return [chr(point) for point in distinct], place[points]


def replaced(values: pa.StringArray, say: Callable[[str], str]) -> pa.StringArray:
    """Return values with each character replaced by `say(character)`, asked once for each; null stays null.

    >>> replaced(pa.array(["Ｌi", None]), lambda letter: "l" if letter == "Ｌ" else letter).to_pylist()
    ['li', None]
    """
    points, starts = points_of(values)
    distinct, places = numbered(points)
    said = [say(character) for character in distinct]
    if said == distinct:
        return values
    return spelled(pa.array(said, pa.string()), places, starts, present(values))


def spelled(
    words: pa.StringArray, places: NDArray[np.int32], starts: Places, held: NDArray[np.bool_]
) -> pa.StringArray:
    """Return texts made of words: value i is the words at `places[starts[i]:starts[i + 1]]`; null where not held."""
    lists = pa.ListArray.from_arrays(pa.array(starts), words.take(pa.array(places)), mask=pa.array(~held))
    return pc.binary_join(lists, "")


def or_null(values: pa.StringArray) -> pa.StringArray:
    """Return values with null for empty texts."""
    return pc.if_else(pc.equal(values, ""), pa.scalar(None, pa.string()), values)


def plain_letter(character: str) -> str:
    """Return a letter without width, case and accents: `É` → `e`, `ß` → `ss`, `ø` → `o`; others in normal form.

    >>> "".join(map(plain_letter, "ＬｙøÉß娜"))
    'lyoess娜'
    """
    if character == JOINER:
        return character
    folded = unicodedata.normalize("NFKC", character).casefold()
    apart = unicodedata.normalize("NFKD", folded)
    if not folded.isalpha() or apart[0] > "\u04ff":  # beyond Cyrillic, marks are part of the letter
        return folded
    return "".join(_STROKED.get(letter, letter) for letter in apart if not unicodedata.combining(letter))


_STROKED = {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}


def simplified(character: str) -> str:
    """Return the simplified form of a Chinese character; what GB/T 2312 has stays as it is.

    So 張 becomes 张, but 乾 and 於, which live on in names, do not become 干 and 于.

    >>> "".join(map(simplified, "張乾於"))
    '张乾於'
    """
    if ord(character) < 0x3400 or in_common_use(character):
        return character
    return _simplifier()(character)


def in_common_use(character: str) -> bool:
    """Return whether a character is in GB/T 2312-1980, the set that every system has."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _simplifier() -> Callable[[str], str]:
    import opencc  # noqa: PLC0415 - only Chinese needs it

    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return convert
