"""Text: blanks, widths, invisible characters, what spreadsheets and wrong decodings leave, stand-ins for nothing."""

from __future__ import annotations

import re
import unicodedata

import pyarrow as pa
import pyarrow.compute as pc

from govclean.cleansing.rewriting import found, rewritten, said_again
from govclean.cleansing.ruling import EMPTIED, Rule, Setting
from govclean.values.characters import CONTROL, HAN, INVISIBLE, narrow_letters
from govclean.values.placeholders import is_placeholder
from govclean.values.suggesting import keep
from govclean.wording import Text

_PROSE = frozenset({"text", "cn.address"})
_NAMES = frozenset({"cn.person_name", "cn.organisation_name"})

_BLANK = r"[\s\p{Z}]"
_AT_THE_ENDS = f"^{_BLANK}+|{_BLANK}+$"
_ODD_BLANKS = rf"{_BLANK}{{2,}}|[\x{{A0}}\x{{1680}}\x{{2000}}-\x{{200A}}\x{{202F}}\x{{205F}}\x{{3000}}]"
_UNSEEN = r"[\p{Cc}\p{Cf}\x{2028}\x{2029}]"
_NOTHING = rf"""^(?:[\s\p{{Z}}'`‘’"=]|{_UNSEEN})*$"""
_HIDDEN = f"[{INVISIBLE}]+"
_BREAKS = f"[{CONTROL}]+"
_BREAKS_AT_THE_ENDS = f"^{_BREAKS}|{_BREAKS}$"
_BREAK_IN_NAME = f"([{HAN}]){_BREAKS}([{HAN}])"
_FORMULA = rf"""(?s)^{_BLANK}*="([^"]*)"{_BLANK}*$"""
_TEXT_MARK = rf"(?s)^{_BLANK}*['`‘’]+([^'`‘’]*)['`‘’]*{_BLANK}*$"  # a mark inside belongs to the text
_WIDE = r"[０-９Ａ-Ｚａ-ｚ]"
_RADICALS = r"[\x{2E80}-\x{2FDF}\x{F900}-\x{FAFF}\x{2F800}-\x{2FA1F}]"


def _without_blanks_around(values: pa.StringArray, _: Setting) -> pa.StringArray:
    return rewritten(values, _AT_THE_ENDS, "")


def _with_single_blanks(values: pa.StringArray, _: Setting) -> pa.StringArray:
    return rewritten(values, _ODD_BLANKS, " ")


def _visible(values: pa.StringArray, setting: Setting) -> pa.StringArray:
    kind = setting.semantic.name
    if kind not in _PROSE | _NAMES:
        return rewritten(values, f"{_UNSEEN}+", "")
    shown = pc.replace_substring_regex(values, _HIDDEN, "")
    if kind in _NAMES:  # between Han characters nothing stands in place of a break
        shown = pc.replace_substring_regex(shown, _BREAK_IN_NAME, r"\1\2")
        shown = pc.replace_substring_regex(shown, _BREAK_IN_NAME, r"\1\2")
    return pc.replace_substring_regex(
        pc.replace_substring_regex(shown, _BREAKS_AT_THE_ENDS, ""), _BREAKS, " "
    )


def _unquoted(values: pa.StringArray, _: Setting) -> pa.StringArray:
    return pc.coalesce(rewritten(values, _FORMULA, r"\1"), rewritten(values, _TEXT_MARK, r"\1"))


def _narrow(values: pa.StringArray, setting: Setting) -> pa.StringArray:
    if setting.semantic.name in _PROSE | _NAMES:
        return narrow_letters(values)
    return pc.utf8_normalize(values, "NFKC")


def _unified(values: pa.StringArray, _: Setting) -> pa.StringArray:
    return said_again(values, _RADICALS, lambda value: "".join(map(_unified_character, value)))


