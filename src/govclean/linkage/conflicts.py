"""What valid numbers say about two records, above any score: one number is one person, two numbers are two.

Three cases need a person: one number on clearly different people (一号多人, of companies 一码多企), one person with
several numbers (一人多号, 一企多码), and records that nothing but their numbers keeps apart, such as twins.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.special import logit

from govclean.linkage.pairs import CONFLICTS, MATCH, NON_MATCH, REVIEW, Pairs
from govclean.linkage.records import Codes, Column, Positions
from govclean.values.semantic import Reason, SemanticType

AGAINST = 4.0
"""How many bits may speak against two records of one valid number before they are taken for two people.

Sixteen to one. A typing error or a move stays below; another name and another birth date do not.
"""

OWN_KINDS = ("person_name", "latin_name", "name_parts", "organisation_name")
"""Comparisons of a person's or organisation's name. A standard with one describes people or organisations."""

SHARED_KINDS = ("phone", "address", "place_name", "point")
"""Comparisons of what a household or an office building shares: agreement there does not make two people one."""

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Identity:
    """One kind of strong identifier over all records: a valid number is one entity's alone."""

    field: str
    codes: Codes
    valid: Flags  # by code; the empty cell's does not matter
    comparisons: tuple[str, ...] = ()  # names of the comparisons that look at this number

    @cached_property
    def numbers(self) -> Codes:
        """The code of each record's valid number (int32); 0 where it has none."""
        good = self.valid.copy()
        good[0] = False
        return np.where(good[self.codes], self.codes, np.int32(0))


def identity_of(
    field: str, column: Column, semantic: SemanticType, comparisons: tuple[str, ...] = ()
) -> Identity:
    """Return the identity that a field of a semantic type makes; a retired number still is one entity's alone."""
    verdicts = semantic.judge(column.values)
    valid = (verdicts == Reason.GOOD) | (verdicts == Reason.RETIRED)
    return Identity(field, column.codes, valid, comparisons)


def equal_numbers(left: Positions, right: Positions, identities: Sequence[Identity]) -> Flags:
    """Return where two records hold the same valid number of some kind."""
    found = np.zeros(len(left), np.bool_)
    for identity in identities:
        found |= _equal(left, right, identity)
    return found


def different_numbers(left: Positions, right: Positions, identities: Sequence[Identity]) -> Flags:
    """Return where two records hold different valid numbers of some kind, however alike the two look."""
    found = np.zeros(len(left), np.bool_)
    for identity in identities:
        found |= _different(left, right, identity)
    return found


def shared_comparisons(kinds: Mapping[str, str]) -> frozenset[str]:
    """Return the comparisons whose agreement says only that two people or organisations live or sit together.

    Of places nothing is shared: there, the address is the thing itself.

    Args:
        kinds: the kind of each comparison by name, e.g. `{"name": "person_name", "tel": "phone"}`.

    >>> sorted(shared_comparisons({"name": "person_name", "tel": "phone"}))
    ['tel']
    >>> sorted(shared_comparisons({"name": "place_name", "tel": "phone"}))
    []
    """
    if not set(kinds.values()) & set(OWN_KINDS):
        return frozenset()
    return frozenset(name for name, kind in kinds.items() if kind in SHARED_KINDS)


def settled(
    pairs: Pairs,
    identities: Sequence[Identity],
    shared: Collection[str] = frozenset(),
    review: float = 0.5,
) -> Pairs:
    """Return the pairs with what valid numbers decide, and with their conflicts; the rest stay as the score has them.

    - The same number and nothing against it: match, whatever the score.
    - The same number, but all else weighs less than -AGAINST bits: review, `same_identifier`.
    - Different numbers of one kind: `different_identifiers`; review where all else would still make the two one
      with the probability `review`, else non-match.

    "All else" is what the other comparisons weigh, without the agreements on shared things: parent and child have
    one phone and one address.

    Args:
        shared: names of comparisons, from `shared_comparisons`.
        review: the probability from which a person should look.
    """
    equal = equal_numbers(pairs.left, pairs.right, identities)
    different = different_numbers(pairs.left, pairs.right, identities)
    rest = _rest(pairs, identities, shared, different)
    prior = pairs.weight - sum(pairs.weights.values(), np.zeros(len(pairs)))
    several = different & (prior + rest >= logit(review) / np.log(2))
    contested = equal & ~different & (rest < -AGAINST)
    decision = np.select(
        [several | contested, different, equal], [REVIEW, NON_MATCH, MATCH], default=pairs.decision
    )
    names = [np.uint8(CONFLICTS.index(name)) for name in ("different_identifiers", "same_identifier")]
    conflict = np.select([different, contested], names, default=pairs.conflict)
    return replace(pairs, decision=decision.astype(np.uint8), conflict=conflict.astype(np.uint8))


def _rest(
    pairs: Pairs, identities: Sequence[Identity], shared: Collection[str], different: Flags
) -> NDArray[np.float64]:
    """Return what all comparisons weigh but those that judged the numbers in question.

    Where numbers differ, an equal number of another kind is evidence like any other.
    """
    rest = np.zeros(len(pairs))
    for name, weight in pairs.weights.items():
        counted = np.minimum(weight, 0) if name in shared else weight
        for identity in identities:
            if name in identity.comparisons:
                equal = _equal(pairs.left, pairs.right, identity) & ~different
                counted = np.where(equal | _different(pairs.left, pairs.right, identity), 0, counted)
        rest += counted
    return rest


def _equal(left: Positions, right: Positions, identity: Identity) -> Flags:
    one, other = identity.numbers[left], identity.numbers[right]
    return np.asarray((one != 0) & (one == other))


def _different(left: Positions, right: Positions, identity: Identity) -> Flags:
    one, other = identity.numbers[left], identity.numbers[right]
    return np.asarray((one != 0) & (other != 0) & (one != other))
