"""`govclean score`: department scorecards from the ledger, published, explained and proved."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from govclean.cli.ledger_options import KEY, LEDGER, key_of
from govclean.cli.options import AS_OF, format_option, output_option
from govclean.cli.output import refuse_terminal, write_result
from govclean.cli.parameters import count_from
from govclean.cli.session import Session, width_of_stdout
from govclean.cli.speaking import Command
from govclean.cli.spoken import Option
from govclean.errors import UsageError
from govclean.wording import Text

if TYPE_CHECKING:
    from govclean.governance.ledger import Ledger
    from govclean.reports.score_report import ScoreReport

_SUFFIXES = {".json": "json", ".csv": "csv", ".html": "html", ".htm": "html", ".xlsx": "xlsx"}
_WHAT = Text(
    "按账本给各部门评分、排名，逐分说明，公布并可重算。\n\n"
    "各项得分都列出分子、分母、规则版本和批次；未测的不计分并注明，例外单列。考核方案（--profile）规定指标、权重、等级，"
    "自带 six_dimensions、five_grades、point_deduction、fujian_2016，可在 standards/profiles/ 下另写。"
    "--verify 从账本重算已公布的得分，有出入时退出码为 1。",
    "Score and rank departments from the ledger; explain every point, publish, compute again.\n\n"
    "Every figure shows numerator, denominator, version of the rules and batch; what was not tested is not scored, "
    "exceptions are counted apart. A profile (--profile) says measures, weights and grades: six_dimensions, five_grades, "
    "point_deduction, fujian_2016, or your own in standards/profiles/. --verify computes what was published again from the "
    "ledger and exits 1 where it differs.",
)
_PUBLISHED = Text("已公布并记入账本：{head}", "published and entered in the ledger: {head}")
_WROTE = Text("已写入 {path}", "written to {path}")
_NOTHING = Text("账本中没有公布过的得分", "no scores were published in this ledger")
_PUBLISH_FIRST = Text("先用 --publish 公布", "publish them first, with --publish")
_WHOLE = Text(
    "--publish 公布全部部门的得分，不能与 {other} 同用", "--publish is for all departments, not with {other}"
)
_ALONE = Text("--verify 不能与 {other} 同用", "--verify is not for use with {other}")
_TEXT_OR_JSON = Text("--verify 只有 text 与 json 格式", "--verify has the formats text and json")
_ONE = Text("--department 与 --explain 指定了不同的部门", "--department and --explain name two departments")


def run(session: Session, asked: SimpleNamespace) -> int:
    """Show, publish or verify scores; return the exit code."""
    form = asked.format or _SUFFIXES.get(Path(asked.output or "").suffix.lower(), "text")
    _refuse_together(asked, form)
    if form == "xlsx":
        refuse_terminal(form, asked.output)
    if asked.verify:
        return _verify(session, asked, form)
    _show(session, asked, form, _report(session, asked))
    return 0


def _refuse_together(asked: SimpleNamespace, form: str) -> None:
    named = (("--department", asked.department), ("--explain", asked.explain))
    for option, value in named:
        if asked.publish and value:
            raise UsageError(_WHOLE.fill(other=option))
    for option, value in (
        *named,
        ("--publish", asked.publish),
        ("--round", asked.round),
        ("--as-of", asked.as_of),
    ):
        if asked.verify and value:
            raise UsageError(_ALONE.fill(other=option))
    if asked.verify and form not in ("text", "json"):
        raise UsageError(_TEXT_OR_JSON, where="--format")
    if asked.department and asked.explain and asked.department != asked.explain:
        raise UsageError(_ONE)


def _report(session: Session, asked: SimpleNamespace) -> ScoreReport:
    """Return the scores that were asked for; entered in the ledger where they are to be published."""
    from govclean.governance.ledger import Ledger
    from govclean.governance.scorecard.publishing import publish

    if not asked.publish:
        with Ledger.read(asked.ledger, key_of(asked.key)) as ledger:
            return _scored(session, asked, ledger)
    with Ledger.read(asked.ledger):  # a ledger is not begun by scoring: there would be nothing to score
        pass
    with Ledger.open(asked.ledger, key_of(asked.key)) as ledger:
        report = _scored(session, asked, ledger)
        head = ledger.entry(publish(ledger, report.league)).head
    session.note(_PUBLISHED.fill(head=head))
    return report


def _scored(session: Session, asked: SimpleNamespace, ledger: Ledger) -> ScoreReport:
    from govclean.governance.profiles import load_scoring
    from govclean.governance.scorecard.league import score, trend
    from govclean.governance.scorecard.moments import moment_of
    from govclean.reports.score_report import ScoreReport

    scoring = load_scoring(asked.profile)
    moment = moment_of(ledger, date.today(), day=asked.as_of, round_number=asked.round)  # noqa: DTZ011 - the user's day
    league = score(ledger, scoring, moment)
    department = asked.explain or asked.department or ""
    if department:
        league.card(department)  # refuses one the ledger does not know, before anything is shown
    return ScoreReport(
        league, trend(ledger, league), session.language, department, explained=bool(asked.explain)
    )


def _show(session: Session, asked: SimpleNamespace, form: str, report: ScoreReport) -> None:
    from govclean.reports.score_formats import write_scores
    from govclean.reports.score_page import render

    if form == "text" and asked.output in (None, "-"):
        session.show(render(report, width_of_stdout(), hints=not session.quiet and not asked.publish))
        return
    write_result(lambda sink: write_scores(report, form, sink), asked.output)
    if asked.output not in (None, "-"):
        session.note(_WROTE.fill(path=asked.output))


def _verify(session: Session, asked: SimpleNamespace, form: str) -> int:
    """Compute what was published again; return 1 where it differs or the ledger itself does not hold."""
    from govclean.cli.output import write_text
    from govclean.governance.ledger import Ledger
    from govclean.governance.scorecard.recomputing import recompute
    from govclean.reports.score_verified import render, verified_data
    from govclean.reports.text import plain_text

    with Ledger.read(asked.ledger, key_of(asked.key)) as ledger:
        chain, found = ledger.verify(), recompute(ledger)
    if not found:
        raise UsageError(_NOTHING, where=asked.ledger, hint=_PUBLISH_FIRST)
    if form == "json":
        write_text(json_of(verified_data(found, chain, session.language)), asked.output)
    elif asked.output in (None, "-"):
        session.show(render(found, chain, session.language, width_of_stdout()))
    else:
        write_text(plain_text(render(found, chain, session.language)), asked.output)
    return int(not (chain.holds and all(one.holds for one in found)))


def json_of(data: object) -> str:
    """Return data as the JSON a program reads."""
    import json

    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


COMMAND = Command(
    "score",
    _WHAT,
    run,
    [
        LEDGER,
        KEY,
        Option(
            ["--profile"],
            Text("考核方案的名称或文件", "a profile of scoring, by name or file"),
            default="six_dimensions",
            metavar="PROFILE",
        ),
        Option(["--department"], Text("只看这个部门", "this department only"), metavar="NAME"),
        Option(
            ["--round"],
            Text("评到这一轮为止；默认至最近一轮", "score up to this round; the last one by default"),
            type=count_from(1),
            metavar="N",
        ),
        AS_OF,
        Option(
            ["--explain"],
            Text("逐分说明一个部门的得分", "say how each point of a department came about"),
            metavar="DEPT",
        ),
        Option(
            ["--publish"],
            Text("公布：得分与方案记入账本", "publish: enter scores and profile in the ledger"),
            is_flag=True,
        ),
        Option(
            ["--verify"],
            Text(
                "从账本重算已公布的得分并比对", "compute published scores again from the ledger and compare"
            ),
            is_flag=True,
        ),
        format_option("text", "json", "csv", "html", "xlsx"),
        output_option(Text("写入文件而不是标准输出", "write to a file, not stdout")),
    ],
)
