"""The skeleton of a local part: its characters as kinds, runs of one kind as one sign.

`花园路12号院3号楼501室` is `ER9hy9hl9s`. Thousands of addresses share a skeleton, so it is read once
(`grammar.py`) and what was found is applied to all of them.

Kinds (a sign each): x any other characters, 9 digits, n Chinese numerals, A Latin letters, d compass points,
k 甲乙丙丁, blank - / # ( ) as they are, and the words of `WORDS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from govclean.values.localities.folding import Places
from govclean.values.localities.heads import Block
from govclean.values.localities.lookup import NameTable, flags_of
from govclean.values.localities.numerals import NUMERAL

WORDS = {
    "R": "路 街 巷 道 大道 大街 公路 胡同 马路 支路 环路 大路 小路 小街 小巷 里弄 街坊",
    "H": "国道 省道 县道 乡道 高速",
    "D": "段",
    "S": "街道 街道办 街道办事处 办事处",
    "T": "镇 乡 苏木 民族乡",
    "C": "社区 居委会 居民委员会 社区居委会 社区居民委员会 行政村 自然村 嘎查",
    "K": "村委会 村民委员会 村村委会 村村民委员会",
    "V": "村",
    "Z": "组 队 小组 村民小组 生产队 大队 社员组",
    "q": "新区 高新区 开发区 经开区 示范区 园区 集聚区 聚集区 产业园 工业园 实验区 试验区 保税区 度假区 管理区 风景区 "
    "科技园 产业带 商务区 工业区 新城区 合作区 先行区 工业园区 产业园区 科技园区 农业园区",
    "g": "区 县",
    "U": "小区 家属院 家属区 家属楼 宿舍 宿舍区 住宅区 生活区 安置区 住宅楼",
    "E": "花园 公园 家园 公寓 新村 别墅 公馆 山庄 嘉园 佳园 雅园 雅苑 名苑 嘉苑 佳苑 花苑 景苑 新苑 豪庭 华庭 雅居 华府 "
    "名邸 名都 新城 花城 庄园 小镇 新居 大院 街区",
    "M": "大厦 广场 中心 商厦 写字楼 大楼 商城 商业街 步行街",
    "B": "办公楼 综合楼 科技楼 教学楼 商务楼 商住楼 主楼 附楼 裙楼 东楼 西楼 南楼 北楼 中楼 前楼 后楼",
    "P": "医院 大学 学院 中学 小学 学校 幼儿园 公司 超市 商店 酒店 宾馆 饭店 派出所 住院部 门诊楼 法院 检察院 政府 管委会 "
    "车站 地铁站 市场 商场 工厂 银行 委员会 校区 厂区 图书馆 体育馆 博物馆 卫生院 卫生室 卫生所 研究院 研究所 设计院 电影院 "
    "敬老院 养老院 福利院 餐厅 餐馆 门诊部 诊所 药店 加油站 服务站 服务部 经营部 门市部 门店 商行 总店 分店 农场 林场 店 厂",
    "e": "园 苑 寓 庭 邸 墅 府 阁 轩 郡 城",
    "L": "里 坊 邨",
    "h": "号",
    "y": "院 院内",
    "l": "楼",
    "b": "栋 幢",
    "z": "座",
    "u": "单元",
    "f": "层",
    "s": "室 房 房间",
    "c": "户",
    "m": "门",
    "j": "附 之",
    "w": "弄 支弄",
    "v": "交",
    "p": "期",
    "G": "地下 负",
    "&": "与",
    "t": "附近 对面 旁边 旁 隔壁 交叉口 交汇处 交界处 交口 路口 街口 以东 以西 以南 以北 向东 向西 向南 向北 往东 往西 往南 "
    "往北 东侧 西侧 南侧 北侧 东边 西边 南边 北边 东北角 西北角 东南角 西南角 后面 前面 斜对面 楼下 门口",
    "i": "米 公里",
    "o": "第",
    "x": "东方 西方 南方 北方 公路局 铁路局",
}
COMPRESSED = frozenset("xn9Ad ")


@dataclass(frozen=True, slots=True)
class Skeletons:
    """The skeletons of a block.

    Args:
        distinct: each once.
        of: which of them each row has.
        places: where each run starts, for all rows one after the other, and one end for each row.
        first: the number of the first run of each row; its last is followed by the place where the row ends.
    """

    distinct: list[str]
    of: NDArray[np.int64]
    places: Places
    first: Places

    def at(self, runs: NDArray[np.int64]) -> Places:
        """Return the place in the block where a run of each row starts."""
        return np.asarray(self.places[self.first + runs])


def skeletons(block: Block, begins: Places, ends: Places) -> Skeletons:
    """Return the skeletons of the values between two places each."""
    lengths = np.maximum(ends - begins, 0)
    local = np.repeat(begins - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())
    kinds = _base_kinds()[np.minimum(block.folded.codes, 0xFFFF)]
    words, signs, stops = _words(block, local, np.repeat(ends, lengths))
    kinds[words] = signs
    for step in range(1, int((stops - words).max(initial=1))):
        kinds[(words + step)[stops - words > step]] = 0
    seen = kinds[local]
    runs = local[_run_starts(seen, np.cumsum(lengths) - lengths)]
    first = np.searchsorted(runs, begins)
    after = np.maximum(np.searchsorted(runs, ends), first)
    distinct, of = _distinct(kinds[runs], first, len(runs))
    return Skeletons(distinct, of, np.insert(runs, after, ends), first + np.arange(len(begins)))


def _words(block: Block, local: Places, limits: Places) -> tuple[Places, NDArray[np.uint8], Places]:
    """Return where words start, their signs and where they end; of two that overlap, the first one."""
    possible = _first_characters()[np.minimum(block.folded.codes[local], 0xFFFF)]
    places = local[possible]
    signs, ends = _word_table().longest(block.stretches, places, limits[possible])
    places, ends, signs = places[signs >= 0], ends[signs >= 0], signs[signs >= 0]
    kept = np.ones(len(places), np.bool_)
    for number in np.flatnonzero(places[1:] < ends[:-1]) + 1:
        kept[number] = not kept[number - 1] or places[number] >= ends[number - 1]
    return places[kept], signs[kept].astype(np.uint8), ends[kept]


def _run_starts(kinds: NDArray[np.uint8], firsts: Places) -> NDArray[np.bool_]:
    """Return which characters start a run; 0 goes on with the word before it."""
    starting: NDArray[np.bool_] = kinds != 0
    starting[1:] &= (kinds[1:] != kinds[:-1]) | ~_compressed()[kinds[1:]]
    starting[firsts[firsts < len(kinds)]] = True
    return starting


def _distinct(kinds: NDArray[np.uint8], first: Places, size: int) -> tuple[list[str], NDArray[np.int64]]:
    offsets = np.append(first, size).astype(np.int32)
    buffers = [None, pa.py_buffer(offsets.tobytes()), pa.py_buffer(kinds.tobytes())]
    encoded = pa.Array.from_buffers(pa.binary(), len(first), buffers).dictionary_encode()
    distinct = [value.decode() for value in encoded.dictionary.to_pylist()]
    return distinct, encoded.indices.to_numpy().astype(np.int64)


@cache
def _base_kinds() -> NDArray[np.uint8]:
    kinds = np.full(0x10000, ord("x"), np.uint8)
    signs = {
        "9": "0123456789",
        "A": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "n": NUMERAL,
        "d": "东西南北中",
        "k": "甲乙丙丁戊",
        " ": " ,:;?",
        "-": "-/",
    } | {sign: sign for sign in "#()"}
    for sign, characters in signs.items():
        kinds[[ord(character) for character in characters]] = ord(sign)
    for sign, words in WORDS.items():
        kinds[[ord(word) for word in words.split() if len(word) == 1]] = ord(sign)
    return kinds


@cache
def _word_table() -> NameTable:
    pairs = [(word, ord(sign)) for sign, words in WORDS.items() for word in words.split() if len(word) > 1]
    return NameTable([word for word, _ in pairs], [sign for _, sign in pairs])


@cache
def _first_characters() -> NDArray[np.bool_]:
    return flags_of(word[0] for words in WORDS.values() for word in words.split() if len(word) > 1)


@cache
def _compressed() -> NDArray[np.bool_]:
    flags = np.zeros(256, np.bool_)
    flags[[ord(sign) for sign in COMPRESSED]] = True
    return flags
