"""Townships of the statistical table (2023), looked up under a county, a statistical zone or a city."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from govclean.values.localities.folding import Flags, Places, fold, fold_text
from govclean.values.localities.gazetteer import gazetteer
from govclean.values.localities.heads import Block
from govclean.values.localities.lookup import NameTable, flags_of, hash_names
from govclean.values.tables import read_table


@dataclass(frozen=True, slots=True)
class Townships:
    """All townships: their names bound to the codes above them.

    A name is bound to its county or zone, and to its city where no other township of the city has it.

    Args:
        codes: 9-digit code of each township.
        labels: its name.
        counties: the code of the county or zone above it, as a number.
        streets: whether it is a subdistrict (街道), whose office is written for it (街道办事处).
    """

    codes: pa.StringArray = field(repr=False)
    labels: pa.StringArray = field(repr=False)
    counties: NDArray[np.int64] = field(repr=False)
    streets: Flags = field(repr=False)
    names: NameTable = field(repr=False)

    def at(
        self, block: Block, begins: Places, limits: Places, above: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], Places]:
        """Return the number of the township written at each place (-1: none), and where its name ends.

        Args:
            above: the code of the county, zone or city, as a number.
        """
        found, ends = self.names.longest(block.stretches, begins, limits, above)
        met = np.flatnonzero(found >= 0)
        met = met[self.streets[found[met]]]
        office, after = _offices().longest(block.stretches, ends[met], limits[met])
        ends[met] = np.where(office == 0, after, ends[met])
        met = np.flatnonzero(found >= 0)
        found[met[_road_follows(block, ends[met], limits[met])]] = -1
        return found, np.where(found >= 0, ends, begins)

    def counties_with(self, candidates: Iterable[str], text: str) -> list[str]:
        """Return which of some counties have a township whose name starts a text."""
        codes = list(candidates)
        block = Block.of(fold(pa.array([text] * len(codes), pa.string())))
        starts, limits = block.folded.starts[:-1], block.folded.starts[1:]
        found, _ = self.at(block, starts, limits, np.array(codes, np.int64))
        return [code for code, number in zip(codes, found, strict=True) if number >= 0]


@cache
def townships() -> Townships:
    """Return the townships, read when first asked for."""
    rows = read_table("stats_12").rows
    labels = [
        _plain(label, gazetteer().labels.get(parent, ""))
        for label, parent in zip(rows["label"].to_pylist(), rows["parent"].to_pylist(), strict=True)
    ]
    parents = rows["parent"].to_numpy().astype(np.int64)
    parents[parents == _JIAYUGUAN_COUNTY] = _JIAYUGUAN
    names, numbers = list(labels), list(range(len(labels)))
    for number, label in enumerate(labels):
        if (stem := label.removesuffix("办事处").removesuffix("街道")) != label and stem:
            names += [f"{stem}街道", f"{stem}办事处"]
            numbers += [number, number]
    of, above = np.array(numbers), parents[numbers]
    city = above // 100 * 100
    alone = _alone(hash_names(names) + city.astype(np.uint64), of)
    table = NameTable(
        names + [names[place] for place in alone],
        np.concatenate([of, of[alone]]),
        np.concatenate([above, city[alone]]),
    )
    codes = pc.utf8_slice_codeunits(rows["code"], 0, 9).combine_chunks()
    plain = pa.array([_with_kind(label) for label in labels], pa.string())
    streets = pc.ends_with(plain, "街道").to_numpy(zero_copy_only=False)
    return Townships(codes, plain, parents, streets, table)


def _with_kind(label: str) -> str:
    """Return 某某街道 for 某某街道办事处: the office stands for its subdistrict."""
    return label.removesuffix("办事处") if label.endswith("街道办事处") else label


def _alone(keys: NDArray[np.uint64], of: NDArray[np.int64]) -> NDArray[np.intp]:
    """Return one place of every key that belongs to one township only."""
    order = np.argsort(keys, kind="stable")
    keys, of = keys[order], of[order]
    starts = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    single = np.minimum.reduceat(of, starts) == np.maximum.reduceat(of, starts)
    return np.asarray(order[starts[single]])


def _road_follows(block: Block, places: Places, limits: Places) -> Flags:
    """Return where the name goes on as a road: 乌镇路, 景德镇街."""
    inside = places < limits
    codes = np.zeros(len(places), np.uint32)
    codes[inside] = np.minimum(block.folded.codes[places[inside]], 0xFFFF)
    return flags_of("路街巷")[codes]


def _plain(label: str, county: str) -> str:
    """Return a name of the table folded and without its county's name before it (濮阳县文留镇)."""
    folded = fold_text(label) if any(sign in label for sign in "（）、") else label
    _, before, own = folded.partition(county) if county and county in folded else ("", "", "")
    return own if before and len(own) > 2 else folded


@cache
def _offices() -> NameTable:
    return NameTable(["办事处", "办", "办公"], [0, 0, 1])  # 办公楼 is a building, not the office


_JIAYUGUAN_COUNTY, _JIAYUGUAN = 620201, 620200  # the table gives the city a county of its own
