"""Chinese characters that are taken for one another by the eye: on a form, by optical reading, in a list of candidates.

Characters that share their sound (静 and 靖) are not listed: `readings.py` tells them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

_WRITTEN = (
    "己已巳 侯候 末未 土士 干千于 日曰目 人入八 天夭夫 王玉主壬 田由甲申 刀力刁 大太犬 午牛 晴睛 折拆析 拔拨 "
    "戊戌戍戎 幻幼 免兔 鸟乌 今令 仑仓 辛幸 毫亳 茶荼 徽微徵 崇祟 密蜜 瑞端 璐潞 洒酒 汩汨 沐沭 淮准 冶治 "
    "泠冷 旻昊吴 杲果 妍研 姝妹 婷停 菅管营 萱宣 芮内 苗笛 芊千 琳淋 玟纹 玖玫 珊栅 瑜喻 瑶摇遥 钧钩 铃玲 "
    "梓样 桓恒 柏伯 栋拣 杨扬 杉彬 峻骏 峥睁 祥样 祯侦 裕浴 禄绿 礼札 李季秀 秦泰奏 春舂 贝见 赢羸嬴 阮院 "
    "项顷 须顺 凤风 亨享亭 亦赤 任仕 何河 佳住 倩情 博搏 冉再 卓桌 卢户 史吏 吕昌 向问 因困囚 囯国 垣恒 城诚 "
    "壮状 失矢 子予 宇字宁 宋末 官宫 小少 川州 帅师 广厂 庚唐 廷延 戚威 持特 斤斥 昱显 晏宴 曼蔓 朱未 杜社 "
    "材村 枚权 柯何 栗粟 梁粱 棵裸 毛手 沙纱 泽择 涛寿 渊测 湘相 溪奚 澜斓 炎炭 焕换 煊喧 燕蒸 玄亥 琪棋 璇旋 "
    "甫浦 画面 白自 盂孟 直真 睿容 矫骄 硕顾 科料 竟竞 笑竺 管官 纪记 绮倚 维准 美姜 羽习 耿联 臣巨 舟丹 艳滟 "
    "芝乏 芬芳 苇韦 茜西 荣荧 菊匊 萧箫 蒋将 薛薜 薄簿 虞虎 袁哀 詹瞻 谭潭 贺资 赵起 越趣 迁近 适话 逸免 邓郑 "
    "邱邸 郝赤 郭享 都郡 鄂谔 钊钏 钰玉 锋峰 锡钖 闵闪 间问 陈阵 陶淘 隋随 雨两 雪雷 霄宵 靳勒 韦书 韩翰 顿顾 "
    "颖颍 饶绕 馨磬 骞赛 高亮 魏巍 黎犁 龙尤 辰展 烽峰 烊样 珏珐 琅郎 皓浩 祁祈 祺棋 秉乘 禹离 竣俊 缘绿 余佘 "
    "思恩 崔催 汪江汗 卞卡下 尹伊 曲由 付什 晶品 柔桑 嘉喜善 媛缓暖 妤好 业亚 兰三 荣菜 雅稚 鸣呜鸡 凝疑 昌冒 "
    "侠狭 芹芥 晖浑 烨桦 晔哗 煜熠 琛深探 洋祥 浩洁 渝喻 槐愧 佩风 伍五 凡几 刑邢 印卯 吟呤 君群 坪评 塬源 "
    "孟盂 宾宴 岭岑 弋戈 忻听 恰洽 昕炘 晗哈 月目 杏杳 林材 栾弯 桥轿 武式 泉帛 洛络 炜祎 牧枚 珂珥 盈盆 祖租 "
    "福幅 稼嫁 粉纷 绒绕 肇肈 育肓 茵菌 萌荫 蒙豪 蔡祭 袁表 裕袷 谢射 贞页 轩杆 逄逢 郎朗 酉西 钱线 阎闾 雯霎 "
    "顾颐 颜颖 鸽鹄 麟鳞 龚袭"
)

ALIKE: tuple[str, ...] = tuple(_WRITTEN.split())
"""Groups of characters that look alike."""


@cache
def groups() -> Mapping[str, tuple[int, ...]]:
    """Return for each listed character the places in `ALIKE` of its groups, from 1."""
    found: dict[str, tuple[int, ...]] = {}
    for place, group in enumerate(ALIKE, 1):
        for character in group:
            found[character] = (*found.get(character, ()), place)
    return found


def stand_in(character: str) -> str:
    """Return the character that stands for all that look like this one, or like one that does; itself where none does.

    >>> stand_in("候"), stand_in("侯"), stand_in("娜")
    ('侯', '侯', '娜')
    """
    return _stand_ins().get(character, character)


@cache
def _stand_ins() -> Mapping[str, str]:
    """Return for each listed character the first of the groups it hangs together with."""
    families: list[str] = []
    for group in ALIKE:
        kin = [family for family in families if set(family) & set(group)]
        families = [family for family in families if family not in kin] + ["".join((*kin, group))]
    return {character: family[0] for family in families for character in family}
