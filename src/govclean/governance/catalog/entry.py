"""An entry of the directory as people write it: every value stays the words it was written in.

A wrong value is no reason to refuse a file: it is judged by the rules of `checking.py`. Only a key that does not exist, or
a text where a list belongs, is refused. Keys of a standard's `resource:` block mean the same here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import pydantic
from pydantic import model_validator

from govclean.documents import Title, Written
from govclean.wording import Text, same

CENSUS = (
    "storage", "records", "shared_storage", "shared_records", "opened_storage", "opened_records",
)  # fmt: skip
"""大普查: data stored in G, structured records in 万; in all, shared, opened."""


class _Lenient(Written):
    """A part in which a key without a value is as good as no key."""

    shorthand: ClassVar[tuple[str, str]] = ("", "")
    """The keys that a text in place of the whole part stands for, the second behind `/`."""

    @model_validator(mode="before")
    @classmethod
    def _forgive(cls, written: object) -> object:
        if isinstance(written, str) and cls.shorthand[0]:
            first, _, second = written.partition("/") if cls.shorthand[1] else (written, "", "")
            parts = {cls.shorthand[0]: first.strip(), cls.shorthand[1]: second.strip()}
            return {key: words for key, words in parts.items() if key and words}
        if isinstance(written, Mapping) and None in written.values():
            return {key: value for key, value in written.items() if value is not None}
        return written


class Format(_Lenient):
    """信息资源格式: class, type, and what another type is; also written `数据库/Dm`."""

    noun: ClassVar[Text] = Text("信息资源格式", "format")
    shorthand: ClassVar[tuple[str, str]] = ("class", "type")

    kind: str = pydantic.Field(default="", alias="class")
    type: str = ""
    other: str = ""


class Share(_Lenient):
    """共享属性: type, condition, and how it is handed over; also written as the type alone."""

    noun: ClassVar[Text] = Text("共享属性", "share")
    shorthand: ClassVar[tuple[str, str]] = ("type", "")

    type: str = ""
    condition: str = ""
    basis: str = ""  # law or State Council document, where it is not shared
    mode: str = ""  # 系统对接, 联机查询 … 其他
    reason: str = ""  # why by download, copy or another way
    channel: str = ""  # 共享方式分类
    channel_type: str = ""  # 共享方式类型


class Opening(_Lenient):
    """开放属性: whether it is open to the public, and on which condition; also written `是` or `否`."""

    noun: ClassVar[Text] = Text("开放属性", "open")
    shorthand: ClassVar[tuple[str, str]] = ("flag", "")

    flag: str = ""
    condition: str = ""


class Item(_Lenient):
    """信息项: one item of a resource; what it does not say of sharing, opening and cycle is as the entry says."""

    noun: ClassVar[Text] = Text("信息项", "item")
    named_by: ClassVar[str] = "title"

    title: str = ""
    name: str = ""  # English name, or the field of the standard
    type: str = ""
    length: str = ""
    codelist: str = ""
    key: str = ""
    nullable: str = ""
    default: str = ""
    note: str = ""
    semantic_type: str = ""  # such as cn.resident_id
    share: Share = Share()
    open: Opening = Opening()
    update_cycle: str = ""
    more: Mapping[str, str] = pydantic.Field(
        default_factory=dict
    )  # columns of a workbook that the template does not know


class Census(_Lenient):
    """信息资源大普查: figures without units."""

    noun: ClassVar[Text] = Text("大普查", "census")

    storage: str = ""
    records: str = ""
    shared_storage: str = ""
    shared_records: str = ""
    opened_storage: str = ""
    opened_records: str = ""


class Entry(_Lenient):
    """目录条目: the core metadata of 政务信息资源目录编制指南（试行）, 2017."""

    noun: ClassVar[Text] = Text("目录条目", "entry")
    named_by: ClassVar[str] = "title"

    code: str = ""
    title: str = ""
    classification: tuple[str, ...] = ()  # 类、项、目、细目 by name
    provider: str = ""
    unit: str = ""
    provider_uscc: str = ""
    abstract: str = ""
    format: Format = Format()
    census: Census = Census()
    items: tuple[Item, ...] = ()
    share: Share = Share()
    open: Opening = Opening()
    update_cycle: str = ""
    published_on: str = ""
    related: tuple[str, ...] = ()
    system: str = ""  # 来源信息系统
    secrecy: str = ""
    level: str = ""
    standard: str = ""  # the standard that describes its records
    more: Mapping[str, str] = pydantic.Field(default_factory=dict)


class EntryFile(Written):
    """A file with several entries."""

    noun: ClassVar[Text] = Text("目录文件", "the file")

    entries: tuple[Entry, ...]
    title: Title = same("")
    note: str = ""
