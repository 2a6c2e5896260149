"""Read one sheet of a workbook in a process of its own: `python -m govclean.extracts.workbook_child FILE OPTIONS`.

It writes an Arrow IPC stream to standard output: text columns and `_line` (the spreadsheet's row number), the notes in
the schema's metadata, footers and overlong cells in the metadata of their batch. If it cannot, it writes one JSON
object that says why to standard error and ends with 1; if the memory it may take is not enough, it is ended.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main(path: str, options: str) -> int:
    """Write the sheet that `options` (JSON: sheet, header_rows) asks for to standard output."""
    from govclean.extracts.workbook_limits import hold, memory_for  # noqa: PLC0415 - limits come before what they limit

    hold(memory_for(Path(path)))
    import pyarrow as pa  # noqa: PLC0415 - within the limits
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError  # noqa: PLC0415 - within the limits

    from govclean.extracts.sheet_stream import write  # noqa: PLC0415 - within the limits
    from govclean.extracts.sheets import NoSuchSheetError, choose  # noqa: PLC0415 - within the limits

    asked = json.loads(options)
    try:
        with CalamineWorkbook.from_path(path) as book:
            write(choose(book, Path(path), asked["sheet"]), asked["header_rows"], sys.stdout.buffer)
    except NoSuchSheetError as error:
        return _fail("sheet", sheets=list(error.args))
    except PasswordError:
        return _fail("password")
    except MemoryError:
        return _fail("memory")
    except (CalamineError, pa.ArrowException, OSError, ValueError) as error:
        return _fail("damaged", kind=type(error).__name__)
    return 0


def _fail(reason: str, **facts: object) -> int:
    sys.stderr.write(json.dumps({"reason": reason, **facts}))
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
