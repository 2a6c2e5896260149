"""Validity 规范性: a value has the form, length, check digit and code its semantic type asks for; a record its shape."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from govclean.standards.fields import Field
from govclean.validation.checking import RowCheck, RuleDoc
from govclean.validation.records import Records
from govclean.values.columns import Bools
from govclean.values.semantic import Reason
from govclean.wording import Text

DAMAGED = RuleDoc(
    "validity.damaged",
    Text("值已损坏", "value destroyed"),
    Text(
        "电子表格把长号码变成 4.10E+17 或以 000 结尾，乱码、“?”和自造字丢失了原字：原值无法从文件中恢复。",
        "A spreadsheet rounded the number (4.10E+17, ending 000), or characters were lost (?, □, private use):"
        " the value cannot be recovered from the file.",
    ),
    Text("公民身份号码 = 4.10105E+17", "resident_id = 4.10105E+17"),
    Text("公民身份号码列设为“文本”后重新导出", "the column exported again as text"),
    Text(
        "请把该列设为文本格式，从源系统重新导出；不要手工补位。",
        "Export again from the source with the column as text; never make up the lost digits.",
    ),
)
FORMAT = RuleDoc(
    "validity.format",
    Text("格式不符", "wrong format"),
    Text(
        "字符或写法不符合标准规定的形式，例如全角数字、多余空格、日期写法不一。",
        "Characters or notation are not the declared form: full-width digits, stray spaces, other date notations.",
    ),
    Text("出生日期 = 1985/3/5", "birth_date = 1985/3/5"),
    Text("出生日期 = 19850305", "birth_date = 19850305"),
    Text(
        "按标准规定的格式报送；有建议值的可直接采用。",
        "Deliver the declared form; where a suggestion is given it can be taken over.",
    ),
)
LENGTH = RuleDoc(
    "validity.length",
    Text("长度不符", "wrong length"),
    Text(
        "位数或字数不符合标准，常见于漏录、截断、15 位旧号码。",
        "Too short or too long: digits left out, cut off by a field limit, or an old 15-digit number.",
    ),
    Text("公民身份号码 = 410105850305123（15 位）", "resident_id = 410105850305123 (15 digits)"),
    Text("公民身份号码 = 18 位", "resident_id with 18 characters"),
    Text(
        "请核对原件补全；15 位号码的建议值已给出。",
        "Complete it from the source; 15-digit numbers carry a suggestion.",
    ),
)
COMPONENT = RuleDoc(
    "validity.component",
    Text("组成部分不成立", "impossible part"),
    Text(
        "号码或日期中的某一部分不可能存在：没有这一天，没有这个行政区划。",
        "A part cannot exist: no such day, no such administrative division.",
    ),
    Text("出生日期 = 19850230", "birth_date = 19850230"),
    Text("出生日期 = 19850228", "birth_date = 19850228"),
    Text("请核对原件。", "Check the original document."),
)
CHECK_DIGIT = RuleDoc(
    "validity.check_digit",
    Text("校验码不符", "check digit does not fit"),
    Text(
        "校验码由前面各位算出（GB 11643、GB 32100、GB 11714）；不符说明至少有一位录错。",
        "The check digit follows from the others (GB 11643, GB 32100, GB 11714): at least one character is wrong.",
    ),
    Text("校验码应为 X，录入为 1", "the check digit should be X, 1 was entered"),
    Text("与原件一致且校验通过的号码", "the number as on the document, which passes"),
    Text(
        "录入错位；不能自动修复，请核对原件。",
        "A typing error; it cannot be repaired by machine, check the document.",
    ),
)
CODELIST = RuleDoc(
    "validity.codelist",
    Text("不在代码表", "not on the code list"),
    Text(
        "代码项填了名称、丢了前导零，或使用了本部门自编代码。",
        "A label instead of the code, a lost leading zero, or a code of the department's own.",
    ),
    Text("民族 = 汉族；民族 = 1", "ethnicity = 汉族; ethnicity = 1"),
    Text("民族 = 01", "ethnicity = 01"),
    Text(
        "填了名称或丢了前导零的，可采用建议代码；自编代码请先对码。",
        "Take the suggested code for labels and lost zeros; map codes of your own to the standard's first.",
    ),
)
RETIRED_CODE = RuleDoc(
    "validity.retired_code",
    Text("代码已废止", "retired code"),
    Text(
        "代码曾经有效，现已撤销或更名；地址类数据项应使用现行代码。",
        "The code was valid once and has been abolished; addresses should carry the current one.",
    ),
    Text("户籍地区划代码 = 410306（吉利区，2021 年撤销）", "household_division = 410306 (abolished in 2021)"),
    Text("户籍地区划代码 = 410308（孟津区）", "household_division = 410308"),
    Text(
        "请改为现行代码；有唯一后继的已给出建议值。身份号码中的旧区划码不改。",
        "Use the current code; where there is one successor it is suggested. Never change it inside a resident number.",
    ),
    severity="warning",
)
RANGE = RuleDoc(
    "validity.range",
    Text("超出取值范围", "out of range"),
    Text("数值或日期超出该数据项合理的范围。", "A number or date outside what the field allows."),
    Text("经度 = 34.75", "longitude = 34.75"),
    Text("经度 = 113.62", "longitude = 113.62"),
    Text("请核对单位、坐标轴次序和年份。", "Check the unit, the order of the axes and the year."),
)
RECORD_SHAPE = RuleDoc(
    "validity.record_shape",
    Text("列数与表头不符", "field count differs from the header"),
    Text(
        "一行的列数与表头不同，多为值中含有未加引号的分隔符；各列已错位，整行隔离。",
        "A value with an unquoted separator shifts the columns; the record is set aside whole.",
    ),
    Text("河南省,郑州市 写在未加引号的地址中", "an unquoted comma in an address"),
    Text('"河南省,郑州市" 加引号', "the address in quotes"),
    Text("请在导出时给文本加引号，或换用制表符分隔。", "Quote text on export, or separate by tabs."),
)
QUOTING = RuleDoc(
    "validity.quoting",
    Text("引号不成对", "stray quote"),
    Text(
        "引号没有成对，读表程序会把后面的行吞进一个单元格；本行隔离，其余行不受影响。",
        "An unpaired quote makes readers swallow the following rows; this line is set aside, the rest is kept.",
    ),
    Text('"张三,男', '"张三,男'),
    Text('"张三",男', '"张三",男'),
    Text("请在导出时将值中的引号写成两个引号。", "Double the quotes inside values on export."),
)
ENCODING = RuleDoc(
    "validity.encoding",
    Text("本行编码与全文不同", "line in another encoding"),
    Text(
        "文件由不同编码的片段拼接而成；本行已按其编码读入。",
        "The file was put together from parts in different encodings; this line was read in its own.",
    ),
    Text("UTF-8 文件中混入 GB18030 行", "a GB18030 line inside a UTF-8 file"),
    Text("全文同一编码", "one encoding throughout"),
    Text("请统一编码后报送。", "Deliver the file in one encoding."),
    severity="warning",
)
UNDECODABLE = RuleDoc(
    "validity.undecodable",
    Text("无法解码", "cannot be decoded"),
    Text(
        "字节既不是 UTF-8 也不是 GB18030，多为截断的半个汉字；整行隔离。",
        "The bytes are neither UTF-8 nor GB18030, often half a character cut off; the record is set aside.",
    ),
    Text("定长字段截断的汉字", "a character cut in half by a fixed-width field"),
    Text("完整的汉字", "a whole character"),
    Text("请从源系统重新导出该记录。", "Export the record again."),
)
CONTROL_CHARACTER = RuleDoc(
    "validity.control_character",
    Text("含空字符", "NUL character"),
    Text(
        "记录中含 NUL 字符，多为旧库导出或传输损坏；整行隔离。",
        "The record holds NUL characters from an old database or a broken transfer; it is set aside.",
    ),
    Text("姓名后跟 NUL 字符", "a name followed by NUL"),
    Text("不含控制字符", "no control characters"),
    Text("请重新导出。", "Export the file again."),
)
CELL_SIZE = RuleDoc(
    "validity.cell_size",
    Text("单元格过长", "cell too large"),
    Text(
        "单元格超过 64 KiB，不可能是登记数据，多为引号错误或误贴的文件。",
        "A cell over 64 KiB is not registry data but a quoting error or a pasted file.",
    ),
    Text("地址列中有 1 MB 文本", "1 MB of text in an address"),
    Text("200 字以内的地址", "an address of at most 200 characters"),
    Text("请检查该行引号与内容。", "Check the quotes and the content of the line."),
)
FOOTER = RuleDoc(
    "validity.footer",
    Text("表尾说明行", "footer line"),
    Text(
        "“合计”“制表人”等表尾行不是数据，已从数据中剔除并记录。",
        "Totals and signatures at the end of a sheet are not records; they are left out and told.",
    ),
    Text("制表人：……", "制表人：…"),
    Text("数据之后没有其他内容", "nothing after the data"),
    Text("报送数据表时请去掉表尾。", "Leave footers out of delivered tables."),
    severity="info",
)

OF_REASON = {
    Reason.DAMAGED: DAMAGED,
    Reason.FORMAT: FORMAT,
    Reason.LENGTH: LENGTH,
    Reason.COMPONENT: COMPONENT,
    Reason.CHECK_DIGIT: CHECK_DIGIT,
    Reason.CODELIST: CODELIST,
    Reason.RETIRED: RETIRED_CODE,
    Reason.RANGE: RANGE,
}
OF_READING = (RECORD_SHAPE, QUOTING, ENCODING, UNDECODABLE, CONTROL_CHARACTER, CELL_SIZE, FOOTER)
RULES = (*OF_REASON.values(), *OF_READING)


def as_its_type(field: Field) -> Iterator[RowCheck]:
    """Yield one check for each reason for which the field's semantic type can refuse a value."""
    for reason, words in field.semantic_type.reasons.items():
        if reason is not Reason.GOOD:
            yield RowCheck(
                OF_REASON[reason],
                field.name,
                Text("{title}：{words}", "{title}: {words}").fill(title=field.title, words=words),
                _has_reason(field.name, reason),
            )


def _has_reason(name: str, reason: Reason) -> Callable[[Records], Bools]:
    return lambda records: records.verdicts(name) == reason
