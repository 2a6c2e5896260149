"""Names of persons: Han names, minority names with the dot, names in other scripts."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import ClassVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.values.characters import CONTROL, DAMAGED, HAN, INVISIBLE, twice_decoded
from govclean.values.columns import Bools, byte_lengths, first_reason, judge_rows, matches, own_bytes, rows_at
from govclean.values.masking import mask_name
from govclean.values.semantic import Reason, SemanticType, Sensitivity, Verdicts
from govclean.values.suggesting import suggest_readings
from govclean.values.tables import read_table
from govclean.wording import Text

NOTED = r"^(?P<name>[^()（）\[\]【】〔〕]+)[(（\[【〔]\s*(?P<note>[^()（）\[\]【】〔〕]*?)\s*[)）\]】〕]\s*$"
"""A name and the remark in brackets behind it, in RE2 and in Python's `re`."""


class PersonName(SemanticType):
    """A person's name as the household register writes it.

    Good are two to twenty Han characters, the rare ones of GB 18030-2022 among them (`王喆`, `张䶮`); parts
    joined by the middle dot U+00B7 (`买买提·吐尔逊`); names in other scripts with blanks, hyphens,
    apostrophes and dots (`Anna-Maria O'Neil`). Wrong are other dots, blanks within Han names, remarks
    (`张三(户主)`), pinyin in place of a rare character (`王zhe`), digits. Beyond repair are `?`, `□` and
    private-use characters where a rare character was lost.
    """

    name: ClassVar[str] = "cn.person_name"
    free_text: ClassVar[bool] = True
    title: ClassVar[Text] = Text("姓名", "name of a person")
    basis: ClassVar[str] = "GB 18030-2022; GB/T 2312 dot of minority names U+00B7"
    sensitivity: ClassVar[Sensitivity] = "high"
    reasons: ClassVar = {
        Reason.DAMAGED: Text(
            "含 ?、□ 或自造字，生僻字已丢失", "has ?, □ or a private-use character: a rare one was lost"
        ),
        Reason.FORMAT: Text("含姓名中不应有的字符或写法", "has characters that do not belong in a name"),
        Reason.LENGTH: Text("姓名过短或过长", "too short or too long for a name"),
    }

    def judge(self, column: pa.StringArray) -> Verdicts:
        """Return one reason a row; plain Han names of two to four characters are passed by their bytes."""
        return judge_rows(column, ~_is_plain(column), _judge)

    def suggest(self, values: pa.StringArray) -> pa.StringArray:
        """Return the name without blanks, remark or foreign dots, where only one reading is left."""
        return suggest_readings(self, values, _read)

    def mask(self, values: pa.StringArray) -> pa.StringArray:
        """Return the first character and stars."""
        return mask_name(values)


_HAN_NAME = f"[{HAN}]{{2,20}}"
_WORD = r"[^\x00-@\[-`{-~·" + HAN + r"\pN\pP\pS\pZ\pC０-９Ａ-Ｚａ-ｚ⺀-⿟]+"
_DOTTED = rf"(?:[{HAN}]+|[A-Z][a-z]*\.?)(?:·(?:[{HAN}]+|[A-Z][a-z]*\.?))+"
_WRITTEN = rf"{_WORD}(?:(?:[.,]? |[-'’.·]){_WORD})*\.?"
_DOTS = "·•‧・．﹒.。●∙⋅･᛫-"
_REMARK = re.compile(NOTED)
_NOTHING_SEEN = re.compile(f"[{INVISIBLE}{CONTROL}]")
_OTHER_DOT = re.compile(f"(?<=[{HAN}]) *[{re.escape(_DOTS)}] *(?=[{HAN}])")
_SPACED_HAN = re.compile(f"[{HAN}]+(?: +[{HAN}]+)+")
_HAN_ONLY = re.compile(f"[{HAN}]+")
_MOST_SPACED = 4  # Han characters; a blank in a longer name may stand for a lost dot


def join_han(name: str) -> str | None:
    """Return a Han name without the blanks in it; None where they may mean more than nothing.

    In a name of more than four characters a blank may stand for the dot of a minority name, and four characters
    may be two persons.

    >>> join_han("张 三"), join_han("欧阳 娜娜"), join_han("张三 李四"), join_han("买买提 吐尔逊")
    ('张三', '欧阳娜娜', None, None)
    """
    parts = name.split()
    closed = "".join(parts)
    if len(parts) < 2 or not _HAN_ONLY.fullmatch(closed) or len(closed) > _MOST_SPACED:
        return None
    one_person = (
        len(closed) < _MOST_SPACED or closed[:2] in _compound_surnames() or list(map(len, parts)) == [1, 3]
    )
    return closed if one_person else None


def with_middle_dots(name: str) -> str:
    """Return a name with U+00B7 for every other dot, or hyphen, between Han characters.

    >>> with_middle_dots("买买提．吐尔逊")
    '买买提·吐尔逊'
    """
    return _OTHER_DOT.sub("·", name)


@cache
def _compound_surnames() -> frozenset[str]:
    return frozenset(surname for surname in read_table("surname").codes if len(surname) == 2)


def _is_plain(column: pa.StringArray) -> Bools:
    """Return names of two to four characters U+4E00 to U+9FFF, and empty cells.

    Such a name is 6 to 12 bytes, all of them continuation bytes or the lead bytes E4 B8 to E9.
    """
    data, lengths = own_bytes(column), byte_lengths(column)
    high = (data < 0x80) | (data > 0xE9) | ((data >= 0xC0) & (data < 0xE4))
    positions = np.flatnonzero(high)
    early = np.flatnonzero(data[:-1] == 0xE4)
    early = early[data[early + 1] < 0xB8]
    other = rows_at(column, np.concatenate([positions, early, twice_decoded(data)]))
    return np.asarray((~other & (lengths >= 6) & (lengths <= 12)) | ~_held(column))


def _held(column: pa.StringArray) -> Bools:
    held: Bools = column.is_valid().to_numpy(zero_copy_only=False)
    return held


def _judge(values: pa.StringArray) -> Verdicts:
    written = matches(values, _WRITTEN)
    shaped = matches(values, f"[{HAN}]*") | matches(values, _DOTTED) | written
    han_too_long = matches(values, f"[{HAN}]*") & ~matches(values, _HAN_NAME)
    lengths = pc.fill_null(pc.utf8_length(values), 2).to_numpy(zero_copy_only=False)
    return first_reason(
        (matches(values, DAMAGED), Reason.DAMAGED),
        (_held(values) & ~shaped, Reason.FORMAT),
        (han_too_long | (lengths < 2) | (lengths > 50), Reason.LENGTH),
    )


def _read(value: str) -> str | None:
    """Return a name as the register would write it, or None when that is open to doubt."""
    name = _NOTHING_SEEN.sub("", unicodedata.normalize("NFC", value))
    name = "".join(unicodedata.normalize("NFKC", letter) if _is_wide(letter) else letter for letter in name)
    name = " ".join(name.split()).lstrip("'`‘’")
    remark = _REMARK.fullmatch(name)
    name = with_middle_dots((remark[1] if remark else name).strip())
    return join_han(name) if _SPACED_HAN.fullmatch(name) else name


def _is_wide(letter: str) -> bool:
    """Return whether a character is full-width, a wide blank or a radical that stands for a Han one."""
    wide = "！" <= letter <= "～" and letter not in "（）．"
    return wide or letter in "\u3000\xa0" or "⺀" <= letter <= "⿟"
