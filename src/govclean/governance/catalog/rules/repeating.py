"""What only the whole directory shows: codes and titles that stand twice, numbers that ran on, codes of providers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from govclean.governance.catalog.catalog import CatalogEntry
from govclean.governance.catalog.rules.filling import GUIDE
from govclean.governance.catalog.ruling import Around, CatalogRule, Fault, WholeCheck
from govclean.governance.catalog.titles import numbered, plain_title
from govclean.wording import Text

CODE_REPEATED = CatalogRule(
    "catalog.code_repeated",
    Text("资源代码重复", "a resource code that stands twice"),
    Text("资源代码与“{title}”（{where}）相同", "the code is that of {title} ({where}) too"),
    Text(
        "代码是资源的唯一标识，重复则后一条覆盖前一条。",
        "A code stands for one resource; of two the later overwrites the earlier.",
    ),
    Text("两条目录都用 307001/000001", "307001/000001 in two entries"),
    Text("307001/000001 与 307001/000002", "307001/000001 and 307001/000002"),
    Text(
        "同一资源的合并；不同资源的重新赋顺序号。",
        "Join them if they are one resource; else give the later a number of its own.",
    ),
    GUIDE,
)
TITLE_REPEATED = CatalogRule(
    "catalog.title_repeated",
    Text("同一部门的资源名称重复", "one department, one title, twice"),
    Text("与同部门的另一条（{where}）名称相同", "another entry of the department has this title ({where})"),
    Text(
        "同一部门同名的两条，多半是重复登记。",
        "Two entries of one department with one title are mostly one resource entered twice.",
    ),
    Text("参保信息、参保信息", "参保信息, 参保信息"),
    Text("城镇职工参保信息、城乡居民参保信息", "城镇职工参保信息, 城乡居民参保信息"),
    Text(
        "删去重复的；确为两项资源的，用名称区分。",
        "Take one away; if they are two, tell them apart by title.",
    ),
    GUIDE,
)
TITLE_VARIANT = CatalogRule(
    "catalog.title_variant",
    Text("资源名称仅标点、空格或全半角不同", "titles that differ in punctuation, blanks or width only"),
    Text(
        "与同部门的“{other}”（{where}）只差标点、空格或全半角",
        "differs from {other} ({where}) in punctuation, blanks or width only",
    ),
    Text("写法不同而实为一项，计数时会算作两项。", "Written otherwise, it is counted as another resource."),
    Text("社会保险（参保）信息、社会保险(参保)信息", "社会保险（参保）信息, 社会保险(参保)信息"),
    Text("社会保险（参保）信息", "社会保险（参保）信息"),
    Text("合并为一条，名称取规范写法。", "Join them under the proper writing."),
    GUIDE,
)
TITLE_NUMBERED = CatalogRule(
    "catalog.title_numbered",
    Text("名称末尾的数字由表格拖动填充产生", "numbers at the end of titles that ran on by dragging"),
    Text(
        "连续 {count} 条名称只有末尾数字依次加一，摘要相同",
        "{count} titles in a row differ by a number that grows by one, with one abstract",
    ),
    Text(
        "在表格中向下拖动会使“信息1”变成“信息2、信息3……”，一项资源因此成为多项。",
        "Dragging 信息1 down makes it 信息2, 信息3 …, and many resources of one.",
    ),
    Text("参保信息1、参保信息2、参保信息3", "参保信息1, 参保信息2, 参保信息3"),
    Text("参保信息（一条，含全部信息项）", "参保信息 (one entry with all items)"),
    Text(
        "核对原表，合并为一条；确为多项的，用内容命名。",
        "Look at the original and join them; if they are several, name them by content.",
    ),
    GUIDE,
)
PROVIDER_CODE_VARIES = CatalogRule(
    "catalog.provider_code_varies",
    Text("同一部门填了不同的代码", "one department, several credit codes"),
    Text("“{provider}”的其他条目用的代码是 {usual}", "other entries of {provider} have the code {usual}"),
    Text(
        "一个部门一个代码；不一致时资源会归到别的部门名下。",
        "A department has one code; with another one its resources become somebody else's.",
    ),
    Text("市人社局：11410100005184200N、11410100005184365P", "one department, two codes"),
    Text("市人社局：11410100005184200N", "one department, one code"),
    Text(
        "按证书改正；属下属单位资源的，改提供方名称。",
        "Correct it by the certificate; if another body provides it, correct the name.",
    ),
    "GB 32100-2015",
)
PROVIDER_NAME_VARIES = CatalogRule(
    "catalog.provider_name_varies",
    Text("同一代码填了不同的部门名称", "one credit code, several departments"),
    Text(
        "代码 {uscc} 的其他条目提供方是“{usual}”",
        "other entries with the code {uscc} are provided by {usual}",
    ),
    Text(
        "部门须填全称；简称、旧称会使统计分成几家。",
        "A department is named in full; short and old names make several of it.",
    ),
    Text("市人社局、市人力资源和社会保障局", "市人社局, 市人力资源和社会保障局"),
    Text("市人力资源和社会保障局", "市人力资源和社会保障局"),
    Text(
        "统一为部门全称，内设机构填在“提供方内部部门”。",
        "Use the full name; the unit stands in 提供方内部部门.",
    ),
    GUIDE,
    "warning",
)

RULES: tuple[CatalogRule, ...] = (
    CODE_REPEATED, TITLE_REPEATED, TITLE_VARIANT, TITLE_NUMBERED, PROVIDER_CODE_VARIES, PROVIDER_NAME_VARIES,
)  # fmt: skip

_RUN = 3  # so many titles numbered one after the other are no accident

Found = Iterator[tuple[CatalogEntry, Fault]]


def codes(around: Around) -> Found:
    """Yield each entry whose code an earlier one has."""
    for first, *others in around.catalog.by_code.values():
        for entry in others:
            fault = CODE_REPEATED.fault(
                "code", value=entry.written.code, title=first.title, where=first.where
            )
            yield entry, fault


def titles(around: Around) -> Found:
    """Yield each entry whose title an earlier one of the same provider has, exactly or but for punctuation."""
    first: dict[tuple[str, str], list[CatalogEntry]] = {}
    for entry in around.catalog.entries:
        plain = plain_title(entry.title)
        if not plain or around.is_placeholder(entry.title):
            continue
        known = first.setdefault((plain_title(entry.provider), plain), [])
        alike = [one for one in known if one.title == entry.title]
        if alike:
            yield entry, TITLE_REPEATED.fault("title", value=entry.title, where=alike[0].where)
        elif known:
            facts = {"other": known[0].title, "where": known[0].where}
            yield entry, TITLE_VARIANT.fault("title", value=entry.title, suggestion=known[0].title, **facts)
        known.append(entry)


def numbering(around: Around) -> Found:
    """Yield each entry of a run whose titles are one stem with a number that grows by one, and whose abstracts are one."""
    for _, members in groupby(around.catalog.entries, key=lambda entry: (entry.at().path, entry.provider)):
        for run in _runs(list(members)):
            for entry in run:
                yield entry, TITLE_NUMBERED.fault("title", value=entry.title, count=len(run))


def _runs(entries: Sequence[CatalogEntry]) -> Iterator[list[CatalogEntry]]:
    run: list[CatalogEntry] = []
    for entry in entries:
        if run and not _follows(run[-1], entry):
            if len(run) >= _RUN:
                yield run
            run = []
        run.append(entry)
    if len(run) >= _RUN:
        yield run


def _follows(before: CatalogEntry, entry: CatalogEntry) -> bool:
    return _counts_on(before.title, entry.title) and (
        before.abstract == entry.abstract or _counts_on(before.abstract, entry.abstract)
    )


def _counts_on(before: str, after: str) -> bool:
    one, other = numbered(before), numbered(after)
    return one is not None and other is not None and one[0] == other[0] and one[1] + 1 == other[1]


def provider_codes(around: Around) -> Found:
    """Yield entries whose provider has another code elsewhere, or whose code another provider has; the rarer is wrong."""
    told = [one for one in around.catalog.entries if one.provider and one.provider_uscc]
    usual_code = _commonest((one.provider, one.provider_uscc) for one in told)
    usual_name = _commonest((one.provider_uscc, one.provider) for one in told)
    for entry in told:
        code, name = usual_code[entry.provider], usual_name[entry.provider_uscc]
        if around.why_no_credit_code(entry.provider_uscc) is not None:
            continue
        if code != entry.provider_uscc:
            facts = {"provider": entry.provider, "usual": code}
            yield (
                entry,
                PROVIDER_CODE_VARIES.fault(
                    "provider_uscc", value=entry.provider_uscc, suggestion=code, **facts
                ),
            )
        elif plain_title(name) != plain_title(entry.provider):
            facts = {"uscc": entry.provider_uscc, "usual": name}
            yield (
                entry,
                PROVIDER_NAME_VARIES.fault("provider", value=entry.provider, suggestion=name, **facts),
            )


def _commonest(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return for each first word the second that stands with it most often; of equals the one that comes first."""
    best: dict[str, tuple[int, str]] = {}
    for (first, second), count in Counter(pairs).items():
        if first not in best or count > best[first][0]:
            best[first] = (count, second)
    return {first: second for first, (_, second) in best.items()}


CHECKS: tuple[WholeCheck, ...] = (codes, titles, numbering, provider_codes)
