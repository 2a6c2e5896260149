"""Why two records are one, or are not: the prior, what each comparison weighs, and who had the last word."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from govclean.linkage.pairs import CONFLICTS, DECISIONS, MISSING, Pairs
from govclean.linkage.planning import PlannedComparison
from govclean.standards.linkage import Thresholds
from govclean.wording import Text

By = Literal["score", "number", "person"]

NOT_COMPARED = ""
"""The blocking rule of a pair that no rule brings together."""

_NOTHING = Text("无可比较", "nothing to compare")


@dataclass(frozen=True, slots=True)
class Seen:
    """One pair as it was weighed; levels and weights by comparison."""

    weight: float
    probability: float
    decision: str
    conflict: str
    rule: str  # NOT_COMPARED where no rule brings the two together
    levels: Mapping[str, int | None]  # None: nothing to compare
    weights: Mapping[str, float]

    @classmethod
    def of(cls, pairs: Pairs, row: int, rules: Sequence[str]) -> Seen:
        """Return one of the pairs; rule -1 is no rule."""
        place = int(pairs.rule[row])
        levels = {name: int(level[row]) for name, level in pairs.levels.items()}
        return cls(
            weight=float(pairs.weight[row]),
            probability=float(pairs.probability[row]),
            decision=DECISIONS[pairs.decision[row]],
            conflict=CONFLICTS[pairs.conflict[row]],
            rule=rules[place] if place >= 0 else NOT_COMPARED,
            levels={name: None if level == MISSING else level for name, level in levels.items()},
            weights={name: float(weight[row]) for name, weight in pairs.weights.items()},
        )


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two records: where it stands, its cluster and its values by field."""

    source: str
    record_id: str
    cluster_id: str
    values: Mapping[str, str | None]

    @property
    def name(self) -> str:
        """The record as it is asked for: `police:17`."""
        return f"{self.source}:{self.record_id}"


@dataclass(frozen=True, slots=True)
class Step:
    """What one comparison weighs."""

    name: str
    title: Text
    fields: tuple[str, ...]
    level: Text
    weight: float  # bits; 0 where there was nothing to compare


@dataclass(frozen=True, slots=True)
class Waterfall:
    """One pair, explained: prior and steps add up to the weight."""

    left: Side
    right: Side
    steps: tuple[Step, ...]
    seen: Seen
    by: By
    thresholds: Thresholds

    @property
    def prior(self) -> float:
        """What two records weigh before anything is compared, in bits."""
        return self.seen.weight - sum(step.weight for step in self.steps)

    @property
    def sentences(self) -> tuple[Text, ...]:
        """The decision in words, then what else a reader must know."""
        told = [self._decision()]
        if self.seen.rule == NOT_COMPARED:
            told.append(_NO_RULE)
        together = self.left.cluster_id == self.right.cluster_id
        if self.left.cluster_id and self.seen.decision == "match" and not together:
            told.append(_REFUSED)
        elif self.left.cluster_id:
            told.append(_TOGETHER if together else _APART)
        return tuple(told)

    def _decision(self) -> Text:
        if self.by == "person":
            return _BY_PERSON[self.seen.decision]
        if self.seen.conflict:
            return _CONTESTED[self.seen.conflict, self.seen.decision == "review"]
        if self.by == "number":
            return _BY_NUMBER
        facts = (self.seen.probability, self.thresholds.match, self.thresholds.review)
        probability, match, review = (share(fact) for fact in facts)
        return _BY_SCORE[self.seen.decision].fill(probability=probability, match=match, review=review)


def explain(
    seen: Seen,
    sides: tuple[Side, Side],
    planned: Sequence[PlannedComparison],
    titles: Mapping[str, Text],
    thresholds: Thresholds,
    identifiers: Collection[str] = (),
) -> Waterfall:
    """Return the explanation of a pair.

    Args:
        planned: the comparisons of the run, in their order.
        titles: of the standard's fields.
        identifiers: fields whose number is one entity's alone.
    """
    steps = tuple(_step(seen, one, titles) for one in planned if one.name in seen.weights)
    return Waterfall(*sides, steps, seen, _by(seen, sides, thresholds, identifiers), thresholds)


