"""The parts of an organisation's name, and the one form under which equal organisations meet.

Both are for matching and never replace the name. The key is careful: names meet in it that differ in writing
(width, blanks, brackets, traditional characters), in the written form of the legal form (有限责任公司), in the suffix
of a region (河南省) and in the place of a region in brackets. Every other character of a name stays in its key, so
that no wrong guess about the parts can bring two bodies together.

Where two regions are far apart in one name (北京嵩岳(郑州)律师事务所, 中国嵩岳集团河南有限公司), the one in front is the
region, and the other one says which branch this is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from govclean.values.organisation_regions import lead, place
from govclean.values.organisation_words import FIELDS, FORMS, INSTITUTIONS, LEGAL_FORMS, LINES, PARENTS, UNITS
from govclean.values.organisation_writing import fold

PARTS = pa.schema([(name, pa.string()) for name in ("region", "brand", "industry", "form", "branch")])
"""One row a name; every part is a text, empty where the name has none, and null for an empty cell."""

FEATURES = pa.schema([*PARTS, ("short_name", pa.string()), ("key", pa.string())])
"""The parts, the name without region and form, and the key; null for an empty cell."""


def features(names: pa.StringArray) -> pa.Table:
    """Return parts, short name and key of each name, taken apart once: a table with the columns of `FEATURES`."""
    encoded = names.dictionary_encode()
    distinct = encoded.dictionary
    blocks = [_taken_apart(distinct.slice(start, _BLOCK)) for start in range(0, len(distinct), _BLOCK)]
    return pa.concat_tables([FEATURES.empty_table(), *blocks]).combine_chunks().take(encoded.indices)


def _taken_apart(names: pa.StringArray) -> pa.Table:
    """Return the features of names without null; null where nothing is left of a name when it is folded.

    All features go to Arrow as one text, split there: a string for each of them would take half of the time.
    """
    text = "\n".join([_features_of(name) for name in fold(names)])
    cells = pc.split_pattern(pa.array([text]), "\n").flatten()
    width = len(FEATURES)
    columns = [cells.take(pa.array(np.arange(at, len(cells), width))) for at in range(width)]
    present = pc.not_equal(columns[-1], "")
    return pa.table([pc.if_else(present, column, None) for column in columns], schema=FEATURES)


def parts(names: pa.StringArray) -> pa.Table:
    """Return the parts of each name: a table with the columns of `PARTS`, one row a name.

    Region: the divisions in front or, where there are none, in brackets, without the suffix that may be left out.
    Brand: what is left. Industry: the words for the line of business, of an institution its field of work. Form: the
    legal form with its variants folded, or the kind of body. Branch: what follows the form of the parent, and the
    place of a branch within the name.

    >>> parts(pa.array(["嵩岳商贸（河南省）有限责任公司金水分公司", "河南农业大学"])).to_pylist() == [
    ...     {"region": "河南", "brand": "嵩岳", "industry": "商贸", "form": "有限公司", "branch": "金水分公司"},
    ...     {"region": "河南", "brand": "", "industry": "农业", "form": "大学", "branch": ""},
    ... ]
    True
    """
    return features(names).select(PARTS.names)


def short_name(names: pa.StringArray) -> pa.StringArray:
    """Return the name without region, legal form and branch, as in speech: for comparison, since many bodies share one.

    The kind of a body is kept where it has no legal form (民政局). Empty where nothing is left, null for an empty cell.

    >>> short_name(pa.array(["中国嵩岳通信集团河南有限公司", "郑州嵩岳商贸有限公司", "郑州市民政局"])).to_pylist()
    ['嵩岳通信', '嵩岳商贸', '民政局']
    """
    return features(names)["short_name"].combine_chunks()


def key(names: pa.StringArray) -> pa.StringArray:
    """Return the form under which one organisation's names meet; null for an empty cell.

    >>> key(pa.array(["河南省嵩岳商贸有限责任公司", "嵩岳商貿(河南)有限公司", None])).to_pylist()
    ['河南嵩岳商贸有限公司', '河南嵩岳商贸有限公司', None]
    """
    return features(names)["key"].combine_chunks()


def _features_of(name: str) -> str:
    """Return the features of a folded name, a line each."""
    parent, unit = _parent_and_unit(name)
    region, rest, doubtful = lead(_settled(parent) if "(" in parent else parent)
    written = _ending(rest, _FORMS)
    core, form = rest[: len(rest) - len(written)], FORMS.get(written, "")
    branch = _branch(unit) if unit else ""
    meets = f"{region}{core}{form}{branch}"
    if "(" in core or "集团" in core:
        core, form, far = _without_places(core, form)
        region, branch = (region, far + branch) if region else (far, branch)
    brand = _brand(core, form, region)
    if doubtful and len(brand) < _SHORTEST_BRAND and form not in _INSTITUTIONS:
        region, core = region.removesuffix(doubtful), doubtful + core
        brand = _brand(core, form, region)
    kind = "" if form in _LEGAL else form
    return f"{region}\n{brand}\n{core[len(brand) :]}\n{form}\n{branch}\n{core}{kind}\n{meets}"


def _parent_and_unit(name: str) -> tuple[str, str]:
    """Return the name of the parent with its form, and what follows it; a name without a parent is left whole."""
    end = name.find("公司") + 2
    if end == len(name):
        return name, ""
    if end > 3:
        parent, tail = name[:end], name[end:]
        is_unit = tail.endswith(UNITS) or (parent.endswith(_REGISTERED) and not _ending(tail, _LEGAL_FORMS))
        return (parent, tail) if is_unit else (name, "")
    if name.endswith(")"):
        head, _, inner = name[:-1].rpartition("(")
        return (head, inner) if head.endswith(_BODIES) and place(inner) else (name, "")
    may_have_unit = name[-1:] in _LAST_OF_UNITS and len(name) <= _LONGEST
    found = _WITH_UNIT.fullmatch(name) if may_have_unit else None
    return (found[1], found[2]) if found else (name, "")


def _branch(unit: str) -> str:
    """Return what says which branch: its region in the shared form, without brackets around a place or a branch."""
    if unit[0] == "(":
        inner, _, after = unit[1:].partition(")")
        if place(inner) or (not after and inner.endswith(UNITS)):
            unit = inner + after
    region, rest, _ = lead(unit)
    return region + rest


def _settled(name: str) -> str:
    """Return a name without brackets around a form, its bracketed region in front if it has none there.

    Brackets stay around everything else. What precedes the region must not be a body of its own: 嵩岳集团(河南)有限公司
    is the group's company in 河南, and may stand beside a 河南嵩岳集团有限公司.
    """
    in_front = lead(name)[0]
    moved = ""

    def read(found: re.Match[str]) -> str:
        nonlocal moved
        inner, before = found[1], name[: found.start()]
        if inner in _FORMS_IN_BRACKETS:
            return inner
        where = "" if inner.startswith("中国") else place(inner)
        if not where or before.endswith(("集团", "(集团)")):
            return where or found[0]
        if in_front or moved or before.endswith((")", *_BODIES)):
            return f"({where})"
        moved = where
        return ""

    rest = _BRACKETS.sub(read, name)
    return f"{moved}{rest}"


def _without_places(core: str, form: str) -> tuple[str, str, str]:
    """Return the core of a name without the places inside it, the form that then stands behind it, and the places."""
    far = ""
    for inner in _BRACKETS.findall(core) if "(" in core else ():
        if where := place(inner):
            core, far = core.replace(f"({inner})", "", 1), far + where
    group, _, behind = core.rpartition("集团")
    if group and behind and (where := place(behind)):
        return group, FORMS.get(f"集团{form}", form), far + where
    return core, form, far


def _brand(core: str, form: str, region: str) -> str:
    """Return what stands in front of the words for the line of business, or for an institution's field of work.

    A brand has two characters at least. Behind a region there may be none (郑州大学, 黄山旅游公司); but of two lines of
    business and nothing else the first is the brand.
    """
    institution = form in _INSTITUTIONS
    words, rest = _FIELDS if institution else _LINES, core
    while line := _ending(rest, words):
        left = len(rest) - len(line)
        if left == 1 or (left == 0 and not (region and (institution or rest is core))):
            break
        rest = rest[:left]
        if left < _SHORTEST_BRAND + 2 and not institution:  # a line of two characters would leave too little
            break
    return rest


def _ending(text: str, words: Mapping[str, tuple[str, ...]]) -> str:
    """Return the longest of the words that a text ends in; nothing where it ends in none."""
    for word in words.get(text[-3:]) or words.get(text[-2:]) or words.get(text[-1:], ()):
        if text.endswith(word):
            return word
    return ""


def _by_end(words: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Return words by their last three characters, longest first, and shorter ones by themselves.

    A shorter word also stands in the groups of the endings that end in it.
    """
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    groups: dict[str, list[str]] = {}
    for word in longest_first:
        groups.setdefault(word[-3:], []).append(word)
    for end, group in groups.items():
        group += [
            shorter for shorter in (end[-2:], end[-1:]) if len(shorter) < len(end) and shorter in groups
        ]
    return {end: tuple(group) for end, group in groups.items()}


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_BLOCK = 100_000  # names: their features stay far below the 2 GB of one Arrow text
_LONGEST = 200  # characters; a longer text is not searched for units, which takes time by its square
_SHORTEST_BRAND = 2
_BRACKETS = re.compile(r"\(([^()]*)\)")
_FORMS_IN_BRACKETS = frozenset({"集团", "控股", "股份", "集团控股", "控股集团"})
_REGISTERED = ("有限公司", "责任公司", "股份公司", "集团公司", "总公司")
_BODIES = (*LEGAL_FORMS, "银行", "信用社", "事务所", "大学", "学院", "医院", "学校")
_SHOP = "(?:路|街|大道|广场|小区|桥|门|村|镇|[0-9一二三四五六七八九十]号?)店"
_WITH_UNIT = re.compile(
    rf"(.{{2,}}?(?:{_any_of(PARENTS)}))(?![路街道巷城苑村镇生卡])(.*(?:{_any_of(UNITS)}|{_SHOP}))"
)
_LAST_OF_UNITS = frozenset(unit[-1] for unit in UNITS)
_FORMS, _LEGAL_FORMS = _by_end(FORMS), _by_end(LEGAL_FORMS)
_LEGAL = frozenset(LEGAL_FORMS.values())
_INSTITUTIONS = frozenset({*INSTITUTIONS, *(FORMS[kind] for kind in INSTITUTIONS)})
_KINDS = [kind for kind in FORMS if kind not in LEGAL_FORMS and len(kind) > 1]
_LINES, _FIELDS = _by_end((*LINES, *_KINDS)), _by_end((*LINES, *FIELDS, *_KINDS))
