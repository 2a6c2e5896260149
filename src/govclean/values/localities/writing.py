"""One form for each numbered element: Arabic digits and the one sign that says what it is."""

from __future__ import annotations

import re
from collections.abc import Callable

from govclean.values.localities.numerals import NUMERAL, to_arabic

_BRANCH = re.compile(r"号?附([0-9]+)号?$")


def house_no(text: str) -> str:
    """Return a house number as `12号`, `12-3号`, `12号附1号`, `甲12号`, `12号院`, `1234弄56号`.

    >>> [house_no(text) for text in ("十二号", "12#", "12附1号", "12 号院", "12", "甲十二号")]
    ['12号', '12号', '12号附1号', '12号院', '12号', '甲12号']
    """
    text = _plain(text).replace("#", "号").removesuffix("内")
    text = _BRANCH.sub(r"号附\1号", text)
    if re.fullmatch("[0-9]+院", text):
        return f"{text[:-1]}号院"
    return text if re.search("[号弄院]$|之[0-9]+$", text) else f"{text}号"


def building(text: str) -> str:
    """Return a building as `3号楼`, or `A座` where a letter names it; named ones (主楼) stay.

    >>> [building(text) for text in ("3#楼", "三幢", "3", "A栋", "B座", "3号楼A座", "主楼", "1-3号楼")]
    ['3号楼', '3号楼', '3号楼', 'A座', 'B座', '3号楼A座', '主楼', '1-3号楼']
    """
    text = _plain(text)
    return _BUILDING.sub(lambda found: f"{found[1]}{'座' if found[1].isalpha() else '号楼'}", text)


def unit(text: str) -> str:
    """Return a unit as `1单元`.

    >>> [unit(text) for text in ("一单元", "1", "甲单元", "3门")]
    ['1单元', '1单元', '甲单元', '3单元']
    """
    return f"{_number(text, '单元|门')}单元"


def floor(text: str) -> str:
    """Return a storey as `5层`; below ground as `-1层` or, as written, `B1层`.

    >>> [floor(text) for text in ("五楼", "5F", "地下一层", "负1楼", "B1层")]
    ['5层', '5F层', '-1层', '-1层', 'B1层']
    """
    return f"{re.sub('^(?:地下|负)', '-', _number(text, '层|楼'))}层"


def room(text: str) -> str:
    """Return a room as `501室`.

    >>> [room(text) for text in ("501号", "五〇一室", "A501", "501房间", "东户")]
    ['501室', '501室', 'A501室', '501室', '东户']
    """
    text = _plain(text)
    return text if re.fullmatch("[^0-9A-Z]+户", text) else f"{_number(text, '号?(?:房间|室|房|户)?')}室"


def township(text: str) -> str:
    """Return a township without the name of its office.

    >>> [township(text) for text in ("花园路街道办事处", "花园路办事处", "龙湖镇")]
    ['花园路街道', '花园路街道', '龙湖镇']
    """
    return _OFFICE.sub("街道", text)


def community(text: str) -> str:
    """Return a community without the name of its committee; groups of a village in Arabic digits.

    A village that would read as a road or an estate without it (某某新村, 大路口村) keeps its committee.

    >>> [community(text) for text in ("天明社区居委会", "小李庄村村民委员会", "小李庄村第三村民小组", "三里屯居委会")]
    ['天明社区', '小李庄村', '小李庄村3组', '三里屯居委会']
    """
    text = re.sub("居民委员会", "居委会", text)
    text = re.sub("(社区|嘎查)(?:居委会|村民委员会|村委会)", r"\1", text)
    text = _COMMITTEE.sub(
        lambda found: f"{found[1]}{'村村委会' if _MISREAD.search(found[1]) else '村'}", text
    )
    return _GROUP.sub(lambda found: f"{to_arabic(found[1])}{_GROUP_SIGNS.get(found[2], found[2])}", text)


# Of each numbered element: how it is written, and how it looks when it is already written so (RE2).
WRITE: dict[str, tuple[Callable[[str], str], str]] = {
    "community": (community, "^[^0-9委第〇零一二三四五六七八九十百千两廿卅]+$"),
    "house_no": (house_no, "^[0-9]+(?:-[0-9]+)?号院?$"),
    "building": (building, "^[0-9]+号楼$|^[A-Z]座$"),
    "unit": (unit, "^[0-9]+单元$"),
    "floor": (floor, "^[0-9]+层$"),
    "room": (room, "^[0-9]+室$"),
}
_COMMITTEE = re.compile("^(.+?)村?(?:村民委员会|村委会)")
_MISREAD = re.compile(
    "[路街巷道弄口村镇乡里坊旁与园苑城寓庭邸府期]|胡同|新$|小区|社区|附近|对面|中心|广场|公寓|大厦|别墅"
)
_OFFICE = re.compile("(?:街道办事处|街道办|办事处)$")
_BUILDING = re.compile(
    "([0-9]+[A-Z]?(?:-[0-9]+)?|[A-Z][0-9]*|[甲乙丙丁戊])(?:号楼|#楼|号[栋幢座]|#[栋幢座]|[栋幢座楼#号]|$)"
)
_GROUP = re.compile(f"第?([0-9{NUMERAL}]+)(村民小组|小组|组|生产队|大队|队)")
_GROUP_SIGNS = {"村民小组": "组", "小组": "组", "生产队": "队"}


def _plain(text: str) -> str:
    return to_arabic(re.sub("[ 第]", "", text)).strip("-")


def _number(text: str, signs: str) -> str:
    bare = to_arabic(re.sub("[ 第]", "", text))
    return re.sub(f"号?(?:{signs})$", "", bare)
