"""The files of a new project: settings, a sample drop with planted mistakes, and a word on each."""

from __future__ import annotations

import csv
import io
from operator import mul

from govclean.values.identifiers.checksums import MOD_11_2_CHARACTERS, MOD_11_2_WEIGHTS
from govclean.wording import Language, Text

_SETTINGS = Text(
    """# govclean 的设置，对本目录及其下各目录有效。命令行上写的优先。
validate:
  standard: population       # govclean standards list 列出可用的标准
  # fail_on: warning         # 有警告时退出码也为 1

# 列标题识别不了时，在此写明：标准字段: 文件中的列标题
# columns:
#   name: 居民姓名

# govclean run 处理的来源：部门、文件（可用通配符）、标准。结果在 out/，账本为 ledger.duckdb
sources:
  - {department: 公安局, files: drops/*.csv, standard: population, source: 人口}
""",
    """# Settings of govclean for this folder and those below it; what the command line says comes first.
validate:
  standard: population       # govclean standards list shows those there are
  # fail_on: warning         # exit 1 on warnings too

# Where a header is not understood, say it here: field of the standard: header in the file
# columns:
#   name: 居民姓名

# What govclean run works on: department, files (patterns will do), standard. Results: out/, ledger: ledger.duckdb
sources:
  - {department: 公安局, files: drops/*.csv, standard: population, source: 人口}
""",
)
_README = Text(
    """# 数据检查

`govclean validate drops/population_sample.csv` 检查样例数据（人员均为虚构）。
样例第 4 至 8 条中有意放入了错误；`govclean explain 规则代码` 说明每条规则。
""",
    """# Checking drops

`govclean validate drops/population_sample.csv` judges the sample; its people are invented.
Records 4 to 8 hold planted mistakes; `govclean explain RULE` says what a rule means.
""",
)
_STREET = "河南省郑州市金水区"
_HEADER = (
    "公民身份号码",
    "姓名",
    "性别",
    "民族",
    "出生日期",
    "户籍地区划代码",
    "户籍地址",
    "联系电话",
    "更新时间",
)
_PEOPLE: tuple[tuple[str, str, str, str, dict[str, str]], ...] = (
    ("41010519850305123", "王小明", "花园路12号3号楼2单元501室", "13800000001", {}),
    ("41010519900101226", "李娜娜", "农业路8号1号楼1单元101室", "13900000002", {}),
    ("41010319780412331", "赵建国", "文化路66号2号楼3单元302室", "13700000003", {}),
    ("41010519700202333", "孙伟", "花园路14号", "13600000004", {"公民身份号码": "410105197002023330"}),
    ("41010519650909445", "周芳", "经三路1号", "13500000005", {"民族": "汉族"}),
    ("41010519820228112", "吴敏", "文化路9号", "13400000006", {"出生日期": "19820229"}),
    ("41010519951130557", "郑强", "红专路20号", "1330000", {}),
    ("41010519881224668", "", "东风路30号", "13100000008", {}),
)


def project_files(language: Language) -> dict[str, str]:
    """Return the files of a new project: path → content; the drop begins with a byte-order mark."""
    return {
        "govclean.yaml": _SETTINGS.say(language),
        "drops/README.md": _README.say(language),
        "drops/population_sample.csv": "\ufeff" + _drop(),
    }


def _drop() -> str:
    """Return eight records; the last five have one planted mistake each."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_HEADER)
    for first17, name, road, phone, changes in _PEOPLE:
        told = {"姓名": name, "户籍地址": f"{_STREET}{road}", "联系电话": phone}
        person = _derived(first17) | told | changes
        writer.writerow(person[column] for column in _HEADER)
    return text.getvalue()


def _derived(first17: str) -> dict[str, str]:
    """Return what follows from an invented person's number, and what all of them share."""
    check = MOD_11_2_CHARACTERS[sum(map(mul, map(int, first17), MOD_11_2_WEIGHTS)) % 11]
    return {
        "公民身份号码": first17 + check,
        "性别": "1" if int(first17[16]) % 2 else "2",
        "民族": "01",
        "出生日期": first17[6:14],
        "户籍地区划代码": "410105",
        "更新时间": "20260630083000",
    }
