"""The arguments and options of `govclean match`: a plain list one can read."""

from __future__ import annotations

import click

from govclean.cli.options import (
    AS_OF,
    COLUMN,
    FAIL_ON_FINDINGS,
    READING,
    REFERENCE,
    THREADS,
    standards_starting_with,
)
from govclean.cli.parameters import share
from govclean.cli.spoken import Argument, Option
from govclean.wording import Text

MATCHING: tuple[click.Parameter, ...] = (
    Argument(
        ["files"],
        Text("要比对的文件、名称=文件或 clean 的输出目录", "files, NAME=FILE, or folders that clean wrote"),
        nargs=-1,
        required=False,
        metavar="[FILE]…",
    ),
    Option(
        ["--standard", "-s"],
        Text("标准名称或文件，如 population", "a standard's name or file, such as population"),
        metavar="STANDARD",
        shell_complete=standards_starting_with,
    ),
    Option(["--output", "-o"], Text("输出目录", "output folder"), metavar="DIR"),
    Option(
        ["--record-id"],
        Text(
            "记录编号所在的列（须唯一）；默认为记录序号",
            "the column of record ids, each standing once; by default the record number",
        ),
        metavar="COLUMN",
    ),
    Option(
        ["--truth"],
        Text(
            "真值表：left_source,left_id,right_source,right_id 或 source,record_id,entity_id",
            "what is true: left_source,left_id,right_source,right_id or source,record_id,entity_id",
        ),
        metavar="FILE",
    ),
    Option(
        ["--decisions"],
        Text("人工判定，优先于评分", "what people decided; comes before every score"),
        metavar="FILE",
    ),
    Option(
        ["--exceptions"],
        Text(
            "核对的例外清单：source,record_id,reason,expiry",
            "exceptions of the reconciliation: source,record_id,reason,expiry",
        ),
        metavar="FILE",
    ),
    Option(
        ["--threshold"],
        Text("达到此概率为匹配；默认按标准", "a match from this probability on; as the standard says"),
        type=share,
        metavar="P",
    ),
    Option(
        ["--review-from"],
        Text("达到此概率须人工核实；默认按标准", "a person looks from this probability on; likewise"),
        type=share,
        metavar="P",
    ),
    Option(
        ["--previous"],
        Text(
            "上次的输出目录：沿用簇编号，只比较新增和变化的记录",
            "output folder of the last run: cluster ids stay, only what is new or changed is compared",
        ),
        metavar="DIR",
    ),
    Option(
        ["--learn"],
        Text("以 --decisions 的判定一并修正权重", "let the --decisions teach the weights too"),
        is_flag=True,
    ),
    Option(
        ["--model"],
        Text("沿用某次的 model.yaml，不再估计", "take over the model.yaml of a run; estimate nothing"),
        metavar="FILE",
    ),
    Option(
        ["--explain"],
        Text("说明两条记录（来源:编号）为何匹配或不匹配", "say why two records (SOURCE:ID) match or do not"),
        nargs=2,
        metavar="LEFT RIGHT",
    ),
    Option(["--svg"], Text("把 --explain 画成 SVG", "draw what --explain says"), metavar="FILE"),
    Option(
        ["--explain-blocking"],
        Text(
            "逐条列出分块规则的记录对数及保留的已知匹配",
            "list what each blocking rule brings, and the known matches it keeps",
        ),
        is_flag=True,
    ),
    Option(
        ["--show-values"],
        Text("--explain 时显示原值而不脱敏", "with --explain show plain values, unmasked"),
        is_flag=True,
    ),
    Option(
        ["--format"],
        Text("除 parquet 外另写 csv 或 xlsx", "write csv or xlsx beside parquet"),
        type=click.Choice(("parquet", "csv", "xlsx")),
        default="parquet",
    ),
    COLUMN,
    REFERENCE,
    AS_OF,
    FAIL_ON_FINDINGS,
    THREADS,
    *READING,
)