def share(probability: float) -> str:
    """Return a probability in per cent, with more decimals the nearer it is to 0 or 1.

    >>> share(0.95), share(0.99998), share(1), share(0.0000123)
    ('95%', '99.998%', '>99.9999%', '0.0012%')
    """
    if probability > 0.999999:
        return ">99.9999%"
    if probability < 0.000001:
        return "<0.0001%"
    for decimals in range(5):
        shown = f"{probability:.{decimals}%}"
        if abs(float(shown[:-1]) / 100 - probability) <= 0.05 * min(probability, 1 - probability):
            return shown
    return f"{probability:.4%}"


def _step(seen: Seen, planned: PlannedComparison, titles: Mapping[str, Text]) -> Step:
    level = seen.levels[planned.name]
    words = _NOTHING if level is None else planned.comparison.levels[level].title
    named = [titles[field] for field in planned.fields]
    title = Text("、".join(one.zh for one in named), ", ".join(one.en for one in named))
    return Step(planned.name, title, planned.fields, words, seen.weights[planned.name])


def _by(seen: Seen, sides: tuple[Side, Side], thresholds: Thresholds, identifiers: Collection[str]) -> By:
    """Return who decided, as far as the pair itself tells."""
    if seen.conflict or seen.decision == _by_score(seen.probability, thresholds):
        return "score"
    left, right = (side.values for side in sides)
    equal = any(left.get(name) and left.get(name) == right.get(name) for name in identifiers)
    return "number" if equal and seen.decision == "match" else "person"


def _by_score(probability: float, thresholds: Thresholds) -> str:
    if probability >= thresholds.match:
        return "match"
    return "review" if probability >= thresholds.review else "non_match"


_BY_SCORE = {
    "match": Text(
        "概率 {probability}，达到匹配阈值 {match}：匹配",
        "probability {probability} reaches {match}, the threshold of a match: match",
    ),
    "review": Text(
        "概率 {probability}，达到核实阈值 {review} 而未到匹配阈值 {match}：待人工核实",
        "probability {probability} lies between {review} and {match}: a person should look",
    ),
    "non_match": Text(
        "概率 {probability}，低于核实阈值 {review}：不匹配",
        "probability {probability} is below {review}, the threshold of a review: no match",
    ),
}
_BY_NUMBER = Text(
    "有效号码相同，其余信息无明显矛盾：匹配，不取决于概率",
    "one valid number and nothing against it: match, whatever the probability",
)
_BY_PERSON = {
    "match": Text("人工判定为同一主体，优先于评分：匹配", "a person decided that they are one: match"),
    "review": Text("有人要求再次核实：待人工核实", "a person asked to look again: review"),
    "non_match": Text(
        "人工判定为不同主体，优先于评分：不匹配", "a person decided that they are two: no match"
    ),
}
_SAME_NUMBER = Text(
    "号码相同而其余信息明显不符（一号多人、一码多企嫌疑）：待人工核实",
    "one number, and all else speaks against it (one number, several holders?): a person should look",
)
_TWO_NUMBERS = Text(
    "有效号码不同而其余信息高度一致（一人多号、一企多码嫌疑）：待人工核实",
    "two valid numbers, and all else agrees (one holder, several numbers?): a person should look",
)
_KEPT_APART = Text(
    "有效号码不同：不匹配，不取决于概率", "two valid numbers: no match, whatever the probability"
)
_KIN = Text(
    "姓名仅如亲属般相近（双胞胎、兄弟姐妹同住同电话），不凭评分合并：待人工核实",
    "names only as alike as those of kin, who share phone and address: never one by the score, a person should look",
)
_CONTESTED = {
    ("kin", True): _KIN,
    ("kin", False): _KIN,
    ("same_identifier", True): _SAME_NUMBER,
    ("same_identifier", False): _SAME_NUMBER,
    ("different_identifiers", True): _TWO_NUMBERS,
    ("different_identifiers", False): _KEPT_APART,
}
_NO_RULE = Text(
    "没有分块规则把两条记录放到一起，比对时未作比较；以上评分为此次另算",
    "no blocking rule brings them together: they were not compared in the run, and are scored here only",
)
_TOGETHER = Text("两条记录归入同一主体", "both records stand in one cluster")
_APART = Text("两条记录分属不同主体", "the records stand in two clusters")
_REFUSED = Text(
    "匹配而未合并：合并会把须分开的记录放到一起（号码不同、一对一或人工判定）",
    "they match and were not joined: that would bring together what must stay apart (numbers, one to one, a decision)",
)
