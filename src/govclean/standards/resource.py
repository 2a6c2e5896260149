"""The registry's row in the government resource directory (政务信息资源目录)."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import pydantic
from pydantic import AfterValidator

from govclean.documents import Written, wrong
from govclean.values.catalogue import semantic_type
from govclean.values.columns import text_column
from govclean.values.semantic import Reason
from govclean.wording import Text

UpdateCycle = Literal[
    "realtime", "daily", "weekly", "monthly", "quarterly", "half_yearly", "yearly", "irregular", "never"
]
ShareType = Literal["unconditional", "conditional", "not_shared"]
ShareMode = Literal["system", "query", "browse", "service", "download", "copy", "other"]
"""系统对接, 联机查询, 在线浏览, 调用在线服务, 下载, 拷贝, 其他."""


def _uscc(code: str) -> str:
    kind = semantic_type("cn.uscc")
    reason = Reason(int(kind.judge(text_column([code]))[0]))
    if reason is not Reason.GOOD:
        raise wrong(
            Text("不是有效的统一社会信用代码：{why}", "is no valid USCC: {why}").fill(
                why=kind.reasons[reason]
            )
        )
    return code


class Sharing(Written):
    """To whom the resource may be given, on which condition and in which way."""

    noun: ClassVar[Text] = Text("共享属性", "share")

    type: ShareType
    condition: str = ""
    mode: ShareMode | None = None
    basis: str = ""


class Resource(Written):
    """What the directory says of the resource: core metadata of 政务信息资源目录编制指南 (试行), 2017."""

    noun: ClassVar[Text] = Text("目录条目", "resource")

    code: str = ""
    provider: str = ""
    provider_uscc: Annotated[str, AfterValidator(_uscc)] | None = None
    abstract: str = ""
    format: str = ""
    share: Sharing | None = None
    open: str = ""  # whether and how it is open to the public
    update_cycle: UpdateCycle | None = None
    published_on: Annotated[str, pydantic.Field(pattern=r"^\d{4}-\d{2}-\d{2}$")] | None = None
    related: tuple[str, ...] = ()  # codes of related resources
