"""How elements are written on a skeleton: patterns over the signs of `skeletons.py`.

`NUMBER` tells where a number starts, the others what it is. A pattern of a name ends where its sign stands, unless
what follows shows that the name goes on (花园 in 花园路).
"""

from __future__ import annotations

import re

SEPARATORS = " -#()"
ONE = "o?(?:k?9(?:A9?)?|A9|k?n|A|k)"  # 12, 12A, B12, 十二, 甲12, 第3
MORE = "(?:-(?:9A?|A9?|n))"
END = "(?=-?(?:[ ()]|$))"
_HOUSE_SIGN = "h(?!R+d?D?(?:[9nk(# ]|$)|V)"  # not of 1号大街 or 九号村
# Where a number starts: with its sign, or alone at the end. Letters and Chinese numerals alone are names.
NUMBER = re.compile(
    rf"(?:o?k?9(?:A9?)?|o?k?n|A9|d(?=u)|A(?=[lbzusf#-])|k(?=[ubz]|l(?![xVTRCE]))){MORE}*"
    rf"(?:{_HOUSE_SIGN}|[#lbzufscwZ]|j[9n]|m(?:(?=[9nAGd-])|{END}))"
    rf"|[G-][9n][fl]|9y|j[9n]|A?9(?:A9?)?{MORE}*{END}|9(?=n[hlbzu])|HA?9|A?9H"
)
FIRST_OF_NUMBER = frozenset("9nAkoGjHd-")
SIGN_AFTER = re.compile("[Go9nAkd-]*(.)")
CHAIN = re.compile(rf"#?(?:9A?|A9?|n){MORE}{{1,3}}(?:h?[sc]|{END})")  # 3-1-201
BEFORE_WORDS = re.compile("A?9A?(?=x)")
BARE = re.compile(rf"A?9(?:A9?)?{MORE}*(?=-?(?:[ ()xn]|$))")
BARE_AFTER_ROAD = re.compile(rf"A?9A?{MORE}*")
HIGHWAY = re.compile("(?:A?9H|HA?9)(?:[dn9]D)?")  # G107国道, 国道107
HOUSE_NEXT = re.compile(rf"{ONE}{MORE}*[h#wj]")
BUILDING_NEXT = re.compile(rf"#?{ONE}(?:{MORE}+(?![hw9An-])|h?[lbzu]|#(?![xnkdeEURVLMAP]))")
CROSSING = re.compile("v[^ ()]*?R")  # 花园路 交 农业路 向北200米
UNIT_NEXT = re.compile(rf"{ONE}lu")

ZONE = re.compile("(?:[xdnkAe]*?q|[xdnk]*?[xd][xdnk]*?g)(?![dn]?[REUMelLD])")
TOWNSHIP = re.compile("(?:[^RS]*?R?)S|[^RSEUMCVTt]+?V?T(?![RSEU])")
COMMUNITY = re.compile("[^KS]+?K+|[^CVRSt]+?R?C+|[^CVRSEUMt]+?R?V(?!R|[EUMPeL](?![dn]?R))C?|[^CVRSt]+V$")
ROAD = re.compile("[^RSCKt&w]*?(?:R+w?|w)(?![SCU])(?:[dn9A]{1,2}R+)*(?:[dn9]+D)?(?:d(?=$|A?9(?!i)))?")
ESTATE = re.compile("(?:[EUMeLyq]|[EUMeLy][xdnA9k]{0,2}[gpyL])$")
# 附近, 东100米, 与农业路交叉口: where something is, not what it is called.
REMARK = re.compile("[^RSCKVT]*?(?:t(?![REUMKVC])|[9n]i)|&")
NAMED_BUILDING = re.compile("[xd]?B")
NAMED_ROOM = re.compile("[dx]c")
GROUP = re.compile("[xdn9L]*Z")
