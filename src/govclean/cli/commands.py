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
