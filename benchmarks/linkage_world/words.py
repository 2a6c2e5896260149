"""The lists that the world is invented from, beyond those of the example drops: nobody and nothing in them is real."""

from __future__ import annotations

from generator.vocabulary import ALIKE_CHARACTERS, INDUSTRIES

# Given names in fashion, by the decade of birth from which on; a sixth of the people bear one of them.
FASHIONS = (
    (1900, {"1": "建国 建华 国华 志明 文华 德胜 建军 玉林", "2": "秀英 桂英 玉兰 淑英 秀兰 玉珍 桂兰 凤英"}),
    (1965, {"1": "伟 军 强 勇 建军 志强 海涛 红军", "2": "丽 芳 敏 静 艳 红梅 海燕 丽华"}),
    (1985, {"1": "伟 磊 超 鹏 杰 浩 志伟 俊杰", "2": "娜 婷 静 丹 雪 婷婷 丹丹 雅静"}),
    (2004, {"1": "浩宇 子轩 宇轩 浩然 子涵 一诺 宇航 梓豪", "2": "子涵 欣怡 梓涵 雨桐 诗涵 一诺 可馨 欣妍"}),
)

# Characters that sound or look alike; a clerk who hears a name, or reads a form, writes the other.
_ALIKE = (
    "强墙 军均 勇永 超朝 刚钢 平萍 鹏朋 波博 斌彬 凯楷 俊骏 帆凡 旭绪 宁凝 龙隆 林琳 阳洋 文雯 天添 泽择 "
    "昊浩 然冉 嘉佳 睿瑞 铭明 承成 恩思 霞遐 玲铃 雪学 慧惠 洁杰 梅玫 莉丽 倩茜 云芸 兰岚 红宏 怡宜 萱宣 "
    "梓子 涵含 诗师 语雨 琪琦 蕊芮 悦月 晴情 彤丹 心欣 妍研 薇微 秀绣 英瑛 桂贵 淑舒 珍真 胜盛 章张 肖萧 "
    "付傅 阎闫 余佘 江姜 石史 程陈 钟仲 己已 未末 锦绵 栖西 禾和 鹭路 桐铜 棠堂 枫风 澄诚 沁心 翠萃 晟盛 "
    "淼森 骐琪 岑芩 衡恒 岳越 川穿 "
)
ALIKE = (
    ALIKE_CHARACTERS
    | {pair[0]: pair[1] for pair in _ALIKE.split()}
    | {pair[1]: pair[0] for pair in _ALIKE.split()}
)

MOBILE_PREFIXES = (
    *(f"13{last}" for last in range(10)),
    *(f"15{last}" for last in "012356789"),
    *(f"18{last}" for last in range(10)),
)

BRAND_CHARACTERS = (
    "鑫禾沐晟瀚熠垚淼翊骐琮岑霖漫椿楷棠穗澍珂源岳麦衡川澜原棣牧禹桁舟槿序野朴屿嵩盛达恒瑞康泰隆丰顺安华信诚德众宏远景润嘉美佳联创"
    "博雅正天海金银玉龙凤云星月阳春秋松柏竹兰梅荷枫桐雨雪晨曦旭昊辰宇轩逸飞腾越超卓群英杰优品尚艺文翰墨书香雅和谐同心圆梦启航"
)
TRADES = (
    *INDUSTRIES,
    ("医药", "5151", "药品批发；医疗器械销售"),
    ("装饰工程", "5011", "建筑装饰装修工程设计与施工"),
    ("物流", "5431", "普通货物道路运输；货物装卸"),
    ("教育咨询", "8391", "教育信息咨询；职业技能培训"),
    ("房产中介", "7030", "房地产中介服务"),
    ("汽车服务", "8111", "汽车修理与维护；汽车配件销售"),
    ("文化传播", "7284", "组织文化艺术交流活动；会展服务"),
    ("电子商务", "5292", "互联网销售；日用品销售"),
    ("人力资源", "7263", "人力资源服务；劳务派遣"),
    ("食品", "5121", "预包装食品批发；粮油批发"),
    ("服装", "5132", "服装鞋帽批发；纺织品销售"),
    ("信息技术", "6531", "信息系统集成服务；软件开发"),
    ("建筑工程", "4710", "房屋建筑工程施工"),
    ("园林绿化", "4891", "园林绿化工程施工；苗木销售"),
    ("企业管理咨询", "7249", "企业管理咨询；商务信息咨询"),
    ("健康管理", "7244", "健康咨询服务"),
    ("果蔬", "5123", "果品蔬菜批发"),
    ("五金", "5281", "五金零售；水暖器材销售"),
    ("通讯器材", "5177", "通讯设备批发"),
    ("旅行社", "7291", "旅行社业务；票务代理"),
    ("印务", "2319", "包装装潢印刷品印刷"),
    ("环保监测", "7461", "环境保护监测"),
)

# What stands at an address under a name of its own; a chain has branches, a school or a clinic is the only one.
PLACE_KINDS = ("幼儿园", "小学", "社区卫生服务中心", "菜市场", "加油站", "养老院", "文化广场", "便民服务站")
CHAIN_KINDS = ("大药房", "超市", "快捷酒店", "口腔诊所", "洗衣店", "面馆")
