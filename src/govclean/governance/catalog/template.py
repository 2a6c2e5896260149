"""The workbook of the directory: the columns of the national template, and those of its newer, item by item forms.

The order, groups and titles are those in use since 政务信息资源目录编制指南（试行）, 2017. A key is dotted as in YAML;
`items.…` stands once a row, everything else once an entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from govclean.extracts.header_keys import compact, read_header
from govclean.governance.catalog.domains import Domains

ITEMS = "items."
MORE = "more."
OTHERS, ITEM_OTHERS = "其他", "信息项其他"
"""The groups in which columns stand that the template does not know."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key, its group (empty for a column of its own), its title, and how else it is called."""

    key: str
    group: str
    title: str
    aliases: tuple[str, ...] = ()
    width: int = 14  # characters
    always: bool = True  # part of the national template; others stand where an entry says something of it


_WHO, _FORM, _CENSUS = "信息资源提供方", "信息资源格式", "信息资源大普查"
_ITEM, _SHARE, _WAY, _OPEN = "信息项信息", "共享属性", "共享方式", "开放属性"

COLUMNS: tuple[Column, ...] = (
    Column("title", "", "信息资源名称", ("资源名称", "目录名称", "信息资源目录名称", "数据资源名称"), 30),
    Column("code", "", "信息资源代码", ("资源代码", "目录代码", "信息资源编码", "资源编码", "目录编码"), 26),
    Column("classification", "", "信息资源分类", ("资源分类", "类目名称", "目录分类"), 26, always=False),
    Column(
        "provider",
        _WHO,
        "信息资源提供方",
        ("资源提供方", "提供方", "资源提供单位", "提供单位", "部门名称"),
        24,
    ),
    Column(
        "unit",
        _WHO,
        "提供方内部部门",
        ("内设机构", "内部部门", "提供方内设机构", "部门内设科室或内部部门"),
        18,
    ),
    Column("provider_uscc", "", "资源提供方代码", ("信息资源提供方代码", "提供方代码", "部门代码"), 22),
    Column("abstract", "", "信息资源摘要", ("资源摘要", "摘要"), 40),
    Column("format.class", _FORM, "信息资源格式分类", ("资源格式分类", "格式分类")),
    Column("format.type", _FORM, "信息资源格式类型", ("资源格式类型", "格式类型")),
    Column("format.other", _FORM, "其他类型资源格式描述", ("其他类型描述", "其他类型资源描述")),
    Column("census.storage", _CENSUS, "数据存储总量（G）", ("存储总量",), 12),
    Column("census.records", _CENSUS, "结构化信息记录总数（万）", ("结构化记录总数", "结构化记录数"), 12),
    Column(
        "census.shared_storage", _CENSUS, "已共享的数据存储量（G）", ("已共享数据存储量", "已共享存储量"), 12
    ),
    Column(
        "census.shared_records",
        _CENSUS,
        "已共享结构化记录数（万）",
        ("已共享的结构化记录数", "已共享记录数"),
        12,
    ),
    Column(
        "census.opened_storage", _CENSUS, "已开放的数据存储量（G）", ("已开放数据存储量", "已开放存储量"), 12
    ),
    Column(
        "census.opened_records",
        _CENSUS,
        "已开放结构化记录数（万）",
        ("已开放的结构化记录数", "已开放记录数"),
        12,
    ),
    Column(
        "items.title",
        _ITEM,
        "信息项名称",
        ("数据项名称", "信息项", "数据项", "中文名称", "中文名", "字段名称"),
        20,
    ),
    Column(
        "items.name", _ITEM, "信息项英文名", ("英文名", "英文名称", "字段名", "字段英文名"), 18, always=False
    ),
    Column("items.type", _ITEM, "数据类型", ("信息项类型", "类型"), 10),
    Column("items.length", _ITEM, "数据长度", ("信息项长度", "长度"), 10),
    Column("items.codelist", _ITEM, "字典项", ("关联代码集", "代码集", "数据字典"), 14, always=False),
    Column("items.key", _ITEM, "是否主键", ("主键",), 8, always=False),
    Column("items.nullable", _ITEM, "是否可空", ("可空", "是否为空", "允许为空"), 8, always=False),
    Column("items.default", _ITEM, "默认值", ("缺省值",), 10, always=False),
    Column("items.note", _ITEM, "信息项描述", ("描述", "字段描述", "说明"), 24, always=False),
    Column("items.semantic_type", _ITEM, "语义类型", ("数据元",), 16, always=False),
    Column("items.share.type", _ITEM, "信息项共享类型", ("共享类型",), 14, always=False),
    Column("items.share.condition", _ITEM, "信息项共享条件", ("共享条件",), 24, always=False),
    Column("items.share.basis", _ITEM, "信息项不予共享依据", ("不予共享依据",), 24, always=False),
    Column("items.share.mode", _ITEM, "信息项共享方式", ("共享方式",), 14, always=False),
    Column("items.share.reason", _ITEM, "信息项共享方式说明", ("共享方式说明",), 20, always=False),
    Column("items.share.channel", _ITEM, "信息项共享方式分类", ("共享方式分类",), 14, always=False),
    Column("items.share.channel_type", _ITEM, "信息项共享方式类型", ("共享方式类型",), 14, always=False),
    Column(
        "items.open.flag",
        _ITEM,
        "信息项是否向社会开放",
        ("是否向社会开放", "是否开放", "开放属性"),
        10,
        always=False,
    ),
    Column("items.open.condition", _ITEM, "信息项开放条件", ("开放条件",), 20, always=False),
    Column("items.update_cycle", _ITEM, "信息项更新周期", ("更新周期", "更新频率"), 12, always=False),
    Column("share.type", _SHARE, "共享类型", ("资源共享类型",)),
    Column("share.condition", _SHARE, "共享条件", ("共享条件不予共享依据", "资源共享条件"), 30),
    Column("share.basis", _SHARE, "不予共享依据", (), 30, always=False),
    Column("share.channel", _WAY, "共享方式分类", ()),
    Column("share.channel_type", _WAY, "共享方式类型", ()),
    Column("share.mode", _WAY, "共享方式", ("共享方式名称",), 14, always=False),
    Column("share.reason", _WAY, "共享方式说明", ("采用理由", "共享方式采用理由"), 24, always=False),
    Column("open.flag", _OPEN, "是否向社会开放", ("是否开放", "是否社会开放"), 10),
    Column("open.condition", _OPEN, "开放条件", (), 24),
    Column("update_cycle", "", "更新周期", ("更新频率", "信息资源更新周期")),
    Column("published_on", "", "发布日期", ("资源发布日期", "发布时间")),
    Column("related", "", "关联资源代码", ("关联信息资源代码", "关联代码"), 26),
    Column(
        "system",
        "",
        "来源信息系统",
        ("来源信息系统名称", "信息系统名称", "所属业务系统名称"),
        20,
        always=False,
    ),
    Column("secrecy", "", "涉密属性", ("是否涉密",), 10, always=False),
    Column("level", "", "层级属性", ("资源层级", "资源所属目录等级"), 10, always=False),
    Column("standard", "", "目录标准", (), 16, always=False),
)