def _unified_character(letter: str) -> str:
    if "\u2e80" <= letter <= "\u2eff":
        return _SUPPLEMENT.get(letter, letter)
    if (
        "\u2f00" <= letter <= "\u2fdf"
        or "\uf900" <= letter <= "\ufaff"
        or "\U0002f800" <= letter <= "\U0002fa1f"
    ):
        return unicodedata.normalize("NFKC", letter)
    return letter


# Radicals that NFKC leaves, and the characters of the same shape (Unicode, EquivalentUnifiedIdeograph).
_SUPPLEMENT = dict(
    zip(
        "⺁⺄⺈⺊⺒⺓⺟⺠⺬⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "厂乙刀卜巳幺母民示虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)
del _SUPPLEMENT["⺈"]  # a component of characters, not the character 刀


def _well_decoded(values: pa.StringArray, _: Setting) -> pa.StringArray:
    return said_again(values, _MISREAD, _only_decoding)


def _only_decoding(value: str) -> str | None:
    """Return the Chinese text that one wrong decoding garbled; None where none or several are possible."""
    readings = {_decoded(value, written, taken_for) for written, taken_for in _CONFUSIONS} - {None}
    return readings.pop() if len(readings) == 1 else None


def _decoded(value: str, written: str, taken_for: str) -> str | None:
    try:
        text = value.encode(taken_for).decode(written)
    except UnicodeError:
        return None
    return text if _CHINESE.fullmatch(text) and _in_gb2312(text) and not _in_gb2312(value) else None


def _in_gb2312(text: str) -> bool:
    """Return whether a text needs only the 6,763 common characters (GB/T 2312-1980); garbled text never does."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


_CONFUSIONS = (("utf-8", "gb18030"), ("utf-8", "latin-1"), ("utf-8", "cp1252"), ("gb18030", "latin-1"))
_CHINESE = re.compile(
    r"[\x20-\x7e、。“”（），：；－—·０-９Ａ-Ｚａ-ｚ]*(?:[一-龥][\x20-\x7e、。“”（），：；－—·]*){2,}"
)


def _pairs(first: range, second: range, not_second: range = range(0)) -> str:
    """Return every character that GB 18030 writes with two bytes of these ranges."""
    pairs = (
        bytes((lead, trail)) for lead in first for trail in second if trail not in {0x7F, 0xFF, *not_second}
    )
    return "".join(pair.decode("gb18030", "ignore") for pair in pairs)


# A Han character is three bytes E4-E9, 80-BF, 80-BF in UTF-8; two of them read as GB 18030 are three characters.
_MISREAD = (
    f"[{_pairs(range(0xE4, 0xEA), range(0x80, 0xC0))}][{_pairs(range(0x81, 0xC0), range(0xE4, 0xEA))}]"
    r"|[\x{E4}-\x{E9}][\x{80}-\x{BF}\x{0152}-\x{0192}\x{02C6}-\x{02DC}\x{2013}-\x{203A}\x{20AC}\x{2122}]{2}"
    r"|[\x{B0}-\x{F7}][\x{A1}-\x{FE}][\x{B0}-\x{F7}][\x{A1}-\x{FE}]"
)


def _nothing_said(values: pa.StringArray, setting: Setting) -> pa.StringArray:
    nothing = found(values, _NOTHING)
    if setting.semantic.placeholders:
        nothing |= is_placeholder(values)
    return keep(pa.repeat(EMPTIED, len(values)), nothing)


RULES: tuple[Rule, ...] = (
    Rule(
        "text.undo_mojibake",
        "repair_if_unambiguous",
        Text("还原误解码的汉字", "text decoded wrongly once is restored"),
        Text(
            "用错误的编码读过一次的文字（如“寮犱笁”）可以原样还原；已丢失字节的（锟斤拷、“?”）不能，只报告。",
            "Text that was read once in a wrong encoding can be turned back byte for byte; where bytes were lost"
            " (锟斤拷, ?) it cannot, and is only reported.",
        ),
        "閮戝窞甯傞噾姘村尯",
        "郑州市金水区",
        _well_decoded,
        looks_for=_MISREAD,
    ),
    Rule(
        "text.remove_invisible",
        "repair",
        Text("去除不可见字符", "invisible characters are removed"),
        Text(
            "零宽字符、字节顺序标记、控制字符看不见，却使相同的值不相等；文字中的换行、制表符改为空格，代码和名称中的直接去除。",
            "Zero-width characters, byte order marks and controls are not seen, yet equal values differ by them. Line"
            " breaks and tabs become a blank in texts and addresses, and go in codes and names.",
        ),
        "中原\u200b路",
        "中原路",
        _visible,
        looks_for=_UNSEEN,
    ),
    Rule(
        "text.half_width",
        "repair",
        Text("全角字母数字改为半角", "full-width letters and digits become half-width"),
        Text(
            "全角与半角的同一字符在计算机中是不同的值。代码、编号整体归一（NFKC）；姓名、名称、地址只改字母和数字，括号等中文标点保留。",
            "Full and half width of one character are different values. Codes and keys are folded whole (NFKC); in"
            " names and addresses only letters and digits are, since brackets and punctuation belong to the text.",
        ),
        "２５２号",
        "252号",
        _narrow,
        looks_for=_WIDE,
    ),
    Rule(
        "text.radicals",
        "repair",
        Text(
            "部首、兼容汉字改为统一汉字", "radicals and compatibility characters become the unified character"
        ),
        Text(
            "从 PDF 等复制的文字常以部首（⽅ U+2F45）或兼容字代替汉字，字形相同而编码不同，无法比对。",
            "Text copied from PDF and the like has radicals (⽅ U+2F45) or compatibility characters in place of the"
            " character that looks the same, and matches nothing.",
        ),
        "⽅正街",
        "方正街",
        _unified,
        looks_for=_RADICALS,
    ),
    Rule(
        "text.unquote",
        "repair",
        Text('去除文本撇号和 ="…"', 'apostrophes in front and ="…" are removed'),
        Text(
            '撇号和 ="…" 是电子表格用来保住前导零的写法，不属于值本身。',
            'An apostrophe in front or ="…" is how a spreadsheet is told to keep a text; it is no part of the value.',
        ),
        '="410307000040"',
        "410307000040",
        _unquoted,
        looks_for=r"""^[\s\p{Z}]*(?:['`‘’]|=")""",
    ),
    Rule(
        "text.strip",
        "repair",
        Text("去除首尾空格", "blanks at both ends are removed"),
        Text(
            "定长字段导出的尾随空格、全角空格、不换行空格使相同的值不相等。",
            "Blanks that a field of fixed length leaves behind, wide and non-breaking ones too, make equal values differ.",
        ),
        "中原路　 ",
        "中原路",
        _without_blanks_around,
        looks_for=f"^{_BLANK}|{_BLANK}$",
    ),
    Rule(
        "text.collapse_spaces",
        "repair",
        Text("连续空格并为一个", "several blanks become one"),
        Text(
            "连续空格、全角空格改为一个半角空格；空格的有无不变。",
            "Runs of blanks and wide blanks become one plain blank; where there was one, one stays.",
        ),
        "中原路  1号",
        "中原路 1号",
        _with_single_blanks,
        looks_for=_ODD_BLANKS,
    ),
    Rule(
        "text.stand_in_as_missing",
        "treat_as_missing",
        Text("占位符视为空值", "stand-ins for nothing are emptied"),
        Text(
            "“无”“不详”“-”“NULL”“#N/A”等不是值，留着会被当作内容统计和比对；原值保留在变更记录中。",
            "无, 不详, -, NULL, #N/A are no values; left in place they are counted and matched as if they were. What the"
            " cell said is kept in the changes.",
        ),
        "不详",
        "",
        _nothing_said,
    ),
)
