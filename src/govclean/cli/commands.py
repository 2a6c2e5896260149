"""The commands, in the order of the work. A command's file is imported when it is called."""

from __future__ import annotations

from dataclasses import dataclass

from govclean.wording import Text


@dataclass(frozen=True, slots=True)
class Entry:
    """One command: its name, the file that holds it, and what it does in one line."""

    name: str
    module: str  # has `COMMAND`
    brief: Text
    is_group: bool = False


COMMANDS: tuple[Entry, ...] = (
    Entry(
        "init",
        "govclean.cli.init",
        Text(
            "新建一个小项目：govclean.yaml 和一份样例数据。",
            "Start a small project: govclean.yaml and a sample drop.",
        ),
    ),
    Entry(
        "standards",
        "govclean.cli.standards",
        Text(
            "查看、检查数据标准，生成填报模板。", "List, show and check standards; make templates to fill in."
        ),
        is_group=True,
    ),
    Entry(
        "infer",
        "govclean.cli.infer",
        Text(
            "探查文件，对照最接近的标准，起草标准。", "Profile a file, find the nearest standard, draft one."
        ),
    ),
    Entry(
        "validate",
        "govclean.cli.validate",
        Text(
            "按标准检查文件，给出结论和问题清单。", "Judge files against a standard: a verdict and findings."
        ),
    ),
    Entry(
        "clean",
        "govclean.cli.clean",
        Text(
            "清洗文件：能无损修复的修复，其余隔离，变更逐格留痕。",
            "Clean files: repair without loss, set the rest apart, keep every change.",
        ),
    ),
    Entry(
        "match",
        "govclean.cli.match",
        Text(
            "比对记录：一个文件查重，多个文件关联并查重；生成主体、黄金记录与核对结果。",
            "Match records: deduplicate one file, link several; entities, golden records, reconciliation.",
        ),
    ),
    Entry(
        "catalog",
        "govclean.cli.catalog",
        Text(
            "资源目录：检查、发布、找重复采集、与模板互转。",
            "The resource directory: check it, publish it, find what is collected twice, exchange templates.",
        ),
        is_group=True,
    ),
    Entry(
        "intake",
        "govclean.cli.intake",
        Text(
            "接收报送：判定五清，核对文件与清单，检验质量，出具回执。",
            "Take in a drop: the five clears, its files against its manifest, validation, a receipt.",
        ),
    ),
    Entry(
        "returns",
        "govclean.cli.returns",
        Text(
            "出具问题清单退回部门，收回部门反馈，逐轮统计修补情况。",
            "Return problems to the departments, read their answers, count repairs round by round.",
        ),
        is_group=True,
    ),
    Entry(
        "share",
        "govclean.cli.share",
        Text(
            "按共享协议提供数据：只给协议授予的信息项、行和形式，并记入账本。",
            "Hand out exactly what a sharing agreement allows, and enter it in the ledger.",
        ),
        is_group=True,
    ),
    Entry(
        "requests",
        "govclean.cli.requests",
        Text(
            "登记共享需求及答复，按工作日计时。",
            "Keep requests to share and their answers, on a working-day clock.",
        ),
        is_group=True,
    ),
    Entry(
        "objections",
        "govclean.cli.objections",
        Text("登记对数据的异议：标注、核实、办结。", "Keep objections to values: marked, verified, settled."),
        is_group=True,
    ),
    Entry(
        "score",
        "govclean.cli.score",
        Text(
            "按账本给各部门评分、排名，逐分说明，公布并可重算。",
            "Score and rank departments from the ledger; explain every point, publish, compute again.",
        ),
    ),
    Entry(
        "run",
        "govclean.cli.run",
        Text(
            "按 govclean.yaml 处理全部报送文件：检查、清洗、比对、退回、考核、报告。",
            "Do all steps for all drops as govclean.yaml says: validate, clean, match, returns, score, reports.",
        ),
    ),
    Entry(
        "ledger",
        "govclean.cli.ledger",
        Text("查看、导出、核验账本。", "Show, export and verify the ledger."),
        is_group=True,
    ),
    Entry(
        "explain",
        "govclean.cli.explain",
        Text(
            "说明一条规则：含义、缘由、正误示例、如何修复。", "Say what a rule means, why, and how to repair."
        ),
    ),
    Entry(
        "doctor",
        "govclean.cli.doctor",
        Text(
            "检查运行环境：版本、可选组件、字体、可写目录。",
            "Check versions, optional parts, fonts, folders.",
        ),
    ),
    Entry(
        "completion",
        "govclean.cli.completion",
        Text(
            "输出命令行补全脚本（bash、zsh、fish）。", "Print the shell completion script (bash, zsh, fish)."
        ),
    ),
)
