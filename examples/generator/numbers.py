"""Check digits, written from the standards and on purpose apart from the tool that is tested."""

from __future__ import annotations

_RESIDENT_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_VALUES = {character: value for value, character in enumerate(CREDIT_ALPHABET)}


def resident_id(area: str, birth: str, sequence: int) -> str:
    """Return the 18-character number of GB 11643-1999; an odd sequence is a man's.

    >>> resident_id("110105", "19491231", 2)
    '11010519491231002X'
    """
    return with_check(f"{area}{birth}{sequence:03d}")


def with_check(first17: str) -> str:
    """Return 17 digits followed by their check character (GB 11643-1999, MOD 11-2)."""
    return (
        first17 + "10X98765432"[sum(int(d) * w for d, w in zip(first17, _RESIDENT_WEIGHTS, strict=True)) % 11]
    )


def organisation_code(body: str) -> str:
    """Return the 9 characters of an organisation code (GB 11714-1997) without the hyphen.

    >>> organisation_code("D2143569")
    'D2143569X'
    """
    check = 11 - sum(int(c, 36) * w for c, w in zip(body, _ORGANISATION_WEIGHTS, strict=True)) % 11
    return body + {10: "X", 11: "0"}.get(check, str(check))


def credit_code(kind: str, area: str, organisation: str) -> str:
    """Return a credit code of GB 32100-2015: department and class, area, organisation code, check.

    >>> credit_code("91", "350100", "M000100Y4")
    '91350100M000100Y43'
    """
    first17 = kind + area + organisation
    total = sum(_CREDIT_VALUES[c] * w for c, w in zip(first17, _CREDIT_WEIGHTS, strict=True))
    return first17 + CREDIT_ALPHABET[(31 - total % 31) % 31]


def registration_number(first14: str) -> str:
    """Return a 15-digit registration number; its check digit is ISO 7064 MOD 11,10.

    >>> registration_number("44030110309741")
    '440301103097413'
    """
    product = 10
    for digit in first14:
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return f"{first14}{(11 - product) % 10}"
