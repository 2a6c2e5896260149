"""Numbers as they are written in addresses, in Arabic digits."""

from __future__ import annotations

import re
from functools import cache

_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
NUMERAL = "〇零一二三四五六七八九十百千两廿卅"
_COUNTED = re.compile(
    "(?:[一二两三四五六七八九]千)?[零〇]?(?:[一二两三四五六七八九]百)?[零〇]?(?:[一二三四五六七八九]?十)?[零〇]?[一二三四五六七八九]?"
)
_RUN = re.compile(f"[{NUMERAL}]+")


def to_arabic(text: str) -> str:
    """Return a text with every Chinese number in it in Arabic digits; what is no number stays.

    Only for elements that are numbers: in a name (三里屯, 五一路) the numeral is part of the name.

    >>> to_arabic("十二号附一号"), to_arabic("一百零二号"), to_arabic("五〇一室"), to_arabic("廿三层")
    ('12号附1号', '102号', '501室', '23层')
    >>> to_arabic("二十"), to_arabic("一千零一十"), to_arabic("十百")
    ('20', '1010', '十百')
    """
    return _RUN.sub(lambda found: _number(found[0]), text)


@cache
def _number(run: str) -> str:
    spelled = run.replace("廿", "二十").replace("卅", "三十")
    if not any(unit in spelled for unit in _TENS):
        return "".join(str(_DIGITS[character]) for character in spelled)
    if not _COUNTED.fullmatch(spelled):
        return run  # 二三十, 十百: no number
    total, digit = 0, 0
    for character in spelled:
        if character in _TENS:
            total, digit = total + (digit or 1) * _TENS[character], 0
        else:
            digit = _DIGITS[character]
    return str(total + digit)
