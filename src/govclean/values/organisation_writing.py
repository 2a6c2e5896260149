"""The writing of organisations' names folded: what two clerks type differently for one and the same name.

Folded are width, case, blanks, invisible characters, kinds of brackets and dots, and traditional characters. A
character that is also in use as a simplified one stays (乾源 is not 干源), and so do the variants that brands bear
since 《通用规范汉字表》 (2013) allows them (昇 is not 升).
"""

from __future__ import annotations

import re
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc


def fold(names: pa.StringArray) -> list[str]:
    """Return names without null in capitals of half width, simplified characters and round brackets, without blanks.

    >>> fold(pa.array(["嵩嶽　商貿【ａ】"]))
    ['嵩岳商贸(A)']
    """
    if not len(names):
        return []
    narrow = pc.utf8_upper(pc.utf8_normalize(names, "NFKC"))
    if pc.any(pc.match_substring_regex(narrow, _UNSEEN)).as_py():
        # Accents that stood alone come to stand behind a letter, so that normal form is made anew.
        narrow = pc.utf8_normalize(pc.replace_substring_regex(narrow, _UNSEEN, ""), "NFKC")
    text = "\n".join(narrow.to_pylist())
    table, in_need = _folding()
    return (text.translate(table) if in_need.search(text) else text).split("\n")


@cache
def _folding() -> tuple[dict[int, str], re.Pattern[str]]:
    """Return every sign and traditional character with what it becomes, and where any of them stands."""
    table = dict(zip(_SIGNS, _FOLDED_SIGNS, strict=True)) | _simplified()
    return {ord(written): becomes for written, becomes in table.items()}, re.compile(
        f"[{re.escape(''.join(sorted(table)))}]"
    )


def _simplified() -> dict[str, str]:
    """Return traditional characters with the simplified ones, those left out that are in use as both."""
    import opencc  # noqa: PLC0415  read when the first name is folded: its dictionaries take their time

    han = [chr(code) for code in range(0x3400, 0xA000)]
    simple = opencc.OpenCC("t2s").convert("\n".join(han)).split("\n")
    return {
        written: becomes
        for written, becomes in zip(han, simple, strict=True)
        if written != becomes and written not in _BOTH and (written == "後" or not _in_gb2312(written))
    }


def _in_gb2312(character: str) -> bool:
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False


_BOTH = frozenset("昇陞祕鉅頫脩硃剋氾蒐甯閤迺堃邨甦")
_UNSEEN = r"[\p{Cc}\p{Cf}\p{Z}\x{2028}\x{2029}]+"
_SIGNS = "[{【〔〖]}】〕〗•‧・∙⋅●○◯"
_FOLDED_SIGNS = "((((()))))······〇〇"
