"""Parameters of comparisons, written as text in a standard."""

from __future__ import annotations

from govclean.values.parameters import ParameterError
from govclean.wording import Text

_CUTOFFS = Text(
    "参数 {name} 应为 0 到 1 之间、由大到小的数，用逗号分隔，如 0.92,0.88；不能是 {value}",
    "{name} takes numbers between 0 and 1, the greatest first, with commas between them (0.92,0.88), not {value}",
)
_WIDTHS = Text(
    "参数 {name} 应为由大到小的正整数，用逗号分隔，如 6,4,2；不能是 {value}",
    "{name} takes whole numbers above 0, the greatest first, with commas between them (6,4,2), not {value}",
)


def read_cutoffs(name: str, value: str) -> tuple[float, ...]:
    """Return likenesses written as `0.92,0.88`, best first.

    Raises:
        ParameterError: they are no such numbers.
    """
    try:
        found = tuple(float(part) for part in value.split(","))
    except ValueError:
        found = ()
    if not found or list(found) != sorted(set(found), reverse=True) or not 0 < found[-1] <= found[0] < 1:
        raise ParameterError(_CUTOFFS.fill(name=name, value=value))
    return found


def read_widths(name: str, value: str) -> tuple[int, ...]:
    """Return lengths written as `6,4,2`, longest first; none for an empty text.

    Raises:
        ParameterError: they are no such numbers.
    """
    parts = [part.strip() for part in value.split(",")] if value.strip() else []
    found = tuple(int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 4)
    if len(found) != len(parts) or list(found) != sorted(set(found), reverse=True) or 0 in found:
        raise ParameterError(_WIDTHS.fill(name=name, value=value))
    return found
