"""The same people as the police and as the health commission write them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from random import Random

from generator.drops import Drop, Row, columns
from generator.people import Person
from generator.vocabulary import ALIKE_CHARACTERS

_POLICE = columns(
    "GMSFHM=resident_id",
    "XM=name",
    "CYM=former_name",
    "XB=sex",
    "MZ=ethnicity",
    "CSRQ=birth_date",
    "JGXZQH=native_division",
    "HJDXZQH=household_division",
    "HJDXZ=household_address",
    "JZDXZQH=residence_division",
    "JZDXZ=residence_address",
    "HH=household_no",
    "YHZGX=relation_to_head",
    "HYZK=marital_status",
    "WHCD=education",
    "LXDH=phone",
    "SWRQ=death_date",
    "RYZT=status",
    "GXSJ=updated_at",
)
_HEALTH = columns(
    "序号=",
    "姓名=name",
    "身份证号码=resident_id",
    "性别=sex",
    "民族=ethnicity",
    "出生日期=birth_date",
    "户籍地区划代码=household_division",
    "户籍地址=household_address",
    "现住地区划代码=residence_division",
    "现住址=residence_address",
    "联系电话=phone",
    "婚姻状况=marital_status",
    "文化程度=education",
    "健康状况=health_status",
    "从业状况=employment_status",
    "人员状态=status",
    "死亡日期=death_date",
    "更新时间=updated_at",
)


def police_drop(people: list[Person], random: Random) -> Drop:
    """Return the household register: nine people in ten, in the order of their households."""
    rows = [_police_row(person, random) for person in people if random.random() < 0.9]
    return Drop("公安_人口_202611.csv", "population", _POLICE, rows)


def health_drop(people: list[Person], random: Random) -> Drop:
    """Return the people that clinics have seen: four in five, in no order, with a desk's habits."""
    rows = [_health_row(person, random) for person in people if random.random() < 0.82]
    random.shuffle(rows)
    for number, row in enumerate(rows, 1):
        row.cells[""] = str(number)
    return Drop(
        "卫健_实有人口_202611.xlsx",
        "population",
        _HEALTH,
        rows,
        title="郑州都市圈实有人口信息汇总表（2026年11月，示例数据，纯属虚构）",
        footer=("制表人：示例", "填表日期：2026年11月5日"),
    )


@dataclass(frozen=True, slots=True)
class Seen:
    """A record as it is about to be written down, whom it is about, and dice."""

    cells: dict[str, str]
    person: Person
    random: Random


def _truth(person: Person) -> dict[str, str]:
    return {"entity_id": person.entity, "household_id": person.household, "address_id": person.home.entity}


def _common(person: Person) -> dict[str, str]:
    return {
        "resident_id": person.resident_id,
        "name": person.name,
        "sex": person.sex,
        "ethnicity": person.ethnicity,
        "birth_date": person.birth_date,
        "marital_status": person.marital,
        "education": person.education,
        "status": "1" if person.died else "0",
        "death_date": f"{person.died:%Y%m%d}" if person.died else "",
    }


def _police_row(person: Person, random: Random) -> Row:
    home = person.home
    cells = _common(person) | {
        "former_name": person.former_name,
        "native_division": person.native,
        "household_division": home.county.code,
        "household_address": home.full(),
        "residence_division": home.county.code,
        "residence_address": home.full(),
        "household_no": f"{home.county.code}{person.household[1:]}",
        "relation_to_head": person.relation,
        "phone": person.phone if person.adult else "",
        "updated_at": f"{person.updated:%Y%m%d}{random.randint(8, 17):02d}{random.randint(0, 59):02d}00",
    }
    return Row(cells, _truth(person))


def _health_row(person: Person, random: Random) -> Row:
    home = person.home
    seen = person.updated - timedelta(days=random.randint(0, 60))
    cells = _common(person) | {
        "household_division": home.county.code,
        "household_address": home.full(),
        "residence_division": home.county.code,
        "residence_address": home.full(),
        "phone": person.phone,
        "health_status": person.health,
        "employment_status": person.employment,
        "updated_at": f"{seen:%Y%m%d}{random.randint(8, 17):02d}{random.randint(0, 59):02d}00",
    }
    row = Row(cells, _truth(person))
    for name, share, vary in _VARIATIONS:
        if random.random() < share and vary(Seen(row.cells, person, random)):
            row.variations.append(name)
    return row


def _missing_id(seen: Seen) -> bool:
    seen.cells["resident_id"] = ""
    return True


def _second_number(seen: Seen) -> bool:
    if not seen.person.other_id or not seen.cells["resident_id"]:
        return False
    seen.cells["resident_id"] = seen.person.other_id
    return True


def _old_address(seen: Seen) -> bool:
    seen.cells["residence_division"] = seen.person.previous_home.county.code
    seen.cells["residence_address"] = seen.person.previous_home.full()
    return seen.person.previous_home != seen.person.home


def _address_another_way(seen: Seen) -> bool:
    seen.cells["household_address"] = seen.person.home.written(seen.random.randrange(5))
    return True


def _alike_name(seen: Seen) -> bool:
    written = seen.person.name[0] + "".join(ALIKE_CHARACTERS.get(c, c) for c in seen.person.name[1:])
    seen.cells["name"] = written
    return written != seen.person.name


def _not_known_dead(seen: Seen) -> bool:
    seen.cells.update(status="0", death_date="")
    return seen.person.died is not None


def _household_phone(seen: Seen) -> bool:
    seen.cells["phone"] = seen.person.household_phone
    return seen.person.household_phone != seen.person.phone


def _no_phone(seen: Seen) -> bool:
    seen.cells["phone"] = ""
    return True


def _handed_on_phone(seen: Seen) -> bool:
    """Give the number that a neighbouring household uses today: phones have successive owners."""
    number = int(seen.person.household_phone[3:])
    seen.cells["phone"] = f"{seen.person.household_phone[:3]}{max(number - 1, 0):08d}"
    return True


_VARIATIONS = (
    ("missing_id", 0.15, _missing_id),
    ("second_number", 1.0, _second_number),
    ("old_address", 0.08, _old_address),
    ("address_written_otherwise", 0.45, _address_another_way),
    ("name_alike", 0.06, _alike_name),
    ("household_phone", 0.35, _household_phone),
    ("no_phone", 0.08, _no_phone),
    ("phone_of_a_previous_owner", 0.03, _handed_on_phone),
    ("not_known_dead", 0.3, _not_known_dead),
)
