"""The short lists that names are invented from: nobody and nothing in them is real."""


def _pairs(characters: str) -> tuple[str, ...]:
    """Return words of two characters each."""
    return tuple(characters[at : at + 2] for at in range(0, len(characters), 2))


SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖"
    "姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚单解仇"
)
COMPOUND_SURNAMES = ("欧阳", "上官", "司马", "诸葛", "夏侯", "尉迟")
MALE_CHARACTERS = (
    "伟强磊军勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林阳建国志文博天泽轩昊然晨嘉睿铭承恩"
)
FEMALE_CHARACTERS = (
    "芳娜敏静丽艳娟霞燕玲婷雪琳慧颖洁梅莉倩云兰红萍佳欣怡雨萱梓涵诗语琪瑶蕊悦晴思若彤心妍菲岚薇"
)
# Characters of extensions A to E, legal names since GB 18030-2022; on no account damage.
RARE_CHARACTERS = "䶮㑇𬭎𬀩䴖"
MINORITY_GIVEN = {
    "1": ("买买提", "艾尔肯", "吐尔逊", "玉素甫", "阿不都拉", "卡哈尔"),
    "2": ("阿依古丽", "古丽娜尔", "帕提古丽", "热依汗", "迪丽拜尔", "阿孜古丽"),
}
MINORITY_FATHERS = ("艾力", "吐尔地", "依明", "热合曼", "司马义", "阿布来提", "玉山", "库尔班")

# A pair is read alike or looks alike; a clerk of one department writes the first, of the other the second.
_FIRST = "娜伟静燕辉军晨杰宇佳涛明颖欣婷瑶华建志浩丽芳敏磊"
_SECOND = "娟炜婧艳晖君辰洁雨嘉韬铭影新亭遥桦健智皓莉方闵垒"
ALIKE_CHARACTERS = dict(zip(_FIRST, _SECOND, strict=True))
TRADITIONAL_CHARACTERS = dict(
    zip("张刘陈赵吴孙马郑国华丽杨许龙飞静兰云军强", "張劉陳趙吳孫馬鄭國華麗楊許龍飛靜蘭雲軍強", strict=True)
)

ROAD_STEMS = _pairs(
    "锦禾云桥青麦松韵栖霞望禾澄江金穗白鹭梧秋长荫沐风柏溪银杏听泉禾丰晴川槐荫麦浪清渠"
    "朗月枫岸云栖稻香紫藤寒山玉兰南屏北苑东麓"
)
ROAD_KINDS = ("路", "街", "大道", "东路", "西路", "巷")
ESTATE_STEMS = _pairs(
    "云锦禾悦麦田清荷松间观澜沁园晴雪梧桐柳岸丹枫翠屏锦绣望月海棠青枫流云金麦橡树杏花"
    "书香碧溪星河春和秋实安禾同德福田百草鹿鸣"
)
ESTATE_KINDS = ("苑", "花园", "家园", "小区", "公寓", "新村")

BRAND_FIRST = "鑫禾沐晟瀚熠垚淼翊骐琮岑霖漫椿楷棠穗澍珂"
BRAND_SECOND = "禾源岳麦衡川澜原棣牧禹桁舟槿棠序野朴屿嵩"
# (word in the name, GB/T 4754-2017 class, business scope)
INDUSTRIES = (
    ("商贸", "5212", "百货零售；日用品销售；办公用品销售"),
    ("建材", "5165", "建筑材料批发；五金产品批发"),
    ("软件", "6513", "应用软件开发；信息系统集成服务"),
    ("餐饮管理", "6210", "正餐服务；餐饮管理"),
    ("农业科技", "0111", "稻谷种植；农业技术推广服务"),
    ("物业服务", "7020", "物业管理；家政服务"),
    ("机械设备", "5179", "机械设备批发；机械设备租赁"),
    ("广告传媒", "7259", "广告设计、制作、代理、发布"),
    ("家具", "2110", "木质家具制造；家具销售"),
    ("酒业", "5127", "酒类批发；饮料批发"),
)
