"""Resource codes, and the codes of related resources."""

from __future__ import annotations

from collections.abc import Iterator

from govclean.governance.catalog.catalog import CatalogEntry
from govclean.governance.catalog.codes import FORM, same_code
from govclean.governance.catalog.rules.filling import GUIDE
from govclean.governance.catalog.ruling import Around, CatalogRule, Check, Fault
from govclean.wording import Text

_AGAIN = Text("按目录分类重新赋码。", "Assign the code anew by the classification.")

CODE_CHARACTERS = CatalogRule(
    "catalog.code_characters",
    Text("资源代码含不允许的字符", "characters a resource code cannot have"),
    Text(
        "资源代码只能用半角字母、数字和 - _ /，不超过64位",
        "only letters, digits and - _ / in half width, 64 at most",
    ),
    Text(
        "代码要在各级平台间传递和比对，全角字符、空格、汉字会使其对不上。",
        "A code travels between platforms; full-width characters, blanks and Han characters make it another one.",
    ),
    Text("307001／０００００１", "307001／０００００１"),
    Text("307001/000001", "307001/000001"),
    Text("按建议的代码修改。", "Take the code that is suggested."),
    GUIDE,
)
CODE_STRUCTURE = CatalogRule(
    "catalog.code_structure",
    Text("资源代码位数不足或结构不符", "a resource code too short or of another structure"),
    Text(
        "资源代码不符合 类—项—目—细目/顺序号 的结构",
        "the code is not made of 类, 项, 目, 细目 / sequence number",
    ),
    Text(
        "代码的前段就是分类；位数不足时无法归入类、项、目。",
        "The front part is the classification; a code too short belongs nowhere in it.",
    ),
    Text("30701/000001", "30701/000001"),
    Text("307001/000001", "307001/000001"),
    _AGAIN,
    GUIDE,
)
CODE_SEQUENCE = CatalogRule(
    "catalog.code_sequence",
    Text("资源代码缺少顺序号", "a resource code without sequence number"),
    Text("资源代码只有前段，没有顺序号", "the code has a front part and no sequence number"),
    Text(
        "前段只到分类，同一分类下的多项资源要靠顺序号区分。",
        "The front part names the class only; resources of one class are told apart by the sequence number.",
    ),
    Text("307001444444003", "307001444444003"),
    Text("307001444444003/000001", "307001444444003/000001"),
    Text("补上“/顺序号”。", "Add `/` and the sequence number."),
    GUIDE,
)
CODE_CLASS = CatalogRule(
    "catalog.code_class",
    Text("资源代码的“类”不存在", "no such class of resources"),
    Text(
        "代码第1位“{cls}”不是类：1 基础、2 主题、3 部门",
        "the first digit {cls} is no class: 1 base, 2 theme, 3 department",
    ),
    Text("信息资源只分基础、主题、部门三类。", "There are base, thematic and departmental resources only."),
    Text("907001/000001", "907001/000001"),
    Text("307001/000001", "307001/000001"),
    _AGAIN,
    GUIDE,
)
CODE_GROUP = CatalogRule(
    "catalog.code_group",
    Text("资源代码的“项”不在分类表中", "the group is not on the list"),
    Text("代码第1至3位“{group}”不在分类表中", "the first three digits {group} are not on the list of groups"),
    Text(
        "基础类、部门类的项是固定的；主题类可自行增设，增设的请补入本项目的 standards/catalog/resource_class.csv。",
        "The groups of classes 1 and 3 are settled; those of class 2 may be added to: put yours into the project's "
        "standards/catalog/resource_class.csv.",
    ),
    Text("199001/000001", "199001/000001"),
    Text("101001/000001（基础信息资源—人口）", "101001/000001 (base, population)"),
    _AGAIN,
    GUIDE,
    "warning",
)
CODE_CLASSIFICATION = CatalogRule(
    "catalog.code_classification",
    Text("资源代码与分类名称不一致", "code and classification contradict each other"),
    Text("代码属“{by_code}”，分类填的是“{by_name}”", "the code says {by_code}, the classification {by_name}"),
    Text(
        "代码前段与分类名称是同一事项的两种写法，应一致。",
        "The front part of the code and the names say the same thing.",
    ),
    Text("代码 101001/000001，分类：部门信息资源", "code 101001/000001, classification 部门信息资源"),
    Text(
        "代码 101001/000001，分类：基础信息资源/人口", "code 101001/000001, classification 基础信息资源/人口"
    ),
    Text("核对后改正其中一个。", "Find out which is right and correct the other."),
    GUIDE,
)
CODE_VARIES = CatalogRule(
    "catalog.code_varies",
    Text("同一资源的各行代码不一致", "one resource, several codes"),
    Text("同一资源的各行填了不同的代码：{others}", "the rows of one resource have different codes: {others}"),
    Text(
        "一项资源一个代码；拖动填充会使每行的代码依次递增。",
        "A resource has one code; dragging a cell down makes the code grow from row to row.",
    ),
    Text("三个信息项行分别填 …/000001、…/000002、…/000003", "rows with …/000001, …/000002, …/000003"),
    Text("三行都属 …/000001", "all rows belong to …/000001"),
    Text(
        "保留正确的一个，其余行改为相同或留空。",
        "Keep the right one; leave the other rows empty or make them equal.",
    ),
    GUIDE,
)
RELATED_SELF = CatalogRule(
    "catalog.related_self",
    Text("关联资源代码是自身", "related to itself"),
    Text("关联资源代码填的是本资源自己的代码", "the related code is the resource's own"),
    Text("关联资源指另一项资源。", "A related resource is another one."),
    Text("代码 307001/000001，关联 307001/000001", "code 307001/000001, related 307001/000001"),
    Text("代码 307001/000001，关联 101001/000001", "code 307001/000001, related 101001/000001"),
    Text("改为所关联资源的代码，没有则留空。", "Name the other resource, or leave it empty."),
    GUIDE,
)
RELATED_UNKNOWN = CatalogRule(
    "catalog.related_unknown",
    Text("关联资源代码不在目录中", "the related resource is not in the directory"),
    Text("目录中没有代码为“{code}”的资源", "no resource in the directory has the code {code}"),
    Text(
        "关联的资源已改码、下架，或尚未编目。",
        "The related resource has another code now, is gone, or is not listed yet.",
    ),
    Text("关联 101001/999999", "related 101001/999999"),
    Text("关联 101001/000001", "related 101001/000001"),
    Text(
        "核对代码；属其他目录的，将该目录一并检查。",
        "Check the code; if it is another directory's, check both together.",
    ),
    GUIDE,
    "warning",
)

