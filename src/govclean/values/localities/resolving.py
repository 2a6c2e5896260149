"""What a row of division names, read from the head of an address, stands for.

Rules, in this order:

1. Names must go down: each may stand under the one before it, in any period (襄樊市襄阳区). A repeated name
   (河南省郑州市河南省郑州市金水区) says nothing new.
2. The first name may be short only for a province or a city (郑州); a district alone is written in full. A short
   name that a district elsewhere shares with a city that is no capital of a province (朝阳) may be either.
3. A retired name stands for its heirs. Exactly one heir: resolved, and the written name is kept as `former`.
4. Under a written city, a current division outranks a retired one of the same name; everywhere else all count,
   unless the retired one went into the current one.
5. A city outranks what it takes in under its own name (泰州市, once also a county of its own): the coarser holds.
6. More than one division left: ambiguous, with all of them as candidates. Never the larger, never the first.
7. A full name that cannot stand under what was written before it: conflicting.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from govclean.values.localities.gazetteer import CITY, COUNTRY, COUNTY, PROVINCE, ZONE, Life, Name, gazetteer

RESOLVED, AMBIGUOUS, UNKNOWN, CONFLICTING = "resolved", "ambiguous", "unknown", "conflicting"
Chain = tuple[Life, ...]


class Resolution(NamedTuple):
    """The divisions a head stands for.

    Args:
        candidates: the current codes it may mean; one when resolved.
        labels: province, city, county and zone; as written where it is not resolved.
        former: written names that are not among the labels because they are retired.
        zone: code of the statistical zone, which is no GB/T 2260 code.
    """

    status: str
    candidates: tuple[str, ...] = ()
    labels: tuple[str | None, str | None, str | None, str | None] = (None, None, None, None)
    former: str | None = None
    zone: str | None = None

    @property
    def division(self) -> str | None:
        """The one current code, when resolved."""
        return self.candidates[0] if self.status == RESOLVED else None


_ALL: dict[Resolution, Resolution] = {}


def resolve(names: Sequence[int]) -> tuple[int, Resolution]:
    """Return how many of some names belong to the head (the rest is local), and what they stand for.

    Args:
        names: numbers of names in the gazetteer, in the order they are written.
    """
    reading = _read(tuple(names))
    if reading.ends == CONFLICTING:
        return _conflict(reading, [gazetteer().names[number] for number in names])
    return reading.consumed, _judged(reading) if reading.chains[0] else Resolution(UNKNOWN)


def the_one(resolution: Resolution) -> Resolution:
    """Return the one object that stands for all equal resolutions, so that they can be told apart by identity."""
    return _ALL.setdefault(resolution, resolution)


def stem(code: str) -> str:
    """Return the digits that the codes of all that lies in a division start with: 4101 of 410100."""
    return code.removesuffix("00").removesuffix("00")


def resolved_as(code: str, like: Resolution) -> Resolution:
    """Return the resolution that further evidence has brought to one of its candidates."""
    labels = (*gazetteer().lineage(code), like.labels[3])
    written = [label for label in like.labels if label and label not in labels]
    return Resolution(RESOLVED, (code,), labels, _joined(like.former, *written), like.zone)


class _Reading(NamedTuple):
    """How far names were followed downwards.

    Args:
        chains: all rows of lives they may mean.
        consumed: how many names say something, fillers and repetitions included.
        written: the texts of these names, without fillers and repetitions.
        ends: why reading ended before the last name, if it did.
    """

    chains: tuple[Chain, ...] = ((),)
    consumed: int = 0
    written: tuple[str, ...] = ()
    ends: str = ""


@lru_cache(maxsize=100_000)
def _read(names: tuple[int, ...]) -> _Reading:
    """Follow the names downwards through all lives they may mean; heads that begin alike are read once."""
    if not names:
        return _Reading()
    reading = _read(names[:-1])
    if reading.ends:
        return reading
    name, count = gazetteer().names[names[-1]], len(names)
    if longer := tuple((*chain, life) for chain in reading.chains for life in _next_lives(chain, name)):
        return _Reading(longer, count, (*reading.written, name.text))
    again = "above" if name.text in COUNTRY else _repeats(reading.chains, name)
    if again == "finest" or (name.filler and not again):
        return reading._replace(consumed=count, chains=_under(reading.chains, names[reading.consumed : -1]))
    if again:  # says something only if a finer name follows: 中国 河南省, but 中国银行
        return reading
    return reading._replace(ends=CONFLICTING if _contradicts(reading, name, count) else UNKNOWN)


def _next_lives(chain: Chain, name: Name) -> tuple[Life, ...]:
    if chain:
        if chain[-1].label == name.text:  # written twice, unless it is also the name of what lies in it now
            return tuple([life for life in name.full if life.current and life.may_stand_under(chain[-1])])
        short = [life for life in name.short if life.may_stand_under(chain[-1])]
        current = [life for life in short if life.current]
        return (*[life for life in name.full if life.may_stand_under(chain[-1])], *(current or short))
    provinces = tuple(life for life in name.short if life.level == PROVINCE and life.current)
    return name.full or provinces or _short_cities(name)


def _short_cities(name: Name) -> tuple[Life, ...]:
    """Return the cities a name is short for, and with them the districts of that name elsewhere (朝阳).

    For the capital of a province the short name is the common one (西安).
    """
    cities = tuple(life for life in name.short if life.level == CITY)
    if not cities or any(life.current and life.code.endswith("0100") for life in cities):
        return cities
    own = {life.code for life in cities}
    districts = (life for life in name.short if life.level == COUNTY and life.current)
    return (*cities, *(life for life in districts if not own & life.parents))


def _repeats(chains: tuple[Chain, ...], name: Name) -> str:
    """Return whether a name repeats the "finest" name so far, one "above" it, or none."""
    lives = {life.code for life in (*name.full, *(life for life in name.short if life.level <= CITY))}
    if any(chain and chain[-1].code in lives for chain in chains):
        return "finest"
    above = {code for chain in chains for life in chain for code in (life.code, *life.parents)}
    return "" if lives.isdisjoint(above) else "above"


def _under(chains: tuple[Chain, ...], names: Sequence[int]) -> tuple[Chain, ...]:
    """Return the chains that lie under all names written between two mentions: 铁东区 四平市 铁东区."""
    for number in names:
        codes = {life.code for life in gazetteer().names[number].full}
        inside = tuple(
            chain
            for chain in chains
            if any(life.code in codes or not codes.isdisjoint(life.parents) for life in chain)
        )
        chains = inside or chains
    return chains


def _contradicts(reading: _Reading, name: Name, count: int) -> bool:
    """Return whether a name that does not fit is a division in full, right after a coarser one."""
    reached = max((chain[-1].level for chain in reading.chains if chain), default=0)
    finer = any(reached < life.level <= COUNTY for life in name.full)
    return finer and 0 < reached < COUNTY and len(name.text) > 2 and reading.consumed == count - 1


def _conflict(reading: _Reading, names: Sequence[Name]) -> tuple[int, Resolution]:
    """Keep every name at its level, as written, and all it may mean as candidates."""
    labels: list[str | None] = [None] * 4
    chain, consumed = reading.chains[0], reading.consumed
    for life in chain:
        labels[life.level - 1] = life.label
    candidates = set(chain[-1].heirs)
    for name in names[consumed:]:
        level = max((life.level for life in name.full), default=0)
        if not level or any(labels[level - 1 : ZONE]):
            break
        labels[level - 1] = name.text
        candidates |= {heir for life in name.full for heir in life.heirs}
        consumed += 1
    return consumed, Resolution(CONFLICTING, tuple(sorted(candidates)), _four(labels))


def _judged(reading: _Reading) -> Resolution:
    chains = _outranking(reading.chains)
    codes = tuple(sorted({heir for chain in chains for heir in chain[-1].heirs}))
    if len(codes) == 1:
        return _one(chains, codes[0])
    labels: list[str | None] = [None] * 4
    for level in range(PROVINCE, ZONE + 1):
        meant = {next((life.label for life in chain if life.level == level), None) for chain in chains}
        labels[level - 1] = meant.pop() if len(meant) == 1 else None
    if {chain[-1].label for chain in chains}.isdisjoint(labels):  # it may be short for several: as written
        level = ZONE if all(chain[-1].level == ZONE for chain in chains) else COUNTY
        labels[level - 1] = reading.written[-1]
    return Resolution(AMBIGUOUS if codes else UNKNOWN, codes, _four(labels))


def _one(chains: Sequence[Chain], code: str) -> Resolution:
    plain = _plainly(code)
    if len(chains) == 1 and all(life.label in plain.labels for life in chains[0]):
        return plain
    best = min(chains, key=lambda chain: sum(not life.current for life in chain))
    zones = {chain[-1].code: chain[-1] for chain in chains if chain[-1].level == ZONE}
    zone = next(iter(zones.values())) if len(zones) == 1 else None
    above = gazetteer().lineage(code)
    label = zone.label if zone else None
    former = [life.label for life in best if life.level != ZONE and life.label not in above]
    return Resolution(RESOLVED, (code,), (*above, label), _joined(*former), zone.code if zone else None)


@cache
def _plainly(code: str) -> Resolution:
    """Return the resolution of a current division written without anything retired."""
    return Resolution(RESOLVED, (code,), (*gazetteer().lineage(code), None))


def _outranking(chains: Sequence[Chain]) -> Sequence[Chain]:
    """Return the readings that no better one outranks: rules 4 and 5."""
    current = [chain for chain in chains if chain[-1].current]
    if any(life.level == CITY for life in chains[0][:-1]):
        chains = current or chains
    if len(chains) == 1 or not current:
        return chains
    now = [heir for chain in current for heir in chain[-1].heirs]
    county = any(chain[-1].level == COUNTY for chain in current)
    return [chain for chain in chains if not _outranked(chain[-1], now, county)]


def _outranked(last: Life, now: Sequence[str], county: bool) -> bool:  # noqa: FBT001 - private, one caller
    """Return whether a current division of the name takes in all that this life became (泰州市 its old county)."""
    if not last.current and (not last.heirs or (county and last.level == CITY)):
        return True
    coarser = tuple(stem(code) for code in set(now) - set(last.heirs) if code.endswith("00"))
    return all(heir.startswith(coarser) for heir in last.heirs) or (
        not last.current and not set(now).isdisjoint(last.heirs)
    )


def _four(labels: list[str | None]) -> tuple[str | None, str | None, str | None, str | None]:
    return labels[0], labels[1], labels[2], labels[3]


def _joined(*parts: str | None) -> str | None:
    return "".join(part for part in parts if part) or None
