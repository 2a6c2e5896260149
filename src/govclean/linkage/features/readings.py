"""How Chinese characters are read, without tones: in names, as surnames, and by ear.

Readings are those of pypinyin (MIT) with the corrections below: it knows characters, not names. Every reading in living
use in names is listed; archaic ones, which would make unlike names sound alike, are not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from govclean.linkage.features.characters import in_common_use

Readings = tuple[str, ...]


def readings(character: str) -> Readings:
    """Return how a character may be read in a name, the most usual reading first; none for what is no Han character.

    >>> readings("单"), readings("静"), readings("a")
    (('dan', 'shan'), ('jing',), ())
    """
    usual = _GIVEN.get(character) or _read(character)
    if not usual:
        return ()
    others = (_SURNAMES.get(character, usual), *_ALSO.get(character, "").split(","))
    return tuple(reading for reading in dict.fromkeys((usual, *others)) if reading)


def surname_reading(surname: str) -> Readings:
    """Return how each character of a surname is read.

    >>> surname_reading("解"), surname_reading("尉迟"), surname_reading("王")
    (('xie',), ('yu', 'chi'), ('wang',))
    """
    if surname in _COMPOUND:
        return _COMPOUND[surname]
    if len(surname) == 1 and surname in _SURNAMES:
        return (_SURNAMES[surname],)
    return tuple((readings(character) or ("",))[0] for character in surname)


def compound_readings() -> Mapping[str, Readings]:
    """Return the surnames of two characters that are not read as their characters are."""
    return _COMPOUND


def near(reading: str) -> str:
    """Return what a clerk who does not tell flat from curled and front from back sounds hears.

    zh ch sh as z c s, -ng as -n, n- as l-: the confusions that input methods forgive.

    >>> near("zhang"), near("zan"), near("ning"), near("lin")
    ('zan', 'zan', 'lin', 'lin')
    """
    folded = re.sub("^([zcs])h", r"\1", re.sub("([aei])ng$", r"\1n", reading))
    return re.sub("^n(?=[a-z])", "l", folded)


@cache
def syllables() -> frozenset[str]:
    """Return the syllables of the characters in common use (GB/T 2312), without tones."""
    common = (character for character in map(chr, range(0x4E00, 0x9FA6)) if in_common_use(character))
    return frozenset(reading for character in common if (reading := _read(character)))


def syllables_in(letters: str) -> Readings | None:
    """Return letters cut into as few syllables as possible, the first as long as possible; None if they are no pinyin.

    >>> syllables_in("xiaoming"), syllables_in("xian"), syllables_in("smith")
    (('xiao', 'ming'), ('xian',), None)
    """
    best: list[Readings | None] = [()]
    for end in range(1, len(letters) + 1):
        cuts = [
            (*before, letters[start:end])
            for start in range(max(0, end - 6), end)
            if (before := best[start]) is not None and letters[start:end] in syllables()
        ]
        best.append(min(cuts, key=lambda cut: (len(cut), [-len(part) for part in cut])) if cuts else None)
    return best[-1] or None


def _read(character: str) -> str:
    from pypinyin import Style, pinyin  # noqa: PLC0415 - only Chinese names need it

    found = pinyin(character, style=Style.NORMAL, errors="ignore")
    return found[0][0] if found else ""


def _table(written: str) -> dict[str, str]:
    return {pair[0]: pair[1:] for pair in written.split()}


_SURNAMES = _table(
    "单shan 解xie 仇qiu 曾zeng 查zha 区ou 盖gai 朴piao 翟zhai 缪miao 繁po 员yun 折she 召shao 佴nai 洗xian 种chong 黑he "
    "么yao 祭zhai 郇xun 阚kan 覃qin 秘bi 能nai 牟mu 隗wei 句gou 薄bo 宿su 乐yue 卜bu 都du 粘nian 藏zang 炅gui 占zhan "
    "还huan 哈ha 冼xian 逄pang 尹yin 长zhang 石shi 车che 任ren 盛sheng 纪ji 贾jia 那na 燕yan 华hua 柏bai 蔚yu 咎gao "
    "谌chen 晁chao 郗xi 费fei 万wan 宓mi 乜nie 令ling 乾qian 颉xie"
)
"""As a surname, first of all."""

_GIVEN = _table(
    "厦xia 焘tao 靓liang 卡ka 莘xin 句ju 逄pang 阚kan 翟zhai 乜nie 炅jiong 石shi 娜na 黑hei 咎jiu"
)
"""In names otherwise than pypinyin reads the single character."""

_ALSO = _table(
    "乐yue 朝zhao 长chang 行hang 重chong 曾ceng 柏bo 茜xi 晟sheng 盛cheng 莎suo 婧qian 筠jun 隽jun 汶men "
    "玟min 珩hang 乾gan 翟di 牟mou 宓fu 尉yu 莘shen 郗chi 沈chen 虹jiang 浚xun 劲jing 澄deng 靓jing 嬛xuan "
    "纶guan 娜nuo 强jiang 会kuai 阿e 伽qie,ga 那nuo 谷yu 率shuai 觉jiao 郄xi 逄feng 桔jie 拓ta 传zhuan 禅shan "
    "泊po 莞guan 峤jiao 盖ge 缪mou 费bi 车ju 仔zi 栎yue 郇huan 乜mie 秘mi 折zhe 臧cang 俞shu 珲hui 琛shen "
    "谌shen 祎wei 赟bin 骁yao 绮yi 烨hua 喆ji 菁qing"
)
"""Other readings in use, and how clerks misread what they do not know: by a part of the character (祎 as wei)."""

_COMPOUND: Mapping[str, Readings] = {
    "尉迟": ("yu", "chi"),
    "万俟": ("mo", "qi"),
    "澹台": ("tan", "tai"),
    "乐正": ("yue", "zheng"),
    "单于": ("chan", "yu"),
    "长孙": ("zhang", "sun"),
}
