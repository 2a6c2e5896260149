"""Counties around Zhengzhou, Kaifeng and Luoyang with their codes through the years (GB/T 2260)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PROVINCE = "河南省"
CITIES = {"4101": "郑州市", "4102": "开封市", "4103": "洛阳市"}
AREA_CODES = {"4101": "0371", "4102": "0371", "4103": "0379"}  # Kaifeng has shared Zhengzhou's since 2013


@dataclass(frozen=True, slots=True)
class Retired:
    """A county that is no more."""

    code: str
    name: str
    until: int  # the year it was abolished


@dataclass(frozen=True, slots=True)
class County:
    """A county of today: its code, its townships, its centre, what it was made of."""

    code: str
    name: str
    townships: Mapping[str, str]  # three digits of the statistical code, and the name
    longitude: float
    latitude: float
    before: tuple[
        Retired, ...
    ] = ()  # the codes that people born earlier carry in their numbers, newest first

    @property
    def city(self) -> str:
        """Return the name of the city the county belongs to."""
        return CITIES[self.code[:4]]

    def township_codes(self) -> list[tuple[str, str]]:
        """Return the townships with their codes of 12 digits."""
        return [(f"{self.code}{digits}000", name) for digits, name in self.townships.items()]

    def code_at(self, year: int) -> str:
        """Return the code a person born in `year` was given here.

        >>> COUNTIES_BY_CODE["410307"].code_at(1995)
        '410381'
        """
        code = self.code
        for former in self.before:
            if year < former.until:
                code = former.code
        return code


COUNTIES = (
    County(
        "410102",
        "中原区",
        {"001": "林山寨街道", "002": "建设路街道", "007": "绿东村街道"},
        113.613,
        34.748,
    ),
    County(
        "410103",
        "二七区",
        {"001": "淮河路街道", "007": "大学路街道", "013": "长江路街道"},
        113.640,
        34.724,
    ),
    County(
        "410105",
        "金水区",
        {"002": "花园路街道", "009": "丰产路街道", "012": "未来路街道"},
        113.660,
        34.800,
    ),
    County("410122", "中牟县", {"001": "青年路街道", "003": "广惠街街道"}, 113.976, 34.719),
    County("410182", "荥阳市", {"001": "索河街道", "101": "乔楼镇"}, 113.383, 34.787),
    County("410202", "龙亭区", {"001": "北书店街道", "003": "大兴街道"}, 114.356, 34.800),
    County(
        "410212",
        "祥符区",
        {"001": "城东街道", "101": "陈留镇"},
        114.442,
        34.757,
        (Retired("410224", "开封县", 2014),),
    ),
    County("410302", "老城区", {"001": "西关街道", "003": "西北隅街道"}, 112.469, 34.684),
    County("410305", "涧西区", {"001": "湖北路街道", "003": "长春路街道"}, 112.396, 34.658),
    County(
        "410307",
        "偃师区",
        {"004": "首阳山街道", "006": "槐新街道"},
        112.789,
        34.727,
        (Retired("410381", "偃师市", 2021), Retired("410321", "偃师县", 1993)),
    ),
    County(
        "410308",
        "孟津区",
        {"003": "康乐街道", "004": "吉利街道"},
        112.445,
        34.826,
        (Retired("410306", "吉利区", 2021),),
    ),
    County("410311", "洛龙区", {"002": "开元路街道", "004": "关林街道"}, 112.463, 34.619),
)
COUNTIES_BY_CODE = {county.code: county for county in COUNTIES}
