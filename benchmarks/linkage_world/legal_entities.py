"""What market regulation and the tax office write of the same companies."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from generator import spoiling as by
from generator import spoiling_numbers as number
from generator.companies import Company

from linkage_world import dirt
from linkage_world.companies import Firm
from linkage_world.dirt import Desk, Habit
from linkage_world.handing_in import Department

_BOTH = (
    *("org_type", "enterprise_type", "industry", "legal_representative", "representative_id_type"),
    *("representative_id_number", "registered_capital", "currency", "established_on", "business_scope"),
    *(
        "address",
        "division",
        "registration_authority",
        "status",
        "deregistered_on",
        "approved_on",
        "phone",
        "updated_at",
    ),
)
FIELDS_A = ("uscc", "registration_no", "name", "economic_type", "valid_from", "valid_to", *_BOTH)
FIELDS_B = ("uscc", "org_code", "name", *_BOTH)

_COMMON = (
    Habit("uscc", 0.010, dirt.mistyped),
    Habit("uscc", 0.004, dirt.transposed),
    Habit("uscc", 0.004, number.letters_for_digits),
    Habit("uscc", 0.003, by.full_width),
    Habit("uscc", 0.003, by.form("'{}")),
    Habit("name", 0.010, dirt.alike),
    Habit("name", 0.004, by.form("{}（筹）")),
    Habit("name", 0.010, by.traditional),
    Habit("name", 0.020, by.bracketed_region("(", ")")),
    Habit("legal_representative", 0.015, dirt.alike),
    Habit("legal_representative", 0.010, by.spaced(" ")),
    Habit("representative_id_number", 0.100, by.to("")),
    Habit("representative_id_number", 0.006, dirt.mistyped),
    Habit("address", 0.010, dirt.alike),
    Habit("address", 0.010, by.form("{}(一照多址)")),
    Habit("address", 0.010, dirt.repeated_prefix),
    Habit("address", 0.020, by.replaced("号楼", "#楼")),
    Habit("phone", 0.010, dirt.mistyped),
    Habit("phone", 0.030, number.area_code_in_brackets),
    Habit("phone", 0.020, number.with_extension),
    Habit("phone", 0.010, by.one_of("无", "-", "不详")),
)
_MARKET = Desk(*_COMMON, Habit("phone", 0.08, by.to("")))
_TAX = Desk(
    *_COMMON,
    Habit("phone", 0.10, by.to("")),
    Habit("legal_representative", 0.010, by.to("")),
    Habit("established_on", 0.050, by.to("")),
    Habit("established_on", 0.010, dirt.mistyped_day),
)


def _market(firm: Firm, random: Random) -> dict[str, str]:
    """Write the register: complete, but some entries of old have no credit code."""
    company = firm.company
    cells = _common(company) | {
        "uscc": "" if random.random() < 0.03 else company.uscc,
        "registration_no": company.registration_no,
        "economic_type": company.economic_type,
        "valid_from": f"{company.established:%Y%m%d}",
        "valid_to": company.until,
        "updated_at": f"{company.updated:%Y%m%d}{random.randint(8, 17):02d}{random.randint(0, 59):02d}00",
    }
    if firm.former_address and random.random() < 0.2:
        cells |= {"address": firm.former_address.full(), "division": firm.former_address.county.code}
    _MARKET.spoil(cells, random)
    return cells


def _tax(firm: Firm, random: Random) -> dict[str, str]:
    """Write what taxpayers have declared: names in many ways, news that arrive late."""
    company = firm.company
    seen = company.updated - timedelta(days=random.randint(0, 60))
    cells = _common(company) | {
        **_codes(firm, random),
        "name": _name(firm, random),
        "address": company.address.written(random.randrange(5)),
        "updated_at": f"{seen:%Y%m%d}{random.randint(8, 17):02d}{random.randint(0, 59):02d}00",
    }
    if firm.former_address and random.random() < 0.6:
        cells |= {"address": firm.former_address.full(), "division": firm.former_address.county.code}
    if firm.former_representative and random.random() < 0.7:
        person = firm.former_representative
        cells |= {"legal_representative": person.name, "representative_id_number": person.resident_id}
    if random.random() < 0.25:
        cells["phone"] = company.representative.phone
    _TAX.spoil(cells, random)
    return cells


def _codes(firm: Firm, random: Random) -> dict[str, str]:
    """Return the codes: both, one, the parent's, a number of before 2015 (R29), or none."""
    company = firm.company
    chance = random.random()
    organisation = company.org_code if random.random() < 0.7 else ""
    if chance < 0.08:
        return {"uscc": "", "org_code": organisation if random.random() < 0.4 else ""}
    if chance < 0.10 and company.registration_no:
        return {"uscc": company.registration_no, "org_code": ""}
    if chance < 0.12 and firm.parent_code:
        return {"uscc": firm.parent_code, "org_code": ""}
    return {"uscc": company.uscc, "org_code": organisation}


def _name(firm: Firm, random: Random) -> str:
    """Return the name as somebody wrote it from memory, or as it was before it changed."""
    if firm.former_name and random.random() < 0.6:
        return firm.former_name
    chance = random.random()
    for share, written in _ways_to_write(firm.company):
        chance -= share
        if chance < 0:
            return written
    return firm.company.name


def _ways_to_write(company: Company) -> tuple[tuple[float, str], ...]:
    """Return how a name is written otherwise, and how often: without its region, in brackets, in another form."""
    region, middle, end = company.region, company.brand + company.trade, company.form + company.branch
    ways = ((0.05, f"{middle}{end}"), (0.04, f"{region.removesuffix('市').removesuffix('省')}{middle}{end}"))
    if company.form == "商行":
        return ways
    other = "有限公司" if company.form == "有限责任公司" else "有限责任公司"
    return (
        *ways,
        (0.10, f"{region}{middle}{other}{company.branch}"),
        (0.06, f"{middle}（{region}）{end}"),
        (0.02, f"{region}{middle}公司{company.branch}"),
    )


def _common(company: Company) -> dict[str, str]:
    return {
        "name": company.name,
        "org_type": company.org_type,
        "enterprise_type": company.enterprise_type,
        "industry": company.industry,
        "legal_representative": company.representative.name,
        "representative_id_type": "111",
        "representative_id_number": company.representative.resident_id,
        "registered_capital": company.capital,
        "currency": "CNY" if company.capital else "",
        "established_on": f"{company.established:%Y%m%d}",
        "business_scope": company.scope,
        "address": company.address.full(),
        "division": company.address.county.code,
        "registration_authority": company.authority,
        "status": company.status,
        "deregistered_on": f"{company.deregistered:%Y%m%d}" if company.deregistered else "",
        "approved_on": f"{company.approved:%Y%m%d}",
        "phone": company.phone,
    }


MARKET = Department("legal_entity_a", "SJ", 0.8, _market)
TAX = Department("legal_entity_b", "SW", 0.7, _tax)