RULES: tuple[CatalogRule, ...] = (
    CODE_CHARACTERS, CODE_STRUCTURE, CODE_SEQUENCE, CODE_CLASS, CODE_GROUP, CODE_CLASSIFICATION, CODE_VARIES,
    RELATED_SELF, RELATED_UNKNOWN,
)  # fmt: skip

_CLASSES = ("1", "2", "3")


def code(entry: CatalogEntry, around: Around) -> Iterator[Fault]:
    """Yield what is wrong with the code: its characters, else its structure, else its class or group."""
    written = entry.written.code
    if not written.strip() or around.is_placeholder(written):
        return
    parts, groups = entry.parts, around.domains.resource_class
    if FORM.fullmatch(written) is None:
        plain = entry.code if FORM.fullmatch(entry.code) else ""
        yield CODE_CHARACTERS.fault("code", value=written, suggestion=plain)
    elif parts is None:
        yield CODE_STRUCTURE.fault("code", value=written)
    elif parts.cls not in _CLASSES:
        yield CODE_CLASS.fault("code", value=written, cls=parts.cls)
    elif not groups.label(parts.class_and_group):
        yield CODE_GROUP.fault("code", value=written, group=parts.class_and_group)
    elif not parts.complete:
        yield CODE_SEQUENCE.fault("code", value=written)


def code_classification(entry: CatalogEntry, around: Around) -> Iterator[Fault]:
    """Yield a classification by name that is not the one of the code; names that are not listed say nothing."""
    names, groups = entry.written.classification, around.domains.resource_class
    if entry.parts is None or not names:
        return
    for name, by_code in zip(names, (entry.parts.cls, entry.parts.class_and_group), strict=False):
        by_name = groups.meant(name)
        if (
            by_name
            and by_code
            and groups.label(by_code)
            and by_name != by_code
            and len(by_name) == len(by_code)
        ):
            facts = {"by_code": groups.label(by_code), "by_name": groups.label(by_name)}
            yield CODE_CLASSIFICATION.fault("classification", value="/".join(names), **facts)
            return


def code_varies(entry: CatalogEntry, _: Around) -> Iterator[Fault]:
    """Yield an entry whose rows have several codes."""
    others = entry.variants.get("code", ())
    if others:
        yield CODE_VARIES.fault("code", value=entry.written.code, others="、".join(others[:5]))


def related(entry: CatalogEntry, around: Around) -> Iterator[Fault]:
    """Yield related codes that are the entry's own, or nobody's."""
    for words in entry.written.related:
        if around.is_placeholder(words) or not words.strip():
            continue
        if same_code(words) == entry.code:
            yield RELATED_SELF.fault("related", value=words)
        elif same_code(words) not in around.catalog.by_code:
            yield RELATED_UNKNOWN.fault("related", value=words, code=words)


CHECKS: tuple[Check, ...] = (code, code_classification, code_varies, related)
