"""Companies as they are: branches, groups of one brand, namesakes in other cities, many at one address, renamed ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import accumulate
from random import Random

from generator.addresses import Address, Addresses
from generator.companies import Companies, Company
from generator.counties import AREA_CODES, CITIES
from generator.numbers import CREDIT_ALPHABET, credit_code, organisation_code
from generator.people import TODAY, Person

from linkage_world.handing_in import HardCase
from linkage_world.words import BRAND_CHARACTERS, TRADES

_FAVOURED = list(accumulate(1 / (place + 20) for place in range(len(BRAND_CHARACTERS))))
_OFFICES_TO_SHARE = 0.06  # share of the companies that sit where many others do


@dataclass(frozen=True, slots=True)
class Firm:
    """A company, and what departments may still believe."""

    company: Company
    former_name: str
    former_address: Address | None
    former_representative: Person | None
    parent_code: str  # of a branch: the credit code of the company it belongs to


class Economy:
    """All companies; `make` invents them with everything that makes them hard to tell apart."""

    def __init__(self, random: Random, addresses: Addresses, people: list[Person]) -> None:
        self._random = random
        self._addresses = addresses
        self._people = people
        self._adults = [person for person in people if person.adult and person.died is None]
        self._names: set[tuple[str, str, str]] = set()
        self._codes: set[str] = set()
        self._parents: dict[str, str] = {}
        self._made: list[Company] = []
        self.hard_cases: list[HardCase] = []

    def make(self, count: int) -> list[Firm]:
        """Return `count` companies."""
        random = self._random
        supply = Companies(random, self._addresses, self._people).take(count)
        ordinary = iter([company for company in supply if not company.branch])
        shared = [self._addresses.office() for _ in range(max(1, count // 250))]
        newest: dict[str, Company] = {}  # at each of these offices
        while len(self._made) < count:
            company = self._named(next(ordinary))
            company = replace(company, phone=self._phone(company.address))
            if random.random() < 0.1 and self._made:
                company = replace(company, representative=random.choice(self._made).representative)
            office = random.choice(shared) if random.random() < _OFFICES_TO_SHARE else None
            company = self._add(replace(company, address=self._desk_at(office)) if office else company)
            if office:
                if before := newest.get(office.entity):
                    self.hard_cases.append(HardCase("many_at_one_address", company.entity, before.entity))
                newest[office.entity] = company
            self._add_relatives(company)
        return [self._firm(company) for company in self._made[:count]]

    def _add_relatives(self, company: Company) -> None:
        """Give some companies branches, sisters in other trades and namesakes in other cities."""
        kin: tuple[tuple[str, float, Callable[[Company, int], Company]], ...] = (
            ("branch", 0.06, self._branch),
            ("group_of_one_brand", 0.05, self._sister),
            ("namesake_in_another_city", 0.04, self._namesake),
        )
        for kind, share, make in kin:
            if self._random.random() >= share or company.form == "商行":
                continue
            before = company
            for number in range(self._random.choice((1, 1, 2, 3))):
                relative = self._add(make(company, number))
                if relative.branch:
                    self._parents[relative.entity] = company.uscc
                self.hard_cases += [
                    HardCase(kind, relative.entity, other.entity)
                    for other in {company.entity: company, before.entity: before}.values()
                ]
                before = relative

    def _add(self, company: Company) -> Company:
        made = replace(company, entity=f"C{len(self._made) + 1:06d}")
        self._made.append(made)
        self._codes.add(made.uscc)
        return made

    def _named(self, company: Company) -> Company:
        """Return the company under a brand of a wide choice, some of them favoured, and one of many trades."""
        random = self._random
        while True:
            length = random.choices((2, 3, 4), (70, 24, 6))[0]
            brand = "".join(random.choices(BRAND_CHARACTERS, cum_weights=_FAVOURED, k=length))
            trade, industry, scope = random.choice(TRADES)
            if self._is_free(company.region, brand, trade):
                return replace(company, brand=brand, trade=trade, industry=industry, scope=scope)

    def _is_free(self, region: str, brand: str, trade: str) -> bool:
        """Say whether nobody of the region bears the name, and take it."""
        key = (region.removesuffix("市").removesuffix("省"), brand, trade)
        free = key not in self._names
        self._names.add(key)
        return free

    def _branch(self, company: Company, number: int) -> Company:
        address = self._addresses.office()
        place = CITIES[address.county.code[:4]].removesuffix("市")
        first = self._random.choice(("", "第一", address.county.name[:2]))
        ordinal = f"第{'二三四'[number - 1]}" if number else first
        someone = self._random.choice((company.representative, *self._random.sample(self._adults, 2)))
        branch = replace(
            company,
            branch=f"{place}{ordinal}分公司",
            org_type="",
            enterprise_type="2130",
            capital="",
            until="长期",
            representative=someone,
        )
        return self._set_up(branch, address)

    def _sister(self, company: Company, _: int) -> Company:
        """Return another company of the same owner: the same brand in another trade, often at the same desk."""
        random = self._random
        trade, industry, scope = random.choice(TRADES)
        while not self._is_free(company.region, company.brand, trade):
            trade, industry, scope = random.choice(TRADES)
        sister = replace(company, trade=trade, industry=industry, scope=scope)
        if random.random() < 0.4:
            sister = replace(sister, representative=random.choice(self._adults))
        sister = self._set_up(sister, company.address if random.random() < 0.5 else self._addresses.office())
        return replace(sister, phone=company.phone) if random.random() < 0.4 else sister

    def _namesake(self, company: Company, _: int) -> Company:
        """Return a company of the same brand, nearly always of the same trade, in another city: a stranger."""
        random = self._random
        address = self._addresses.office()
        while address.county.city == company.address.county.city:
            address = self._addresses.office()
        city = address.county.city
        trade = company.trade
        while not self._is_free(city, company.brand, trade):
            trade = random.choice(TRADES)[0]
        namesake = replace(
            company,
            region=random.choice((city, city.removesuffix("市"))),
            trade=trade,
            representative=random.choice(self._adults),
        )
        return self._set_up(namesake, address)

    def _set_up(self, company: Company, address: Address) -> Company:
        """Return the company as a new one at an address, with a code, a phone and an authority to fit."""
        established = min(company.established + timedelta(days=self._random.randint(30, 900)), TODAY)
        return replace(
            company,
            uscc=self._code("91", address.county.code),
            registration_no="",
            address=address,
            authority=f"{address.county.city}{address.county.name}市场监督管理局",
            phone=self._phone(address),
            established=established,
            approved=established,
            status="1",
            deregistered=None,
        )

    def _phone(self, address: Address) -> str:
        return f"{AREA_CODES[address.county.code[:4]]}-6{self._random.randrange(10_000_000):07d}"

    def _code(self, kind: str, area: str) -> str:
        while True:
            body = "MA" + "".join(self._random.choices(CREDIT_ALPHABET, k=6))
            code = credit_code(kind, area, organisation_code(body))
            if code not in self._codes:
                return code

    def _desk_at(self, office: Address) -> Address:
        """Return an address where many companies are registered: the very same, or another desk of the house."""
        if self._random.random() < 0.5:
            return office
        floor = self._random.randint(1, 12)
        room = f"{floor}{self._random.randint(1, 30):02d}"
        return replace(office, entity=f"{office.entity}-{room}", building=1, unit=1, floor=floor, room=room)

    def _firm(self, company: Company) -> Firm:
        """Add what the company was called, where it was and who stood for it before, where that has changed."""
        random = self._random
        former = company.former_name
        if random.random() < 0.04 and not company.branch and company.form != "商行":
            renamed = replace(company, trade=random.choice(TRADES)[0])
            if random.random() < 0.5:
                renamed = self._named(company)
            former = renamed.name
        return Firm(
            company=company,
            former_name=former if former != company.name else "",
            former_address=self._addresses.office() if random.random() < 0.12 else None,
            former_representative=random.choice(self._adults) if random.random() < 0.08 else None,
            parent_code=self._parents.get(company.entity, ""),
        )
