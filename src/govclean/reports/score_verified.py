"""Published scores computed again: whether they agree with the ledger, and cell by cell where not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text as Line

from govclean.governance.ledger import Verification
from govclean.governance.scorecard.recomputing import Difference, Recomputed
from govclean.reports.layout import visible, wrapped
from govclean.reports.ledger_pages import trouble_lines
from govclean.reports.numbers import grouped
from govclean.reports.score_words import AS_OF, ROUND
from govclean.wording import Language, Text

_MOST = 50
_AGREE = Text("✓ 一致", "✓ agrees")
_DIFFER = Text("✗ 不一致", "✗ differs")
_CHAIN_HOLDS = Text("✓ 账本完好", "✓ the ledger stands as it was entered")
_CHAIN_BROKEN = Text("✗ 账本有 {count} 处出入", "✗ {count} things in the ledger are not as they were entered")
_ENTRY = Text("第 {entry} 笔", "entry {entry}")
_FIGURES = Text("{count} 项", "{count} figures")
_CELL = Text(
    "{department} {measure} {column}：公布 {published}，重算 {recomputed}",
    "{department} {measure} {column}: published {published}, computed {recomputed}",
)
_MORE = Text("…另有 {count} 处", "… {count} more")


def render(
    found: Sequence[Recomputed], chain: Verification, language: Language, width: int = 100
) -> RenderableType:
    """Return the result of computing published scores again, and whether the ledger itself holds."""
    words = _CHAIN_HOLDS if chain.holds else _CHAIN_BROKEN.fill(count=grouped(len(chain.troubles)))
    lines = [Line(words.say(language), "" if chain.holds else "bold red")]
    lines += [Line(f"  {line}", "red") for line in trouble_lines(chain, language)]
    for one in found:
        verdict = (_AGREE if one.holds else _DIFFER).say(language)
        lines.append(Line(f"{verdict}  {' · '.join(_named(one, language))}", "" if one.holds else "bold red"))
        for words_told in _told(one, language):
            lines += [Line(f"  {line}") for line in wrapped(visible(words_told), width - 2)]
    return Group(*lines)


def verified_data(found: Sequence[Recomputed], chain: Verification, language: Language) -> dict[str, object]:
    """Return the same for a program."""
    return {
        "holds": chain.holds and all(one.holds for one in found),
        "ledger_holds": chain.holds,
        "publications": [
            {
                "entry": one.entry,
                "day": one.day.isoformat(),
                "round": one.round,
                "profile": one.profile,
                "version": one.version,
                "figures": one.figures,
                "holds": one.holds,
                "trouble": one.trouble.say(language) if one.trouble is not None else None,
                "differences": [_cell(difference) for difference in one.differences],
            }
            for one in found
        ],
    }


def _named(one: Recomputed, language: Language) -> Iterator[str]:
    yield _ENTRY.fill(entry=one.entry).say(language)
    yield f"{one.profile}@{one.version}"
    yield AS_OF.fill(day=one.day).say(language)
    if one.round is not None:
        yield ROUND.fill(round=one.round).say(language)
    yield _FIGURES.fill(count=grouped(one.figures)).say(language)


def _told(one: Recomputed, language: Language) -> Iterator[str]:
    if one.trouble is not None:
        yield one.trouble.say(language)
    for difference in one.differences[:_MOST]:
        yield _CELL.fill(**_cell(difference)).say(language)
    if len(one.differences) > _MOST:
        yield _MORE.fill(count=grouped(len(one.differences) - _MOST)).say(language)


def _cell(difference: Difference) -> dict[str, str]:
    return {
        "department": difference.department,
        "measure": difference.measure,
        "column": difference.column,
        "published": difference.published,
        "recomputed": difference.recomputed,
    }
