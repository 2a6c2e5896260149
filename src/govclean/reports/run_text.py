"""A run on the terminal: what is due and why, a line a step as it ends, and what came of everything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text as Line

from govclean.governance.pipeline.config import StepName
from govclean.governance.pipeline.doing import Done
from govclean.governance.pipeline.planning import Plan
from govclean.governance.pipeline.ran import Ran
from govclean.governance.pipeline.standing import OfDrop, OfRegistry, Standing
from govclean.governance.pipeline.work import Key
from govclean.reports.layout import cut_path, fit, visible, widest
from govclean.reports.numbers import duration, grouped, percent
from govclean.reports.run_page import open_now
from govclean.reports.words import VERDICTS
from govclean.wording import Language, Text

STEP_WORDS: Mapping[StepName, Text] = {
    "validate": Text("检查", "validate"),
    "clean": Text("清洗", "clean"),
    "match": Text("比对", "match"),
    "returns": Text("退回", "returns"),
    "score": Text("考核", "score"),
    "reports": Text("报告", "reports"),
}
_STATES = {
    "done": "✓",
    "stands": "=",
    "failed": "✗",
    "left_out": "–",
}
_LEFT_OUT = Text("前一步未能完成，未执行", "not done: what it goes on from failed")


def ended_line(done: Done, language: Language) -> str:
    """Return what became of one step in one line."""
    told = duration(done.seconds, language) if done.state == "done" else ""
    if done.state == "left_out":
        told = _LEFT_OUT.say(language)
    return f"{_STATES[done.state]} {step_named(done.key, language)}  {told}".rstrip()


def step_named(key: Key, language: Language) -> str:
    """Return a step as people call it: `清洗 公安_人口_202611`."""
    name, subject = key
    return f"{STEP_WORDS[name].say(language)} {visible(subject)}".rstrip()


def render_plan(plan: Plan, language: Language, width: int = 100) -> RenderableType:
    """Return which steps a run would do, and why; those whose results stand as well."""
    rows = [(task.due, task.step.key, task.why) for task in plan.tasks]
    names = [step_named(key, language) for _, key, _ in rows]
    room = widest(names, 10, width - 36)
    lines = [
        Line(
            f"  {'▶' if due else '='} {fit(name, room)}  {(why or _STANDS).say(language)}",
            "" if due else "dim",
        )
        for (due, _, why), name in zip(rows, names, strict=True)
    ]
    last: tuple[StepName, ...] = ("score", "reports")
    lines += [
        Line(f"  ▶ {fit(STEP_WORDS[name].say(language), room)}  {_AT_THE_END.say(language)}")
        for name in last
        if name in plan.wanted.steps
    ]
    counts = {"due": sum(due for due, _, _ in rows), "all": len(rows)}
    lines.append(Line())
    lines.append(Line(_DUE.fill(**counts).say(language), "bold"))
    return Group(*lines)


def render(ran: Ran, found: Standing, page: str, language: Language, width: int = 100) -> RenderableType:
    """Return what stands after a run: a line a drop, a registry, a round; what to open next.

    Args:
        page: the path of the page that leads to everything; empty where none was written.
    """
    lines = [*_drops(found, language, width), *_registries(found, language), *_rest(found, language)]
    states = [done.state for done in ran.steps]
    counts = {name: states.count(name) for name in ("done", "stands")}
    counts["failed"] = sum(done.failed for done in ran.steps)
    told = (_STEPS_FAILED if counts["failed"] else _STEPS).fill(
        **counts, seconds=duration(ran.seconds, language)
    )
    lines += [Line(), Line(told.say(language), "bold")]
    if page:
        lines.append(Line(_OPEN_PAGE.fill(path=page).say(language)))
    return Group(*lines)


def _drops(found: Standing, language: Language, width: int) -> Iterator[Line]:
    current = [one for one in found.drops if one.current]
    names = [cut_path(visible(one.drop.path), 44) for one in current]
    departments = [visible(one.drop.department) for one in current]
    rooms = widest(departments, 4, 20), widest(names, 8, max(width - 60, 20))
    words = {name: word.words.say(language) for name, word in VERDICTS.items()}
    room = widest(list(words.values()), 4, 24)
    for one, department, name in zip(current, departments, names, strict=True):
        head = f"{fit(department, rooms[0])}  {fit(name, rooms[1])}"
        if one.validated is None:
            told = (_NOT_READ if one.errors else _NOT_JUDGED).say(language)
            yield Line(f"{'✗' if one.errors else '–'} {head}  {told}", "red" if one.errors else "dim")
            continue
        figures = one.validated.outcome.figures
        word = VERDICTS[figures["verdict"]]
        verdict = fit(words[figures["verdict"]], room)
        yield Line(f"{word.mark} {head}  {verdict}  {_counts(one, figures, language)}")


def _counts(one: OfDrop, figures: Mapping[str, Any], language: Language) -> str:
    share = percent(figures["records_in_error"] / max(figures["records"], 1))
    told = _JUDGED.fill(
        records=grouped(figures["records"]), errors=grouped(figures["records_in_error"]), share=share
    ).say(language)
    if one.cleaned is None:
        return told
    clean = one.cleaned.outcome.figures
    counts = {name: grouped(clean[name]) for name in ("clean", "changes")}
    return f"{told} · {_CLEANED.fill(**counts).say(language)}"


def _registries(found: Standing, language: Language) -> Iterator[Line]:
    for one in found.registries:
        if one.matched is not None or one.left_out or one.errors:
            yield Line(f"{'✗' if one.matched is None else '✓'} {_registry(one, language)}")


def _registry(one: OfRegistry, language: Language) -> str:
    title = one.registry.standard.title.say(language)
    if one.matched is None:
        return f"{title}  {_NOT_MATCHED.say(language)}"
    figures = one.matched.outcome.figures
    if not figures["records"]:
        return f"{title}  {_NO_CLEAN.say(language)}"
    names = ("records", "clusters", "in_several", "to_review", "conflicts", "cross_checks")
    return f"{title}  {_MATCHED.fill(**{name: grouped(figures[name]) for name in names}).say(language)}"


def _rest(found: Standing, language: Language) -> Iterator[Line]:
    books = [book for _, made in found.rounds for book in made.outcome.figures["workbooks"]]
    if books:
        told = _RETURNED.fill(books=len(books), open=grouped(open_now(found)))
        yield Line(f"✓ {told.say(language)}")
    if found.score is not None:
        yield Line(f"✓ {_scores(found.score.outcome.figures['cards'], language)}")
    for source in found.without:
        told = _NOT_DELIVERED.fill(department=source.department, files="、".join(source.files))
        yield Line(f"! {visible(told.say(language))}", "yellow")


def _scores(cards: Sequence[Mapping[str, Any]], language: Language) -> str:
    best = [card for card in cards if card["points"] is not None][:3]
    told = " · ".join(f"{card['rank']}. {visible(card['department'])} {card['points']:.2f}" for card in best)
    return _SCORED.fill(count=len(cards), told=told).say(language)


_STANDS = Text("已是最新", "up to date")
_AT_THE_END = Text("各步完成后", "after the others")
_DUE = Text("共 {all} 步，需执行 {due} 步；未写任何文件", "{due} of {all} steps are due; nothing was written")
_STEPS = Text(
    "执行 {done} 步，沿用 {stands} 步，用时 {seconds}", "{done} steps done, {stands} up to date, {seconds}"
)
_STEPS_FAILED = Text(
    "执行 {done} 步，沿用 {stands} 步，未完成 {failed} 步，用时 {seconds}",
    "{done} steps done, {stands} up to date, {failed} not done, {seconds}",
)
_OPEN_PAGE = Text("打开报告  {path}", "Open  {path}")
_NOT_READ = Text("未能读取", "cannot be read")
_NOT_JUDGED = Text("未检查", "not judged")
_JUDGED = Text(
    "{records} 条，有错误 {errors}（{share}）", "{records} records, {errors} with errors ({share})"
)
_CLEANED = Text("清洗后合格 {clean}，修复 {changes} 处", "{clean} clean, {changes} changes")
_NOT_MATCHED = Text("未能比对", "not matched")
_NO_CLEAN = Text("没有可比对的合格记录", "no clean records to match")
_MATCHED = Text(
    "{records} 条 → {clusters} 个主体（多来源共有 {in_several}）· 待核实 {to_review} · 号码冲突 {conflicts}"
    " · 跨库核查 {cross_checks}",
    "{records} records → {clusters} entities ({in_several} in several) · {to_review} to review · {conflicts} conflicts"
    " · {cross_checks} cross checks",
)
_RETURNED = Text(
    "问题清单 {books} 份，待处理问题 {open} 个", "{books} lists of problems, {open} problems open"
)
_SCORED = Text("考核 {count} 个部门：{told} …", "{count} departments scored: {told} …")
_NOT_DELIVERED = Text("{department}：没有收到文件（{files}）", "{department}: no file has arrived ({files})")
