"""YAML as a person would write it: plain words where they stay text, quotation marks where they would not."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

_PLAIN = re.compile(r"[A-Za-z\u3400-\u9fff_（][\w .、·/（）()\u3400-\u9fff-]*")
_ENDS_BADLY = re.compile(r".*[ .-]|.*/")
_RESERVED = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n", "none", "nan", "inf"})
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")


def scalar(value: object) -> str:
    """Return one value in YAML; a text stays the text it is.

    >>> scalar("民族代码"), scalar("01"), scalar("no"), scalar(True), scalar("a: b")
    ('民族代码', '"01"', '"no"', 'true', '"a: b"')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    text = comment(str(value))
    plain = _PLAIN.fullmatch(text) and not _ENDS_BADLY.fullmatch(text)
    return text if plain and text.casefold() not in _RESERVED else quoted(text)


def quoted(text: str) -> str:
    """Return a text in quotation marks: whatever it is, it stays text."""
    return json.dumps(comment(text), ensure_ascii=False)


def amount(value: object) -> str:
    """Return a number in YAML as it is written, without quotation marks; anything else as a scalar.

    >>> amount("19000101"), amount("today"), amount("007")
    ('19000101', 'today', '"007"')
    """
    text = str(value)
    return text if not isinstance(value, bool) and _NUMBER.fullmatch(text) else scalar(value)


def flow(value: object) -> str:
    """Return a value, a list or a mapping on one line.

    >>> flow({"field": "sex", "when": {"status": ["1", "2"]}})
    '{field: sex, when: {status: ["1", "2"]}}'
    """
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(map(_in_list, value)) + "]"
    return scalar(value)


def comment(text: str) -> str:
    """Return a text on one line, a blank for all that cannot be seen; it may stand behind `#`."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _in_list(value: object) -> str:
    written = flow(value)
    return written if not isinstance(value, str) or re.fullmatch(r"[^\[\]{},]*", written) else quoted(value)
