"""What may be shown of the values of findings: one answer for summaries and for every report."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from govclean.standards.fields import Field
from govclean.standards.model import Standard
from govclean.values.masking import hide_personal, mask_text
from govclean.values.semantic import SemanticType

Mask = Callable[[pa.StringArray], pa.StringArray]


def masks_of(standard: Standard) -> dict[str, Mask]:
    """Return for each field of a standard what hides its values.

    A type without a mask of its own holds nothing personal, but a shifted column puts a person there: strays are hidden.
    Where the standard itself calls such a field sensitive, its values are starred.
    """
    return {field.name: _mask_of(field) for field in standard.fields}


def mask_of(field: str, masks: Mapping[str, Mask]) -> Mask:
    """Return what hides the values of a finding on a field; those of a whole record show their outline only."""
    return masks.get(field, hide_personal) if field else outline


def _mask_of(field: Field) -> Mask:
    kind = field.semantic_type
    if field.sensitivity != "none" and type(kind).sensitivity == "none":
        return mask_text  # the standard knows better than the type: a name kept as plain text
    return kind.mask if type(kind).mask is not SemanticType.mask else hide_personal


def outline(records: pa.StringArray) -> pa.StringArray:
    """Return raw records with every character but separators and quotes replaced by `*`: the shape stays.

    >>> outline(pa.array(['张三,"13800000001",1'])).to_pylist()
    ['**,"***********",*']
    """
    return pc.replace_substring_regex(records, r"""[^,;|\t"'\s]""", "*")
