"""What the pages of the directory say, and in which tone."""

from __future__ import annotations

from collections.abc import Mapping

from govclean.governance.catalog.coverage import UNCLASSED_TITLE
from govclean.standards.resource import ShareType
from govclean.wording import Language, Text

TONES: Mapping[ShareType | None, str] = {
    "unconditional": "good", "conditional": "warn", "not_shared": "bad", None: "soft",
}  # fmt: skip

SHARE: Mapping[ShareType | None, Text] = {
    "unconditional": Text("无条件共享", "unconditional"),
    "conditional": Text("有条件共享", "conditional"),
    "not_shared": Text("不予共享", "not shared"),
    None: Text("未填共享类型", "no share type"),
}

WORDS: Mapping[str, Text] = {
    "nav_index": Text("资源目录", "Directory"),
    "nav_coverage": Text("覆盖情况", "Coverage"),
    "resources": Text("信息资源", "resources"),
    "departments": Text("提供部门", "departments"),
    "items": Text("信息项", "items"),
    "shareable": Text("可共享", "may be shared"),
    "open": Text("向社会开放", "open to the public"),
    "open_short": Text("开放", "open"),
    "as_resource": Text("随资源", "as the resource"),
    "search": Text("检索", "Search"),
    "search_hint": Text(
        "名称、代码、摘要、信息项、提供方；空格分隔多个词",
        "title, code, abstract, item, department; several words",
    ),
    "any_provider": Text("全部部门", "all departments"),
    "any_share": Text("全部共享类型", "all share types"),
    "any_registry": Text("全部分类", "all classes"),
    "any_cycle": Text("全部更新周期", "all cycles"),
    "provider": Text("提供方", "provided by"),
    "registry": Text("分类", "class"),
    "share_type": Text("共享类型", "share type"),
    "cycle": Text("更新周期", "update cycle"),
    "shown": Text("显示 {shown} / {all} 项", "{shown} of {all} shown"),
    "none": Text("没有符合的资源", "nothing found"),
    "reset": Text("清除条件", "clear"),
    "no_script": Text(
        "浏览器未启用脚本：请用浏览器的“查找”（Ctrl+F）检索本页。",
        "Without scripts, search this page with Ctrl+F.",
    ),
    "title": Text("信息资源名称", "title"),
    "download": Text("下载", "Download"),
    "yes": Text("是", "yes"),
    "no": Text("否", "no"),
    "as_of": Text("发布于 {day}", "built on {day}"),
    "back": Text("返回资源目录", "back to the directory"),
    "item_title": Text("信息项", "item"),
    "item_type": Text("数据类型", "type"),
    "item_length": Text("长度", "length"),
    "item_share": Text("共享", "sharing"),
    "no_items": Text("没有登记信息项。", "No items are listed."),
    "by_registry": Text("部门 × 分类 × 共享类型", "Departments × registries × share types"),
    "by_registry_lead": Text(
        "格内为资源数，色条为各共享类型所占部分；点击可查看这些资源。",
        "Cells hold the number of resources, bars the part of each share type; click to see them.",
    ),
    "total": Text("合计", "all"),
    "faulty": Text("有错误", "with errors"),
    "faulty_lead": Text("govclean catalog check 列出每一处。", "govclean catalog check lists each of them."),
    "no_base": Text(
        "尚无部门登记的基础信息资源：{titles}", "base registries that no department lists: {titles}"
    ),
    "change": Text("与上次发布相比", "Since the last build"),
    "first": Text("首次发布，没有可比的上次结果。", "The first build: there is none before it."),
    "since": Text("上次发布：{day}", "the last build: {day}"),
    "nothing": Text("没有变化。", "Nothing changed."),
    "added": Text("新增 {count}", "added: {count}"),
    "gone": Text("移除 {count}", "gone: {count}"),
    "changed": Text("变更 {count}", "changed: {count}"),
    "more": Text("…另有 {count} 项，见 catalog.json", "… and {count} more, see catalog.json"),
    "other": Text("其他内容", "other words"),
    "unclassed": UNCLASSED_TITLE,
    "no_provider": Text("未填提供方", "no department"),
    "made_by": Text(
        "由 govclean {version} 生成；离线页面，不加载任何外部内容。",
        "Made by govclean {version}; nothing is loaded from anywhere.",
    ),
}

WATCHED: Mapping[str, Text] = {
    "title": Text("名称", "title"),
    "provider": Text("提供方", "provider"),
    "share_type": Text("共享类型", "share type"),
    "open": Text("开放属性", "openness"),
    "update_cycle": Text("更新周期", "cycle"),
    "item_count": Text("信息项数", "number of items"),
}

FACTS: tuple[tuple[str, Text], ...] = (
    ("code", Text("信息资源代码", "code")),
    ("classification", Text("信息资源分类", "classification")),
    ("provider", Text("提供方", "provided by")),
    ("provider_uscc", Text("提供方代码", "credit code")),
    ("abstract", Text("摘要", "abstract")),
    ("format", Text("格式", "format")),
    ("share", Text("共享", "sharing")),
    ("way", Text("共享方式", "way of sharing")),
    ("open", Text("向社会开放", "open")),
    ("update_cycle", Text("更新周期", "update cycle")),
    ("published_on", Text("发布日期", "published on")),
    ("census", Text("大普查", "census")),
    ("system", Text("来源信息系统", "system of origin")),
    ("secrecy", Text("涉密属性", "secrecy")),
    ("level", Text("层级属性", "level")),
    ("standard", Text("目录标准", "standard")),
    ("related", Text("关联资源", "related")),
)


class Speaker:
    """Says the words of the pages in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, name: str, **facts: object) -> str:
        """Return the words of a name, their places filled."""
        words = WORDS[name]
        return (words.fill(**facts) if facts else words).say(self.language)
