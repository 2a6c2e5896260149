"""The same doors as civil affairs and as planning write them."""

from __future__ import annotations

from random import Random

from generator.addresses import Address, moved
from generator.counties import PROVINCE
from generator.drops import Drop, Row, columns

_CIVIL_AFFAIRS = columns(
    "地址编码=address_id",
    "省=province",
    "市=city",
    "县(市、区)=county",
    "乡镇(街道)=township",
    "社区(村)=community",
    "街路巷=road",
    "门牌号=house_no",
    "小区名称=estate",
    "楼栋号=building",
    "单元=unit",
    "楼层=floor",
    "户室=room",
    "地址全称=full_address",
    "行政区划代码=division",
    "经度=longitude",
    "纬度=latitude",
    "坐标系=crs",
    "状态=status",
    "更新时间=updated_at",
)
_PLANNING = columns(
    "DZBM=address_id",
    "SHENG=province",
    "SHI=city",
    "XIAN=county",
    "XZJD=township",
    "JLX=road",
    "MPH=house_no",
    "XQ=estate",
    "LH=building",
    "DY=unit",
    "HS=room",
    "DZQC=full_address",
    "XZQHDM=division",
    "JD=longitude",
    "WD=latitude",
    "ZBX=crs",
    "ZT=status",
    "GXSJ=updated_at",
)


def civil_affairs_drop(addresses: list[Address], random: Random) -> Drop:
    """Return the register of place names and addresses: nine doors in ten."""
    rows = [
        _civil_row(address, number, random)
        for number, address in enumerate(addresses, 1)
        if random.random() < 0.9
    ]
    return Drop("民政_地名地址_202611.csv", "geographic", _CIVIL_AFFAIRS, rows)


def planning_drop(addresses: list[Address], random: Random) -> Drop:
    """Return the door plates that planning has surveyed: four in five, some metres away, own numbers."""
    rows = [_planning_row(address, number, random) for number, address in enumerate(addresses, 1)]
    rows = [row for row in rows if random.random() < 0.82]
    rows.sort(key=lambda row: row.cells["division"])
    return Drop(
        "自规_门牌_202611.xlsx", "geographic", _PLANNING, rows, footer=("以下空白",), merged="township"
    )


def _common(address: Address) -> dict[str, str]:
    return {
        "province": PROVINCE,
        "city": address.county.city,
        "county": address.county.name,
        "township": address.township[1],
        "road": address.road,
        "house_no": f"{address.house_no}号",
        "estate": address.estate,
        "division": address.township[0],
        "crs": "CGCS2000",
        "status": "1",
    }


def _civil_row(address: Address, number: int, random: Random) -> Row:
    built = bool(address.building)
    cells = _common(address) | {
        "address_id": f"MZ{number:010d}",
        "community": address.community,
        "building": f"{address.building}号楼" if built else "",
        "unit": f"{address.unit}单元" if built else "",
        "floor": f"{address.floor}层" if built else "",
        "room": f"{address.room}室" if built else "",
        "full_address": address.with_township(),
        "longitude": f"{address.longitude:.6f}",
        "latitude": f"{address.latitude:.6f}",
        "updated_at": f"202610{random.randint(1, 28):02d}{random.randint(8, 17):02d}3000",
    }
    return Row(cells, {"entity_id": address.entity})


def _planning_row(address: Address, number: int, random: Random) -> Row:
    built = bool(address.building)
    cells = _common(address) | {
        "address_id": f"ZG-{number * 7 % 10_000_019:08d}",
        "building": f"{address.building}幢" if built else "",
        "unit": f"{address.unit}单元" if built else "",
        "room": f"{address.room}室" if built else "",
        "full_address": address.full(),
        "longitude": f"{moved(address.longitude, random.gauss(0, 6)):.6f}",
        "latitude": f"{moved(address.latitude, random.gauss(0, 6)):.6f}",
        "updated_at": f"202609{random.randint(1, 28):02d}{random.randint(8, 17):02d}0500",
    }
    row = Row(cells, {"entity_id": address.entity})
    if random.random() < 0.15:
        row.cells["estate"] = ""
        row.cells["full_address"] = f"{address.area}{address.road}{address.house_no}号{address.door}"
        row.variations.append("no_estate")
    if random.random() < 0.3:
        row.cells["full_address"] = row.cells["full_address"].replace("号楼", "幢")
        row.variations.append("address_written_otherwise")
    return row
