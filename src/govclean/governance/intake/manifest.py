"""The manifest of a drop, `drop.yaml`: whose it is, what for, by which right, what is in it, and about whom or what.

Every key may be absent: what is lacking is judged (`judging.py`), not refused. A key that does not exist, a list where a
text belongs or a number that is none is refused with its line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

import pydantic
from pydantic import BeforeValidator, model_validator

from govclean.documents import Written, wrong
from govclean.governance.intake.spans import days
from govclean.wording import Text

MANIFEST = "drop.yaml"
DRAFT = "drop.draft.yaml"

Mode = Literal["full", "incremental"]
_SHA256 = re.compile(r"[0-9a-f]{64}")
_TO_FILL = re.compile(
    r"[?？…_\-—/\s]*|(?:待填写?|待补充?|待定|未定|todo|tbd|n/?a|none|null)[.。…]*", re.IGNORECASE
)


def filled(words: str) -> bool:
    """Return whether something was written and not merely a place kept for it.

    >>> filled("信息中心"), filled("待填写"), filled("")
    (True, False, False)
    """
    return _TO_FILL.fullmatch(words.strip()) is None


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _digest(value: object) -> object:
    if isinstance(value, str) and value:
        digits = value.strip().lower().removeprefix("sha256:")
        if not _SHA256.fullmatch(digits):
            raise wrong(Text("应为 64 位十六进制数字", "must be 64 hexadecimal digits"))
        return digits
    return value


def _count(value: object) -> object:
    return value.replace(",", "").replace("，", "").strip() if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_listed)]
Count = Annotated[int, BeforeValidator(_count), pydantic.Field(ge=0, le=10**15)]


class _Part(Written):
    """A part in which a key without a value is as good as no key; a text in its place stands for its first key."""

    shorthand: ClassVar[str] = ""

    @model_validator(mode="before")
    @classmethod
    def _forgive(cls, given: object) -> object:
        if isinstance(given, str) and cls.shorthand:
            return {cls.shorthand: given}
        if isinstance(given, Mapping) and None in given.values():
            return {key: value for key, value in given.items() if value is not None}
        return given


class Contact(_Part):
    """Who can be asked; also written as the name alone."""

    noun: ClassVar[Text] = Text("联系人", "contact")
    shorthand: ClassVar[str] = "name"

    name: str = ""
    phone: str = ""
    email: str = ""


class Responsibility(_Part):
    """责任: who answers for the data."""

    noun: ClassVar[Text] = Text("责任", "responsibility")

    department: str = ""
    unit: str = ""
    contact: Contact = Contact()
    system: str = ""  # 来源信息系统


class Need(_Part):
    """需求: which requests or matters the drop serves."""

    noun: ClassVar[Text] = Text("需求", "need")

    requests: Words = ()  # numbers of requests
    matters: Words = ()  # 事项, in words
    note: str = ""


class Permission(_Part):
    """权限: by which right it is collected and may be shared."""

    noun: ClassVar[Text] = Text("权限", "permission")

    basis: str = ""
    share_type: str = ""  # a word or code of the profile of share terms
    condition: str = ""
    agreement: str = ""  # its number


class Watermark(_Part):
    """The field that tells an increment, and from which value to which this one goes; also written as the field alone."""

    noun: ClassVar[Text] = Text("增量字段", "watermark")
    shorthand: ClassVar[str] = "field"

    field: str = ""
    first: str = pydantic.Field(default="", alias="from")
    last: str = pydantic.Field(default="", alias="to")


class Period(_Part):
    """The days the data are about; also written `2026-11`, or `2026-11-01/2026-11-15`."""

    noun: ClassVar[Text] = Text("数据时段", "period")

    first: str = pydantic.Field(default="", alias="from")
    last: str = pydantic.Field(default="", alias="to")

    @model_validator(mode="before")
    @classmethod
    def _alone(cls, given: object) -> object:
        if isinstance(given, str):
            first, _, last = given.partition("/")
            return {"from": first.strip(), "to": (last or first).strip()}
        return given

    @model_validator(mode="after")
    def _days(self) -> Period:
        told = days(self.first or self.last, self.last or self.first)
        if (self.first or self.last) and told is None:
            raise wrong(
                Text(
                    "应为日、月或年，如 2026-11 或 2026-11-01/2026-11-30",
                    "must be days, months or years, such as 2026-11",
                )
            )
        if told and told[1] < told[0]:
            raise wrong(Text("结束早于开始", "ends before it begins"))
        return self

    @property
    def days(self) -> tuple[str, str] | None:
        """Return first and last day as YYYY-MM-DD; None where nothing was said."""
        told = days(self.first or self.last, self.last or self.first)
        return (told[0].isoformat(), told[1].isoformat()) if told else None


class DeclaredFile(_Part):
    """One file; also written as its path alone."""

    noun: ClassVar[Text] = Text("文件", "file")
    named_by: ClassVar[str] = "path"
    shorthand: ClassVar[str] = "path"

    path: Annotated[str, pydantic.Field(min_length=1)]  # within the folder of the manifest
    sha256: Annotated[str, BeforeValidator(_digest)] = ""
    bytes: Count | None = None
    rows: Count | None = None
    columns: Words = ()


class Contents(_Part):
    """资源: what is in the drop."""

    noun: ClassVar[Text] = Text("资源", "resource")
    named_by: ClassVar[str] = "code"

    code: str = ""  # in the directory
    standard: str = ""  # name of the standard the records follow
    source: str = ""  # what the department calls the table; the same in every drop
    mode: Mode | None = None
    watermark: Watermark = Watermark()
    period: Period = Period()
    replaces: str = ""  # batch, or the department's own number, of the drop this one corrects
    files: tuple[DeclaredFile, ...] = ()


class Subject(_Part):
    """对象: about whom or what the data are."""

    noun: ClassVar[Text] = Text("对象", "object")

    registry: str = ""  # 人口, 法人, 地理信息 or another
    scope: str = ""
    area: Words = ()  # division codes or names
    time: str = ""


class Manifest(_Part):
    """What a department declares of one drop."""

    noun: ClassVar[Text] = Text("报送清单", "manifest")
    named_by: ClassVar[str] = "drop"

    number: str = pydantic.Field(default="", alias="drop")  # the department's own batch number
    responsibility: Responsibility = Responsibility()
    need: Need = Need()
    permission: Permission = Permission()
    resource: Contents = Contents()
    object: Subject = Subject()
    note: str = ""
