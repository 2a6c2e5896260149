"""Titles, abstracts and providers: what a resource is called and whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govclean.governance.catalog.catalog import CatalogEntry
from govclean.governance.catalog.rules.filling import GUIDE
from govclean.governance.catalog.ruling import Around, CatalogRule, Check, Fault
from govclean.governance.catalog.titles import plain_title
from govclean.wording import Text

TITLE_WRITING = CatalogRule(
    "catalog.title_writing",
    Text("名称含空格、换行或首尾标点", "blanks, line breaks or stray punctuation in the title"),
    Text("名称中有空格、换行或首尾标点", "the title has blanks, line breaks or punctuation at its ends"),
    Text(
        "同一资源因空格、标点写法不同被当作两条，检索也找不到。",
        "One resource is taken for two because of a blank or a stop, and a search does not find it.",
    ),
    Text("社会保险 参保信息。", "社会保险 参保信息。"),
    Text("社会保险参保信息", "社会保险参保信息"),
    Text("按建议名称修改。", "Take the title that is suggested."),
    GUIDE,
)
TITLE_SYSTEM_NAME = CatalogRule(
    "catalog.title_system_name",
    Text("以信息系统名称作资源名称", "the name of a system as the title"),
    Text("资源名称是系统或平台的名称，不是信息资源", "the title names a system or platform, not a resource"),
    Text(
        "目录登记的是信息资源；一个系统通常产生多项资源，应逐项登记。",
        "The directory lists resources; a system holds several, each of which is listed by itself.",
    ),
    Text("劳动就业管理信息系统", "劳动就业管理信息系统"),
    Text("就业登记信息；系统名称填在“来源信息系统”", "就业登记信息; the system stands in 来源信息系统"),
    Text(
        "改为资源的名称；系统含多项资源的拆成多条。",
        "Name the resource; split a system with several of them.",
    ),
    GUIDE,
)
ABSTRACT_REPEATS_TITLE = CatalogRule(
    "catalog.abstract_repeats_title",
    Text("摘要只是重复名称", "the abstract only repeats the title"),
    Text("摘要与名称相同，没有说明内容", "the abstract says what the title says and no more"),
    Text(
        "使用方要靠摘要判断资源的内容、范围和主要信息项。",
        "From the abstract a recipient learns content, scope and main items of the resource.",
    ),
    Text("名称：参保信息；摘要：参保信息", "title: 参保信息; abstract: 参保信息"),
    Text(
        "摘要：城镇职工和城乡居民的参保险种、参保时间与缴费状态",
        "摘要：城镇职工和城乡居民的参保险种、参保时间与缴费状态",
    ),
    Text("概括说明资源的内容、范围和关键信息项。", "State content, scope and main items."),
    GUIDE,
)
PROVIDER_CODE = CatalogRule(
    "catalog.provider_code",
    Text("提供方代码不是有效的统一社会信用代码", "the provider's code is no valid credit code"),
    Text("提供方代码无效：{why}", "the provider's code is not valid: {why}"),
    Text(
        "提供方代码是部门在各平台间对账的唯一标识，错一位就对不上。",
        "By this code departments are known across platforms; one wrong character and they are not.",
    ),
    Text("11410100005184200X（校验码不符）", "11410100005184200X (check character does not fit)"),
    Text("11410100005184200N", "11410100005184200N"),
    Text(
        "按部门的统一社会信用代码证书填写 18 位代码。",
        "Copy the 18 characters of the department's certificate.",
    ),
    "GB 32100-2015",
)

RULES: tuple[CatalogRule, ...] = (TITLE_WRITING, TITLE_SYSTEM_NAME, ABSTRACT_REPEATS_TITLE, PROVIDER_CODE)

_STRAY = re.compile(r"\s|^[，。、；：,.;:!！?？·_\-]+|[，。、；：,.;:!！?？·_\-]+$")
_BETWEEN_LATIN = re.compile(r"(?<=[A-Za-z0-9]) (?=[A-Za-z0-9])")
_SYSTEM = re.compile(
    r".*(?:系统|平台|门户|网站|软件|客户端|小程序|APP)"
    r"(?:[（(][^（）()]*[）)])?(?:V?\d+(?:\.\d+)*)?(?:版|子系统|模块)?",
    re.IGNORECASE | re.DOTALL,
)
_NO_SYSTEM = re.compile(
    r".*(?:生态|供水|排水|供热|供气|管网|水利|消防|交通|轨道|电力|循环|防洪|灌溉|污水处理|绿地)系统"
)


def title_writing(entry: CatalogEntry, _: Around) -> Iterator[Fault]:
    """Yield a title with blanks (but between Latin words), line breaks or punctuation at its ends."""
    title = entry.written.title
    if title and _STRAY.search(_BETWEEN_LATIN.sub("", title)):
        yield TITLE_WRITING.fault("title", value=title, suggestion=_tidy(title))


def title_system_name(entry: CatalogEntry, _: Around) -> Iterator[Fault]:
    """Yield a title that ends as systems are called, or that is the entry's own system."""
    title, system = entry.title, plain_title(entry.written.system)
    named = _SYSTEM.fullmatch(title) and not _NO_SYSTEM.fullmatch(title)
    if named or (system and plain_title(title) == system):
        yield TITLE_SYSTEM_NAME.fault("title", value=title)


def abstract_repeats_title(entry: CatalogEntry, around: Around) -> Iterator[Fault]:
    """Yield an abstract that is the title again."""
    abstract = plain_title(entry.abstract)
    if abstract and abstract == plain_title(entry.title) and not around.is_placeholder(entry.abstract):
        yield ABSTRACT_REPEATS_TITLE.fault("abstract", value=entry.abstract)


def provider_code(entry: CatalogEntry, around: Around) -> Iterator[Fault]:
    """Yield a code of the provider that is no credit code."""
    why = around.why_no_credit_code(entry.provider_uscc)
    if why is not None and not around.is_placeholder(entry.provider_uscc):
        yield PROVIDER_CODE.fault("provider_uscc", value=entry.provider_uscc, why=why)


def _tidy(title: str) -> str:
    before = ""
    while before != title:
        before, title = title, _STRAY.sub("", title)
    return title


CHECKS: tuple[Check, ...] = (title_writing, title_system_name, abstract_repeats_title, provider_code)
