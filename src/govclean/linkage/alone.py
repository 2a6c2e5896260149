"""The outcomes of records that correspond to no record of another party."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from govclean.linkage.cases import Cases
from govclean.linkage.grouping import Flags
from govclean.linkage.outcomes import PLACES, first_that_holds
from govclean.linkage.pairs import REVIEW, Pairs
from govclean.linkage.records import Positions
from govclean.linkage.scene import Judged, Scene
from govclean.linkage.sharing import different, joined_by_number


@dataclass(frozen=True, slots=True)
class Likenesses:
    """Records that stand alone, each beside one that resembles it: one entry a pair and direction."""

    ours: Positions
    other: Positions

    @classmethod
    def of(cls, pairs: Pairs, alone: Flags) -> Likenesses:
        """Return who resembles whom, by the pairs that match or are to be looked at."""
        rows = np.flatnonzero(pairs.decision >= REVIEW)
        left, right = pairs.left[rows], pairs.right[rows]
        ours, other = np.concatenate([left, right]), np.concatenate([right, left])
        return cls(ours[alone[ours]], other[alone[ours]])

    def where(self, rows: Flags) -> Likenesses:
        """Return some of them."""
        return Likenesses(self.ours[rows], self.other[rows])

    def flags(self, count: int) -> Flags:
        """Return whom they are about (bool, one a record)."""
        flags = np.zeros(count, np.bool_)
        flags[self.ours] = True
        return flags


def judge_alone(scene: Scene, pairs: Pairs, alone: Positions) -> Judged:
    """Return the outcome of each of some records and the parties that have to act: the first outcome that holds."""
    count = len(scene.records)
    likenesses = Likenesses.of(pairs, _flags(count, alone))
    excused, likenesses = _of_excused(scene, likenesses)
    other_number = likenesses.where(_other_number(scene, likenesses))
    own = scene.party[other_number.ours] == scene.party[other_number.other]
    across = likenesses.where(scene.party[likenesses.ours] != scene.party[likenesses.other])
    first = scene.party == 0
    holds = {
        "91": excused | _all_excused(scene),
        "51": scene.shared,
        "52": scene.several | other_number.where(own).flags(count),
        "31": other_number.where(~own).flags(count),
        "32": across.flags(count),
        "81": ~scene.keyed,
        "41": first,
    }
    outcomes = first_that_holds(holds, otherwise="42")[alone]
    return Judged(outcomes, _acting(scene, alone, outcomes, other_number.where(~own)))


def _acting(
    scene: Scene, alone: Positions, outcomes: NDArray[np.uint8], other_number: Likenesses
) -> NDArray[np.bool_]:
    """Return which parties have to act on each record (records × parties)."""
    parties = np.arange(len(scene.parties.names))
    itself = scene.party[alone][:, None] == parties
    resembling = np.zeros((len(scene.records), len(parties)), np.bool_)
    resembling[other_number.ours, scene.party[other_number.other]] = True
    acting = np.zeros(itself.shape, np.bool_)
    for code, who in (
        ("51", itself),
        ("52", np.broadcast_to(parties == 0, itself.shape)),
        ("31", itself | resembling[alone]),
        ("81", itself),
        ("41", ~itself),
        ("42", ~itself),
    ):
        rows = outcomes == PLACES[code]
        acting[rows] = who[rows]
    return acting


def _other_number(scene: Scene, likenesses: Likenesses) -> Flags:
    """Return where the two have the same name and different valid numbers of a kind."""
    ours, other = likenesses.ours, likenesses.other
    return different(ours, other, scene.numbers) & scene.same_names(ours, other)


def _of_excused(scene: Scene, likenesses: Likenesses) -> tuple[Flags, Likenesses]:
    """Return who resembles only excused records of other parties, and the likenesses with the others."""
    count = len(scene.records)
    taking_part = scene.kept[likenesses.other]
    across = scene.party[likenesses.ours] != scene.party[likenesses.other]
    excused = likenesses.where(~taking_part & across).flags(count)
    rest = likenesses.where(taking_part)
    return excused & ~rest.flags(count), rest


def _all_excused(scene: Scene) -> Flags:
    """Return whose corresponding records are all excused, of those that correspond to none that takes part."""
    found = np.zeros(len(scene.records), np.bool_)
    if scene.kept.all():
        return found
    numbers = tuple(one.numbers for one in scene.terms.identities)
    everyone = Cases.of(joined_by_number(scene.labels, numbers), scene.party, np.ones(len(found), np.bool_))
    excused = everyone.highest((~scene.kept[everyone.rows]).astype(np.int32))
    found[everyone.rows] = everyone.of_others(excused, np.maximum)[everyone.side] > 0
    return found


def _flags(count: int, positions: Positions) -> Flags:
    flags = np.zeros(count, np.bool_)
    flags[positions] = True
    return flags
