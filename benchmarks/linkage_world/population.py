"""What public security and health write of the same people."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from generator import spoiling as by
from generator import spoiling_dates as day
from generator import spoiling_numbers as number
from generator import spoiling_places as place
from generator.addresses import Address

from linkage_world import dirt
from linkage_world.dirt import Desk, Habit
from linkage_world.handing_in import Department
from linkage_world.people import Resident

FIELDS_A = (
    *("resident_id", "name", "former_name", "sex", "ethnicity", "birth_date", "native_division"),
    *("household_division", "household_address", "residence_division", "residence_address", "household_no"),
    *("relation_to_head", "marital_status", "education", "phone", "death_date", "status", "updated_at"),
)
FIELDS_B = (
    *("name", "resident_id", "sex", "ethnicity", "birth_date", "household_division", "household_address"),
    *("residence_division", "residence_address", "phone", "marital_status", "education", "health_status"),
    *("employment_status", "status", "death_date", "updated_at"),
)
_OLD_COUNTIES = {"偃师区": "偃师市", "孟津区": "孟津县", "祥符区": "开封县"}
_NOTHING = ("不详", "待补", "无", "—")

# Resident numbers are missing in 15% of both: left out, or a word in their place (R14).
_NUMBERS = (
    Habit("resident_id", 0.135, by.to("")),
    Habit("resident_id", 0.015, by.one_of(*_NOTHING)),
    Habit("resident_id", 0.012, number.fifteen_digits),
    Habit("resident_id", 0.010, number.ending_in_x("x")),
    Habit("resident_id", 0.003, by.full_width),
    Habit("resident_id", 0.004, number.scientific),
    Habit("resident_id", 0.004, number.truncated_by_excel),
    Habit("resident_id", 0.004, by.form("'{}")),
    Habit("resident_id", 0.006, dirt.mistyped),
    Habit("resident_id", 0.003, dirt.transposed),
)
_ADDRESSES = tuple(
    Habit(field, share, spoil)
    for field in ("household_address", "residence_address")
    for share, spoil in (
        (0.010, dirt.alike),
        (0.005, dirt.repeated_prefix),
        (0.005, by.form("{}(临时)")),
        (0.003, place.broken_line),
        (0.030, place.former_county(_OLD_COUNTIES)),
        (0.010, by.full_width),
        (0.020, by.replaced("号楼", "#楼")),
    )
)
_POLICE = Desk(
    *_NUMBERS,
    *_ADDRESSES,
    Habit("name", 0.008, dirt.alike),
    Habit("name", 0.006, by.traditional),
    Habit("name", 0.005, by.spaced("　")),
    Habit("name", 0.001, by.last_character("\ue5f2")),
    Habit("name", 0.001, by.last_character("?")),
    Habit("name", 0.001, dirt.last_in_pinyin),
    Habit("name", 0.003, by.form("{}(户主)")),
    Habit("name", 0.003, by.form("{}\u200b")),
    Habit("name", 0.002, by.radical),
    Habit("name", 0.020, by.replaced("·", "•")),
    Habit("birth_date", 0.010, day.date_as("{y}-{mm}-{dd}")),
    Habit("birth_date", 0.003, dirt.mistyped_day),
    Habit("birth_date", 0.004, dirt.first_of_month),
    Habit("birth_date", 0.003, dirt.lunar_day),
    Habit("birth_date", 0.001, by.to("19000101")),
    Habit("birth_date", 0.005, by.to("")),
    Habit("sex", 0.002, by.mapped({"1": "2", "2": "1"})),
    Habit("phone", 0.010, by.form("+86{}")),
    Habit("phone", 0.008, dirt.mistyped),
    Habit("phone", 0.010, by.one_of(*_NOTHING)),
)
_HEALTH = Desk(
    *_NUMBERS,
    *_ADDRESSES,
    Habit("name", 0.030, dirt.alike),
    Habit("name", 0.008, by.traditional),
    Habit("name", 0.015, by.spaced(" ")),
    Habit("name", 0.003, dirt.without_one),
    Habit("name", 0.002, dirt.given_name_first),
    Habit("name", 0.003, dirt.last_in_pinyin),
    Habit("name", 0.002, by.last_character("□")),
    Habit("name", 0.003, by.form("{} ")),
    Habit("name", 0.020, by.replaced("·", "．")),
    Habit("birth_date", 0.020, by.to("")),
    Habit("birth_date", 0.040, day.date_as("{y}/{m}/{d}")),
    Habit("birth_date", 0.010, day.excel_serial),
    Habit("birth_date", 0.010, day.date_as("{y}年{m}月{d}日")),
    Habit("birth_date", 0.008, dirt.mistyped_day),
    Habit("birth_date", 0.005, dirt.month_for_day),
    Habit("birth_date", 0.008, dirt.lunar_day),
    Habit("birth_date", 0.005, dirt.first_of_month),
    Habit("birth_date", 0.003, by.to("19000101")),
    Habit("sex", 0.050, by.mapped({"1": "男", "2": "女"})),
    Habit("sex", 0.005, by.mapped({"1": "2", "2": "1"})),
    Habit("sex", 0.010, by.to("")),
    Habit("phone", 0.020, by.form("+86 {}")),
    Habit("phone", 0.012, dirt.mistyped),
    Habit("phone", 0.003, lambda cell: cell.value[:10]),
    Habit("phone", 0.010, by.one_of(*_NOTHING)),
)


def _police(resident: Resident, random: Random) -> dict[str, str]:
    """Write a page of the household register: the registered address, the phone of long ago."""
    person = resident.person
    cells = _common(resident, random) | {
        "former_name": person.former_name,
        "native_division": person.native,
        "household_address": resident.registered.full(),
        "household_no": f"{resident.registered.county.code}{person.household[1:]}",
        "relation_to_head": person.relation,
        "phone": _phone(resident, random, (0.25, 0.5, 0.05)),
        "status": "1" if person.died else "0",
        "death_date": f"{person.died:%Y%m%d}" if person.died else "",
        "updated_at": f"{person.updated:%Y%m%d}{random.randint(8, 17):02d}{random.randint(0, 59):02d}00",
    }
    if random.random() < 0.5:
        _live_at(resident.registered, cells)
    _POLICE.spoil(cells, random)
    return cells


def _health(resident: Resident, random: Random) -> dict[str, str]:
    """Write what a clinic has asked: addresses in short, the phone at which somebody answers."""
    person = resident.person
    seen = person.updated - timedelta(days=random.randint(0, 60))
    known_dead = person.died and random.random() < 0.7
    cells = _common(resident, random) | {
        "household_address": resident.registered.written(random.randrange(5))
        if random.random() < 0.6
        else "",
        "residence_address": person.home.written(random.randrange(5)),
        "phone": _phone(resident, random, (0.1, 0.3, 0.25)),
        "health_status": person.health,
        "employment_status": person.employment,
        "status": "1" if known_dead else "0",
        "death_date": f"{person.died:%Y%m%d}" if known_dead else "",
        "updated_at": f"{seen:%Y%m%d}{random.randint(8, 17):02d}{random.randint(0, 59):02d}00",
    }
    if person.former_name and random.random() < 0.15:
        cells["name"] = person.former_name
    if random.random() < 0.08:
        _live_at(person.previous_home, cells)
    if random.random() < 0.05:
        cells["residence_address"] = ""
    _HEALTH.spoil(cells, random)
    return cells


def _common(resident: Resident, random: Random) -> dict[str, str]:
    person = resident.person
    own = person.other_id if person.other_id and random.random() < 0.4 else person.resident_id
    return {
        # One in five hundred stands under the number of the head of the household (R39).
        "resident_id": resident.head.resident_id if random.random() < 0.002 else own,
        "name": person.name,
        "sex": person.sex,
        "ethnicity": person.ethnicity,
        "birth_date": person.birth_date,
        "household_division": resident.registered.county.code,
        "residence_division": person.home.county.code,
        "residence_address": person.home.full(),
        "marital_status": person.marital,
        "education": person.education,
    }


def _phone(resident: Resident, random: Random, shares: tuple[float, float, float]) -> str:
    """Return nothing, the number given up, the number of the household, or the right one."""
    none, former, household = shares
    if random.random() < none:
        return ""
    if resident.former_phone and random.random() < former:
        return resident.former_phone
    family = resident.person.household_phone
    return family if random.random() < household or not resident.person.phone else resident.person.phone


def _live_at(address: Address, cells: dict[str, str]) -> None:
    cells |= {"residence_division": address.county.code, "residence_address": address.full()}


POLICE = Department("population_a", "GA", 0.784, _police)
HEALTH = Department("population_b", "WJ", 0.686, _health)
