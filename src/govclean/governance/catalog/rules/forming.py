"""Format and census: in which form a resource is kept, and how much there is of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govclean.governance.catalog.catalog import CatalogEntry
from govclean.governance.catalog.domains import (
    DATABASE,
    FILE_FORMATS,
    OTHER_FORMAT,
    SELF_DESCRIBED,
    folded_width,
)
from govclean.governance.catalog.entry import CENSUS
from govclean.governance.catalog.rules.filling import GUIDE, field_title
from govclean.governance.catalog.ruling import Around, CatalogRule, Check, Fault
from govclean.wording import Text

FORMAT_CLASS = CatalogRule(
    "catalog.format_class",
    Text("格式分类不在值域内", "no such class of format"),
    Text("“{words}”不是信息资源格式分类", "{words} is no class of format"),
    Text(
        "格式分类决定能以什么方式共享。", "By the class of format it is settled how a resource can be shared."
    ),
    Text("格式分类：纸质", "class of format: 纸质"),
    Text("格式分类：数据库", "class of format: 数据库"),
    Text(
        "从电子文件、电子表格、数据库、图形图像、流媒体、自描述格式中选择。",
        "Choose 电子文件, 电子表格, 数据库, 图形图像, 流媒体 or 自描述格式.",
    ),
    GUIDE,
)
FORMAT_TYPE = CatalogRule(
    "catalog.format_type",
    Text("格式类型不属于所填的格式分类", "the type of format does not belong to its class"),
    Text("“{words}”不是“{cls}”的格式类型", "{words} is no type of {cls}"),
    Text(
        "分类与类型不配，使用方无法判断怎样对接。",
        "Where class and type do not fit, nobody knows how to connect.",
    ),
    Text("格式分类：数据库；格式类型：xlsx", "class 数据库, type xlsx"),
    Text("格式分类：电子表格；格式类型：xlsx", "class 电子表格, type xlsx"),
    Text(
        "按实际存储改正分类或类型；表中没有的类型选“其他”并加以描述。",
        "Correct class or type; for one not listed choose 其他 and describe it.",
    ),
    GUIDE,
)
FORMAT_DESCRIPTION = CatalogRule(
    "catalog.format_description",
    Text("其他或自描述格式没有描述", "another format that is not described"),
    Text("格式为“其他”或“自描述”时须填写其他类型资源格式描述", "a format 其他 or 自描述 has to be described"),
    Text(
        "不说明格式和所用软件，数据拿到也打不开。",
        "Without the format and its software nobody can open the data.",
    ),
    Text("格式分类：自描述格式；描述：（空）", "class 自描述格式, description empty"),
    Text(
        "格式分类：自描述格式；描述：CAD 图纸，dwg，AutoCAD 2018",
        "class 自描述格式, description: CAD drawings, dwg",
    ),
    Text("写明格式名称和打开所需的软件。", "Name the format and the software that opens it."),
    GUIDE,
)
FORMAT_CHANNEL = CatalogRule(
    "catalog.format_channel",
    Text("格式与共享方式类型不匹配", "format and type of channel do not fit"),
    Text(
        "{cls}类资源不能以“{channel}”方式共享，应为{fitting}",
        "a resource of class {cls} is not shared by {channel} but by {fitting}",
    ),
    Text(
        "文件只能以文件方式提供，数据库只能以库表或接口方式提供；填错则平台无法挂接。",
        "A file is handed over as a file, a database as tables or by an interface; otherwise the platform cannot mount it.",
    ),
    Text("格式分类：电子表格；共享方式类型：数据库", "class 电子表格, type of channel 数据库"),
    Text("格式分类：电子表格；共享方式类型：文件", "class 电子表格, type of channel 文件"),
    Text(
        "按实际存储改正其中一项；要以库表共享，先入库。",
        "Correct one of them; to share tables, load the file into a database first.",
    ),
    GUIDE,
)
CENSUS_NUMBER = CatalogRule(
    "catalog.census_number",
    Text("大普查数值带单位或不是数字", "a census figure with a unit, or no figure"),
    Text("“{field}”只填数字，单位已在列名中", "{field} takes a figure only; the unit stands in the header"),
    Text(
        "带单位的文字无法汇总，量级也会错（条与万条）。",
        "A text with its unit cannot be added up, and 条 are taken for 万.",
    ),
    Text("数据存储总量（G）：12.5G", "数据存储总量（G）: 12.5G"),
    Text("数据存储总量（G）：12.5", "数据存储总量（G）: 12.5"),
    Text("去掉单位，按列名的单位换算。", "Leave the unit out, and convert to the unit of the header."),
    GUIDE,
)
CENSUS_PARTS = CatalogRule(
    "catalog.census_parts",
    Text("已共享或已开放的数量大于总量", "more shared or opened than there is"),
    Text("“{field}”大于总量 {total}", "{field} is more than the total {total}"),
    Text(
        "部分不会多于全部，其中一个数填错了。",
        "A part is never more than the whole; one of the figures is wrong.",
    ),
    Text("总量 10，已共享 12", "total 10, shared 12"),
    Text("总量 12，已共享 10", "total 12, shared 10"),
    Text(
        "按系统统计改正，注意单位（G、万条）。",
        "Correct it by the system's own count; mind the units (G, 万).",
    ),
    GUIDE,
)

RULES: tuple[CatalogRule, ...] = (
    FORMAT_CLASS, FORMAT_TYPE, FORMAT_DESCRIPTION, FORMAT_CHANNEL, CENSUS_NUMBER, CENSUS_PARTS,
)  # fmt: skip

_FIGURE = re.compile(r"(?:0|[1-9]\d{0,11})(?:\.\d{1,6})?", re.ASCII)
_WITH_UNIT = re.compile(
    r"((?:0|[1-9]\d{0,11})(?:\.\d{1,6})?)\s*(?:G|GB|万|万条|万个)", re.ASCII | re.IGNORECASE
)
_FITTING = {"file": ("file",), "database": ("database", "interface")}


def form(entry: CatalogEntry, around: Around) -> Iterator[Fault]:
    """Yield a class of format that is none, a type not under its class, another format without description."""
    written, domains = entry.written.format, around.domains
    if written.kind.strip() and not entry.format_class:
        yield FORMAT_CLASS.fault("format", "class", value=written.kind, words=written.kind)
        return
    parent = domains.format_type.parent(entry.format_type)
    described = entry.format_class == SELF_DESCRIBED
    strange = written.type.strip() and not described and entry.format_class in _TYPED
    if strange and entry.format_type != OTHER_FORMAT and parent != entry.format_class:
        facts = {"words": written.type, "cls": domains.format_class.label(entry.format_class)}
        yield FORMAT_TYPE.fault("format", "type", value=written.type, **facts)
    told = written.other.strip() or (described and entry.format_type != OTHER_FORMAT and written.type.strip())
    if (described or entry.format_type == OTHER_FORMAT) and (
        not told or around.is_placeholder(written.other)
    ):
        yield FORMAT_DESCRIPTION.fault("format", "other", value=written.other)


def format_channel(entry: CatalogEntry, around: Around) -> Iterator[Fault]:
    """Yield a file shared as a database or interface, a database shared as a file."""
    kept = (
        "file" if entry.format_class in FILE_FORMATS else "database" if entry.format_class == DATABASE else ""
    )
    if not kept or not entry.channel_type or entry.channel_type in _FITTING[kept]:
        return
    domains = around.domains
    fitting = [domains.channel_type.label(one) for one in _FITTING[kept]]
    yield FORMAT_CHANNEL.fault(
        "share",
        "channel_type",
        value=entry.written.share.channel_type,
        cls=domains.format_class.label(entry.format_class),
        channel=domains.channel_type.label(entry.channel_type),
        fitting=Text("或".join(fitting), " or ".join(fitting)),
    )


def census(entry: CatalogEntry, around: Around) -> Iterator[Fault]:
    """Yield figures with a unit, and parts larger than the whole."""
    figures: dict[str, float] = {}
    for key in CENSUS:
        words = folded_width(getattr(entry.written.census, key))
        if _FIGURE.fullmatch(words):
            figures[key] = float(words)
        elif words and not around.is_placeholder(words):
            bare = _WITH_UNIT.fullmatch(words)
            facts = {"value": words, "suggestion": bare[1] if bare else ""}
            yield CENSUS_NUMBER.fault("census", key, field=field_title(("census", key)), **facts)
    for whole in ("storage", "records"):
        for part in (f"shared_{whole}", f"opened_{whole}"):
            if whole in figures and figures.get(part, 0.0) > figures[whole]:
                facts = {
                    "field": field_title(("census", part)),
                    "total": getattr(entry.written.census, whole),
                }
                yield CENSUS_PARTS.fault("census", part, value=getattr(entry.written.census, part), **facts)


_TYPED = ("1", "2", "3", "4", "5")

CHECKS: tuple[Check, ...] = (form, format_channel, census)
