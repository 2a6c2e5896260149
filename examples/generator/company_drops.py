"""The same companies as market regulation and as the tax office write them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from random import Random

from generator.companies import Company
from generator.drops import Drop, Row, columns
from generator.people import Person

_MARKET = columns(
    "统一社会信用代码=uscc",
    "注册号=registration_no",
    "企业名称=name",
    "机构类型=org_type",
    "企业类型=enterprise_type",
    "经济类型=economic_type",
    "行业代码=industry",
    "法定代表人=legal_representative",
    "法定代表人证件类型=representative_id_type",
    "法定代表人证件号码=representative_id_number",
    "注册资本(万元)=registered_capital",
    "币种=currency",
    "成立日期=established_on",
    "营业期限自=valid_from",
    "营业期限至=valid_to",
    "经营范围=business_scope",
    "住所=address",
    "住所行政区划=division",
    "登记机关=registration_authority",
    "登记状态=status",
    "注销日期=deregistered_on",
    "核准日期=approved_on",
    "联系电话=phone",
    "更新时间=updated_at",
)
_TAX = columns(
    "纳税人识别号=uscc",
    "组织机构代码=org_code",
    "纳税人名称=name",
    "机构类型=org_type",
    "登记注册类型=enterprise_type",
    "行业代码=industry",
    "法定代表人>姓名=legal_representative",
    "法定代表人>证件类型=representative_id_type",
    "法定代表人>证件号码=representative_id_number",
    "注册资本（万元）=registered_capital",
    "币种=currency",
    "成立日期=established_on",
    "经营范围=business_scope",
    "注册地址=address",
    "行政区划代码=division",
    "登记机关=registration_authority",
    "登记状态=status",
    "注销日期=deregistered_on",
    "核准日期=approved_on",
    "联系电话=phone",
    "更新时间=updated_at",
)


def market_drop(companies: list[Company], random: Random) -> Drop:
    """Return the register of market regulation: nine companies in ten."""
    rows = [_market_row(company, random) for company in companies if random.random() < 0.9]
    return Drop("市监_法人_202611.csv", "legal_entity", _MARKET, rows)


def tax_drop(companies: list[Company], people: list[Person], random: Random) -> Drop:
    """Return the taxpayers: four companies in five, with what the tax office has not heard of yet."""
    adults = [person for person in people if person.adult and person.died is None]
    rows = [_tax_row(company, adults, random) for company in companies if random.random() < 0.82]
    random.shuffle(rows)
    return Drop(
        "税务_纳税人_202611.xlsx",
        "legal_entity",
        _TAX,
        rows,
        title="纳税人登记信息导出（2026年11月，示例数据，纯属虚构）",
        footer=("制表人：示例    复核人：示例",),
    )


@dataclass(frozen=True, slots=True)
class Seen:
    """A record as it is about to be written down, what it is about, and dice."""

    cells: dict[str, str]
    company: Company
    random: Random


def _truth(company: Company) -> dict[str, str]:
    return {
        "entity_id": company.entity,
        "representative_id": company.representative.entity,
        "address_id": company.address.entity,
    }


def _common(company: Company) -> dict[str, str]:
    return {
        "uscc": company.uscc,
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


def _market_row(company: Company, random: Random) -> Row:
    cells = _common(company) | {
        "registration_no": company.registration_no,
        "economic_type": company.economic_type,
        "valid_from": f"{company.established:%Y%m%d}",
        "valid_to": company.until,
        "updated_at": f"{company.updated:%Y%m%d}{random.randint(8, 17):02d}{random.randint(0, 59):02d}00",
    }
    return Row(cells, _truth(company))


def _tax_row(company: Company, adults: list[Person], random: Random) -> Row:
    seen = company.updated - timedelta(days=random.randint(0, 60))
    cells = _common(company) | {
        "org_code": company.org_code,
        "updated_at": f"{seen:%Y%m%d}{random.randint(8, 17):02d}{random.randint(0, 59):02d}00",
    }
    row = Row(cells, _truth(company))
    for name, share, vary in _VARIATIONS:
        if random.random() < share and vary(Seen(row.cells, company, random)):
            row.variations.append(name)
    if random.random() < 0.04:
        person = random.choice(adults)
        row.cells |= {"legal_representative": person.name, "representative_id_number": person.resident_id}
        row.variations.append("another_representative")
    return row


def _other_form(seen: Seen) -> bool:
    """Write 有限公司 for 有限责任公司 and the other way round."""
    other = {"有限公司": "有限责任公司", "有限责任公司": "有限公司"}.get(seen.company.form)
    if other is None or seen.company.branch:
        return False
    seen.cells["name"] = f"{seen.company.region}{seen.company.brand}{seen.company.trade}{other}"
    return True


def _region_in_brackets(seen: Seen) -> bool:
    """Write the region in brackets behind the brand."""
    if seen.company.branch or seen.company.form == "商行" or seen.cells["name"] != seen.company.name:
        return False
    seen.cells["name"] = (
        f"{seen.company.brand}{seen.company.trade}（{seen.company.region}）{seen.company.form}"
    )
    return True


def _former_name(seen: Seen) -> bool:
    """Write the name of before the company was renamed."""
    if seen.company.branch or seen.cells["name"] != seen.company.name:
        return False
    trade = seen.random.choice(("实业", "贸易", "发展"))
    seen.cells["name"] = (
        f"{seen.company.region}{seen.company.brand}{seen.company.trade}{trade}{seen.company.form}"
    )
    return True


def _address_another_way(seen: Seen) -> bool:
    seen.cells["address"] = seen.company.address.written(seen.random.randrange(5))
    return True


def _representatives_phone(seen: Seen) -> bool:
    seen.cells["phone"] = seen.company.representative.phone
    return True


def _missing_code(seen: Seen) -> bool:
    seen.cells["uscc"] = seen.cells["org_code"] = ""
    return True


_VARIATIONS = (
    ("legal_form_otherwise", 0.12, _other_form),
    ("region_in_brackets", 0.06, _region_in_brackets),
    ("former_name", 0.04, _former_name),
    ("address_written_otherwise", 0.5, _address_another_way),
    ("phone_of_the_representative", 0.2, _representatives_phone),
    ("missing_code", 0.05, _missing_code),
)
