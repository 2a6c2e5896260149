"""Invented companies, sole traders and branches with nearly the same names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from generator.addresses import Address, Addresses
from generator.counties import AREA_CODES, CITIES
from generator.numbers import CREDIT_ALPHABET, credit_code, organisation_code, registration_number
from generator.people import TODAY, Person
from generator.vocabulary import BRAND_FIRST, BRAND_SECOND, INDUSTRIES


@dataclass(frozen=True, slots=True)
class Company:
    """One company, branch or sole trader as it is."""

    entity: str
    uscc: str
    registration_no: str
    region: str
    brand: str
    trade: str
    form: str
    branch: str
    former_name: str
    org_type: str
    enterprise_type: str
    economic_type: str
    industry: str
    scope: str
    representative: Person
    capital: str
    established: date
    until: str
    address: Address
    authority: str
    status: str
    deregistered: date | None
    approved: date
    phone: str
    updated: date

    @property
    def name(self) -> str:
        """Return the full registered name."""
        return f"{self.region}{self.brand}{self.trade}{self.form}{self.branch}"

    @property
    def org_code(self) -> str:
        """Return the organisation code that stands in the credit code."""
        return self.uscc[8:17]


class Companies:
    """A supply of companies whose representatives are people of the same world."""

    def __init__(self, random: Random, addresses: Addresses, people: list[Person]) -> None:
        self._random = random
        self._addresses = addresses
        self._adults = [person for person in people if person.adult and person.died is None]
        self._codes: set[str] = set()
        self._names: set[str] = set()
        self._count = 0

    def take(self, count: int) -> list[Company]:
        """Return `count` companies."""
        companies: list[Company] = []
        while len(companies) < count:
            company = self._company()
            companies.append(company)
            if self._random.random() < 0.05:
                companies.append(self._branch(company))
        return companies[:count]

    def _company(self) -> Company:
        random = self._random
        self._count += 1
        address = self._addresses.office()
        established = date(2002, 1, 4) + timedelta(days=random.randrange(8300))
        trade, industry, scope = random.choice(INDUSTRIES)
        trader = random.random() < 0.12
        name = self._name(address, trade, trader=trader)
        closed = established + timedelta(days=random.randint(300, 700)) if random.random() < 0.06 else None
        old = established.year < 2014
        return Company(
            entity=f"C{self._count:06d}",
            uscc=self._credit_code("92" if trader else "91", address, old=old),
            registration_no=registration_number(f"{address.county.code}{self._count:08d}") if old else "",
            **name,
            branch="",
            former_name="",
            org_type="" if trader else "111",
            enterprise_type="9500" if trader else random.choice(("1130", "1130", "1151", "1190")),
            economic_type="175" if trader else "173",
            industry=industry,
            scope=scope,
            representative=random.choice(self._adults),
            capital=random.choice(("10", "50", "100", "200", "500", "1000", "3000", "88.5")),
            established=established,
            until="长期" if random.random() < 0.5 else f"{established.year + 30}{established:%m}28",
            address=address,
            authority=f"{CITIES[address.county.code[:4]]}{address.county.name}市场监督管理局",
            status="4" if closed else "1",
            deregistered=closed,
            approved=closed or established + timedelta(days=random.randint(0, 200)),
            phone=f"{AREA_CODES[address.county.code[:4]]}-6{self._count:07d}",
            updated=TODAY - timedelta(days=random.randint(5, 90)),
        )

    def _branch(self, company: Company) -> Company:
        """Return a branch: nearly the name of its company, and another entity with a code of its own."""
        self._count += 1
        address = self._addresses.office()
        place = CITIES[address.county.code[:4]].removesuffix("市")
        established = company.established + timedelta(days=self._random.randint(200, 280))
        return replace(
            company,
            entity=f"C{self._count:06d}",
            uscc=self._credit_code("91", address, old=False),
            registration_no="",
            branch=f"{place}{self._random.choice(('', '第一', '第二'))}分公司",
            org_type="",
            enterprise_type="2130",
            address=address,
            representative=self._random.choice(self._adults),
            established=established,
            until="长期",
            capital="",
            authority=f"{address.county.city}{address.county.name}市场监督管理局",
            status="1",
            deregistered=None,
            approved=established,
            phone=f"{AREA_CODES[address.county.code[:4]]}-6{self._count:07d}",
        )

    def _name(self, address: Address, trade: str, *, trader: bool) -> dict[str, str]:
        random = self._random
        city = CITIES[address.county.code[:4]]
        while True:
            length = (
                2 + (len(self._names) > 2_000) + (len(self._names) > 30_000)
            )  # two characters do not go round
            brand = random.choice(BRAND_FIRST) + "".join(
                random.choice(BRAND_SECOND) for _ in range(length - 1)
            )
            if trader:
                parts = {
                    "region": f"{city}{address.county.name}",
                    "brand": brand,
                    "trade": trade,
                    "form": "商行",
                }
            else:
                region = random.choice((city, city.removesuffix("市"), "河南", "河南省"))
                parts = {
                    "region": region,
                    "brand": brand,
                    "trade": trade,
                    "form": random.choice(("有限公司", "有限责任公司")),
                }
            key = brand + trade
            if key not in self._names:
                self._names.add(key)
                return parts

    def _credit_code(self, kind: str, address: Address, *, old: bool) -> str:
        random = self._random
        while True:
            if old:
                body = f"{random.randint(10_000_000, 79_999_999)}"
            else:
                body = "MA" + "".join(random.choice(CREDIT_ALPHABET) for _ in range(6))
            code = credit_code(kind, address.county.code, organisation_code(body))
            if code not in self._codes:
                self._codes.add(code)
                return code
