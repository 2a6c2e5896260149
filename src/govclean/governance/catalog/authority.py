"""Who leads each item, as the authority map of matching: the `golden: fields:` of a standard that extends another."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from govclean.extracts.yaml_text import scalar
from govclean.governance.catalog.overlap import Overlap, Overlaps
from govclean.linkage.parties import SOURCE, fits
from govclean.standards.model import Standard

_PLACE = re.compile("[省市县区州盟旗]")
_LONGEST_PLACE = 12  # characters


def authority_maps(found: Overlaps) -> dict[str, str]:
    """Return for each standard with items that several departments collect the text of a standard that extends it."""
    by_standard: dict[str, list[Overlap]] = {}
    for one in found.overlaps:
        if one.item.field is not None and one.lead is not None:
            by_standard.setdefault(one.item.standard, []).append(one)
    return {
        name: "".join(f"{line}\n" for line in _lines(found, found.standards[name], listed))
        for name, listed in sorted(by_standard.items())
    }


def source_names(found: Overlaps, standard: Standard) -> dict[str, tuple[str, bool]]:
    """Return for each department what matching calls it, and whether the standard names it so.

    The file of its extract tells it, else the department's name: 市卫生健康委员会 is 卫健.
    """
    sources = standard.linkage.sources if standard.linkage else {}
    candidates = [candidate for one in found.overlaps for candidate in one.ranking.candidates]
    names: dict[str, tuple[str, bool]] = {}
    for candidate in candidates:
        if candidate.evidence is not None:
            stem = candidate.evidence.stem
            known = next((name for name in sources if fits(stem, name, sources)), None)
            names.setdefault(candidate.provider, (known or stem, known is not None))
    for candidate in candidates:
        known = next(
            (name for name, patterns in sources.items() if _is_called(candidate.provider, patterns)), None
        )
        names.setdefault(candidate.provider, (known or candidate.provider, known is not None))
    return names


def _is_called(provider: str, patterns: Sequence[str]) -> bool:
    """Return whether a department is what patterns of file names call it, in short or in full.

    What stands before its field of work are names of places: 郑州市 in 郑州市卫生健康委员会.
    """
    cuts = [0, *(found.end() for found in _PLACE.finditer(provider[:_LONGEST_PLACE]))]
    fields = [provider[cut:] for cut in cuts]
    short = [word for word in (pattern.strip("*") for pattern in patterns) if word]
    return any(field.startswith(word[0]) and _holds(field, word) for field in fields for word in short)


def _holds(name: str, short: str) -> bool:
    """Return whether the characters of a short name stand in a name in their order."""
    left = iter(name)
    return all(sign in left for sign in short)


def _lines(found: Overlaps, standard: Standard, overlaps: Sequence[Overlap]) -> Iterator[str]:
    golden = standard.linkage.golden if standard.linkage else None
    yield "# 数源部门建议：由 govclean catalog overlap 按覆盖、质量、时效排序生成，须经主管部门确认后使用。"
    yield "# 用法：govclean match … -s 本文件。同一字段排在前面的来源优先。"
    yield f"standard: {standard.name}"
    yield f"version: {scalar(standard.version)}"
    yield f"extends: {standard.name}"
    yield "linkage:"
    yield "  golden:"
    if golden is not None and golden.prefer:
        yield f"    prefer: [{', '.join(map(scalar, golden.prefer))}]"
    if golden is not None and golden.recency:
        yield f"    recency: {golden.recency}"
    yield "    fields:"
    own = {name: tuple(words) for name, words in golden.fields.items()} if golden is not None else {}
    names = source_names(found, standard)
    for one in sorted(overlaps, key=lambda overlap: overlap.item.field.name if overlap.item.field else ""):
        if one.item.field is not None:
            own.pop(one.item.field.name, None)
            held = [candidate.provider for candidate in one.ranking.candidates if candidate.coverage != 0]
            words = ", ".join(
                _quoted(SOURCE + word) for word in dict.fromkeys(names[name][0] for name in held)
            )
            strange = [name for name in held if not names[name][1]]
            yield f"      {one.item.field.name}: [{words}]{_told(one, strange)}"
    for name, others in own.items():
        yield f"      {name}: [{', '.join(map(_quoted, others))}]"


def _told(one: Overlap, strange: Sequence[str]) -> str:
    """Return why, as a comment; a department the standard does not name is marked for a person to look at."""
    titles = {"coverage": "覆盖", "quality": "质量", "recency": "时效"}
    compared = "、".join(titles[measure] for measure in one.ranking.compared) or "标准载明的提供方"
    check = f"；请核对来源名称：{'、'.join(' '.join(name.split()) for name in strange)}" if strange else ""
    return f"  # {' '.join(one.item.title.split())}：按{compared}{check}"


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
