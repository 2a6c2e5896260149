"""Names of places and organisations by ear and by eye: what a clerk who listened, or read a form, writes for another.

Unlike `names.py` this knows no surnames: every character is read as it is read most often.
"""

from __future__ import annotations

import pyarrow as pa

from govclean.linkage.features.characters import replaced
from govclean.linkage.features.glyphs import stand_in
from govclean.linkage.features.readings import near, readings


def heard(values: pa.StringArray) -> pa.StringArray:
    """Return texts with each Han character as its sound, zh as z and -ng as -n; null stays null.

    >>> heard(pa.array(["听泉路", "听泉鹭", None])).to_pylist()
    ['tin quan lu ', 'tin quan lu ', None]
    """
    return replaced(values, _sound)


def seen(values: pa.StringArray) -> pa.StringArray:
    """Return texts with one of them for all characters that look alike; null stays null.

    >>> seen(pa.array(["候寨路"])).to_pylist() == seen(pa.array(["侯寨路"])).to_pylist()
    True
    """
    return replaced(values, stand_in)


def _sound(character: str) -> str:
    read = readings(character)
    return f"{near(read[0])} " if read else character