LISTS = ("classification", "related")
"""Keys that hold several words; in a cell they stand behind one another."""

_ITEM_GROUP = re.compile("信息项|数据项|字段信息")
_NUMBERING = ("序号", "编号", "no")
_SEPARATORS = re.compile(r"[、;；,，\n]+")


def split_list(cell: str, key: str) -> list[str]:
    """Return the words of a cell that holds several.

    >>> split_list("307001/000001；307001/000002", "related"), split_list("基础信息资源/人口", "classification")
    (['307001/000001', '307001/000002'], ['基础信息资源', '人口'])
    """
    parts = re.split(r"[/>＞／]", cell) if key == "classification" else _SEPARATORS.split(cell)
    return [part.strip() for part in parts if part.strip()]


def join_list(words: Sequence[str], key: str) -> str:
    """Return several words as one cell; `split_list` gives them back."""
    return ("/" if key == "classification" else "；").join(words)


def keys_of_header(header: Sequence[str]) -> dict[str, str]:
    """Return column → dotted key; a column the template does not know becomes `more.…` or `items.more.…`.

    >>> keys_of_header(["信息资源名称", "信息项信息_共享类型", "共享属性_共享类型", "备注"]).values()
    dict_values(['title', 'items.share.type', 'share.type', 'more.备注'])
    """
    taken: set[str] = set()
    found: dict[str, str] = {}
    for name in header:
        key = _key(name)
        if key in taken:
            key = MORE + name
        if key:
            taken.add(key)
            found[name] = key
    return found


def headings(keys: Sequence[str]) -> Iterator[tuple[str, str, int]]:
    """Yield group, title and width of each key, in order."""
    known = {column.key: column for column in COLUMNS}
    for key in keys:
        column = known.get(key)
        if column is not None:
            yield column.group, column.title, column.width
        elif key.startswith(ITEMS):
            yield ITEM_OTHERS, key.removeprefix(ITEMS + MORE), 16
        else:
            yield OTHERS, key.removeprefix(MORE), 16


def way_of_sharing(words: str, domains: Domains) -> str:
    """Return the key under which the words of a plain column 共享方式 belong: some sheets name the channel there."""
    return "share.channel" if not domains.mode(words) and domains.channel.meant(words) else "share.mode"


def _key(name: str) -> str:
    group, _, last = name.rpartition("_")
    if group in (OTHERS, ITEM_OTHERS):
        return (MORE if group == OTHERS else ITEMS + MORE) + last
    keys = read_header(name)
    words = [keys.last, keys.plain, keys.whole] if keys.last else [keys.plain, keys.whole]
    if any(word in _NUMBERING for word in words):
        return ""
    in_items = any(_ITEM_GROUP.search(upper) for upper in keys.uppers)
    for index in (_OF_ITEMS, _OF_ENTRIES) if in_items else (_OF_ENTRIES, _OF_ITEMS):
        for word in words:
            if word in index:
                return index[word]
    return (ITEMS + MORE if in_items else MORE) + (last if in_items else name)


def _index(*, of_items: bool) -> Mapping[str, str]:
    words: dict[str, str] = {}
    for column in COLUMNS:
        if column.key.startswith(ITEMS) == of_items:
            for title in (column.title, *column.aliases):
                words.setdefault(read_header(title).plain or compact(title), column.key)
    return words


_OF_ITEMS, _OF_ENTRIES = _index(of_items=True), _index(of_items=False)


def title_of(key: str) -> str:
    """Return the title of the column of a dotted key; the key itself where the template has none.

    >>> title_of("share.type"), title_of("items.length")
    ('共享类型', '数据长度')
    """
    return _TITLES.get(key, key)


_TITLES = {column.key: column.title for column in COLUMNS} | {"items": "信息项", "share": "共享属性"}
