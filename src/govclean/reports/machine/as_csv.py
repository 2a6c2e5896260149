r"""Findings as CSV (RFC 4180, UTF-8, `\n`): always all of them; an empty cell is null, `""` an empty text.

Values stand exactly as they are shown elsewhere: one that begins with `=` is data and keeps its `=`. A
spreadsheet program may read it as a formula: CSV is for programs; by hand, import every column as text.
"""

from __future__ import annotations

from typing import BinaryIO

import pyarrow as pa
import pyarrow.csv as arrow_csv

from govclean.reports.report import Report

_FORM = arrow_csv.WriteOptions(include_header=False, quoting_style="needed")


def write(report: Report, sink: BinaryIO) -> None:
    """Write the header line, then every finding in its order."""
    table = report.findings
    plain = pa.schema([(part.name, _without_dictionary(part.type)) for part in table.schema])
    sink.write((",".join(plain.names) + "\n").encode())
    for batch in table.to_batches(max_chunksize=65_536):
        buffer = pa.BufferOutputStream()
        arrow_csv.write_csv(pa.table(batch).cast(plain), buffer, _FORM)
        sink.write(buffer.getvalue())


def _without_dictionary(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind
