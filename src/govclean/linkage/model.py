"""The Fellegi-Sunter model: how often each level is seen between records of one entity (m) and of two (u).

The match weight of a level is log2(m / u) in bits; the weights of all comparisons and the prior add up to the match
weight of a pair (Fellegi and Sunter 1969). Where values differ in frequency, agreement on a value weighs log2(m / p),
p being that value's share (Winkler 2000).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import numpy as np
import pydantic
import yaml
from numpy.typing import NDArray

from govclean.documents import Written, check, load_document
from govclean.errors import StandardError
from govclean.linkage.prepared import Prepared
from govclean.wording import Text

Shares = NDArray[np.float64]

LEAST = 1e-9  # no chance is nought: a level never seen does not decide alone


@dataclass(frozen=True, slots=True)
class Chances:
    """How often each level of one comparison is seen, best level first (float64; each sums to 1)."""

    m: Shares  # between two records of one entity
    u: Shares  # between records of two

    @property
    def weights(self) -> NDArray[np.float32]:
        """The weight of each level in bits."""
        return np.log2(np.maximum(self.m, LEAST) / np.maximum(self.u, LEAST)).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned: the chance that two records taken at random are one entity, and the chances of each level."""

    prior: float
    chances: Mapping[str, Chances]  # by comparison

    @property
    def prior_weight(self) -> float:
        """The prior in bits."""
        return float(np.log2(self.prior / (1 - self.prior)))


def probability_of(weight: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the probability of match weights in bits.

    >>> probability_of(np.array([0, 10], np.float32)).round(4).tolist()
    [0.5, 0.999]
    """
    return 1 / (1 + np.exp2(-np.clip(weight.astype(np.float64), -500, 500)))


def weight_of(probability: float) -> float:
    """Return the match weight in bits of a probability strictly between 0 and 1."""
    return float(np.log2(probability / (1 - probability)))


class _Level(Written):
    noun: ClassVar[Text] = Text("比较级别", "level")

    m: float
    u: float
    weight: float = 0.0  # for the reader; follows from m and u


class _Chances(Written):
    noun: ClassVar[Text] = Text("比较项", "comparison")

    kind: str = pydantic.Field("", alias="as")
    levels: Mapping[str, _Level]


class _Model(Written):
    noun: ClassVar[Text] = Text("比对模型", "model")

    model: str
    prior: float = pydantic.Field(gt=0, lt=1)
    comparisons: Mapping[str, _Chances]


def model_text(model: Model, prepared: Sequence[Prepared], standard: str) -> str:
    """Return a model as YAML that a person can read and `read_model` reads back."""
    comparisons = {one.name: _written(one, model.chances[one.name]) for one in prepared}
    head = f"# One pair in {round(1 / model.prior):,} taken at random is one entity. Weights are in bits.\n"
    document = {"model": standard, "prior": model.prior, "comparisons": comparisons}
    return head + yaml.safe_dump(document, sort_keys=False, allow_unicode=True)


def _written(prepared: Prepared, chances: Chances) -> dict[str, object]:
    rows = zip(prepared.levels, chances.m, chances.u, chances.weights, strict=True)
    levels = {
        level.name: {"m": float(f"{m:.6g}"), "u": float(f"{u:.6g}"), "weight": round(float(weight), 3)}
        for level, m, u, weight in rows
    }
    return {"as": prepared.comparison.kind, "levels": levels}


def read_model(path: Path, prepared: Sequence[Prepared]) -> Model:
    """Return a model written before, for the same comparisons with the same levels.

    Raises:
        StandardError: the file cannot be read, or its comparisons are not those of the standard.
    """
    written = check(load_document(path), _Model)
    wanted = {one.name: tuple(level.name for level in one.levels) for one in prepared}
    found = {name: tuple(chances.levels) for name, chances in written.comparisons.items()}
    if wanted != found:
        odd = sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
        raise StandardError(
            Text(
                f"模型的比较项与标准不一致：{'、'.join(odd)}",
                f"the model's comparisons are not those of the standard: {', '.join(odd)}",
            ),
            where=str(path),
            hint=Text(
                "去掉 --model 重新估计，或改用当时的标准",
                "leave out --model to estimate anew, or use the standard it was made with",
            ),
        )
    return Model(written.prior, {name: _read(chances) for name, chances in written.comparisons.items()})


def _read(written: _Chances) -> Chances:
    m = np.array([level.m for level in written.levels.values()])
    u = np.array([level.u for level in written.levels.values()])
    return Chances(m / m.sum(), u / u.sum())
