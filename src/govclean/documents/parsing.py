"""YAML text → document, by a reader that cannot be made to run code, fill memory or guess at types."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from govclean.documents.building import Builder
from govclean.documents.syntax import explain
from govclean.documents.tree import Document
from govclean.errors import StandardError
from govclean.wording import Text, same

MAX_BYTES = 5_000_000

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOT_PRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def load_document(path: Path | str) -> Document:
    """Return the document of a YAML file in UTF-8.

    Raises:
        StandardError: the file cannot be read, is larger than 5 MB, is not UTF-8, or see `parse_document`.
    """
    shown = str(path)
    try:
        with Path(path).open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise StandardError(
            Text("文件无法读取", "the file cannot be read"),
            where=shown,
            found=same(error.strerror or str(error)),
        ) from None
    return parse_document(_decoded(content, shown), shown)


def parse_document(text: str, path: str = "<text>") -> Document:
    """Return the document of a YAML text; `path` is what messages call it.

    Raises:
        StandardError: the text is no YAML, or goes beyond what is accepted here: 5 MB, tags, more than one
            document, keys that stand twice, nesting deeper than 40, more than 50 aliases or 100,000 values.
    """
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise _too_large(path)
    if character := _NOT_PRINTABLE.search(text):
        line = text.count("\n", 0, character.start()) + 1
        raise StandardError(
            Text("有不可见的控制字符", "a control character stands here"),
            where=f"{path}:{line}",
            hint=Text("删去该字符后重试", "remove it and try again"),
        )
    try:
        return Document(path, Builder(yaml.parse(text, Loader=_LOADER), path).document())
    except yaml.YAMLError as error:
        raise explain(error, path) from None


def _decoded(content: bytes, path: str) -> str:
    if len(content) > MAX_BYTES:
        raise _too_large(path)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise StandardError(
            Text("不是 UTF-8 编码", "this is not UTF-8 text"),
            where=f"{path}:{line}",
            hint=Text("请在编辑器中另存为 UTF-8 编码", "save it as UTF-8 in an editor"),
        ) from None


def _too_large(path: str) -> StandardError:
    return StandardError(
        Text("文件超过 5 MB", "the file is larger than 5 MB"),
        where=path,
        hint=Text("较长的代码表请放在 CSV 文件中引用", "keep long code lists in CSV files and refer to them"),
    )
