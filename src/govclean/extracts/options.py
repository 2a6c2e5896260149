"""What a user may say about a file instead of letting it be found out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """None where it is to be found out.

    Attributes:
        sheet: the name of a workbook's sheet.
        encoding: the encoding of a text file.
        separator: the separator of a text file.
        header_rows: how many rows the header takes.
    """

    sheet: str | None = None
    encoding: str | None = None
    separator: str | None = None
    header_rows: int | None = None
