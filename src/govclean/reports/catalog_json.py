"""The directory as JSON: one entry a line, every word as it was written, with what it means beside it."""

from __future__ import annotations

import json
from typing import BinaryIO

import govclean
from govclean.governance.catalog.changing import change_data
from govclean.governance.catalog.publishing import Edition


def write_json(edition: Edition, sink: BinaryIO) -> None:
    """Write the directory; the next build reads it to say what has changed."""
    total = edition.coverage.total
    head = {
        "tool": {"name": "govclean", "version": govclean.__version__},
        "title": edition.title,
        "built_on": edition.snapshot.day,
        "digest": edition.snapshot.digest,
        "resources": total.resources,
        "items": total.items,
        "change": change_data(edition.change),
    }
    sink.write(json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}").encode())
    sink.write(b',\n "entries": [')
    separator = "\n  "
    pairs = zip(edition.snapshot.lines.items(), edition.catalog.entries, strict=True)
    for (key, line), entry in pairs:
        said = entry.written.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        told = {"key": key, **line, "written": said}
        sink.write(f"{separator}{json.dumps(told, ensure_ascii=False)}".encode())
        separator = ",\n  "
    sink.write(b"\n ]\n}\n")
