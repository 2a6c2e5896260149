"""Features of any text: folded, its beginning, its end, its sound in English ears."""

from __future__ import annotations

import re
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

from govclean.linkage.features.characters import or_null, plain_letter, replaced, simplified
from govclean.linkage.features.feature import Feature
from govclean.values.columns import map_distinct
from govclean.wording import Text

LONGEST = 9
"""Features `prefix1` to `prefix9` and `suffix1` to `suffix9`, in characters."""


def folded(values: pa.StringArray) -> pa.StringArray:
    """Return texts without differences of width, case, accents, traditional characters and blanks; null for none.

    Between Latin words one blank is kept; beside a Han character none is.

    >>> folded(pa.array(["ＡＢ  Ｃ", "花 園路", " "])).to_pylist()
    ['ab c', '花园路', None]
    """
    text = replaced(values, _fold)
    if pc.any(pc.match_substring_regex(text, r"^\s|\s$|\s\s|[^\x00-\x7F]\s|\s[^\x00-\x7F]")).as_py():
        text = pc.replace_substring_regex(pc.utf8_trim_whitespace(text), r"\s+", " ")
        for pattern in (r"([^\x00-\x7F]) ", r" ([^\x00-\x7F])"):
            text = pc.replace_substring_regex(text, pattern, r"\1")
    return or_null(text)


def sound(word: str) -> str | None:
    """Return the Soundex code of a word in Latin letters (Russell 1918, rules of the US National Archives).

    >>> sound("Robert"), sound("Rupert"), sound("Ashcraft"), sound("Tymczak"), sound("娜")
    ('R163', 'R163', 'A261', 'T522', None)
    """
    letters = re.sub("[^A-Z]+", "", "".join(map(plain_letter, word)).upper())
    if not letters:
        return None
    coded = re.sub("[HW]", "", letters[1:].translate(_CODES))
    first = letters[0].translate(_CODES)
    apart = re.sub(r"(.)\1+", r"\1", first + coded)[1:]
    return (letters[0] + re.sub("[^1-6]+", "", apart) + "000")[:4]


_CODES = str.maketrans("BFPVCGJKQSXZDTLMNR", "111122222222334556")


def _fold(character: str) -> str:
    plain = plain_letter(character)
    return "".join(map(simplified, plain)) if plain.isprintable() else " " if plain.isspace() else ""


def _begin(size: int, values: pa.StringArray) -> pa.StringArray:
    return or_null(pc.utf8_slice_codeunits(folded(values), 0, size))


def _end(size: int, values: pa.StringArray) -> pa.StringArray:
    return or_null(pc.utf8_slice_codeunits(folded(values), -size))


def _sounds(values: pa.StringArray) -> pa.StringArray:
    return map_distinct(values, sound)


FEATURES: tuple[Feature, ...] = (
    Feature("key", Text("归一文本", "text in one writing"), (), folded),
    Feature("sound", Text("英文读音（Soundex）", "sound (Soundex)"), (), _sounds),
    *(
        Feature(
            f"prefix{size}", Text(f"前 {size} 个字符", f"first {size} characters"), (), partial(_begin, size)
        )
        for size in range(1, LONGEST + 1)
    ),
    *(
        Feature(
            f"suffix{size}", Text(f"后 {size} 个字符", f"last {size} characters"), (), partial(_end, size)
        )
        for size in range(1, LONGEST + 1)
    ),
)
