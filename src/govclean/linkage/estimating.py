"""Learn the model without labels: u from random pairs, m by expectation maximisation over blocked pairs.

Values of u are exact for equality (from value counts) and sampled for the other levels. A blocking rule says nothing
about the fields it blocks on, so each rule teaches the chances of all other comparisons; what several rules teach is
averaged, each by the number of matches it saw. The prior follows from all candidate pairs.

Where candidates that do not match are neighbours, such as the doors of one building, they are unlike random pairs: they
agree on nearly everything. A standard can then have both m and u learned from the candidates (`non_matches: candidates`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from govclean.linkage.blocking import Blocking
from govclean.linkage.model import LEAST, Chances, Model, Shares
from govclean.linkage.pairs import MISSING
from govclean.linkage.prepared import Levels, Prepared

_GRID = 1_400  # random records a side: two million pairs
_SAMPLE = 400_000  # pairs of one rule
_ROUNDS = 200
_STILL = 1e-5  # change of a chance below which learning ends
_SMOOTH = 0.5  # non-matches added to each level
_LEAST_TAUGHT = 2  # comparisons a rule must leave to tell matches from the rest
LEAST_COMPARISONS = 3  # without which m and u cannot both be learned from the same pairs
_LEAST_SHARE = 1e-4  # of matches among candidates
_PURGES = 2  # times that matches are taken out of the random pairs
_LEAST_PURE = 0.1  # of a level's share among random pairs that is believed not to be of matches
_BELIEF = 5.0  # matches that what is believed beforehand is worth


def estimate(
    prepared: Sequence[Prepared],
    samples: Sequence[Sample],
    fields: Sequence[frozenset[str]],
    *,
    seed: int = 1,
) -> Model:
    """Return the model learned from the records.

    Args:
        samples: of each blocking rule, from `sampled`.
        fields: for each blocking rule the fields its keys are made of.
    """
    size = len(prepared[0].column.codes)
    drawn = {one.name: _at_random(one, size, seed) for one in prepared}
    model = _model(prepared, samples, fields, drawn)
    for _ in range(_PURGES):
        unlike = {
            name: _without(chances, drawn[name], model.prior) for name, chances in model.chances.items()
        }
        model = _model(prepared, samples, fields, unlike)
    return model


def _model(
    prepared: Sequence[Prepared],
    samples: Sequence[Sample],
    fields: Sequence[frozenset[str]],
    u: Mapping[str, Shares],
) -> Model:
    taught = [_taught(sample, prepared, u, fields[place]) for place, sample in enumerate(samples)]
    if {one.name for one in prepared} - {name for lesson in taught for name in lesson.m}:
        taught.append(_untaught(samples, prepared, u, taught))
    chances = {one.name: Chances(_averaged(one, taught), u[one.name]) for one in prepared}
    return Model(_prior(samples, chances, len(prepared[0].column.codes)), chances)


def _without(chances: Chances, drawn: Shares, prior: float) -> Shares:
    """Return the shares among random pairs without the matches among them: in a small registry they are many."""
    unlike = np.maximum(drawn - prior * chances.m, drawn * _LEAST_PURE)
    return np.asarray(unlike / unlike.sum())


def among_candidates(model: Model, prepared: Sequence[Prepared], samples: Sequence[Sample]) -> Model:
    """Return the model with m, u and the prior learned anew from all candidate pairs, beginning from what is known."""
    every = _together(samples)
    levels, count = every.patterns, every.count
    if len(prepared) < LEAST_COMPARISONS or not count.sum():
        return model  # two comparisons cannot tell which of them is right
    m = {name: chances.m for name, chances in model.chances.items()}
    flat = {one.name: np.full(len(one.levels), _SMOOTH) for one in prepared}
    usual = {one.name: _BELIEF * _usual(len(one.levels)) for one in prepared}
    u = {name: _shares(levels[name], count, flat[name]) for name in m}
    size = len(prepared[0].column.codes)
    share = min(0.3, model.prior * size * (size - 1) / 2 / float(count.sum()))
    for _ in range(_ROUNDS):
        chance = _chance_of_match(every, m, u, share)
        share = float(np.clip((chance * count).sum() / count.sum(), LEAST, 1 - LEAST))
        learned = {name: _shares(levels[name], chance * count, usual[name]) for name in m}
        u = {name: _shares(levels[name], (1 - chance) * count, flat[name]) for name in m}
        moved = max(float(np.abs(learned[name] - m[name]).max()) for name in m)
        m = learned
        if moved < _STILL:
            break
    if not _LEAST_SHARE < share < 1 - _LEAST_SHARE:
        return model  # all candidates look alike: there is nothing to tell apart
    return Model(share, {name: Chances(m[name], u[name]) for name in m})


def expected_missed(samples: Sequence[Sample], model: Model, least: float) -> float:
    """Return how many matches are expected among candidate pairs below a probability."""
    m = {name: chance.m for name, chance in model.chances.items()}
    u = {name: chance.u for name, chance in model.chances.items()}
    missed = 0.0
    for sample in samples:
        chance = _chance_of_match(sample, m, u, model.prior)
        missed += float((chance * sample.fresh)[chance < least].sum()) * sample.scale
    return missed


@dataclass(frozen=True, slots=True)
class Sample:
    """Patterns of levels among pairs of one rule."""

    patterns: Mapping[str, Levels]  # by comparison, one row a pattern
    count: NDArray[np.float64]  # pairs with the pattern
    fresh: NDArray[np.float64]  # of these, pairs that no earlier rule brings
    scale: float  # pairs of the rule for each in the sample


@dataclass(frozen=True, slots=True)
class _Taught:
    m: Mapping[str, Shares]
    matches: float  # seen in the sample


def _at_random(one: Prepared, size: int, seed: int) -> Shares:
    """Return how often each level is seen between two records taken at random."""
    random = np.random.default_rng(seed)
    side = min(_GRID, size)
    left, right = (random.integers(0, size, side).astype(np.int32) for _ in range(2))
    ours = np.repeat(one.column.codes[left], side)
    theirs = np.tile(one.column.codes[right], side)
    apart = (ours != theirs) & (ours > 0) & (theirs > 0)
    seen = np.bincount(one.kernel.levels(ours[apart], theirs[apart]), minlength=len(one.levels)).astype(
        np.float64
    )
    seen[1:] += _SMOOTH
    seen[0] = 0
    equal = one.chance_of_equality
    shares = (1 - equal) * seen / seen.sum()
    shares[0] = equal
    return np.asarray(shares)


def sampled(prepared: Sequence[Prepared], blocking: Blocking, *, seed: int = 1) -> tuple[Sample, ...]:
    """Return a sample of the pairs of each blocking rule, as counts of patterns."""
    return tuple(_sample(blocking, place, prepared, seed) for place in range(len(blocking.names)))


def _sample(blocking: Blocking, place: int, prepared: Sequence[Prepared], seed: int) -> Sample:
    pairs = blocking.sample(place, _SAMPLE, seed=seed)
    levels = {one.name: one.levels_of(pairs.left, pairs.right) for one in prepared}
    pattern = np.zeros(len(pairs.left), np.int64)
    for one in prepared:
        level = levels[one.name].astype(np.int64)
        pattern = pattern * (len(one.levels) + 1) + np.where(level == MISSING, len(one.levels), level)
    _, first, where = np.unique(pattern, return_index=True, return_inverse=True)
    count = np.bincount(where, minlength=len(first)).astype(np.float64)
    fresh = np.bincount(where, weights=pairs.new, minlength=len(first)).astype(np.float64)
    scale = blocking.total(place) / max(len(pairs.left), 1)
    return Sample({name: level[first] for name, level in levels.items()}, count, fresh, scale)


def _taught(
    sample: Sample, prepared: Sequence[Prepared], u: Mapping[str, Shares], blocked: frozenset[str]
) -> _Taught:
    """Return what one rule teaches about the comparisons it does not block on; u stays as it is."""
    free = [one for one in prepared if blocked.isdisjoint(one.fields)]
    if len(free) < _LEAST_TAUGHT or not sample.count.sum():
        return _Taught({}, 0)
    m = {one.name: _usual(len(one.levels)) for one in free}
    share = 0.3
    for _ in range(_ROUNDS):
        chance = _chance_of_match(sample, m, u, share)
        matches = chance * sample.count
        share = float(np.clip(matches.sum() / sample.count.sum(), LEAST, 1 - LEAST))
        learned = {
            one.name: _shares(sample.patterns[one.name], matches, _BELIEF * _usual(len(one.levels)))
            for one in free
        }
        moved = max(float(np.abs(learned[name] - m[name]).max()) for name in learned)
        m = learned
        if moved < _STILL:
            break
    return _Taught(m, share * float(sample.count.sum()))


def _untaught(
    samples: Sequence[Sample],
    prepared: Sequence[Prepared],
    u: Mapping[str, Shares],
    taught: Sequence[_Taught],
) -> _Taught:
    """Return what all candidates together teach about the comparisons that every rule blocks on.

    Candidates agree there more than matches at large do: half of what is taught is what was believed before.
    """
    lesson = _taught(_together(samples), prepared, u, frozenset())
    known = {name for one in taught for name in one.m}
    return _Taught(
        {name: (m + _usual(len(m))) / 2 for name, m in lesson.m.items() if name not in known}, lesson.matches
    )


def _together(samples: Sequence[Sample]) -> Sample:
    """Return all candidates as one sample, each pair once."""
    names = samples[0].patterns
    patterns = {name: np.concatenate([sample.patterns[name] for sample in samples]) for name in names}
    count = np.concatenate([sample.fresh * sample.scale for sample in samples])
    return Sample(patterns, count, count, 1.0)


def _chance_of_match(
    sample: Sample, m: Mapping[str, Shares], u: Mapping[str, Shares], share: float
) -> NDArray[np.float64]:
    odds = np.full(len(sample.count), np.log(share / (1 - share)))
    for name in m:
        odds += _evidence(
            sample.patterns[name], np.log(np.maximum(m[name], LEAST) / np.maximum(u[name], LEAST))
        )
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -500, 500))))


def _evidence(levels: Levels, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.append(weights, 0.0)[np.where(levels == MISSING, len(weights), levels)])


def _shares(levels: Levels, pairs: NDArray[np.float64], before: Shares) -> Shares:
    """Return the share of each level among weighted pairs, on top of what was believed before (in pairs)."""
    told = levels != MISSING
    seen = np.bincount(levels[told], weights=pairs[told], minlength=len(before)) + before
    return np.asarray(seen / seen.sum())


def _usual(levels: int) -> Shares:
    """Return what is believed of matches before any was seen: each level a quarter as often as the one before."""
    shares = 0.25 ** np.arange(levels)
    shares[-1] = max(shares[-1], 0.02)
    return np.asarray(shares / shares.sum())


def _averaged(one: Prepared, taught: Sequence[_Taught]) -> Shares:
    told = [(lesson.m[one.name], lesson.matches) for lesson in taught if one.name in lesson.m]
    if not told:
        return _usual(len(one.levels))
    shares, matches = zip(*told, strict=True)
    return np.asarray(np.average(shares, axis=0, weights=np.maximum(matches, 1)))


def _prior(samples: Sequence[Sample], chances: Mapping[str, Chances], size: int) -> float:
    """Return the share of matches among all pairs: the fixed point at which the candidates hold as many as expected."""
    m = {name: chance.m for name, chance in chances.items()}
    u = {name: chance.u for name, chance in chances.items()}
    everything = size * (size - 1) / 2
    prior = 1 / size
    for _ in range(_ROUNDS):
        expected = sum(
            float((_chance_of_match(sample, m, u, prior) * sample.fresh).sum()) * sample.scale
            for sample in samples
        )
        new = float(np.clip(expected / everything, 0.01 / everything, 0.5))
        if abs(new - prior) <= _STILL * prior:
            return new
        prior = new
    return prior
