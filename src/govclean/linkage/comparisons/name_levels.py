"""How alike two names of persons are: the levels, in their order, for all kernels that tell them."""

from __future__ import annotations

import numpy as np

from govclean.linkage.comparing import DIFFERS as DIFFERENT
from govclean.linkage.comparing import Level
from govclean.wording import Text

LEVELS: tuple[Level, ...] = (
    Level(
        "equal",
        Text("相同（不计繁简、空格、大小写）", "equal, whatever the case, blanks, traditional characters"),
    ),
    Level(
        "written",
        Text("同名异写（间隔号缺失、以拼音书写）", "one name written otherwise: dots lost, in pinyin"),
    ),
    Level("order", Text("用字相同，顺序不同", "the same characters or words in another order")),
    Level(
        "alike",
        Text("一字同音或形近，或缺生僻字", "one character sounds or looks alike, or a rare one was lost"),
    ),
    Level("sound", Text("读音相同或相近", "sounds the same, or nearly")),
    Level("shorter", Text("一方缺字或缺一部分", "one has characters or words that the other lacks")),
    Level("given_name", Text("名相同，姓不同", "one given name, two surnames")),
    Level(
        "one_character",
        Text("姓相同，名有一字不同", "one surname, given names that differ in one character"),
        kin=True,
    ),
    Level("surname", Text("仅姓相同", "one surname"), kin=True),
    Level("differs", DIFFERENT),
)
"""`one_character` stands apart from the slips above it: it is how brothers, sisters and twins are named."""

WRITTEN, ORDER, ALIKE, SOUND, SHORTER, GIVEN_NAME, ONE_CHARACTER, SURNAME, DIFFERS = map(
    np.uint8, range(1, 10)
)
